"""Tells the numbers of items and the tabs of a line, which are how its page is laid out and no matter of spaces."""

import re
from itertools import pairwise
from statistics import median_low

from redaction.pdf.lines_anew.columns import gap_after
from redaction.pdf.lines_anew.words import Run, Word

# Bullets, with the private ones of Symbol and Wingdings; numbers as "7.", "(iv)", "75.3" and "81.1.2.".
_BULLET = r"[•‣◦▪·●○■□➢➤►▶♦❖◆◇✓✔☐☑☒\ue000-\uf8ff\-–—*o]"
_NUMBER = r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,4})[-.):]|\d{1,3}(?:\.\d{1,3})+[a-z]?"
_ITEM = re.compile(rf"^(?:{_BULLET}|{_NUMBER})$")
_TAB_EM = 0.3
# The other gaps of a line that is not spread differ from a plain space by less.
_PLAIN_EM = 0.1


def is_item(opening: Word) -> bool:
    """Say whether a line that opens with this word is an item of its own."""
    return bool(_ITEM.match(opening.text))


def keep_tabs(run: Run) -> None:
    """Note how far words stand behind a tab, up to the first bar: what went stood further on, and moved none of them.

    A wide gap is a tab behind the number of an item, and where the other gaps of the line are plain spaces: in a
    line that was spread to its column's edge every gap is wide, and tells how long the line was.
    """
    words = run.words
    if len(words) < 2:
        return
    more = [after.start - word.end - gap_after(word) for word, after in pairwise(words)]
    is_plain = len(more) > 1 and abs(median_low(more)) < _PLAIN_EM * run.em
    for index, word in enumerate(words[:-1]):
        if word.bars:
            return
        if more[index] > _TAB_EM * run.em and (is_plain or (index == 0 and is_item(word))):
            word.tab = words[index + 1].start - word.end
