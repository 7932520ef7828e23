"""Tells what a file is from its first bytes, never from its name."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from redaction.kinds.compound_kind import is_outlook_message
from redaction.kinds.message_head import before_blank_line, is_head_of_a_message
from redaction.kinds.package_kinds import TAIL_BYTES, PackageKind, open_document_type, package_kind
from redaction.kinds.preamble import without_preamble
from redaction.kinds.table_shape import table_separator
from redaction.kinds.zip_layout import LOOKED_AT_BYTES, PDF_HEAD, only_stores_pdfs

HEAD_BYTES: Final = 8192
"""How much of the start of a file `recognise` wants. Less is allowed and may say UNKNOWN."""


class DocumentKind(StrEnum):
    """The kinds of file that people upload. Anything else, or anything doubtful, is UNKNOWN."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    OLE = "ole"
    MSG = "msg"
    EML = "eml"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    GIF = "gif"
    BMP = "bmp"
    WEBP = "webp"
    HEIC = "heic"
    HTML = "html"
    RTF = "rtf"
    TEXT = "text"
    CSV = "csv"
    ZIP = "zip"
    AUDIO_OR_VIDEO = "audio-or-video"
    EMPTY = "empty"
    UNKNOWN = "unknown"


REDACTABLE: Final = frozenset({
    DocumentKind.PDF,
    DocumentKind.DOCX,
    DocumentKind.PPTX,
    DocumentKind.TEXT,
    DocumentKind.CSV,
    DocumentKind.RTF,
    DocumentKind.EML,
    DocumentKind.MSG,
    DocumentKind.ZIP,
    DocumentKind.HTML,
    DocumentKind.BMP,
    DocumentKind.GIF,
    DocumentKind.HEIC,
    DocumentKind.JPEG,
    DocumentKind.PNG,
    DocumentKind.TIFF,
    DocumentKind.WEBP,
    DocumentKind.XLSX,
    DocumentKind.ODT,
    DocumentKind.ODS,
})  # fmt: skip
"""The kinds that can be redacted as they are; `redaction.formats` has one format for each."""

ONLY_AS_PDF: Final = frozenset({DocumentKind.OLE, DocumentKind.ODP})
"""Old Microsoft files, whose copy is always a PDF: nothing here can write them anew."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is. `name_agrees` is false when its name promises another kind."""

    kind: DocumentKind
    media_type: str
    name_agrees: bool


def supported_for_redaction(kind: DocumentKind) -> bool:
    """Say whether `apply` takes this kind. Others are refused by name, never passed through."""
    return kind in REDACTABLE or kind in ONLY_AS_PDF


def media_type(kind: DocumentKind) -> str:
    """The media type of a kind; "application/octet-stream" where there is none."""
    return _MEDIA_TYPES.get(kind, "application/octet-stream")


def file_ending(kind: DocumentKind, name: str = "") -> str:
    """How the name of a file of this kind ends, without the dot; empty where that cannot be said.

    The ending of `name` is kept when it is one of the kind's own: plain writing may be "md" or "srt".
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    return ending if ending in _ENDINGS.get(kind, frozenset()) else _USUAL_ENDINGS.get(kind, kind.value)


def recognise_file(path: Path) -> Sniffed:
    """The same for a file, by its bytes alone: its name is not looked at, so `name_agrees` says nothing."""
    with path.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
        opened.seek(max(0, opened.seek(0, os.SEEK_END) - TAIL_BYTES))
        seen = recognise(head, "", opened.read())
        if seen.kind is DocumentKind.OLE and is_outlook_message(opened):
            return Sniffed(DocumentKind.MSG, media_type(DocumentKind.MSG), seen.name_agrees)
        return seen


def recognise(head: bytes, name: str, tail: bytes = b"") -> Sniffed:
    """Say what a file is.

    Our own strict reading of the header at offset 0 decides. libmagic, where it is installed,
    may only take certainty away: a file that the two read differently is UNKNOWN, as is a file
    whose PDF header stands behind anything but blank lines and comments, because readers disagree on what such
    a file is. A zip file that holds PDFs as they are, and nothing beside its members, is one they agree on.

    Args:
        head: the first `HEAD_BYTES` of the file.
        name: the name it came with; only its ending is looked at.
        tail: its last `TAIL_BYTES`; packages say there what they are. Without it the head has to do.
    """
    head = without_preamble(head[:HEAD_BYTES])
    kind = _by_signature(head, tail)
    if kind in _PACKAGED:
        kind = _BY_PARTS.get(package_kind(tail), kind)
    if kind is DocumentKind.ZIP:
        held = open_document_type(head, tail)
        kind = kind if held is None else _OPEN_DOCUMENTS.get(held, DocumentKind.UNKNOWN)
    if kind not in {DocumentKind.EMPTY, DocumentKind.UNKNOWN} and not _magic_allows(kind, head):
        kind = DocumentKind.UNKNOWN
    return Sniffed(kind, media_type(kind), _name_agrees(kind, name))


def _by_signature(head: bytes, tail: bytes) -> DocumentKind:
    if not head:
        return DocumentKind.EMPTY
    if PDF_HEAD in head[:LOOKED_AT_BYTES]:
        if head[:6] in {b"%PDF-1", b"%PDF-2"} and head[6:7] == b".":
            return DocumentKind.PDF
        is_a_set = package_kind(tail) is PackageKind.LOOSE and only_stores_pdfs(head, tail)
        return DocumentKind.ZIP if is_a_set else DocumentKind.UNKNOWN
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return _as_picture(head) or _as_container(head) or _as_writing(head)


def _as_picture(head: bytes) -> DocumentKind | None:
    """A picture whose kind stands some way into its head, or None."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return DocumentKind.HEIC
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return DocumentKind.WEBP
    if head.startswith(b"BM") and head[14:18] in _BMP_HEADERS:
        return DocumentKind.BMP
    return None


