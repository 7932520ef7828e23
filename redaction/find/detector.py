"""Suggests what may identify a person. It suggests only: a person decides.

Presidio's analyser runs with our registry of UK recognisers and one language model. Nothing a
recogniser finds is dropped for its score: the score tells a reviewer what to look at first.
"""

import functools
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

from redaction.find.confidence import Thresholds
from redaction.find.initials import carry_initials, initials_of
from redaction.find.language import NamesEngine, load_language
from redaction.find.line_ends import broken_over_lines
from redaction.find.local_formats import LocalFormat, recognisers_for
from redaction.find.names import carried_forms, carried_name, carry
from redaction.find.pieces import LARGEST_PIECE, Piece, cut, readable
from redaction.find.recent_finds import RecentFinds
from redaction.find.registry import analyser, worth_keeping
from redaction.find.second_model import SecondModel, load_second_model
from redaction.find.terms import find_terms
from redaction.find.tidy import tidy
from redaction.find.tongue import looks_like
from redaction.recognisers import ONLY_WIDE, RECOGNISERS
from redaction.recognisers.recogniser import Recogniser
from redaction.spans import Span, merge

__all__ = ["Detector", "Span", "load_detector", "looks_like"]

_TEXTS_AT_ONCE: Final = 128
_TEXTS_AHEAD: Final = 16
_PIECES_AT_ONCE: Final = 32
_PIECES_REMEMBERED: Final = 512
_CORES: Final = min(4, os.cpu_count() or 1)

_T = TypeVar("_T")
_Known = dict[str, tuple[Span, ...] | None]
_Read = list[tuple[str, Any]]


class _AtOnce(Executor):
    """Does then and there what it is given: handing one page to a thread costs more than it gains."""

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        """Give the answer as a future that is done already; an error passes straight through."""
        done: Future[_T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


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
        self._recognisers = (*RECOGNISERS, *local, *(ONLY_WIDE if wide else ()))
        self._engine = engine
        self._analyser = analyser(engine)
        self._second_model = second_model
        self._remembered = RecentFinds(remembered)
        # A header, a footer, a line that comes again in a text without end.
        self._pieces = RecentFinds(min(remembered, _PIECES_REMEMBERED))

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
        """Give what `detect` gives for each text in turn, faster; holds 128 texts at a time."""
        return self._detect(texts)

    @staticmethod
    def looks_like(text: str) -> str:
        """Say which language the text looks like, as a code of ISO 639-1; names are looked for in English.

        "en" where nothing speaks against it; "und" where there is nothing to read.
        """
        return looks_like(text)

    def _detect(self, texts: Iterable[str]) -> Iterator[tuple[Span, ...]]:
        waiting = iter(texts)
        while batch := list(itertools.islice(waiting, _TEXTS_AT_ONCE)):
            known = {text: self._remembered.of(text) for text in batch}
            new = [text for text, spans in known.items() if spans is None]
            for text, spans in zip(new, self._find(new), strict=True):
                self._remembered.keep(text, spans)
                known[text] = spans
            for text in batch:
                yield known[text] or ()

    def _find(self, texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        # Both models work outside Python most of the time, so the first reads the next pages and the second the
        # last ones while the rules run over these. Threads end with the call: a fork must find none.
        is_one_page = len(texts) == 1 and len(texts[0]) <= LARGEST_PIECE
        with (
            _AtOnce() if is_one_page else ThreadPoolExecutor(1) as first,
            ThreadPoolExecutor(_CORES) as second,
        ):
            waiting: deque[tuple[str, list[Span], list[Future[list[Span]]]]] = deque()
            for text, found in self._by_the_first_pass(texts, first):
                found.extend(_carried(text, found))
                waiting.append((text, found, self._asked(text, found, second)))
                if len(waiting) > _TEXTS_AHEAD:
                    yield _finished(*waiting.popleft())
            while waiting:
                yield _finished(*waiting.popleft())

    def _asked(self, text: str, found: list[Span], threads: Executor) -> list[Future[list[Span]]]:
        if self._second_model is None:
            return []
        return self._second_model.ask(readable(text), found, threads)

    def _by_the_first_pass(self, texts: Sequence[str], thread: Executor) -> Iterator[tuple[str, list[Span]]]:
        found: list[Span] = []
        for piece, spans in self._analysed(cut(texts), thread):
            found.extend(span.moved(piece.offset) for span in spans)
            if piece.is_last:
                yield piece.whole, found
                found = []

    def _analysed(
        self, pieces: Iterator[Piece], thread: Executor
    ) -> Iterator[tuple[Piece, tuple[Span, ...]]]:
        before: tuple[list[Piece], _Known, Future[_Read]] | None = None
        while batch := list(itertools.islice(pieces, _PIECES_AT_ONCE)):
            known = {text: self._pieces.of(text) for text in {readable(piece.text) for piece in batch}}
            now = (batch, known, thread.submit(self._read, [text for text in known if known[text] is None]))
            if before is not None:
                yield from self._judged(*before)
            before = now
        if before is not None:
            yield from self._judged(*before)

    def _read(self, texts: list[str]) -> _Read:
        return list(self._engine.process_batch(texts, language="en", batch_size=_PIECES_AT_ONCE))

    def _judged(
        self, batch: list[Piece], known: _Known, read: Future[_Read]
    ) -> Iterator[tuple[Piece, tuple[Span, ...]]]:
        for text, artifacts in read.result():
            known[text] = spans = self._judge(text, artifacts)
            self._pieces.keep(text, spans)
        for piece in batch:
            found = known[readable(piece.text)]
            if found is None:
                raise AssertionError("A piece was handed on that nobody has read.")
            yield piece, found

    def _judge(self, text: str, artifacts: Any) -> tuple[Span, ...]:
        results = self._analyser.analyze(text, language="en", nlp_artifacts=artifacts)
        spans = [_span(result) for result in results if worth_keeping(result, text)]
        spans.extend(span for recogniser in self._recognisers for span in recogniser.find(text))
        spans.extend(broken_over_lines(text))
        return tuple(tidy(spans, text, wide=self._wide))


def _finished(text: str, found: list[Span], asked: list[Future[list[Span]]]) -> tuple[Span, ...]:
    if asked:
        more = list(tidy(itertools.chain.from_iterable(answer.result() for answer in asked), text))
        found.extend(more)
        found.extend(_carried(text, more))
    return merge(found, text)


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
    model: str = "",
) -> Detector:
    """Give this process's detector; the first call takes 3 to 6 seconds.

    Without the second model it is twice as fast, and misses about one in a hundred more. `wide` suggests
    also what points at somebody only together with the rest: every body, nationality, sum and length
    of time; about half the words it suggests then identify (docs/decisions/0007-language-model.md). `local`
    are the references whose form only this service's partners know; `thresholds` say which finds go to the
    review queue; `model` names another language model (redaction/find/language.py).

    Raises:
        ModelMissing: a language model's package is not installed.
        LocalFormatRefused: a local format cannot be used.
    """
    own = recognisers_for(local)
    second = load_second_model() if second_model else None
    return Detector(
        load_language(wide=wide, model=model),
        second_model=second,
        wide=wide,
        local=own,
        thresholds=thresholds,
    )
