"""Sets the lines of a picture anew that lose something, whichever way up its print stands.

Source: docs/decisions/0026-scanned-lines-set-anew.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from redaction.page import Box
from redaction.pictures.moving import set_in
from redaction.pictures.planning import Planner
from redaction.pictures.set_line import SetLine, apart
from redaction.pictures.turning import Turn
from redaction.sight.ocr import OcrWord

Hits = Sequence[tuple[int, Box]]


@dataclass(frozen=True, slots=True)
class SetPicture:
    """A picture whose lines were set anew, in pixels as it lies; its bars are not drawn.

    `lines` are as they stand once the picture is turned so that its print is upright. `bars` say nothing by their
    width. `stays` stood on lines that could not be set anew.
    """

    picture: Image.Image
    turn: Turn
    lines: tuple[SetLine, ...]
    bars: tuple[tuple[int, Box], ...]
    stays: tuple[tuple[int, Box], ...]

    @property
    def telling(self) -> list[Box]:
        """Bars on lines that were moved, and whose ground still says how long they were."""
        return [self.turn.back(bar.box) for line in self.lines if line.tells for bar in line.bars]


def set_anew(
    image: Image.Image, words: Sequence[OcrWord], places: Hits, labels: Sequence[str] = ()
) -> SetPicture:
    """Move the words of each line that loses something round a bar of one width.

    Args:
        image: of mode 1, L or RGB.
        places: entries, with the boxes that go (pixels).
        labels: what may be written on bars; every bar is as wide as the longest needs.
    """
    turn = Turn.of(words, image.size)
    upright, held = turn.picture(image), [(entry, turn.box(box)) for entry, box in places]
    whole = Box(0.0, 0.0, *turn.size)
    lines, stays = apart(*Planner(upright, turn.words(words), held, labels).plan(lambda _: whole))
    return SetPicture(
        turn.picture_back(_with_lines(upright, lines)) if lines else image,
        turn,
        tuple(lines),
        tuple((bar.entry, turn.back(bar.box)) for line in lines for bar in line.bars),
        tuple((entry, turn.back(box)) for entry, box in stays),
    )


def _with_lines(image: Image.Image, lines: Sequence[SetLine]) -> Image.Image:
    samples = np.array(image.convert("L") if image.mode == "1" else image)
    for line in lines:
        set_in(samples, line)
    fresh = Image.fromarray(samples, "L" if image.mode == "1" else image.mode)
    return fresh.convert("1", dither=Image.Dither.NONE) if image.mode == "1" else fresh
