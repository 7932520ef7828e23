"""Cuts off streams what stands behind the end of their packing: no reader unpacks it, anybody may find it.

Source: ISO 32000-2, 7.4 (filters).
"""

import contextlib
import zlib
from typing import Final, cast

from isal import igzip_lib, isal_zlib
from pikepdf import Name, Object, PdfError

from redaction.pdf.intake import bounded

_PIECE: Final = 1 << 18
# The library's stubs do not say that it is an exception.
_NOT_PACKED = cast(type[Exception], igzip_lib.IsalError)


def cut_at_its_end(stream: Object) -> None:
    """Take off what follows the packing's end. What was packed otherwise than by Flate alone is packed anew.

    So is what is damaged and can be unpacked all the same: where it ends is not known. Pictures have their own care
    (`pixels/`), and are left; so is what cannot be unpacked, which the check refuses.
    """
    found = stream.get(Name.Filter)
    if found is None or stream.get(Name.Subtype) == Name.Image:
        return
    if found == Name.FlateDecode:
        packed = stream.read_raw_bytes()
        behind = _behind_the_end(packed)
        if behind is not None:
            _keep(stream, packed, len(packed) - behind)
            return
    with contextlib.suppress(PdfError):
        stream.write(zlib.compress(bounded(stream)), filter=Name.FlateDecode)


def _keep(stream: Object, packed: bytes, count: int) -> None:
    if count == len(packed):
        return
    parameters = stream.get(Name.DecodeParms)
    stream.write(packed[:count], filter=Name.FlateDecode)
    if parameters is not None:
        stream[Name.DecodeParms] = parameters


def _behind_the_end(packed: bytes) -> int | None:
    """How many bytes follow the end of what is packed; None where it has no end."""
    opener, rest = isal_zlib.decompressobj(), packed
    try:
        while rest and not opener.eof:
            opener.decompress(rest, _PIECE)
            rest = opener.unconsumed_tail
    except _NOT_PACKED:
        return None
    return len(opener.unused_data) if opener.eof else None
