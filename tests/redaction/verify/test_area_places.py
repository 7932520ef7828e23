"""The check of drawn areas is not blind: a copy that leaks under one bar alone is refused, wherever it lies.

Each copy is one that the burner made of an empty area; one thing is put back under its bar.
"""

import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Stream, String
from PIL import Image, ImageDraw

from redaction.areas import burn_all
from redaction.report import Told
from redaction.schedule import AS_IT_IS
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.pdf.area_papers import AREA, SIGNATURE, paper, schedule, text
from tests.redaction.reading_back import everything_in

NAME = text(150, 660, "Marlow Pemberton")
PICTURE = "q 300 0 0 200 100 560 cm /Im9 Do Q"
SHEET = [0, 0, 612, 792]
PutBack = Callable[[pikepdf.Pdf, Object], None]


def drawn(operators: str | bytes) -> PutBack:
    held = operators.encode() if isinstance(operators, str) else operators

    def put(pdf: pikepdf.Pdf, page: Object) -> None:
        page.Contents = Stream(pdf, held + b"\n" + page.Contents.read_bytes())

    return put


def in_a_form(operators: str, **more: object) -> PutBack:
    def put(pdf: pikepdf.Pdf, page: Object) -> None:
        held = pdf.make_stream(operators.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=SHEET, **more)
        held.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary(Im9=picture(pdf)))
        page.Resources.XObject = Dictionary(Fm9=held)
        drawn("/Fm9 Do")(pdf, page)

    return put


def in_a_pattern(operators: str) -> PutBack:
    def put(pdf: pikepdf.Pdf, page: Object) -> None:
        cell = pdf.make_stream(
            operators.encode(), PatternType=1, PaintType=1, TilingType=1, BBox=SHEET, XStep=612, YStep=792
        )
        cell.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary(Im9=picture(pdf)))
        page.Resources.Pattern = Dictionary(P1=cell)
        drawn("q /Pattern cs /P1 scn 100 560 300 200 re f Q")(pdf, page)

    return put


def picture(pdf: pikepdf.Pdf, **more: object) -> Object:
    """White, with a name in its middle."""
    shown = Image.new("L", (600, 400), 255)
    ImageDraw.Draw(shown).text((200, 180), "PEMBERTON", fill=0, font_size=40)
    held: dict[str, object] = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    return pdf.make_stream(
        shown.tobytes(), **{**held, **more}, Type=Name.XObject, Subtype=Name.Image, Width=600, Height=400
    )


def said_to_be(text: bytes) -> PutBack:
    """A font that draws something and says that it is this (hex)."""

    def put(pdf: pikepdf.Pdf, page: Object) -> None:
        drawing = pdf.make_stream(b"900 0 0 0 800 800 d1 0 0 800 800 re f")
        map_of_it = (
            b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <%b> endbfchar" % text
        )
        page.Resources.Font.F9 = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), FirstChar=65, LastChar=65,
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), Widths=Array([900]), Resources=Dictionary(),
            Encoding=Dictionary(Differences=Array([65, Name.one])), CharProcs=Dictionary(one=drawing),
            ToUnicode=pdf.make_stream(b"begincmap %b endcmap" % map_of_it),
        )  # fmt: skip
        drawn("BT /F9 20 Tf 150 660 Td (A) Tj ET")(pdf, page)

    return put


def in_a_picture(pdf: pikepdf.Pdf, page: Object) -> None:
    page.Resources.XObject = Dictionary(Im9=picture(pdf))
    drawn(PICTURE)(pdf, page)


def in_the_mask_of_a_picture(pdf: pikepdf.Pdf, page: Object) -> None:
    held = picture(pdf, SMask=picture(pdf))
    held.write(bytes(600 * 400))
    page.Resources.XObject = Dictionary(Im9=held)
    drawn(PICTURE)(pdf, page)


def in_an_inline_picture(pdf: pikepdf.Pdf, page: Object) -> None:
    held = Image.new("L", (180, 60), 255)
    ImageDraw.Draw(held).text((10, 10), "PEMBERTON", fill=0, font_size=25)
    head = b"q 180 0 0 60 140 640 cm BI /W 180 /H 60 /CS /G /BPC 8 ID "
    drawn(head + held.tobytes() + b"\nEI Q")(pdf, page)


def in_a_soft_mask(pdf: pikepdf.Pdf, page: Object) -> None:
    group = pdf.make_stream(f"1 G {SIGNATURE}".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=SHEET)
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    page.Resources.ExtGState = Dictionary(G1=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group)))
    drawn("q /G1 gs 100 560 300 200 re f Q")(pdf, page)


def in_a_mesh(pdf: pikepdf.Pdf, page: Object) -> None:
    corners = ((150, 660), (160, 690), (170, 650))
    held = b"".join(struct.pack(">BHHB", 0, x * 100, y * 90, 0) for x, y in corners)
    mesh = pdf.make_stream(held, ShadingType=4, ColorSpace=Name.DeviceGray, BitsPerCoordinate=16)
    mesh.BitsPerComponent = mesh.BitsPerFlag = 8
    mesh.Decode = Array([0, 655, 0, 728, 0, 1])
    page.Resources.Shading = Dictionary(S1=mesh)
    drawn("/S1 sh")(pdf, page)


