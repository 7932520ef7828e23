"""Prints office documents to PDF with LibreOffice, inside the confined child. Nobody else loads LibreOffice."""

from redaction.printing.to_pdf import print_to_pdf

__all__ = ["print_to_pdf"]
