"""Which part of the house takes which kind of document apart. Runs in a child, never in the caller's process."""

from redaction.formats.format import Format, format_of, kind_of

__all__ = ["Format", "format_of", "kind_of"]
