"""What a second burn has to do besides the first, when the result of the first still tells something.

A ladder, from what harms the document least: burn the places that the verifier saw in pictures; then make
pictures of the pages that still tell; then burn the places seen in those. After that it is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from redaction.verify.verdict import READ_BY_TAGS, TAGS, Check, CheckState, Sighting, Verdict

MOST_BURNS: Final = 5


@dataclass(frozen=True, slots=True)
class Mending:
    """Pages (from 1) that become pictures of themselves, places that go from pictures, and whether all tags go."""

    as_pictures: frozenset[int] = frozenset()
    sightings: tuple[Sighting, ...] = ()
    is_untagged: bool = False

    def after(self, verdict: Verdict) -> "Mending":
        """What to do next. The same again where nothing would help: a find on no known page, or none at all."""
        finds = [check for check in verdict.checks if check.state is CheckState.FOUND]
        told = {number for check in finds for number in check.pages}
        burned_already = {each.page_number for each in self.sightings}
        fresh = [each for check in finds for each in _placed(check)]
        can_be_burned = {each.page_number for each in fresh} - _unplaced(finds)
        pictures = {
            number
            for number in told - self.as_pictures
            if number in burned_already or number not in can_be_burned
        }
        # A page that becomes a picture is read anew: places on it were those of lines that had closed up.
        kept = [each for each in (*self.sightings, *fresh) if each.page_number not in pictures]
        is_untagged = self.is_untagged or any(check.name in {TAGS, READ_BY_TAGS} for check in finds)
        return Mending(self.as_pictures | pictures, tuple(dict.fromkeys(kept)), is_untagged)


def _placed(check: Check) -> Iterator[Sighting]:
    return (each for each in check.sightings if each.page_number in check.pages)


def _unplaced(finds: list[Check]) -> set[int]:
    """Pages on which some check found a term in no place that it could name."""
    return {
        number
        for check in finds
        for number in set(check.pages) - {each.page_number for each in check.sightings}
    }
