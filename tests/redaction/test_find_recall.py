"""How much of what identifies is found in fictitious UK papers, and how much of what is found identifies."""

import pytest

from redaction.find import load_detector
from tests.redaction.scoring import Score, add, passages


@pytest.fixture(scope="module")
def score() -> Score:
    detector, counted = load_detector(), Score()
    for passage in passages():
        add(counted, passage, [(span.start, span.end) for span in detector.detect(passage.text)])
    return counted


class TestRecall:
    """The development set; the bench prints the same figures beside Presidio's."""

    def test_the_set_is_large_enough_to_say_something(self, score: Score) -> None:
        assert len(passages()) >= 50
        assert score.total["direct"] >= 900

    def test_ninety_nine_in_a_hundred_direct_identifiers_are_found(self, score: Score) -> None:
        for label in sorted(score.total):
            print(f"{label:12} {score.found[label]:4} of {score.total[label]:4}  {score.recall(label):.3f}")
        print(f"precision of characters {score.precision:.3f}; passages with a leak {len(score.leaking)}")

        assert score.recall("direct") >= 0.99

    def test_nine_tenths_of_what_is_found_identifies_somebody(self, score: Score) -> None:
        assert score.precision >= 0.9

    def test_nine_in_ten_quasi_identifiers_are_found(self, score: Score) -> None:
        assert score.recall("quasi") >= 0.9
