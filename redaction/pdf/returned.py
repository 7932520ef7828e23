"""Gives memory that is no longer used back to the system.

Pages are read into many small pieces. When they are let go, the C library keeps the holes for what comes next, and
what comes next does not fit them: with each batch of pages the process grew by a few megabytes for nothing.
"""

import ctypes
from collections.abc import Callable
from typing import Any


def _trim() -> Callable[[int], Any] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # another C library than GNU's: it does as it does
        return None


# Looked for when this is loaded: a confined child may open no library.
_TRIM = _trim()


def give_back() -> None:
    """Give back what is free. It takes a millisecond or so."""
    if _TRIM is not None:
        _TRIM(0)
