"""Burns pixels out of images, in the image and in its masks.

Source: ISO 32000-2, 8.9 (images).
"""

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Name, Stream
from PIL import Image, ImageChops, ImageDraw, JpegImagePlugin

from redaction.pdf.bare_pictures import BROKEN, bare_jpeg, filters_of
from redaction.pdf.fonts import plain
from redaction.pdf.text_state import Matrix, Point, inverse, placed
from redaction.pdf.tokens import ContentUnreadable

PixelBox = tuple[int, int, int, int]
_COMPONENTS = {
    "/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/RGB": 3, "/Lab": 3,
    "/DeviceCMYK": 4, "/CMYK": 4, "/Indexed": 1, "/I": 1, "/Separation": 1,
}  # fmt: skip
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
    for quad in quads:
        points = [placed(back, x, y) for x, y in quad]
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        low, high = min(y for _, y in points), max(y for _, y in points)
        if right <= 0 or left >= 1 or high <= 0 or low >= 1:
            continue
        found.append((
            max(math.floor(max(left, 0.0) * width) - 1, 0),
            max(math.floor((1 - min(high, 1.0)) * height) - 1, 0),
            min(math.ceil(min(right, 1.0) * width) + 1, width),
            min(math.ceil((1 - max(low, 0.0)) * height) + 1, height),
        ))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class _Raster:
    """Plain samples of an image as the file stores them."""

    samples: bytearray
    width: int
    height: int
    bits_per_pixel: int

    @property
    def stride(self) -> int:
        return (self.width * self.bits_per_pixel + 7) // 8

    def fill(self, box: PixelBox, bit: int) -> None:
        """Set every bit of every sample in the box to 0 or 1."""
        left, top, right, bottom = box
        first, last = left * self.bits_per_pixel, right * self.bits_per_pixel
        for row in range(top, bottom):
            base = row * self.stride
            self._fill_row(base, first, last, bit)

    def _fill_row(self, base: int, first: int, last: int, bit: int) -> None:
        start, end = base + first // 8, base + (last + 7) // 8
        if start >= end:
            return
        head = 0xFF >> (first % 8)
        tail = 0xFF if last % 8 == 0 else 0xFF & ~(0xFF >> (last % 8))
        if end - start == 1:
            head &= tail
            tail = 0
        self._mix(start, head, bit)
        if end - start > 1:
            self.samples[start + 1 : end - 1] = (b"\xff" if bit else b"\0") * (end - start - 2)
            self._mix(end - 1, tail, bit)

    def _mix(self, at: int, mask: int, bit: int) -> None:
        self.samples[at] = (self.samples[at] | mask) if bit else (self.samples[at] & ~mask & 0xFF)


def size_of(image: pikepdf.Object) -> tuple[int, int]:
    """Give an image's width and height in pixels."""
    return int(plain(image.get(Name.Width))), int(plain(image.get(Name.Height)))


def stored_picture(image: object) -> Image.Image | None:
    """Give an image as it is stored, whatever of it is shown; None when it cannot be decoded."""
    if not isinstance(image, Stream):
        return None
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
        return picture.convert("L") if picture.mode in ("1", "P", "L") else picture.convert("RGB")
    except (*BROKEN, pikepdf.PikepdfError):
        return None


def burned(pdf: pikepdf.Pdf, image: pikepdf.Object, ctm: Matrix, quads: Sequence[Sequence[Point]]) -> Any:
    """Give a copy of an image without the pixels under these areas, or None when no pixel is under them.

    Raises:
        ContentUnreadable: the image cannot be decoded, so the page must be drawn as a picture instead.
    """
    boxes = pixel_boxes(ctm, quads, *size_of(image))
    if not boxes:
        return None
    made = _burned_one(pdf, image, boxes, _DARK if not is_stencil(image) else _OPAQUE)
    for key in ("/SMask", "/Mask"):
        mask = image.get(key)
        if isinstance(mask, Stream):
            mask_boxes = pixel_boxes(ctm, quads, *size_of(mask))
            made[key] = _burned_one(pdf, mask, mask_boxes, _OPAQUE)
        elif isinstance(mask, Array) and key == "/Mask" and Name.ImageMask not in made:
            made[key] = mask
    return made


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


