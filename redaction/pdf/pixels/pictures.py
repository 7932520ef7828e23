"""Burns pixels out of images, in the image and in its masks.

Source: ISO 32000-2, 8.9 (images).
"""

import io
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pikepdf
from pikepdf import Array, Name, Stream
from PIL import Image, ImageChops, ImageDraw

from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.pixels import wavelets
from redaction.pdf.pixels.bare_pictures import BROKEN, filters_of
from redaction.pdf.pixels.flate_rows import RowBars
from redaction.pdf.pixels.jpeg_lines import set_jpeg
from redaction.pdf.pixels.jpegs import burned_jpeg
from redaction.pdf.pixels.moved_samples import move_in
from redaction.pdf.pixels.rasters import PixelBox, Raster
from redaction.pdf.pixels.samples import barred, bits_of, pack, unpacked
from redaction.pdf.pixels.scan_lines import StoredLines
from redaction.pdf.text_state import Matrix, Point, inverse
from redaction.pdf.values import plain

_COMPONENTS = {
    "/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/RGB": 3, "/Lab": 3,
    "/DeviceCMYK": 4, "/CMYK": 4, "/Indexed": 1, "/I": 1, "/Separation": 1,
}  # fmt: skip
_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
_OPAQUE = "opaque"
_DARK = "dark"


def is_stencil(image: pikepdf.Object) -> bool:
    """Say whether an image is a stencil that paints with the current colour."""
    return bool(image.get(Name.ImageMask, False))


def pixel_boxes(ctm: Matrix, quads: Iterable[Sequence[Point]], width: int, height: int) -> list[PixelBox]:
    """Say which pixels of an image drawn under `ctm` lie in these areas of the page, one pixel wider."""
    back = inverse(ctm)
    if back is None:
        return []
    found = []
    a, b, c, d, e, f = back
    for quad in quads:
        # Spelt out: this is asked for each bar of each page several times.
        xs, ys = [a * x + c * y + e for x, y in quad], [b * x + d * y + f for x, y in quad]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if right <= 0 or left >= 1 or high <= 0 or low >= 1:
            continue
        found.append((
            max(math.floor(max(left, 0.0) * width) - 1, 0),
            max(math.floor((1 - min(high, 1.0)) * height) - 1, 0),
            min(math.ceil(min(right, 1.0) * width) + 1, width),
            min(math.ceil((1 - max(low, 0.0)) * height) + 1, height),
        ))  # fmt: skip
    return found


def touches(ctm: Matrix, quad: Sequence[Point]) -> bool:
    """Say whether an area of the page lies over an image drawn under `ctm`, by `pixel_boxes` but without sums."""
    back = inverse(ctm)
    if back is None:
        return False
    a, b, c, d, e, f = back
    xs, ys = [a * x + c * y + e for x, y in quad], [b * x + d * y + f for x, y in quad]
    # Asked the other way round, so that what cannot be compared counts as touched, and fails where it is burned.
    return not (max(xs) <= 0 or min(xs) >= 1 or max(ys) <= 0 or min(ys) >= 1)


def size_of(image: pikepdf.Object) -> tuple[int, int]:
    """Give an image's width and height in pixels."""
    return int(plain(image.get(Name.Width))), int(plain(image.get(Name.Height)))


def stored_picture(image: object) -> Image.Image | None:
    """Give an image as it is stored, whatever of it is shown; None when it cannot be decoded."""
    if not isinstance(image, Stream):
        return None
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
        return picture.convert("L") if picture.mode in ("1", "L") else picture.convert("RGB")
    except (*BROKEN, pikepdf.PikepdfError):
        return None


