"""Finds print that doubles what goes: false bold, shadows, a hidden layer under the letters that are seen.

Whatever lies where a term stood goes with it, unless it is plainly something else: the rule that a form has its
words written on, far taller print, and other words that only cross the place on a line of their own.
"""

from collections.abc import Iterator, Sequence

from redaction.pdf.text_state import Matrix, Segment, inverse
from redaction.wording.folding import fold

# Far taller print is no double, and stands out beyond the bar for all to see.
_TALLER = 2.0
_RULES = frozenset("_.…·")
_OWN_BASELINE_EM = 0.12
# So many letters in the same order are no chance.
_ALIKE = 3
Bounds = tuple[float, float, float, float]


class Doubles:
    """Looks for the doubles of what was taken, among the segments of a page."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._boxes = [(segment, segment.bounds()) for segment in segments]

    def of(self, owner: Segment, first: int, last: int) -> Iterator[list[tuple[Segment, int, int]]]:
        """Give the glyphs over or under these ones, for each other segment that has any."""
        glyphs, back = owner.glyphs, inverse(owner.matrix)
        # A run of spaces that another row's layout left there stands over words that are no part of the term.
        said = glyphs.texts[first : last + 1]
        if back is None or all(text.isspace() for text in said):
            return
        run = (glyphs.at[first], glyphs.at[last] + glyphs.widths[last])
        left, bottom, right, top = _bounds(owner, run)
        for segment, (x0, y0, x1, y1) in self._boxes:
            if x0 < right and x1 > left and y0 < top and y1 > bottom and _may_double(segment, owner):
                inside = list(_within(segment, owner, back, run))
                if inside and not _is_other_print(segment, inside, owner, "".join(said)):
                    yield [(segment, index, index) for index in inside]


def _may_double(segment: Segment, owner: Segment) -> bool:
    return segment is not owner and (segment.is_hidden or segment.em <= _TALLER * owner.em)


def _bounds(owner: Segment, run: tuple[float, float]) -> Bounds:
    xs, ys = zip(*owner.corners(*run), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _within(segment: Segment, owner: Segment, back: Matrix, run: tuple[float, float]) -> Iterator[int]:
    a, b, c, d, e, f = back
    low, high = sorted(run)
    for index in range(len(segment.glyphs)):
        if index in segment.removed or _is_of_a_rule(segment.glyphs.texts, index):
            continue
        x, y = segment.centre(index)
        along, across = a * x + c * y + e, b * x + d * y + f - owner.rise
        if owner.font.vertical:
            along, across = across, along
            near = abs(across) < 0.4 * abs(owner.body)
        else:
            near = 0.0 <= across / (owner.body or 1.0) <= 0.56
        if near and low < along < high:
            yield index


def _is_of_a_rule(texts: Sequence[str], index: int) -> bool:
    """Say whether a glyph is of the rule or the dots that a form has its words written on: it repeats no word."""
    beside = (*texts[max(index - 1, 0) : index], *texts[index + 1 : index + 2])
    return texts[index] in _RULES and texts[index] in beside


def _is_other_print(segment: Segment, inside: Sequence[int], owner: Segment, said: str) -> bool:
    """Say whether letters are of another line, that crosses this one and says something else."""
    if segment.is_hidden:
        return False
    (x, y), (u, v), (ux, uy) = segment.start_point, owner.start_point, owner.direction
    if abs((x - u) * uy - (y - v) * ux) < _OWN_BASELINE_EM * min(owner.em, segment.em):
        return False
    shown, gone = fold("".join(segment.glyphs.texts[index] for index in inside)), fold(said)
    parts = {shown[at : at + _ALIKE] for at in range(max(len(shown) - _ALIKE, 0) + 1)}
    if not shown.isalnum() or any(part in gone for part in parts):
        return False
    # Some of its letters on a line of their own, or all of them backwards: with the others they can still be read.
    is_all_of_it = len(inside) == len(segment.text.strip())
    is_enough = is_all_of_it or len(shown) >= _ALIKE
    return not (is_enough and (_is_picked_from(gone, shown) or _is_picked_from(gone[::-1], shown)))


def _is_picked_from(gone: str, shown: str) -> bool:
    """Say whether all letters shown are in what went, in the same order."""
    left = iter(gone)
    return all(letter in left for letter in shown)