def _burned_one(pdf: pikepdf.Pdf, image: pikepdf.Object, boxes: Sequence[PixelBox], how: str) -> Stream:
    filters = filters_of(image)
    try:
        if "/DCTDecode" in filters or "/JPXDecode" in filters:
            return _burned_picture(pdf, image, boxes, filters)
        return _burned_raster(pdf, image, boxes, how)
    except (*BROKEN, pikepdf.PikepdfError) as fault:
        raise ContentUnreadable from fault


def _copy(pdf: pikepdf.Pdf, image: pikepdf.Object, content: bytes) -> Stream:
    made = Stream(pdf, content)
    for key, value in image.items():
        if key not in ("/Length", "/Filter", "/DecodeParms", "/SMask", "/Mask"):
            made[key] = value
    return made


def _burned_raster(pdf: pikepdf.Pdf, image: pikepdf.Object, boxes: Sequence[PixelBox], how: str) -> Stream:
    width, height = size_of(image)
    is_mask = is_stencil(image)
    bits = 1 if is_mask else int(plain(image.get(Name.BitsPerComponent), 8.0))
    per_pixel = bits * _components(image)
    filters = filters_of(image)
    if "/CCITTFaxDecode" in filters or "/JBIG2Decode" in filters:
        samples = _bilevel(image)
    else:
        samples = bytearray(image.read_bytes())
    raster = _Raster(samples, width, height, per_pixel)
    if not per_pixel or width <= 0 or height <= 0:
        raise ValueError
    needed = raster.stride * height
    if len(samples) < needed:
        samples.extend(b"\0" * (needed - len(samples)))
    del samples[needed:]
    for box in boxes:
        raster.fill(box, _bit(image, how, is_mask=is_mask))
    made = _copy(pdf, image, b"")
    made.write(bytes(samples))
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


def _bilevel(image: pikepdf.Object) -> bytearray:
    """Give the raw bits of a fax or JBIG2 image, in the polarity its stream has."""
    if not isinstance(image, Stream):
        raise TypeError
    picture = pikepdf.PdfImage(image).as_pil_image().convert("1")
    bits = bytearray(picture.tobytes())
    decode = image.get(Name.Decode)
    turned = isinstance(decode, Array) and len(decode) >= 2 and plain(decode[0]) > plain(decode[1])
    # Pillow gives the picture as seen; the stream's own samples are the other way round under [1 0].
    return bytearray(byte ^ 0xFF for byte in bits) if turned else bits


def _burned_picture(
    pdf: pikepdf.Pdf, image: pikepdf.Object, boxes: Sequence[PixelBox], filters: list[str]
) -> Stream:
    packed = image.read_raw_bytes()
    if len(filters) > 1:
        raise ValueError
    opened = Image.open(io.BytesIO(packed))
    opened.load()
    tables = getattr(opened, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(opened) if tables else -1
    picture = opened.convert("RGB") if opened.mode not in ("L", "RGB", "CMYK") else opened.copy()
    if picture.mode == "CMYK" and filters[-1] == "/DCTDecode":
        # Pillow turns four inks round, as Photoshop stores them. A PDF says so in Decode, which is kept.
        picture = ImageChops.invert(picture)
    drawing = ImageDraw.Draw(picture)
    dark = _dark(image, picture.mode)
    for left, top, right, bottom in boxes:
        drawing.rectangle((left, top, right - 1, bottom - 1), fill=dark)
    made = _copy(pdf, image, b"")
    if filters[-1] == "/DCTDecode" and tables and picture.mode in ("L", "RGB"):
        out = io.BytesIO()
        picture.save(out, "JPEG", qtables=tables, subsampling=sampling)
        made.write(bare_jpeg(out.getvalue()), filter=Name.DCTDecode)
        return made
    made.write(picture.tobytes())
    if filters[-1] == "/JPXDecode" or _components(image) != len(picture.getbands()):
        made.ColorSpace = Name({"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[picture.mode])
    made.BitsPerComponent = 8
    made.Width, made.Height = picture.size
    return made
