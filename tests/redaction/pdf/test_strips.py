"""Print in pictures that are cut into strips, too low for OCR one by one: hidden or not, it goes with its word."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.pdf.pictures import in_stored_pictures
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

WORD, KEPT = "Quillon", "Harbour"
SECRET = Schedule((ScheduleEntry(WORD, Ground.CHILD),))
WIDE, HIGH, STRIP = 700, 98, 7
PAGE = (340, 110)
FINE = 200 / 72
OCR = Tesseract()

Pieces = list[tuple[pikepdf.Object, tuple[float, float, float, float]]]
Hide = Callable[[pikepdf.Pdf, pikepdf.Object, Pieces], None]


def print_of_words() -> Image.Image:
    sheet = Image.new("L", (WIDE, HIGH), 255)
    pen = ImageDraw.Draw(sheet)
    pen.text((40, 30), KEPT, fill=0, font_size=34)
    pen.text((400, 30), WORD, fill=0, font_size=34)
    return sheet


def pieces(pdf: pikepdf.Pdf, *, across: bool = False) -> Pieces:
    """The picture in strips, each with where it goes: left, bottom, width and height in points."""
    sheet = print_of_words()
    made: Pieces = []
    for start in range(0, WIDE if across else HIGH, STRIP):
        box = (start, 0, min(start + STRIP, WIDE), HIGH) if across else (0, start, WIDE, start + STRIP)
        part = sheet.crop(box)
        stream = Stream(pdf, part.tobytes())
        stream.Type, stream.Subtype, stream.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
        stream.Width, stream.Height, stream.BitsPerComponent = part.width, part.height, 8
        place = (40 + box[0] / FINE, 90 - box[3] / FINE, part.width / FINE, part.height / FINE)
        made.append((pdf.make_indirect(stream), place))
    return made


def drawing(parts: Pieces) -> str:
    return "\n".join(
        f"q {wide:.4f} 0 0 {high:.4f} {left:.4f} {bottom:.4f} cm /S{number} Do Q"
        for number, (_, (left, bottom, wide, high)) in enumerate(parts)
    )


def named(parts: Pieces) -> Dictionary:
    return Dictionary(XObject=Dictionary({f"/S{number}": part for number, (part, _) in enumerate(parts)}))


def drawn_with(before: str, after: str) -> Hide:
    def hide(pdf: pikepdf.Pdf, page: pikepdf.Object, parts: Pieces) -> None:
        page.Resources = named(parts)
        page.Contents = pdf.make_stream(f"{before} {drawing(parts)} {after}".encode())

    return hide


def in_a_form(pdf: pikepdf.Pdf, page: pikepdf.Object, parts: Pieces) -> None:
    form = Stream(pdf, drawing(parts).encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    form.Resources = named(parts)
    page.Resources = Dictionary(XObject=Dictionary(F=pdf.make_indirect(form)))
    page.Contents = pdf.make_stream(b"q 1 0 0 1 20 -9 cm /F Do Q")


def in_a_pattern(pdf: pikepdf.Pdf, page: pikepdf.Object, parts: Pieces) -> None:
    cell = Stream(pdf, drawing(parts).encode())
    cell.Type, cell.PatternType, cell.PaintType, cell.TilingType = Name.Pattern, 1, 1, 1
    cell.BBox, cell.XStep, cell.YStep = Array([0, 0, *PAGE]), *PAGE
    cell.Resources = named(parts)
    page.Resources = Dictionary(Pattern=Dictionary(P=pdf.make_indirect(cell)))
    page.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 30 30 re f")


def in_a_drawn_letter(pdf: pikepdf.Pdf, page: pikepdf.Object, parts: Pieces) -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, *PAGE]), FirstChar=97, LastChar=97,
        FontMatrix=Array([0.01, 0, 0, 0.01, 0, 0]), Widths=Array([600]), Resources=named(parts),
        CharProcs=Dictionary(a=pdf.make_stream(f"600 0 d0 {drawing(parts)}".encode())),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
    )  # fmt: skip
    page.Resources = Dictionary(Font=Dictionary(T=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"q 0 0 5 5 re W n BT /T 1 Tf 10 10 Td (a) Tj ET Q")


HIDDEN: dict[str, Hide] = {
    "clipped away": drawn_with("q 0 0 9 9 re W n", "Q"),
    "under white": drawn_with("", "1 g 20 20 300 80 re f"),
    "off the page": drawn_with("q 1 0 0 1 2000 0 cm", "Q"),
    "on its head": drawn_with("q -1 0 0 -1 340 110 cm 330 100 9 9 re W n", "Q"),
    "a form that is clipped": in_a_form,
    "a pattern hardly shown": in_a_pattern,
}
EVERYWHERE: dict[str, Hide] = {"in sight": drawn_with("", ""), **HIDDEN}


def cut(path: Path, hide: Hide, *, across: bool = False) -> Path:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=PAGE).obj
        hide(pdf, page, pieces(pdf, across=across))
        pdf.save(path)
    return path


def checked(path: Path) -> Check:
    with pikepdf.open(path) as pdf:
        return in_stored_pictures(pdf, path, Sought([WORD]), OCR)


def put_together(path: Path) -> str:
    """What the strips of a result say, stacked by their names, with no regard to where they lie."""
    with pikepdf.open(path) as pdf:
        found = [
            each
            for each in pdf.objects
            if isinstance(each, Stream) and each.get("/Subtype") == "/Image" and int(each.Width) == WIDE
        ]
        strips = [np.asarray(pikepdf.PdfImage(each).as_pil_image().convert("L")) for each in found]
    sheet = Image.fromarray(np.vstack(strips))
    return " ".join(word.text for word in OCR.words(sheet, dpi=200))


@pytest.mark.slow()
class TestStrips:
    """A word over several strips goes from all of them, and its neighbour stays."""

    @pytest.mark.parametrize("place", EVERYWHERE)
    def test_a_word_over_strips_goes_wherever_they_lie(self, tmp_path: Path, place: str) -> None:
        source, target = cut(tmp_path / "in.pdf", EVERYWHERE[place]), tmp_path / "out.pdf"
        assert put_together(source).split() == [KEPT, WORD]

        report = burn(source, target, SECRET, ocr=OCR)

        assert report.rasterised_pages == ()
        left = put_together(target)
        assert KEPT in left
        assert WORD[2:5] not in left
        assert checked(target).state is CheckState.CLEAN

    def test_a_word_in_strips_that_stand_beside_each_other_goes(self, tmp_path: Path) -> None:
        source = cut(tmp_path / "in.pdf", HIDDEN["clipped away"], across=True)

        burn(source, tmp_path / "out.pdf", SECRET, ocr=OCR)

        assert checked(tmp_path / "out.pdf").state is CheckState.CLEAN

    @pytest.mark.parametrize("place", HIDDEN)
    def test_the_checker_reads_hidden_strips_together(self, tmp_path: Path, place: str) -> None:
        check = checked(cut(tmp_path / "in.pdf", HIDDEN[place]))

        assert check.state is CheckState.FOUND

    def test_the_checker_reads_strips_side_by_side_together(self, tmp_path: Path) -> None:
        assert (
            checked(cut(tmp_path / "in.pdf", HIDDEN["clipped away"], across=True)).state is CheckState.FOUND
        )

    def test_the_checker_reads_strips_in_a_drawn_letter_together(self, tmp_path: Path) -> None:
        assert checked(cut(tmp_path / "in.pdf", in_a_drawn_letter)).state is CheckState.FOUND
