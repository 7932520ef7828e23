"""Burns terms out of picture files, frame by frame."""

import io
import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from redaction.errors import DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import HEAD_BYTES, recognise
from redaction.page import Box
from redaction.pictures.bars import USUAL_HEIGHT_PIXELS, Edges, bars_for, bars_seen, draw_bars, together
from redaction.pictures.encode import kind_for, write_pictures
from redaction.pictures.eyes import words_of
from redaction.pictures.own_ink import with_own_ink
from redaction.pictures.set_line import SetLine
from redaction.pictures.setting import set_anew
from redaction.pictures.turning import Turn
from redaction.report import BurnReport, MovedLine, Removal, Told
from redaction.sight.bar_labels import write_label
from redaction.sight.frames import PICTURES, Frame, Frames, opened_frames
from redaction.sight.ocr import OcrReader, OcrWord
from redaction.sight.printed_codes import code_boxes, cover
from redaction.wording.needles import FoldedText, Needles
from redaction.wording.read_words import term_boxes

_NOTHING_TOLD: Final = Told()


@dataclass(frozen=True, slots=True)
class BurnedPicture:
    """A picture written anew. `removals` are entries with their bars, in pixels of the frame `page_number` says.

    `telling` is the number of bars that a reader sees: each is as wide as what stood under it. `unread_codes` are
    printed codes that were seen and could not be read.
    """

    content: bytes
    kind: DocumentKind
    removals: tuple[Removal, ...]
    frames: int
    telling: int = 0
    unread_codes: int = 0


def burn_picture(content: bytes, needles: Needles, ocr: OcrReader | None) -> BurnedPicture:
    """Burn a picture that stands inside another document.

    Only its first frame is kept: documents show no other. The copy is JPEG for a photograph, otherwise PNG,
    and is written anew even when nothing is found in it. Without `ocr` nothing is looked for.

    Raises:
        DocumentUnreadable: no picture of a kind in `redaction.sight.frames.PICTURES`, or damaged.
        DocumentTooCostly: it has more pixels than one may.
        DocumentRefused: it cannot be read here.
    """
    kind = recognise(content[:HEAD_BYTES], "").kind
    if kind not in PICTURES:
        raise DocumentUnreadable(
            "A picture in the document is of a kind that cannot be read here.",
            next_step="Save the document as PDF and upload that.",
        )
    with opened_frames(content, kind) as frames:
        burning = _Burning(needles, ocr, _NOTHING_TOLD)
        copy_kind = kind_for(DocumentKind.PNG, frames=1, is_lossy=frames.is_lossy)
        written = io.BytesIO()
        write_pictures(burning.burned([frames.frame(1)]), copy_kind, written)
        bars = bars_seen(removal.box for removal in burning.in_pixels)
        unread = len(burning.unread_codes)
        return BurnedPicture(written.getvalue(), copy_kind, tuple(burning.in_pixels), 1, bars, unread)


def burn_picture_file(
    source: Path,
    kind: DocumentKind,
    target: Path,
    needles: Needles,
    *,
    ocr: OcrReader | None,
    told: Told,
    keeps_layout: bool = True,
    labels: Sequence[str] = (),
) -> BurnReport:
    """Burn a picture that is a document of its own: every frame is a page, except what stands behind a JPEG.

    A page in `told.as_pictures` still told something after a burn, so it is read in every way there is, and its lines
    stay. Unless it keeps its layout, any other line that loses something is set anew round a bar of one width.
    `labels` has for each entry what is written on its bars, or nothing.

    Raises:
        DocumentUnreadable, DocumentTooCostly, DocumentRefused: nothing was written.
    """
    burning = _Burning(needles, ocr, told, keeps_layout=keeps_layout, labels=labels)
    with opened_frames(source, kind) as frames:
        copy_kind = kind_for(kind, frames=frames.count, is_lossy=frames.is_lossy)
        fresh = target.with_name(f"{target.name}.part")
        try:
            with fresh.open("w+b") as written:
                write_pictures(burning.burned(frames), copy_kind, written)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
        return burning.report(copy_kind, frames)


