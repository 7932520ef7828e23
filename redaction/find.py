"""Suggests what may identify a person. It suggests only: a person decides.

Presidio's analyser runs with our registry of UK recognisers and one language model. Nothing a
recogniser finds is dropped for its score: the score tells a reviewer what to look at first.
"""

import functools
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final

from redaction.confidence import Thresholds
from redaction.initials import carry_initials, initials_of
from redaction.language import NamesEngine, load_language
from redaction.local_formats import LocalFormat, recognisers_for
from redaction.names import carried_forms, carried_name, carry
from redaction.pieces import Piece, cut, readable
from redaction.recent_finds import RecentFinds
from redaction.recognisers import RECOGNISERS
from redaction.recognisers.recogniser import Recogniser
from redaction.registry import analyser, worth_keeping
from redaction.second_model import SecondModel, load_second_model
from redaction.spans import Span, merge
from redaction.terms import find_terms
from redaction.tidy import tidy
from redaction.tongue import looks_like

__all__ = ["Detector", "Span", "detect_jsonl", "load_detector", "looks_like"]

_BATCH = 32
_CHUNK_CHARACTERS = 60_000
_CHUNK_LINES = 64
_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")
_LIKELY_OVER_A_LINE = 0.7


class Detector:
    """Finds candidates in text. One per process: it holds the language models.

    It remembers what it found in the last `remembered` texts, by their hash, so that a page that comes
    again (a copy in a bundle, a second reading before release) is not analysed again.
    """

    def __init__(
        self,
        engine: NamesEngine,
        *,
        second_model: SecondModel | None = None,
        wide: bool = False,
        local: Sequence[Recogniser] = (),
        thresholds: Thresholds | None = None,
        remembered: int = 2_000,
    ) -> None:
        self.thresholds: Final = thresholds or Thresholds()
        self._wide = wide
        self._recognisers = (*RECOGNISERS, *local)
        self._engine = engine
        self._analyser = analyser(engine)
        self._second_model = second_model
        self._remembered = RecentFinds(remembered)

    def detect(self, text: str, *, terms: Sequence[str] = ()) -> tuple[Span, ...]:
        """Give every candidate in `text`, in order, none overlapping another.

        Offsets count the characters of `text` as given, whatever it holds: control characters, halves
        of surrogate pairs, ten million characters in a line. `terms` are looked for in any case and
        with any white space between their words, and come back labelled TYPED_TERM with score 1.
        """
        (spans,) = self._detect([text])
        typed = tuple(find_terms(text, terms))
        return merge((*spans, *typed), text) if typed else spans

    def detect_many(self, texts: Iterable[str]) -> Iterator[tuple[Span, ...]]:
        """Give what `detect` gives for each text in turn, faster; holds a few pages at a time."""
        return self._detect(texts)

    @staticmethod
    def looks_like(text: str) -> str:
        """Say which language the text looks like, as a code of ISO 639-1; names are looked for in English.

        "en" where nothing speaks against it; "und" where there is nothing to read.
        """
        return looks_like(text)

    def _detect(self, texts: Iterable[str]) -> Iterator[tuple[Span, ...]]:
        waiting = iter(texts)
        while batch := list(itertools.islice(waiting, _BATCH)):
            known = {text: self._remembered.of(text) for text in batch}
            new = [text for text, spans in known.items() if spans is None]
            for text, spans in zip(new, self._find(new), strict=True):
                self._remembered.keep(text, spans)
                known[text] = spans
            for text in batch:
                yield known[text] or ()

    def _find(self, texts: Iterable[str]) -> Iterator[tuple[Span, ...]]:
        found: list[Span] = []
        for piece, spans in self._analyse(cut(texts)):
            found.extend(spans)
            if piece.is_last:
                yield self._finish(piece.whole, found)
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
        spans.extend(span for recogniser in self._recognisers for span in recogniser.find(text))
        spans.extend(_broken_over_lines(text))
        spans = list(tidy(spans, text, wide=self._wide))
        return [span.moved(offset) for span in spans] if offset else spans

    def _finish(self, text: str, found: list[Span]) -> tuple[Span, ...]:
        found.extend(_carried(text, found))
        if self._second_model is not None:
            more = list(tidy(self._second_model.find(readable(text), found), text))
            found.extend(more)
            found.extend(_carried(text, more))
        return merge(found, text)


def _broken_over_lines(text: str) -> Iterator[Span]:
    """What a line's end has cut in two, such as a number at the edge of a table's cell.

    Line ends are read as spaces, so offsets hold. Kept is what crosses one line end and is likely; what
    merely stands below something else is not joined to it.
    """
    flat = _LINE_END.sub(" ", text)
    if flat == text:
        return
    for recogniser in RECOGNISERS:
        for span in recogniser.find(flat):
            crossed = text.count("\n", span.start, span.end)
            if crossed == 1 and span.score >= _LIKELY_OVER_A_LINE:
                yield span


def _span(result: Any) -> Span:
    metadata = result.recognition_metadata or {}
    detector = str(metadata.get("recognizer_name", "presidio"))
    return Span(result.start, result.end, result.entity_type, float(result.score), detector)


def _carried(text: str, found: Sequence[Span]) -> list[Span]:
    names = [carried_name(text, span) for span in found if span.label == "PERSON"]
    return [*carry(text, carried_forms(names)), *carry_initials(text, initials_of(names))]


@functools.cache
def load_detector(
    *,
    second_model: bool = True,
    wide: bool = False,
    local: tuple[LocalFormat, ...] = (),
    thresholds: Thresholds | None = None,
) -> Detector:
    """Give this process's detector; the first call takes 3 to 6 seconds.

    Without the second model it is twice as fast, and misses about one in a hundred more. `wide` suggests
    also what points at somebody only together with the rest: every body, nationality, sum and length
    of time; about half the words it suggests then identify (docs/decisions/0007-language-model.md). `local`
    are the references whose form only this service's partners know; `thresholds` say which finds go to the
    review queue.

    Raises:
        ModelMissing: a language model's package is not installed.
        LocalFormatRefused: a local format cannot be used.
    """
    own = recognisers_for(local)
    second = load_second_model() if second_model else None
    return Detector(
        load_language(wide=wide), second_model=second, wide=wide, local=own, thresholds=thresholds
    )


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
