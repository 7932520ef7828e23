"""Text files, as one format among the others."""

from typing import Final

from redaction.formats.format import Format
from redaction.formats.written import Written
from redaction.plain.writing import burn_writing, parts_of, read_writing

FORMAT: Final[Format] = Written(parts_of, read_writing, burn_writing)
