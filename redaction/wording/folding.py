"""How letters are compared: compatibility form, no case, no accents, no spaces, no hyphens, no apostrophes."""

import unicodedata

from redaction.wording.lookalikes import LOOKALIKES

# Letters that Unicode does not take apart, as people type them without the accent.
_PLAIN = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
}
_BLANK_LETTERS = frozenset(
    "\u115f\u1160\u2800\u3164\uffa0"
)  # letters by their kind, and nothing is seen of them
_APOSTROPHES = frozenset("'’‘‛ʼ`´′＇")


def is_gap(letter: str) -> bool:
    """Say whether this character parts words and is dropped by the folding."""
    return (
        letter.isspace()
        or letter in _APOSTROPHES
        or letter in _BLANK_LETTERS
        or letter == "\u2212"
        or unicodedata.category(letter) in {"Zs", "Zl", "Zp", "Pd"}
        # Broken encodings show spaces as control characters; U+0002 is pdfium's hyphen at a line end.
        or (letter < " " and letter != "\x02")
    )


def _fold_letter(letter: str) -> str:
    if is_gap(letter) or unicodedata.category(letter) in {"Cf", "Cc", "Cn", "Mn", "Me"}:
        return ""
    point = ord(letter)
    if 0xF021 <= point <= 0xF07E:
        # Symbol fonts keep plain letters in this private range.
        letter = chr(point - 0xF000)
    folded = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold()):
        if not is_gap(part) and unicodedata.category(part) not in {"Mn", "Me", "Cf", "Cc"}:
            folded.append(_PLAIN.get(part) or _as_seen(part))
    return "".join(folded)


def _as_seen(letter: str) -> str:
    """A letter of another script that looks like one of ours, and any script's digits, as a reader takes them."""
    if letter.isascii():
        return letter
    digit = unicodedata.decimal(letter, None)
    return LOOKALIKES.get(letter, letter) if digit is None else str(digit)


class _Folding(dict[int, str]):
    def __missing__(self, point: int) -> str:
        folded = _fold_letter(chr(point))
        self[point] = folded
        return folded


FOLDING = _Folding()
# One letter of ASCII folds to one or to none, which bytes do many times faster than letters.
_DROPPED = bytes(point for point in range(128) if not FOLDING[point])
_ASCII = bytes(ord(FOLDING[point] or " ") for point in range(128)) + bytes(128)
IS_KEPT = bytes(bool(FOLDING[point]) for point in range(128)) + bytes(128)


def fold(text: str) -> str:
    """Give the text as it is compared: letters and marks only, one case, no accents."""
    if text.isascii():
        return text.encode("ascii").translate(_ASCII, _DROPPED).decode("ascii")
    return text.translate(FOLDING)


def is_word(letter: str) -> bool:
    """Say whether a letter joins with its neighbours into one word (Han, kana, Hangul and Thai do not)."""
    if letter.isascii():
        return letter.isalnum()
    point = ord(letter)
    parted = 0x0E00 <= point <= 0x0EFF or 0x1100 <= point <= 0x11FF or 0x2E80 <= point <= 0xD7FF
    return letter.isalnum() and not parted and not (0xF900 <= point <= 0xFAFF or point >= 0x20000)
