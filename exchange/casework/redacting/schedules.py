"""Making the schedule of redactions of a verified copy, as a paper and as a table."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from exchange.casework.desk import Desk
from exchange.casework.spreadsheet import as_csv
from exchange.ledger import Act
from exchange.rules.material import Version
from exchange.rules.redactions import PageReport, RedactionSet
from exchange.rules.schedules import (
    RedactionSchedule,
    ScheduleLine,
    ScheduleShare,
    place_in_words,
    share_in_words,
)
from redaction import NOWHERE, Box, BurnReport, Ground, Removal

_COLUMNS = (
    "Number", "Page or part", "Place", "Reason code", "Reason", "Legal ground", "Proposed by", "Approved by",
    "Taken out of this page", "Warning",
)  # fmt: skip
#: Names of parts come from a child that read a hostile document: what does not look like one is only counted.
_PART_NAME = re.compile(r"[A-Z][A-Za-z0-9 ,()'-]{0,59}")
#: So much of a box in another is the same place: bars of one line may differ by a hair.
_MOST = 0.8
_WARNING = "More than 60% of this page was taken out"


@dataclass(frozen=True, slots=True)
class SchedulePapers:
    """The schedule as it goes with the copy: bytes by format."""

    pdf: bytes
    csv: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """Why one entry or one area of a schedule goes, and the account of whoever answers for that."""

    ground: Ground
    by: str
    is_whole_page: bool = False


def where_of(report: BurnReport, number: int) -> str:
    """ "Page 3", or the name of the part."""
    if not report.part_names:
        return f"Page {number}"
    name = report.part_names[number - 1] if number <= len(report.part_names) else ""
    return name if _PART_NAME.fullmatch(name) else f"Part {number}"


def places_of(report: BurnReport) -> tuple[Removal, ...]:
    """What went, one for each place, in the order a reader meets them.

    A burner may report a place letter by letter: told so, the number of lines would be the length of the name.
    The order in the report could tell which places lost the same word.
    """
    of_one: dict[tuple[int, int], list[Removal]] = {}
    for removal in sorted(report.removals, key=lambda each: each.box.left):
        known = of_one.setdefault((removal.page_number, removal.entry), [])
        near = next((at for at, each in enumerate(known) if _are_near(each.box, removal.box)), None)
        if near is None:
            known.append(removal)
        else:
            known[near] = replace(removal, box=_around(known[near].box, removal.box))
    places = _once_each([place for known in of_one.values() for place in known])
    return tuple(sorted(places, key=lambda each: (each.page_number, round(each.box.top), each.box.left)))


def _once_each(places: list[Removal]) -> list[Removal]:
    """Each place once, for the widest of the words that went from it.

    Where a surname goes, and the whole name that it stands in, one bar is one place of the schedule.
    """
    kept: dict[int, list[Removal]] = defaultdict(list)
    for place in sorted(places, key=lambda each: (each.box.left - each.box.right, each.entry)):
        of_page = kept[place.page_number]
        if not any(_is_in(place.box, each.box) for each in of_page):
            of_page.append(place)
    return [place for of_page in kept.values() for place in of_page]


def _is_in(inner: Box, outer: Box) -> bool:
    """True where most of a box lies in another."""
    if NOWHERE in {inner, outer}:
        return False
    across = min(inner.right, outer.right) - max(inner.left, outer.left)
    down = min(inner.bottom, outer.bottom) - max(inner.top, outer.top)
    area = (inner.right - inner.left) * (inner.bottom - inner.top)
    return across > 0 and down > 0 and across * down > area * _MOST


def _are_near(one: Box, two: Box) -> bool:
    """True for boxes of one line with less than a letter's height between them."""
    if NOWHERE in {one, two}:
        return False
    height = min(one.bottom - one.top, two.bottom - two.top)
    same_line = min(one.bottom, two.bottom) - max(one.top, two.top) > height / 2
    return same_line and two.left - one.right <= height and one.left - two.right <= height


def _around(one: Box, two: Box) -> Box:
    return Box(
        min(one.left, two.left), min(one.top, two.top), max(one.right, two.right), max(one.bottom, two.bottom)
    )


