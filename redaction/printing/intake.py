"""Refuses by name what must not be printed: macros and passwords. Never opened, so never run.

Source: [MS-DOC] 2.5.1 (FibBase), [MS-XLS] 2.4.117 (FilePass), [MS-PPT] 2.3.2 (CurrentUserAtom),
[MS-OFFCRYPTO] 2.3.4.4 (EncryptedPackage), [MS-OVBA] 2.2.1.
"""

import struct
from pathlib import Path
from typing import Final

import olefile

from redaction.errors import DocumentLocked, DocumentNotSupported, DocumentRefused, DocumentUnreadable
from redaction.office.archive import open_package
from redaction.sniff import DocumentKind

_IN_ZIP: Final = frozenset({
    DocumentKind.DOCX,
    DocumentKind.XLSX,
    DocumentKind.PPTX,
    DocumentKind.ODT,
    DocumentKind.ODS,
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


def ending_for(source: Path, kind: DocumentKind) -> str:
    """How the name of a document must end for LibreOffice to open it as what it is.

    Raises:
        DocumentLocked: it asks for a password.
        DocumentRefused: it carries macros.
        DocumentNotSupported: it cannot be printed here.
    """
    if kind is DocumentKind.OLE:
        return _of_legacy(source)
    if kind in _IN_ZIP:
        _refuse_macros_in_zip(source)
        return kind.value
    if kind in {DocumentKind.RTF, DocumentKind.HTML}:
        return kind.value
    raise DocumentNotSupported(
        f"A file of this kind ({kind.value.upper()}) cannot be turned into PDF here.",
        next_step="Redact it in its own format, or print it to PDF and upload that.",
    )


def _of_legacy(source: Path) -> str:
    try:
        with olefile.OleFileIO(str(source)) as held:
            names = {part.lower() for path in held.listdir(streams=True, storages=True) for part in path}
            if names & {"encryptedpackage", "encryptedsummary"}:
                raise _locked()
            if names & _MACRO_STORAGES:
                raise _macros()
            for stream, ending in _LEGACY:
                if held.exists(stream):
                    _refuse_password(held, stream, ending)
                    return ending
    except (OSError, ValueError, LookupError, struct.error, TypeError, AttributeError) as broken:
        raise DocumentUnreadable(
            "The document is damaged, or not what it says it is.",
            next_step="Open it in its own program, print it to a new PDF and upload that.",
        ) from broken
    raise DocumentNotSupported(
        "This is an old Microsoft file of a kind that cannot be redacted here.",
        next_step="Open it in its own program, print it to a new PDF and upload that.",
    )


def _refuse_password(held: "olefile.OleFileIO", stream: str, ending: str) -> None:
    head = held.openstream(stream).read(_HEAD_BYTES)
    if ending == "doc":
        is_locked = bool(struct.unpack_from("<H", head, 10)[0] & _DOC_IS_ENCRYPTED)
    elif ending == "xls":
        is_locked = _has_file_pass(head)
    else:
        current = held.openstream("current user").read(_HEAD_BYTES) if held.exists("current user") else b""
        is_locked = len(current) >= 16 and struct.unpack_from("<I", current, 12)[0] == _PPT_IS_ENCRYPTED
    if is_locked:
        raise _locked()


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


def _refuse_macros_in_zip(source: Path) -> None:
    with open_package(source) as package:
        names = [name.lower() for name in package.names]
        if any(
            "vbaproject" in name or name.startswith(("basic/", "scripts/", "xl/macrosheets/"))
            for name in names
        ):
            raise _macros()
        manifest = "META-INF/manifest.xml"
        if manifest in package and b"encryption-data" in package.part(manifest):
            raise _locked()


def _locked() -> DocumentLocked:
    return DocumentLocked(
        "The document asks for a password.", next_step="Save a copy without a password and upload that."
    )


def _macros() -> DocumentRefused:
    return DocumentRefused(
        "The document carries macros, which are programs.",
        next_step="Save a copy without macros, or print it to PDF, and upload that.",
    )
