"""Draws a part of a text as a sheet of paper, for a reviewer to look at."""

from collections.abc import Sequence
from typing import Final

from redaction.errors import DocumentUnreadable
from redaction.sight.text_card import text_card

_LOWEST_DPI: Final = 20
_HIGHEST_DPI: Final = 200


def part_png(parts: Sequence[str], page_number: int, *, dpi: int) -> bytes:
    """A PNG of one of some parts, counted from 1.

    Raises:
        DocumentUnreadable: there is no such part.
    """
    if not 1 <= page_number <= len(parts):
        raise DocumentUnreadable(
            f"The document has no part {page_number}.", next_step="Choose a part that the document has."
        )
    return text_card("", parts[page_number - 1], dpi=min(max(dpi, _LOWEST_DPI), _HIGHEST_DPI))
