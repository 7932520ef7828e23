"""The shape of a table: a text, and the wording found in it, if any."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Texts with the wording that is found, and texts where nothing is."""

    room: Any
    yes: tuple[tuple[str, str], ...]
    no: tuple[str, ...]
