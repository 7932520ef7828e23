"""Sets the lines that lost something anew, so that nothing in them tells how long it was.

The bar has one width, words stand a plain space apart or spread over the line, the line keeps the edge it shares
with others, paragraphs are broken anew, and what was drawn with the words moves with them. Everything is worked
out from what stays; what went is never measured.

Source: Bland, Iyer and Levchenko, "Story Beyond the Eye" (PETS 2023), on what widths and shifts give away.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from redaction.pdf.lines_anew.column_width import Columns, settled_edge
from redaction.pdf.lines_anew.columns import GRID_POINTS, Anchor, Strip, anchor_of, gap_after, share_edge
from redaction.pdf.lines_anew.figures import Figure, make_room
from redaction.pdf.lines_anew.hyphens import is_parted, joined
from redaction.pdf.lines_anew.leaders import rules_of
from redaction.pdf.lines_anew.lines import Line, end_of_print, reads_on, runs
from redaction.pdf.lines_anew.paragraphs import (
    SetLine,
    broken_anew,
    full_width,
    paragraph_of,
    spread,
)
from redaction.pdf.lines_anew.placing import Stage
from redaction.pdf.lines_anew.shapes import Bounds, Shape
from redaction.pdf.lines_anew.small_print import first_on_baseline
from redaction.pdf.lines_anew.splitting import Splitter, spaces_stand_alone
from redaction.pdf.lines_anew.tabs import keep_tabs
from redaction.pdf.lines_anew.walls import CellEdges, Walls
from redaction.pdf.lines_anew.word_spaces import learn_spaces
from redaction.pdf.lines_anew.words import Bar, Run, Word
from redaction.pdf.lines_anew.written_rules import WrittenRules
from redaction.pdf.text_state import Point, Segment, parting

_WORD = re.compile(r"\w+")
_MARGIN_EM = 0.3
_PADDING_EM = 0.6
_NARROWEST_EM = 1.0
# A paragraph whose bars need more room than there was is set with narrower ones.
_LEAST_SHARE = 0.4
_SHARES = (1.0, 0.75, 0.5, 0.35)


@dataclass(slots=True)
class Setter:
    """Sets the lines of one direction of writing. Its `stage` has what moved where, and the bars.

    `width_of` gives a bar's width in page units, `alike` says whether two entries show as one bar where they
    meet. `extent` is the page's own left and right along the direction, `clips` what part of the page a piece
    of text (by id) is shown in, `order` the place of each piece in the page's content, `shapes` what is drawn and
    `figures` what of it stands between words.
    """

    direction: Point
    lines: list[Line]
    width_of: Callable[[Bar], float]
    alike: Callable[[int, int], bool]
    extent: tuple[float, float]
    clips: dict[int, Bounds]
    order: Mapping[int, int]
    shapes: Sequence[Shape] = ()
    figures: Sequence[Figure] = ()
    strips: list[Strip] = field(default_factory=list)
    _runs: dict[int, list[Run]] = field(default_factory=dict)
    _seen: dict[int, list[Run]] = field(default_factory=dict)
    _space_codes: dict[int, bytes] = field(default_factory=dict)
    _placed: set[int] = field(default_factory=set)
    _share: float = 1.0
    _said: set[str] | None = None
    stage: Stage = field(init=False)
    _columns: Columns = field(init=False)
    _walls: Walls = field(init=False)
    _cells: CellEdges = field(default_factory=CellEdges)
    _rules: frozenset[int] = frozenset()
    _written: WrittenRules = field(default_factory=WrittenRules)
    _ruler: Splitter = field(init=False)

    def set_anew(self) -> Stage:
        """Set every line that lost something, and the lines that its words flow into."""
        self._ruler = Splitter(self.direction)
        touched = [each.em for line in self.lines for each in line if each.removed]
        self._cells = CellEdges.of(self.shapes, min(touched, default=0.0), self.direction)
        learn_spaces(self.lines, Splitter(self.direction, self.order, cells=self._cells))
        whole = [line for line in self.lines if not any(segment.removed for segment in line)]
        self._rules = rules_of(_text_of(line) for line in whole if any("_" in each.text for each in line))
        for number, line in enumerate(self.lines):
            self.strips.extend(self._measured(number, line))
        self.strips.sort(key=lambda strip: (strip.across, strip.left))
        across = {strip.line: strip.across for strip in self.strips}
        self._written = WrittenRules.of(self.lines, self._ruler)
        self._columns = Columns(self.strips, self.extent)
        self._walls = Walls.of(self.shapes, self.strips, self.direction)
        self.stage = Stage(self.direction, self.lines, across, self._space_codes)
        for number in dict.fromkeys(strip.line for strip in self.strips if strip.has_bar):
            self._set_line([strip for strip in self.strips if strip.line == number])
        for number, found in self._runs.items():
            if number in self.stage.moves or any(segment.removed for segment in self.lines[number]):
                moved = [run for run in found if id(run) in self._placed]
                for run in found:
                    if id(run) not in self._placed:
                        self.stage.keep(run, is_apart=not any(self._are_one(each, run) for each in moved))
        self.stage.follow()
        return self.stage

    def _measured(self, number: int, line: Line) -> list[Strip]:
        if any(segment.removed for segment in line):
            found = self._split(number)
            return [
                Strip(run.left, run.right, found[0].across, run.em, number, run, run.has_bar) for run in found
            ]
        along, across = self._ruler.along, self._ruler.across
        strips = []
        for each in runs(line, self.order, self._cells) if len(line) > 1 else (line,):
            right = max(along(end_of_print(segment)) for segment in each)
            left, em = along(each[0].start_point), max(segment.em for segment in each)
            place, is_blank = across(first_on_baseline(line).start_point), _is_blank(each)
            opens = next((bare[0] for segment in each if (bare := segment.text.lstrip())), "")
            strips.append(Strip(left, right, place, em, number, is_blank=is_blank, opens=opens))
        return strips

    def _split(self, number: int) -> list[Run]:
        if number not in self._runs:
            splitter = Splitter(self.direction, self.order, self._rules, self._space_codes, self._cells)
            self._runs[number] = splitter.split(self.lines[number])
            for run in self._runs[number]:
                keep_tabs(run)
                make_room(run, self.figures)
        return self._runs[number]

    def run_of(self, strip: Strip) -> Run:
        """Give the words of a line, which then is one that may be set anew."""
        if strip.run is None:
            strip.run = _nearest(self._split(strip.line), strip)
        return strip.run

    def opening_of(self, strip: Strip) -> Word:
        """Give the first word of a line; the rest is split where it matters."""
        if strip.run is None and strip.line not in self._runs:
            splitter = Splitter(self.direction, self.order, space_codes=self._space_codes, cells=self._cells)
            opening = splitter.opening(self.lines[strip.line])
            if opening is not None:
                return opening
        return self.run_of(strip).words[0]

    def last_gap_of(self, strip: Strip) -> float | None:
        """Say how far a word would stand from the last of a line; None where only splitting the line tells.

        In one string whose spaces all stand alone every word is followed by the same gap.
        """
        line = self.lines[strip.line]
        if strip.run is not None or len(line) != 1 or id(line[0].font) not in self._space_codes:
            return None
        return line[0].space if spaces_stand_alone(line[0]) else None

    def _anchor(self, strip: Strip) -> Anchor:
        if self._written.has(strip):
            return Anchor.LEFT
        return anchor_of(strip, self.strips, sum(self.extent) / 2, self._look)

    def _look(self, strip: Strip) -> Run:
        """Give the words of a strip that may well stay as it is."""
        if strip.run is not None:
            return strip.run
        if strip.line not in self._seen:
            splitter = Splitter(self.direction, self.order, cells=self._cells)
            self._seen[strip.line] = splitter.split(self.lines[strip.line])
            for run in self._seen[strip.line]:
                keep_tabs(run)
        return _nearest(self._seen[strip.line], strip)

    def _set_line(self, strips: Sequence[Strip]) -> None:
        low, is_shifted = self.extent[0], False
        before: Run | None = None
        for index, strip in enumerate(strips):
            run = self.run_of(strip)
            # What was written elsewhere in the page's content does not stand where the words before it ended.
            is_shifted = is_shifted and before is not None and self._reads_on(before, run)
            before = run
            if id(run) not in self._placed and strip.has_bar:
                after = strips[index + 1] if index + 1 < len(strips) else None
                self._set_run(strip, run, self._room(strip, run, low, after))
            elif id(run) not in self._placed and is_shifted and self._anchor(strip) is Anchor.LOOSE:
                # Nothing else on the page begins there: it stood where the words before it ended.
                gaps = [
                    after.start - before.end for before, after in zip(run.words, run.words[1:], strict=False)
                ]
                self._place(SetLine(run.words, gaps, _on_grid(strip.left, low), strip.across), run)
            is_shifted = is_shifted or strip.has_bar
            ends = [
                move.new[1]
                for move in self.stage.moves.get(strip.line, ())
                if move.new_across == strip.across
            ]
            low = max([*ends, low if strip.has_bar else strip.right])

    def _are_one(self, one: Run, other: Run) -> bool:
        """Say whether two runs of a line were written together, and may have been fitted to its width together."""
        shared = {id(each) for each in _segments([one])} & {id(each) for each in _segments([other])}
        return bool(shared) or self._reads_on(one, other) or self._reads_on(other, one)

    def _reads_on(self, before: Run, after: Run) -> bool:
        last, first = before.words[-1].parts[-1][0], after.words[0].parts[0][0]
        return reads_on(last.segment, first.segment, self.order)

    def _room(self, strip: Strip, run: Run, low: float, after: Strip | None) -> tuple[float, float]:
        """Say between which places the run may stand: the neighbours on its line, the clip, the page."""
        margin = _MARGIN_EM * strip.em
        low = max(low, self._walls.left_of(strip))
        near, far = _shown(run, self.clips, self.direction)
        high = self.extent[1]
        if after is not None and (after.has_bar or self._anchor(after) is not Anchor.LOOSE):
            high = after.left
        high = min(high, self._walls.right_of(strip.left, strip) + margin, self._print_beside(strip))
        return max(low + margin, near), min(high - margin, far)

    def _opens_its_box(self, strip: Strip, run: Run) -> bool:
        """Say whether a line that shares no edge begins where its box does, with room to spare at the other end."""
        near, far = _shown(run, self.clips, self.direction)
        low, high = max(self._walls.left_of(strip), near), min(self._walls.right_of(strip.left, strip), far)
        return abs(strip.left - low) < _PADDING_EM * strip.em and high - strip.right > strip.em

    def _print_beside(self, strip: Strip) -> float:
        """Say where print of another baseline begins behind a run, such as the bullet of the next cell."""
        near, behind = 0.5 * strip.em, strip.right - _MARGIN_EM * strip.em
        found = [
            other.left
            for other in self.strips
            if other.line != strip.line and abs(other.across - strip.across) < near and other.left > behind
        ]
        return min(found, default=float("inf"))

    def _set_run(self, strip: Strip, run: Run, room: tuple[float, float]) -> None:
        anchor = self._anchor(strip)
        if anchor is Anchor.LOOSE and self._opens_its_box(strip, run):
            anchor = Anchor.LEFT
        column = None if self._written.has(strip) else self._columns.of(strip, anchor)
        if column is not None and anchor in (Anchor.LEFT, Anchor.BOTH):
            within = self._walls.right_of(column.edge, strip) - column.edge
            column = replace(column, full=min(column.full, within))
        paragraph = paragraph_of(strip, column, self._columns, self) if column is not None else None
        if paragraph is not None and not any(id(each) in self._placed for each in paragraph.runs):
            words = self._merged([word for each in paragraph.runs for word in each.words])
            ends = [run.words[-1] for run in paragraph.runs[:-1]]
            parted = {id(word) for word in ends if is_parted(word)}
            for share in _SHARES:
                self._share = share
                lines = broken_anew(
                    paragraph, self._width, words, lambda taken: joined(taken, parted, self._says)
                )
                if lines is not None and self._may_flow(paragraph.runs):
                    for line, each in zip(lines, paragraph.runs, strict=False):
                        self._place(line, each)
                    self._share = 1.0
                    return
            self._share = 1.0
        self._set_alone(strip, run, anchor, room)

    def _says(self, word: str) -> bool:
        """Say whether a word stands whole on one of the lines."""
        if self._said is None:
            self._said = {each for line in self.lines for each in _WORD.findall(_text_of(line))}
        return word in self._said

    def _width(self, bar: Bar) -> float:
        return max(self.width_of(bar) * self._share, min(_NARROWEST_EM * bar.segment.em, self.width_of(bar)))

    def _may_flow(self, found: Sequence[Run]) -> bool:
        """Say whether words that move to a neighbouring line are still inside what is shown there."""
        low, high = min(run.left for run in found), max(run.right for run in found)
        upper, lower = min(run.across for run in found), max(run.across for run in found)
        for segment in _segments(found):
            clip = self.clips.get(id(segment))
            if clip is not None:
                along, across = _spans(clip, self.direction)
                if along[0] > low + 1 or along[1] < high - 1 or across[0] > upper or across[1] < lower:
                    return False
        return True

    def _set_alone(self, strip: Strip, run: Run, anchor: Anchor, room: tuple[float, float]) -> None:
        words, (low, high) = self._merged(run.words), room
        gaps = [gap_after(word) for word in words[:-1]]
        fixed = sum(gaps) + sum(word.solid for word in words)
        bars = sum(self._width(bar) for word in words for bar in word.bars)
        if anchor is Anchor.BOTH:
            room_for = self._edge(strip, Anchor.RIGHT) - strip.left
        else:
            room_for = high - (strip.left if anchor is Anchor.LEFT else low)
            column = self._columns.of(strip, anchor) if anchor is Anchor.LEFT else None
            end = column.edge + column.full - strip.left if column is not None else room_for
            if fixed + _LEAST_SHARE * bars < end:
                room_for = min(room_for, end)
        if bars and fixed + bars > room_for:
            self._share = max((room_for - fixed) / bars, 0.05)
        length, left = fixed + sum(full_width(word, self._width) - word.solid for word in words), strip.left
        if anchor is Anchor.BOTH and gaps:
            gaps = spread(gaps, room_for - length, strip.em)
        elif anchor is Anchor.RIGHT:
            left = max(self._edge(strip, anchor) - length, low)
        elif anchor is Anchor.CENTRE:
            left = max(self._edge(strip, anchor) - length / 2, low)
        elif anchor is Anchor.LOOSE:
            left = max(min(_on_grid(strip.left, low), high - length), low)
        self._place(SetLine(words, gaps, left, strip.across), run)
        self._share = 1.0

    def _edge(self, strip: Strip, anchor: Anchor) -> float:
        """Give the place that a line keeps; one in the middle of the page with no other keeps that."""
        found = [each for each in self.strips if each.line != strip.line and share_edge(each, strip, anchor)]
        middle = sum(self.extent) / 2
        if anchor is Anchor.CENTRE and (not found or abs(strip.edge(anchor) - middle) < 2):
            return middle
        return settled_edge(found, anchor) if found else round(strip.edge(anchor))

    def _merged(self, words: Sequence[Word]) -> list[Word]:
        """Make one of bars that meet: how many there are tells how many names somebody has."""
        kept: list[Word] = []
        for word in words:
            before = kept[-1].parts[-1][0] if kept else None
            first = word.parts[0][0]
            if isinstance(before, Bar) and isinstance(first, Bar) and self.alike(before.entry, first.entry):
                joined = replace(before, openings=[*before.openings, *first.openings])
                parts = [*kept[-1].parts[:-1], (joined, kept[-1].parts[-1][1]), *word.parts[1:]]
                kept[-1] = Word(kept[-1].start, word.end, parts, word.spaces)
            else:
                kept.append(word)
        return kept

    def _place(self, line: SetLine, run: Run) -> None:
        self._placed.add(id(run))
        at = line.left
        for index, word in enumerate(line.words):
            bars = word.bars
            at = self.stage.place(word, at, line.across, [self._width(bar) for bar in bars] if bars else ())
            at += line.gaps[index] if index < len(line.gaps) else 0.0


def _text_of(line: Sequence[Segment]) -> str:
    gaps = ("", *(parting(before, after) for before, after in pairwise(line)))
    return "".join(gap + segment.text for gap, segment in zip(gaps, line, strict=True))


def _is_blank(line: Sequence[Segment]) -> bool:
    return all(segment.text.isspace() for segment in line)


def _nearest(found: Sequence[Run], strip: Strip) -> Run:
    if not found:
        return Run([], strip.across, strip.em)
    return max(found, key=lambda run: min(run.right, strip.right) - max(run.left, strip.left))


def _on_grid(left: float, low: float) -> float:
    below = left // GRID_POINTS * GRID_POINTS
    return below if below >= low else -(-low // GRID_POINTS) * GRID_POINTS


def _segments(found: Sequence[Run]) -> list[Segment]:
    seen = {id(part.segment): part.segment for run in found for word in run.words for part, _ in word.parts}
    return list(seen.values())


def _spans(box: Bounds, direction: Point) -> tuple[tuple[float, float], tuple[float, float]]:
    split = Splitter(direction)
    corners = [(box[0], box[1]), (box[2], box[3])]
    along = sorted(split.along(corner) for corner in corners)
    across = sorted(split.across(corner) for corner in corners)
    return (along[0], along[1]), (across[0], across[1])


def _shown(run: Run, clips: dict[int, Bounds], direction: Point) -> tuple[float, float]:
    """Say between which places a run shows; a box that only part of its words are clipped to is let out for them."""
    low, high = float("-inf"), float("inf")
    boxes = {clips.get(id(segment)) for segment in _segments([run])} if clips else set()
    for box in boxes:
        if box is not None:
            (near, far), _ = _spans(box, direction)
            if len(boxes) == 1 or (near <= run.left + 1 and run.right - 1 <= far):
                low, high = max(low, near), min(high, far)
    return low, high
