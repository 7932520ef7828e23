"""Fonts are read as their own programs say, and keep nothing of a word that only they spelt."""

import io
import struct
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pikepdf import Array, Dictionary, Name, Stream

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.pdf.lettering.programs import glyph_texts, own_encoding
from redaction.report import BurnReport
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_pdfium, by_poppler, everything_in, spellings

WORD = "Quillon"
HOLDER = pikepdf.Pdf.new()


def burned(made: Torture, folder: Path, term: str = WORD) -> tuple[Path, BurnReport]:
    source, target = folder / "source.pdf", folder / "out.pdf"
    made.pdf.save(source)
    return target, burn(source, target, Schedule((ScheduleEntry(term, Ground.CHILD),)), ocr=None)


def compact_font(*glyphs: str, own_codes: bool) -> bytes:
    """A CFF program with these glyphs; with codes of its own from 65, or in the standard encoding."""
    names = [".notdef", *glyphs]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({65 + place: name for place, name in enumerate(glyphs)})
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((400, 0))
    pen.lineTo((400, 700))
    pen.closePath()
    drawn = pen.getCharString()
    builder.setupCFF("Own", {}, dict.fromkeys(names, drawn), {})
    if own_codes:
        codes = [".notdef"] * 256
        codes[65 : 65 + len(glyphs)] = glyphs
        builder.font["CFF "].cff[0].Encoding = codes
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    with io.BytesIO(out.getvalue()) as held:
        return _table(held.getvalue(), b"CFF ")


def _table(font: bytes, tag: bytes) -> bytes:
    count = struct.unpack(">H", font[4:6])[0]
    for place in range(count):
        name, _, offset, length = struct.unpack(">4sLLL", font[12 + 16 * place : 28 + 16 * place])
        if name == tag:
            return font[offset : offset + length]
    raise ValueError


def descriptor(**programs: tuple[bytes, dict[str, pikepdf.Object]]) -> Dictionary:
    made = Dictionary(Type=Name.FontDescriptor, Flags=4)
    for key, (program, more) in programs.items():
        stream = Stream(HOLDER, program)
        for name, value in more.items():
            stream[f"/{name}"] = value
        made[f"/{key}"] = HOLDER.make_indirect(stream)
    return made


COMPACT: dict[str, pikepdf.Object] = {"Subtype": Name.Type1C}


class TestPrograms:
    """What the font's dictionary does not say, its program may."""

    def test_a_compact_program_tells_its_own_codes(self) -> None:
        program = compact_font("Q", "u", "i", own_codes=True)

        assert own_encoding(descriptor(FontFile3=(program, COMPACT))) == {65: "Q", 66: "u", 67: "i"}

    def test_a_compact_program_in_the_standard_encoding_tells_nothing_new(self) -> None:
        assert own_encoding(descriptor(FontFile3=(compact_font("Q", own_codes=False), COMPACT))) == {}

    @pytest.mark.parametrize("program", [b"", b"broken", b"\x01\x00\x04\x01" + bytes(9)])
    def test_a_broken_compact_program_tells_nothing(self, program: bytes) -> None:
        assert own_encoding(descriptor(FontFile3=(program, COMPACT))) == {}

    def test_a_program_of_another_kind_tells_no_codes(self) -> None:
        assert own_encoding(descriptor(FontFile3=(b"OTTO", {"Subtype": Name.OpenType}))) == {}
        assert own_encoding(descriptor()) == {}

    def test_a_type1_program_without_an_encoding_tells_no_codes(self) -> None:
        assert own_encoding(descriptor(FontFile=(b"%!FontType1\ncurrentfile eexec", {}))) == {}

    @pytest.mark.parametrize("program", [b"", b"no font", b"OTTO broken", b"true" + bytes(20)])
    def test_a_program_that_maps_nothing_gives_no_texts(self, program: bytes) -> None:
        assert glyph_texts(descriptor(FontFile2=(program, {}))) == {}

    def test_no_program_gives_no_texts(self) -> None:
        assert glyph_texts(descriptor()) == {}

    def test_a_word_in_the_codes_of_a_compact_program_goes(self, tmp_path: Path) -> None:
        made = Torture()
        program = made.stream(compact_font("Q", "u", "i", "l", "o", "n", own_codes=True), Subtype=Name.Type1C)
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Own"), FirstChar=65,
            Widths=Array([500] * 6),
            FontDescriptor=Dictionary(Type=Name.FontDescriptor, Flags=4, FontName=Name("/ABCDEF+Own"),
                                      FontFile3=program),
        )  # fmt: skip
        made.page(f"BT /F2 12 Tf 72 700 Td (ABCDDEF) Tj ET {show('Lanternpost', y=500)}",
                  more={"F2": made.pdf.make_indirect(font)})  # fmt: skip

        target, report = burned(made, tmp_path)

        raw = everything_in(target)
        assert len(report.removals) == 1
        assert b"abcddef" not in raw
        assert WORD not in by_poppler(target)
        assert "Lanternpost" in by_pdfium(target)


