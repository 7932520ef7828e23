"""Puts finished pages down in the result, batch after batch, and what they share at the end.

Fonts are shared: which letters they keep is known only when the last page is done. Till then the files of the batches
where they were met first are kept.
"""

from collections.abc import Callable, Sequence
from functools import partial

import pikepdf

from redaction.pdf.batches import Batch
from redaction.pdf.lettering.font_register import Entry, FontRegister
from redaction.pdf.lettering.fonts import Font
from redaction.pdf.lettering.glyphs import prune_programs
from redaction.pdf.lettering.programs import BROKEN_PROGRAM
from redaction.pdf.lettering.renumbered import renumber_font
from redaction.pdf.library import Library
from redaction.pdf.operands import ContentUnreadable
from redaction.pdf.prune import clean_procedures, prune_font, share_use, to_unicode
from redaction.pdf.result.assembly import Assembly
from redaction.pdf.result.carrying import Carrier
from redaction.pdf.result.renumbering import Renumbering
from redaction.pdf.result.whole import Whole
from redaction.wording.needles import Needles


class Finished:
    """The result of a burn, as far as it is written."""

    def __init__(self, assembly: Assembly, pages: int, needles: Needles) -> None:
        self.whole = Whole(assembly, pages)
        self._assembly = assembly
        self._needles = needles
        self._fonts = FontRegister(assembly.reserve)
        self._known: dict[bytes, int] = {}
        self._kept: list[Batch] = []

    def library(self, batch: Batch, pdf: pikepdf.Pdf) -> Library:
        """Give a library for the pages of a batch; `pdf` is its file."""
        return Library(partial(self._fonts.font, batch.number, pdf))

    def take(
        self,
        batch: Batch,
        pdf: pikepdf.Pdf,
        library: Library,
        beside: Callable[[int, pikepdf.Object], bytes],
    ) -> None:
        """Put the pages of a batch down. `beside` gives entries for a page (index, object) of the whole document.

        Raises:
            ContentUnreadable: a glyph procedure cannot be taken apart.
        """
        if not batch.is_last:
            # What glyphs are drawn with counts as shown, in fonts that other batches may have brought.
            for _, font, _ in list(self._fonts.first_met(batch.number, pdf)):
                clean_procedures(font, library, self._needles)
        carrier = Carrier(self._assembly, pdf, self._known, self._fonts.numbers(batch.number))
        renumbering = Renumbering(*self._fonts.fresh(batch.number))
        for place in range(batch.count):
            page, index = pdf.pages[place].obj, batch.first + place
            renumbering.page(page)
            carrier.page(page, self.whole.page(index), self.whole.above(index), beside(index, page))
        if batch.is_last or self._fonts.has_first_met(batch.number):
            self._kept.append(batch)
        else:
            batch.path.unlink()

    def write_shared(self) -> None:
        """Put down what pages share: the fonts of all batches, pruned, and the tree that holds the pages.

        Raises:
            ContentUnreadable: a glyph procedure cannot be taken apart.
        """
        # The last first: glyph procedures of the others have been looked at.
        for batch in reversed(self._kept):
            with pikepdf.open(batch.path) as pdf:
                self._write_fonts_of(batch, pdf)
            batch.path.unlink()
        self.whole.write_tree()

    def _write_fonts_of(self, batch: Batch, pdf: pikepdf.Pdf) -> None:
        library = self.library(batch, pdf)
        for _, font, _ in list(self._fonts.first_met(batch.number, pdf)):
            clean_procedures(font, library, self._needles)
        met = list(self._fonts.first_met(batch.number, pdf))
        fonts = [(font, read) for _, font, read in met]
        share_use(fonts)
        for font, read in fonts:
            prune_font(pdf, font, read, tells=self._needles.occur_in)
        prune_programs(fonts)
        self._renumber(pdf, met)
        carrier = Carrier(self._assembly, pdf, self._known, self._fonts.numbers(batch.number))
        for entry, font, _ in met:
            carrier.put(entry.number, font)

    def _renumber(self, pdf: pikepdf.Pdf, met: Sequence[tuple[Entry, pikepdf.Object, Font]]) -> None:
        for entry, font, read in met:
            if entry.fresh:
                try:
                    renumber_font(pdf, font, read, entry.fresh, to_unicode)
                except BROKEN_PROGRAM as fault:
                    raise ContentUnreadable from fault
