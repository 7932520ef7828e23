"""What the burner says it did, for the checks that look at places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from redaction.page import Box
from redaction.report import MovedLine
from redaction.schedule import AS_IT_IS, Gap, Opening


@dataclass(frozen=True, slots=True)
class Burned:
    """What the burner says it did, for the checks that look at places. Nothing else is taken on its word.

    `areas` went from every picture that lies there. `keeps_layout` is true where nothing may have moved.
    `labels` are what the schedule lets stand on bars. `password` opens the original. `members` are the SHA-256
    (hex) of the copies that a set holds, in order. `moved` are lines of scanned pages that it says it set anew.
    `given` are the areas of pages from which the schedule takes everything.
    """

    removals: tuple[tuple[int, Box], ...]
    rasterised_pages: tuple[int, ...]
    areas: tuple[tuple[int, Box], ...] = ()
    keeps_layout: bool = False
    password: str = field(default="", repr=False)
    members: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    moved: tuple[MovedLine, ...] = ()
    given: tuple[tuple[int, Box], ...] = ()

    @classmethod
    def from_record(cls, record: Mapping[str, Any], opening: Opening = AS_IT_IS) -> "Burned":
        """From a burn's report as JSON; a removal is a row of page number, entry, left, top, right, bottom.

        Beside the report it says by what `gap` the burn was asked to be made.
        """
        placed = tuple((int(row[0]), Box(*map(float, row[2:6]))) for row in record["removals"])
        areas = tuple((int(row[0]), Box(*map(float, row[1:5]))) for row in record.get("burned", ()))
        pictures = tuple(int(number) for number in record["rasterised_pages"])
        keeps_layout = record.get("gap") == Gap.EXACT.value
        members = tuple(str(each) for each in record.get("members", ()))
        return cls(
            placed,
            pictures,
            areas,
            keeps_layout=keeps_layout,
            password=opening.password,
            members=members,
            labels=tuple(str(each) for each in record.get("labels", ())),
            moved=tuple(MovedLine.from_record(row) for row in record.get("moved", ())),
            given=tuple((int(row[0]), Box(*map(float, row[1:5]))) for row in record.get("given", ())),
        )
