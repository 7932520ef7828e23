"""Reads letters along the lines they stand on, whatever was drawn between them.

Engines put together what is drawn in turn, or what lies side by side at one height. A name whose letters are laid
across other print, or go up and down, is read by none of them. A reader's eye does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from redaction.verify.pdf.hanging import Piece

# Of an em: letters of one line share their foot, and what stands further apart are other words, or other columns.
_SAME_FOOT_EM: Final = 0.1
_A_SPACE_EM: Final = 0.17
_OTHER_COLUMN_EM: Final = 3.0
# Letters that go up and down by no more, and are no further apart, are read on by an eye.
_UP_AND_DOWN_EM: Final = 0.8
_NEXT_EM: Final = 1.2
_FEWEST: Final = 3
# No name goes on over this: words on either side of it are not read as one.
_APART: Final = "\n\ufffd\n"


def read_along(letters: Sequence[str], pieces: Iterable[Piece]) -> str:
    """Each line of pieces of one direction that were not drawn one after the other, and each row of lone letters."""
    found = list(pieces)
    read = [_as_text(letters, line) for line in _lines(found) if not _is_in_turn(line)]
    read += [_as_text(letters, row) for row in _rows_of_lone_letters(letters, found)]
    return "".join(f"{_APART}{text}" for text in read)


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    by_foot: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        step = _SAME_FOOT_EM * piece.em
        by_foot[round(piece.em), round(piece.up / step)].append(piece)
    for line in by_foot.values():
        if len(line) > 1:
            yield sorted(line, key=lambda piece: piece.start)


def _is_in_turn(line: Sequence[Piece]) -> bool:
    """Say whether the pieces of a line were drawn one after the other: then every engine reads them so."""
    return all(0 <= after.first - before.past <= 1 for before, after in pairwise(line))


def _rows_of_lone_letters(letters: Sequence[str], pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    lone = [each for each in pieces if sum(map(str.isalnum, letters[each.first : each.past])) == 1]
    if len(lone) < _FEWEST:
        return
    rows: list[list[Piece]] = []
    for piece in sorted(lone, key=lambda each: each.start):
        row = next((row for row in reversed(rows) if _goes_on(row[-1], piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    yield from (row for row in rows if len(row) >= _FEWEST and not _is_in_turn(row))


def _goes_on(before: Piece, after: Piece) -> bool:
    em = max(before.em, after.em)
    return (
        -_SAME_FOOT_EM * em <= after.start - before.end <= _NEXT_EM * em
        and abs(after.up - before.up) <= _UP_AND_DOWN_EM * em
    )


def _as_text(letters: Sequence[str], line: Sequence[Piece]) -> str:
    parts: list[str] = []
    before: Piece | None = None
    for piece in line:
        if before is not None:
            apart = (piece.start - before.end) / max(piece.em, before.em)
            parts.append(_APART if apart > _OTHER_COLUMN_EM else " " if apart > _A_SPACE_EM else "")
        # All but the last piece end with the space or the line end that the pen's jump stands for.
        jumped = piece.past < len(letters) and letters[piece.past - 1].isspace()
        parts += letters[piece.first : piece.past - jumped]
        before = piece
    return "".join(parts)
