"""How the checker compares letters, by a table of its own: plain, small, without accents and spaces."""

import unicodedata
from typing import Final

# Letters of other scripts that look like ours, and those that Unicode does not take apart.
_SEEN_AS: Final = {
    **dict(zip("авеѕіјкмнорсԛтуԝхһԁѡ", "abesijkmhopcqtywxhdw", strict=True)),
    **dict(zip("αβεζηικμνορτυχω", "abezhikmnoptyxw", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
    **dict(zip("øłđðıħŧ", "olddiht", strict=True)),
}
_NOTHING_SEEN: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffe")
_SYMBOL_LETTERS: Final = range(0xF021, 0xF07F)
_SYMBOLS_FROM: Final = 0xF000
_DROPPED_CATEGORIES: Final = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Zs", "Zl", "Zp"})
_ALIKE: Final = {
    **dict.fromkeys("\u2018\u2019\u02bc\u02b9\u00b4\u2032`\u02bb", "'"),
    **dict.fromkeys("\u201c\u201d\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-"),
}


class _Folding(dict[int, str]):
    """What each letter becomes: plain, small, without accents; spaces and invisible marks become nothing."""

    def __missing__(self, code: int) -> str:
        if code in _SYMBOL_LETTERS:  # where symbol fonts keep plain letters
            code -= _SYMBOLS_FROM
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        kept = "".join(
            _seen_as(letter)
            for letter in plain
            if unicodedata.category(letter) not in _DROPPED_CATEGORIES and letter not in _NOTHING_SEEN
        )
        self[code] = kept
        return kept


def _seen_as(letter: str) -> str:
    digit = None if letter.isascii() else unicodedata.decimal(letter, None)
    return _SEEN_AS.get(letter, _ALIKE.get(letter, letter)) if digit is None else str(digit)


FOLDING: Final = _Folding()


def squash(text: str) -> str:
    """The text without case, accents, spaces and invisible marks."""
    return text.translate(FOLDING)