def in_a_font_without_outlines(pdf: pikepdf.Pdf, page: Object) -> None:
    page.Resources.Font.T3 = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 0, 0], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(M=pdf.make_stream(b"500 0 d0")), Encoding=Dictionary(Differences=[77, Name.M]),
        FirstChar=77, LastChar=77, Widths=[500], Resources=Dictionary(),
    )  # fmt: skip
    drawn("BT 3 Tr /T3 12 Tf 150 660 Td (MMMM) Tj ET")(pdf, page)


def in_a_note(pdf: pikepdf.Pdf, page: Object) -> None:
    note = Dictionary(Subtype=Name.Ink, Rect=[150, 650, 300, 690], InkList=[[150, 660, 170, 690, 300, 665]])
    page.Annots = Array([pdf.make_indirect(note)])


def in_a_field(pdf: pikepdf.Pdf, page: Object) -> None:
    field = Dictionary(Subtype=Name.Widget, FT=Name.Tx, V=String("Pemberton"), Rect=[150, 650, 300, 690])
    page.Annots = Array([pdf.make_indirect(field)])


def in_a_tag(pdf: pikepdf.Pdf, _page: Object) -> None:
    pdf.Root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.P, ActualText=String("Pemberton")))


PLACES: dict[str, PutBack] = {
    "text": drawn(NAME),
    "text in white": drawn(f"1 g {NAME} 0 g"),
    "hidden text": drawn(f"3 Tr {NAME} 0 Tr"),
    "text as a clip": drawn(f"q 7 Tr {NAME} Q"),
    "turned text": drawn("BT /F1 12 Tf 0 1 -1 0 200 650 Tm (Pem) Tj ET"),
    "print said to be a space": said_to_be(b"0020"),
    "print said to be no letter": said_to_be(b"FFFE"),
    "letters without outlines": in_a_font_without_outlines,
    "text in a moved form": in_a_form(text(0, 0, "Marlow"), Matrix=[1, 0, 0, 1, 150, 660]),
    "text in a pattern": in_a_pattern(NAME),
    "text that stands for what is drawn": drawn("/Span <</ActualText (Pemberton)>> BDC 100 500 9 9 re f EMC"),
    "words of a mark": drawn("/Span <</E (Pemberton)>> DP"),
    "a signature": drawn(SIGNATURE),
    "a signature in a form": in_a_form(SIGNATURE),
    "a signature in a pattern": in_a_pattern(SIGNATURE),
    "a line aslant, right through": drawn("130 630 m 330 710 l S"),
    "a curve right through": drawn("130 600 m 130 760 330 560 330 720 c S"),
    "a curve right through, by its short forms": drawn("130 600 m 130 760 330 720 v 500 600 130 630 y S"),
    "a clip": drawn("q 150 660 m 170 690 l 220 670 l W n 100 560 300 200 re f Q"),
    "a path that nothing paints": drawn("150 660 m 170 690 200 640 220 670 c n"),
    "a picture": in_a_picture,
    "a picture in a form": in_a_form(PICTURE),
    "a picture in a pattern": in_a_pattern(PICTURE),
    "a picture between operators": in_an_inline_picture,
    "the mask of a picture": in_the_mask_of_a_picture,
    "a soft mask": in_a_soft_mask,
    "a mesh": in_a_mesh,
    "a note": in_a_note,
    "a field": in_a_field,
    "a tag": in_a_tag,
}
HARMLESS = {
    "nothing": "",
    "a level rule right through": "100 670 m 400 670 l S",
    "a clip that is a box": "q 100 650 300 30 re W n Q",
    "a curve beside it": "100 600 m 100 630 330 630 330 600 c S",
    "text beside it": text(100, 500, "Kept"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Burned]:
    """What the burner makes of a page with an empty area, and what it says it did."""
    folder = tmp_path_factory.mktemp("areas")
    source = paper(folder / "paper.pdf", text(100, 600, "Stays below"))
    report = burn_all(source, folder / "copy.pdf", schedule(), AS_IT_IS, None, Told())
    given = [[1, AREA.left, AREA.top, AREA.right, AREA.bottom]]
    return folder / "copy.pdf", Burned.from_record({**report.as_record(), "gap": "fixed", "given": given})


def checked(copy: tuple[Path, Burned], folder: Path, put_back: PutBack) -> VerdictState:
    with pikepdf.open(copy[0]) as pdf:
        put_back(pdf, pdf.pages[0].obj)
        pdf.save(folder / "changed.pdf", deterministic_id=True)
    verdict, _ = inspect(folder / "changed.pdf", [], original=None, burned=copy[1], ocr=Tesseract())
    return verdict.state


@pytest.mark.parametrize("place", PLACES)
def test_a_copy_that_leaks_only_there_is_refused(
    copy: tuple[Path, Burned], tmp_path: Path, place: str
) -> None:
    assert checked(copy, tmp_path, PLACES[place]) is VerdictState.FOUND


@pytest.mark.parametrize("drawing", HARMLESS)
def test_what_tells_nothing_is_let_through(copy: tuple[Path, Burned], tmp_path: Path, drawing: str) -> None:
    assert checked(copy, tmp_path, drawn(HARMLESS[drawing])) is VerdictState.CLEAN


def test_a_path_that_nothing_paints_goes_with_its_area(tmp_path: Path) -> None:
    path = "150 660 m 170 690 200 640 220 670 c n q 100 650 300 30 re W n "
    source = paper(tmp_path / "paper.pdf", path + text(100, 660, "Stays") + " Q")

    report = burn_all(source, tmp_path / "copy.pdf", schedule(), AS_IT_IS, None, Told())

    assert not report.rasterised_pages
    assert b"220 670" not in everything_in(tmp_path / "copy.pdf")
