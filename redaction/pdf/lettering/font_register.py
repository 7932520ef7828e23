"""The fonts of a document that is worked on in batches: which of them are the same, and what is still shown of each.

A font is read anew from each batch, but counted once: what it may keep is known only after the last page. Then it is
pruned and written, from the batch where it was met first.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from pikepdf import Stream

from redaction.pdf.lettering.font_loading import load_font
from redaction.pdf.lettering.fonts import CompositeFont, Font, SimpleFont
from redaction.pdf.lettering.numbering import fresh_numbers, program_of
from redaction.pdf.references import spelt_out

# So many stay in memory as they were read; of the others only what is shown is remembered.
_AT_HAND: Final = 48

Place = tuple[int, int]
"""The number and generation of an object in the file of its batch."""


@dataclass(slots=True, eq=False)
class Entry:
    """One font: the number that it will be written under, where it was met first, and its codes still shown.

    `fresh` are the new codes of its letters, where their own would tell; `program` is where its outlines are.
    """

    number: int
    batch: int
    place: Place
    used: set[int] | dict[int, int] | None = None
    used_cids: set[int] | None = None
    spoken: dict[bytes, set[str]] | None = None
    fresh: dict[int, int] = field(default_factory=dict)
    program: Place | None = None


class FontRegister:
    """Gives the fonts of each batch, and in the end those to be written.

    `reserve` gives out the numbers that they are written under.
    """

    def __init__(self, reserve: Callable[[], int]) -> None:
        self._reserve = reserve
        self._by_digest: dict[bytes, Entry] = {}
        self._at_hand: OrderedDict[int, Font] = OrderedDict()
        self._batches: dict[int, dict[Place, Entry]] = {}
        self._two_bytes: set[int] = set()

    def font(self, batch: int, pdf: pikepdf.Pdf, found: pikepdf.Object) -> Font:
        """Give a font that stands in `pdf`, the file of this batch."""
        here = self._batches.setdefault(batch, {})
        entry = here.get(found.objgen)
        if entry is not None:
            return self._read(entry, found)
        entry = here[found.objgen] = self._entry(batch, pdf, found)
        font = self._read(entry, found)
        if entry.batch == batch and entry.place == found.objgen:
            entry.fresh, entry.program = fresh_numbers(found, font), program_of(found)
        if isinstance(font, CompositeFont):
            self._two_bytes.add(entry.number)
        return font

    def numbers(self, batch: int) -> dict[Place, int]:
        """Say under which numbers the fonts of this batch will be written."""
        return {place: entry.number for place, entry in self._batches.get(batch, {}).items()}

    def fresh(self, batch: int) -> tuple[dict[Place, dict[int, int]], frozenset[Place]]:
        """Give the new codes of fonts of this batch that get any, and which of its fonts have codes of two bytes."""
        here = self._batches.get(batch, {})
        programs = [entry.program for entry in here.values()]
        for entry in here.values():
            # One program for two fonts cannot be put in the order of both.
            if entry.batch == batch and programs.count(entry.program) > 1:
                entry.fresh = {}
        wide = frozenset(place for place, entry in here.items() if entry.number in self._two_bytes)
        return {place: entry.fresh for place, entry in here.items() if entry.fresh}, wide

    def first_met(self, batch: int, pdf: pikepdf.Pdf) -> Iterator[tuple[Entry, pikepdf.Object, Font]]:
        """Give the fonts that were met first in this batch; `pdf` is its file."""
        for place, entry in list(self._batches.get(batch, {}).items()):
            if entry.batch == batch and entry.place == place:
                found = pdf.get_object(place)
                yield entry, found, self._read(entry, found)

    def has_first_met(self, batch: int) -> bool:
        """Say whether any font was met first in this batch, so that its file is needed again."""
        return any(entry.batch == batch for entry in self._batches.get(batch, {}).values())

    def _entry(self, batch: int, pdf: pikepdf.Pdf, found: pikepdf.Object) -> Entry:
        digest = _Digests(pdf).of(found)
        entry = self._by_digest.get(digest) if digest is not None else None
        if entry is None:
            entry = Entry(self._reserve(), batch, found.objgen)
            if digest is not None:
                self._by_digest[digest] = entry
        return entry

    def _read(self, entry: Entry, found: pikepdf.Object) -> Font:
        font = self._at_hand.get(entry.number)
        if font is None:
            font = self._at_hand[entry.number] = load_font(found)
            _share(font, entry)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        else:
            self._at_hand.move_to_end(entry.number)
        return font


def _share(font: Font, entry: Entry) -> None:
    """Have a font that was read again count on where it stopped."""
    if isinstance(font, SimpleFont | CompositeFont):
        font.spoken = entry.spoken = font.spoken if entry.spoken is None else entry.spoken
    if isinstance(font, SimpleFont):
        if isinstance(entry.used, set):
            font.used = entry.used
        entry.used = font.used
    elif isinstance(font, CompositeFont):
        if isinstance(entry.used, dict) and entry.used_cids is not None:
            font.used, font.used_cids = entry.used, entry.used_cids
        entry.used, entry.used_cids = font.used, font.used_cids


class _Digests:
    """Says what objects say, with all that they refer to; None where that leads back to where it began."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._made: dict[Place, bytes | None] = {}
        self._has_circle = False

    def of(self, value: pikepdf.Object) -> bytes | None:
        digest = self._of(value)
        return None if self._has_circle else digest

    def _of(self, value: pikepdf.Object) -> bytes:
        place = value.objgen
        if place not in self._made:
            self._made[place] = None
            told = hashlib.sha256(spelt_out(self._pdf, value, self._of))
            if isinstance(value, Stream):
                told.update(b"stream")
                told.update(value.read_raw_bytes())
            self._made[place] = told.hexdigest().encode()
        digest = self._made[place]
        self._has_circle = self._has_circle or digest is None
        return digest or b"circle"
