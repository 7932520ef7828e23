"""The shape of one recogniser: a form, a check that may raise its score, and words near it that may."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from redaction.spans import Span

CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
"""A capital letter of any script (and the small letters that Latin-1 does not have)."""

NAME = rf"(?:[ODL]['’]|Ma?c)?{CAPITAL}[^\W\d_]*(?:['’\-](?!s\b)[^\W\d_]+){{0,3}}"
"""One word of a name, such as Okafor, O'Neill, McKay or Smith-Jones. At most three hyphens,
so that no text makes the search slow. A final 's stays outside."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Finds one form of one identifier.

    A match of `pattern` scores `score`; where `check` holds for it, `checked`; where `context` stands
    within `reach` characters before it (or `reach_after` after it), `near`. The highest counts, so a
    check digit that fails never removes a find: a mistyped number still points at a person. With
    `needs_context` the bare form is too common in ordinary text to mean anything, and only a match with
    its context is given. If the pattern has a group `found`, that group is the find.
    """

    name: str
    label: str
    pattern: re.Pattern[str]
    score: float
    check: Callable[[str], bool] | None = None
    checked: float = 0.95
    context: re.Pattern[str] | None = None
    near: float = 0.9
    reach: int = 60
    reach_after: int = 0
    needs_context: bool = False

    @property
    def highest(self) -> float:
        """The highest score that a find of this form can have."""
        passed = self.checked if self.check is not None else 0.0
        return max(self.score, passed, self.near if self.context is not None else 0.0)

    def find(self, text: str) -> Iterator[Span]:
        """Yield every match as a span of `text`, in order."""
        group = "found" if "found" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            start, end = match.span(group)
            is_near = self._is_near(text, start, end)
            passes = self.check is not None and self.check(match[group])
            if self.needs_context and not (is_near or passes):
                continue
            score = max(self.score, self.checked if passes else 0.0, self.near if is_near else 0.0)
            yield Span(start, end, self.label, score, self.name)

    def _is_near(self, text: str, start: int, end: int) -> bool:
        if self.context is None:
            return False
        if self.context.search(text[max(0, start - self.reach) : start]):
            return True
        return bool(self.reach_after and self.context.search(text[end : end + self.reach_after]))


def form(pattern: str) -> re.Pattern[str]:
    """Give a pattern that tells capitals from small letters and may be written over several lines."""
    return re.compile(pattern, re.VERBOSE)


def words(*alternatives: str) -> re.Pattern[str]:
    """Give a pattern for context: any of the alternatives as whole words, in capitals or not."""
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)", re.IGNORECASE)


def letters_and_digits(text: str) -> str:
    """The capital letters and digits of a find, without the marks and spaces people put between."""
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())


def digits(text: str) -> str:
    """The digits of a find."""
    return "".join(char for char in text if char in "0123456789")
