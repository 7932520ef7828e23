"""OpenDocument texts, as one format among the others."""

from typing import Final

from redaction.formats.format import Format
from redaction.formats.open_document import OpenDocument
from redaction.kinds.document_kind import DocumentKind

FORMAT: Final[Format] = OpenDocument(DocumentKind.ODT)
