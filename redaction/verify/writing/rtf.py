"""Reads RTF back without understanding it: every word of every group, seen or not, and a grammar of what we write."""

import re
from typing import Final

from redaction.verify.encodings import is_in_binary, is_writing
from redaction.verify.making import made
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import of_whole_files
from redaction.verify.writing.plain import (
    LEAST_LETTERS_ALONE,
    found,
    in_other_encodings,
    in_text,
)

_BEGINNING: Final = (
    rb"\{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1\{\\fonttbl\{\\f0\\fswiss Arial;\}\}\\f0\\fs22\n"
)
_PIECE: Final = rb"(?:[ -\[\]-z|~]|\\[\\{}]|\\par\n|\\tab |\\u-?\d{1,5}\?)"
_OURS: Final = re.compile(_BEGINNING + rb"(?:" + _PIECE + rb"|\{(?:\\b|\\i|\\ul)+ " + _PIECE + rb"*\})*\}\n")
_OWN_WORDS: Final = re.compile(_BEGINNING + rb"|\\par\n|\\tab |\{(?:\\b|\\i|\\ul)+ |\\u-?\d{1,5}\?")
_FALLBACKS: Final = re.compile(rb"\\uc(\d{1,2})")
_BYTE: Final = re.compile(r"\\'([0-9a-fA-F]{2})")
_ENDS_LINE: Final = re.compile(r"\\(?:par|line|row|sect|page|cell|tab|nestcell|nestrow)(?![a-z]) ?")
_CONTROL: Final = re.compile(r"\\\*|\\[A-Za-z]+-?\d* ?|[{}]")
_HEX: Final = re.compile(rb"(?:[0-9a-fA-F]{2}\s{0,2}){8,}")
_TABLE: Final = re.compile(r"\{\\fonttbl\{\\f0\\fswiss Arial;\}\}")


def of_rich(held: bytes, sought: Sought, *, is_ours: bool) -> list[Check]:
    """Every check on the bytes of RTF."""
    return [
        *made("structure", lambda: _structure(held, is_ours=is_ours)),
        *made("each group", lambda: _in_each_group(held, sought)),
        *made("words", lambda: _words(held, sought)),
        *made(
            "coded data",
            lambda: found("coded data", sum(_is_in_hex(each, sought) for each in _HEX.findall(held))),
        ),
        *made("raw bytes", lambda: in_other_encodings(_without_own_words(held), sought)),
        *made("source", lambda: found("source", sought.count(_without_own_words(held).decode("latin-1")))),
    ]


def every_word(held: bytes, *, fallbacks: int = 1) -> str:
    """What stands in the file when every control word is taken out: hidden, deleted and commented words too.

    Args:
        fallbacks: how many letters after a numbered one stand in for it.
    """
    text = re.sub(r"[\r\n]", "", _TABLE.sub("", held.decode("latin-1")))
    numbered = rf"\\u(-?\d{{1,5}}) ?(?:\\'[0-9a-fA-F]{{2}}|[^\\{{}}]){{0,{fallbacks}}}"
    text = re.sub(numbered, lambda each: chr(int(each.group(1)) % 0x10000), text)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _BYTE.sub(lambda each: bytes.fromhex(each.group(1)).decode("cp1252", "replace"), text)
    text = text.replace("\\~", " ").replace("\\-", "").replace("\\_", "-")
    return re.sub(r"\\([\\{}])", r"\1", _CONTROL.sub("", _ENDS_LINE.sub("\n", text)))


def _words(held: bytes, sought: Sought) -> list[Check]:
    """What the words say, for each number of fallbacks that the file names."""
    said = {1, *(min(int(number), 9) for number in _FALLBACKS.findall(held))}
    return [
        check
        for fallbacks in sorted(said)
        for check in in_text(every_word(held, fallbacks=fallbacks), sought)
    ]


def _in_each_group(held: bytes, sought: Sought) -> Check:
    """What stands whole in one group, though letters of its neighbours touch it."""
    long_terms = Sought.of(term for term in sought.terms if len(term.squashed) >= LEAST_LETTERS_ALONE)
    groups = re.sub(rb"(?<!\\)[{}]", rb"\\par ", held)
    return found("each group", long_terms.count(every_word(groups)))


def _without_own_words(held: bytes) -> bytes:
    """The source without the control words that a copy may hold: a person can be called Par or Arial."""
    return _OWN_WORDS.sub(b"\n", held)


def _structure(held: bytes, *, is_ours: bool) -> Check:
    if _OURS.fullmatch(held):
        return Check("structure", CheckState.CLEAN)
    state = CheckState.FOUND if is_ours else CheckState.NOTICE
    return Check("structure", state, "more than the words of a copy")


def _is_in_hex(digits: bytes, sought: Sought) -> bool:
    written = b"".join(digits.split())
    held = bytes.fromhex(written[: len(written) // 2 * 2].decode("ascii"))
    return is_in_binary(held, sought) or (is_writing(held) and sought.is_in(held.decode("latin-1")))


inspect: Final = of_whole_files(lambda held, asked: of_rich(held, asked.sought, is_ours=asked.is_ours))
"""The verdict on a file of RTF."""
