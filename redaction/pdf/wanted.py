"""What of one font program is still shown, in each of the ways in which readers find a letter in it."""

import unicodedata
from dataclasses import dataclass, field

from pdfminer.encodingdb import name2unicode

_ACCENTS = frozenset({
    "grave", "acute", "circumflex", "tilde", "macron", "breve", "dotaccent", "dieresis", "ring", "cedilla",
    "hungarumlaut", "ogonek", "caron",
})  # fmt: skip


@dataclass(slots=True)
class Wanted:
    """What is still shown of one program, by every font that draws with it: numbers, names, texts or codes."""

    numbers: set[int] = field(default_factory=set)
    codes: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    is_by_number: bool = False
    is_by_name: bool = False

    def has_name(self, name: str) -> bool:
        """Say whether a glyph of this name is still shown."""
        if name in self.names or name == ".notdef":
            return True
        try:
            return str(name2unicode(name.split(".", maxsplit=1)[0])) in self.texts
        except (KeyError, ValueError):
            return False

    def with_parts(self) -> None:
        """Want the letters and accents that accented ones are put together from."""
        for text in list(self.texts):
            base = unicodedata.normalize("NFD", text)
            if len(base) > 1:
                self.texts.add(base[0])
                self.names |= _ACCENTS
