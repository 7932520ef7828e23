"""Decodes the pictures stored in a PDF: with Pillow, and with pdfium what Pillow does not know."""

import contextlib
import io
from collections.abc import Iterator
from typing import Final

import pikepdf
import pypdfium2
from PIL import Image

from redaction.errors import DocumentError
from redaction.sight.planes import unseen_planes
from redaction.sight.render import draw
from redaction.verify.pdf.inks import inks_of

MOST_PIXELS: Final = 100_000_000
_LIGHTS: Final = 3
_OF_INKS: Final = frozenset({"/Indexed", "/I", "/Separation", "/DeviceN"})


def size_of(stream: pikepdf.Stream) -> tuple[int, int]:
    """Width and height in pixels, as the file says."""
    return int(stream.get("/Width", 0)), int(stream.get("/Height", 0))


def is_one_colour(picture: Image.Image) -> bool:
    """Say whether a grey or black and white picture shows nothing at all."""
    return picture.mode in {"1", "L"} and len(set(picture.getextrema())) == 1


def decoded(stream: pikepdf.Stream) -> Image.Image | None:
    """The picture as Pillow decodes it, or as pdfium draws it; None where neither can, or it is too large."""
    size = size_of(stream)
    if size[0] * size[1] > MOST_PIXELS:
        return None
    # Pillow and what it calls can raise anything; then pdfium is asked, and where it fails too, the check does.
    with contextlib.suppress(Exception):
        picture = pikepdf.PdfImage(stream).as_pil_image()
        # Pillow reads no pixel before it is asked for one, and a damaged picture only fails then.
        picture.load()
        # Nothing here turns those colours into others; pdfium does.
        return _by_pdfium(stream, size) if picture.mode == "LAB" else picture
    return _by_pdfium(stream, size)


def _by_pdfium(stream: pikepdf.Stream, size: tuple[int, int]) -> Image.Image | None:
    """The picture alone on a grey page, drawn: pdfium decodes what Pillow does not.

    Where nothing but the grey shows, pdfium could not decode it either, and says so in no other way.
    """
    try:
        alone = pikepdf.new()
        page = alone.add_blank_page(page_size=size).obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=alone.copy_foreign(stream)))
        drawing = f"0.5 g 0 0 {size[0]} {size[1]} re f 0 g {size[0]} 0 0 {size[1]} 0 0 cm /P Do"
        page.Contents = alone.make_stream(drawing.encode())
        held = io.BytesIO()
        alone.save(held)
        with pypdfium2.PdfDocument(held.getvalue()) as document:
            drawn = draw(document[0], dpi=72, grey=True)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, DocumentError):
        return None
    return None if is_one_colour(drawn) and drawn.getpixel((0, 0)) in {127, 128} else drawn


def planes_of(stream: pikepdf.Stream, shown: Image.Image | None) -> Iterator[Image.Image]:
    """Each ink of a picture that says more than its colours show; none of one that is packed by a picture's codec."""
    space, bits = stream.get("/ColorSpace"), 1 if stream.get("/ImageMask", False) else 8
    bits = int(stream.get("/BitsPerComponent", bits))
    inks = inks_of(space)
    kind = str(space[0]) if isinstance(space, pikepdf.Array) and len(space) else ""
    may_hide = "/Decode" in stream or inks > _LIGHTS or kind in _OF_INKS
    if shown is None or not may_hide or shown.width * shown.height * inks > MOST_PIXELS:
        return
    with contextlib.suppress(pikepdf.PdfError):
        yield from unseen_planes(stream.read_bytes(), shown.size, bits=bits, inks=inks, shown=shown)
