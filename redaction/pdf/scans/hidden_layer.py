"""Sets the invisible layer of a scan by the bars in its picture, so that it tells no more of a width than they do.

A layer says how long a word was in many ways: by its gap, by where the next word begins, by how far its line is
stretched to fit the print. The bar over the picture lies on the grid, and the layer goes by the bar.

Source: docs/decisions/0017-lines-set-anew.md.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from redaction.page import Box
from redaction.pdf.bars import stretches
from redaction.pdf.frame import Frame
from redaction.pdf.lines_anew.lines import Line
from redaction.pdf.lines_anew.placing import Quad
from redaction.pdf.lines_anew.words import letter_space
from redaction.pdf.pixels.pictures import pixel_boxes
from redaction.pdf.pixels.scan_lines import PageLine
from redaction.pdf.scans.moved_layer import follow, lies_on
from redaction.pdf.scans.scan_setting import ScanSetting
from redaction.pdf.scans.seeing import SeenHit
from redaction.pdf.scopes import PageContent
from redaction.pdf.text_state import Point, Segment, Target, is_word_kern
from redaction.sight.ocr import OcrWord

# Coarser than print of 200 dots an inch shows, finer than the space between two words.
_STEP_EM = 1 / 12
_SPACE_EM = 0.25
_BARE_GAP_EM = 3.0


@dataclass(frozen=True, slots=True)
class _Gone:
    """Glyphs of a segment that go together, the entry they go for, and where they stood."""

    segment: Segment
    first: int
    last: int
    hit: SeenHit


class HiddenLayer:
    """The invisible text of a page that lies over its pictures, once what goes has been marked."""

    def __init__(self, content: PageContent, lines: Sequence[Line]) -> None:
        self._hidden = [segment for segment in content.segments if segment.is_hidden]
        self._lines = lines
        self._gone = _named(
            gone
            for segment in (self._hidden if content.placements else ())
            if segment.removed
            for gone in _gone_from(segment)
            if any(pixel_boxes(each.ctm, [gone.hit.area], 1000, 1000) for each in content.placements)
        )
        self._lost = {id(gone.segment) for gone in self._gone}

    @property
    def hits(self) -> list[SeenHit]:
        """What went from the layer, to be burned from the picture as what OCR reads there is."""
        return [gone.hit for gone in self._gone]

    def settle(self, setting: ScanSetting) -> dict[tuple[int, int], Quad]:
        """Set every line that lost something by the bars of its picture; give each glyph that went with its bar."""
        taken: dict[tuple[int, int], Quad] = {}
        for gone in self._gone:
            quad = _upright(setting.bar_over(gone.hit.area) or gone.hit.area)
            taken.update(((id(gone.segment), each), quad) for each in range(gone.first, gone.last + 1))
        aspect = self._usual_aspect()
        for moved in setting.lines:
            self._follow(moved, aspect)
        for line in self._lines:
            hidden = [segment for segment in line if segment.is_hidden]
            for chain in _chains(hidden) if any(id(each) in self._lost for each in hidden) else ():
                if any(each.targets is not None for each in chain):
                    continue
                if any(id(each) in self._lost for each in chain):
                    _flow(chain, taken, aspect)
                else:
                    for segment in chain:
                        _snap(segment)
        for gone in self._gone:
            # In no line that could be followed: what is left of it could tell.
            if gone.segment.targets is None:
                gone.segment.targets = []
        return taken

    def _follow(self, moved: PageLine, aspect: float) -> None:
        """Move the layer with a line of the picture that was set anew."""
        found = [
            each
            for each in self._hidden
            if each.targets is None and len(each.glyphs) and lies_on(each, moved)
        ]
        if not found:
            return
        direction = found[0].direction
        found.sort(key=lambda each: _along(each.start_point, direction))
        widths = {id(segment): _shaped(segment, aspect) for segment in found if _is_laid_out(segment)}
        follow(found, moved, _on_a_step, widths)

    def _usual_aspect(self) -> float:
        """How wide letters of the page are for their height, by the lines that lost nothing."""
        others = [
            _aspect(segment)
            for line in self._lines
            if not any(segment.removed for segment in line)
            for segment in line
            if segment.is_hidden and segment.text.strip()
        ]
        return round(statistics.median(others), 2) if others else 1.0


def layer_words(content: PageContent, frame: Frame, *, dpi: int) -> tuple[OcrWord, ...]:
    """Give the invisible text as words of a page drawn at `dpi`, for pages that nobody else reads."""
    found = []
    for segment in content.segments:
        if segment.is_hidden:
            box = frame.box(segment.corners(0.0, segment.advance))
            left, top, right, bottom = (
                part * dpi / 72 for part in (box.left, box.top, box.right, box.bottom)
            )
            found.append(OcrWord(segment.text, Box(left, top, right, bottom), 100.0, 0))
    return tuple(found)


def _gone_from(segment: Segment) -> Iterable[_Gone]:
    for first, last in stretches(segment.removed):
        area = segment.corners(segment.glyphs.at[first], segment.glyphs.pens[last])
        entry = next((segment.opens[each] for each in range(first, last + 1) if each in segment.opens), -1)
        yield _Gone(segment, first, last, SeenHit(entry, area))


def _named(gone: Iterable[_Gone]) -> list[_Gone]:
    """Give words after the first of a term the entry of the word before, so that one bar lies over them."""
    found: list[_Gone] = []
    for each in gone:
        if found and each.hit.entry < 0:
            (x, y), (u, v) = found[-1].hit.area[1], each.hit.area[0]
            if math.hypot(x - u, y - v) < each.segment.em:
                each = replace(each, hit=replace(each.hit, entry=found[-1].hit.entry))  # noqa: PLW2901 - it is the same word
        found.append(each)
    return found


def _upright(area: tuple[Point, ...]) -> Quad:
    one, two, three, four = area[::-1]
    return one, two, three, four


def _chains(line: Sequence[Segment]) -> list[list[Segment]]:
    """Part a line into what is placed by itself, with what follows by where the pen then stands."""
    found: list[list[Segment]] = []
    for segment in line:
        if found and segment.is_chained:
            found[-1].append(segment)
        else:
            found.append([segment])
    return found


def _aspect(segment: Segment) -> float:
    a, b, c, d, _, _ = segment.matrix
    return abs(segment.stretch) * math.hypot(a, b) / (math.hypot(c, d) or 0.001)


def _along(point: Point, direction: Point) -> float:
    return point[0] * direction[0] + point[1] * direction[1]


def _point(segment: Segment, along: float) -> Point:
    """Give the point on a segment's baseline that lies so far along its direction."""
    (x, y), (ux, uy) = segment.start_point, segment.direction
    by = along - _along((x, y), (ux, uy))
    return x + by * ux, y + by * uy


