"""How much of what identifies is found in fictitious UK papers, and how much of what is found identifies."""

import pytest

from redaction.find.detector import load_detector
from tests.redaction.drawn_passages import drawn_passages
from tests.redaction.scoring import Passage, Score, add, passages


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


DRAWN = tuple(drawn_passages(range(2)))


@pytest.fixture(scope="module")
def drawn_score() -> Score:
    detector, counted = load_detector(), Score()
    for passage, spans in zip(DRAWN, detector.detect_many(p.text for p in DRAWN), strict=True):
        add(counted, passage, [(span.start, span.end) for span in spans])
    return counted


class TestDrawnPapers:
    """Papers drawn from templates, with other people and numbers in each."""

    def test_both_sets_together_are_a_hundred_and_fifty(self) -> None:
        assert len(DRAWN) + len(passages()) >= 150

    def test_a_seed_gives_the_same_paper_again_and_another_gives_another(self) -> None:
        assert tuple(drawn_passages(range(2))) == DRAWN
        assert {p.text for p in DRAWN}.isdisjoint(p.text for p in drawn_passages(range(2, 3)))

    @pytest.mark.parametrize("passage", DRAWN, ids=lambda p: p.name)
    def test_gold_stands_at_the_ends_of_words(self, passage: Passage) -> None:
        for span in passage.spans:
            inside = passage.text[span.start : span.end]
            assert inside == inside.strip()
            assert inside

    def test_ninety_nine_in_a_hundred_direct_identifiers_are_found(self, drawn_score: Score) -> None:
        for label in sorted(drawn_score.total):
            print(f"{label:12} {drawn_score.found[label]:4} of {drawn_score.total[label]:4}")
        print(f"precision {drawn_score.precision:.3f}; passages with a leak {len(drawn_score.leaking)}")

        assert drawn_score.total["direct"] >= 600
        assert drawn_score.recall("direct") >= 0.99
        assert drawn_score.precision >= 0.9
