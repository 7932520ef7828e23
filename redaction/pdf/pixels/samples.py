"""Takes the samples of a stored image out of its stream, and packs them again: quickly, and never more than they are.

Source: ISO 32000-2, 7.4 (filters); docs/decisions/0018-scans-in-their-own-terms.md.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import numpy as np
import numpy.typing
import pikepdf
import pypdfium2
from isal import igzip_lib, isal_zlib
from pikepdf import Dictionary, Name, Stream

from redaction.pdf.pixels.bare_pictures import filters_of
from redaction.pdf.pixels.fax import group_4_bits
from redaction.pdf.pixels.flate_rows import RowBars, with_bars
from redaction.pdf.values import plain

# Of ISA-L's four levels the fastest that packs. On grey scans it is smaller than the next, in colour 4 % larger.
LEVEL = 1
_MOST_PIXELS = 100_000_000
# The library's own notes on its types take this class for one of its members.
_NOT_PACKED = cast(type[Exception], igzip_lib.IsalError)


def unpacked(image: pikepdf.Object, size_bytes: int) -> bytearray:
    """Give the samples of an image without a picture codec, cut or filled with zeros to so many bytes.

    Raises:
        pikepdf.PdfError: the stream cannot be decoded.
    """
    samples = _inflated(image, size_bytes)
    if samples is None:
        samples = bytearray(image.read_bytes())
    if len(samples) < size_bytes:
        samples.extend(b"\0" * (size_bytes - len(samples)))
    del samples[size_bytes:]
    return samples


def _inflated(image: pikepdf.Object, size_bytes: int) -> bytearray | None:
    """The quick way, for whole streams of the usual kind. None asks for qpdf's way, which mends and predicts."""
    if not _is_plain(image):
        return None
    try:
        samples = isal_zlib.decompressobj().decompress(image.read_raw_bytes(), max_length=size_bytes + 1)
    except _NOT_PACKED:
        return None
    return bytearray(samples) if len(samples) >= size_bytes else None


def _is_plain(image: pikepdf.Object) -> bool:
    """Say whether a stream is packed by Flate alone, and nothing was foretold from the row above."""
    parameters = image.get(Name.DecodeParms)
    is_empty = parameters is None or (isinstance(parameters, Dictionary) and len(parameters) == 0)
    return is_empty and filters_of(image) == ["/FlateDecode"]


def barred(image: pikepdf.Object, bars: RowBars) -> bytes | None:
    """Give the Flate stream of an image with bars in it; None where it is packed in any other way, or damaged."""
    return with_bars(image.read_raw_bytes(), bars, LEVEL) if _is_plain(image) else None


def pack(image: Stream, samples: bytes | bytearray) -> None:
    """Write samples into an image's stream."""
    image.write(isal_zlib.compress(samples, LEVEL), filter=Name.FlateDecode)


def bits_of(image: pikepdf.Object) -> bytearray:
    """Give the bits of a fax or JBIG2 image as its stream has them, rows filled up to whole bytes.

    Raises:
        ValueError: pdfium cannot decode it, or it is too large.
    """
    width, height = int(plain(image.get(Name.Width))), int(plain(image.get(Name.Height)))
    if not isinstance(image, Stream) or not 0 < width * height <= _MOST_PIXELS:
        raise ValueError
    bits = _group_4(image, width, height)
    return bits if bits is not None else _by_pdfium(image, width, height)


def _group_4(image: Stream, width: int, height: int) -> bytearray | None:
    """The bits of a plain Group 4 fax; None for any other, and for one that is not quite in order."""
    asked = image.get(Name.DecodeParms)
    if isinstance(asked, pikepdf.Array) and len(asked) == 1:
        asked = asked[0]
    if filters_of(image) != ["/CCITTFaxDecode"] or not isinstance(asked, Dictionary):
        return None
    has_oddities = bool(asked.get(Name.EncodedByteAlign, False)) or bool(asked.get(Name.EndOfLine, False))
    columns, rows = plain(asked.get(Name.Columns), 1728.0), plain(asked.get(Name.Rows), 0.0)
    if plain(asked.get(Name.K), 0.0) >= 0 or has_oddities or columns != width or rows not in {0, height}:
        return None
    bits = group_4_bits(image.read_raw_bytes(), width, height)
    if bits is None or bool(asked.get(Name.BlackIs1, False)):
        return bits
    return bytearray((~np.frombuffer(bits, np.uint8)).tobytes())


def _by_pdfium(image: Stream, width: int, height: int) -> bytearray:
    with drawn_alone(image, (width, height), bits=1) as grey:
        # Only black and white are there: 0 and 255.
        return bytearray(np.packbits(grey, axis=1).tobytes())


@contextmanager
def drawn_alone(image: Stream, size: tuple[int, int], *, bits: int) -> Iterator[np.typing.NDArray[np.uint8]]:
    """Let pdfium decode an image of one colour, and give its samples (0 to 255, in rows) for as long as it is open.

    Raises:
        ValueError, pypdfium2.PdfiumError: pdfium cannot decode it, or it is of another size.
    """
    with pypdfium2.PdfDocument(_alone(image, size, bits)) as document:
        drawn = next(iter(document[0].get_objects()), None)
        if not isinstance(drawn, pypdfium2.PdfImage):
            raise ValueError
        seen = drawn.get_bitmap().to_numpy()
        if seen.shape[1::-1] != size:
            raise ValueError
        yield seen if seen.ndim == 2 else seen[:, :, 0]


def _alone(image: Stream, size: tuple[int, int], bits: int) -> bytes:
    """The image's stream in a file of its own, in plain grey: nothing there turns its bits."""
    width, height = size
    with pikepdf.new() as alone:
        bare = Stream(alone, image.read_raw_bytes())
        bare.Type, bare.Subtype = Name.XObject, Name.Image
        bare.Width, bare.Height = width, height
        bare.ColorSpace, bare.BitsPerComponent = Name.DeviceGray, bits
        for key in ("/Filter", "/DecodeParms"):
            if key in image:
                bare[key] = _copied(alone, image[key])
        page = alone.add_blank_page(page_size=(width, height)).obj
        page.Resources = Dictionary(XObject=Dictionary(P=alone.make_indirect(bare)))
        page.Contents = alone.make_stream(f"{width} 0 0 {height} 0 0 cm /P Do".encode())
        held = io.BytesIO()
        alone.save(held, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return held.getvalue()


def _copied(alone: pikepdf.Pdf, value: pikepdf.Object) -> pikepdf.Object:
    """A filter's name or parameters, with the shared symbols that a JBIG2 image may refer to."""
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([_copied(alone, part) for part in value])
    if isinstance(value, Dictionary):
        return Dictionary({key: _copied(alone, part) for key, part in value.items()})
    if isinstance(value, Stream):
        return alone.make_indirect(Stream(alone, value.read_bytes()))
    return value
