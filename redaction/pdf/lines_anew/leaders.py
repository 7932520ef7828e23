"""Takes dots and rules of underscores from beside what was removed: how many they are tells how long it was."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from redaction.pdf.lines_anew.words import Bar, Piece, Word

_LEADERS = frozenset("._·…‥-‐‑–—")
_FEWEST_LEADERS = 4
_RULE = "_"
_RULES = re.compile(rf"{_RULE}{{{_FEWEST_LEADERS},}}")


def rules_of(texts: Iterable[str]) -> frozenset[int]:
    """Say how many underscores the rules to write on have that stand twice on lines that lost nothing.

    What has the same length on other lines does not have it from what was removed.
    """
    lengths = Counter(len(rule) for text in texts for rule in _RULES.findall(text))
    return frozenset(length for length, times in lengths.items() if times > 1)


def without_leaders(runs: Sequence[Sequence[Word]], rules: frozenset[int]) -> list[Word]:
    """Leave out leader dots beside what a line lost: their number tells how long it was.

    `runs` are the words of the line by its cells. Dots of another cell stay, unless they lead from or to one that
    lost something. Only dots that stand in a row are leaders: the points of the figures in a table are not. A rule
    to write on stays as it is where the form has such rules elsewhere; of any other as much is left as says that it
    was one.
    """
    touched = _touched(runs)
    leaders = (
        _leaders([word for number in sorted(touched) for word in runs[number]], rules) if touched else ()
    )
    kept = []
    for word in (word for run in runs for word in run):
        for part, _ in word.parts if leaders else ():
            if id(part) in leaders and part.segment.targets is None:
                # A string of nothing but dots is shown no more; without this it would be shown as it was.
                part.segment.targets = []
        if leaders:
            word.parts = [item for item in word.parts if id(item[0]) not in leaders]
        if word.parts:
            kept.append(word)
    return kept


def _touched(runs: Sequence[Sequence[Word]]) -> set[int]:
    """The cells that lost something, and those whose dots lead from or to such a one."""
    found: set[int] = set()
    for number, run in enumerate(runs):
        if any(word.bars for word in run):
            found.add(number)
            for step, near in ((-1, -1), (1, 0)):
                at = number + step
                while 0 <= at < len(runs) and _leads(runs[at][near].parts[near][0]):
                    found.add(at)
                    at += step
    return found


def _leads(part: Piece | Bar) -> bool:
    return isinstance(part, Piece) and _is_leader(part)


def _leaders(words: Sequence[Word], rules: frozenset[int]) -> set[int]:
    """Give the pieces (by id) that are dots in a row, however they are parted."""
    found: set[int] = set()
    row: list[Piece] = []
    for part in (*(part for word in words for part, _ in word.parts), None):
        if isinstance(part, Piece) and _is_leader(part):
            row.append(part)
            continue
        length = sum(map(_letters, row))
        if length >= _FEWEST_LEADERS and not (length in rules and _is_rule(row)):
            found.update(id(piece) for piece in (_past_a_stub(row) if _is_rule(row) else row))
        row = []
    return found


def _past_a_stub(row: Sequence[Piece]) -> list[Piece]:
    """Shorten a row to its first few letters; give the pieces that are past them."""
    room = _FEWEST_LEADERS
    for index, piece in enumerate(row):
        if _letters(piece) >= room:
            share = room / _letters(piece)
            piece.last = piece.first + room - 1
            piece.width, piece.run = piece.width * share, piece.run * share
            return list(row[index + 1 :])
        room -= _letters(piece)
    return []


def _letters(piece: Piece) -> int:
    return piece.last - piece.first + 1


def _is_rule(row: Sequence[Piece]) -> bool:
    return all(set(_shown(piece)) == {_RULE} for piece in row)


def _shown(piece: Piece) -> Sequence[str]:
    return piece.segment.glyphs.texts[piece.first : piece.last + 1]


def _is_leader(piece: Piece) -> bool:
    texts = piece.segment.glyphs.texts
    if not _LEADERS.issuperset(texts[piece.first]):
        return False
    return all(_LEADERS.issuperset(text) for text in texts[piece.first : piece.last + 1])