class _Burning:
    def __init__(
        self,
        needles: Needles,
        ocr: OcrReader | None,
        told: Told,
        *,
        keeps_layout: bool = True,
        labels: Sequence[str] = (),
    ) -> None:
        self.needles = needles
        self.ocr = ocr
        self.told = told
        self.keeps_layout = keeps_layout
        self.labels = labels
        self.in_pixels: list[Removal] = []
        self.in_points: list[Removal] = []
        self.shares: list[float] = []
        self.moved: list[MovedLine] = []
        self.telling: list[int] = []
        self.unread_codes: list[int] = []

    def burned(self, frames: Iterable[Frame]) -> Iterator[tuple[Image.Image, str]]:
        """Each frame with its bars, and how its original was packed."""
        for frame in frames:
            image, bars = self._settled(frame)
            self._note(frame, bars)
            yield self._drawn(image, bars), frame.packing

    def _drawn(self, image: Image.Image, bars: Sequence[tuple[int, Edges]]) -> Image.Image:
        draw_bars(image, (edges for _, edges in bars))
        covered = [edges for _, edges in bars]
        for entry, edges in bars:
            # A label on bars that lie over each other could not be told from what they hide.
            if entry < len(self.labels) and sum(_overlap(edges, other) for other in covered) == 1:
                write_label(image, edges, self.labels[entry])
        return image

    def _settled(self, frame: Frame) -> tuple[Image.Image, list[tuple[int, Edges]]]:
        """A frame with its lines set anew, and its bars, which are not drawn."""
        if self.ocr is None or not (self.needles.needles or self.needles.literals):
            return frame.image, []
        is_thorough = frame.number in self.told.as_pictures
        codes = code_boxes(frame.image, self._entries_in)
        cover(frame.image, [box for _, box in codes.wanted])
        self.unread_codes += codes.unread * [frame.number]
        words = words_of(frame.image, self.ocr, is_thorough=is_thorough)
        found = term_boxes(words, self.needles)
        # Places were seen in an earlier copy, whose lines stood as they are set now; codes stand where they stood.
        placed = [
            (place.entry, _times(place.box, 1 / frame.points_per_pixel)) for place in self._places_on(frame)
        ]
        edges = [(entry, _within(frame.image, box)) for entry, box in (*placed, *codes.wanted)]
        if self.keeps_layout:
            return frame.image, bars_for(frame.image, words, found) + edges
        own = with_own_ink(frame.image, words, together(found, near=_usual_height(words)))
        done = set_anew(frame.image, words, [] if is_thorough else own, self.labels)
        stays = bars_for(done.picture, words, own if is_thorough else done.stays)
        self.moved += [_moved(line, done.turn, frame) for line in done.lines]
        odd = [*done.telling, *(Box(*map(float, edge)) for _, edge in stays), *(box for _, box in placed)]
        self.telling += bars_seen(odd) * [frame.number]
        return done.picture, [(entry, _within(frame.image, box)) for entry, box in done.bars] + stays + edges

    def _places_on(self, frame: Frame) -> list[Removal]:
        return [place for place in self.told.places if place.page_number == frame.number]

    def _entries_in(self, text: str) -> list[int]:
        return [hit.entry for hit in FoldedText(text).find(self.needles)]

    def _note(self, frame: Frame, bars: list[tuple[int, Edges]]) -> None:
        covered = 0
        for entry, edges in sorted(bars, key=lambda bar: (bar[1][1], bar[1][0], bar[0])):
            box = Box(*map(float, edges))
            covered += (edges[2] - edges[0]) * (edges[3] - edges[1])
            self.in_pixels.append(Removal(frame.number, entry, box))
            self.in_points.append(Removal(frame.number, entry, _times(box, frame.points_per_pixel)))
        self.shares.append(min(1.0, covered / (frame.image.width * frame.image.height)))

    def report(self, kind: DocumentKind, frames: Frames) -> BurnReport:
        pages = tuple(range(1, frames.count + 1))
        return BurnReport(
            frames.count,
            tuple(self.in_points),
            tuple(self.shares),
            ocr_pages=pages if self.ocr is not None else (),
            rasterised_pages=pages,
            part_names=tuple(f"Picture {number}" for number in pages),
            left_out=pictures_behind(frames.left_behind),
            kind=kind,
            moved=tuple(self.moved),
            telling=tuple(self.telling),
            unread_codes=tuple(self.unread_codes),
        )


def _moved(line: SetLine, turn: Turn, frame: Frame) -> MovedLine:
    """A line of a frame in points, as its checker is told of it."""
    scale = frame.points_per_pixel
    moves = tuple((move.left * scale, move.right * scale, move.to * scale) for move in line.moves)
    box = Box(float(line.left), float(line.top), float(line.right), float(line.bottom))
    return MovedLine(frame.number, _times(box, scale), line.slope, moves, turn.quarters)


def _usual_height(words: Sequence[OcrWord]) -> float:
    lows = [min(word.box.bottom - word.box.top, word.box.right - word.box.left) for word in words]
    return statistics.median(lows) if lows else USUAL_HEIGHT_PIXELS


def pictures_behind(further: int) -> tuple[str, ...]:
    """What is said of pictures that a file holds behind those it shows."""
    if not further:
        return ()
    return (f"{further} further {'picture' if further == 1 else 'pictures'} stored behind the first",)


def _within(image: Image.Image, box: Box) -> Edges:
    return (
        max(0, math.floor(box.left)),
        max(0, math.floor(box.top)),
        min(image.width, math.ceil(box.right)),
        min(image.height, math.ceil(box.bottom)),
    )


def _overlap(one: Edges, other: Edges) -> bool:
    return max(one[0], other[0]) < min(one[2], other[2]) and max(one[1], other[1]) < min(one[3], other[3])


def _times(box: Box, scale: float) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
