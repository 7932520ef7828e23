"""Stores what was a JPEG 2000 picture again, once bars are painted in it: nothing here writes that codec quickly.

Source: ISO/IEC 15444-1, A.6.1 (coding style); docs/decisions/0018-scans-in-their-own-terms.md.
"""

import io
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import pypdfium2
from isal import isal_zlib
from pikepdf import Name, Object, Stream
from PIL import Image, ImageDraw

from redaction.pdf.pixels.jpegs import paint
from redaction.pdf.pixels.rasters import PixelBox
from redaction.pdf.pixels.samples import LEVEL, drawn_alone, pack

_MOST_TIMES: Final = 1.5
"""How much larger than before a picture may become, where there is a choice."""
_QUALITIES: Final = (92, 85, 75)
_STRIPS: Final = 8
_STRIP_ROWS: Final = 16
_CODESTREAM: Final = b"\xff\x4f\xff\x51"
# Of the head behind that: from the corner on, and then one component of eight bits for each point.
_CORNER, _COMPONENTS = slice(16, 24), slice(40, 45)
_AT_NOUGHT, _ONE_OF_EIGHT_BITS = bytes(8), b"\0\1\7\1\1"
_CODING_STYLE: Final = 0x52
_REVERSIBLE_AT: Final = 13  # bytes from the marker to the transformation that was chosen


def decoded(image: Object, packed: bytes, opened: Image.Image) -> Image.Image:
    """Give the picture that an image is `packed` as, which Pillow has opened: in L, RGB or CMYK.

    Plain greys in JPEG 2000 are decoded by pdfium, in nine tenths of the time, to the same samples.

    Raises:
        OSError, ValueError: it cannot be decoded.
    """
    if isinstance(image, Stream) and opened.mode == "L" and _is_plain_grey(packed):
        with suppress(pypdfium2.PdfiumError, ValueError), drawn_alone(image, opened.size, bits=8) as grey:
            return Image.frombytes("L", opened.size, grey.tobytes())
    opened.load()
    return opened.convert("RGB") if opened.mode not in ("L", "RGB", "CMYK") else opened.copy()


def _is_plain_grey(packed: bytes) -> bool:
    at = packed.find(_CODESTREAM)
    head = packed[at : at + _COMPONENTS.stop] if at >= 0 else b""
    return head[_CORNER] == _AT_NOUGHT and head[_COMPONENTS] == _ONE_OF_EIGHT_BITS


def store(made: Stream, picture: Image.Image, packed: bytes, boxes: Sequence[PixelBox], dark: int) -> None:
    """Paint bars and write a picture (L, RGB or CMYK) into a stream that was `packed` as JPEG 2000.

    One that may have been stored without loss stays so where it does not grow by half. All others become JPEGs, of
    the best quality that does not make them grow by half. The paper beside their bars is made plain, because the
    waves of this codec reach over an edge.
    """
    most_bytes, sample = _MOST_TIMES * len(packed), _sample(picture)
    share = sample.height / picture.height
    if picture.mode == "CMYK" or (is_reversible(packed) and _deflated(sample) <= most_bytes * share):
        _fill(picture, boxes, dark)
        pack(made, picture.tobytes())
        return
    unit = 8 if picture.mode == "L" else 16
    for box in boxes:
        paint(picture, box, (unit, unit), dark)
    made.write(_jpeg(picture, _quality(sample, most_bytes * share)), filter=Name.DCTDecode)


def is_reversible(packed: bytes) -> bool:
    """Say whether a codestream was made by the transformation that loses nothing, if it was not cut short."""
    at = packed.find(_CODESTREAM) + 2
    while at >= 2 and packed[at : at + 1] == b"\xff" and packed[at + 1 : at + 2] != b"\x90":
        if packed[at + 1] == _CODING_STYLE:
            return packed[at + _REVERSIBLE_AT : at + _REVERSIBLE_AT + 1] == b"\1"
        at += 2 + max(int.from_bytes(packed[at + 2 : at + 4]), 2)
    return False


def _fill(picture: Image.Image, boxes: Sequence[PixelBox], dark: int) -> None:
    level = (dark, dark, dark, 255 - dark) if picture.mode == "CMYK" else (dark,) * len(picture.getbands())
    for left, top, right, bottom in boxes:
        ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), fill=level)


def _sample(picture: Image.Image) -> Image.Image:
    """A few strips of a picture, one below the other, from its top to its bottom."""
    rows = min(_STRIP_ROWS, picture.height)
    sample = Image.new(picture.mode, (picture.width, rows * _STRIPS))
    for number in range(_STRIPS):
        top = (picture.height - rows) * number // (_STRIPS - 1)
        sample.paste(picture.crop((0, top, picture.width, top + rows)), (0, number * rows))
    return sample


def _quality(sample: Image.Image, most_bytes: float) -> int:
    """The best quality that makes the sample no larger than this, or the least that print is stored in."""
    return next((each for each in _QUALITIES if len(_jpeg(sample, each)) <= most_bytes), _QUALITIES[-1])


def _deflated(sample: Image.Image) -> int:
    return len(isal_zlib.compress(sample.tobytes(), LEVEL))


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
