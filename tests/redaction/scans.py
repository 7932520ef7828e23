"""Pages that are pictures: a word that must go and one that must stay, in every kind of picture a PDF may hold."""

import io
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFont, TiffImagePlugin

from redaction.grounds import Ground
from redaction.page import Box
from redaction.pdf.pdfium import PdfiumDocument
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import OcrWord
from tests.redaction.planting import Torture

SECRET = Schedule((ScheduleEntry("Quillon", Ground.CHILD),))
# A page of 612 by 792 points at 100 dpi.
WIDTH, HEIGHT = 850, 1100
PLACE = (200, 300, 320, 330)


class Reader:
    """Reads given words at given places: of the page rendered at 200 dpi, and of pictures as stored."""

    def __init__(self, *words: OcrWord, in_pictures: tuple[OcrWord, ...] = ()) -> None:
        self.found = words
        self.in_pictures = in_pictures
        self.pages = 0

    def words(self, image: Image.Image, *, dpi: int) -> tuple[OcrWord, ...]:
        self.pages += 1
        # The stored pictures are 850 pixels wide; only the rendered page is read here.
        return self.found if max(image.size) > 2000 else self.in_pictures


def scanned_words() -> tuple[OcrWord, ...]:
    left, top, right, bottom = (2 * side for side in PLACE)
    return (
        OcrWord("Kept", Box(left - 200, top, left - 20, bottom), 96.0, 0),
        OcrWord("Quillon", Box(left, top, right, bottom), 96.0, 0),
    )


def scan(mode: str = "L") -> Image.Image:
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    drawing = ImageDraw.Draw(picture)
    font = ImageFont.load_default(28)
    drawing.text((PLACE[0], PLACE[1]), "Quillon", fill=0, font=font)
    drawing.text((PLACE[0] - 100, PLACE[1]), "Kept", fill=0, font=font)
    return picture.convert(mode)


