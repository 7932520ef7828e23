"""Sets lines of scanned pages anew: where on a page that can be done, and in which of its pictures.

A line is planned on the page as it is drawn, and moved in every picture that lies there, masks and layers too.
What else is drawn on it (text of the page's own, rules that are no pixels) would stay behind, so such lines stay.

Source: docs/decisions/0026-scanned-lines-set-anew.md.
"""

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from redaction.page import Box
from redaction.pdf.frame import Frame
from redaction.pdf.lines_anew.shapes import drawn_in
from redaction.pdf.scopes import PageContent, Placement
from redaction.pdf.text_state import Matrix, inverse, placed, times
from redaction.pictures.moving import Places, Samples, Scale, rows_of, set_in
from redaction.pictures.set_line import SetLine
from redaction.pictures.turning import Turn

_CROOKED_PIXELS: Final = 1.0
_SLACK_POINTS: Final = 0.5

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page that is set anew, and the matrix from its pixels to the page's own units."""

    line: SetLine
    to_page: Matrix

    @property
    def bounds(self) -> Bounds:
        """Left, bottom, right and top of all that may change, in the page's own units."""
        box = self.line.bounds
        corners = [placed(self.to_page, x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class StoredLines:
    """Lines of a page as they lie in one stored picture, whose unit square is placed by `ctm`."""

    lines: Sequence[PageLine]
    ctm: Matrix

    def set_in(self, samples: Samples, *, are_shades: bool) -> None:
        """Move the lines in the picture's samples, in place."""
        for line, view, scale in self._turned(samples):
            set_in(view, line, scale, are_shades=are_shades)

    def rows(self, samples: Samples) -> Iterator[tuple[Samples, int, Places]]:
        """For each line a view of the samples, its first column in it, and for each column its rows."""
        for line, view, scale in self._turned(samples):
            found = rows_of(view, line, scale)
            if found is not None:
                yield view, found[0], found[1]

    def _turned(self, samples: Samples) -> Iterator[tuple[SetLine, Samples, Scale]]:
        for each in self.lines:
            matrix = _to_pixels(each.to_page, self.ctm, samples.shape[1], samples.shape[0])
            if matrix is not None:
                yield each.line, *_turned(samples, matrix)


def _to_pixels(to_page: Matrix, ctm: Matrix, width: int, height: int) -> Matrix | None:
    back = inverse(ctm)
    if back is None:
        return None
    return times(times(to_page, back), (float(width), 0.0, 0.0, -float(height), 0.0, float(height)))


def _turned(samples: Samples, matrix: Matrix) -> tuple[Samples, Scale]:
    """A view of a picture that lies as its page is shown, and how a line's pixels lie in it."""
    a, b, c, d, e, f = matrix
    if abs(b) + abs(c) > abs(a) + abs(d):
        samples = samples.swapaxes(0, 1)
        a, b, c, d, e, f = b, a, d, c, f, e
    if a < 0:
        samples = samples[:, ::-1]
        a, c, e = -a, -c, samples.shape[1] - e
    if d < 0:
        samples = samples[::-1]
        b, d, f = -b, -d, samples.shape[0] - f
    return samples, Scale(a, d, e, f, sinks=b)


class Surface:
    """What lies on a page, for who wants to move something on it. Pictures of it are drawn at `dpi`."""

    def __init__(self, content: PageContent, frame: Frame, *, dpi: int) -> None:
        self._turn = Turn(0, frame.width * dpi / 72, frame.height * dpi / 72)
        step = 72 / dpi
        (e, f), (right, down), (across, low) = (
            frame.own(point) for point in ((0.0, 0.0), (step, 0.0), (0.0, step))
        )
        self.to_page: Matrix = (right - e, down - f, across - e, low - f, e, f)
        self._frame, self._scale = frame, dpi / 72
        self._placements = content.placements
        self._texts = [segment.bounds() for segment in content.segments if not segment.is_hidden]
        self._shapes: list[Bounds] = []
        if content.path_count:
            self._shapes = [shape.bounds() for shape in drawn_in(content.scope).shapes if shape.points]

    def turned(self, turn: Turn) -> "Surface":
        """The same, for who looks at its pictures turned so that their print is upright."""
        fresh = copy.copy(self)
        fresh.to_page, fresh._turn = times(turn.matrix, self.to_page), turn
        return fresh

    def room(self, box: Box) -> Box | None:
        """The part of the page, in pixels of its picture, that all pictures cover which lie round a place."""
        x, y = placed(self.to_page, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
        here = [each for each in self._placements if _has(each.bounds(), x, y)]
        if not here or any(not self._can_be_moved(each) for each in here):
            return None
        bounds = [each.bounds() for each in here]
        shared = [self._frame.box([(left, low), (right, top)]) for left, low, right, top in bounds]
        found = Box(
            max(0.0, *(each.left for each in shared)) * self._scale,
            max(0.0, *(each.top for each in shared)) * self._scale,
            min(self._frame.width, *(each.right for each in shared)) * self._scale,
            min(self._frame.height, *(each.bottom for each in shared)) * self._scale,
        )
        return self._turn.box(found)

    def is_free(self, line: SetLine) -> bool:
        """Say whether nothing but pictures that hold it whole is drawn where a line would be moved."""
        bounds = PageLine(line, self.to_page).bounds
        pictures = [each.bounds() for each in self._placements if _meet(each.bounds(), bounds)]
        if any(not _holds(each, bounds) for each in pictures):
            return False
        if any(_meet(each, bounds) for each in self._texts):
            return False
        # A ground under the whole line stays one ground.
        return not any(_meet(each, bounds) and not _holds(each, bounds) for each in self._shapes)

    def _can_be_moved(self, placement: Placement) -> bool:
        if placement.image is None:
            return False
        matrix = _to_pixels(self.to_page, placement.ctm, 1000, 1000)
        if matrix is None:
            return False
        a, b, c, d, _, _ = matrix
        if abs(b) + abs(c) > abs(a) + abs(d):
            a, b, c, d = b, a, d, c
        # Over the height of a line, a picture that lies crooked in its page must not run sideways.
        return abs(c) * 60 < _CROOKED_PIXELS and abs(a) > 0 and abs(d) > 0


def _has(bounds: Bounds, x: float, y: float) -> bool:
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _meet(one: Bounds, other: Bounds) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > _SLACK_POINTS
        and min(one[3], other[3]) - max(one[1], other[1]) > _SLACK_POINTS
    )


def _holds(outer: Bounds, inner: Bounds) -> bool:
    return (
        outer[0] <= inner[0] + _SLACK_POINTS
        and outer[1] <= inner[1] + _SLACK_POINTS
        and outer[2] >= inner[2] - _SLACK_POINTS
        and outer[3] >= inner[3] - _SLACK_POINTS
    )


def on_picture(lines: Iterable[PageLine], ctm: Matrix) -> StoredLines | None:
    """The lines that lie in a picture placed by `ctm`; None where none does."""
    a, b, c, d, e, f = ctm
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    found = [line for line in lines if _meet((min(xs), min(ys), max(xs), max(ys)), line.bounds)]
    return StoredLines(found, ctm) if found else None
