"""Scores detection: what share of gold spans is covered, and what share of what is covered is gold.

A gold span counts as found when every word of it is covered, titles and function words aside: the
measure of Pilán and others (2022), section 5 of their paper, by which the Text Anonymization Benchmark
counts. One word left standing is a leak.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PASSAGES = Path(__file__).parent / "passages"

_WORD = re.compile(r"\w+")
_FUNCTION_WORDS = "mr mrs ms miss dr no nr about the of a an and in on at to by for from with s"
_PASSED_OVER = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Gold:
    """One thing that identifies: `kind` is direct or quasi."""

    start: int
    end: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A fictitious text and what identifies in it."""

    name: str
    text: str
    spans: tuple[Gold, ...]


@dataclass
class Score:
    """Counts over passages, by kind and by label."""

    total: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    right_characters: int = 0
    leaking: set[str] = field(default_factory=set)
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    def recall(self, name: str) -> float:
        """The share of gold spans of a kind or label that is wholly covered; 1.0 where there are none."""
        return self.found[name] / self.total[name] if self.total[name] else 1.0

    @property
    def precision(self) -> float:
        """The share of covered letters and digits that belongs to a gold span."""
        return self.right_characters / self.characters if self.characters else 1.0


def passages(*paths: Path) -> list[Passage]:
    """Read these sets, or every set there is. Everyone in them is made up."""
    return [
        Passage(entry["name"], entry["text"], tuple(Gold(**span) for span in entry["spans"]))
        for path in paths or sorted(PASSAGES.glob("*.json"))
        for entry in json.loads(path.read_text(encoding="utf-8"))
    ]


def mask(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """One byte for each character: 1 where a span covers it."""
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
    return covered


def is_covered(text: str, start: int, end: int, covered: bytearray) -> bool:
    """Whether every word that says anything between start and end is wholly covered."""
    return all(
        all(covered[start + word.start() : start + word.end()])
        for word in _WORD.finditer(text[start:end])
        if word[0].casefold() not in _PASSED_OVER
    )


def add(score: Score, passage: Passage, found: Sequence[tuple[int, int]]) -> None:
    """Count one passage."""
    covered = mask(len(passage.text), found)
    gold = mask(len(passage.text), ((span.start, span.end) for span in passage.spans))
    for span in passage.spans:
        for name in (span.kind, span.label):
            score.total[name] += 1
        if is_covered(passage.text, span.start, span.end, covered):
            for name in (span.kind, span.label):
                score.found[name] += 1
            continue
        score.missed.append((passage.name, span.label, passage.text[span.start : span.end]))
        if span.kind == "direct":
            score.leaking.add(passage.name)
    for place, char in enumerate(passage.text):
        if covered[place] and char.isalnum():
            score.characters += 1
            score.right_characters += gold[place]
