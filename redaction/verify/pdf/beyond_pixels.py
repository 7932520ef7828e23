"""Finds what stored pictures hold beyond the pixels that a reader shows: more rows, bytes after the packing's end,
or tables of a JPEG that nothing is decoded with. And what any stream holds behind the end of its packing.

Source: ISO 32000-2, 7.4.4 (Flate), 7.4.6 (fax), 8.9.5 (image dictionaries).
"""

import zlib
from typing import Any, Final

import pikepdf

from redaction.verify.pdf.inks import inks_of
from redaction.verify.pdf.jpeg_tables import has_dead_tables
from redaction.verify.pdf.pages import found_on
from redaction.verify.verdict import Check, CheckState

NAME: Final = "bytes beyond pictures"
# Line ends and a byte or two of padding are every program's habit; the shortest name is hardly longer.
_LONGEST_PADDING: Final = 3
_PIECE: Final = 1 << 18
_BLANK: Final = b"\0\xff\r\n \t"
_FIRST_PNG_PREDICTOR: Final = 10


BEHIND: Final = "bytes behind streams"


def behind_streams(pdf: pikepdf.Pdf, *, is_ours: bool) -> Check:
    """Streams of our own files that go on behind the end of their packing, or are packed as we pack none."""
    count = sum(
        _goes_on(stream)
        for stream in (pdf.objects if is_ours else ())
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") != "/Image"
    )
    return found_on(BEHIND, [(0, count)])


def _goes_on(stream: pikepdf.Stream) -> bool:
    if stream.get("/Filter") != "/FlateDecode":
        return True
    packed, opened = stream.read_raw_bytes(), zlib.decompressobj()
    try:
        while packed and not opened.eof:
            opened.decompress(packed, _PIECE)
            packed = opened.unconsumed_tail
    except zlib.error:
        return True
    return _says_something(opened.unused_data)


def beyond_pixels(pdf: pikepdf.Pdf, *, is_ours: bool) -> Check:
    """Pictures that hold more than is shown of them, with the pages that draw them."""
    if not is_ours:
        return Check(NAME, CheckState.CLEAN)
    longer = {
        stream.objgen
        for stream in pdf.objects
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Image" and _holds_more(stream)
    }
    if not longer:
        return Check(NAME, CheckState.CLEAN)
    counts = [
        (number, len(longer & _pictures_below(page.obj.get("/Resources"), set())))
        for number, page in enumerate(pdf.pages, start=1)
    ]
    return found_on(NAME, counts if any(count for _, count in counts) else [(0, len(longer))])


def _holds_more(stream: pikepdf.Stream) -> bool:
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    parameters = stream.get("/DecodeParms")
    said = parameters[0] if isinstance(parameters, pikepdf.Array) and len(parameters) else parameters
    said = said if isinstance(said, pikepdf.Dictionary) else pikepdf.Dictionary()
    if names == ["/CCITTFaxDecode"]:
        return int(said.get("/Rows", 0)) > int(stream.get("/Height", 0))
    if names == ["/DCTDecode"]:
        return has_dead_tables(stream.read_raw_bytes())
    if names not in (["/FlateDecode"], ["None"]):
        return False
    packed = stream.read_raw_bytes()
    row = _bytes_of_a_row(stream) + (int(said.get("/Predictor", 1)) >= _FIRST_PNG_PREDICTOR)
    needed = row * int(stream.get("/Height", 0))
    if names == ["None"]:
        return _says_something(packed[needed:])
    opened = zlib.decompressobj()
    held = opened.decompress(packed, needed + row + _LONGEST_PADDING)
    return _says_something(held[needed:]) or _says_something(opened.unused_data)


def _says_something(more: bytes) -> bool:
    return len(more.strip(_BLANK)) > _LONGEST_PADDING


def _bytes_of_a_row(stream: pikepdf.Stream) -> int:
    bits = 1 if stream.get("/ImageMask", False) else int(stream.get("/BitsPerComponent", 8))
    return (int(stream.get("/Width", 0)) * bits * inks_of(stream.get("/ColorSpace")) + 7) // 8


def _pictures_below(resources: Any, seen: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pictures that some resources hold, with their masks, in forms and patterns too."""
    for category in ("/XObject", "/Pattern"):
        held = resources.get(category) if isinstance(resources, pikepdf.Dictionary) else None
        for value in list(held.values()) if isinstance(held, pikepdf.Dictionary) else []:
            if isinstance(value, pikepdf.Stream) and value.objgen not in seen:
                seen.add(value.objgen)
                seen |= {
                    mask.objgen
                    for key in ("/SMask", "/Mask")
                    if isinstance(mask := value.get(key), pikepdf.Stream)
                }
                _pictures_below(value.get("/Resources"), seen)
    return seen
