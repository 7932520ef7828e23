"""Puts together the pictures of a page as they lie beside each other, whatever is clipped or covered of them.

A scan may be cut into strips so low that no line of print is whole in one of them: read one by one they say nothing.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops

from redaction.pdf.pixels.pictures import stored_picture
from redaction.pdf.scopes import Placement
from redaction.pdf.text_state import Matrix, Point, inverse, placed, times

_NEAR_POINTS: Final = 12.0
_OVERLAP: Final = 0.2  # of the smaller of two: what lies further over the other lies behind it
_MOST_LAYERS: Final = 6
_MOST_PIECES: Final = 2_000
_COMPARED: Final = 150  # of those on a layer, the ones laid there last
_LARGEST: Final = 3_300  # pixels: an A3 sheet at 200 dots an inch
_SMALLEST: Final = (24, 8)  # pixels along and across a line: fewer hold no word
_Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pictures that lie beside each other as one: the unit square under `ctm` is its place on the page.

    `pixels` is how wide and high it is at the fineness of its finest piece.
    """

    pieces: tuple[Placement, ...]
    ctm: Matrix
    pixels: tuple[int, int]

    def bounds(self) -> _Bounds:
        """Give left, bottom, right, top in page units."""
        corners = [placed(self.ctm, x, y) for x, y in ((0, 0), (0, 1), (1, 0), (1, 1))]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def picture(self) -> Image.Image | None:
        """Give it as it is stored, dark over light; None where a piece of it cannot be decoded."""
        sheet = Image.new("L", self.pixels, 255)
        back = inverse(self.ctm)
        for piece in self.pieces:
            stored = stored_picture(piece.image)
            if stored is None or back is None:
                return None
            _lay(sheet, stored.convert("L"), times(piece.ctm, back))
        return sheet


def _lay(sheet: Image.Image, stored: Image.Image, ctm: Matrix) -> None:
    """Lay a picture on a sheet; `ctm` places its unit square in that of the sheet."""
    width, height = sheet.size
    corners = [placed(ctm, x, y) for x, y in ((0, 0), (0, 1), (1, 0), (1, 1))]
    left, right = (edge(x for x, _ in corners) * width for edge in (min, max))
    top, bottom = ((1 - edge(y for _, y in corners)) * height for edge in (max, min))
    box = math.floor(left + 0.01), math.floor(top + 0.01), math.ceil(right - 0.01), math.ceil(bottom - 0.01)
    size = max(box[2] - box[0], 1), max(box[3] - box[1], 1)
    if abs(ctm[1]) + abs(ctm[2]) < 1e-3 * (abs(ctm[0]) + abs(ctm[3])):
        turned = stored if ctm[0] > 0 else stored.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        laid = (turned if ctm[3] > 0 else turned.transpose(Image.Transpose.FLIP_TOP_BOTTOM)).resize(size)
    else:
        laid = _slanted(stored, ctm, sheet.size, (box[0], box[1]), size)
    under = sheet.crop((box[0], box[1], box[0] + size[0], box[1] + size[1]))
    sheet.paste(ImageChops.darker(under, laid), (box[0], box[1]))


def _slanted(
    stored: Image.Image, ctm: Matrix, sheet: tuple[int, int], corner: tuple[int, int], size: tuple[int, int]
) -> Image.Image:
    back = inverse(ctm)
    if back is None:
        return Image.new("L", size, 255)

    def at(x: int, y: int) -> Point:
        across, up = placed(back, (corner[0] + x) / sheet[0], 1 - (corner[1] + y) / sheet[1])
        return across * stored.width, (1 - up) * stored.height

    (x0, y0), (x1, y1), (x2, y2) = at(0, 0), at(1, 0), at(0, 1)
    how = (x1 - x0, x2 - x0, x0, y1 - y0, y2 - y0, y0)
    return stored.transform(
        size, Image.Transform.AFFINE, how, resample=Image.Resampling.BILINEAR, fillcolor=255
    )


def sheets(placements: Iterable[Placement]) -> list[Sheet]:
    """Give the pictures of a page that lie beside others, together, at most the first 2,000.

    What lies over another picture is on a sheet of its own.
    """
    pieces = [each for each in placements if each.image is not None and inverse(each.ctm) is not None]
    found = []
    for near in _clusters(pieces[:_MOST_PIECES]):
        for layer in _layers(near):
            sheet = _sheet(layer) if len(layer) > 1 else None
            if sheet is not None:
                found.append(sheet)
    return found


def _clusters(pieces: Sequence[Placement]) -> Iterator[list[Placement]]:
    """Pictures of which each is near another one, in the order drawn."""
    homes = list(range(len(pieces)))

    def home(of: int) -> int:
        while homes[of] != of:
            homes[of] = of = homes[homes[of]]
        return of

    bounds = [each.bounds() for each in pieces]
    rising = sorted(range(len(pieces)), key=lambda each: bounds[each][1])
    for place, one in enumerate(rising):
        for other in rising[place + 1 :]:
            if bounds[other][1] > bounds[one][3] + _NEAR_POINTS:
                break
            beside = max(bounds[one][0], bounds[other][0]) - min(bounds[one][2], bounds[other][2])
            if beside <= _NEAR_POINTS:
                homes[home(one)] = home(other)
    found: dict[int, list[Placement]] = {}
    for number, piece in enumerate(pieces):
        found.setdefault(home(number), []).append(piece)
    yield from found.values()


def _layers(pieces: Sequence[Placement]) -> list[list[Placement]]:
    layers: list[list[Placement]] = []
    for piece in pieces:
        free = (each for each in layers if not any(_overlap(piece, other) for other in each[-_COMPARED:]))
        layer = next(free, layers[-1] if len(layers) >= _MOST_LAYERS else None)
        if layer is None:
            layers.append([piece])
        else:
            layer.append(piece)
    return layers


def _overlap(one: Placement, other: Placement) -> bool:
    a, b = one.bounds(), other.bounds()
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((each[2] - each[0]) * (each[3] - each[1]) for each in (a, b))
    return wide > 0 and high > 0 and wide * high > _OVERLAP * smaller


def _sheet(pieces: Sequence[Placement]) -> Sheet | None:
    """Lay pictures on one sheet that is as upright as the first of them is stored."""
    a, b, c, d, _, _ = pieces[0].ctm
    long = math.hypot(a, b)
    side = 1.0 if a * d - b * c > 0 else -1.0
    upright: Matrix = (a / long, b / long, -b / long * side, a / long * side, 0.0, 0.0)
    back = inverse(upright)
    if back is None:
        return None
    corners = [
        placed(times(each.ctm, back), x, y) for each in pieces for x, y in ((0, 0), (0, 1), (1, 0), (1, 1))
    ]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    low, high = min(y for _, y in corners), max(y for _, y in corners)
    fineness = min(max(map(_fineness, pieces)), _LARGEST / max(right - left, high - low))
    pixels = round((right - left) * fineness), round((high - low) * fineness)
    if min(pixels) < _SMALLEST[1] or max(pixels) < _SMALLEST[0]:
        return None
    return Sheet(tuple(pieces), times((right - left, 0.0, 0.0, high - low, left, low), upright), pixels)


def _fineness(piece: Placement) -> float:
    """Pixels for each unit of the page, across."""
    wide = piece.image.get("/Width", 1) if piece.image is not None else 1
    return float(wide) / max(math.hypot(*piece.ctm[:2]), 1e-6)
