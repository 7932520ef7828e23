"""The kinds of document, and what each is called: its media type, and how names of its files end."""

from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final


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


def name_agrees(kind: DocumentKind, name: str) -> bool:
    """Say whether a file of this name may be of this kind."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    return ending in _ENDINGS.get(kind, frozenset())


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
