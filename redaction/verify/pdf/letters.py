"""What a font itself says its letters are, whatever the map says that its document brings for copying text."""

import contextlib
from io import BytesIO
from typing import Any, Final

_IDENTITY: Final = ("Adobe-Identity", "Adobe-UCS")


class OwnLetters:
    """Reads letters past a document's own character maps: by the names or numbers that the font program has.

    A map may say anything, by mistake or to mislead, and every engine believes it.
    """

    def __init__(self) -> None:
        # Each with its font: a font that was let go would leave its number to another one.
        self._maps: dict[int, tuple[Any, dict[int, Any]]] = {}

    def of(self, font: Any, cid: int) -> str:
        """The letter, or nothing where the font does not say."""
        by_name = getattr(font, "cid2unicode", None)
        if by_name is not None:
            return str(by_name.get(cid, ""))
        known = self._maps.get(id(font))
        if known is None:
            known = self._maps[id(font)] = font, _letters_of_program(font)
        letter = known[1].get(cid, "")
        return letter if isinstance(letter, str) else chr(letter)


def _letters_of_program(font: Any) -> dict[int, Any]:
    from pdfminer.pdffont import TrueTypeFont  # noqa: PLC0415 - slow to load, and few documents come here

    program = getattr(font, "fontfile", None)
    if program is None or getattr(font, "cidcoding", "") not in _IDENTITY:
        return {}
    with contextlib.suppress(Exception):  # a font that cannot be read says nothing of its own
        made: dict[int, Any] = TrueTypeFont("", BytesIO(program.get_data())).create_unicode_map().cid2unichr
        return made
    return {}
