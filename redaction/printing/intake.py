"""Refuses by name what must not be printed: macros, and locks without a password. Never opened, so never run.

Source: [MS-DOC] 2.5.1 (FibBase), [MS-XLS] 2.4.117 (FilePass), [MS-PPT] 2.3.2 (CurrentUserAtom),
[MS-OFFCRYPTO] 2.3.4.4 (EncryptedPackage), [MS-OVBA] 2.2.1.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import olefile

from redaction.errors import DocumentLocked, DocumentNotSupported, DocumentRefused, DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import open_package
from redaction.open_document.opening import is_locked

_IN_ZIP: Final = frozenset({
    DocumentKind.DOCX,
    DocumentKind.XLSX,
    DocumentKind.PPTX,
    DocumentKind.ODT,
    DocumentKind.ODS,
    DocumentKind.ODP,
})  # fmt: skip
_MACRO_STORAGES: Final = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project", "xlm macros"})
_LEGACY: Final = (
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("powerpoint document", "ppt"),
)
_DOC_IS_ENCRYPTED: Final = 0x0100
_XLS_FILE_PASS, _XLS_BEGIN = 0x002F, 0x0809
_PPT_IS_ENCRYPTED: Final = 0xF3D1C4DF
_HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Printable:
    """A document that LibreOffice may open. `ending` is how its name must end to be taken for what it is."""

    ending: str
    is_locked: bool = False


def printable(source: Path, kind: DocumentKind, password: str = "") -> Printable:
    """Look at a document without opening it.

    What is in a locked file of Microsoft's, macros too, nobody sees before it is opened: they are never run, and a
    PDF has no place for them.

    Raises:
        DocumentLocked: it asks for a password, and none was given.
        DocumentRefused: it carries macros.
        DocumentNotSupported: it cannot be printed here.
    """
    found = None
    if kind is DocumentKind.OLE:
        found = _of_legacy(source)
    elif kind in _IN_ZIP:
        found = Printable(kind.value, is_locked=_is_locked_zip(source))
    elif kind is DocumentKind.RTF:
        found = Printable(kind.value)
    if found is not None:
        if found.is_locked and not password:
            raise DocumentLocked.with_password("")
        return found
    raise DocumentNotSupported(
        f"A file of this kind ({kind.value.upper()}) cannot be turned into PDF here.",
        next_step="Redact it in its own format, or print it to PDF and upload that.",
    )


def _of_legacy(source: Path) -> Printable:
    try:
        with olefile.OleFileIO(str(source)) as held:
            names = {part.lower() for path in held.listdir(streams=True, storages=True) for part in path}
            if "encryptedpackage" in names:
                # LibreOffice tells by what is inside whether it is a letter, a sheet or slides.
                return Printable("docx", is_locked=True)
            if names & _MACRO_STORAGES:
                raise _macros()
            for stream, ending in _LEGACY:
                if held.exists(stream):
                    is_locked = "encryptedsummary" in names or _has_password(held, stream, ending)
                    return Printable(ending, is_locked=is_locked)
    except (OSError, ValueError, LookupError, struct.error, TypeError, AttributeError) as broken:
        raise DocumentUnreadable(
            "The document is damaged, or not what it says it is.",
            next_step="Open it in its own program, print it to a new PDF and upload that.",
        ) from broken
    raise DocumentNotSupported(
        "This is an old Microsoft file of a kind that cannot be redacted here.",
        next_step="Open it in its own program, print it to a new PDF and upload that.",
    )


def _has_password(held: "olefile.OleFileIO", stream: str, ending: str) -> bool:
    head = held.openstream(stream).read(_HEAD_BYTES)
    if ending == "doc":
        return bool(struct.unpack_from("<H", head, 10)[0] & _DOC_IS_ENCRYPTED)
    if ending == "xls":
        return _has_file_pass(head)
    current = held.openstream("current user").read(_HEAD_BYTES) if held.exists("current user") else b""
    return len(current) >= 16 and bool(struct.unpack_from("<I", current, 12)[0] == _PPT_IS_ENCRYPTED)


def _has_file_pass(head: bytes) -> bool:
    """Say whether one of the first records is the one that a password adds."""
    at = 0
    for _ in range(8):
        if at + 4 > len(head):
            return False
        kind, size = struct.unpack_from("<HH", head, at)
        if kind == _XLS_FILE_PASS:
            return True
        at += 4 + size
    return False


def _is_locked_zip(source: Path) -> bool:
    """Say whether its parts are encrypted; macros are refused by their names, which no lock hides."""
    with open_package(source) as package:
        names = [name.lower() for name in package.names]
        if any(
            "vbaproject" in name or name.startswith(("basic/", "scripts/", "xl/macrosheets/"))
            for name in names
        ):
            raise _macros()
        return is_locked(package)


def _macros() -> DocumentRefused:
    return DocumentRefused(
        "The document carries macros, which are programs.",
        next_step="Save a copy without macros, or print it to PDF, and upload that.",
    )
