"""The schedule of redactions: what was taken out where, why, and who answers for it. Never a word of it.

It goes to the recipient with the copy, so it says nothing that the copy keeps from them: no word, no length, and
not which places lost the same word. Shares are said in bands, because the exact share of a short page is the
length of what stood there.
Source: issue "Redaction that leaks nothing", 7; screens.md 1c; docs/grounds.md.
"""

from dataclasses import dataclass
from datetime import datetime

from exchange.rules.redactions import LARGE_SHARE_PERMILLE

#: On a page of fewer letters than this even a band would tell a length, so only the warning is given.
SHORT_PAGE_LETTERS = 200


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One thing that was taken out. `number` counts from 1 in the order of the copy.

    `where` is the page or part in words, `page_number` its number; `place` where on it, empty in a part that has
    no layout. `ground` is the reason code, `reason` its words and `source` its legal ground.
    """

    number: int
    page_number: int
    where: str
    place: str
    ground: str
    reason: str
    source: str
    proposed_by: str


@dataclass(frozen=True, slots=True)
class ScheduleShare:
    """How much went from one page or part. `share` is a band in words."""

    page_number: int
    where: str
    removals: int
    share: str
    is_large: bool
    is_picture: bool


@dataclass(frozen=True, slots=True)
class RedactionSchedule:
    """The whole schedule of one redacted copy. People are named by role and account.

    `bars_that_may_tell` counts the bars in pictures that could not be made as wide as every other.

    The document is not named: a recipient knows the copy by its own reference and its hash.
    """

    id: str
    matter: str
    copy: str
    copy_format: str
    copy_sha256: str
    made_at: datetime
    proposed_by: str
    proposed_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    lines: tuple[ScheduleLine, ...]
    shares: tuple[ScheduleShare, ...]
    left_out: tuple[str, ...]
    checks: tuple[str, ...]
    bars_that_may_tell: int = 0

    @property
    def has_large_share(self) -> bool:
        return any(share.is_large for share in self.shares)


def share_in_words(permille: int, *, letters: int | None) -> str:
    """The band that a share lies in.

    Args:
        permille: 0 to 1000.
        letters: how many letters the page had; None where that is not known, as on a scan.
    """
    if permille > LARGE_SHARE_PERMILLE:
        return "more than 60%"
    if letters is None or letters < SHORT_PAGE_LETTERS:
        return "up to 60%"
    if permille > 300:
        return "30% to 60%"
    return "10% to 30%" if permille > 100 else "less than 10%"


def place_in_words(*, left_points: float, top_points: float) -> str:
    """Where a bar begins, in millimetres from the page's edges; its width is not said."""
    return f"{_millimetres(top_points)} mm from the top, {_millimetres(left_points)} mm from the left"


def _millimetres(points: float) -> int:
    return round(points * 25.4 / 72)
