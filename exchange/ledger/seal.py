"""What closes a column's text before it is written down, and opens it again."""

from typing import Protocol


class FieldSeal(Protocol):
    """Handed to the ledger by whoever opens it; the ledger itself holds no key."""

    def seal(self, text: str, *, column: str) -> str:
        """The sealed writing of `text`, bound to its place: column and row ("materials.title DOC-7K3F-9Q2M")."""
        ...

    def open(self, written: str, *, column: str) -> str:
        """What was sealed for this place; raises when it was not, or was changed since."""
        ...
