"""Takes the lock off an office file with the password that a person gave.

An OpenDocument file is rewritten from what comes out. A file of Microsoft's comes out as OpenDocument, with the files
in it, for a scanner to look at: its copy is printed, never made from that.

LibreOffice opens every lock that OpenDocument ever had (Blowfish, AES), and what it then saves is the document it
showed. The copy without a lock lives in the child's folder, and is gone with it.

Source: OpenDocument 1.3 part 2, 3.4 (encryption).
"""

import shutil
from pathlib import Path
from typing import Final

from redaction.errors import DocumentLocked, DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import open_package
from redaction.open_document.opening import is_locked, must_be_plain
from redaction.printing.intake import printable
from redaction.printing.kit import saved_without_lock
from redaction.schedule import Opening

_FILTERS: Final = {DocumentKind.ODT: "writer8", DocumentKind.ODS: "calc8"}


def unlock(source: Path, kind: DocumentKind, target: Path, opening: Opening, *, room: Path) -> bool:
    """Write the document without its lock. False, and nothing is written, when it has none.

    Raises:
        DocumentLocked: the password is another.
        DocumentRefused: or one of its family; it carries macros, or a signature that may not go.
    """
    if kind is DocumentKind.OLE:
        found = printable(source, kind, opening.password)
        ending, is_shut = found.ending, found.is_locked
    else:
        ending, is_shut = kind.value, _is_shut(source, opening)
    if not is_shut:
        return False
    named = room / f"document.{ending}"
    shutil.copyfile(source, named)
    own_filter = _FILTERS.get(kind, "")
    try:
        saved_without_lock(named, target, room=room, password=opening.password, own_filter=own_filter)
    except DocumentUnreadable as shut:
        raise DocumentLocked.with_password(opening.password) from shut
    return True


def _is_shut(source: Path, opening: Opening) -> bool:
    with open_package(source) as package:
        if not is_locked(package):
            return False
        must_be_plain(package, opening)
        return True
