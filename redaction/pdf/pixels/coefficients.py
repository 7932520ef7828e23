"""Reaches the coefficients of a JPEG by libturbojpeg, so that blocks change and all others stay as they are.

The library is on the machine or it is not (`libturbojpeg0`); without it, pictures are decoded and encoded anew.

Source: the TurboJPEG API, `tjTransform` with a custom filter.
"""

import ctypes
from collections.abc import Callable, Container
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing

Blocks = np.typing.NDArray[np.int16]
Change = Callable[[int, int, Blocks], None]
"""Given the component, the row of blocks and its blocks (each 64 numbers, quantised): change some in place."""

_NO_MARKERS: Final = 64
_MORE_BYTES: Final = 1 << 16
_LIBRARIES: Final = ("libturbojpeg.so.0", "libturbojpeg.dylib")


class _Region(ctypes.Structure):
    _fields_ = (("x", ctypes.c_int), ("y", ctypes.c_int), ("w", ctypes.c_int), ("h", ctypes.c_int))


_FILTER = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_short),
    _Region,
    _Region,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_void_p,
)


class _Transform(ctypes.Structure):
    _fields_ = (
        ("region", _Region),
        ("operation", ctypes.c_int),
        ("options", ctypes.c_int),
        ("held", ctypes.c_void_p),
        ("filter", _FILTER),
    )


@cache
def _library() -> ctypes.CDLL | None:
    for name in _LIBRARIES:
        try:
            found = ctypes.CDLL(name)
        except OSError:
            continue
        found.tjInitTransform.restype = ctypes.c_void_p
        found.tjTransform.argtypes = (
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_int, ctypes.POINTER(ctypes.c_void_p),
            ctypes.POINTER(ctypes.c_ulong), ctypes.POINTER(_Transform), ctypes.c_int,
        )  # fmt: skip
        found.tjFree.argtypes = found.tjDestroy.argtypes = (ctypes.c_void_p,)
        found.tjAlloc.argtypes, found.tjAlloc.restype = (ctypes.c_int,), ctypes.c_void_p
        return found
    return None


# Looked for when this is loaded: a confined child may open no library.
_library()


def _seen(blocks: Any, count: int) -> Blocks:
    """The blocks where the library has them; numpy's own way takes as long as what is done to them."""
    held = (ctypes.c_short * (64 * count)).from_address(ctypes.addressof(blocks.contents))
    return np.frombuffer(memoryview(held).cast("B"), np.int16).reshape(count, 64)


def changed(jpeg: bytes, rows: Container[tuple[int, int]], change: Change) -> bytes | None:
    """Give a JPEG with changed blocks and without any marker that does not decode; None where that cannot be had.

    `rows` says which rows of blocks of which component (both from 0) are to be changed. They stay where they are till
    the last has come, so a `change` may wait for it. A `change` that raises
    makes it None too: nothing half changed is given.
    """
    library = _library()
    handle = library.tjInitTransform() if library is not None else None
    if library is None or not handle:
        return None
    faults: list[BaseException] = []

    def each_row(
        blocks: Any, region: _Region, _plane: _Region, component: int, _transform: int, _all: Any
    ) -> int:
        try:
            if (component, region.y // 8) in rows:
                change(component, region.y // 8, _seen(blocks, region.w // 8))
        except Exception as fault:  # noqa: BLE001 - nothing may rise through the library
            faults.append(fault)
            return -1
        return 0

    # It grows if it must. From nothing it would be doubled and copied a dozen times.
    room = len(jpeg) + _MORE_BYTES
    out, size = ctypes.c_void_p(library.tjAlloc(room)), ctypes.c_ulong(room)
    asked = _Transform(_Region(0, 0, 0, 0), 0, _NO_MARKERS, None, _FILTER(each_row))
    try:
        failed = library.tjTransform(
            handle, jpeg, len(jpeg), 1, ctypes.byref(out), ctypes.byref(size), ctypes.byref(asked), 0
        )
        if failed or faults or not out.value:
            return None
        return ctypes.string_at(out.value, size.value)
    finally:
        if out.value:
            library.tjFree(out)
        library.tjDestroy(handle)
