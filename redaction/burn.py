"""Removes what the schedule names from content, text layer, images, annotations, metadata, attachments."""

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pikepdf

from redaction.page import Box
from redaction.pdf.bars import Bars, Labels, lay_bars
from redaction.pdf.batches import Batch, batches
from redaction.pdf.finished import Finished
from redaction.pdf.frame import Frame, frame_of
from redaction.pdf.interpret import Interpreter
from redaction.pdf.library import Library
from redaction.pdf.match import Hit, mark
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.page_breaks import EdgeLine
from redaction.pdf.pdfium import OutsideHit, PdfiumDocument
from redaction.pdf.pixels.scan_lines import Surface
from redaction.pdf.rebuilding.layers import without_layers
from redaction.pdf.result.assembly import Assembly
from redaction.pdf.result.outline import shown_entries, write_outline
from redaction.pdf.result.title import title_of
from redaction.pdf.result.wayfinding import Guide, guide_of, links_on
from redaction.pdf.result.whole import Carried, Whole
from redaction.pdf.scans.codes import codes_on, may_hold_codes, take_codes
from redaction.pdf.scans.hidden_layer import HiddenLayer, layer_words
from redaction.pdf.scans.over_pictures import burns_of, in_a_picture, is_drawn, touches_a_picture
from redaction.pdf.scans.scan_setting import moved_line, settle, settle_picture
from redaction.pdf.scans.seeing import (
    OCR_DPI,
    Sight,
    find_seen,
    needs_eyes,
    read_page,
    with_bars,
)
from redaction.pdf.scans.unshown import find_unshown
from redaction.pdf.scopes import Burn, PageContent
from redaction.pdf.tags.tag_tree import NotFollowed, tags_of
from redaction.pdf.tags.tagging import Tagging
from redaction.pdf.text_state import Point
from redaction.pdf.unforeseen import UNFORESEEN, damage_is_told, where_from
from redaction.pdf.unhurried import unhurried
from redaction.pdf.writer import Writer, replace_with_picture
from redaction.report import BurnReport, MovedLine, Removal, Told
from redaction.schedule import AS_IT_IS, Gap, Opening, Schedule
from redaction.sight.ocr import OcrReader, OcrWord
from redaction.wording.needles import Needles

# Where they cannot be followed to their end (docs/decisions/0025-a-fresh-tag-tree.md).
_TAGS = "tags for screen readers"


