"""How real programs bracket their print says where the old lines ended, unless it is written without the brackets.

Every person is made up.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.test_columns import NAME, a_page
from tests.redaction.typesetter import FONTS, LEADING, MARGIN, SIZE, STORY, WIDTH, Face, Sheet

# Short, middling and long; the first two are as long as each other to nobody who cannot measure them.
NAMES = ("Ian Mills", "Lily Fitton", "Megan Llewellyn", "Alexandra Cholmondeley")
Bracket = Callable[[Sheet, float, str], str]


@lru_cache(maxsize=1)
def face() -> Face:
    return Face(FONTS[0])


def shown(y: float, text: str) -> str:
    return f"BT /F1 {SIZE} Tf {MARGIN} {y:.3f} Td ({text}) Tj ET"


def in_tags(_: Sheet, y: float, text: str) -> str:
    """As browsers and word processors tag each line."""
    return f"/Span <</MCID {int(y)}>> BDC {shown(y, text)} EMC"


def in_colour(_: Sheet, y: float, text: str) -> str:
    """As LibreOffice says the colour of each line."""
    return f"q 0 0 0 rg {shown(y, text)} Q"


def in_page_clip(_: Sheet, y: float, text: str) -> str:
    """As Word cuts each line out of the whole page."""
    return f"q 0.000008871 0 595.32 841.92 re W* n 0 g 0 G {shown(y, text)} Q"


def in_nested(_: Sheet, y: float, text: str) -> str:
    return f"q q 0.2 w /DeviceRGB cs 0 0 0 sc q {shown(y, text)} Q Q Q"


def by_letters(sheet: Sheet, y: float, text: str) -> str:
    """As browsers place each letter, and each space, by itself."""
    parts, x = [f"BT /F1 {SIZE} Tf"], MARGIN
    for letter in text:
        parts.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm ({letter}) Tj")
        x += sheet.face.length(letter)
    return " ".join([*parts, "ET"])


def content_of_copy(folder: Path, bracket: Bracket, name: str, before: Iterable[str] = ()) -> bytes:
    sheet = Sheet(face(), [*before])
    for line in sheet.broken(STORY[0].format(name=name), WIDTH):
        sheet.ops.append(bracket(sheet, sheet.y, " ".join(line)))
        sheet.y -= LEADING
    sheet.written(folder / "source.pdf")
    entries = tuple(ScheduleEntry(term, Ground.CHILD) for term in (name, *name.split()))
    burn(folder / "source.pdf", folder / "copy.pdf", Schedule(entries), ocr=None)
    with pikepdf.open(folder / "copy.pdf") as pdf:
        return bytes(pdf.pages[0].Contents.read_bytes())


class TestOldBrackets:
    """Nothing round the print says where the lines ended before a name was taken out."""

    @pytest.mark.parametrize("bracket", [in_tags, in_colour, in_page_clip, in_nested, by_letters])
    def test_copies_about_different_people_are_the_same_to_the_byte(
        self, tmp_path: Path, bracket: Bracket
    ) -> None:
        copies = {content_of_copy(tmp_path, bracket, name) for name in NAMES}

        assert len(copies) == 1

    def test_a_clip_round_one_name_does_not_say_where_it_ended(self, tmp_path: Path) -> None:
        """A box is filled with a colour that runs over into another, cut out behind the name."""
        copies = set()
        for name in NAMES:
            start, wide = MARGIN + face().length("Seen: "), face().length(name)
            ground = f"q {start:.3f} 697 {wide:.3f} 14 re W n 0.9 g 0 600 595 200 re f Q"
            copies.add(
                content_of_copy(tmp_path, in_tags, name, [ground, shown(700, f"Seen: {name} at home")])
            )

        assert len({copy[: copy.index(b"school")] for copy in copies}) == 1

    def test_print_keeps_its_colour(self, tmp_path: Path) -> None:
        first = "q 1 0 0 rg " + shown(800, "Red heading") + " Q 0 0 1 rg"
        content = content_of_copy(tmp_path, in_tags, "Ian Mills", [first])

        assert content.index(b"1 0 0 rg") < content.index(b"Red")
        assert content.index(b"Red") < content.index(b"0 0 1 rg") < content.index(b"school")

    def test_a_clip_that_cuts_print_stays(self, tmp_path: Path) -> None:
        cut = "q 72 795 20 14 re W n " + shown(800, "Words that are cut off at the edge of a cell") + " Q"
        content = content_of_copy(tmp_path, in_tags, "Ian Mills", [cut])

        assert b"72 795 20 14 re\nW\nn" in content


def test_a_colour_space_chosen_without_a_colour_draws_as_it_did(tmp_path: Path) -> None:
    # Programs for plans do so; pdfium goes on with the colour that was set before, other readers draw black.
    lines = "10 w 1 0 0 RG 72 400 m 200 400 l S 0 0 1 RG /DeviceGray CS 72 300 m 200 300 l S"
    source, copy = tmp_path / "source.pdf", tmp_path / "copy.pdf"
    source.write_bytes(a_page(f"{lines} BT /F1 11 Tf 72 700 Td (For {NAME} alone) Tj ET"))

    burn(source, copy, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)

    before, after = (pypdfium2.PdfDocument(path)[0].render().to_pil() for path in (source, copy))
    assert [after.getpixel((136, 842 - y)) for y in (400, 300)] == [
        before.getpixel((136, 842 - y)) for y in (400, 300)
    ]