def pages_of_report(report: BurnReport) -> tuple[PageReport, ...]:
    """Each page or part from which something went, or that is a picture of itself now, in counts."""
    counts: dict[int, int] = {}
    for removal in places_of(report):
        counts[removal.page_number] = counts.get(removal.page_number, 0) + 1
    changed = sorted({*counts, *report.rasterised_pages})
    shares = dict(enumerate(report.share_removed, start=1))
    return tuple(
        PageReport(
            number=number,
            name=where_of(report, number) if report.part_names else "",
            removals=counts.get(number, 0),
            share_permille=min(1000, max(0, round(1000 * shares.get(number, 0.0)))),
            read_by_ocr=number in report.ocr_pages,
            is_picture=number in report.rasterised_pages,
        )
        for number in changed
    )


def schedule_of(
    act: Act,
    found: RedactionSet,
    copy: Version,
    report: BurnReport,
    redacted: Iterable[Answered],
    *,
    letters: Mapping[int, int],
    checks: tuple[str, ...],
) -> RedactionSchedule:
    """The schedule of a verified copy.

    Args:
        redacted: what is behind the schedule's entries, in their order, and then what is behind its areas.
        letters: how many letters each page of the original had, by its number, where that is known.
    """
    answered = tuple(redacted)
    people = {each: _person(act, each) for each in {answer.by for answer in answered}}
    return RedactionSchedule(
        id=found.id,
        matter=found.matter,
        copy=copy.id,
        copy_format=copy.format,
        copy_sha256=copy.sha256,
        made_at=copy.made_at,
        proposed_by=_person(act, found.proposed_by),
        proposed_at=found.proposed_at,
        approved_by=_person(act, found.approved_by),
        approved_at=found.approved_at,
        lines=tuple(
            _line(number, report, removal, answered[removal.entry], people)
            for number, removal in enumerate(places_of(report), start=1)
        ),
        shares=tuple(_share(report, page, letters) for page in pages_of_report(report)),
        left_out=report.left_out,
        checks=checks,
        bars_that_may_tell=len(report.telling),
    )


def _line(
    number: int, report: BurnReport, removal: Removal, answer: Answered, people: Mapping[str, str]
) -> ScheduleLine:
    ground, box = answer.ground, removal.box
    return ScheduleLine(
        number=number,
        page_number=removal.page_number,
        where=where_of(report, removal.page_number),
        place=place_of(answer, box),
        ground=ground.value,
        reason=ground.sentence,
        source=ground.source,
        proposed_by=people[answer.by],
    )


def place_of(answer: Answered, box: Box) -> str:
    """Where on its page something went, in words; empty where it stood in writing."""
    if answer.is_whole_page:
        return "The whole page"
    return "" if box == NOWHERE else place_in_words(left_points=box.left, top_points=box.top)


def _share(report: BurnReport, page: PageReport, letters: Mapping[int, int]) -> ScheduleShare:
    known = None if page.read_by_ocr else letters.get(page.number)
    return ScheduleShare(
        page_number=page.number,
        where=where_of(report, page.number),
        removals=page.removals,
        share=share_in_words(page.share_permille, letters=known),
        is_large=page.is_large,
        is_picture=page.is_picture,
    )


def _person(act: Act, officer_id: str) -> str:
    """Role and account, as certificates name people."""
    officer = act.officers.find(officer_id)
    roles = sorted(role.value.replace("-", " ") for role in officer.roles) if officer else []
    return ", ".join((" and ".join(roles).capitalize(), officer_id)) if roles else officer_id


def papers_of(desk: Desk, schedule: RedactionSchedule) -> SchedulePapers:
    """The schedule as an accessible PDF and as CSV."""
    return SchedulePapers(pdf=desk.papers.schedule_pdf(schedule), csv=_table(schedule))


def _table(schedule: RedactionSchedule) -> bytes:
    heading = f"Schedule of redactions {schedule.id}, copy {schedule.copy}, SHA-256 {schedule.copy_sha256}"
    rows: list[tuple[str, ...]] = [(heading,), _COLUMNS]
    shares = {share.page_number: share for share in schedule.shares}
    rows += [_row(schedule, line, shares[line.page_number]) for line in schedule.lines]
    rows += [("", "", "", "", f"Did not travel: {each}") for each in schedule.left_out]
    if schedule.bars_that_may_tell:
        rows.append(("", "", "", "", f"Bars of another width than most: {schedule.bars_that_may_tell}"))
    return as_csv(rows)


def _row(schedule: RedactionSchedule, line: ScheduleLine, share: ScheduleShare) -> tuple[str, ...]:
    return (
        str(line.number),
        line.where,
        line.place or "In the writing",
        line.ground,
        line.reason,
        line.source,
        line.proposed_by,
        schedule.approved_by,
        share.share,
        _WARNING if share.is_large else "",
    )