@dataclass(slots=True)
class _Tally:
    removals: list[Removal] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    ocr_pages: list[int] = field(default_factory=list)
    rasterised: list[int] = field(default_factory=list)
    burned: list[tuple[int, Box]] = field(default_factory=list)
    moved: list[MovedLine] = field(default_factory=list)
    telling: list[int] = field(default_factory=list)
    unread_codes: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def burn(
    source: Path,
    target: Path,
    schedule: Schedule,
    *,
    ocr: OcrReader | None,
    opening: Opening = AS_IT_IS,
    as_pictures: Collection[int] = (),
    seen: Collection[Removal] = (),
    is_untagged: bool = False,
) -> BurnReport:
    """Write a new PDF without anything the schedule names.

    Args:
        source: read, never changed.
        target: written whole or not at all.
        ocr: reads pages and images without text of their own; None leaves them unread.
        opening: what a person said so that it may be opened.
        as_pictures: pages (from 1) to make pictures of themselves, when an earlier result was not clean.
        seen: places that an earlier result still showed in its pictures; they go too.
        is_untagged: no tags for screen readers, whatever the document has: an earlier result told by them.

    Raises:
        DocumentRefused: one of its kinds; nothing was written.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".burn-") as folder, damage_is_told():
        room = Path(folder)
        result = room / "result.pdf"
        told = Told(frozenset(as_pictures), tuple(seen), is_untagged=is_untagged)
        with unhurried():
            report = _burn_in_tags_or_without(source, result, schedule, opening, ocr, told)
        result.replace(target)
        return report


def _burn_in_tags_or_without(  # noqa: PLR0917 - each is one thing a burn is told
    source: Path, result: Path, schedule: Schedule, opening: Opening, ocr: OcrReader | None, told: Told
) -> BurnReport:
    """Burn, and again without any tag where one that was written first is found not to be followed.

    Nobody reads the result back here: the checker does, with more engines, and `redaction.mending` makes pictures
    of the pages on which it finds a term.
    """
    try:
        return Burning(result.parent, schedule, opening, ocr, told).run(source, result)
    except NotFollowed:
        # Found out on some page, after others were written with tags: no tag may stay.
        untagged = replace(told, is_untagged=True)
        return Burning(result.parent, schedule, opening, ocr, untagged).run(source, result)


class Burning:
    def __init__(
        self, room: Path, schedule: Schedule, opening: Opening, ocr: OcrReader | None, told: Told
    ) -> None:
        self.room = room
        self.opening = opening
        self.needles = Needles([entry.term for entry in schedule.entries])
        self.labels = Labels(schedule, self.needles)
        self.ocr = ocr
        self.told = told
        self.tally = _Tally()
        self.hits: list[OutsideHit] = []
        self.library = Library()
        self.left_out: tuple[str, ...] = ()
        self.guide = Guide()
        self.tagging = Tagging()
        self.pages = self.first = 0
        self.last_lines: list[EdgeLine] = []
        # What is shown of the pages that entries of the outline lead to, by index.
        self.frames: dict[int, Frame] = {}

    def run(self, source: Path, result: Path) -> BurnReport:
        with Assembly(result) as assembly:
            finished: Finished | None = None
            for batch in batches(source, self.opening, self.room, look=self._look):
                finished = finished or Finished(assembly, self.pages, self.needles)
                self._batch(batch, finished)
            if finished is None:
                raise ValueError
            finished.write_shared()
            self._write_end(finished.whole, assembly, result)
        tally = self.tally
        return BurnReport(
            len(tally.shares), tuple(tally.removals), tuple(tally.shares),
            tuple(tally.ocr_pages), tuple(tally.rasterised), left_out=self.left_out, burned=tuple(tally.burned),
            moved=tuple(tally.moved), telling=tuple(tally.telling), unread_codes=tuple(tally.unread_codes),
            faults=tuple(tally.faults),
        )  # fmt: skip

    def _look(self, old: pikepdf.Pdf) -> None:
        self.guide, self.pages = guide_of(old), len(old.pages)
        self.tagging = Tagging(None if self.told.is_untagged else tags_of(old))
        if "/StructTreeRoot" in old.Root and self.tagging.tags is None:
            self.left_out = (_TAGS,)

    def _batch(self, batch: Batch, finished: Finished) -> None:
        """Burn the pages of a batch, and put them down in the result."""
        self.first = batch.first
        with pikepdf.open(batch.path) as pdf:
            without_layers(pdf)
            self.library = finished.library(batch, pdf)
            self.writer = Writer(pdf, self.labels, self.library.forget)
            with PdfiumDocument(batch.path) as seen:
                if len(seen) != len(pdf.pages):
                    raise ValueError
                found = seen.hits(self.needles, self.last_lines)
                for index, hits in zip(range(batch.count), found, strict=False):
                    self.hits = hits
                    self._page(pdf, pdf.pages[index].obj, seen, index)
                self.last_lines = seen.ending(batch.count - 1)
            beside = partial(self._beside, finished.whole, {entry.page for entry in self.guide.entries})
            finished.take(batch, pdf, self.library, beside)

    def _beside(self, whole: Whole, in_outline: Collection[int], index: int, page: pikepdf.Object) -> bytes:
        """What the result has on a page besides what is drawn. A page that became a picture has other measures."""
        tags = self.tagging.beside(index)
        if self.tally.rasterised and index + 1 in self.tally.rasterised:
            return tags
        frame = frame_of(page)
        if index in in_outline:
            self.frames[index] = frame
        return tags + links_on(self.guide, index, frame, whole.page)

    def _write_end(self, whole: Whole, assembly: Assembly, result: Path) -> None:
        """Write what the whole document carries; entries of the outline only if they are seen in the result."""
        tags = self.tagging.written(whole, assembly)
        carried = Carried(self.guide.language, title_of(self.needles), tags)
        tail = whole.finish(carried)
        if not self.frames:
            return
        with PdfiumDocument(result) as seen:
            shown = shown_entries(self.guide.entries, self.frames, seen, self.needles)
        if shown:
            assembly.reopen(tail)
            root = write_outline(shown, assembly, whole.page)
            whole.finish(replace(carried, entries=carried.entries + b" /Outlines %d 0 R" % root))

    def _page(self, pdf: pikepdf.Pdf, page: pikepdf.Object, seen: PdfiumDocument, index: int) -> None:
        frame = frame_of(page)
        try:
            if self.first + index + 1 in self.told.as_pictures:
                raise ContentUnreadable
            self._rewrite(page, seen, index, frame)
        except (ContentUnreadable, *UNFORESEEN) as fault:
            self.tally.faults += [told] if (told := where_from(fault)) else []
            self._rasterise(pdf, page, seen, index, frame)

    def _rewrite(self, page: pikepdf.Object, seen: PdfiumDocument, index: int, frame: Frame) -> None:
        content = Interpreter(self.library).read(page)
        tags = self.tagging.begin(self.first + index, content)
        marks = mark(content, self.needles, self.hits)
        if marks.lost:
            raise ContentUnreadable
        sight = self._read_by_eye(content, seen, index, frame)
        # Letters go where the term was read, not under the wider bar: that lies on plain ground.
        found = [hit for hit in (*sight.hits, *sight.unshown) if is_drawn(hit, content)]
        layer = HiddenLayer(content, marks.lines) if self.labels.gap is Gap.FIXED else None
        hidden = layer.hits if layer else []
        if hidden and sight.picture is None:
            picture = seen.picture(index, dpi=OCR_DPI, grey=True)
            sight = Sight(words=layer_words(content, frame, dpi=OCR_DPI), picture=picture)
        surface = Surface(content, frame, dpi=OCR_DPI) if self.labels.gap is Gap.FIXED else None
        setting = settle(sight, [*found, *hidden], surface, frame, self.labels.labels)
        settled = layer.settle(setting) if layer else {}
        # These were seen in an earlier copy, whose lines stood as they are set now.
        self.tally.unread_codes += sight.unread_codes * [self.first + index + 1]
        again = [in_a_picture(place, frame, content) for place in self._places_on(index)]
        drawn = [*setting.bars, *sight.codes, *again]
        burns = [*burns_of(content), *(Burn(hit.area) for hit in drawn)]
        bars = lay_bars(content, marks.lines, self.labels, frame)
        bars.by_opening.update(settled)
        tags.bars = [*bars.slots, *(tags.slot_at(hit.area, content) for hit in drawn)]
        self.writer.write(
            page,
            content,
            burns,
            [*bars.quads, *((_upright(hit.area), hit.entry) for hit in drawn)],
            setting.lines,
            tags=tags,
        )
        self.tagging.end(self.first + index, content, tags)
        read = [(hit.entry, hit.area) for hit in drawn if hit.entry >= 0]
        read += bars.over_letters(content.segments)
        self._report(self.first + index + 1, frame, marks.hits, bars, read)
        self.tally.burned.extend(
            (self.first + index + 1, frame.box(each.area)) for each in burns if each.order < 0
        )
        self.tally.moved += setting.moved_on(self.first + index + 1)
        self.tally.telling += (setting.telling + len(again) * (surface is not None)) * [
            self.first + index + 1
        ]
        self.tally.shares.append(
            max(_share(content), _part_of_page([frame.box(hit.area) for hit in drawn], frame))
        )

    def _places_on(self, index: int) -> list[Removal]:
        return [place for place in self.told.places if place.page_number == self.first + index + 1]

    def _read_by_eye(self, content: PageContent, seen: PdfiumDocument, index: int, frame: Frame) -> Sight:
        """Give what OCR reads on the page."""
        if self.ocr is None or not self.needles.needles:
            return Sight()
        outlines = seen.outlines(index) if content.path_count else None
        if outlines is None and not needs_eyes(content):
            if may_hold_codes(content, seen, index):
                drawn = codes_on(content, seen.picture(index, dpi=OCR_DPI), frame, self.needles)
                return Sight(unread_codes=drawn.unread)
            return Sight()
        self.tally.ocr_pages.append(self.first + index + 1)
        picture = seen.picture(index, dpi=OCR_DPI)
        words = read_page(content, picture, frame, self.ocr, outlines=outlines)
        specks = {each.entry for each in self.needles.needles if len(each.folded) == 1}
        found = [
            hit
            for hit in find_seen(words, self.needles, frame, dpi=OCR_DPI)
            # One letter alone is in any line or leaf that is drawn; in a picture burning it harms little.
            if hit.entry not in specks or touches_a_picture(hit.area, content)
        ]
        hidden = find_unshown(content, picture, frame, self.needles, self.ocr)
        codes = codes_on(content, picture, frame, self.needles)
        return Sight(tuple(found), tuple(hidden), words, picture, codes.hits, codes.unread)

    def _report(
        self,
        number: int,
        frame: Frame,
        hits: list[Hit],
        bars: Bars,
        read: Sequence[tuple[int, Sequence[Point]]],
    ) -> None:
        told = {(entry, frame.box(area)) for entry, area in read}
        for hit in hits:
            for segment, first, _ in hit.parts:
                quad = bars.by_opening.get((id(segment), first))
                if quad is not None:
                    told.add((hit.entry, frame.box(quad)))
        ordered = sorted(told, key=lambda item: (item[1].top, item[1].left, item[0]))
        self.tally.removals.extend(Removal(number, entry, box) for entry, box in ordered)

    def _rasterise(
        self, pdf: pikepdf.Pdf, page: pikepdf.Object, seen: PdfiumDocument, index: int, frame: Frame
    ) -> None:
        """Make the page a picture of itself with bars burned in: what could not be rewritten cannot leak."""
        picture = seen.picture(index, dpi=OCR_DPI)
        found: list[tuple[int, Box]] = []
        words: list[OcrWord] = []
        for hit in self.hits:
            if not hit.boxes:
                raise ContentUnreadable
            for left, bottom, right, top in hit.boxes:
                found.append((hit.entry, frame.box([(left, bottom), (right, top)])))
        codes: list[tuple[int, Box]] = []
        if self.ocr is not None and self.needles.needles:
            codes, unread = take_codes(picture, self.needles)
            self.tally.unread_codes += unread * [self.first + index + 1]
            if self.first + index + 1 not in self.tally.ocr_pages:
                self.tally.ocr_pages.append(self.first + index + 1)
            words = list(self.ocr.words(picture, dpi=OCR_DPI))
            read = find_seen(words, self.needles, frame, dpi=OCR_DPI)
            found.extend((hit.entry, frame.box(hit.area)) for hit in read)
        is_fixed = self.labels.gap is Gap.FIXED
        may_move = is_fixed and self.first + index + 1 not in self.told.as_pictures
        settled = settle_picture(picture, words, found, self.labels.pictured, may_move=may_move)
        places = [(place.entry, place.box) for place in self._places_on(index)]
        bars = [*settled.bars, *codes, *places]
        number = self.first + index + 1
        self.tally.moved += [moved_line(line, settled.turn, number) for line in settled.lines]
        self.tally.telling += (settled.telling + len(places)) * is_fixed * [number]
        jpeg = with_bars(settled.picture, bars, self.labels.in_picture, dpi=OCR_DPI)
        tag = self.tagging.as_picture(self.first + index)
        replace_with_picture(pdf, page, jpeg, settled.picture.size, (frame.width, frame.height), mark=tag)
        self.tally.rasterised.append(number)
        self.tally.removals.extend(Removal(number, entry, box) for entry, box in bars)
        self.tally.shares.append(_part_of_page([box for _, box in bars], frame))


def _upright(area: tuple[Point, ...]) -> tuple[Point, ...]:
    """Give an area that OCR saw from its lower left corner on, as bars over text are given."""
    return tuple(reversed(area))


def _part_of_page(boxes: list[Box], frame: Frame) -> float:
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in boxes)
    return min(area / max(frame.width * frame.height, 1.0), 1.0)


def _share(content: PageContent) -> float:
    removed = sum(len(segment.removed) for segment in content.segments)
    if not removed:
        return 0.0
    return removed / max(sum(segment.count for segment in content.segments), removed)
