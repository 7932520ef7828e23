"""Finds scheduled terms in what OCR read: across words and lines, and where it misread a letter.

A misread name is a name that stays, so a doubtful word that differs from a term in one letter, or only in
letters that scans confuse (l and 1, O and 0, rn and m), counts as that term.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from redaction.page import Box
from redaction.sight.ocr import OcrWord
from redaction.wording.folding import fold
from redaction.wording.link_escapes import found_in
from redaction.wording.needles import Needles

DOUBTFUL_BELOW: Final = 80.0
SURE_FROM: Final = 93.0  # "corner" read without a doubt is not Comer
LEAST_LETTERS_ALIKE: Final = 4
LEAST_LETTERS_MISREAD: Final = 6
_ALIKE: Final = str.maketrans(
    {"1": "l", "i": "l", "|": "l", "!": "l", "0": "o", "5": "s", "8": "b", "j": "l"}
)
_RUN_TOGETHER: Final = (("rn", "m"), ("cl", "d"), ("vv", "w"))


def joined(words: Sequence[OcrWord]) -> tuple[str, list[int]]:
    """Give the words as text, lines parted by a newline, and where each word starts in it."""
    text, starts = [], []
    at = 0
    line: int | None = None
    for word in words:
        gap = "" if line is None else "\n" if word.line != line else " "
        at += len(gap)
        text.append(gap + word.text)
        starts.append(at)
        at += len(word.text)
        line = word.line
    return "".join(text), starts


def term_boxes(words: Sequence[OcrWord], needles: Needles) -> list[tuple[int, Box]]:
    """Give for each word that says a term, or a part of one: the entry, and the box of that part with a margin."""
    text, starts = joined(words)
    found = []
    for hit in found_in(text, needles):
        for word, start in zip(words, starts, strict=True):
            if start < hit.end and start + len(word.text) > hit.start:
                found.append((hit.entry, _part_of(word, hit.start - start, hit.end - start)))
    known = set(found)
    return found + [each for each in _misread(words, needles) if each not in known]


def _part_of(word: OcrWord, start: int, end: int) -> Box:
    box = word.box
    width = (box.right - box.left) / max(len(word.text), 1)
    # Letters are not equally wide: take one more on the side where a word is cut.
    left = box.left + width * (start - 1) if start > 1 else box.left
    right = box.left + width * (end + 1) if end < len(word.text) - 1 else box.right
    margin = 0.08 * (box.bottom - box.top) + 1
    return Box(left - margin, box.top - margin, right + margin, box.bottom + margin)


def _misread(words: Sequence[OcrWord], needles: Needles) -> Iterator[tuple[int, Box]]:
    """Runs of as many words as the term has that are the term but for how scans are misread."""
    folded = [fold(word.text) for word in words]
    shapes = [_shape(each) for each in folded]
    for needle in needles.needles:
        length = len(needle.gaps) + 1
        shape = _shape(needle.folded)
        if len(needle.folded) < LEAST_LETTERS_ALIKE or needle.folded.isdigit():
            continue
        for first in range(len(words) - length + 1):
            run = slice(first, first + length)
            if _is_misread(
                words[run], "".join(folded[run]), needle.folded, is_alike="".join(shapes[run]) == shape
            ):
                yield from ((needle.entry, _part_of(word, 0, len(word.text))) for word in words[run])


def _shape(folded: str) -> str:
    """The letters as a poor scan shows them."""
    for apart, together in _RUN_TOGETHER:
        folded = folded.replace(apart, together)
    return folded.translate(_ALIKE)


def _is_misread(words: Sequence[OcrWord], read: str, term: str, *, is_alike: bool) -> bool:
    least_sure = min(word.confidence for word in words)
    if is_alike:
        return least_sure < SURE_FROM
    return (
        least_sure < DOUBTFUL_BELOW
        and len(term) >= LEAST_LETTERS_MISREAD
        and abs(len(read) - len(term)) <= 1
        and _differs_in_one(read, term)
    )


def _differs_in_one(one: str, other: str) -> bool:
    """Say whether one letter put in, left out or changed makes the one the other."""
    short, long = sorted((one, other), key=len)
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]
