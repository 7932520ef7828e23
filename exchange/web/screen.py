"""Which findings of a review are on the screen: read off the address or the form, and carried on to the next page."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from exchange.casework.reading_room.findings import FindingGroup, Narrowing, Standing, Tally, narrowed, tally
from exchange.casework.reading_room.redactions import Review

GROUPS_ON_A_SCREEN = 20
#: What an address says of a screen. Each is short; anything longer is not ours.
NAMES = ("list", "type", "below", "status", "here", "order", "screen", "page")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Screen:
    """The groups on this screen, and the page of the document beside them. Numbers count from 1.

    `shown` counts what the filters let through on all screens, `hidden` what they keep back. `batch` are the numbers
    on this screen that are left to decide. `after` says where to go on after a finding, or after a group ("g3");
    `after_undo` where the first finding stands that the last decision would be taken back from.
    """

    groups: tuple[FindingGroup, ...]
    number: int
    screens: int
    page_number: int
    narrowing: Narrowing
    shown: Tally
    hidden: Tally
    batch: tuple[int, ...]
    after: dict[str, str]
    after_undo: str

    @property
    def is_narrowed(self) -> bool:
        return self.hidden.total > 0


def screen_of(view: Review) -> Screen:
    """The screen that this request asks for."""
    last_page = max(1, view.pages)
    page_number = min(max(1, request.values.get("page", 1, type=int)), last_page)
    narrowing = _narrowing(page_number)
    groups = narrowed(view.groups, narrowing)
    screens = max(1, -(-len(groups) // GROUPS_ON_A_SCREEN))
    number = min(max(1, request.values.get("screen", 1, type=int)), screens)
    first = (number - 1) * GROUPS_ON_A_SCREEN
    here = groups[first : first + GROUPS_ON_A_SCREEN]
    shown, whole = tally(groups), view.everything
    left = tuple(f.number for group in here for f in group.findings if f.decision is None)
    return Screen(
        groups=here,
        number=number,
        screens=screens,
        page_number=page_number,
        narrowing=narrowing,
        shown=shown,
        hidden=Tally(whole.total - shown.total, whole.left - shown.left),
        batch=left,
        after=_after(here, left, end="finish" if number == screens else "screens"),
        after_undo=_after_undo(view, here),
    )


def _narrowing(page_number: int) -> Narrowing:
    asked = request.values
    confidence = asked.get("list", "")
    status = asked.get("status", "")
    below = asked.get("below", "")
    return Narrowing(
        confidence=confidence if confidence in {"found", "review"} else "",
        label=asked.get("type", "")[:_LONGEST],
        below_per_cent=int(below) if below in {"80", "60"} else 0,
        standing=Standing(status) if status in set(Standing) else None,
        page=page_number if asked.get("here") else 0,
        by_position=asked.get("order") == "position",
    )


def _after(groups: tuple[FindingGroup, ...], left: tuple[int, ...], *, end: str) -> dict[str, str]:
    """For each finding and each group the next one that is left to decide, round the screen once."""
    order = [finding.number for group in groups for finding in group.findings]
    where = {number: place for place, number in enumerate(order)}
    after: dict[str, str] = {}
    for group in groups:
        own = {finding.number for finding in group.findings}
        for finding in group.findings:
            after[str(finding.number)] = _next(left, where, where[finding.number], {finding.number}, end)
        after[f"g{group.number}"] = _next(left, where, max(where[number] for number in own), own, end)
    return after


def _after_undo(view: Review, groups: tuple[FindingGroup, ...]) -> str:
    undone = {before.number for before in view.undoable.before} if view.undoable else set()
    shown = (finding.number for group in groups for finding in group.findings)
    return next((f"finding-{number}" for number in shown if number in undone), "findings")


def _next(left: tuple[int, ...], where: dict[int, int], place: int, but: set[int], end: str) -> str:
    others = [number for number in left if number not in but]
    behind = [number for number in others if where[number] > place]
    return f"finding-{(behind or others)[0]}" if others else end


def kept_place() -> dict[str, str]:
    """What this request says of its screen, for the address to go on to."""
    return {name: request.values[name][:_LONGEST] for name in NAMES if request.values.get(name)}


def review_address(set_id: str, *, at: str = "", **changed: Any) -> str:
    """The address of the review at the same part of the list; `changed` goes before, None takes a part out."""
    kept = {**kept_place(), **changed}
    return url_for("web.redactions.review", set_id=set_id, **kept, _anchor=at or None)
