"""RTF, as one format among the others."""

from typing import Final

from redaction.formats.format import Format
from redaction.formats.written import Written
from redaction.rich.writing import burn_rich, parts_of, read_rich_file

FORMAT: Final[Format] = Written(parts_of, read_rich_file, burn_rich)
