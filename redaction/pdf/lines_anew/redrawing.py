"""Moves what was drawn with the words of a line: rules and highlights are drawn anew, small drawings go along."""

from collections.abc import Collection, Iterable, Sequence

from redaction.pdf.lines_anew.figures import Figure
from redaction.pdf.lines_anew.placing import BESIDE_EM, Move, Span, before
from redaction.pdf.lines_anew.shapes import Drawn, Shape, Stamp
from redaction.pdf.lines_anew.splitting import Splitter
from redaction.pdf.operands import Op, number, write_number
from redaction.pdf.text_state import Matrix, Point, inverse, placed

# How far above and below its baseline what belongs to a line is drawn, in em.
_ABOVE_EM, _BELOW_EM = 1.15, 0.5
_TALLEST_EM, _LEAST_CELL_EM = 1.9, 0.6
_COLUMNS_APART_EM = 1.1
_FREE_EM = 0.5
_FIGURE_BEFORE_EM, _FIGURE_BEHIND_EM = 2.0, 1.1
_UPRIGHT = 1e-4
_FAR_POINTS = 20_000.0


class Redrawing:
    """Draws anew what belongs to lines of one direction, once their words have moved: `moves` of each line."""

    def __init__(self, direction: Point, moves: Iterable[Sequence[Move]]) -> None:
        self.direction = direction
        self.ruler = Splitter(direction)
        self.lines = [found for found in moves if any(move.old != move.new for move in found)]
        self.carried: set[int] = set()

    def redraw(self, drawn: Drawn, figures: Collection[Figure]) -> None:
        """Carry figures along, and draw rules and highlights as long as what they mark is now."""
        if abs(self.direction[0] * self.direction[1]) > _UPRIGHT:
            return
        shapes = [shape for shape in drawn.shapes if not shape.is_settled]
        for figure in figures if self.lines else ():
            self._carry(figure)
        moved = [
            group
            for found in self.lines
            for group in _side_by_side(found)
            if any(move.old != move.new for move in group)
        ]
        for shape in shapes:
            if id(shape) not in self.carried:
                any(self._redraw(shape, found, drawn) for found in moved)

    def _carry(self, figure: Figure) -> None:
        """Put a figure where the word behind it stands now; else, where the one before it does."""
        near = [(missed, found) for found in self.lines if (missed := _missed(figure, found)) is not None]
        if not near:
            return
        found = min(near, key=lambda each: each[0])[1]
        if any(figure.covers(*move.old, move.em) for move in found):
            return
        by = self._on_page(_carried_by(found, figure))
        self.carried.update(map(id, figure.shapes))
        for shape in figure.shapes:
            _shift(shape, by)
        for stamp in figure.stamps:
            _shift_stamp(stamp, by)

    def _on_page(self, shift: Point) -> Point:
        (along, across), (x, y) = shift, self.direction
        return along * x + across * y, along * y - across * x

    def _redraw(self, shape: Shape, found: Sequence[Move], drawn: Drawn) -> bool:
        (low, high), (upper, lower) = self._extent(shape)
        em, across = max(move.em for move in found), found[0].across
        if not across - _ABOVE_EM * em < (upper + lower) / 2 < across + _BELOW_EM * em:
            return False
        if lower - upper > _TALLEST_EM * em:
            return False
        start, end = min(move.old[0] for move in found), max(move.old[1] for move in found)
        near, far = start - BESIDE_EM * em, end + BESIDE_EM * em
        inside = (near <= low <= far, near <= high <= far)
        if not any(inside) or (high - low > 1.02 * (end - start) and not all(inside)):
            return False
        if shape.is_clip:
            # Past the page on both sides, and the same for all: its old edges are where words began and ended.
            self._replace(shape, [(-_FAR_POINTS, _FAR_POINTS, 0.0)], (upper, lower))
        elif shape.has_stroke and lower - upper > _LEAST_CELL_EM * em and not _covered(found, low, high):
            # The cell beside: a box round no word says how long none was.
            return False
        elif lower - upper > _LEAST_CELL_EM * em and self._is_ground(found, (low, high), inside):
            return True
        elif _is_drawing(shape):
            self._keep_form(shape, _covered(found, low, high), drawn)
        else:
            self._replace(shape, _new_spans(found, low, high, across, inside), (upper, lower))
        return True

    def _is_ground(self, found: Sequence[Move], extent: Span, inside: tuple[bool, bool]) -> bool:
        """Say whether a box is the ground of a cell: an edge of it stands free, where no word began or ended."""
        words = [move for line in self.lines if line[0].across == found[0].across for move in line]
        free = [edge for edge, is_inside in zip(extent, inside, strict=True) if not is_inside]
        return any(all(_is_apart(edge, move) for move in words) for edge in free)

    def _keep_form(self, shape: Shape, covered: Sequence[Move], drawn: Drawn) -> None:
        """Move a ring with the words in it; what was drawn round something that was removed goes."""
        shift = _one_shift(covered)
        if shift is None:
            self._replace(shape, (), (0.0, 0.0))
            return
        stamp, by = drawn.forms.get(id(shape.scope)), self._on_page(shift)
        if stamp is None or shape.scope.segments:
            _shift(shape, by)
        else:
            _shift_stamp(stamp, by)

    def _extent(self, shape: Shape) -> tuple[Span, Span]:
        left, bottom, right, top = shape.bounds()
        corners = [(left, bottom), (right, top)]
        low, high = sorted(self.ruler.along(point) for point in corners)
        upper, lower = sorted(self.ruler.across(point) for point in corners)
        return (low, high), (upper, lower)

    def _replace(self, shape: Shape, spans: Iterable[tuple[float, float, float]], band: Span) -> None:
        ops = [op for span in spans for op in self._drawn(shape, span, band)]
        for index in shape.ops:
            shape.scope.replaced[index] = []
        shape.scope.replaced[shape.ops[0]] = ops

    def _drawn(self, shape: Shape, span: tuple[float, float, float], band: Span) -> Iterable[Op]:
        back = inverse(shape.ctm)
        if back is None:
            return
        x, y = self.direction
        places = [
            placed(back, along * x + (across + span[2]) * y, along * y - (across + span[2]) * x)
            for along, across in ((span[0], band[0]), (span[1], band[1]))
        ]
        (a, b), (c, d) = places
        if shape.is_stroke and len(shape.points) == 2:
            yield Op(b"m", [write_number(a), write_number(b)])
            yield Op(b"l", [write_number(c), write_number(d)])
        else:
            yield Op(b"re", [write_number(part) for part in (min(a, c), min(b, d), abs(c - a), abs(d - b))])


