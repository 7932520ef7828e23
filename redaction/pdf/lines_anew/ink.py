"""The colours of print in a stream that is written anew, and the brackets that only text stood in.

Most programs put every line of a paragraph, or every piece of it, between `q` and `Q` with its colour, and some
cut each out of the whole page. Written again as they were, those brackets say where the old lines ended, and so
about how long the word was that is gone. Colours are therefore said when print needs them, and such brackets not.

Source: ISO 32000-2, 8.4 (graphics state), 8.6 (colour).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Final

from redaction.pdf.operands import Op, number
from redaction.pdf.operators import MARKS
from redaction.pdf.scopes import Scope
from redaction.pdf.text_state import Matrix, Point, Segment, placed, times

_KEYS: Final = {
    b"g": "fill", b"rg": "fill", b"k": "fill", b"cs": "fill", b"sc": "fill", b"scn": "fill",
    b"G": "line", b"RG": "line", b"K": "line", b"CS": "line", b"SC": "line", b"SCN": "line",
    b"w": "width", b"J": "ends", b"j": "corners", b"M": "mitre", b"Tr": "mode", b"Ts": "rise",
}  # fmt: skip
_GOES_ON: Final = frozenset({b"sc", b"scn", b"SC", b"SCN"})
# A colour space that is chosen and no colour in it means black; pdfium goes on with the colour that was set before.
_SPACES: Final = frozenset({b"cs", b"CS"})
_DEVICE: Final = frozenset({b"g", b"rg", b"k", b"G", b"RG", b"K"})
_AT_FIRST: Final = (
    Op(b"g", [b"0"]), Op(b"G", [b"0"]), Op(b"w", [b"1"]), Op(b"J", [b"0"]), Op(b"j", [b"0"]), Op(b"M", [b"10"]),
    Op(b"Tr", [b"0"]), Op(b"Ts", [b"0"]),
)  # fmt: skip
_TEXT: Final = (
    frozenset({b"Td", b"TD", b"Tm", b"T*", b"Tc", b"Tw", b"Tz", b"TL", b"BT", b"ET", b"Tf"}) | MARKS
)
_CLIPS: Final = ([b"W"], [b"W*"])
_FEET_AND_HEADS: Final = (-0.2, 0.65)
_SLACK: Final = 0.5
_LAST_THAT_ONLY_SHOWS: Final = 3
State = dict[str, list[Op]]


@dataclass(slots=True)
class Ink:
    """What the old stream wants print to look like, and what the new one has said of it."""

    wanted: State = field(default_factory=dict)
    said: State = field(default_factory=dict)
    # The state that was looked at last, where nothing has changed it since: asked for every word of a page.
    _settled: State | None = None

    @classmethod
    def of(cls, scope: Scope) -> "Ink":
        """A page begins as the standard says; a form as what draws it left off, which is not known here."""
        known = {_KEYS[op.name]: [op] for op in _AT_FIRST} if scope.owner is None else {}
        return cls(dict(known), dict(known))

    def takes(self, op: Op) -> bool:
        """Remember an operator of this kind for later; False for any other."""
        key = _KEYS.get(op.name)
        if key is None:
            return False
        before = self.wanted.get(key, [])
        if op.name in _GOES_ON:
            before = [each for each in before if each.name not in _GOES_ON]
        else:
            before = [each for each in before if op.name in _SPACES and each.name in _DEVICE]
        self.wanted[key] = [*before, op]
        self._settled = None
        return True

    def unsaid(self) -> list[Op]:
        """Give the operators that are needed before something is drawn, and count them as said."""
        if self.wanted is self._settled:
            return []
        self._settled = self.wanted
        new = [(key, ops) for key, ops in self.wanted.items() if self.said.get(key) != ops]
        self.said.update(new)
        return [op for _, ops in new for op in ops]

    def copied(self) -> "Ink":
        """Give the same, to come back to."""
        return Ink(dict(self.wanted), dict(self.said))


@dataclass(slots=True)
class _Bracket:
    """One `q` that is open: what of the state was known there, and what goes with it if it holds but text.

    `clips` are the boxes that it cuts out, `shown` the print in it.
    """

    known: set[str]
    ctm: Matrix
    members: set[int] = field(default_factory=set)
    clips: list[Sequence[Point]] = field(default_factory=list)
    shown: list[Segment] = field(default_factory=list)
    is_plain: bool = True


def plain_brackets(scope: Scope, idle: set[int]) -> set[int]:
    """Give the places of every `q` and `Q` between which only text is shown, with the clips in them that cut nothing.

    `idle` are the matrices that are not written again.
    """
    found: set[int] = set()
    stack = [_Bracket(set(Ink.of(scope).wanted), scope.ctm, is_plain=False)]
    for index, op in enumerate(scope.ops):
        top, name = stack[-1], op.name
        if name == b"q":
            stack.append(_Bracket(set(top.known), top.ctm, {index}))
        elif name == b"Q":
            if len(stack) > 1:
                _close(stack, index, found)
        elif index in scope.segments:
            top.shown.append(scope.segments[index])
        elif name in _KEYS:
            # Print that cuts what follows does so up to the bracket's end.
            cuts = name == b"Tr" and number(op.args[-1] if op.args else b"0") > _LAST_THAT_ONLY_SHOWS
            top.is_plain = top.is_plain and _KEYS[name] in top.known and not cuts
            top.known.add(_KEYS[name])
        elif name == b"cm":
            top.ctm = _moved(op, top.ctm)
            top.is_plain = top.is_plain and index in idle
        elif name not in _TEXT and index not in scope.dropped and index not in top.members:
            _clip(scope, index, top)
    return found


def _close(stack: list[_Bracket], index: int, found: set[int]) -> None:
    closed = stack.pop()
    top = stack[-1]
    top.shown += closed.shown
    reach = [point for segment in closed.shown for point in _reach(segment)] if closed.clips else []
    if closed.is_plain and all(_is_round(clip, reach) for clip in closed.clips):
        found |= closed.members | {index}
    else:
        top.is_plain = False


def _clip(scope: Scope, index: int, top: _Bracket) -> None:
    """Take a box that is cut out into account; anything else that draws makes a bracket one that stays."""
    following = [op.name for op in scope.ops[index + 1 : index + 3]]
    box = (scope.replaced.get(index, [scope.ops[index]]) or [Op(b"n", [])])[-1]
    if box.name != b"re" or len(box.args) < 4 or following[:1] not in _CLIPS or following[1:] != [b"n"]:
        top.is_plain = False
        return
    x, y, width, height = (number(part) for part in box.args[-4:])
    top.clips.append([placed(top.ctm, x + right, y + up) for right in (0, width) for up in (0, height)])
    top.members |= {index, index + 1, index + 2}


def _is_round(clip: Sequence[Point], reach: Sequence[Point]) -> bool:
    """Say whether a box with sides along the page's has all of these points in it."""
    xs, ys = sorted({round(x, 3) for x, _ in clip}), sorted({round(y, 3) for _, y in clip})
    return (
        len(xs) == len(ys) == 2
        and all(xs[0] - _SLACK <= x <= xs[1] + _SLACK for x, _ in reach)
        and all(ys[0] - _SLACK <= y <= ys[1] + _SLACK for _, y in reach)
    )


def _reach(segment: Segment) -> list[Point]:
    """Where what a segment shows begins and ends, at the feet and the heads of its letters."""
    a, b, c, d, _, _ = segment.matrix
    ends: list[Point] = []
    if segment.targets is None:
        ends = [segment.start_point, segment.end_point]
    for target in segment.targets or ():
        x, y = target.point
        ends += [(x, y), (x + a * target.run, y + b * target.run)]
    tall = hypot(c, d) or 1.0
    up, side = segment.em * d / tall, segment.em * c / tall
    return [(x + side * part, y + up * part) for x, y in ends for part in _FEET_AND_HEADS]


def _moved(op: Op, ctm: Matrix) -> Matrix:
    if len(op.args) < 6:
        return ctm
    a, b, c, d, e, f = (number(part) for part in op.args[-6:])
    return times((a, b, c, d, e, f), ctm)
