"""Reads plain values from PDF objects. What is not what it should be reads as nothing, and nothing raises."""

from typing import Any

import pikepdf
from pikepdf import Stream


def plain(value: Any, default: float = 0.0) -> float:
    """Read a number from a PDF object; what is not a number reads as the default."""
    try:
        return float(value)
    except (TypeError, ValueError, ArithmeticError, pikepdf.PdfError):
        return default


def spelt(name: object) -> str:
    """Give a name without its slash; one that is not UTF-8 comes with its bytes escaped."""
    try:
        return str(name).removeprefix("/")
    except UnicodeDecodeError:
        return name.unparse().decode("latin-1").removeprefix("/") if isinstance(name, pikepdf.Object) else ""


def stream_bytes(value: object) -> bytes:
    """Give a stream's decoded bytes; empty when it is not a stream or cannot be decoded."""
    if not isinstance(value, Stream):
        return b""
    try:
        return value.read_bytes()
    except pikepdf.PdfError:
        return b""
