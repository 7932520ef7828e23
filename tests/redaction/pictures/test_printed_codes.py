"""A code that says a name goes from a copy as a whole, and a copy that keeps one is refused."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import segno
import zxingcpp
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps

from redaction.formats import format_of, kind_of
from redaction.grounds import Ground
from redaction.pdf.pdfium import PdfiumDocument
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.sight.ocr import OcrWord
from redaction.sight.printed_codes import CodesSeen, code_boxes
from redaction.verify.burned import Burned
from redaction.verify.checkers import checker_of
from redaction.verify.verdict import CheckState, Verdict, VerdictState
from tests.redaction.office.packing import Packing
from tests.redaction.office.word_body_places import p, run
from tests.redaction.office.word_part_places import MAIN, root
from tests.redaction.scans import stored_pictures

TERM = "Tamsin Oyelowo"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KEPT = "Form 17 of the partnership"
SCHEDULE = Schedule((ScheduleEntry(TERM, Ground.CHILD),))


class NoWords:
    """An eye that sees no words: what is found without it was read in codes."""

    def words(self, image: Image.Image, *, dpi: int) -> tuple[OcrWord, ...]:
        assert image.size
        assert dpi
        return ()


def a_code(says: str, *, scale: int = 4) -> Image.Image:
    held = io.BytesIO()
    segno.make(says, micro=False).save(held, kind="png", scale=scale)
    return Image.open(io.BytesIO(held.getvalue())).convert("L")


def a_barcode(says: str) -> Image.Image:
    drawn = zxingcpp.create_barcode(says, zxingcpp.BarcodeFormat.Code128).to_image(scale=2)
    return ImageOps.expand(Image.fromarray(drawn), 20, 255)


def a_leaf(*codes: Image.Image) -> Image.Image:
    leaf = Image.new("L", (900, 500), 255)
    for place, code in enumerate(codes):
        leaf.paste(code, (40 + 480 * place, 60))
    return leaf


def packed(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def a_pdf(drawing: str, picture: Image.Image | None = None) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(450, 250)).obj
    if picture is not None:
        keys = {"Width": picture.width, "Height": picture.height, "BitsPerComponent": 8}
        stream = pdf.make_stream(
            picture.tobytes(), Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceGray, **keys
        )
        page.Resources = Dictionary(XObject=Dictionary(P=stream))
    page.MediaBox = Array([0, 0, 450, 250])
    page.Contents = pdf.make_stream(drawing.encode())
    held = io.BytesIO()
    pdf.save(held)
    return held.getvalue()


def in_a_picture(*codes: Image.Image) -> bytes:
    return a_pdf("450 0 0 250 0 0 cm /P Do", a_leaf(*codes))


def squares_of(says: str) -> list[str]:
    rows = enumerate(segno.make(says, micro=False).matrix)
    return [f"{40 + 3 * x} {200 - 3 * y} 3 3 re" for y, row in rows for x, dark in enumerate(row) if dark]


def in_squares(says: str) -> bytes:
    return a_pdf(" f\n".join([*squares_of(says), ""]))


def in_one_shape(says: str) -> bytes:
    return a_pdf("\n".join([*squares_of(says), "f"]))


def bars_of(says: str) -> str:
    row = a_barcode(says).crop((0, 40, 10_000, 41)).tobytes()
    return "\n".join(f"{40 + x / 2} 50 0.5 60 re f" for x, sample in enumerate(row) if sample < 128)


def in_bars(says: str) -> bytes:
    return a_pdf(bars_of(says))


def in_word(*codes: Image.Image) -> bytes:
    packing = Packing()
    packing.add("word/media/picture.png", packed(a_leaf(*codes)))
    number = packing.relate(MAIN, "image", "media/picture.png")
    shape = f'<v:shape style="width:9cm;height:5cm"><v:imagedata r:id="{number}"/></v:shape>'
    packing.relate("", "officeDocument", MAIN)
    body = f"<w:body>{p(run(f'<w:object>{shape}</w:object>'))}</w:body>"
    packing.add(MAIN, root("document", body), f"{_TYPE}document.main+xml")
    return packing.packed()


def read_in(picture: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}


def as_shown(path: Path) -> Image.Image:
    with PdfiumDocument(path) as seen:
        return seen.picture(0, dpi=200, grey=True)


def burned(held: bytes, folder: Path) -> tuple[Path, BurnReport]:
    source, target = folder / "in", folder / "out"
    source.write_bytes(held)
    how = format_of(kind_of(source))
    return target, how.burn(source, target, SCHEDULE, AS_IT_IS, ocr=NoWords(), told=Told())


def checked(path: Path, report: BurnReport | None = None) -> Verdict:
    told = None if report is None else Burned.from_record(report.as_record())
    return checker_of(path)(path, [TERM], original=None, burned=told, ocr=NoWords())[0]


SPELT = {
    "plainly": f"Name: {TERM}, Year 4",
    "in a link": "https://school.example/pupil?name=tamsin%20OYELOWO&y=4",
    "escaped twice": "https://school.example/pupil?name=tamsin%2520oyelowo",
    "on a visiting card": f"BEGIN:VCARD\nFN:{TERM}\nEND:VCARD",
}


@pytest.mark.parametrize("spelt", SPELT)
def test_a_code_in_a_picture_of_a_pdf_goes_and_its_neighbour_stays(spelt: str, tmp_path: Path) -> None:
    target, report = burned(in_a_picture(a_code(SPELT[spelt]), a_code(KEPT)), tmp_path)

    assert report.rasterised_pages == ()
    assert len(report.removals) == 1
    (kept,) = stored_pictures(target)
    assert read_in(kept) == {KEPT} == read_in(as_shown(target))
    assert checked(target, report).is_clean


@pytest.mark.parametrize("draw", [in_squares, in_one_shape, in_bars])
def test_a_page_with_a_code_drawn_by_shapes_becomes_a_picture_without_it(
    draw: Callable[[str], bytes], tmp_path: Path
) -> None:
    target, report = burned(draw(TERM), tmp_path)

    assert report.rasterised_pages == (1,)
    assert read_in(as_shown(target)) == set()
    assert checked(target, report).is_clean


def test_a_page_with_a_drawn_code_that_says_nothing_wanted_stays_as_it_is(tmp_path: Path) -> None:
    target, report = burned(in_squares(KEPT), tmp_path)

    assert report.rasterised_pages == ()
    assert read_in(as_shown(target)) == {KEPT}


def test_codes_in_a_picture_file_go_and_others_stay(tmp_path: Path) -> None:
    target, report = burned(packed(a_leaf(a_barcode(TERM), a_code(KEPT))), tmp_path)

    assert len({removal.box for removal in report.removals}) == 1
    assert read_in(Image.open(target)) == {KEPT}
    assert checked(target, report).is_clean


def test_a_code_in_a_picture_of_a_word_document_goes_and_its_neighbour_stays(tmp_path: Path) -> None:
    target, report = burned(in_word(a_code(TERM), a_code(KEPT)), tmp_path)

    with zipfile.ZipFile(target) as package:
        (name,) = (each for each in package.namelist() if each.startswith("word/media/"))
        picture = Image.open(io.BytesIO(package.read(name)))
    assert read_in(picture) == {KEPT}
    assert checked(target, report).is_clean


LEAKS = {
    "picture of a PDF": lambda: in_a_picture(a_code(TERM)),
    "barcode in a picture of a PDF": lambda: in_a_picture(a_barcode(TERM)),
    "light on dark in a picture of a PDF": lambda: in_a_picture(ImageOps.invert(a_code(TERM))),
    "squares of a PDF": lambda: in_squares(TERM),
    "one shape of a PDF": lambda: in_one_shape(TERM),
    "bars of a PDF": lambda: in_bars(TERM),
    "picture file": lambda: packed(a_code(TERM)),
    "picture file of one pixel a square": lambda: packed(a_code(TERM, scale=1)),
    "turned in a picture file": lambda: packed(a_leaf(a_code(TERM)).rotate(20, expand=True, fillcolor=255)),
    "in colours of one brightness in a picture file": lambda: packed(a_coloured_code()),
    "barcode on a slant in a picture file": lambda: packed(
        a_leaf(a_barcode(TERM)).rotate(35, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    ),
    "picture of a Word document": lambda: in_word(a_code(TERM)),
}


@pytest.mark.parametrize("place", LEAKS)
def test_a_file_that_leaks_only_in_a_code_is_refused(place: str, tmp_path: Path) -> None:
    leaking = tmp_path / "leaking"
    leaking.write_bytes(LEAKS[place]())

    verdict = checked(leaking)

    assert verdict.state is VerdictState.FOUND
    assert "oyelowo" not in repr(verdict).casefold()


@pytest.mark.parametrize("made", [in_squares(KEPT), packed(a_code(KEPT)), in_word(a_code(KEPT))])
def test_a_code_that_says_nothing_wanted_is_not_found(made: bytes, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(made)

    assert CheckState.FOUND not in {check.state for check in checked(kept).checks}


@pytest.mark.parametrize("slant", [0, 4, 90, -35, 20, 52])
def test_a_slanting_barcode_goes_as_a_whole(slant: int) -> None:
    leaf = a_leaf(a_barcode(TERM)).rotate(
        slant, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC
    )

    boxes = [box for _, box in code_boxes(leaf, lambda text: [0] if TERM in text else []).wanted]

    assert boxes
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    leaf.paste(255, (int(left), int(top), int(right) + 1, int(bottom) + 1))
    assert not sum(leaf.histogram()[:128])


def a_coloured_code() -> Image.Image:
    """Red on a green of the same brightness: grey shows one plain square."""
    code = a_leaf(a_code(TERM)).convert("1")
    red, green = (Image.new("RGB", code.size, shade) for shade in ((200, 30, 30), (60, 96, 60)))
    return Image.composite(green, red, code)


def test_a_code_in_colours_of_one_brightness_is_read() -> None:
    picture = a_coloured_code()
    low, high = picture.convert("L").getextrema()
    assert high - low < 3  # type: ignore[operator]  # one channel has one pair

    ((entry, box),) = code_boxes(picture, lambda text: [3] if TERM in text else []).wanted

    assert entry == 3
    assert box.left < 60
    assert box.right > 140


def a_spoilt_code() -> Image.Image:
    """Whole at its three corners, with every eighth square of the rest turned round."""
    code = np.array(a_code(TERM, scale=6))
    squares = len(code) // 6
    wrong = np.random.default_rng(1).random((squares, squares)) < 0.12
    wrong[:12, :12] = wrong[:12, -12:] = wrong[-12:, :12] = False
    return Image.fromarray(np.where(np.kron(wrong, np.ones((6, 6))), 255 - code, code).astype(np.uint8))


def test_a_square_code_that_cannot_be_read_is_counted() -> None:
    spoilt = code_boxes(a_leaf(a_spoilt_code()), lambda _: [0])

    assert (spoilt.wanted, spoilt.unread) == ((), 1)
    assert code_boxes(a_leaf(a_code(KEPT)), lambda _: []).unread == 0


@pytest.mark.parametrize("name", ["Code39", "DataMatrix", "Aztec", "PDF417", "QRCode"])
def test_every_usual_code_is_read(name: str) -> None:
    drawn = zxingcpp.create_barcode("TAMSIN", getattr(zxingcpp.BarcodeFormat, name)).to_image(scale=4)
    leaf = a_leaf(ImageOps.expand(Image.fromarray(drawn), 20, 255))

    assert [entry for entry, _ in code_boxes(leaf, lambda text: [7] if "TAMSIN" in text else []).wanted] == [
        7
    ]


def test_a_page_of_a_table_and_text_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "table.pdf").write_bytes(
        a_pdf("\n".join(f"20 {20 + 15 * row} m 430 {20 + 15 * row} l S" for row in range(14)))
    )

    with PdfiumDocument(tmp_path / "table.pdf") as seen:
        assert not seen.may_draw_codes(0)


def test_a_picture_that_nothing_can_be_read_in_has_no_codes() -> None:
    assert code_boxes(Image.new("L", (1, 1)), lambda _: [0]) == CodesSeen()
