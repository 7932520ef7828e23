"""Takes from inks what only people read: their names, and what is written beside their sums."""

import re
import zlib
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.pixels.colour_profiles import without_words

# Names that mean something to a printer; any other is drawn by its alternate, whatever it is called.
_MEANT: Final = frozenset({"/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"})
_MOST_SAMPLES: Final = 1 << 24
_COMMENT: Final = re.compile(rb"%[^\r\n]*")


def without_names(space: pikepdf.Object) -> None:
    """Number the inks of a Separation or DeviceN colour space, and take the words out of a profile."""
    if (
        isinstance(space, Array)
        and len(space) == 2
        and space[0] == Name.ICCBased
        and isinstance(space[1], Stream)
    ):
        without_words(space[1])
    if not isinstance(space, Array) or len(space) < 4:
        return
    if space[0] == Name.Separation:
        space[1] = _numbered(space[1], 1)
    elif space[0] == Name.DeviceN and isinstance(space[1], Array):
        space[1] = Array([_numbered(ink, number) for number, ink in enumerate(space[1], start=1)])


def _numbered(ink: pikepdf.Object, number: int) -> pikepdf.Object:
    # A name may be bytes that are no text; compared as written, it is none of those that are meant.
    return (
        ink if isinstance(ink, Name) and ink.unparse().decode("latin-1") in _MEANT else Name(f"/Ink{number}")
    )


def without_comments(function: pikepdf.Object) -> None:
    """Take the comments out of a sum in PostScript; a table that was packed without its end gets one."""
    if not isinstance(function, Stream):
        return
    if function.get(Name.FunctionType) == 0:
        _pack_whole(function)
    if function.get(Name.FunctionType) != 4:
        return
    try:
        program = function.read_bytes()
    except pikepdf.PdfError:
        return
    if b"%" in program:
        function.write(_COMMENT.sub(b" ", program))


def _pack_whole(table: Stream) -> None:
    """Pack samples anew where their packing stops before its end mark, as some programs leave it.

    Readers bear with that, but in a file that was written here it is a fault, and the verifier says so.
    """
    if table.get(Name.Filter) != Name.FlateDecode:
        return
    opener = zlib.decompressobj()
    try:
        samples = opener.decompress(table.read_raw_bytes(), _MOST_SAMPLES)
    except zlib.error:
        return
    if not opener.eof and not opener.unconsumed_tail:
        found = table.get(Name.DecodeParms)
        parameters = found if isinstance(found, Array | Dictionary) else None
        table.write(zlib.compress(samples), filter=Name.FlateDecode, decode_parms=parameters)
