"""Every detector can say why."""

import pytest

from redaction.find.detector import load_detector
from redaction.find.explanations import explanation, is_explained
from redaction.recognisers import RECOGNISERS
from tests.redaction.scoring import passages


def test_every_detector_that_finds_anything_has_a_sentence() -> None:
    named = {getattr(recogniser, "name", None) for recogniser in RECOGNISERS} - {None}
    seen = {span.detector for p in passages() for span in load_detector().detect(p.text)}

    assert {detector for detector in named | seen if not is_explained(str(detector))} == set()


@pytest.mark.parametrize(
    ("score", "word"), [(0.95, "number."), (0.7, "likely."), (0.5, "possible."), (0.2, "a guess.")]
)
def test_a_sentence_says_how_sure(score: float, word: str) -> None:
    assert explanation("nhs-number", score=score).endswith(word)


def test_an_unknown_detector_is_not_an_error() -> None:
    assert explanation("of-tomorrow", score=1.0).endswith(".")
