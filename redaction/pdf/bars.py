"""The bars that stand for what was removed: how wide they are, where they stand, and the label on them."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Dictionary, Name

from redaction.pdf.frame import Frame
from redaction.pdf.lines_anew.figures import figures_in, signs_in
from redaction.pdf.lines_anew.letting_out import let_out
from redaction.pdf.lines_anew.lines import Line
from redaction.pdf.lines_anew.placing import Quad
from redaction.pdf.lines_anew.redrawing import Redrawing
from redaction.pdf.lines_anew.setting import Setter
from redaction.pdf.lines_anew.shapes import drawn_in
from redaction.pdf.lines_anew.small_print import with_small_print
from redaction.pdf.lines_anew.words import Bar, note_tracking
from redaction.pdf.operands import Op, literal
from redaction.pdf.operators import write
from redaction.pdf.scopes import PageContent
from redaction.pdf.tags.tag_marks import slot_follows
from redaction.pdf.tags.tagging import PageTags
from redaction.pdf.text_state import Point, Segment
from redaction.schedule import Gap, Schedule
from redaction.sight.bar_labels import short_code
from redaction.wording.needles import Needles

FIXED_EM = 3.0
_WIDEST_EM = 14.0
_LABEL_EM = 0.72
_PADDING_EM = 0.4
_SMALLEST_POINTS = 6.0
_WIDTHS: dict[str, int] = FONT_METRICS["Helvetica"][1]
LABEL_FONT = "/Lb0"


@dataclass(slots=True)
class Bars:
    """The bars of one page: where each stands, by the openings (segment id, glyph) that it covers.

    `quads` are those to draw over the page, with their entries; labelled ones are drawn where they read. `slots`
    says of each quad to which part of a tagged document it belongs.
    """

    quads: list[tuple[Quad, int]] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    by_opening: dict[tuple[int, int], Quad] = field(default_factory=dict)

    def over_letters(self, segments: Iterable[Segment]) -> Iterator[tuple[int, Quad]]:
        """Give the bars of seen print with the entry that each stretch went for, however it was found.

        OCR reads a term where the text says something else: a circle before a word is an O to it.
        """
        for segment in segments:
            for first, entry in () if segment.is_hidden else segment.opens.items():
                quad = self.by_opening.get((id(segment), first))
                if quad is not None and entry >= 0:
                    yield entry, quad


class Labels:
    """What every bar of a schedule looks like: as wide as its longest label needs, the same for every hit."""

    def __init__(self, schedule: Schedule, needles: Needles) -> None:
        plain = [_plain(entry.label) for entry in schedule.entries]
        self.labels = ["" if needles.occur_in(label) else label for label in plain]
        self.pictured = [entry.label for entry in schedule.fitting.entries]
        self.gap = schedule.gap
        longest = max((_length(label) for label in self.labels), default=0.0)
        wanted = longest * _LABEL_EM + _PADDING_EM if longest else 0.0
        self.width_em = min(max(FIXED_EM, wanted), _WIDEST_EM)

    def width_of(self, bar: Bar) -> float:
        return self.width_em * bar.segment.em

    def alike(self, one: int, other: int) -> bool:
        return self.of(one) == self.of(other)

    def of(self, entry: int) -> str:
        """Give the label of an entry; blank for none."""
        return self.labels[entry] if 0 <= entry < len(self.labels) else ""

    def in_picture(self, entry: int) -> str:
        """Give the label of an entry as the schedule has it, which is what a checker of pictures draws."""
        return self.pictured[entry] if 0 <= entry < len(self.pictured) else ""

    def drawn(self, quads: Sequence[tuple[Sequence[Point], int]], tags: PageTags | None = None) -> bytes:
        """Draw a black bar over each area, with its label in white; each within its part, where there are tags."""
        if tags is None or tags.marker is None:
            return write([op for quad, entry in quads for op in self.one(quad, entry)]) + b"\n"
        owned = zip(quads, tags.bars, strict=True)
        ops = [op for (quad, entry), slot in owned for op in (slot_follows(slot), *self.one(quad, entry))]
        return write(tags.marker.marked(ops)) + b"\n"

    def one(self, quad: Sequence[Point], entry: int) -> list[Op]:
        """Draw one bar."""
        first, *others = [[f"{part:.2f}".encode() for part in point] for point in quad]
        ops = [Op(b"q", []), Op(b"g", [b"0"]), Op(b"m", [*first]), *(Op(b"l", [*point]) for point in others)]
        label = self.of(entry)
        return [*ops, Op(b"h", []), Op(b"f", []), *(_written(quad, label) if label else ()), Op(b"Q", [])]

    def has_label(self, quads: Sequence[tuple[Sequence[Point], int]]) -> bool:
        return any(self.of(entry) for _, entry in quads)


def label_font() -> Dictionary:
    """A standard font, which every reader has; what it shows can be found and copied."""
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def _plain(label: str) -> str:
    """Write a label in the letters that the standard font has."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", " ".join(label.split()))
        if not unicodedata.combining(letter)
    )
    return bare.encode("ascii", "replace").decode()


def _length(label: str) -> float:
    return sum(_WIDTHS.get(letter, 600) for letter in label) / 1000


