"""How much of each page decisions take out: by letters of its text, and by the paper that areas cover."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from exchange.casework.beside.plan import Plan, PlannedArea
from redaction import BurnReport

_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Going:
    """What goes from one page: how many places, and how many thousandths of it."""

    places: int
    permille: int


def going_from(plan: Plan, redacted: Collection[int]) -> Mapping[int, Going]:
    """What goes from each page by the candidates of these numbers and by the areas, as far as the text can tell.

    Words that were added by hand have no places and pictures no letters, so it is the least that goes.
    """
    gone: dict[int, set[int]] = defaultdict(set)
    places: dict[int, int] = defaultdict(int)
    covered: dict[int, int] = defaultdict(int)
    for candidate in plan.candidates:
        if candidate.number in redacted:
            for page, start, end in candidate.places:
                gone[page].update(range(start, end))
                places[page] += 1
    for area in plan.areas:
        covered[area.page_number] += _covered(plan, area)
        places[area.page_number] += 1
    letters = dict(enumerate(plan.letters, start=1))
    return {
        page: Going(
            places[page], min(_WHOLE, covered[page] + _of_letters(len(gone[page]), letters.get(page)))
        )
        for page in sorted(places)
    }


def with_shares_of_text(report: BurnReport, going: Mapping[int, Going]) -> BurnReport:
    """The report, where pages that were read by OCR have the share of their words that went.

    A burner of pictures measures bars against paper. Print covers a tenth of it, so all of a page could go and nobody
    be warned that more than 60 % did.
    """
    if len(report.share_removed) != report.pages:
        return report
    shares = list(report.share_removed)
    for page in report.ocr_pages:
        if page in going and page <= len(shares):
            shares[page - 1] = max(shares[page - 1], going[page].permille / _WHOLE)
    return replace(report, share_removed=tuple(shares))


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