def image_of(made: Torture, kind: str) -> pikepdf.Object:
    """Give a picture of the scan as a scanner, a telephone or an office program might store it."""
    keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": WIDTH, "Height": HEIGHT}
    if kind in ENCODED:
        return _encoded(made, kind, keys)
    if kind.startswith("fax"):
        return _fax(made, keys, is_turned=kind == "fax turned")
    if kind == "soft mask":
        mask = made.stream(_turned(scan().tobytes()), **keys, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
        black = b"\0" * (WIDTH * HEIGHT)
        return made.stream(black, **keys, BitsPerComponent=8, ColorSpace=Name.DeviceGray, SMask=mask)
    if kind == "mask of bits":
        mask = made.stream(_turned(scan("1").tobytes()), **keys, BitsPerComponent=1, ImageMask=True,
                           Decode=Array([1, 0]))  # fmt: skip
        black = b"\0" * (WIDTH * HEIGHT)
        return made.stream(black, **keys, BitsPerComponent=8, ColorSpace=Name.DeviceGray, Mask=mask)
    samples, more = _plain(made, kind)
    return made.stream(samples, **keys, **more)


def _turned(samples: bytes) -> bytes:
    return bytes(255 - value for value in samples)


def _plain(made: Torture, kind: str) -> tuple[bytes, dict[str, object]]:
    """Give samples as they stand in the file, and the keys that say how to read them."""
    grey, bits, colour = scan().tobytes(), scan("1").tobytes(), scan("RGB").tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = made.stream(srgb, N=3, Alternate=Name.DeviceRGB)
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1)
    palette = Array([Name.Indexed, Name.DeviceGray, 255, pikepdf.String(bytes(range(256)))])
    kinds: dict[str, tuple[bytes, dict[str, object]]] = {
        "grey": (grey, {"BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}),
        "grey turned": (
            _turned(grey), {"BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, "Decode": Array([1, 0])}
        ),
        "bits": (bits, {"BitsPerComponent": 1, "ColorSpace": Name.DeviceGray}),
        "stencil": (bits, {"BitsPerComponent": 1, "ImageMask": True}),
        "stencil turned": (
            _turned(bits), {"BitsPerComponent": 1, "ImageMask": True, "Decode": Array([1, 0])}
        ),
        "profile": (colour, {"BitsPerComponent": 8, "ColorSpace": Array([Name.ICCBased, profile])}),
        "calibrated": (
            colour,
            {"BitsPerComponent": 8, "ColorSpace": Array([
                Name.CalRGB, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]))
            ])},
        ),
        "palette": (grey, {"BitsPerComponent": 8, "ColorSpace": palette}),
        "two inks": (
            b"".join(bytes((255 - value, 0)) for value in grey),
            {"BitsPerComponent": 8, "ColorSpace": Array([
                Name.DeviceN, Array([Name.Black, Name.Spot]), Name.DeviceGray,
                made.stream(
                    b"{ pop 1 exch sub }", FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1])
                ),
            ])},
        ),
        "one ink": (
            _turned(grey),
            {"BitsPerComponent": 8, "ColorSpace": Array([Name.Separation, Name.Spot, Name.DeviceGray, tint])},
        ),
        "sixteen bits": (
            bytes(value for level in grey for value in (level, level)),
            {"BitsPerComponent": 16, "ColorSpace": Name.DeviceGray},
        ),
        "masked colour": (
            grey, {"BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, "Mask": Array([120, 121])}
        ),
        "cut short": (grey[: WIDTH * HEIGHT // 2], {"BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}),
    }  # fmt: skip
    return kinds[kind]


def _encoded(made: Torture, kind: str, keys: dict[str, object]) -> pikepdf.Object:
    filter_name, mode, space = ENCODED[kind]
    out = io.BytesIO()
    if kind == "jpeg 2000":
        scan(mode).save(out, "JPEG2000")
    else:
        scan(mode).save(out, "JPEG", progressive=kind == "jpeg progressive", quality=90)
    held = out.getvalue()
    more: dict[str, object] = {"Filter": Name(filter_name)}
    if kind == "jpeg packed again":
        held = zlib.compress(held)
        more["Filter"] = Array([Name.FlateDecode, Name(filter_name)])
        more["DecodeParms"] = Array([Dictionary(), Dictionary(ColorTransform=1)])
    if kind == "jpeg four inks turned":
        more["Decode"] = Array([1, 0] * 4)
    return made.stream(held, **keys, **more, BitsPerComponent=8, ColorSpace=Name(space))


def _fax(made: Torture, keys: dict[str, object], *, is_turned: bool) -> pikepdf.Object:
    out = io.BytesIO()
    picture = scan("1")
    (ImageChops.invert(picture) if is_turned else picture).save(out, "TIFF", compression="group4")
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        assert isinstance(tiff, TiffImagePlugin.TiffImageFile)
        offset, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    parameters = Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT, BlackIs1=False)
    more = {"Decode": Array([1, 0])} if is_turned else {}
    return made.stream(
        out.getvalue()[offset : offset + size], **keys, **more, BitsPerComponent=1, ColorSpace=Name.DeviceGray,
        Filter=Name.CCITTFaxDecode, DecodeParms=parameters,
    )  # fmt: skip


# How each is packed: its filter, Pillow's mode, its colour space.
ENCODED = {
    "jpeg": ("/DCTDecode", "L", "/DeviceGray"),
    "jpeg colour": ("/DCTDecode", "RGB", "/DeviceRGB"),
    "jpeg progressive": ("/DCTDecode", "RGB", "/DeviceRGB"),
    "jpeg packed again": ("/DCTDecode", "RGB", "/DeviceRGB"),
    "jpeg short name": ("/DCT", "RGB", "/DeviceRGB"),
    "jpeg four inks": ("/DCTDecode", "CMYK", "/DeviceCMYK"),
    "jpeg four inks turned": ("/DCTDecode", "CMYK", "/DeviceCMYK"),
    "jpeg 2000": ("/JPXDecode", "RGB", "/DeviceRGB"),
}
PLAIN = (
    "grey", "grey turned", "bits", "stencil", "stencil turned", "profile", "calibrated", "palette", "two inks",
    "one ink", "sixteen bits", "masked colour", "cut short",
)  # fmt: skip
KINDS = (*PLAIN, *ENCODED, "soft mask", "mask of bits", "fax", "fax turned")


def scanned_page(folder: Path, kind: str, *, turned: int = 0, layer: str = "") -> Path:
    made = Torture()
    page = made.page(
        f"q 612 0 0 792 0 0 cm /Im Do Q {layer}", XObject=pikepdf.Dictionary(Im=image_of(made, kind))
    )
    page.Contents = made.stream(f"q 612 0 0 792 0 0 cm /Im Do Q {layer}".encode())
    if turned:
        page.Rotate = turned
    path = folder / "scan.pdf"
    made.pdf.save(path)
    return path


def region(path: Path, *, margin: int = 0) -> Image.Image:
    with PdfiumDocument(path) as seen:
        picture = seen.picture(0, dpi=100, grey=True)
    left, top, right, bottom = PLACE
    return picture.crop((left + margin, top + margin, right - margin, bottom - margin))


def stored_pictures(path: Path) -> list[Image.Image]:
    """Give every picture in the file, masks too, as stored and whether drawn or not."""
    found = []
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get(Name.Subtype) == Name.Image:
                found.append(_as_stored(item))
    return found


def _as_stored(image: pikepdf.Stream) -> Image.Image:
    space = image.get(Name.ColorSpace)
    inks = {"/Separation": 1, "/DeviceN": 2}.get(str(space[0]), 0) if isinstance(space, Array) else 0
    if inks:
        # Of inks by name the library gives no picture: the first ink's own samples say as much.
        return Image.frombytes("L", (WIDTH, HEIGHT), image.read_bytes()[::inks])
    return pikepdf.PdfImage(image).as_pil_image().convert("L")


def darkest_and_lightest(
    picture: Image.Image, box: tuple[int, int, int, int] | None = None
) -> tuple[int, int]:
    values = (picture.crop(box) if box else picture).convert("L").tobytes()
    return min(values), max(values)
