"""Takes every file out of a document that holds others, for a scanner to look at."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from redaction.errors import DocumentRefused, DocumentTooCostly
from redaction.formats.format import kind_of
from redaction.formats.set_format import set_format_of
from redaction.kinds.document_kind import DocumentKind
from redaction.schedule import AS_IT_IS, Opening

_SETS: Final = frozenset({DocumentKind.EML, DocumentKind.MSG, DocumentKind.ZIP})
_MOST_FILES: Final = 5_000


def take_out_all(source: Path, folder: Path, opening: Opening = AS_IT_IS) -> int:
    """Write every file inside a PDF, a message or a zip, and inside those, into a folder; and say how many.

    They are named by their numbers from 0. A file inside that cannot be opened is given as it is. The password
    of the document is tried for what is inside it too.

    Raises:
        DocumentRefused: one of its family; the document itself cannot be opened.
    """
    # A scanner is asked about what is in a signed message as well.
    opening = replace(opening, may_lose_signature=True)
    waiting, taken = [source], 0
    while waiting:
        current = waiting.pop()
        with tempfile.TemporaryDirectory(dir=folder, prefix=".inside-") as room:
            try:
                number = _take_out(current, Path(room), opening)
            except DocumentTooCostly:
                raise
            except DocumentRefused:
                if current is source:
                    raise
                number = 0
            for each in range(number):
                if taken >= _MOST_FILES:
                    raise DocumentTooCostly(
                        "The document holds more files than one may.",
                        next_step="Unpack it on your computer, and upload the documents that matter.",
                    )
                placed = folder / str(taken)
                (Path(room) / str(each)).replace(placed)
                waiting.append(placed)
                taken += 1
    return taken


def _take_out(source: Path, folder: Path, opening: Opening) -> int:
    kind = kind_of(source)
    if kind is DocumentKind.PDF:
        from redaction.pdf.attachments import take_out  # noqa: PLC0415 - not every set holds a PDF

        return take_out(source, folder, password=opening.password)
    return set_format_of(source).unpack(source, folder, opening) if kind in _SETS else 0