def _fitted(label: str, width: float, height: float) -> tuple[str, float]:
    """Give the label or its short code with the size it fits in; blank where letters would be too small to read.

    On a line that was set anew the bar is made for its label. On a scan it is as wide as the print lets it be.
    """
    wanted = _LABEL_EM * height
    for text in (label, short_code(label)):
        size = min(wanted, (width - 0.2 * height) / max(_length(text), 0.1), 0.95 * width)
        if text and size >= min(_SMALLEST_POINTS, wanted):
            return text, size
    return "", 0.0


def _written(quad: Sequence[Point], label: str) -> list[Op]:
    (x, y), (right_x, right_y), _, (up_x, up_y) = quad[:4]
    width = ((right_x - x) ** 2 + (right_y - y) ** 2) ** 0.5 or 0.001
    height = ((up_x - x) ** 2 + (up_y - y) ** 2) ** 0.5 or 0.001
    cos, sin = (right_x - x) / width, (right_y - y) / width
    label, size = _fitted(label, width, height)
    if not label:
        return []
    inset = (width - size * _length(label)) / 2
    rise = (height - 0.72 * size) / 2 / height
    at_x, at_y = x + cos * inset + (up_x - x) * rise, y + sin * inset + (up_y - y) * rise
    return [
        Op(b"g", [b"1"]), Op(b"BT", []), Op(b"Tf", [LABEL_FONT.encode(), f"{size:.3f}".encode()]),
        *(Op(name, [b"0"]) for name in (b"Tc", b"Tw", b"Ts", b"Tr")), Op(b"Tz", [b"100"]),
        Op(b"Tm", [f"{part:.4f}".encode() for part in (cos, sin, -sin, cos, at_x, at_y)]),
        Op(b"Tj", [literal(label.encode("ascii"))]), Op(b"ET", []),
    ]  # fmt: skip


def lay_bars(content: PageContent, lines: Sequence[Line], labels: Labels, frame: Frame) -> Bars:
    """Set the lines that lost something anew, where the gap is fixed, and say where every bar stands."""
    made = Bars()
    if labels.gap is Gap.FIXED:
        _set_lines(content, lines, labels, frame, made)
    for segment in content.segments:
        if segment.removed and segment.targets is None and id(segment) not in content.covered:
            for first, last in stretches(segment.removed):
                quad = segment.corners(segment.glyphs.at[first], segment.glyphs.pens[last])
                entry = next(
                    (segment.opens[each] for each in range(first, last + 1) if each in segment.opens), -1
                )
                made.quads.append((quad, entry))
                made.slots.append(segment.slot)
                made.by_opening.update(((id(segment), each), quad) for each in range(first, last + 1))
    return made


def _set_lines(content: PageContent, lines: Sequence[Line], labels: Labels, frame: Frame, made: Bars) -> None:
    by_direction: dict[Point, list[Line]] = {}
    hit: set[Point] = set()
    if not any(segment.removed and not segment.is_hidden for segment in content.segments):
        return
    drawn = drawn_in(content.scope)
    signs = signs_in(content, drawn)
    for line in lines:
        visible = [segment for segment in line if not segment.is_hidden and id(segment) not in signs]
        if visible:
            direction = _rounded(visible[0].direction)
            by_direction.setdefault(direction, []).append(visible)
            if any(segment.removed for segment in visible):
                hit.add(direction)
    note_tracking(lines)
    order = {id(segment): place for place, segment in enumerate(content.segments)}
    for direction in hit:
        own = by_direction[direction][0][0].direction
        found = with_small_print(by_direction[direction], own)
        figures = figures_in(content, drawn, signs, own)
        setter = Setter(
            own,
            found,
            labels.width_of,
            labels.alike,
            _extent(frame, own),
            drawn.clips,
            order,
            drawn.shapes,
            figures,
        )
        stage = setter.set_anew()
        Redrawing(own, stage.moves.values()).redraw(drawn, figures)
        for bar, quad in stage.bars:
            made.by_opening.update(dict.fromkeys(bar.openings, quad))
            if id(bar.segment) in content.covered:
                continue
            if labels.of(bar.entry):
                bar.segment.labelled[bar.first] = labels.one(quad, bar.entry)
            else:
                made.quads.append((quad, bar.entry))
                made.slots.append(bar.segment.slot)
    for segment in content.segments:
        if segment.removed and not segment.is_hidden and segment.targets is None:
            segment.targets = []
    let_out(content.scope, drawn)


def _rounded(direction: Point) -> Point:
    return round(direction[0], 2), round(direction[1], 2)


def _extent(frame: Frame, direction: Point) -> tuple[float, float]:
    corners = [
        (frame.left, frame.bottom),
        (frame.right, frame.top),
        (frame.left, frame.top),
        (frame.right, frame.bottom),
    ]
    along = [x * direction[0] + y * direction[1] for x, y in corners]
    return min(along), max(along)


def stretches(indices: set[int]) -> list[tuple[int, int]]:
    """Give the first and last of each run of numbers that follow each other."""
    found: list[tuple[int, int]] = []
    for index in sorted(indices):
        if found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found
