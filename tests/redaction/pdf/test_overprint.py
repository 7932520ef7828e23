"""Lines that lie on each other stay lines of their own: two texts, or what was typed over the rules of a form."""

from pathlib import Path

import pypdfium2
import pytest
from pdfminer.fontmetrics import FONT_METRICS

from tests.redaction.pdf.test_columns import NAME, a_page, burned

WIDE = FONT_METRICS["Helvetica"][1]


def length(text: str, size: float = 11) -> float:
    return float(sum(WIDE[letter] for letter in text) * size / 1000)


def shown(x: float, y: float, text: str) -> str:
    return f"BT /F1 11 Tf {x:.3f} {y:.3f} Td ({text}) Tj ET"


def strings_of(path: Path) -> list[tuple[str, float, float]]:
    """Every piece of text as it was written, with its left edge and its foot."""
    pdf = pypdfium2.PdfDocument(path)
    page = pdf[0]
    text = page.get_textpage()
    found = []
    for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, _, _ = each.get_bounds()
        size = pypdfium2.raw.FPDFTextObj_GetText(each, text, None, 0)
        held = (pypdfium2.raw.FPDF_WCHAR * (size // 2))()
        pypdfium2.raw.FPDFTextObj_GetText(each, text, held, size)
        found.append((bytes(held).decode("utf-16-le").rstrip("\0"), left, bottom))
    return found


@pytest.mark.parametrize("apart", [2.0, 4.0])
def test_of_two_lines_that_lie_on_each_other_one_stays_as_it_is(tmp_path: Path, apart: float) -> None:
    under, over = f"and then {NAME} came home from the school", "a copy for the file of the other matter"
    words = over.split()
    at, pieces = 80.0, []
    for word in words:
        pieces.append((at, word))
        at += length(f"{word} ")
    drawn = " ".join(shown(x, 700 + apart, word) for x, word in pieces)

    target = burned(tmp_path, a_page(f"{shown(72, 700, under)} {drawn}"))

    before = {(text.strip(), round(x), round(y)) for text, x, y in strings_of(tmp_path / "source.pdf")[1:]}
    left = strings_of(target)
    assert before <= {(text.strip(), round(x), round(y)) for text, x, y in left}
    assert "came home from the school" in " ".join(" ".join(text for text, _, _ in left).split())


class TestForms:
    """What was typed over the rule of a form stays there, and so does the rule."""

    LABELS = ("Name:", "Address:", "Telephone:", "Letters to:")
    RULE = "_" * 40

    def written(self, tmp_path: Path) -> list[tuple[str, float, float]]:
        typed = (
            f"{NAME} Fitton",
            "14 Larch Close in Exeham by the river",
            "01632 960 983",
            "the same address",
        )
        rows = []
        for row, (label, text) in enumerate(zip(self.LABELS, typed, strict=True)):
            start = 72 + length(f"{label} ")
            rows.append(shown(72, 700 - 14 * row, f"{label} {self.RULE}"))
            rows.append(shown(start + 2, 701.5 - 14 * row, text))
        return strings_of(burned(tmp_path, a_page(" ".join(rows))))

    def test_every_rule_keeps_its_length(self, tmp_path: Path) -> None:
        left = self.written(tmp_path)

        assert [text.strip() for text, _, _ in left if "_" in text] == [
            f"{label} {self.RULE}" for label in self.LABELS
        ]

    def test_no_words_go_on_from_one_field_to_the_next(self, tmp_path: Path) -> None:
        left = self.written(tmp_path)

        texts = {" ".join(text.split()) for text, _, _ in left}
        assert {
            "Fitton",
            "14 Larch Close in Exeham by the river",
            "01632 960 983",
            "the same address",
        } <= texts

    def test_what_stays_of_a_field_begins_behind_its_bar(self, tmp_path: Path) -> None:
        left = self.written(tmp_path)

        (begin,) = [x for text, x, _ in left if text.strip() == "Fitton"]
        start = 72 + length("Name: ") + 2
        assert begin == pytest.approx(start + 33 + length(" "), abs=2)
