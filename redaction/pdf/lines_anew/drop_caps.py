"""Words whose first letter hangs down over several lines: the large letter stands by itself, the rest behind it.

In no order of reading does the letter stand before the rest of its word; a reader's eye puts it there.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from redaction.pdf.lines_anew.lines import Line
from redaction.pdf.text_state import Segment

_LARGER: Final = 1.6
_NEAR_EM: Final = 0.6
_HEAD_EM: Final = 0.7


def drop_caps(lines: Sequence[Line]) -> Iterator[tuple[Segment, Line]]:
    """Each large letter with the print that goes on behind it, from the first piece that touches it."""
    large = [segment for line in lines for segment in line if _is_one_capital(segment)]
    for letter in large:
        for line in lines:
            first = next((at for at, each in enumerate(line) if _goes_on(letter, each)), None)
            if first is not None:
                yield letter, line[first:]


def _is_one_capital(segment: Segment) -> bool:
    text = segment.text.strip()
    return len(text) == 1 and text.isupper()


def _goes_on(letter: Segment, after: Segment) -> bool:
    """Say whether small print stands right behind a letter, with its head as high and its foot well above."""
    # Where the first words are set in capitals, a word goes on in two of them: one alone begins the next word.
    goes_on = after.text[:1].islower() or (after.text[:2].isupper() and after.text[:2].isalpha())
    if letter.em < _LARGER * after.em or not goes_on or letter.direction != after.direction:
        return False
    (ux, uy), (x, y), (end_x, end_y) = letter.direction, after.start_point, letter.end_point
    along = (x - end_x) * ux + (y - end_y) * uy
    above = (y - end_y) * ux - (x - end_x) * uy
    heads_apart = above + _HEAD_EM * after.em - _HEAD_EM * letter.em
    near = -_NEAR_EM * after.em <= along <= _NEAR_EM * after.em
    return near and above > _NEAR_EM * after.em and abs(heads_apart) < _HEAD_EM * after.em
