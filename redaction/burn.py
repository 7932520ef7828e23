"""Removes what the schedule names from content, text layer, images, annotations, metadata, attachments."""

import tempfile
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf

from redaction.pdf.batches import Batch, batches
from redaction.pdf.finished import Finished
from redaction.pdf.frame import Frame, frame_of
from redaction.pdf.page_breaks import EdgeLine
from redaction.pdf.page_burning import PageBurning
from redaction.pdf.pdfium import PdfiumDocument
from redaction.pdf.rebuilding.layers import without_layers
from redaction.pdf.result.assembly import Assembly
from redaction.pdf.result.outline import shown_entries, write_outline
from redaction.pdf.result.title import title_of
from redaction.pdf.result.wayfinding import Guide, guide_of, links_on
from redaction.pdf.result.whole import Carried, Whole
from redaction.pdf.tags.tag_tree import NotFollowed, tags_of
from redaction.pdf.tags.tagging import Tagging
from redaction.pdf.unforeseen import damage_is_told
from redaction.pdf.unhurried import unhurried
from redaction.pdf.writer import Writer
from redaction.report import BurnReport, Removal, Told
from redaction.schedule import AS_IT_IS, Opening, Schedule
from redaction.sight.ocr import OcrReader

# Where they cannot be followed to their end (docs/decisions/0025-a-fresh-tag-tree.md).
_TAGS = "tags for screen readers"


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


class Burning(PageBurning):
    """One burn of one document: in batches of pages, then what the whole document carries."""

    def __init__(
        self, room: Path, schedule: Schedule, opening: Opening, ocr: OcrReader | None, told: Told
    ) -> None:
        super().__init__(schedule, ocr, told)
        self.room = room
        self.opening = opening
        self.left_out: tuple[str, ...] = ()
        self.guide = Guide()
        self.pages = 0
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
        return self.tally.report(self.left_out)

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
