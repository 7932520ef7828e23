"""What reading a document back has shown, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from redaction.page import Box

TAGS: Final = "tags"
READ_BY_TAGS: Final = "text as the tags read it"
"""Checks of what a document says for screen readers: without its tags it passes them."""


class VerdictState(StrEnum):
    """Whether a document may leave. Only `CLEAN` may."""

    CLEAN = "clean"
    FOUND = "found"
    UNAVAILABLE = "unavailable"


class CheckState(StrEnum):
    """What one check has shown. `NOTICE` is for a person to look at and stops nothing."""

    CLEAN = "clean"
    NOTICE = "notice"
    FOUND = "found"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a picture or a drawing still shows a term: its place in the list of terms, page from 1, box as shown."""

    entry: int
    page_number: int
    box: Box


@dataclass(frozen=True, slots=True)
class Check:
    """One way of looking, and what it showed.

    `detail` holds page numbers, counts and names of PDF keys. Never a term, never content.
    `pages` are those it found something on, from 1; none where it cannot tell a page.
    `sightings` are the places that OCR can tell, for the burner to burn.
    """

    name: str
    state: CheckState
    detail: str = ""
    pages: tuple[int, ...] = ()
    sightings: tuple[Sighting, ...] = ()

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Check":
        """A check as `dataclasses.asdict` wrote it, from a child.

        Raises:
            KeyError, TypeError, ValueError: it is not one.
        """
        sightings = tuple(
            Sighting(int(each["entry"]), int(each["page_number"]), Box(**each["box"]))
            for each in record["sightings"]
        )
        state, pages = CheckState(record["state"]), tuple(map(int, record["pages"]))
        return cls(str(record["name"]), state, str(record["detail"]), pages, sightings)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every check that was made, and what they say together."""

    state: VerdictState
    checks: tuple[Check, ...]

    @property
    def is_clean(self) -> bool:
        """True only when every check ran and none found anything."""
        return self.state is VerdictState.CLEAN

    @property
    def sentence(self) -> str:
        """What a log or a page may say of it: names of checks and counts."""
        wrong = [check for check in self.checks if check.state.value == self.state.value]
        if self.is_clean or not wrong:
            return "Every check was made and none found anything."
        return "; ".join(f"{check.name}: {check.detail or check.state.value}" for check in wrong) + "."


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """Put checks together: a find outweighs a gap, and a gap outweighs everything clean.

    No check at all is UNAVAILABLE: nobody looked.
    """
    made = tuple(checks)
    states = {check.state for check in made}
    if CheckState.FOUND in states:
        return Verdict(VerdictState.FOUND, made)
    if CheckState.UNAVAILABLE in states or not made:
        return Verdict(VerdictState.UNAVAILABLE, made)
    return Verdict(VerdictState.CLEAN, made)
