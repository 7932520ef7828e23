"""A message as its reader sees it, whatever file it came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

FIELDS: Final = ("From", "To", "Cc", "Date", "Subject")
"""What of a message's head travels. Who else got it, by what way, and from what program, does not."""

MOST_ENCLOSURES: Final = 500


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the body: plain text, or the source of HTML. `group` is the same for readings of one text."""

    text: str
    is_html: bool
    group: int


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with the message. `content_id` is the name by which HTML shows it, or nothing."""

    held: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole message. `left_out` counts what of it does not travel, by kinds."""

    fields: Mapping[str, str]
    sections: tuple[Section, ...]
    enclosures: tuple[Enclosure, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """The fields that there are, in the order in which they are written."""
        return tuple((name, self.fields[name]) for name in FIELDS if self.fields.get(name))
