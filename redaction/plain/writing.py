"""Text files: read, and written anew as UTF-8 without what the schedule names."""

from pathlib import Path
from typing import Final

from redaction.errors import DocumentEmpty, DocumentTooCostly
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import HEAD_BYTES, recognise
from redaction.kinds.table_shape import table_separator
from redaction.page import DocumentText
from redaction.plain.account import account_of, counted
from redaction.plain.encoding import decoded, has_mark
from redaction.plain.invisible import visible
from redaction.plain.layout import laid_anew, padding_gone
from redaction.plain.parts import as_pages, cut_in_parts, lines_of_parts
from redaction.plain.ruled import is_ruled
from redaction.plain.strands import Cutter
from redaction.report import BurnReport
from redaction.schedule import Gap, Schedule
from redaction.wording.readings import without_files

MOST_BYTES: Final = 64 << 20
FILE_INSIDE: Final = "file inside the text"
_MARK: Final = "\ufeff"


def text_of(source: Path) -> str:
    """What a reader sees in a text file, without files that stand in it as base64.

    Raises:
        DocumentUnreadable: its encoding cannot be told.
        DocumentTooCostly: it is larger than 64 MiB.
    """
    return _read(_held(source))[0]


def parts_of(source: Path) -> list[str]:
    """The same in parts of about a page."""
    text = text_of(source)
    return list(cut_in_parts(text, lines_of_parts(text)))


def read_writing(source: Path) -> DocumentText:
    """The same as the text of numbered parts."""
    text, files = _read(_held(source))
    return as_pages(list(cut_in_parts(text, lines_of_parts(text))), counted([(FILE_INSIDE, files)]))


def burn_writing(source: Path, target: Path, schedule: Schedule) -> BurnReport:
    """Write the text anew. Passages that lost something are laid out anew, unless gaps are exact.

    A table keeps its cells.
    """
    held = _held(source)
    before, files = _read(held)
    separator = table_separator(before)
    cutter = Cutter(schedule)
    after = cutter.cut_one(before, separator=separator)
    written = (
        _laid_out(before, after, cutter, separator) if schedule.gap is Gap.FIXED else cutter.with_marks(after)
    )
    # Excel takes a table for Windows-1252 unless it is marked.
    marked = has_mark(held) or (bool(separator) and not written.isascii())
    target.write_bytes(((_MARK if marked else "") + written).encode("utf-8"))
    return account_of(before, after, _kind(target), counted([(FILE_INSIDE, files)]))


def _laid_out(before: str, after: str, cutter: Cutter, separator: str) -> str:
    if before == after:
        return after
    if separator and not is_ruled(after.split("\n")):
        return padding_gone(cutter.with_marks(after), separator)
    return laid_anew(before, after, cutter.with_marks)


def _read(held: bytes) -> tuple[str, int]:
    """What a reader sees, and the number of files in it that were left out."""
    text, files = without_files(visible(decoded(held)))
    if not text.strip():
        raise DocumentEmpty(
            "There is nothing in the file that can be read.", next_step="Ask the sender for a fresh copy."
        )
    return text, files


def _kind(target: Path) -> DocumentKind:
    with target.open("rb") as opened:
        return recognise(opened.read(HEAD_BYTES), "").kind


def _held(source: Path) -> bytes:
    if source.stat().st_size > MOST_BYTES:
        raise DocumentTooCostly(
            "The text is longer than one document may be.", next_step="Split it into smaller files."
        )
    return source.read_bytes()