def composite(made: Torture, text: str, **more: pikepdf.Object) -> pikepdf.Object:
    rows = "".join(f"<{ord(letter):04X}> <{ord(letter):04X}>\n" for letter in sorted(set(text)))
    cmap = made.stream(
        f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {len(set(text))} beginbfchar\n{rows}"
        "endbfchar endcmap".encode()
    )
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Own"), DW=500)
    for key, value in more.items():
        below[f"/{key}"] = value
    return made.pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Own"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([below]), ToUnicode=cmap,
        )
    )  # fmt: skip


class TestPruning:
    """A font that was made for the removed word no longer spells it."""

    def test_widths_of_letters_that_went_go_from_a_composite_font(self, tmp_path: Path) -> None:
        made = Torture()
        widths = Array([ord("Q"), Array([777]), ord("u"), ord("u"), 613, ord("s"), Array([431])])
        font = composite(made, WORD + "st", W=widths)
        word, kept = WORD.encode("utf-16-be").hex(), "sst".encode("utf-16-be").hex()
        made.page(f"BT /F2 12 Tf 72 700 Td <{word}> Tj 0 -50 Td <{kept}> Tj ET", more={"F2": font})

        target, _ = burned(made, tmp_path)

        raw = everything_in(target)
        assert not any(width in raw for width in (b" 777", b"[777", b" 613", b"[613"))
        assert b"431" in raw
        assert b"<0051>" not in raw
        assert b"<0073>" in raw

    @pytest.mark.parametrize("below", [Array([]), Name.None_, Array([7]), Array([Name.Own])])
    def test_a_composite_font_without_a_font_below_it_is_read_all_the_same(
        self, tmp_path: Path, below: pikepdf.Object
    ) -> None:
        made = Torture()
        font = composite(made, WORD)
        font.DescendantFonts = below
        made.page(f"BT /F2 12 Tf 72 700 Td <{WORD.encode('utf-16-be').hex()}> Tj ET", more={"F2": font})

        target, _ = burned(made, tmp_path)

        raw = everything_in(target)
        assert [form for form in spellings(WORD) if form in raw] == []

    def test_a_font_named_after_the_child_gets_another_name(self, tmp_path: Path) -> None:
        made = Torture()
        font = composite(made, "seen", FontDescriptor=Dictionary(FontName=Name("/ABCDEF+Quillon")))
        font.BaseFont = Name("/ABCDEF+Quillon")
        made.page(f"BT /F2 12 Tf 72 700 Td <{'seen'.encode('utf-16-be').hex()}> Tj ET", more={"F2": font})

        target, _ = burned(made, tmp_path)

        raw = everything_in(target)
        assert [form for form in spellings(WORD) if form in raw] == []

    def test_a_letter_beyond_the_first_plane_before_the_word_does_not_shift_it(self, tmp_path: Path) -> None:
        made = Torture()
        font = composite(made, WORD + "s")
        cmap = font.ToUnicode.read_bytes().replace(b"<0073> <0073>", b"<0073> <D835DD18>")
        font.ToUnicode.write(cmap)
        shown = f"s {WORD}".replace(" ", "").encode("utf-16-be").hex()
        made.page(f"BT /F2 12 Tf 72 700 Td <{shown[:4]}> Tj 40 0 Td <{shown[4:]}> Tj ET", more={"F2": font})

        target, report = burned(made, tmp_path)

        assert WORD not in by_pdfium(target)
        assert report.rasterised_pages == ()
        assert len(report.removals) == 1

    def test_a_name_written_from_the_right_goes_however_it_is_stored(self, tmp_path: Path) -> None:
        made = Torture()
        name = "אברהם"
        font = composite(made, name)
        made.page(
            f"BT /F2 12 Tf 72 700 Td <{name[::-1].encode('utf-16-be').hex()}> Tj ET {show('Lanternpost', y=500)}",
            more={"F2": font},
        )

        target, _ = burned(made, tmp_path, name)

        assert not {name, name[::-1]} & set(by_pdfium(target).split())
        assert not {name, name[::-1]} & set(by_poppler(target).split())
        assert "Lanternpost" in by_pdfium(target)
