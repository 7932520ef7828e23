"""Gives memory that is no longer used back to the system.

Pages are read into many small pieces. When they are let go, the C library keeps the holes for what comes next, and
what comes next does not fit them: with each batch of pages the process grew by a few megabytes for nothing.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

# What mallopt calls the free bytes at the heap's end that are kept, and the size of pieces with maps of their own.
_KEPT_AT_END, _MAPPED_FROM = -1, -3
_KEPT_BYTES: Final = 48 * 1024 * 1024
# The most that the C library takes.
_MAPPED_BYTES: Final = 32 * 1024 * 1024
# What both are before anyone asks for more.
_USUAL_BYTES: Final = 128 * 1024
BETWEEN_BYTES: Final = 24 * 1024 * 1024
"""So much of a document goes through before memory is given back."""


def _of_the_c_library(name: str) -> Callable[..., Any] | None:
    try:
        found: Callable[..., Any] = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):  # another C library than GNU's: it does as it does
        return None
    return found


# Looked for when this is loaded: a confined child may open no library.
_TRIM, _OPTION = _of_the_c_library("malloc_trim"), _of_the_c_library("mallopt")


@contextmanager
def kept_for_the_next() -> Iterator[None]:
    """Let the C library keep what a page frees for the next page, till it is given back.

    A scanned page takes and frees seven times its size. Fresh memory for each was a third of the time of a burn.
    """
    _set(_MAPPED_BYTES, _KEPT_BYTES)
    try:
        yield
    finally:
        _set(_USUAL_BYTES, _USUAL_BYTES)
        give_back()


def _set(mapped_bytes: int, kept_bytes: int) -> None:
    if _OPTION is not None:
        _OPTION(_MAPPED_FROM, mapped_bytes)
        _OPTION(_KEPT_AT_END, kept_bytes)


class Spare:
    """Gives memory back now and then: when as much has gone through as would leave holes."""

    def __init__(self) -> None:
        self._through = 0

    def used(self, size_bytes: int) -> None:
        """Note that so many bytes of a document are done with."""
        self._through += size_bytes
        if self._through >= BETWEEN_BYTES:
            self._through = 0
            give_back()


def give_back() -> None:
    """Give back what is free. It takes a millisecond or so, and what is taken anew takes more."""
    if _TRIM is not None:
        _TRIM(0)
