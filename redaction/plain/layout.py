"""Sets what stands round a gap in writing anew, so that spaces and line ends do not count the letters that went.

In writing, layout is made of letters too: spaces that line columns up, dots up to a page number, a rule as long as
its heading, lines that end where the next word did not fit. Only passages that lost something are set anew, from
what stays of them: columns line up again, paragraphs are broken anew, rules are as long as what they stand under.
"""

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from redaction.plain.columns import Field, columns_of, fields_of
from redaction.plain.ruled import is_ruled, ruled_anew

_SIGNS: Final = re.compile(r"([-=_.*~^#+·•…─━═])\1{3,}")
_ONLY_SIGNS: Final = re.compile(r"([-=_.*~^#+·•…─━═])\1{2,}\s*")
_QUOTED: Final = re.compile(r"\s{0,4}(?:>\s?)*")
_ITEM: Final = re.compile(r"(?:[-*•–]|\w{1,3}[.)])\s")
_PADDING: Final = re.compile(r" {2,}|\t+")
_PARTS_COLUMNS: Final = re.compile(r" {4}|\t")
_DEEPEST: Final = 4
_USUAL_WIDTH: Final = 72
_NARROWEST: Final = 40
_WIDTHS_APART: Final = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it was, as it was cut, and as it is with its marks; `is_hit` where something was taken out of it."""

    before: str
    cut: str
    after: str

    @property
    def is_hit(self) -> bool:
        return self.before != self.cut


def laid_anew(before: str, cut: str, with_marks: Callable[[str], str]) -> str:
    """The text with its marks, and with passages that lost something set anew.

    Args:
        before: the text as it was.
        cut: the same line for line, with something else in the place of what went.
        with_marks: puts the marks into such a text; what it changes lost something.
    """
    marked = with_marks(cut)
    lines = _lines_of(before, cut, with_marks)
    if marked == cut or lines is None:
        return marked
    end = "\r\n" if "\r\n" in before else "\n"
    width = _width_of(lines)
    made: list[str] = []
    for _, group in groupby(lines, key=lambda line: bool(line.before.strip())):
        passage = list(group)
        made += _passage(passage, width) if any(line.is_hit for line in passage) else _as_they_are(passage)
    return end.join(made)


def lines_laid_anew(before: str, cut: str, with_marks: Callable[[str], str]) -> str:
    """The same for a piece of a page: only where it has lines or rows of its own, and between its outer spaces."""
    held = cut.strip()
    if not _PADDING.search(held) and not _SIGNS.search(held):
        return with_marks(cut)
    at = cut.index(held)
    return cut[:at] + laid_anew(before.strip(), held, with_marks) + cut[at + len(held) :]


def signs_alike(text: str) -> str:
    """A text in which every row of dots or strokes is as long: one may be as long as a name."""
    return _SIGNS.sub(lambda signs: signs.group(1) * _DEEPEST, text)


def padding_gone(text: str, separator: str) -> str:
    """A table of values without the spaces that pad its cells."""
    edge = re.escape(separator)
    return re.sub(rf"(?m)(?:^|(?<={edge})) {{2,}}| {{2,}}(?={edge}|$)", "", text)


def _lines_of(before: str, cut: str, with_marks: Callable[[str], str]) -> list[_Line] | None:
    if len(before.splitlines()) != len(cut.splitlines()):
        return None
    pairs = zip(before.splitlines(), cut.splitlines(), strict=True)
    lines = [_Line(one, other, with_marks(other)) for one, other in pairs]
    return lines + [_Line("", "", "")] * before.endswith(("\n", "\r"))


def _as_they_are(passage: Iterable[_Line]) -> list[str]:
    return [line.after for line in passage]


def _width_of(lines: Sequence[_Line]) -> int:
    """How wide the text is set, told by lines that lost nothing; in steps, as no line fills the width quite."""
    found = [
        len(line.before) for line in lines if not line.is_hit and not _PADDING.search(line.before.strip())
    ]
    widest = max((each for each in found if each <= 2 * _USUAL_WIDTH), default=0)
    return -(-widest // _WIDTHS_APART) * _WIDTHS_APART if widest >= _NARROWEST else _USUAL_WIDTH


def _passage(passage: Sequence[_Line], width: int) -> list[str]:
    if is_ruled([line.after for line in passage]):
        return ruled_anew([line.after for line in passage])
    if _is_filled(passage):
        return _broken_anew(passage, width)
    return _signs_shortened(_columns(passage))


def _is_filled(passage: Sequence[_Line]) -> bool:
    """Say whether these lines are one paragraph that was broken where the next word did not fit."""
    texts = [line.before.rstrip() for line in passage]
    inner = [text[len(_opening(text)) :] for text in texts]
    full = max(map(len, texts)) if len(texts) > 2 else len(texts[0])
    if len(texts) < 2 or full < _NARROWEST or any(_ITEM.match(text) or _SIGNS.search(text) for text in inner):
        return False
    if len({_opening(text) for text in texts}) > 1:
        return False
    if any(_PADDING.search(text) for text in inner):
        # Spread to both edges with spaces: all lines but the last are as long, and no gap is wide.
        if any(_PARTS_COLUMNS.search(text) for text in inner):
            return False
        return len(texts) > 3 and len(set(map(len, texts[:-1]))) == 1
    ends = zip(texts[:-1], inner[1:], strict=True)
    broken = [len(one) + 1 + len((rest.split() or [""])[0]) > full for one, rest in ends]
    return sum(broken) >= 0.8 * len(broken)


def _opening(line: str) -> str:
    found = _QUOTED.match(line)
    return found.group() if found else ""


def _broken_anew(passage: Sequence[_Line], width: int) -> list[str]:
    opening = _opening(passage[0].before)
    words: list[str] = []
    for line in passage:
        here = line.after.removeprefix(opening).split()
        # A name over two lines has a mark on each: it is one.
        if words and here and words[-1] == here[0] and line.is_hit and here[0] not in line.before.split():
            del here[0]
        words += here
    made = textwrap.wrap(
        " ".join(words), max(width - len(opening), 20), break_long_words=False, break_on_hyphens=False
    )
    return [opening + line for line in made] or [""]


def _columns(passage: Sequence[_Line]) -> list[str]:
    """The lines with their columns lined up again, or a plain gap between their fields where that cannot be told."""
    depths = _depths(passage)
    rows = [fields_of(line.before) for line in passage]
    kept = [[field.text for field in fields_of(line.after)] for line in passage]
    places = columns_of(rows)
    is_sure = places is not None and all(len(one) == len(two) for one, two in zip(rows, kept, strict=True))
    if places is None or not is_sure or all(len(row) < 2 for row in rows):
        return [depth + "  ".join(row) for depth, row in zip(depths, kept, strict=True)]
    return _lined_up(rows, kept, places)


def _lined_up(
    rows: Sequence[Sequence[Field]], kept: Sequence[Sequence[str]], places: Sequence[Sequence[int]]
) -> list[str]:
    cells: dict[int, list[tuple[Field, str]]] = {}
    for row, texts, at in zip(rows, kept, places, strict=True):
        for field, text, column in zip(row, texts, at, strict=True):
            cells.setdefault(column, []).append((field, text))
    widths = {column: max(len(text) for _, text in held) for column, held in cells.items()}
    to_right = {
        column
        for column, held in cells.items()
        if len({field.end for field, _ in held}) == 1 < len({field.start for field, _ in held})
    }
    made = []
    for texts, at in zip(kept, places, strict=True):
        held = dict(zip(at, texts, strict=True))
        line = [
            held.get(column, "").rjust(widths[column])
            if column in to_right
            else held.get(column, "").ljust(widths[column])
            for column in sorted(widths)
        ]
        made.append("  ".join(line).rstrip())
    return made


def _depths(passage: Sequence[_Line]) -> list[str]:
    """How far each line stands in: in steps of their own, as the old ones may be as long as a name.

    A line that lost something may have stood in the middle or at the right: it stands as the line before it.
    """
    depths = [len(line.before) - len(line.before.lstrip()) for line in passage]
    known = sorted({depth for line, depth in zip(passage, depths, strict=True) if not line.is_hit and depth})
    steps = {depth: _DEEPEST * number for number, depth in enumerate(known, start=1)}
    if max(known, default=0) <= _DEEPEST:
        steps = {depth: depth for depth in known}
    made: list[int] = []
    for line, depth in zip(passage, depths, strict=True):
        before = made[-1] if made else 0
        made.append(steps.get(depth, 0) if not line.is_hit else min(depth, before))
    return [" " * depth for depth in made]


def _signs_shortened(lines: Sequence[str]) -> list[str]:
    """Rules as long as the line they stand under, and rows of dots or strokes of one length."""
    made: list[str] = []
    for line in lines:
        found = _ONLY_SIGNS.fullmatch(line.strip())
        if found:
            above = made[-1] if made and not _ONLY_SIGNS.fullmatch(made[-1].strip()) else ""
            made.append(found.group(1) * max(len(above), _DEEPEST))
        else:
            made.append(_SIGNS.sub(lambda signs: signs.group(1) * _DEEPEST, line))
    return made
