"""Whoever knows everybody it could have been cannot tell from the copy who it was.

The attacker here knows the twenty people, every font metric and the program that set the document: he sets it
for each of them, has each redacted, and compares the whole drawing with the copy he holds: every number that
places a word, a bar or a rule. A name whose drawing is like no other's is singled out.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.reading_back import by_pdfium
from tests.redaction.typesetter import (
    FONTS,
    LAYOUTS,
    MARGIN,
    ROSTER,
    WIDTH,
    Face,
    Sheet,
    justified,
    lone_lines,
    ragged,
    two_columns,
)

_NUMBER = re.compile(rb"-?\d+\.?\d*")
_ALIKE = 0.05
MOST_SINGLED_OUT = 0.05


@lru_cache(maxsize=3)
def face(name: str) -> Face:
    return Face(name)


def a_copy(folder: Path, layout: Callable[[Sheet, str], None], font: str, name: str, label: str = "") -> Path:
    sheet = Sheet(face(font))
    layout(sheet, name)
    sheet.written(folder / "source.pdf")
    terms = dict.fromkeys([name, *name.split()])
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD, label) for term in terms))
    report = burn(folder / "source.pdf", folder / "copy.pdf", schedule, ocr=None)
    assert report.rasterised_pages == ()
    return folder / "copy.pdf"


def drawing(path: Path) -> tuple[bytes, list[float]]:
    """What a page draws: its words and operators, and every number in them."""
    with pikepdf.open(path) as pdf:
        content = b"\n".join(page.Contents.read_bytes() for page in pdf.pages)
    return _NUMBER.sub(b"#", content), [float(each) for each in _NUMBER.findall(content)]


def are_alike(one: tuple[bytes, list[float]], other: tuple[bytes, list[float]]) -> bool:
    return one[0] == other[0] and all(abs(a - b) <= _ALIKE for a, b in zip(one[1], other[1], strict=True))


def singled_out(drawings: list[tuple[bytes, list[float]]]) -> int:
    return sum(
        not any(are_alike(one, other) for at, other in enumerate(drawings) if at != index)
        for index, one in enumerate(drawings)
    )


@pytest.mark.slow
@pytest.mark.no_cover  # 720 copies run the lines that the tests below run: measuring them doubles the time
class TestRoster:
    """Twenty known people, three fonts, every layout that word processors make."""

    def test_of_twenty_known_people_one_in_twenty_at_most_is_singled_out(self, tmp_path: Path) -> None:
        alone = {
            (layout.__name__, font): singled_out(
                [drawing(a_copy(tmp_path, layout, font, name)) for name in ROSTER]
            )
            for layout in LAYOUTS
            for font in FONTS
        }

        assert sum(alone.values()) <= MOST_SINGLED_OUT * len(ROSTER) * len(alone), alone


class TestLayout:
    """What stays is still in order, apart, and on the page."""

    @pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
    @pytest.mark.parametrize("name", ["Jo Ash", "Alexandra Cholmondeley"])
    def test_every_other_word_is_kept_in_order_and_nothing_overlaps(
        self, tmp_path: Path, layout: Callable[[Sheet, str], None], name: str
    ) -> None:
        copy = a_copy(tmp_path, layout, FONTS[0], name)

        before = [word for word in _read_in_order(tmp_path / "source.pdf") if word not in name.split()]
        assert _read_in_order(copy) == before
        assert overlaps(copy) == []

    def test_lines_still_end_within_their_column(self, tmp_path: Path) -> None:
        copy = a_copy(tmp_path, ragged, FONTS[1], "Jo Ash", label="Mother of Child A")

        assert max(box[2] for box, _ in letters_of(copy)) <= MARGIN + WIDTH + 1

    @pytest.mark.parametrize("layout", [justified, two_columns], ids=lambda layout: layout.__name__)
    def test_a_wide_label_stays_on_the_page(
        self, tmp_path: Path, layout: Callable[[Sheet, str], None]
    ) -> None:
        copy = a_copy(tmp_path, layout, FONTS[1], "Jo Ash", label="Mother of Child A")

        assert max(box[2] for box, _ in letters_of(copy)) < 595
        assert overlaps(copy) == []


class TestLabels:
    """A pseudonym stands where the name stood, in a box that fits the longest of them."""

    def test_the_label_can_be_read_where_the_name_was(self, tmp_path: Path) -> None:
        text = " ".join(
            by_pdfium(a_copy(tmp_path, ragged, FONTS[0], "Owen Bramley", label="Child A")).split()
        )

        assert "on Monday that Child A had not come back" in text
        assert "to the school about Child A , but" in text

    def test_every_bar_is_as_wide_as_the_longest_label_needs(self, tmp_path: Path) -> None:
        sheet = Sheet(face(FONTS[0]))
        sheet.show(72, 700, "First Owen then")
        sheet.show(72, 680, "First Constance then")
        sheet.written(tmp_path / "source.pdf")
        entries = (
            ScheduleEntry("Owen", Ground.CHILD, "A"),
            ScheduleEntry("Constance", Ground.CHILD, "Mother of Child A"),
        )

        report = burn(tmp_path / "source.pdf", tmp_path / "copy.pdf", Schedule(entries), ocr=None)

        widths = {round(each.box.right - each.box.left, 2) for each in report.removals}
        assert len(widths) == 1
        assert widths.pop() > 60
        assert overlaps(tmp_path / "copy.pdf") == []

    def test_a_label_that_is_itself_to_go_is_not_shown(self, tmp_path: Path) -> None:
        copy = a_copy(tmp_path, lone_lines, FONTS[0], "Owen Bramley", label="Owen Bramley junior")

        assert "junior" not in by_pdfium(copy)


def letters_of(path: Path) -> list[tuple[tuple[float, float, float, float], str]]:
    """Every letter with its box (left, bottom, right, top)."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                letter = text.get_text_range(index, 1)
                if letter.strip():
                    found.append((text.get_charbox(index), letter))
    return found


def overlaps(path: Path) -> list[tuple[str, str]]:
    """Pairs of letters that stand on each other, apart from what kerning and slanting do."""
    rows: dict[int, list[tuple[tuple[float, float, float, float], str]]] = {}
    for box, letter in letters_of(path):
        rows.setdefault(round((box[1] + box[3]) / 2 / 7), []).append((box, letter))
    found = []
    for row in rows.values():
        row.sort()
        for (one, letter), (other, second) in pairwise(row):
            if one[2] - other[0] > 1.5 and min(one[3], other[3]) - max(one[1], other[1]) > 1:
                found.append((letter, second))
    return found


def _read_in_order(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    words = re.sub(r"\.{4,}", " ", text).split()
    return [word.strip(",.") for word in words if word.strip(",.")]
