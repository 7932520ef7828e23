"""What the detector finds, and that its offsets are always right."""

import pytest

from redaction.find import Detector, load_detector


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector()


class TestDetect:
    """Every find points at the original text."""

    def test_a_titled_name_is_found(self, detector: Detector) -> None:
        text = "The strategy meeting was chaired by DC Harris."
        (span,) = detector.detect(text)

        assert text[span.start : span.end] == "DC Harris"
        assert span.label == "PERSON"

    def test_no_text_gives_no_finds(self, detector: Detector) -> None:
        assert detector.detect("") == ()

    def test_half_a_surrogate_pair_does_not_move_an_offset(self, detector: Detector) -> None:
        text = "\ud800\x00\u200b seen by Mrs Okafor\udfff today"
        found = {text[span.start : span.end] for span in detector.detect(text)}

        assert "Mrs Okafor" in found
