"""The shape of a format that holds other documents: it can be taken apart and put together around their copies."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from redaction.formats.format import Format, format_of, kind_of
from redaction.report import BurnReport
from redaction.schedule import Opening, Schedule


class SetFormat(Format, Protocol):
    """How a set is taken apart and put together. Its pages are its own parts: those of no member."""

    def unpack(self, source: Path, folder: Path, opening: Opening) -> int:
        """Write each member into the folder as a file named by its number from 0, and say how many there are."""
        ...

    def pack(
        self, source: Path, target: Path, schedule: Schedule, opening: Opening, members: Sequence[Path]
    ) -> BurnReport:
        """Write the set anew around a copy of each member, and give the report of its own parts."""
        ...


def set_format_of(source: Path) -> SetFormat:
    """The format of a set.

    Raises:
        DocumentNotSupported: it is a kind that has none.
    """
    found = format_of(kind_of(source))
    if not hasattr(found, "unpack"):
        raise TypeError
    return cast(SetFormat, found)