def burned(
    pdf: pikepdf.Pdf,
    image: pikepdf.Object,
    ctm: Matrix,
    quads: Sequence[Sequence[Point]],
    lines: StoredLines | None = None,
) -> Any:
    """Give a copy of an image without the pixels under these areas, or None when no pixel is under them.

    `lines` are set anew before: the areas are where bars stand then.

    Raises:
        ContentUnreadable: the image cannot be decoded, so the page must be drawn as a picture instead.
    """
    boxes = pixel_boxes(ctm, quads, *size_of(image))
    if not boxes and lines is None:
        return None
    made = _burned_one(pdf, image, boxes, _DARK if not is_stencil(image) else _OPAQUE, lines)
    for key in ("/SMask", "/Mask"):
        mask = image.get(key)
        if isinstance(mask, Stream):
            mask_boxes = pixel_boxes(ctm, quads, *size_of(mask))
            if key == "/SMask":
                mask_boxes = _showing(mask, mask_boxes)
            made[key] = _burned_one(pdf, mask, mask_boxes, _OPAQUE, lines) if mask_boxes or lines else mask
        elif isinstance(mask, Array) and key == "/Mask" and Name.ImageMask not in made:
            made[key] = mask
    return made


def _showing(mask: pikepdf.Object, boxes: Sequence[PixelBox]) -> list[PixelBox]:
    """The boxes in which a soft mask lets anything be seen.

    Programs lay a clear picture over a whole page. Where it shows nothing, a burned box would be seen beside the
    bar, and be as wide as the word. Its pixels are burned all the same.
    """
    held = stored_picture(mask)
    if held is None or held.size != size_of(mask):
        return list(boxes)
    clear = 255 if _bit(mask, _OPAQUE, is_mask=False) == 0 else 0
    return [box for box in boxes if held.crop(box).getextrema() != (clear, clear)]


def _components(image: pikepdf.Object) -> int:
    if is_stencil(image):
        return 1
    space = image.get(Name.ColorSpace)
    if isinstance(space, Name):
        return _COMPONENTS.get(str(space), 0)
    if isinstance(space, Array) and len(space):
        kind = str(space[0])
        if kind == "/ICCBased" and isinstance(space[1], Stream):
            return int(plain(space[1].get(Name.N)))
        if kind == "/DeviceN" and isinstance(space[1], Array):
            return len(space[1])
        return _COMPONENTS.get(kind, 0)
    return 0


def _burned_one(
    pdf: pikepdf.Pdf, image: pikepdf.Object, boxes: Sequence[PixelBox], how: str, lines: StoredLines | None
) -> Stream:
    filters = filters_of(image)
    try:
        if "/DCTDecode" in filters or "/JPXDecode" in filters:
            return _burned_picture(pdf, image, boxes, filters, lines)
        return _burned_raster(pdf, image, boxes, how, lines)
    except (*BROKEN, pikepdf.PikepdfError) as fault:
        raise ContentUnreadable from fault


def _copy(pdf: pikepdf.Pdf, image: pikepdf.Object, content: bytes) -> Stream:
    made = Stream(pdf, content)
    for key, value in image.items():
        if key not in ("/Length", "/Filter", "/DecodeParms", "/SMask", "/Mask"):
            made[key] = value
    return made


def _burned_raster(
    pdf: pikepdf.Pdf, image: pikepdf.Object, boxes: Sequence[PixelBox], how: str, lines: StoredLines | None
) -> Stream:
    width, height = size_of(image)
    is_mask = is_stencil(image)
    bits = 1 if is_mask else int(plain(image.get(Name.BitsPerComponent), 8.0))
    per_pixel = bits * _components(image)
    if not per_pixel or width <= 0 or height <= 0:
        raise ValueError
    needed = (width * per_pixel + 7) // 8 * height
    is_fax = not {"/CCITTFaxDecode", "/JBIG2Decode"}.isdisjoint(filters_of(image))
    if is_fax and per_pixel != 1:
        raise ValueError
    bit = _bit(image, how, is_mask=is_mask)
    if lines is None and not is_fax:
        quickly = barred(image, RowBars((width, height), per_pixel, boxes, bit))
        if quickly is not None:
            made = _copy(pdf, image, b"")
            made.write(quickly, filter=Name.FlateDecode)
            return made
    samples = bits_of(image) if is_fax else unpacked(image, needed)
    if lines is not None:
        move_in(samples, (width, height), per_pixel, lines, are_shades=not _is_indexed(image))
    raster = Raster(samples, width, height, per_pixel)
    for box in boxes:
        raster.fill(box, bit)
    made = _copy(pdf, image, b"")
    pack(made, samples)
    return made


