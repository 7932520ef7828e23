"""What libmagic says of a file, where the machine has it: it may contradict the signatures, never decide."""

from functools import cache
from typing import Any, Final

from redaction.kinds.document_kind import DocumentKind


@cache
def _magic() -> Any | None:
    """libmagic, or None on a machine that lacks it: then the signatures decide alone."""
    try:
        import magic  # noqa: PLC0415 - the library is optional on a machine, and loads a database

        return magic.Magic(mime=True)
    except (ImportError, OSError):
        return None


def libmagic_allows(kind: DocumentKind, head: bytes) -> bool:
    """Say whether libmagic may take the start of a file for this kind; yes where there is none."""
    reader = _magic()
    if reader is None:
        return True
    said: str = reader.from_buffer(head)
    return said in _GENERIC or any(said.startswith(start) for start in _MAGIC_SAYS.get(kind, ("",)))


# What libmagic may say of each kind. It knows containers better by their whole than by their head.
_GENERIC: Final = frozenset({"application/octet-stream"})
_ZIP_SAYS: Final = (
    "application/zip",
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/java-archive",
    "application/epub",
)
_OLE_SAYS: Final = (
    "application/CDFV2",
    "application/x-ole-storage",
    "application/vnd.ms-",
    "application/msword",
    "application/encrypted",
)
_MAGIC_SAYS: Final = {
    DocumentKind.PDF: ("application/pdf",),
    DocumentKind.DOCX: _ZIP_SAYS,
    DocumentKind.XLSX: _ZIP_SAYS,
    DocumentKind.PPTX: _ZIP_SAYS,
    DocumentKind.ODT: _ZIP_SAYS,
    DocumentKind.ODS: _ZIP_SAYS,
    DocumentKind.ODP: _ZIP_SAYS,
    DocumentKind.ZIP: _ZIP_SAYS,
    DocumentKind.OLE: _OLE_SAYS,
    DocumentKind.MSG: _OLE_SAYS,
    DocumentKind.JPEG: ("image/jpeg",),
    DocumentKind.PNG: ("image/png",),
    DocumentKind.TIFF: ("image/tiff",),
    DocumentKind.GIF: ("image/gif",),
    DocumentKind.BMP: ("image/bmp", "image/x-ms-bmp"),
    DocumentKind.WEBP: ("image/webp",),
    DocumentKind.HEIC: ("image/heic", "image/heif"),
    DocumentKind.RTF: ("text/rtf", "application/rtf", "text/plain"),
    DocumentKind.HTML: ("text/",),
    DocumentKind.EML: ("message/", "text/"),
    DocumentKind.TEXT: (
        *("text/", "application/json", "application/csv", "application/x-ndjson", "message/"),
        "application/x-subrip",
    ),
    DocumentKind.CSV: ("text/", "application/csv"),
}
