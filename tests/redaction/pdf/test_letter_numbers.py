"""Subset fonts whose letters are numbered as the document first used them: the numbers that are left must not tell.

Every person is made up.
"""

import io
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.reorderGlyphs import reorderGlyphs
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, Stream

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.pdf.prune import to_unicode
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.pdf.font_letters import in_fonts
from redaction.verify.sought import Sought
from redaction.verify.verdict import CheckState
from tests.redaction.reading_back import by_pdfium, by_poppler
from tests.redaction.typesetter import font_file

NAMES = ("Jo Ash", "William Marsham", "Constance Featherstone")
LINES = (
    "Report on {name} for the panel",
    "It was said that a small café was shut; Zoë kept quiet, vexed by jam",
)
FAMILY = "LiberationSans-Regular"


def in_order_of_use(text: str) -> tuple[bytes, list[str], list[int]]:
    """A program with the letters of a text as they come, the letters, and how wide each is."""
    letters = list(dict.fromkeys(text))
    font = TTFont(font_file(FAMILY))
    names = [font.getBestCmap()[ord(letter)] for letter in letters]
    options = subset.Options(layout_features=[], glyph_names=True, notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "FFTM", "name", "OS/2", "cmap"]
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=names)
    cutter.subset(font)
    widths = [font["hmtx"][name][0] * 1000 // font["head"].unitsPerEm for name in names]
    again = TTFont(io.BytesIO(saved(font)))
    first = [".notdef", *names]
    reorderGlyphs(again, first + [name for name in again.getGlyphOrder() if name not in first])
    asked = again["cmap"] = newTable("cmap")
    asked.tableVersion, asked.tables = 0, [CmapSubtable.newSubtable(0)]
    asked.tables[0].platformID, asked.tables[0].platEncID, asked.tables[0].language = 1, 0, 0
    asked.tables[0].cmap = dict(enumerate(names, start=1))
    return saved(again), letters, widths


def saved(font: TTFont) -> bytes:
    held = io.BytesIO()
    font.save(held)
    return held.getvalue()


def described(pdf: pikepdf.Pdf, program: bytes) -> pikepdf.Object:
    stream = Stream(pdf, program)
    stream.Length1 = len(program)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/BAAAAA+LiberationSans"), Flags=4, ItalicAngle=0, StemV=80,
            FontBBox=Array([-543, -303, 1300, 980]), Ascent=905, Descent=-211, CapHeight=729,
            FontFile2=pdf.make_indirect(stream),
        )
    )  # fmt: skip


def as_libreoffice(pdf: pikepdf.Pdf, text: str) -> tuple[pikepdf.Object, dict[str, bytes]]:
    program, letters, widths = in_order_of_use(text)
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    texts = to_unicode({code: letter for letter, code in codes.items()}, dict.fromkeys(codes.values(), 1))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/BAAAAA+LiberationSans"), FirstChar=0,
        LastChar=len(letters), Widths=Array([0, *widths]), FontDescriptor=described(pdf, program),
        ToUnicode=pdf.make_indirect(Stream(pdf, texts)),
    )  # fmt: skip
    return pdf.make_indirect(font), {letter: bytes([code]) for letter, code in codes.items()}


def with_two_bytes(pdf: pikepdf.Pdf, text: str) -> tuple[pikepdf.Object, dict[str, bytes]]:
    program, letters, widths = in_order_of_use(text)
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    texts = to_unicode({code: letter for letter, code in codes.items()}, dict.fromkeys(codes.values(), 2))
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/BAAAAA+LiberationSans"),
        W=Array([1, Array(widths)]),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0), CIDToGIDMap=Name.Identity,
        FontDescriptor=described(pdf, program),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/BAAAAA+LiberationSans"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_indirect(Stream(pdf, texts)),
    )  # fmt: skip
    return pdf.make_indirect(font), {letter: code.to_bytes(2) for letter, code in codes.items()}


def shown(lines: Iterable[str], codes: dict[str, bytes]) -> bytes:
    held = [b"".join(codes[letter] for letter in line).hex().encode() for line in lines]
    rows = [b"1 0 0 1 72 %d Tm <%s> Tj" % (700 - 20 * number, row) for number, row in enumerate(held)]
    return b"BT /F1 12 Tf " + b"\n".join(rows) + b" ET"


def a_copy(folder: Path, name: str, numbered: object) -> Path:
    pdf = pikepdf.new()
    lines = [line.format(name=name) for line in LINES]
    font, codes = numbered(pdf, "".join(lines))  # type: ignore[operator] # one of the two above
    inner = Stream(pdf, shown(["jam for a panel"], codes))
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    inner.Resources = Dictionary(Font=Dictionary(F1=font))
    for _ in range(2):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(
            Font=Dictionary(F1=font), XObject=Dictionary(X1=pdf.make_indirect(inner))
        )
        page.obj.Contents = Stream(pdf, shown(lines, codes) + b"\nq 1 0 0 1 0 -90 cm /X1 Do Q")
    pdf.save(folder / "source.pdf")
    entries = tuple(ScheduleEntry(term, Ground.CHILD) for term in (name, *name.split()))
    report = burn(folder / "source.pdf", folder / "copy.pdf", Schedule(entries), ocr=None)
    assert report.rasterised_pages == ()
    return folder / "copy.pdf"


@lru_cache(maxsize=1)
def rest_of_it() -> list[str]:
    return " ".join([*LINES, "jam for a panel"]).replace("{name}", "").split()


@pytest.mark.parametrize("numbered", [as_libreoffice, with_two_bytes])
class TestLetterNumbers:
    """Which letters a name brought cannot be told from the numbers of those that are left."""

    def test_what_is_shown_and_its_fonts_are_the_same_whoever_it_was(
        self, tmp_path: Path, numbered: object
    ) -> None:
        copies = set()
        for name in NAMES:
            with pikepdf.open(a_copy(tmp_path, name, numbered)) as pdf:
                copies.add(
                    tuple(
                        bytes(each.read_bytes())
                        for each in pdf.objects
                        if isinstance(each, Stream) and "/Type" not in each
                    )
                )

        assert len(copies) == 1

    def test_every_engine_still_reads_the_rest(self, tmp_path: Path, numbered: object) -> None:
        copy = a_copy(tmp_path, "William Marsham", numbered)

        assert by_pdfium(copy).split() == rest_of_it() * 2
        assert by_poppler(copy).split() == rest_of_it() * 2


@pytest.mark.parametrize("is_told", [True, False])
@pytest.mark.parametrize("numbered", [as_libreoffice, with_two_bytes])
def test_the_checker_refuses_letters_that_are_numbered_as_they_came(
    tmp_path: Path, numbered: Callable[..., tuple[pikepdf.Object, dict[str, bytes]]], *, is_told: bool
) -> None:
    pdf = pikepdf.new()
    font, codes = numbered(pdf, "Report on the panel")
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = Stream(pdf, shown(["Report on the panel"], codes))
    pdf.save(tmp_path / "copy.pdf")
    if not is_told:
        entries = (ScheduleEntry("Featherstone", Ground.CHILD),)
        burn(tmp_path / "copy.pdf", tmp_path / "copy.pdf", Schedule(entries), ocr=None)

    with pikepdf.open(tmp_path / "copy.pdf") as made:
        check = in_fonts(made, Sought(["Featherstone"]), is_ours=True)

    assert (check.state is CheckState.FOUND) is is_told
