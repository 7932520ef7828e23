"""Pictures that say a secret in one place and "Kept Morning" where everybody sees it."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageDraw, ImageFont, PngImagePlugin

SECRET = "Okonedo"
KEPT = "Kept Morning"
SIZE = (900, 400)
_FONTS = Path("/usr/share/fonts/truetype/dejavu")


def font(size: int, name: str = "DejaVuSans.ttf") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS / name), size)


def page(*lines: str, ink: str = "black", paper: str = "white", size: int = 40) -> Image.Image:
    """A page in print, one line under the other."""
    picture = Image.new("RGB", SIZE, paper)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((60, 60 + 110 * number), line, fill=ink, font=font(size))
    return picture


def clean() -> Image.Image:
    return page(KEPT)


def told() -> Image.Image:
    return page(KEPT, f"with {SECRET} at home")


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def _two_pages(kind: str, **how: object) -> bytes:
    return saved(clean(), kind, save_all=True, append_images=[told()], **how)


def _exif(**tags: str) -> bytes:
    exif = Image.Exif()
    for number, words in ((0x010E, tags.get("description", "")), (0x013B, tags.get("artist", ""))):
        if words:
            exif[number] = words
    return exif.tobytes()


def _turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(told().transpose(Image.Transpose.ROTATE_90), "JPEG", quality=92, exif=exif.tobytes())


def _notes(**words: str) -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    for key, value in words.items():
        notes.add_text(key, value, zip=key == "packed")
    notes.add_itxt("Title", SECRET)
    return notes


def png_with(name: bytes, body: bytes) -> bytes:
    """A PNG with a chunk of this name before its end."""
    held = saved(clean(), "PNG")
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return held[:-12] + chunk + held[-12:]


def _see_through() -> bytes:
    """The secret in the colours of pixels that are wholly transparent."""
    picture = told().convert("RGBA")
    alpha = Image.new("L", SIZE, 255)
    ImageDraw.Draw(alpha).rectangle((0, 150, *SIZE), fill=0)
    picture.putalpha(alpha)
    return saved(picture, "PNG")


def _profile() -> bytes:
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = made.find(b"sRGB")
    made[at : at + len(SECRET)] = SECRET.encode()
    return bytes(made)


def one_bright() -> Image.Image:
    """Print as bright as the paper, in another colour: grey shows nothing of it."""
    picture = page(KEPT, paper="#808080")
    pen = ImageDraw.Draw(picture)
    pen.text((60, 170), f"with {SECRET} at home", fill=(230, 96, 41), font=font(40))
    return picture


IN_PIXELS: Final[dict[str, Callable[[], bytes]]] = {
    "png print": lambda: saved(told(), "PNG"),
    "png bits": lambda: saved(told().convert("1"), "PNG"),
    "png palette": lambda: saved(told().convert("P"), "PNG"),
    "png sixteen bits": lambda: saved(
        told().convert("L").convert("I;16").point(lambda level: level * 256), "PNG"
    ),
    "png light on dark": lambda: saved(page(KEPT, SECRET, ink="white", paper="black"), "PNG"),
    "png colour as bright as the paper": lambda: saved(one_bright(), "PNG"),
    "png light on nothing": lambda: saved(_light_on_nothing(), "PNG"),
    "png second frame": lambda: _two_pages("PNG"),
    "jpeg print": lambda: saved(told(), "JPEG"),
    "jpeg grey": lambda: saved(told().convert("L"), "JPEG", quality=60),
    "jpeg four inks": lambda: saved(told().convert("CMYK"), "JPEG"),
    "jpeg progressive": lambda: saved(told(), "JPEG", progressive=True),
    "jpeg turned by its note": _turned,
    "tiff print": lambda: saved(told(), "TIFF"),
    "tiff fax": lambda: saved(told().convert("1"), "TIFF", compression="group4"),
    "tiff photograph": lambda: saved(told(), "TIFF", compression="jpeg"),
    "tiff second page": lambda: _two_pages("TIFF"),
    "gif print": lambda: saved(told(), "GIF"),
    "gif second frame": lambda: _two_pages("GIF"),
    "bmp print": lambda: saved(told(), "BMP"),
    "webp print": lambda: saved(told(), "WEBP"),
    "webp exact": lambda: saved(told(), "WEBP", lossless=True),
    "heic print": (Path(__file__).parent / "telephone.heic").read_bytes,
}
"""Where OCR must find it."""

BESIDE_PIXELS: Final[dict[str, Callable[[], bytes]]] = {
    "png text": lambda: saved(clean(), "PNG", pnginfo=_notes(Author=SECRET)),
    "png packed text": lambda: saved(clean(), "PNG", pnginfo=_notes(packed=SECRET)),
    "png camera note": lambda: saved(clean(), "PNG", exif=_exif(description=SECRET)),
    "png profile": lambda: saved(clean(), "PNG", icc_profile=_profile()),
    "png chunk of its own": lambda: png_with(b"prVt", SECRET.encode()),
    "png past its end": lambda: saved(clean(), "PNG") + SECRET.encode(),
    "png see-through pixels": _see_through,
    "jpeg comment": lambda: saved(clean(), "JPEG", comment=SECRET.encode()),
    "jpeg camera note": lambda: saved(clean(), "JPEG", exif=_exif(description=SECRET, artist=SECRET)),
    "jpeg wide camera note": lambda: saved(
        clean(), "JPEG", exif=b"Exif\0\0" + _exif(description="x") + SECRET.encode("utf-16-le")
    ),
    "jpeg profile": lambda: saved(clean(), "JPEG", icc_profile=_profile()),
    "jpeg xmp": lambda: saved(clean(), "JPEG", xmp=f"<x:xmpmeta><a>{SECRET}</a></x:xmpmeta>".encode()),
    "jpeg past its end": lambda: saved(clean(), "JPEG") + SECRET.encode(),
    "jpeg second picture": lambda: saved(clean(), "JPEG") + saved(told(), "JPEG"),
    "tiff description": lambda: saved(clean(), "TIFF", description=SECRET),
    "tiff tag of its own": lambda: saved(clean(), "TIFF", tiffinfo={65000: SECRET}),
    "tiff past its end": lambda: saved(clean(), "TIFF") + SECRET.encode(),
    "gif comment": lambda: saved(clean(), "GIF", comment=SECRET.encode()),
    "webp camera note": lambda: saved(clean(), "WEBP", exif=_exif(description=SECRET)),
}
"""Where no reader looks; it must be gone without having been looked for."""


def _light_on_nothing() -> Image.Image:
    """White print on nothing at all: on white paper it would not show."""
    picture = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate((KEPT, SECRET)):
        pen.text((60, 60 + 110 * number), line, fill=(255, 255, 255, 255), font=font(40))
    return picture