def _as_container(head: bytes) -> DocumentKind | None:
    """A file that holds other files, or None."""
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(head)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        marked = "__properties_version".encode("utf-16-le") in head or "__nameid".encode("utf-16-le") in head
        return DocumentKind.MSG if marked else DocumentKind.OLE
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in {b"WAVE", b"AVI "}):
        return DocumentKind.AUDIO_OR_VIDEO
    return None


def _inside_zip(head: bytes) -> DocumentKind:
    """Which packaged format this is, from the names of its first parts."""
    if head[26:28] == b"\x08\x00" and head[30:38] == b"mimetype":
        if b"application/vnd.oasis.opendocument.text" in head[:120]:
            return DocumentKind.ODT
        if b"application/vnd.oasis.opendocument.spreadsheet" in head[:120]:
            return DocumentKind.ODS
        if b"application/vnd.oasis.opendocument.presentation" in head[:120]:
            return DocumentKind.ODP
        return DocumentKind.ZIP
    if head[30:49] in {b"[Content_Types].xml", b"_rels/.rels"} or b"[Content_Types].xml" in head:
        for folder, kind in (
            (b"word/", DocumentKind.DOCX),
            (b"xl/", DocumentKind.XLSX),
            (b"ppt/", DocumentKind.PPTX),
        ):
            if folder in head:
                return kind
    return DocumentKind.ZIP


def _as_writing(head: bytes) -> DocumentKind:
    """Plain writing of some sort, or UNKNOWN when there are bytes that no writing has."""
    text = _decoded(head)
    if text is None:
        is_message = is_head_of_a_message(_decoded(before_blank_line(head)) or "")
        return DocumentKind.EML if is_message else DocumentKind.UNKNOWN
    start = text.lstrip("\ufeff \t\r\n").lower()
    if _BEFORE_MARKUP.sub("", start).startswith(("<!doctype html", "<html")):
        return DocumentKind.HTML
    if is_head_of_a_message(text.lstrip("\ufeff")):
        return DocumentKind.EML
    is_whole = len(head) < HEAD_BYTES
    return (
        DocumentKind.CSV if table_separator(text.lstrip("\ufeff"), is_whole=is_whole) else DocumentKind.TEXT
    )


