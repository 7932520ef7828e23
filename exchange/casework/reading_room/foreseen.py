"""How much of each page the decisions of a draft would take out, before anything is burned."""

from collections import defaultdict
from collections.abc import Iterable

from exchange.casework.beside.plan import Plan, PlannedArea
from exchange.casework.reading_room.findings import FindingGroup
from exchange.rules.redactions import PageReport

_WHOLE = 1000


def foreseen(plan: Plan, groups: Iterable[FindingGroup]) -> tuple[PageReport, ...]:
    """How much of each page the decisions so far would take out, by letters and by the paper that areas cover.

    Words that were added by hand have no places and pictures no letters, so it is the least that goes.
    """
    redacted = {finding.number for group in groups for finding in group.findings if finding.is_redacted}
    gone: dict[int, set[int]] = defaultdict(set)
    times: dict[int, int] = defaultdict(int)
    covered: dict[int, int] = defaultdict(int)
    for candidate in plan.candidates:
        if candidate.number in redacted:
            for page, start, end in candidate.places:
                gone[page].update(range(start, end))
                times[page] += 1
    for area in plan.areas:
        covered[area.page_number] += _covered(plan, area)
        times[area.page_number] += 1
    names = dict(enumerate(plan.parts, start=1))
    letters = dict(enumerate(plan.letters, start=1))
    return tuple(
        PageReport(
            number=page,
            name=names.get(page, ""),
            removals=times[page],
            share_permille=min(_WHOLE, covered[page] + _of_letters(len(gone[page]), letters.get(page))),
        )
        for page in sorted(times)
    )


def _of_letters(gone: int, letters: int | None) -> int:
    return _WHOLE * gone // max(1, letters) if letters is not None else 0


def _covered(plan: Plan, area: PlannedArea) -> int:
    """How many thousandths of its page an area covers; 0 where nobody knows how large the page is."""
    if area.is_whole_page:
        return _WHOLE
    if area.page_number > len(plan.sizes):
        return 0
    width, height = plan.sizes[area.page_number - 1]
    across = max(0.0, min(area.right, width) - area.left)
    down = max(0.0, min(area.bottom, height) - area.top)
    return round(_WHOLE * across * down / max(1.0, width * height))
