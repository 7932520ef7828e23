"""Redacts a message in this process: its members are put back as they are, so that only the message is looked at."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from redaction import Ground, Schedule, ScheduleEntry
from redaction.mail.burn_letter import burn_letter, members_of
from redaction.mail.letter import Letter
from redaction.mail.read_eml import read_eml
from redaction.report import BurnReport
from redaction.schedule import AS_IT_IS, Opening
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, verdict_of
from redaction.verify.writing.mail import of_message


@dataclass(frozen=True)
class Posted:
    """A message's copy, its report, and the sums of what it encloses."""

    held: bytes
    report: BurnReport
    members: tuple[str, ...]

    @property
    def letter(self) -> Letter:
        return read_eml(self.held, AS_IT_IS)

    @property
    def words(self) -> str:
        """All that its reader reads."""
        letter = self.letter
        return "\n".join(
            [*(f"{name}: {value}" for name, value in letter.head), *(each.text for each in letter.sections)]
        )


def some_schedule(*terms: str) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))


def posted(
    held: bytes,
    *terms: str,
    read: Callable[[bytes, Opening], Letter] = read_eml,
    opening: Opening = AS_IT_IS,
) -> Posted:
    """The copy of a message."""
    with tempfile.TemporaryDirectory() as folder:
        letter = read(held, opening)
        paths = []
        for number, enclosure in enumerate(letter.enclosures):
            paths.append(Path(folder) / str(number))
            paths[-1].write_bytes(enclosure.held)
        target = Path(folder) / "copy"
        report = burn_letter(letter, target, some_schedule(*terms), members_of(paths))
        sums = tuple(hashlib.sha256(each.held).hexdigest() for each in letter.enclosures)
        return Posted(target.read_bytes(), report, sums)


def checks_of(held: bytes, members: tuple[str, ...], *terms: str) -> list[Check]:
    """What the check of a copy shows."""
    return of_message(held, Sought(terms), members)


def is_clean(held: bytes, members: tuple[str, ...], *terms: str) -> bool:
    """Whether the check of a copy shows nothing."""
    return verdict_of(checks_of(held, members, *terms)).is_clean
