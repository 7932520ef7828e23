"""Codes of every kind of font are read as text and as widths."""

import io

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name, Stream, String

from redaction.pdf.lettering.cmaps import collection_texts, named_code_map, parse_code_map, parse_to_unicode
from redaction.pdf.lettering.font_loading import load_font
from redaction.pdf.lettering.fonts import CompositeFont


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    return pikepdf.Pdf.new()


def test_to_unicode_reads_pairs_ranges_and_lists() -> None:
    table, lengths = parse_to_unicode(
        b"2 beginbfchar <01> <0041> <02> /skipped endbfchar "
        b"2 beginbfrange <10> <12> <0061> <20> <21> [<0078> <00660069>] endbfrange"
    )

    assert table == {1: "A", 0x10: "a", 0x11: "b", 0x12: "c", 0x20: "x", 0x21: "fi"}
    assert lengths == {1}


def test_an_embedded_map_splits_by_its_code_spaces() -> None:
    made = parse_code_map(
        b"2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange "
        b"1 begincidchar <41> 5 endcidchar 1 begincidrange <8140> <8150> 100 endcidrange /WMode 1 def"
    )

    assert made.vertical
    assert list(made.split(b"A\x81\x42\xff")) == [(0, 1, 0x41, 5), (1, 3, 0x8142, 102), (3, 4, 0xFF, 0)]


def test_a_named_map_reads_mixed_lengths() -> None:
    made = named_code_map("90ms-RKSJ-H")

    assert [end - start for start, end, _, _ in made.split("aあ".encode("shift_jis"))] == [1, 2]
    assert not named_code_map("No-Such-Map").nested
    assert named_code_map("Identity-V").vertical


def test_a_map_can_stand_on_another() -> None:
    made = parse_code_map(b"/90ms-RKSJ-H usecmap")

    assert next(iter(made.split("あ".encode("shift_jis"))))[1] == 2


def test_a_collection_knows_its_letters() -> None:
    cid = next(iter(named_code_map("90ms-RKSJ-H").split("あ".encode("shift_jis"))))[3]

    assert collection_texts("Adobe-Japan1", vertical=False)[cid] == "あ"
    assert collection_texts("Nobody-Nothing", vertical=False) == {}


def test_glyph_names_and_missing_widths_are_read() -> None:
    font = load_font(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name("/Own"),
            FirstChar=65,
            Widths=Array([400, 500]),
            FontDescriptor=Dictionary(MissingWidth=250),
            Encoding=Dictionary(
                BaseEncoding=Name.MacRomanEncoding,
                Differences=Array([65, Name.eacute, Name.g66, Name("/odd.alt")]),
            ),
        )
    )

    assert font.text(b"ABC") == "éBC"
    assert font.advance(b"AB ") == (0.4 + 0.5 + 0.25, 3, 1)


@pytest.mark.parametrize(
    ("name", "width"), [("Courier", 0.6), ("Times-Bold", 0.722), ("ABCDEF+Arial,Bold", 0.722)]
)
def test_standard_fonts_have_their_widths(name: str, width: float) -> None:
    font = load_font(Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}")))

    assert font.advance(b"A")[0] == pytest.approx(width)


def test_no_font_at_all_reads_codes_as_letters() -> None:
    assert load_font(None).text(b"Ann") == "Ann"


def true_type() -> bytes:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A", "n"])
    builder.setupCharacterMap({65: "A", 110: "n"})
    builder.setupGlyf({name: Glyph() for name in (".notdef", "A", "n")})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "A", "n"), (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def composite(pdf: pikepdf.Pdf, **below: pikepdf.Object) -> CompositeFont:
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2)
    for key, value in below.items():
        descendant[f"/{key}"] = value
    font = load_font(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
        )
    )
    assert isinstance(font, CompositeFont)
    return font


def test_glyphs_without_a_map_are_read_from_the_font_program(pdf: pikepdf.Pdf) -> None:
    font = composite(
        pdf,
        FontDescriptor=Dictionary(FontFile2=Stream(pdf, true_type())),
        W=Array([1, Array([600, 550]), 5, 9, 300]),
    )

    assert font.text(b"\0\1\0\2\0\2") == "Ann"
    assert font.advance(b"\0\1\0\2\0\7\0\x63") == (0.6 + 0.55 + 0.3 + 1.0, 4, 0)


def test_a_glyph_table_between_codes_and_glyphs_is_followed(pdf: pikepdf.Pdf) -> None:
    font = composite(
        pdf,
        FontDescriptor=Dictionary(FontFile2=Stream(pdf, true_type())),
        CIDToGIDMap=Stream(pdf, b"\0\0\0\2\0\1"),
    )

    assert font.text(b"\0\2\0\1") == "An"


def test_a_broken_font_program_is_read_as_codes(pdf: pikepdf.Pdf) -> None:
    font = composite(pdf, FontDescriptor=Dictionary(FontFile2=Stream(pdf, b"\0\1\0\0 broken")))

    assert font.text(b"\0A") == "A"


def test_a_registered_collection_gives_the_text(pdf: pikepdf.Pdf) -> None:
    cid = next(iter(named_code_map("90ms-RKSJ-H").split("あ".encode("shift_jis"))))[3]
    info = Dictionary(Registry=String("Adobe"), Ordering=String("Japan1"), Supplement=2)

    assert composite(pdf, CIDSystemInfo=info).text(cid.to_bytes(2)) == "あ"


def test_a_type1_program_tells_its_own_encoding(pdf: pikepdf.Pdf) -> None:
    program = b"%!FontType1\n/Encoding 256 array\ndup 1 /A put\ndup 2 /n put\nreadonly def\ncurrentfile eexec"
    descriptor = Dictionary(FontFile=Stream(pdf, program))
    font = load_font(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Own, FontDescriptor=descriptor)
    )

    assert font.text(b"\1\2\2") == "Ann"


def test_an_embedded_encoding_stream_is_used(pdf: pikepdf.Pdf) -> None:
    cmap = Stream(
        pdf, b"1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <00> <ff> 0 endcidrange"
    )
    font = load_font(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            Encoding=cmap,
            DescendantFonts=Array([Dictionary(DW2=Array([880, -900]))]),
        )
    )

    assert font.spell(b"An").texts == ["A", "n"]


def test_a_font_name_that_is_not_utf8_is_read(pdf: pikepdf.Pdf) -> None:
    name = pikepdf.Object.parse(b"/#cb#ce")
    font = load_font(Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=name))

    assert font.text(b"A") == "A"


def test_a_ligature_that_only_the_program_names_is_read_as_its_letters() -> None:
    pdf = pikepdf.new()
    program = Stream(
        pdf, b"%!PS\n/Encoding 256 array\n% dup 14 /ffi put\ndup 12 /fi put dup 8#101 /alpha put eexec x"
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Sampler"), FirstChar=12, LastChar=12,
        Widths=Array([500]), FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontFile=pdf.make_indirect(program)),
    )  # fmt: skip

    read = load_font(font)

    assert read.text(b"\x0c") == "\ufb01"
    assert read.text(b"A") == "\u03b1"
    assert read.text(b"\x0e") == "\ufffd"
