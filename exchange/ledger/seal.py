"""What closes a column's text before it is written down, and opens it again."""

from typing import Protocol


class FieldSeal(Protocol):
    """Handed to the ledger by whoever opens it; the ledger itself holds no key."""

    def seal(self, text: str, *, column: str) -> str:
        """The sealed writing of `text`, bound to `column` ("materials.title")."""
        ...

    def open(self, written: str, *, column: str) -> str:
        """What was sealed for this column; raises when it was not, or was changed since."""
        ...
