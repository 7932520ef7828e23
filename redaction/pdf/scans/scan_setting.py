"""Settles what becomes of terms that stand in the pictures of a page: lines set anew, or bars on a grid.

Source: docs/decisions/0026-scanned-lines-set-anew.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from redaction.page import Box
from redaction.pdf.frame import Frame
from redaction.pdf.pixels.scan_lines import PageLine, Surface
from redaction.pdf.scans.seeing import OCR_DPI, SeenHit, Sight, corners_of, on_a_grid
from redaction.pdf.text_state import Point
from redaction.pictures.moving import set_in
from redaction.pictures.planning import Planner
from redaction.pictures.set_line import SetLine
from redaction.report import MovedLine
from redaction.sight.ocr import OcrWord


@dataclass(frozen=True, slots=True)
class ScanSetting:
    """The lines that are set anew, and every bar of the page's pictures, in the page's own units."""

    lines: tuple[PageLine, ...]
    bars: tuple[SeenHit, ...]
    moved_from: tuple[tuple[SeenHit, SeenHit], ...] = ()
    """Where terms stood on lines set anew, each with its bar."""

    def bar_over(self, area: Sequence[Point]) -> tuple[Point, ...] | None:
        """The bar that stands for what stood in an area; None where there is none."""
        middle = sum(x for x, _ in area) / len(area), sum(y for _, y in area) / len(area)
        for was, bar in self.moved_from:
            if _has(was.area, middle):
                return bar.area
        return next((bar.area for bar in self.bars if _has(bar.area, middle)), None)

    def moved_on(self, page_number: int) -> list[MovedLine]:
        """What is told to the checker of the lines that were set anew."""
        return [moved_line(each.line, page_number) for each in self.lines]


def moved_line(line: SetLine, page_number: int) -> MovedLine:
    """A line of a page drawn at OCR_DPI, in points."""
    scale = 72 / OCR_DPI
    box = Box(line.left * scale, line.top * scale, line.right * scale, line.bottom * scale)
    moves = tuple((move.left * scale, move.right * scale, move.to * scale) for move in line.moves)
    return MovedLine(page_number, box, line.slope, moves)


def settle(
    sight: Sight, found: Sequence[SeenHit], surface: Surface | None, frame: Frame, labels: Sequence[str]
) -> ScanSetting:
    """Set the lines anew in which terms stand, where that can be done cleanly; elsewhere widen their places.

    Without a `surface` nothing may be moved.
    """
    places = sight.places(found, frame)
    if surface is None or sight.picture is None or not places:
        return ScanSetting((), tuple(sight.widened(found, frame)))
    planner = Planner(sight.picture, sight.words, places, labels)
    planned, stays = planner.plan(surface.room)
    lines, refused = _apart([line for line in planned if surface.is_free(line)], stays)
    kept = {id(line) for line in lines}
    refused += [(bar.entry, bar.was) for line in planned if id(line) not in kept for bar in line.bars]
    pairs = [
        (_hit(bar.entry, bar.was, frame), _hit(bar.entry, bar.box, frame))
        for line in lines
        for bar in line.bars
    ]
    return ScanSetting(
        tuple(PageLine(line, surface.to_page) for line in lines),
        (*(bar for _, bar in pairs), *sight.on_grid(refused, frame), *sight.as_they_are(found)),
        tuple(pairs),
    )


def settle_picture(
    picture: Image.Image,
    words: Sequence[OcrWord],
    found: Sequence[tuple[int, Box]],
    labels: Sequence[str],
    *,
    may_move: bool,
) -> tuple[Image.Image, list[tuple[int, Box]], list[SetLine]]:
    """Give a page that is one picture of itself with its lines set anew, its bars (not drawn), and those lines.

    The picture was drawn at OCR_DPI; boxes of terms and bars are in points as shown.
    """
    scale, whole = OCR_DPI / 72, Box(0.0, 0.0, float(picture.width), float(picture.height))
    if not may_move or not found:
        return picture, on_a_grid(picture, words, found, dpi=OCR_DPI), []
    places = [(entry, _times(box, scale)) for entry, box in found]
    planned, stays = Planner(picture, words, places, labels).plan(lambda _: whole)
    lines, _ = _apart(planned, stays)
    stays += [(bar.entry, bar.was) for line in planned if line not in lines for bar in line.bars]
    samples = np.array(picture)
    for line in lines:
        set_in(samples, line)
    picture = Image.fromarray(samples, picture.mode)
    bars = [(bar.entry, _times(bar.box, 1 / scale)) for line in lines for bar in line.bars]
    boxes = [(entry, _times(box, 1 / scale)) for entry, box in stays]
    return picture, [*bars, *on_a_grid(picture, words, boxes, dpi=OCR_DPI)], lines


def _times(box: Box, scale: float) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)


def _apart(lines: list[SetLine], stays: list[tuple[int, Box]]) -> tuple[list[SetLine], list[tuple[int, Box]]]:
    """Leave out lines that would be moved over each other, or over what stays under a bar."""
    kept: list[SetLine] = []
    for line in lines:
        meets_a_line = any(line.meets(other) for other in kept)
        if not meets_a_line and not any(line.meets(box) for _, box in stays):
            kept.append(line)
    return kept, list(stays)


def _hit(entry: int, box: Box, frame: Frame) -> SeenHit:
    scale = 72 / OCR_DPI
    return SeenHit(entry, tuple(frame.own((x * scale, y * scale)) for x, y in corners_of(box)))


def _has(area: Iterable[Point], point: Point) -> bool:
    xs, ys = zip(*area, strict=True)
    return bool(min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys))