def _decoded(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return None
    return head.decode("utf-8", "replace")


def _name_agrees(kind: DocumentKind, name: str) -> bool:
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    return ending in _ENDINGS.get(kind, frozenset())


@cache
def _magic() -> Any | None:
    """libmagic, or None on a machine that lacks it: then the signatures decide alone."""
    try:
        import magic  # noqa: PLC0415 - the library is optional on a machine, and loads a database

        return magic.Magic(mime=True)
    except (ImportError, OSError):
        return None


def _magic_allows(kind: DocumentKind, head: bytes) -> bool:
    reader = _magic()
    if reader is None:
        return True
    said: str = reader.from_buffer(head)
    return said in _GENERIC or any(said.startswith(start) for start in _MAGIC_SAYS.get(kind, ("",)))


_BEFORE_MARKUP: Final = re.compile(r"^(?:<\?xml.{0,200}?\?>|<!--.{0,2000}?-->|\s)+", re.DOTALL)

_PACKAGED: Final = frozenset({DocumentKind.DOCX, DocumentKind.XLSX, DocumentKind.PPTX, DocumentKind.ZIP})
_BY_PARTS: Final[Mapping[PackageKind | None, DocumentKind]] = {
    PackageKind.WORD: DocumentKind.DOCX,
    PackageKind.EXCEL: DocumentKind.XLSX,
    PackageKind.POWERPOINT: DocumentKind.PPTX,
    PackageKind.SEVERAL: DocumentKind.UNKNOWN,
    PackageKind.OTHER_PACKAGE: DocumentKind.UNKNOWN,
    PackageKind.LOOSE: DocumentKind.ZIP,
}
_OPEN_DOCUMENTS: Final[Mapping[str, DocumentKind]] = {
    "text": DocumentKind.ODT,
    "spreadsheet": DocumentKind.ODS,
    "presentation": DocumentKind.ODP,
}

_SIGNATURES: Final = (
    (b"\xff\xd8\xff", DocumentKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", DocumentKind.PNG),
    (b"II*\x00", DocumentKind.TIFF),
    (b"MM\x00*", DocumentKind.TIFF),
    (b"GIF87a", DocumentKind.GIF),
    (b"GIF89a", DocumentKind.GIF),
    (b"{\\rtf1", DocumentKind.RTF),
    (b"ID3", DocumentKind.AUDIO_OR_VIDEO),
    (b"OggS", DocumentKind.AUDIO_OR_VIDEO),
    (b"fLaC", DocumentKind.AUDIO_OR_VIDEO),
    (b"\x1aE\xdf\xa3", DocumentKind.AUDIO_OR_VIDEO),
)

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_BMP_HEADERS: Final = frozenset(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))

_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."

_MEDIA_TYPES: Final = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.DOCX: _OPEN_XML + "wordprocessingml.document",
    DocumentKind.XLSX: _OPEN_XML + "spreadsheetml.sheet",
    DocumentKind.PPTX: _OPEN_XML + "presentationml.presentation",
    DocumentKind.ODT: _OPEN_DOCUMENT + "text",
    DocumentKind.ODS: _OPEN_DOCUMENT + "spreadsheet",
    DocumentKind.ODP: _OPEN_DOCUMENT + "presentation",
    DocumentKind.OLE: "application/x-ole-storage",
    DocumentKind.MSG: "application/vnd.ms-outlook",
    DocumentKind.EML: "message/rfc822",
    DocumentKind.JPEG: "image/jpeg",
    DocumentKind.PNG: "image/png",
    DocumentKind.TIFF: "image/tiff",
    DocumentKind.GIF: "image/gif",
    DocumentKind.BMP: "image/bmp",
    DocumentKind.WEBP: "image/webp",
    DocumentKind.HEIC: "image/heic",
    DocumentKind.HTML: "text/html",
    DocumentKind.RTF: "application/rtf",
    DocumentKind.TEXT: "text/plain",
    DocumentKind.CSV: "text/csv",
    DocumentKind.ZIP: "application/zip",
    DocumentKind.EMPTY: "application/x-empty",
}

# What libmagic may say of each kind. It knows containers better by their whole than by their head.
_GENERIC: Final = frozenset({"application/octet-stream"})
_ZIP_SAYS: Final = (
    "application/zip",
    _OPEN_XML,
    _OPEN_DOCUMENT,
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

# How a name ends where the kind's own word is not what people write.
_USUAL_ENDINGS: Final = {
    DocumentKind.TEXT: "txt",
    DocumentKind.JPEG: "jpg",
    DocumentKind.TIFF: "tif",
    DocumentKind.OLE: "",
    DocumentKind.AUDIO_OR_VIDEO: "",
    DocumentKind.EMPTY: "",
    DocumentKind.UNKNOWN: "",
}

_ENDINGS: Final = {
    DocumentKind.PDF: frozenset({"pdf"}),
    DocumentKind.DOCX: frozenset({"docx"}),
    DocumentKind.XLSX: frozenset({"xlsx"}),
    DocumentKind.PPTX: frozenset({"pptx"}),
    DocumentKind.ODT: frozenset({"odt"}),
    DocumentKind.ODS: frozenset({"ods"}),
    DocumentKind.ODP: frozenset({"odp"}),
    DocumentKind.OLE: frozenset({"doc", "xls", "ppt", "msg"}),
    DocumentKind.MSG: frozenset({"msg"}),
    DocumentKind.EML: frozenset({"eml"}),
    DocumentKind.JPEG: frozenset({"jpg", "jpeg", "jpe"}),
    DocumentKind.PNG: frozenset({"png"}),
    DocumentKind.TIFF: frozenset({"tif", "tiff"}),
    DocumentKind.GIF: frozenset({"gif"}),
    DocumentKind.BMP: frozenset({"bmp", "dib"}),
    DocumentKind.WEBP: frozenset({"webp"}),
    DocumentKind.HEIC: frozenset({"heic", "heif"}),
    DocumentKind.HTML: frozenset({"html", "htm"}),
    DocumentKind.RTF: frozenset({"rtf"}),
    DocumentKind.TEXT: frozenset({"txt", "csv", "tsv", "md", "log", "json", "vtt", "srt", "ics", "vcf"}),
    DocumentKind.CSV: frozenset({"csv", "tsv", "txt", "log"}),
    DocumentKind.ZIP: frozenset({"zip"}),
    DocumentKind.AUDIO_OR_VIDEO: frozenset(
        {"mp3", "mp4", "m4a", "mov", "wav", "avi", "ogg", "flac", "mkv", "webm"}
    ),
}