def _on_a_step(segment: Segment, point: Point) -> Point:
    step = _STEP_EM * segment.em
    start = _along(point, segment.direction)
    by, (ux, uy) = math.floor(start / step) * step - start, segment.direction
    return point[0] + by * ux, point[1] + by * uy


def _is_laid_out(segment: Segment) -> bool:
    """Lay a segment's letters out before its shape changes."""
    return len(segment.glyphs) > 0


def _snap(segment: Segment) -> None:
    """Set a segment that lost nothing on the step before it."""
    if segment.targets is not None:
        return
    start = _along(segment.start_point, segment.direction)
    step = _STEP_EM * segment.em
    shift = math.floor(start / step) * step - start
    glyphs, each_letter = segment.glyphs, letter_space(segment)
    segment.targets = []
    for first, last in _by_string(segment, 0, len(glyphs) - 1):
        begin = _along(segment.point_at(glyphs.at[first]), segment.direction) + shift
        run = math.fsum(glyphs.widths[first : last + 1]) + each_letter * (last + 1 - first)
        segment.targets.append(Target(first, segment.codes_of(first, last), run, _point(segment, begin)))


def _flow(chain: Sequence[Segment], taken: dict[tuple[int, int], Quad], aspect: float) -> None:
    """Set what is left of a chain in letters of the usual width, from its start on and again after each bar."""
    head = chain[0]
    direction, step = head.direction, _STEP_EM * head.em
    pen = math.floor(_along(head.start_point, direction) / step) * step
    is_parted = True
    for segment in chain:
        glyphs = segment.glyphs  # laid out before its shape changes
        narrowed = _shaped(segment, aspect)
        segment.targets = []
        kept = stretches(set(range(len(glyphs))) - segment.removed)
        for first, last in sorted([*kept, *stretches(segment.removed)]):
            if first in segment.removed:
                quad = taken.get((id(segment), first))
                end = max(
                    (_along(point, direction) for point in quad or ()), default=pen + _BARE_GAP_EM * head.em
                )
                pen = max(pen, math.ceil(end / step) * step)
                is_parted = True
            elif "".join(glyphs.texts[first : last + 1]).strip():
                pen = _set(segment, first, last, pen, narrowed)
                is_parted = glyphs.texts[last].isspace()
            elif not is_parted:
                # One space, however many and however wide they were: that fitted the line to its print.
                pen = _set(segment, first, first, pen, narrowed)
                is_parted = True


def _set(segment: Segment, first: int, last: int, pen: float, narrowed: float) -> float:
    """Set glyphs that stay from the pen on; give where it stands after them."""
    glyphs, before, targets = segment.glyphs, first, segment.targets or []
    for begin, end in _by_string(segment, first, last):
        between = segment.pieces[glyphs.pieces[before] : glyphs.pieces[begin]]
        if any(isinstance(piece, float) and is_word_kern(piece, segment.font.em) for piece in between):
            pen += _SPACE_EM * segment.em
        run = math.fsum(glyphs.widths[begin : end + 1]) * narrowed
        targets.append(Target(begin, segment.codes_of(begin, end), run, _point(segment, pen)))
        a, b, c, d, _, _ = segment.matrix
        pen += abs(run) * (math.hypot(c, d) if segment.font.vertical else math.hypot(a, b))
        before = end
    segment.targets = targets
    return pen


def _shaped(segment: Segment, aspect: float) -> float:
    """Give a segment letters of this width for their height, evenly spaced; say by how much its widths change."""
    segment.char_space = segment.word_space = 0.0
    if segment.font.vertical:
        return 1.0
    a, b, c, d, *start = segment.matrix
    wide, high = math.hypot(a, b), math.hypot(c, d)
    if not wide or not segment.stretch:
        return 1.0
    fresh = math.copysign(aspect, segment.stretch)
    narrowed = fresh / segment.stretch
    segment.matrix = (a / wide * high, b / wide * high, c, d, start[0], start[1])
    segment.stretch = fresh
    return narrowed


def _by_string(segment: Segment, first: int, last: int) -> Iterable[tuple[int, int]]:
    """Part glyphs that follow each other by the strings that show them."""
    pieces, begin = segment.glyphs.pieces, first
    for index in range(first, last + 1):
        if index == last or pieces[index + 1] != pieces[begin]:
            yield begin, index
            begin = index + 1
