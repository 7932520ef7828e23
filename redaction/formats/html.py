"""HTML, as one format among the others."""

from typing import Final

from redaction.formats.format import Format
from redaction.formats.written import Written
from redaction.markup.pages import burn_markup, parts_of, read_markup

FORMAT: Final[Format] = Written(parts_of, read_markup, burn_markup)
