"""Settles what becomes of terms that stand in the pictures of a page: lines set anew, or bars on a grid.

Source: docs/decisions/0026-scanned-lines-set-anew.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from redaction.page import Box
from redaction.pdf.frame import Frame
from redaction.pdf.pixels.scan_lines import PageLine, Surface
from redaction.pdf.scans.seeing import OCR_DPI, SeenHit, Sight, corners_of, on_a_grid
from redaction.pdf.text_state import Point
from redaction.pictures.bars import bars_seen
from redaction.pictures.planning import Planner
from redaction.pictures.set_line import SetLine, apart
from redaction.pictures.setting import set_anew
from redaction.pictures.turning import Turn
from redaction.report import MovedLine
from redaction.sight.ocr import OcrWord

_UPRIGHT: Final = Turn(0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ScanSetting:
    """The lines that are set anew, and every bar of the page's pictures, in the page's own units."""

    lines: tuple[PageLine, ...]
    bars: tuple[SeenHit, ...]
    moved_from: tuple[tuple[SeenHit, SeenHit], ...] = ()
    """Where terms stood on lines set anew, each with its bar."""
    turn: Turn = _UPRIGHT
    """How the page was turned to see the lines."""
    telling: int = 0
    """How many bars may tell by their width how long a word was."""

    def bar_over(self, area: Sequence[Point]) -> tuple[Point, ...] | None:
        """The bar that stands for what stood in an area; None where there is none."""
        middle = sum(x for x, _ in area) / len(area), sum(y for _, y in area) / len(area)
        for was, bar in self.moved_from:
            if _has(was.area, middle):
                return bar.area
        return next((bar.area for bar in self.bars if _has(bar.area, middle)), None)

    def moved_on(self, page_number: int) -> list[MovedLine]:
        """What is told to the checker of the lines that were set anew."""
        return [moved_line(each.line, self.turn, page_number) for each in self.lines]


def moved_line(line: SetLine, turn: Turn, page_number: int, *, scale: float = 72 / OCR_DPI) -> MovedLine:
    """A line of a page drawn at OCR_DPI, or of a picture with `scale` points to a pixel, in points."""
    box = Box(line.left * scale, line.top * scale, line.right * scale, line.bottom * scale)
    moves = tuple((move.left * scale, move.right * scale, move.to * scale) for move in line.moves)
    return MovedLine(page_number, box, line.slope, moves, turn.quarters)


def settle(
    sight: Sight, found: Sequence[SeenHit], surface: Surface | None, frame: Frame, labels: Sequence[str]
) -> ScanSetting:
    """Set the lines anew in which terms stand, where that can be done cleanly; elsewhere widen their places.

    Without a `surface` nothing may be moved: a person asked for bars as wide as what they hide.
    """
    places, behind = sight.places(found, frame), sight.as_they_are(found, frame)
    if surface is None or sight.picture is None or not places:
        bars = (*sight.on_grid(places, frame), *behind)
        return ScanSetting((), bars, telling=0 if surface is None else _seen(bars, frame))
    turn = Turn.of(sight.words, sight.picture.size)
    surface = surface.turned(turn)
    held = [(entry, turn.box(box)) for entry, box in places]
    planner = Planner(turn.picture(sight.picture), turn.words(sight.words), held, labels)
    planned, stays = planner.plan(surface.room)
    free = [line for line in planned if surface.is_free(line)]
    stays += [(bar.entry, bar.was) for line in planned if line not in free for bar in line.bars]
    lines, stays = apart(free, stays)
    pairs = [
        (_hit(bar.entry, turn.back(bar.was), frame), _hit(bar.entry, turn.back(bar.box), frame))
        for line in lines
        for bar in line.bars
    ]
    widened = sight.on_grid([(entry, turn.back(box)) for entry, box in stays], frame)
    return ScanSetting(
        tuple(PageLine(line, surface.to_page) for line in lines),
        (*(bar for _, bar in pairs), *widened, *behind),
        tuple(pairs),
        turn,
        _seen([*widened, *behind], frame)
        + bars_seen(bar.box for line in lines if line.tells for bar in line.bars),
    )


@dataclass(frozen=True, slots=True)
class SettledPicture:
    """A page that is one picture of itself, with its lines set anew; its bars, in points, are not drawn."""

    picture: Image.Image
    bars: tuple[tuple[int, Box], ...]
    lines: tuple[SetLine, ...]
    turn: Turn
    telling: int


def settle_picture(
    picture: Image.Image,
    words: Sequence[OcrWord],
    found: Sequence[tuple[int, Box]],
    labels: Sequence[str],
    *,
    may_move: bool,
) -> SettledPicture:
    """Set the lines of a page drawn at OCR_DPI anew; boxes of terms are in points as shown."""
    if not may_move or not found:
        bars = on_a_grid(picture, words, found, dpi=OCR_DPI)
        return SettledPicture(
            picture, tuple(bars), (), Turn(0, *picture.size), bars_seen(box for _, box in bars)
        )
    scale = OCR_DPI / 72
    done = set_anew(picture, words, [(entry, _times(box, scale)) for entry, box in found], labels)
    bars = [(entry, _times(box, 1 / scale)) for entry, box in done.bars]
    stays = [(entry, _times(box, 1 / scale)) for entry, box in done.stays]
    widened = on_a_grid(done.picture, words, stays, dpi=OCR_DPI)
    telling = bars_seen(done.telling) + bars_seen(box for _, box in widened)
    return SettledPicture(done.picture, (*bars, *widened), done.lines, done.turn, telling)


def _seen(hits: Iterable[SeenHit], frame: Frame) -> int:
    return bars_seen(frame.box(hit.area) for hit in hits)


def _times(box: Box, scale: float) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)


def _hit(entry: int, box: Box, frame: Frame) -> SeenHit:
    scale = 72 / OCR_DPI
    return SeenHit(entry, tuple(frame.own((x * scale, y * scale)) for x, y in corners_of(box)))


def _has(area: Iterable[Point], point: Point) -> bool:
    xs, ys = zip(*area, strict=True)
    return bool(min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys))
