"""Scores detection on the Text Anonymization Benchmark, by the definitions of its paper.

An entity is found when every mention of it is masked. Precision is the share of masked words that an
annotator masked too. Source: Pilán and others (2022), The Text Anonymization Benchmark, section 5.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.redaction.scoring import is_covered, mask

_TOKEN = re.compile(r"\w+|[^\w\s]")
Finder = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class TabScore:
    """Recall of direct and quasi entities, and precision of words: all shares of 1."""

    direct_entities: int
    direct_recall: float
    quasi_recall: float
    token_precision: float
    missed_direct: tuple[str, ...]


def score_tab(path: Path, find: Finder, *, every: int = 1) -> TabScore:
    """Score a finder on a file of the benchmark; `every` 4 reads one document in four."""
    found: dict[str, list[bool]] = {"DIRECT": [], "QUASI": []}
    missed: list[str] = []
    masked = right = 0
    for document in json.loads(path.read_text(encoding="utf-8"))[::every]:
        text = document["text"]
        covered = mask(len(text), find(text))
        gold = bytearray(len(text))
        for annotation in document["annotations"].values():
            mentions = annotation["entity_mentions"]
            for kind, is_found, wording in _entities(text, mentions, covered):
                found[kind].append(is_found)
                if kind == "DIRECT" and not is_found:
                    missed.append(wording)
            for place, value in enumerate(_gold(text, mentions)):
                gold[place] |= value
        for token in _TOKEN.finditer(text):
            if covered[token.start()]:
                masked += 1
                right += gold[token.start()]
    return TabScore(
        len(found["DIRECT"]),
        _share(found["DIRECT"]),
        _share(found["QUASI"]),
        right / masked if masked else 1.0,
        tuple(missed),
    )


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else 1.0


def _gold(text: str, mentions: list[dict[str, Any]]) -> bytearray:
    return mask(
        len(text),
        ((m["start_offset"], m["end_offset"]) for m in mentions if m["identifier_type"] != "NO_MASK"),
    )


def _entities(
    text: str, mentions: list[dict[str, Any]], covered: bytearray
) -> Iterable[tuple[str, bool, str]]:
    by_entity: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in mentions:
        by_entity[mention["entity_id"]].append(mention)
    for group in by_entity.values():
        kinds = {mention["identifier_type"] for mention in group}
        kind = "DIRECT" if "DIRECT" in kinds else "QUASI" if "QUASI" in kinds else None
        if kind is None:
            continue
        left = [m for m in group if not is_covered(text, m["start_offset"], m["end_offset"], covered)]
        yield kind, not left, left[0]["span_text"] if left else ""
