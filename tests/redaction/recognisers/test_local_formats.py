"""A partner's own references are found by the form that its settings give."""

import time

import pytest

from redaction.find.detector import Detector
from redaction.find.language import load_language
from redaction.find.local_formats import LocalFormat, LocalFormatRefused, recognisers_for


def found(local: LocalFormat, text: str) -> list[str]:
    (recogniser,) = recognisers_for([local])
    return [text[span.start : span.end] for span in recogniser.find(text)]


CASES = [
    ("LCS 999999?", "see LCS 12345 and lcs123456, LCS-123456", ["LCS 12345", "lcs123456", "LCS-123456"]),
    ("LCS 999999?", "LCS 1234, XLCS 12345, LCS 12345678", []),
    ("AA9+X", "ref AB1234Z.", ["AB1234Z"]),
    ("M9999999", "Mosaic M1234567", ["M1234567"]),
    ("[99/9+]", "file [12/345] here", ["[12/345]"]),
    ("A.9.9", "A.1.2 but not A1112", ["A.1.2"]),
]


@pytest.mark.parametrize(("form", "text", "wanted"), CASES)
def test_a_form_is_found(form: str, text: str, wanted: list[str]) -> None:
    assert found(LocalFormat("local", form), text) == wanted


def test_only_near_its_words() -> None:
    local = LocalFormat("Early Help", "999999", near=("early help", "EH no"), only_near=True)

    assert found(local, "Early Help 123456; 654321" + " ." * 40 + " 222222") == ["123456", "654321"]


@pytest.mark.parametrize(
    ("local", "words"),
    [
        (LocalFormat("Empty", " "), "Empty"),
        (LocalFormat("Long", "9" * 61), "1 to 60"),
        (LocalFormat("Any", "99"), "everywhere"),
        (LocalFormat("Maybe", "9?9?9?9?"), "everywhere"),
        (LocalFormat("Plus", "X+X+X+9"), "two plus"),
        (LocalFormat("Perhaps", "9999?9?9?9?9?9?9?"), "six question"),
        (LocalFormat("Near", "9999", only_near=True), "names none"),
    ],
)
def test_a_form_that_cannot_be_used_is_refused_by_name(local: LocalFormat, words: str) -> None:
    with pytest.raises(LocalFormatRefused, match=words):
        recognisers_for([local])


def test_no_form_is_slow() -> None:
    local = LocalFormat("Worst", "X+X?X?X?X?X?X?X+9.A")
    text = "a1" * 5_000

    began = time.process_time()
    found(local, text)

    assert time.process_time() - began < 30


def test_the_detector_takes_them() -> None:
    detector = Detector(load_language(), local=recognisers_for([LocalFormat("Local", "QZ 9999 A")]))

    (span,) = (s for s in detector.detect("Their QZ 4471 b is shown.") if s.label == "LOCAL_REFERENCE")

    assert (span.start, span.detector) == (6, "local-format")
