"""What a copy may hold: elements and attributes by name, and values that say nothing but how things look.

A value is kept when it is a number, a measure, a colour, a yes or no, or one word of the format. Whatever else
stands in an attribute stands where no reader sees it, and is not copied.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from redaction.office.format_words import FONTS, FORMAT_WORDS
from redaction.office.namespaces import named
from redaction.wording.folding import fold
from redaction.wording.needles import Needles

_NUMBER: Final = re.compile(r"[-+]?\d{1,12}(\.\d{1,12})?(%|pt|in|cm|mm|pc|pi|px|emu|em)?")
_HEXADECIMAL: Final = re.compile(r"([0-9A-Fa-f]{2}){1,6}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|x-none")
_LONG_NUMBER: Final = 6
_JUDGED_VALUES: Final = 20_000


class Allowed:
    """The elements that are copied, each with its attributes.

    Args:
        table: for each group of attributes (short names, parted by spaces) the elements that may have them.
    """

    def __init__(self, prefix: str, table: Mapping[str, str]) -> None:
        self._attributes: dict[str, frozenset[str]] = {}
        for attributes, elements in table.items():
            full = {_attribute(prefix, each) for each in attributes.split()}
            for element in elements.split():
                tag = named(element if ":" in element else f"{prefix}:{element}")
                self._attributes[tag] = self._attributes.get(tag, frozenset()) | full

    def __contains__(self, tag: str) -> bool:
        return tag in self._attributes

    @property
    def tags(self) -> frozenset[str]:
        """Every element of the table, by its full name."""
        return frozenset(self._attributes)

    def attributes_of(self, tag: str) -> frozenset[str]:
        """The attributes that an element may have; none where it is not allowed itself."""
        return self._attributes.get(tag, frozenset())

    @classmethod
    def together(cls, tables: Iterable["Allowed"]) -> "Allowed":
        """All tables as one."""
        made = cls("w", {})
        for table in tables:
            for tag, attributes in table._attributes.items():
                made._attributes[tag] = made._attributes.get(tag, frozenset()) | attributes
        return made


def _attribute(prefix: str, short: str) -> str:
    """Word qualifies its attributes, drawing and presentation do not; "r:id" says so itself."""
    if ":" in short:
        return named(short)
    return named(f"{prefix}:{short}") if prefix in {"w", "m"} else short


class Values:
    """Says which values of attributes may stay, given what is to be removed."""

    def __init__(self, needles: Needles | None) -> None:
        self._needles = needles
        self._folded = tuple(each.folded for each in needles.needles) if needles else ()
        self._judged: dict[str, bool] = {}

    def says_only_looks(self, value: str) -> bool:
        """Say whether a value is a number, a measure, a colour, or a word of the format."""
        if value not in self._judged:
            if len(self._judged) > _JUDGED_VALUES:
                self._judged.clear()
            self._judged[value] = self._is_a_look(value)
        return self._judged[value]

    def _is_a_look(self, value: str) -> bool:
        if value in FORMAT_WORDS:
            return True
        if _NUMBER.fullmatch(value) and sum(map(str.isdigit, value)) < _LONG_NUMBER:
            return True
        is_figure = bool(_NUMBER.fullmatch(value) or _HEXADECIMAL.fullmatch(value))
        return is_figure and not self.hides(value)

    def is_language(self, value: str) -> bool:
        """Say whether a value names a language, such as en-GB."""
        return bool(_LANGUAGE.fullmatch(value)) and not self.hides(value)

    def is_font(self, value: str) -> bool:
        """Say whether a value names a font that many people have."""
        return value in FONTS

    def hides(self, value: str) -> bool:
        """Say whether any term stands in a value, even inside a longer word."""
        folded = fold(value)
        return any(each in folded for each in self._folded)
