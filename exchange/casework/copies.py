"""In what formats a redacted copy of a document can be made, and which is offered first.

Source: docs/decisions/0013-native-or-pdf.md.
"""

from exchange.rules.errors import InputRefused
from exchange.rules.material import Material
from redaction import ONLY_AS_PDF, CopyFormat, DocumentKind, file_ending, media_type, supported_for_redaction

_KNOWN = frozenset(kind.value for kind in DocumentKind)
_RUN = frozenset({DocumentKind.HTML.value})


def copy_formats(kind: str) -> tuple[CopyFormat, ...]:
    """The formats a copy of this kind can have, the usual one first; none when it cannot be redacted."""
    if kind not in _KNOWN:
        return ()
    known = DocumentKind(kind)
    if not supported_for_redaction(known):
        return ()
    if known in ONLY_AS_PDF:
        return (CopyFormat.PDF,)
    return (CopyFormat.SAME,) if known is DocumentKind.PDF else (CopyFormat.SAME, CopyFormat.PDF)


def ending_of(kind: str, name: str = "") -> str:
    """How the name of a file of this kind ends, without the dot; empty for a kind that nobody knows."""
    return file_ending(DocumentKind(kind), name) if kind in _KNOWN else ""


def media_type_of(kind: str) -> str:
    """The media type to send bytes of this kind as. What a browser would run goes as plain bytes."""
    return media_type(DocumentKind(kind)) if kind in _KNOWN - _RUN else "application/octet-stream"


def chosen_format(material: Material, asked: str) -> CopyFormat:
    """The format asked for, or the usual one when nothing was.

    Raises:
        InputRefused: a copy of this document cannot have that format.
    """
    offered = copy_formats(material.kind)
    if not asked:
        return offered[0]
    if asked not in offered:
        raise InputRefused("copy_format", "Select the format of the redacted copy")
    return CopyFormat(asked)
