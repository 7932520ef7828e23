"""Burns one page: rewrites what it draws, or makes it a picture of itself where that cannot be done safely."""

from collections.abc import Sequence

import pikepdf

from redaction.page import Box
from redaction.pdf.bars import Bars, Labels, lay_bars
from redaction.pdf.frame import Frame, frame_of
from redaction.pdf.interpret import Interpreter
from redaction.pdf.library import Library
from redaction.pdf.match import mark
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.pdfium import OutsideHit, PdfiumDocument
from redaction.pdf.pixels.scan_lines import Surface
from redaction.pdf.scans.codes import codes_on, may_hold_codes, take_codes
from redaction.pdf.scans.hidden_layer import HiddenLayer, layer_words
from redaction.pdf.scans.over_pictures import burns_of, in_a_picture, is_drawn, touches_a_picture
from redaction.pdf.scans.scan_setting import moved_line, settle, settle_picture
from redaction.pdf.scans.seeing import OCR_DPI, Sight, find_seen, needs_eyes, read_page, with_bars
from redaction.pdf.scans.unshown import find_unshown
from redaction.pdf.scopes import Burn, PageContent
from redaction.pdf.tags.tagging import Tagging
from redaction.pdf.taking import Hit
from redaction.pdf.tally import Tally, part_of_page, share_of
from redaction.pdf.text_state import Point
from redaction.pdf.unforeseen import UNFORESEEN, where_from
from redaction.pdf.writer import Writer, replace_with_picture
from redaction.report import Removal, Told
from redaction.schedule import Gap, Schedule
from redaction.sight.ocr import OcrReader, OcrWord
from redaction.wording.needles import Needles


class PageBurning:
    """What burning a page takes. `first` is the index of the first page that `writer` and `hits` are of."""

    writer: Writer

    def __init__(self, schedule: Schedule, ocr: OcrReader | None, told: Told) -> None:
        self.needles = Needles([entry.term for entry in schedule.entries])
        self.labels = Labels(schedule, self.needles)
        self.ocr = ocr
        self.told = told
        self.tally = Tally()
        self.hits: list[OutsideHit] = []
        self.library = Library()
        self.tagging = Tagging()
        self.first = 0

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
            max(share_of(content), part_of_page([frame.box(hit.area) for hit in drawn], frame))
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
        self.tally.shares.append(part_of_page([box for _, box in bars], frame))


def _upright(area: tuple[Point, ...]) -> tuple[Point, ...]:
    """Give an area that OCR saw from its lower left corner on, as bars over text are given."""
    return tuple(reversed(area))
