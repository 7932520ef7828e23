"""A name that begins with a letter as high as two lines is found, though no order of reading has it in one piece."""

from pathlib import Path

import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.reading_back import by_pdfium
from tests.redaction.typesetter import FONTS, Face, Sheet


def copy_of(folder: Path, large: str, rest: str, *, first: bool) -> str:
    """The words left of a paragraph that opens with a letter over two lines, drawn before or after the rest."""
    sheet = Sheet(Face(FONTS[1]))
    cap = f"BT /F1 30 Tf 72 676 Td ({large}) Tj ET"
    x = 72 + sheet.face.widths[large] * 30 + 2
    body = [
        f"BT /F1 11 Tf {x:.2f} 688.6 Td ({rest}) Tj ET",
        f"BT /F1 11 Tf {x:.2f} 676 Td (She was met by her aunt) Tj ET",
        "BT /F1 11 Tf 72 663 Td (and stayed with her until the summer) Tj ET",
    ]
    sheet.ops = [cap, *body] if first else [*body, cap]
    sheet.written(folder / "source.pdf")
    entries = tuple(
        ScheduleEntry(term, Ground.CHILD) for term in ("Constance Moore", "Constance", "Moore", "Ann")
    )
    burn(folder / "source.pdf", folder / "copy.pdf", Schedule(entries), ocr=None)
    return " ".join(by_pdfium(folder / "copy.pdf").split())


class TestDropCaps:
    @pytest.mark.parametrize("first", [True, False])
    @pytest.mark.parametrize(
        ("large", "rest"),
        [("C", "onstance Moore came home"), ("A", "nn came home"), ("C", "ONSTANCE MOORE came home")],
    )
    def test_a_name_behind_a_large_letter_goes(
        self, tmp_path: Path, large: str, rest: str, *, first: bool
    ) -> None:
        left = copy_of(tmp_path, large, rest, first=first)

        assert "onstance" not in left.lower()
        assert "nn" not in left
        assert "came home" in left
        assert "met by her aunt" in left

    def test_another_word_behind_a_large_letter_stays(self, tmp_path: Path) -> None:
        assert "hildren came home" in copy_of(tmp_path, "C", "hildren came home", first=True)
