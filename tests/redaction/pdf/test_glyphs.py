"""A font keeps only the letters that are still shown: outlines, widths, names and maps of the others are blank."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.typesetter import FONTS, Face, Sheet

SECRET = "Quizzy"
KEPT = "stood on the élan"


def schedule() -> Schedule:
    return Schedule((ScheduleEntry(SECRET, Ground.CHILD),))


def a_simple_document(folder: Path) -> Path:
    sheet = Sheet(Face(FONTS[0]))
    sheet.show(72, 700, f"{SECRET} stood on the plan")
    sheet.written(folder / "source.pdf")
    return folder / "source.pdf"


def programs_in(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        return [
            item[key].read_bytes()
            for item in pdf.objects
            if isinstance(item, Dictionary)
            for key in ("/FontFile2", "/FontFile3")
            if key in item
        ]


def outlines_in(program: bytes) -> set[int]:
    """The numbers of the glyphs that still draw something."""
    if program[:4] == b"OTTO":
        with TTFont(io.BytesIO(program)) as font:
            program = font.reader["CFF "]
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    glyphs = [fonts[0].CharStrings[name].bytecode for name in fonts[0].charset]
    return {number for number, held in enumerate(glyphs) if set(held) != {0x0E}}


def drawn_letters(program: bytes) -> set[str]:
    """The letters that still have an outline."""
    with TTFont(io.BytesIO(program)) as font:
        return {
            chr(point)
            for point, name in font.getBestCmap().items()
            if font["glyf"][name].numberOfContours != 0
        }


def picture_of(path: Path) -> bytes:
    with pypdfium2.PdfDocument(path) as document:
        return bytes(document[0].render(scale=1).to_pil().tobytes())


class TestTrueType:
    """Fonts of office programs."""

    def test_letters_that_only_the_removed_word_used_have_no_outline(self, tmp_path: Path) -> None:
        burn(a_simple_document(tmp_path), tmp_path / "copy.pdf", schedule(), ocr=None)

        (program,) = programs_in(tmp_path / "copy.pdf")
        left = drawn_letters(program)
        assert left & set("Quizy") == {"u"} & set(KEPT)
        assert set("stood") <= left

    def test_no_table_but_those_that_draw_is_left(self, tmp_path: Path) -> None:
        burn(a_simple_document(tmp_path), tmp_path / "copy.pdf", schedule(), ocr=None)

        with TTFont(io.BytesIO(programs_in(tmp_path / "copy.pdf")[0])) as font:
            assert not {"name", "kern", "GSUB", "GPOS", "GDEF", "DSIG"} & set(font.keys())
            widths = {
                font.getGlyphName(number): font["hmtx"][font.getGlyphName(number)][0]
                for number in range(3, 60)
            }
        assert sum(width > 0 for width in widths.values()) < 8

    def test_what_stays_looks_as_it_did(self, tmp_path: Path) -> None:
        source = a_simple_document(tmp_path)

        burn(source, tmp_path / "copy.pdf", Schedule(()), ocr=None)

        assert picture_of(source) == picture_of(tmp_path / "copy.pdf")

    @pytest.mark.parametrize("damage", [b"", b"\0\1\0\0", b"\0\1\0\0\0\x09" + b"\xff" * 40])
    def test_a_broken_program_does_not_stop_the_document(self, tmp_path: Path, damage: bytes) -> None:
        source = a_simple_document(tmp_path)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            pdf.pages[0].Resources.Font.F1.FontDescriptor.FontFile2.write(damage)
            pdf.save(source)

        report = burn(source, tmp_path / "copy.pdf", schedule(), ocr=None)

        assert len(report.removals) == 1


def a_compact_font(letters: str) -> bytes:
    """A small font with cubic outlines, each letter a square of its own."""
    names = [".notdef", *(f"letter{ord(letter)}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"letter{ord(letter)}" for letter in letters})
    shapes = {}
    for number, name in enumerate(names):
        pen = T2CharStringPen(600, None)
        pen.moveTo((0, 0))
        pen.lineTo((100 + 7 * number, 0))
        pen.lineTo((100 + 7 * number, 700))
        pen.closePath()
        shapes[name] = pen.getCharString()
    builder.setupCFF("Made", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def a_composite_document(folder: Path, *, is_bare: bool) -> Path:
    """Text by glyph number in a font with cubic outlines: as OpenType, or the bare outlines."""
    letters = "Quizyabc "
    program = a_compact_font(letters)
    if is_bare:
        with TTFont(io.BytesIO(program)) as font:
            program = font.reader["CFF "]
    pdf = pikepdf.Pdf.new()
    stream = Stream(pdf, program)
    stream.Subtype = Name.CIDFontType0C if is_bare else Name.OpenType
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Made, Flags=4, FontBBox=Array([0, 0, 600, 700]), ItalicAngle=0,
        Ascent=700, Descent=0, CapHeight=700, StemV=80, FontFile3=pdf.make_indirect(stream),
    )  # fmt: skip
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Made, DW=600,
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
    )  # fmt: skip
    rows = "".join(f"<{number:04X}> <{ord(letter):04X}>\n" for number, letter in enumerate(letters, start=1))
    head = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n9 beginbfchar\n"
    to_unicode = Stream(pdf, f"{head}{rows}endbfchar".encode())
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Made, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_indirect(to_unicode),
    )  # fmt: skip
    shown = "".join(f"{letters.index(letter) + 1:04X}" for letter in "Quizzy abc")
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 300, 100]),
        Contents=pdf.make_indirect(Stream(pdf, f"BT /F1 20 Tf 20 40 Td <{shown}> Tj ET".encode())),
        Resources=Dictionary(Font=Dictionary(F1=pdf.make_indirect(font))),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(folder / "source.pdf")
    return folder / "source.pdf"


@pytest.mark.parametrize("is_bare", [True, False], ids=["bare outlines", "OpenType"])
class TestCubicOutlines:
    """Fonts of typesetting programs."""

    def test_outlines_of_the_removed_word_are_blank_and_nothing_else_changes(
        self, tmp_path: Path, is_bare: bool
    ) -> None:
        source = a_composite_document(tmp_path, is_bare=is_bare)

        burn(source, tmp_path / "copy.pdf", schedule(), ocr=None)

        assert outlines_in(programs_in(source)[0]) == set(range(10))
        # The first is what is drawn for want of a letter; 6 to 8 are a, b and c, 9 is the space.
        assert outlines_in(programs_in(tmp_path / "copy.pdf")[0]) == {0, 6, 7, 8, 9}
        with pypdfium2.PdfDocument(tmp_path / "copy.pdf") as document:
            assert document[0].get_textpage().get_text_range().strip() == "abc"

    def test_what_stays_looks_as_it_did(self, tmp_path: Path, is_bare: bool) -> None:
        source = a_composite_document(tmp_path, is_bare=is_bare)

        burn(source, tmp_path / "copy.pdf", Schedule(()), ocr=None)

        assert picture_of(source) == picture_of(tmp_path / "copy.pdf")
