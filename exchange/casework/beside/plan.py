"""The plan of a redaction set: the words in question. Sealed beside the original, never in the database."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import redaction
from exchange.casework.desk import Desk
from exchange.casework.work_room import open_plan, seal_plan
from exchange.rules.areas import WHOLE_PAGE
from redaction import Candidate, Ground, ScheduleEntry
from storage import Receipt

#: The detector of words that people typed themselves.
BY_HAND = "typed-term"


@dataclass(frozen=True, slots=True)
class PlannedCandidate:
    """One candidate by number (from 1). `places` are (page number, start, end) in the page's text.

    `pseudonym` is the label that is to stand in its place, once the set is put forward; empty for a plain gap.
    `explanation` says why it was found and `because` why it belongs to its group; `person` is an id in the matter's
    register. `confidence` is "found" or "review"; then its score is below `threshold`. Plans sealed by earlier
    releases have none of these.
    """

    number: int
    text: str
    label: str
    score: float
    detector: str
    group: str
    places: tuple[tuple[int, int, int], ...]
    pseudonym: str = ""
    explanation: str = ""
    because: str = ""
    person: str = ""
    confidence: str = "found"
    threshold: float = 0.0


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """A place on a page from which everything goes. `number` counts from 1 and stays when others are taken back.

    The edges are in points of the page as shown, from its top left corner. `marked_by` is an account.
    """

    number: int
    page_number: int
    left: float
    top: float
    right: float
    bottom: float
    ground: str
    marked_by: str

    @property
    def is_whole_page(self) -> bool:
        return (self.left, self.top, self.right, self.bottom) == WHOLE_PAGE


@dataclass(frozen=True, slots=True)
class Plan:
    """The terms typed for the matter, and the candidates in the order they are numbered.

    `letters` counts those of each page or part in turn; `parts` names the parts, empty where pages are pages.
    `labelled` says that people are replaced by their labels in the matter. `language` warns, in a sentence, of pages
    that are not in English. `looked_for` is a digest of the matter's names that were looked for in its document last.
    `areas` were marked by people. `sizes` are the width and height of each page as shown, in points.
    """

    typed: tuple[str, ...]
    candidates: tuple[PlannedCandidate, ...]
    letters: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    labelled: bool = False
    language: str = ""
    hidden: tuple[str, ...] = ()
    looked_for: str = ""
    areas: tuple[PlannedArea, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()


def numbered(candidates: Iterable[Candidate]) -> tuple[PlannedCandidate, ...]:
    """Candidates as they are shown: one for each wording, whatever label it was found under.

    Removal goes by wording, so the same words under two labels are one question.
    """
    by_wording: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_wording.setdefault(" ".join(candidate.text.split()), []).append(candidate)
    return tuple(
        _planned(number, wording, same) for number, (wording, same) in enumerate(by_wording.items(), 1)
    )


def _planned(number: int, wording: str, same: list[Candidate]) -> PlannedCandidate:
    """Found for certain under one label is found for certain: the surest speaks for all.

    Words that were typed say nothing of what they are. Where somebody is recognised in them, that somebody speaks.
    """
    recognised = [candidate for candidate in same if candidate.detector != BY_HAND] or same
    surest = max(recognised, key=lambda candidate: (candidate.confidence == "found", candidate.score))
    most_certain = next((each for each in same if each.confidence == "found"), surest)
    return PlannedCandidate(
        number=number,
        text=wording,
        label=surest.label,
        score=surest.score,
        detector=surest.detector,
        group=recognised[0].group,
        places=tuple(sorted({(p.page_number, p.start, p.end) for c in same for p in c.places})),
        explanation=surest.explanation,
        because=recognised[0].because,
        person=recognised[0].person,
        confidence=most_certain.confidence.value,
        threshold=surest.threshold,
    )


def entry_for(candidate: PlannedCandidate, ground: Ground) -> ScheduleEntry:
    """What is removed for a candidate. Where a label stands in for a name, its possessive stays in the sentence."""
    if not candidate.pseudonym:
        return ScheduleEntry(candidate.text, ground)
    return ScheduleEntry(redaction.without_possessive(candidate.text), ground, candidate.pseudonym)


def write_plan(desk: Desk, plan: Plan, *, matter: str, party: str) -> Receipt:
    """Seal the plan; the receipt is what the set's row carries."""
    return seal_plan(desk, matter=matter, party=party, plan=asdict(plan))


def read_plan(desk: Desk, receipt: str) -> Plan:
    """The plan that a set's row names."""
    written: dict[str, Any] = open_plan(desk, receipt)
    return Plan(
        typed=tuple(written["typed"]),
        candidates=tuple(
            PlannedCandidate(**{**row, "places": tuple(tuple(place) for place in row["places"])})
            for row in written["candidates"]
        ),
        letters=tuple(written.get("letters", ())),
        parts=tuple(written.get("parts", ())),
        labelled=bool(written.get("labelled", False)),
        language=str(written.get("language", "")),
        hidden=tuple(written.get("hidden", ())),
        looked_for=str(written.get("looked_for", "")),
        areas=tuple(PlannedArea(**row) for row in written.get("areas", ())),
        sizes=tuple((width, height) for width, height in written.get("sizes", ())),
    )
