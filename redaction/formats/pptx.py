"""Presentations, rewritten in their own format."""

from typing import Final

from redaction.formats.docx import OfficeFormat
from redaction.formats.format import Format
from redaction.kinds.document_kind import DocumentKind
from redaction.office.slide_copy import slide_copy

FORMAT: Final[Format] = OfficeFormat(DocumentKind.PPTX, slide_copy)
