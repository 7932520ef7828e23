"""Takes out of text what a reader does not see: it can spell names, and it can hide them from a search."""

import re
import unicodedata
from typing import Final

_KEPT_CONTROLS: Final = frozenset("\t\n\r\f")
_JOINERS: Final = frozenset("\u200c\u200d")
# The colours of a terminal's log, window titles and other commands to a screen.
_SCREEN_COMMAND: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|\x1b.?"
)
_RIGHT_TO_LEFT: Final = re.compile("\u202e([^\u202c\n\r]*)\u202c?")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0e\U000e0100-\U000e01ef]")
_TO_LOOK_AT: Final = re.compile("[^\t\n\r\x0c -~\u00a1-\u00ac\u00ae-\u02ff]")


def visible(text: str) -> str:
    """The text as it is seen: no control, format, tag or private letters; line ends, tabs and pages as they were.

    Text that was turned round to be shown backwards is written as it is shown. Joiners stay where scripts
    that need them stand on both sides. U+0085 becomes a line end.
    """
    if not _TO_LOOK_AT.search(text):
        return text
    text = _SCREEN_COMMAND.sub("", text)
    text = _RIGHT_TO_LEFT.sub(lambda found: found.group(1)[::-1], text)
    text = _SELECTORS.sub("", text).replace("\x85", "\n").replace("\v", "\n")
    return "".join(letter for at, letter in enumerate(text) if _is_seen(text, at, letter))


def _is_seen(text: str, at: int, letter: str) -> bool:
    if letter.isascii():
        return (letter >= " " and letter != "\x7f") or letter in _KEPT_CONTROLS
    if letter in _JOINERS:
        return not (_is_western(text, at - 1) or _is_western(text, at + 1))
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _is_western(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or ord(text[at]) < 0x370 or text[at] in _JOINERS
