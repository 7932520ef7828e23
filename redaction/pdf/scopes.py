"""The streams that a page draws, each with the operators, text and images found in it."""

import re
from dataclasses import dataclass, field

import pikepdf

from redaction.pdf.operands import Op
from redaction.pdf.text_state import IDENTITY, Matrix, Point, Segment

# What one drawing may stand for: a letter, or the letters of a ligature. Spaces and soft hyphens are no letters.
_IS_OF_ONE_LETTER = re.compile(r"[^\W_]{1,4}\Z")
# Names as programs make them: a few letters and a number.
_PLAIN_NAME = re.compile(r"^/(?!N\d)[A-Za-z]{0,3}_?\d{0,5}$")


@dataclass(slots=True, eq=False)
class Placement:
    """One image as drawn: by name (`Do`) or inline (`BI`). The unit square under `ctm` is its place.

    `after` counts the segments drawn before it: those may lie under it.
    """

    scope: "Scope"
    op_index: int
    name: str
    image: pikepdf.Object | None
    ctm: Matrix
    after: int

    def bounds(self) -> tuple[float, float, float, float]:
        """Give left, bottom, right, top in page units."""
        a, b, c, d, e, f = self.ctm
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True, eq=False)
class Scope:
    """One use of one content stream: a page's own, a form's, a mask's or a pattern's.

    `owner` is the stream object (None for a page). A form is copied when it changes, for that use alone; a
    mask or pattern (`in_place`) is changed where it lies, since a term goes wherever it occurs.
    `shifted` says of operators that draw something as a whole how far away they draw it now, and `wider` the
    box (left, bottom, right, top) that a form needs for what was set anew in it.
    """

    owner: pikepdf.Object | None
    resources: pikepdf.Object
    ops: list[Op]
    parent: "Scope | None" = None
    parent_op: int = -1
    in_place: bool = False
    ctm: Matrix = IDENTITY
    segments: dict[int, Segment] = field(default_factory=dict)
    placements: list[Placement] = field(default_factory=list)
    children: list["Scope"] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    renamed: dict[int, bytes] = field(default_factory=dict)
    replaced: dict[int, list[Op]] = field(default_factory=dict)
    shifted: dict[int, Point] = field(default_factory=dict)
    wider: tuple[float, float, float, float] | None = None
    used: dict[str, set[str]] = field(default_factory=dict)
    added: dict[str, dict[str, pikepdf.Object]] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """New names for resources whose own names could say something."""
        telling = {name for names in self.used.values() for name in names if not _PLAIN_NAME.match(name)}
        return {name: f"/N{number}" for number, name in enumerate(sorted(telling))}

    def use(self, category: str, name: str) -> None:
        """Note that a resource is really drawn with."""
        self.used.setdefault(category, set()).add(name)


@dataclass(frozen=True, slots=True)
class Burn:
    """A place on the page (page units) to burn out of images drawn after segment `order`; -1 is all of them."""

    area: tuple[Point, ...]
    order: int = -1


@dataclass(slots=True)
class ActualText:
    """Text that the file says stands for what the segments between two marks draw."""

    text: str
    segments: list[Segment]

    def __post_init__(self) -> None:
        if len(self.segments) == 1 and self.segments[0].count == 1 and _IS_OF_ONE_LETTER.match(self.text):
            self.segments[0].spoken = self.text


@dataclass(slots=True)
class PageContent:
    """Everything a page draws, in the order drawn. `unseen` is text on hidden layers, which always goes.

    `has_meshes` says that colours are given point by point somewhere, without a picture; `covered` are the segments
    (by id) that lost something, and lie where a picture over them shows nothing.
    """

    scope: Scope
    segments: list[Segment]
    placements: list[Placement]
    actual_texts: list[ActualText]
    path_count: int
    unseen: list[Segment]
    has_meshes: bool = False
    covered: frozenset[int] = frozenset()
