"""Turns places in a page's own space into places on the page as shown, and back."""

from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Name

from redaction.page import Box
from redaction.pdf.text_state import Point
from redaction.pdf.values import plain

_LETTER = (0.0, 0.0, 612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a page is shown: its rectangle in page units, and its rotation (0, 90, 180 or 270, clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.rotation % 180 == 0 else self.right - self.left

    def shown(self, point: Point) -> Point:
        """Give the place on the page as shown, in points from its top left corner."""
        x, y = point
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def own(self, point: Point) -> Point:
        """Give the place in the page's own space: the reverse of `shown`."""
        x, y = point
        if self.rotation == 90:
            return y + self.left, x + self.bottom
        if self.rotation == 180:
            return self.right - x, y + self.bottom
        if self.rotation == 270:
            return self.right - y, self.top - x
        return x + self.left, self.top - y

    def box(self, points: Iterable[Point]) -> Box:
        """Give the box, as shown, round points in the page's own space."""
        xs, ys = zip(*(points if not self.rotation else map(self.shown, points)), strict=True)
        if not self.rotation:  # as most pages lie, and each bar asks several times
            return Box(min(xs) - self.left, self.top - max(ys), max(xs) - self.left, self.top - min(ys))
        return Box(min(xs), min(ys), max(xs), max(ys))


def _rectangle(listed: object) -> tuple[float, float, float, float] | None:
    if not isinstance(listed, Array) or len(listed) != 4:
        return None
    a, b, c, d = (plain(part) for part in listed)
    found = (min(a, c), min(b, d), max(a, c), max(b, d))
    return found if found[2] > found[0] and found[3] > found[1] else None


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Give a page's attribute, from the page or from the nodes above it."""
    node: pikepdf.Object | None = page
    for _ in range(64):
        if node is None:
            break
        found = node.get(key)
        if found is not None:
            return found
        node = node.get(Name.Parent)
    return None


def frame_of(page: pikepdf.Object) -> Frame:
    """Read what of a page is shown: the crop box within the media box, and the rotation."""
    left, bottom, right, top = _rectangle(inherited(page, "/MediaBox")) or _LETTER
    crop = _rectangle(inherited(page, "/CropBox"))
    if crop is not None:
        inner = (max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3]))
        if inner[2] > inner[0] and inner[3] > inner[1]:
            left, bottom, right, top = inner
    rotation = int(plain(inherited(page, "/Rotate"))) // 90 * 90 % 360
    return Frame(left, bottom, right, top, rotation)