def _bit(image: pikepdf.Object, how: str, *, is_mask: bool) -> int:
    """Say which bit hides: in a stencil one that paints nothing, in a soft mask one that covers."""
    decode = image.get(Name.Decode)
    turned = isinstance(decode, Array) and len(decode) >= 2 and plain(decode[0]) > plain(decode[1])
    if is_mask:
        return 0 if turned else 1
    if how == _OPAQUE:
        return 0 if turned else 1
    return 1 if turned else 0


def _dark(image: pikepdf.Object, mode: str) -> int | tuple[int, ...]:
    level = 255 * _bit(image, _DARK, is_mask=False)
    if mode == "CMYK":
        return (level, level, level, 255 - level)
    return (level, level, level) if mode == "RGB" else level


def _is_indexed(image: pikepdf.Object) -> bool:
    space = image.get(Name.ColorSpace)
    return isinstance(space, Array) and len(space) > 0 and str(space[0]) in {"/Indexed", "/I"}


def _burned_picture(
    pdf: pikepdf.Pdf,
    image: pikepdf.Object,
    boxes: Sequence[PixelBox],
    filters: list[str],
    lines: StoredLines | None,
) -> Stream:
    packed = image.read_raw_bytes()
    if len(filters) > 1:
        raise ValueError
    with Image.open(io.BytesIO(packed)) as opened:
        boxes = _to_size(boxes, size_of(image), opened.size)
        made = _copy(pdf, image, b"")
        if filters[-1] == "/DCTDecode":
            level = 255 * _bit(image, _DARK, is_mask=False)
            jpeg = (
                set_jpeg(packed, boxes, lines, level=level)
                if lines is not None
                else burned_jpeg(packed, boxes, level=level)
            )
            if jpeg is not None:
                made.write(jpeg, filter=Name.DCTDecode)
                return made
        picture = wavelets.decoded(image, packed, opened)
    if lines is not None:
        samples = np.array(picture)
        lines.set_in(samples.reshape(*samples.shape[:2], -1), are_shades=True)
        picture = Image.fromarray(samples, picture.mode)
    made.BitsPerComponent = 8
    made.Width, made.Height = picture.size
    if filters[-1] == "/JPXDecode":
        _store_waves(made, picture, packed, boxes)
        return made
    if picture.mode == "CMYK":
        # Pillow turns four inks round, as Photoshop stores them. A PDF says so in Decode, which is kept.
        picture = ImageChops.invert(picture)
    drawing = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        drawing.rectangle((left, top, right - 1, bottom - 1), fill=_dark(image, picture.mode))
    pack(made, picture.tobytes())
    if _components(image) != len(picture.getbands()):
        made.ColorSpace = _SPACES[picture.mode]
    return made


def _store_waves(made: Stream, picture: Image.Image, packed: bytes, boxes: Sequence[PixelBox]) -> None:
    """Store a picture that was JPEG 2000, which may have its colours in itself and never heeds Decode."""
    wavelets.store(made, picture, packed, boxes, 0)
    made.ColorSpace = _SPACES[picture.mode]
    for key in ("/Decode", "/SMaskInData"):
        if key in made:
            del made[key]


def _to_size(boxes: Sequence[PixelBox], said: tuple[int, int], real: tuple[int, int]) -> Sequence[PixelBox]:
    """Boxes in a picture whose own size is another than the document says; readers draw it by its own."""
    if said == real or min(said) <= 0:
        return boxes
    across, down = real[0] / said[0], real[1] / said[1]
    return [
        (
            math.floor(left * across),
            math.floor(top * down),
            math.ceil(right * across),
            math.ceil(bottom * down),
        )
        for left, top, right, bottom in boxes
    ]
