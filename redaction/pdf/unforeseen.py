"""What a hostile or broken file can make the parsing of its objects raise, and where it did.

A page that raises one is made a picture of itself, a document that does so elsewhere is refused: either way nothing
unread gets through. But a bug in our own reading looks the same from outside. So the kind and the place of each are
kept for whoever runs the service; never its message, which may quote the document.
"""

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

import pikepdf

from redaction.errors import DocumentRefused, DocumentUnreadable
from redaction.pdf.operands import ContentUnreadable

UNFORESEEN: Final = (
    pikepdf.PdfError,
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
_OWN: Final = "redaction"


@contextlib.contextmanager
def damage_is_told() -> Iterator[None]:
    """Whatever a broken file raises becomes one refusal."""
    try:
        yield
    except DocumentRefused:
        raise
    except (ContentUnreadable, *UNFORESEEN) as fault:
        raise DocumentUnreadable(
            "The document is damaged: it could not be taken apart safely.",
            next_step="Ask the sender for a fresh copy, or print it to a new PDF.",
        ) from fault


def where_from(fault: BaseException) -> str:
    """Say what was raised and by which line of ours, as "KeyError at redaction/pdf/match.py 214".

    Empty where the page was given up on purpose: a `ContentUnreadable` is no surprise.
    """
    if isinstance(fault, ContentUnreadable):
        return ""
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        parts = PurePath(frame.filename).parts
        if _OWN in parts:
            own = "/".join(parts[len(parts) - 1 - parts[::-1].index(_OWN) :])
            return f"{type(fault).__name__} at {own} {frame.lineno}"
    return type(fault).__name__
