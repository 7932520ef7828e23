"""Suggests what may identify a person. It suggests only: a person decides.

Presidio's analyser runs with our registry of UK recognisers and one language model. Nothing a
recogniser finds is dropped for its score: the score tells a reviewer what to look at first.
"""

import functools
import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

from redaction.language import NamesEngine, load_language
from redaction.names import carried_forms, carry, name_in
from redaction.pieces import Piece, cut, readable
from redaction.recognisers import RECOGNISERS
from redaction.registry import analyser, worth_keeping
from redaction.spans import Span, merge
from redaction.terms import find_terms
from redaction.tidy import tidy

__all__ = ["Detector", "Span", "detect_jsonl", "load_detector"]

_BATCH = 32
_CHUNK_CHARACTERS = 60_000
_CHUNK_LINES = 64


class Detector:
    """Finds candidates in text. One per process: it holds the language model."""

    def __init__(self, engine: NamesEngine) -> None:
        self._engine = engine
        self._analyser = analyser(engine)

    def detect(self, text: str, *, terms: Sequence[str] = ()) -> tuple[Span, ...]:
        """Give every candidate in `text`, in order, none overlapping another.

        Offsets count the characters of `text` as given, whatever it holds: control characters, halves
        of surrogate pairs, ten million characters in a line. `terms` are looked for in any case and
        with any white space between their words, and come back labelled TYPED_TERM with score 1.
        """
        (spans,) = self._detect([text], terms)
        return spans

    def detect_many(self, texts: Iterable[str]) -> Iterator[tuple[Span, ...]]:
        """Give what `detect` gives for each text in turn, faster; holds a few pages at a time."""
        return self._detect(texts, ())

    def _detect(self, texts: Iterable[str], terms: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        found: list[Span] = []
        for piece, spans in self._analyse(cut(texts)):
            found.extend(spans)
            if piece.is_last:
                yield _finish(piece.whole, found, terms)
                found = []

    def _analyse(self, pieces: Iterator[Piece]) -> Iterator[tuple[Piece, list[Span]]]:
        while batch := list(itertools.islice(pieces, _BATCH)):
            pairs = [(readable(piece.text), piece) for piece in batch]
            for text, artifacts, piece in self._engine.process_batch(
                pairs, language="en", batch_size=_BATCH, as_tuples=True
            ):
                yield piece, self._analyse_piece(text, artifacts, piece.offset)

    def _analyse_piece(self, text: str, artifacts: Any, offset: int) -> list[Span]:
        results = self._analyser.analyze(text, language="en", nlp_artifacts=artifacts)
        spans = [_span(result) for result in results if worth_keeping(result, text)]
        spans.extend(span for recogniser in RECOGNISERS for span in recogniser.find(text))
        spans = list(tidy(spans, text))
        return [replace(span, start=span.start + offset, end=span.end + offset) for span in spans]


def _span(result: Any) -> Span:
    metadata = result.recognition_metadata or {}
    detector = str(metadata.get("recognizer_name", "presidio"))
    return Span(result.start, result.end, result.entity_type, float(result.score), detector)


def _finish(text: str, found: list[Span], terms: Sequence[str]) -> tuple[Span, ...]:
    names = (name_in(text[span.start : span.end]) for span in found if span.label == "PERSON")
    found.extend(carry(text, carried_forms(names)))
    found.extend(find_terms(text, terms))
    return merge(found, text)


@functools.cache
def load_detector() -> Detector:
    """Give this process's detector; the first call takes 3 to 5 seconds.

    Raises:
        ModelMissing: the language model's package is not installed.
    """
    return Detector(load_language())


def detect_jsonl(lines: Iterable[tuple[str, str]], processes: int) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Give `(id, spans)` for each `(id, text)`, in order, on `processes` processes.

    Each process loads the model once (about 600 MB). At most four chunks a process are in flight, so a
    file of any length takes the same memory.

    Raises:
        ValueError: processes is below 1.
        ModelMissing: the language model's package is not installed.
    """
    if processes < 1:
        raise ValueError("At least one process is needed.")
    if processes == 1:
        yield from _detect_chunk_by_chunk(lines)
        return
    load_detector()  # so that a missing model is said here, once, and the children share its memory
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        waiting: deque[Future[list[tuple[str, tuple[Span, ...]]]]] = deque()
        for chunk in _chunks(lines):
            waiting.append(pool.submit(_detect_chunk, chunk))
            if len(waiting) >= 4 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _detect_chunk_by_chunk(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for chunk in _chunks(lines):
        yield from _detect_chunk(chunk)


def _detect_chunk(chunk: list[tuple[str, str]]) -> list[tuple[str, tuple[Span, ...]]]:
    found = load_detector().detect_many(text for _, text in chunk)
    return [(identity, spans) for (identity, _), spans in zip(chunk, found, strict=True)]


def _chunks(lines: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line[1])
        if size >= _CHUNK_CHARACTERS or len(chunk) >= _CHUNK_LINES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
