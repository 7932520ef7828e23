"""Measures detection: characters a second beside Presidio as installed, and what is found beside it.

Run from the root of the checkout: python -m tests.bench.bench_detection
"""

import json
import resource
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

from redaction.find.detector import Detector, load_detector
from redaction.find.each_core import detect_jsonl
from redaction.find.language import load_language, model_path
from redaction.find.second_model import load_second_model
from tests.redaction.drawn_passages import drawn_passages
from tests.redaction.scoring import Passage, Score, add, passages
from tests.redaction.tab_scoring import TabScore, score_tab

TAB_DEV = Path("../shared/data/tab/dev.json")
"""The benchmark's texts lie beside the checkout where they are at hand; they are never copied into it."""

Finder = Callable[[str], list[tuple[int, int]]]


def measure() -> dict[str, object]:
    """Give the figures of one run: speeds in characters a second, recalls and precisions as shares of 1."""
    began = time.perf_counter()
    # Nothing is remembered: each text comes twice here, and should cost twice.
    language = load_language()
    detector = Detector(language, second_model=load_second_model(), remembered=0)
    load_seconds = time.perf_counter() - began
    first_alone = Detector(language, remembered=0)
    installed = _presidio_as_installed()
    # Every third: Presidio as installed takes longest, and the shares are the same.
    texts = [passage.text for passage in passages()][::3]

    def ours(text: str) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in detector.detect(text)]

    def alone(text: str) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in first_alone.detect(text)]

    def theirs(text: str) -> list[tuple[int, int]]:
        return [(found.start, found.end) for found in installed.analyze(text, language="en")]

    figures: dict[str, object] = {
        "load_seconds": round(load_seconds, 1),
        **_speeds(texts, lambda: list(detector.detect_many(texts)), ours, theirs),
        "times_presidio_without_the_second_model": _times(texts, first_alone, theirs),
        **_cores_and_memory(texts),
        "own_set": _own_set(passages(), ours),
        "own_set_without_the_second_model": _own_set(passages(), alone),
        "own_set_presidio_as_installed": _own_set(passages(), theirs),
        "drawn_set": _own_set(drawn_passages(range(10, 11)), ours),
        "drawn_set_presidio_as_installed": _own_set(drawn_passages(range(10, 11)), theirs),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if TAB_DEV.exists():
        figures["tab_dev"] = _tab(score_tab(TAB_DEV, ours))
        widely = Detector(load_language(wide=True), second_model=load_second_model(), wide=True, remembered=0)

        def wide(text: str) -> list[tuple[int, int]]:
            return [(span.start, span.end) for span in widely.detect(text)]

        figures["tab_dev_wide_every_fourth"] = _tab(score_tab(TAB_DEV, wide, every=4))
        figures["tab_dev_presidio_as_installed_every_fourth"] = _tab(score_tab(TAB_DEV, theirs, every=4))
    return figures


def _presidio_as_installed() -> AnalyzerEngine:
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415 - after the model's own settings

    # The same model as ours, whole, with Presidio's default recognisers and settings.
    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": str(model_path())}])
    engine.load()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    return AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["en"])


def _speeds(texts: list[str], many: Callable[[], object], ours: Finder, theirs: Finder) -> dict[str, object]:
    characters = sum(map(len, texts))
    ours(texts[0]), theirs(texts[0])
    fastest_many = min(_seconds(many) for _ in range(2))
    fastest_ours = min(_seconds(lambda: [ours(text) for text in texts]) for _ in range(2))
    fastest_theirs = min(_seconds(lambda: [theirs(text) for text in texts]) for _ in range(2))
    return {
        "characters_a_second_detect_many": round(characters / fastest_many),
        "characters_a_second_detect": round(characters / fastest_ours),
        "characters_a_second_presidio_as_installed": round(characters / fastest_theirs),
        "times_presidio": round(fastest_theirs / fastest_many, 2),
        "times_presidio_by_the_clock": round(
            _by_the_clock(lambda: [theirs(text) for text in texts]) / _by_the_clock(many), 2
        ),
    }


def _by_the_clock(act: Callable[[], object]) -> float:
    # What two cores gain shows only here; on a machine that others use it says little.
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _cores_and_memory(texts: list[str]) -> dict[str, object]:
    remembering = Detector(load_language())
    # Loaded before the clock runs; and other texts for each run, since a fork remembers what was found before it.
    load_detector()
    once = [(str(number), f"One {number}. {text}") for number, text in enumerate(texts * 2)]
    twice = [(str(number), f"Two {number}. {text}") for number, text in enumerate(texts * 2)]
    first = _seconds(lambda: list(remembering.detect_many(texts)))
    again = _seconds(lambda: list(remembering.detect_many(texts)))
    return {
        "a_page_again_takes_of_the_first_time": round(again / first, 4),
        "two_processes_by_the_clock_against_one": round(
            _by_the_clock(lambda: list(detect_jsonl(once, 1)))
            / _by_the_clock(lambda: list(detect_jsonl(twice, 2))),
            2,
        ),
    }


def _times(texts: list[str], detector: Detector, theirs: Finder) -> float:
    list(detector.detect_many(texts[:1])), theirs(texts[0])
    ours_seconds = min(_seconds(lambda: list(detector.detect_many(texts))) for _ in range(2))
    return round(min(_seconds(lambda: [theirs(text) for text in texts]) for _ in range(2)) / ours_seconds, 2)


def _seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _own_set(papers: Iterable[Passage], find: Finder) -> dict[str, object]:
    score, count = Score(), 0
    for passage in papers:
        add(score, passage, find(passage.text))
        count += 1
    labels: Iterable[str] = sorted(set(score.total) - {"direct", "quasi"})
    return {
        "direct_spans": score.total["direct"],
        "direct_recall": round(score.recall("direct"), 4),
        "quasi_recall": round(score.recall("quasi"), 4),
        "character_precision": round(score.precision, 4),
        "passages": count,
        "passages_with_a_direct_leak": len(score.leaking),
        "by_label": {label: f"{score.found[label]}/{score.total[label]}" for label in labels},
    }


def _tab(score: TabScore) -> dict[str, object]:
    return {
        "direct_entities": score.direct_entities,
        "direct_recall": round(score.direct_recall, 4),
        "quasi_recall": round(score.quasi_recall, 4),
        "token_precision": round(score.token_precision, 4),
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
