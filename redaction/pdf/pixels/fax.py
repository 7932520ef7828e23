"""Decodes Group 4 fax by libtiff: into bits as they are stored, in a third of the time that pdfium takes.

The library is on the machine (`libtiff6`) or came with Pillow, or it is not: then pdfium decodes. So it does where
libtiff has anything to remark on, for what a damaged fax shows must not hang on who reads it.

Source: ITU-T T.6; TIFF 6.0, section 11; the libtiff API, `TIFFClientOpenExt`.
"""

import ctypes
import struct
from functools import cache
from pathlib import Path
from typing import Any, Final

import PIL

_LONG, _SHORT = 4, 3
_NAMES: Final = ("libtiff.so.6", "libtiff.6.dylib")
_POINTER, _SIZE = ctypes.c_void_p, ctypes.c_ssize_t
_REMARK = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_char_p, ctypes.c_char_p, _POINTER)
_READ = ctypes.CFUNCTYPE(_SIZE, _POINTER, _POINTER, _SIZE)
_SEEK = ctypes.CFUNCTYPE(ctypes.c_uint64, _POINTER, ctypes.c_uint64, ctypes.c_int)
_CLOSE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER)
_LENGTH = ctypes.CFUNCTYPE(ctypes.c_uint64, _POINTER)


@cache
def _library() -> ctypes.CDLL | None:
    beside = sorted(Path(PIL.__file__).parent.parent.glob("pillow.libs/libtiff-*.so*"))
    for name in (*map(str, beside), *_NAMES):
        try:
            found = ctypes.CDLL(name)
            found.TIFFOpenOptionsAlloc.restype = found.TIFFClientOpenExt.restype = _POINTER
        except (OSError, AttributeError):
            continue
        for act in (found.TIFFOpenOptionsSetErrorHandlerExtR, found.TIFFOpenOptionsSetWarningHandlerExtR):
            act.argtypes, act.restype = (_POINTER, _REMARK, _POINTER), None
        found.TIFFOpenOptionsFree.argtypes = found.TIFFClose.argtypes = (_POINTER,)
        found.TIFFClientOpenExt.argtypes = (
            ctypes.c_char_p, ctypes.c_char_p, _POINTER, _READ, _READ, _SEEK, _CLOSE, _LENGTH,
            _POINTER, _POINTER, _POINTER,
        )  # fmt: skip
        found.TIFFReadEncodedStrip.argtypes = (_POINTER, ctypes.c_uint32, _POINTER, _SIZE)
        found.TIFFReadEncodedStrip.restype = _SIZE
        return found
    return None


# Looked for when this is loaded: a confined child may open no library.
_library()


def group_4_bits(packed: bytes, width: int, height: int) -> bytearray | None:
    """Give the bits of Group 4 fax in rows of whole bytes, what is black on paper as 1.

    None says that libtiff is not here or has something to remark on: then another must decode.
    """
    library = _library()
    if library is None:
        return None
    bits = bytearray((width + 7) // 8 * height)
    return bits if _decoded(library, _as_tiff(packed, width, height), bits) else None


def _as_tiff(packed: bytes, width: int, height: int) -> bytes:
    """The fax as the one strip of a TIFF."""
    entries = (
        (256, _LONG, width), (257, _LONG, height), (258, _SHORT, 1), (259, _SHORT, 4), (262, _SHORT, 0),
        (273, _LONG, 8), (277, _SHORT, 1), (278, _LONG, height), (279, _LONG, len(packed)),
    )  # fmt: skip
    directory = struct.pack("<H", len(entries))
    for tag, kind, value in entries:
        directory += struct.pack("<HHII", tag, kind, 1, value)
    padded = packed + bytes(len(packed) % 2)
    return struct.pack("<2sHI", b"II", 42, 8 + len(padded)) + padded + directory + bytes(4)


def _decoded(library: ctypes.CDLL, tiff: bytes, bits: bytearray) -> bool:
    remarks = 0

    def count(*_: Any) -> int:
        nonlocal remarks
        remarks += 1
        return 1

    options = library.TIFFOpenOptionsAlloc()
    if not options:
        return False
    note = _REMARK(count)
    acts = _reading(tiff)
    try:
        library.TIFFOpenOptionsSetErrorHandlerExtR(options, note, None)
        library.TIFFOpenOptionsSetWarningHandlerExtR(options, note, None)
        # "m": no mapping into memory.
        opened = library.TIFFClientOpenExt(b"fax", b"rm", None, *acts, None, None, options)
        if not opened:
            return False
        try:
            held = (ctypes.c_char * len(bits)).from_buffer(bits)
            read = library.TIFFReadEncodedStrip(opened, 0, held, len(bits))
        finally:
            library.TIFFClose(opened)
        return bool(read == len(bits) and not remarks)
    finally:
        library.TIFFOpenOptionsFree(options)


def _reading(tiff: bytes) -> tuple[Any, ...]:
    """What libtiff reads a file with, here from memory. It writes nothing."""
    at = 0

    def read(_: Any, into: int, size: int) -> int:
        nonlocal at
        part = tiff[at : at + max(size, 0)]
        ctypes.memmove(into, part, len(part))
        at += len(part)
        return len(part)

    def seek(_: Any, offset: int, whence: int) -> int:
        nonlocal at
        at = (0, at, len(tiff))[whence] + offset
        return at

    def nothing(*_: Any) -> int:
        return 0

    return _READ(read), _READ(nothing), _SEEK(seek), _CLOSE(nothing), _LENGTH(lambda _: len(tiff))
