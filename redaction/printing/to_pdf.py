"""One document in, one PDF out."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from redaction.errors import DocumentLocked, DocumentUnreadable
from redaction.formats.format import format_of
from redaction.formats.messages import Messages
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.table_shape import table_separator
from redaction.markup.pages import parts_of
from redaction.plain.as_meant import as_meant
from redaction.plain.writing import text_of
from redaction.printing.binding import bind_pictures
from redaction.printing.intake import printable
from redaction.printing.kit import saved_as_pdf
from redaction.printing.told_results import without_told_results
from redaction.printing.writing import write_printable_letter, write_printable_text
from redaction.schedule import AS_IT_IS, Opening
from redaction.sight.frames import PICTURES

_WRITING = frozenset({DocumentKind.TEXT, DocumentKind.CSV, DocumentKind.HTML})
_MESSAGES = frozenset({DocumentKind.EML, DocumentKind.MSG})


def print_to_pdf(
    source: Path,
    kind: DocumentKind,
    target: Path,
    *,
    room: Path,
    opening: Opening = AS_IT_IS,
    attached: Sequence[DocumentKind] = (),
    terms: Sequence[str] = (),
) -> None:
    """Write what a reader of the printed document would see.

    Nothing it links to is fetched: the child has no network and may read no other file. Hidden sheets, rows
    and slides, notes and comments are not printed; tracked changes are printed as they show. Of a message it
    is the head and the text: its attachments are documents of their own.

    Args:
        attached: the kinds of what is attached to a message, in order; they are listed under its text.
        terms: what will be taken out: in writing, each is written out before it is printed.

    Raises:
        DocumentRefused: or one of its family.
    """
    if kind in PICTURES:
        bind_pictures(source, kind, target)
        return
    if kind in _WRITING | _MESSAGES:
        named = room / "document.odt"
        if kind is DocumentKind.HTML:
            # LibreOffice's reader of HTML lets a wide table run off the paper.
            write_printable_text("\n".join(parts_of(source, terms)), named)
        elif kind in _WRITING:
            write_printable_text(_text(source, terms), named)
        else:
            found = format_of(kind)
            assert isinstance(found, Messages)  # noqa: S101 - both kinds of message have one
            write_printable_letter(found.letter(source, opening), attached, named, terms)
    else:
        emptied = room / "emptied"
        is_emptied = without_told_results(source, kind, emptied, terms)
        _print_by_name(emptied if is_emptied else source, kind, target, room, opening.password)
        return
    saved_as_pdf(named, target, room=room)


def _text(source: Path, terms: Sequence[str]) -> str:
    text = text_of(source)
    return "".join(as_meant([text], terms, separator=table_separator(text)))


def _print_by_name(source: Path, kind: DocumentKind, target: Path, room: Path, password: str) -> None:
    """Print what LibreOffice opens itself."""
    found = printable(source, kind, password)
    named = room / f"document.{found.ending}"
    shutil.copyfile(source, named)
    try:
        saved_as_pdf(named, target, room=room, password=password if found.is_locked else "")
    except DocumentUnreadable as shut:
        raise (DocumentLocked.with_password(password) if found.is_locked else shut) from shut
