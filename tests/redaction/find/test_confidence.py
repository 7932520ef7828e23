"""Thresholds part what is likely from what a person should look at first, and drop nothing."""

import pytest

from redaction.candidates.gather import suggest
from redaction.find.confidence import LABELS, USUAL_THRESHOLD, Confidence, ThresholdRefused, Thresholds
from redaction.find.detector import Detector, load_detector
from redaction.find.language import load_language
from redaction.find.registry import analyser
from redaction.page import DocumentText, PageText, Reading
from redaction.recognisers import RECOGNISERS
from redaction.recognisers.recogniser import Recogniser

TEXT = "Mr Tyler Brennan rang about file 77/413 on Tuesday, 12 March 2024. Ziegelhof was told."


def some_document(text: str) -> DocumentText:
    return DocumentText((PageText(1, text, Reading.TEXT, 595.0, 842.0),))


class TestThresholds:
    """One threshold for each label, and a usual one for the rest."""

    def test_a_score_below_its_labels_threshold_goes_to_the_queue(self) -> None:
        thresholds = Thresholds.of({"PERSON": 0.3})

        assert thresholds.confidence("PERSON", 0.29) is Confidence.REVIEW
        assert thresholds.confidence("PERSON", 0.3) is Confidence.FOUND

    def test_a_label_without_a_threshold_has_the_usual_one(self) -> None:
        assert Thresholds().least("NUMBER") == USUAL_THRESHOLD
        assert Thresholds.of({"PERSON": 0.3}, usual=0.9).confidence("NUMBER", 0.8) is Confidence.REVIEW

    @pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
    def test_a_threshold_that_is_no_share_is_refused_by_name(self, score: float) -> None:
        with pytest.raises(ThresholdRefused, match="PERSON must lie between 0 and 1"):
            Thresholds.of({"PERSON": score})

    def test_a_label_that_no_find_has_is_refused_since_it_was_misspelt(self) -> None:
        with pytest.raises(ThresholdRefused, match="PERSN"):
            Thresholds.of({"PERSN": 0.3})

    def test_every_label_that_a_recogniser_gives_may_have_a_threshold(self) -> None:
        given = {one.label for one in RECOGNISERS if isinstance(one, Recogniser)}
        from_presidio = set(analyser(load_language(wide=True)).get_supported_entities())

        assert given | from_presidio <= LABELS


class TestSuggest:
    """Candidates carry the list they belong to, and the threshold that put them there."""

    def test_raising_a_threshold_moves_finds_to_the_queue_and_loses_none(self) -> None:
        high = Thresholds.of({"PERSON": 1.0}, usual=0.0)
        usual = suggest(some_document(TEXT), load_detector())
        strict = suggest(some_document(TEXT), Detector(load_language(), thresholds=high))

        assert {one.text for one in strict} >= {"Mr Tyler Brennan", "Ziegelhof"}
        assert {one.label for one in strict if one.confidence is Confidence.REVIEW} == {"PERSON"}
        assert {one.threshold for one in strict} == {0.0, 1.0}
        assert {one.text for one in usual if one.confidence is Confidence.REVIEW} >= {"77/413"}
        assert all((one.score < one.threshold) == (one.confidence is Confidence.REVIEW) for one in usual)
