"""What the burner says it did, for the checks that look at places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redaction.page import Box


@dataclass(frozen=True, slots=True)
class Burned:
    """What the burner says it did, for the checks that look at places. Nothing else is taken on its word."""

    removals: tuple[tuple[int, Box], ...]
    rasterised_pages: tuple[int, ...]

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Burned":
        """From a burn's report as JSON; a removal is a row of page number, entry, left, top, right, bottom."""
        placed = tuple((int(row[0]), Box(*map(float, row[2:6]))) for row in record["removals"])
        return cls(placed, tuple(int(number) for number in record["rasterised_pages"]))
