"""Refuses OpenDocument files that cannot be redacted: locked, signed, with macros."""

import re
from typing import Final

from redaction.errors import DocumentLocked, DocumentNotSupported, DocumentSigned
from redaction.office.archive import Package
from redaction.schedule import Opening

_MANIFEST: Final = "META-INF/manifest.xml"
_SIGNATURES: Final = ("META-INF/documentsignatures.xml", "META-INF/packagesignatures.xml")
_LIST_OF_MACROS: Final = re.compile(r"(Basic|Dialogs)/(.*/)?(script|dialog)-l[cb]\.xml")
_PROGRAMS: Final = ("Basic/", "Dialogs/", "Scripts/")


def is_locked(package: Package) -> bool:
    """Say whether its parts are encrypted."""
    return _MANIFEST in package and b"encryption-data" in package.part(_MANIFEST)


def must_be_open(package: Package, opening: Opening) -> None:
    """Refuse what no honest copy can be made of.

    Raises:
        DocumentLocked: its parts are encrypted.
        DocumentNotSupported: it holds macros.
        DocumentSigned: it is signed, and nobody said that the signature may go.
    """
    if is_locked(package):
        raise DocumentLocked(
            "The document asks for a password.",
            next_step="Give the password that the sender told you, or ask them for a copy without one.",
        )
    must_be_plain(package, opening)


def must_be_plain(package: Package, opening: Opening) -> None:
    """Refuse macros and signatures, which are told by names that no lock hides.

    Raises:
        DocumentNotSupported: it holds macros.
        DocumentSigned: it is signed, and nobody said that the signature may go.
    """
    programs = [name for name in package.names if name.startswith(_PROGRAMS)]
    if any(not _LIST_OF_MACROS.fullmatch(name) for name in programs):
        raise DocumentNotSupported(
            "The file holds macros, which are programs that run when it is opened.",
            next_step="Remove the macros (Tools, Macros, Organise), save it and upload that.",
        )
    signed = any(name in package and b"Signature>" in package.part(name) for name in _SIGNATURES)
    if signed and not opening.may_lose_signature:
        raise DocumentSigned(
            "The file is digitally signed. A redacted copy cannot keep the signature.",
            next_step="Confirm that a copy without the signature is right, or ask the signer.",
        )