def _missed(figure: Figure, found: Sequence[Move]) -> float | None:
    """Say how well a figure fits a line: the smaller the better, None where no word of it is near."""
    if not any(_is_near(figure, move) for move in found):
        return None
    return figure.misses(found[0].across, max(move.em for move in found))


def _is_near(figure: Figure, move: Move) -> bool:
    reach = _FIGURE_BEFORE_EM * move.em
    return figure.high > move.old[0] - reach and figure.low < move.old[1] + reach


def _carried_by(found: Sequence[Move], figure: Figure) -> Point:
    """How far a figure goes, along and across: with the word behind it, or with the one that it stands behind."""
    behind = min(
        (move for move in found if move.old[0] >= figure.low), key=lambda move: move.old[0], default=None
    )
    if behind is not None and behind.old[0] - figure.high < _FIGURE_BEFORE_EM * behind.em:
        return behind.new[0] - behind.old[0], behind.new_across - behind.across
    last = before(found, figure.low)
    if figure.low - last.old[1] < _FIGURE_BEHIND_EM * last.em:
        return last.new[1] - last.old[1], last.new_across - last.across
    return 0.0, 0.0


def _is_apart(edge: float, move: Move) -> bool:
    room = _FREE_EM * move.em
    return edge > move.old[1] + room or edge < move.old[0] - room


def _is_drawing(shape: Shape) -> bool:
    """Say whether it has a form of its own: a curve, or corners that are no box's."""
    return shape.is_curved or (len(shape.points) > 2 and not shape.is_box)


def _covered(found: Sequence[Move], low: float, high: float) -> list[Move]:
    return [move for move in found if move.old[1] > low + 0.01 and move.old[0] < high - 0.01]


def _one_shift(covered: Sequence[Move]) -> Point | None:
    """How far all these words went; None where they part, or one of them was removed."""
    if not covered:
        return 0.0, 0.0
    shifts = {
        (round(place - old, 2), round(move.new_across - move.across, 2))
        for move in covered
        for place, old in zip(move.new, move.old, strict=True)
    }
    return shifts.pop() if len(shifts) == 1 and not any(move.is_bar for move in covered) else None


def _shift(shape: Shape, by: Point) -> None:
    """Draw a shape so far away, in page units."""
    back = inverse(shape.ctm)
    if back is None or not any(by):
        return
    shift = _turned(back, by)
    for index in shape.ops:
        shape.scope.replaced[index] = [_moved(shape.scope.ops[index], shift)]


def _shift_stamp(stamp: Stamp, by: Point) -> None:
    back = inverse(stamp.ctm)
    if back is not None and any(by):
        stamp.scope.shifted[stamp.op_index] = _turned(back, by)


def _turned(back: Matrix, by: Point) -> Point:
    (x, y), (origin_x, origin_y) = placed(back, *by), placed(back, 0.0, 0.0)
    return x - origin_x, y - origin_y


def _moved(op: Op, shift: Point) -> Op:
    values = [number(part) for part in op.args]
    values = values[-4:] if op.name == b"re" else values[-(len(values) // 2 * 2) :]
    points = 2 if op.name == b"re" else len(values)
    placed_anew = [part + shift[at % 2] if at < points else part for at, part in enumerate(values)]
    return Op(op.name, [write_number(part) for part in placed_anew])


def _side_by_side(found: Sequence[Move]) -> list[list[Move]]:
    """Part the words of a line where columns part: a drawing beside one column is no rule under the other."""
    groups: list[list[Move]] = []
    reach = float("-inf")
    for move in sorted(found, key=lambda move: move.old):
        if not groups or move.old[0] - reach > _COLUMNS_APART_EM * move.em:
            groups.append([])
        groups[-1].append(move)
        reach = max(reach, move.old[1])
    return groups


def _new_spans(
    found: Sequence[Move], low: float, high: float, across: float, inside: tuple[bool, bool]
) -> list[tuple[float, float, float]]:
    """Where a rule from `low` to `high` runs now: one for each line that its words stand on."""
    covered = [move for move in found if low - 0.01 <= (move.old[0] + move.old[1]) / 2 <= high + 0.01]
    if not covered:
        behind = [move for move in found if move.old[1] <= low + BESIDE_EM * move.em]
        if not behind or all(inside):
            return []
        return [(max(move.new[1] for move in behind), high, 0.0)]
    by_line: dict[float, list[Move]] = {}
    for move in covered:
        by_line.setdefault(move.new_across, []).append(move)
    spans = [
        (min(move.new[0] for move in each), max(move.new[1] for move in each), line - across)
        for line, each in by_line.items()
    ]
    if len(spans) == 1:
        start, end, drop = spans[0]
        spans = [(start if inside[0] else low, end if inside[1] else high, drop)]
    return spans
