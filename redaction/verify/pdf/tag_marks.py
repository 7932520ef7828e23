"""Whether everything a page draws is marked, each mark with a number of its own and nothing else.

Source: ISO 32000-2, 14.6 (marked content).
"""

from collections.abc import Mapping
from typing import Any, Final

import pikepdf

_PAINTS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"'})
_BEGINS: Final = frozenset({"BDC", "BMC"})
_STRAY: Final = frozenset({"MP", "DP", "BX", "EX"})
_LOOKED_AT: Final = " ".join(sorted(_PAINTS | _BEGINS | _STRAY | {"EMC", "BT", "ET", "BI", "ID", "EI"}))


def is_marked_throughout(page: pikepdf.Page, roles: Mapping[int, str]) -> bool:
    """Say whether a page's drawing lies in marks of these roles by number, each once, and in plain ornament."""
    reading = _Reading(roles)
    try:
        steps = pikepdf.parse_content_stream(page, _LOOKED_AT)
    except pikepdf.PdfError:
        return False
    return all(reading.goes_on(step) for step in steps) and not reading.is_open and reading.is_complete


class _Reading:
    def __init__(self, roles: Mapping[int, str]) -> None:
        self.left = dict(roles)
        self.is_open = False
        self.is_in_text = False
        # Whether the open mark began within a text object, where it must end too.
        self.began_in_text = False

    @property
    def is_complete(self) -> bool:
        return not self.left and not self.is_in_text

    def goes_on(self, step: Any) -> bool:
        """Take one operator; False where it is not as it must be."""
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            return self.is_open
        name = str(step.operator)
        if name in _BEGINS:
            return self._begins(name, step.operands)
        if name == "EMC":
            was_open, self.is_open = self.is_open, False
            return was_open and self.began_in_text == self.is_in_text
        if name in {"BT", "ET"}:
            self.is_in_text = name == "BT"
            return not (self.is_open and self.began_in_text)
        return name not in _STRAY and (self.is_open or _draws_nothing(name, step.operands))

    def _begins(self, name: str, operands: Any) -> bool:
        if self.is_open:
            return False
        self.is_open, self.began_in_text = True, self.is_in_text
        if name == "BMC":
            return len(operands) == 1 and operands[0] == "/Artifact"
        if len(operands) != 2 or not isinstance(operands[1], pikepdf.Dictionary):
            return False
        held = dict(operands[1].items())
        number: Any = held.get("/MCID")
        if set(held) != {"/MCID"} or not isinstance(number, int):
            return False
        return bool(self.left.pop(number, "") == operands[0])


def _draws_nothing(name: str, operands: Any) -> bool:
    """Say whether it shows holes alone."""
    if name not in {"Tj", "TJ"} or len(operands) != 1:
        return False
    shown = operands[0]
    parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    return not any(isinstance(part, pikepdf.String) and len(bytes(part)) for part in parts)
