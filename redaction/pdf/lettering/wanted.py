"""What of one font program is still shown, in each of the ways in which readers find a letter in it."""

from dataclasses import dataclass, field

from pdfminer.encodingdb import name2unicode


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
