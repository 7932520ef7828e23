"""Burns the areas of a PDF that a person drew, before its terms: two passes, so that each stays what it is.

Lines that lose a term are set anew; what lies in an area goes where it lies, and its bar stays there. So areas go
first, from the document as the person saw it, and the terms go from what that leaves.
"""

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf

from redaction.burn import Burning, burn
from redaction.errors import DocumentNotSupported
from redaction.page import Box
from redaction.pdf import areas as on_a_page
from redaction.pdf.bars import Labels
from redaction.pdf.frame import Frame
from redaction.pdf.interpret import Interpreter
from redaction.pdf.pdfium import PdfiumDocument
from redaction.pdf.scopes import Burn
from redaction.pdf.tags.tag_tree import NotFollowed
from redaction.pdf.tally import part_of_page
from redaction.pdf.text_state import Point
from redaction.pdf.unforeseen import damage_is_told
from redaction.pdf.unhurried import unhurried
from redaction.report import BurnReport, Removal, Told
from redaction.schedule import AS_IT_IS, Gap, Opening, Schedule, ScheduleArea, ScheduleEntry
from redaction.sight.ocr import OcrReader


def burn_all(  # noqa: PLR0917 - each is one thing a burn is told
    source: Path, target: Path, schedule: Schedule, opening: Opening, ocr: OcrReader | None, told: Told
) -> BurnReport:
    """Write a new PDF without anything that the schedule names, terms and areas.

    In the report an area's entry is its place in the schedule's areas, after all terms.

    Raises:
        DocumentRefused: one of its kinds; nothing was written.
    """
    if not schedule.areas:
        return _terms(source, target, schedule, opening, ocr, told)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".areas-") as folder:
        between = Path(folder) / "between.pdf"
        first = _areas(source, between, schedule.areas, opening, told)
        rest = _terms(between, target, replace(schedule, areas=()), AS_IT_IS, ocr, told)
    return _both(first, rest, schedule.areas, after=len(schedule.entries))


def _terms(  # noqa: PLR0917 - as burn_all
    source: Path, target: Path, schedule: Schedule, opening: Opening, ocr: OcrReader | None, told: Told
) -> BurnReport:
    return burn(
        source, target, schedule, opening=opening, ocr=ocr, as_pictures=told.as_pictures, seen=told.places,
        is_untagged=told.is_untagged,
    )  # fmt: skip


def _areas(
    source: Path, result: Path, areas: tuple[ScheduleArea, ...], opening: Opening, told: Told
) -> BurnReport:
    told = replace(told, places=())
    with damage_is_told(), unhurried():
        try:
            report = _AreaBurning(result.parent, areas, opening, told).run(source, result)
        except NotFollowed:
            told = replace(told, is_untagged=True)
            report = _AreaBurning(result.parent, areas, opening, told).run(source, result)
    if any(area.page_number > report.pages for area in areas):
        raise DocumentNotSupported(
            f"An area is on a page that the document does not have: it has {report.pages}.",
            next_step="Look up the number of the page, counted from the first, and give the area again.",
        )
    return report


def _both(first: BurnReport, rest: BurnReport, areas: Sequence[ScheduleArea], *, after: int) -> BurnReport:
    """One report of both passes. What the first left out, the second did not see.

    On a page that became a picture later, what is round the bar of an area is no longer known to be bare.
    """
    removals = tuple(
        Removal(
            each.page_number,
            each.entry + after,
            areas[each.entry].box if each.page_number in rest.rasterised_pages else each.box,
        )
        for each in first.removals
    )
    shares = zip(first.share_removed, rest.share_removed, strict=True)
    return replace(
        rest,
        removals=(*removals, *rest.removals),
        share_removed=tuple(min(sum(each), 1.0) for each in shares),
        rasterised_pages=tuple(sorted({*first.rasterised_pages, *rest.rasterised_pages})),
        left_out=tuple(dict.fromkeys((*first.left_out, *rest.left_out))),
        burned=(*first.burned, *rest.burned),
        faults=(*first.faults, *rest.faults),
    )


class _AreaBurning(Burning):
    """A burn that takes out areas and nothing else. No line moves."""

    def __init__(self, room: Path, areas: tuple[ScheduleArea, ...], opening: Opening, told: Told) -> None:
        # Each area stands as an entry without a term, whose label its bar shows.
        super().__init__(room, Schedule((), Gap.EXACT), opening, None, told)
        # Where areas lie over each other, one's label would stand in another, where nothing may.
        labelled = tuple(
            ScheduleEntry("", area.ground, "" if any(_meet(area, each) for each in areas) else area.label)
            for area in areas
        )
        self.labels = Labels(Schedule(labelled, Gap.EXACT), self.needles)
        self.on_page: dict[int, list[Removal]] = defaultdict(list)
        for entry, area in enumerate(areas):
            self.on_page[area.page_number].append(Removal(area.page_number, entry, area.box))

    def _places_on(self, index: int) -> list[Removal]:
        return self.on_page.get(self.first + index + 1, [])

    def _rewrite(self, page: pikepdf.Object, seen: PdfiumDocument, index: int, frame: Frame) -> None:
        places = self._places_on(index)
        if not places:
            super()._rewrite(page, seen, index, frame)
            return
        content = Interpreter(self.library).read(page)
        tags = self.tagging.begin(self.first + index, content)
        areas = [_own(place.box, frame) for place in places]
        gone = on_a_page.take_out(areas, content)
        quads = [_corners(place.box, frame) for place in places]
        tags.bars = [tags.slot_at(quad, content) for quad in quads]
        burns = [Burn(quad) for quad in quads]
        bars = [(quad, place.entry) for quad, place in zip(quads, places, strict=True)]
        self.writer.write(page, content, burns, bars, tags=tags)
        self.tagging.end(self.first + index, content, tags)
        self.tally.removals += [
            Removal(place.page_number, place.entry, frame.box([box[:2], box[2:]]))
            for place, box in zip(places, gone, strict=True)
        ]
        self.tally.burned += [(place.page_number, place.box) for place in places]
        self.tally.shares.append(part_of_page([place.box for place in places], frame))


def _meet(one: ScheduleArea, other: ScheduleArea) -> bool:
    """Whether two areas lie over each other."""
    box, beside = one.box, other.box
    return (
        one is not other
        and one.page_number == other.page_number
        and box.left < beside.right
        and beside.left < box.right
        and box.top < beside.bottom
        and beside.top < box.bottom
    )


def _own(box: Box, frame: Frame) -> on_a_page.Bounds:
    xs, ys = zip(frame.own((box.left, box.top)), frame.own((box.right, box.bottom)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _corners(box: Box, frame: Frame) -> tuple[Point, ...]:
    """The corners from the lower left one on, as shown: a label reads as the page does."""
    shown = (box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)
    return tuple(map(frame.own, shown))
