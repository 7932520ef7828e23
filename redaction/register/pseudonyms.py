"""Puts the label of a person in the place of their name: "Child A", "Mother of Child A", "Officer 2".

Who has which label says the register of the matter. Replacing runs through presidio-anonymizer, as an operator.
Source: docs/decisions/0014-difference-guard.md.
"""

from collections.abc import Iterable
from typing import Any

from redaction.register import People, without_possessive


class Labeller:
    """Replaces people by their labels, with presidio-anonymizer and an operator of our own."""

    def __init__(self, people: People) -> None:
        from redaction.register.anonymizer import engine_for  # noqa: PLC0415 - presidio-anonymizer loads when asked for

        self._people = people
        self._by_id = {person.id: person.label for person in people.labelled}
        self._engine: Any = engine_for()

    def label(self, wording: str, *, person: str = "") -> str:
        """The label for these words, empty for nobody in the register.

        `person` is the id of whom the words were taken to name, which counts where they are no name of the register.
        """
        return self.text(wording, [(0, len(wording))], otherwise=self._by_id.get(person, ""))

    def text(self, text: str, places: Iterable[tuple[int, int]], *, otherwise: str) -> str:
        """The text with each place replaced by the label of who is named there, or by `otherwise`.

        A possessive stays: "Anna's" becomes "Child A's".
        """
        from redaction.register.anonymizer import replaced  # noqa: PLC0415 - as above

        kept = [(start, start + len(without_possessive(text[start:end]))) for start, end in places]
        return replaced(self._engine, text, kept, self._people.label_of, otherwise)
