"""Input that nobody meant: the finds stand at their places in the text as it was given."""

import pytest

from redaction.find.detector import Detector, load_detector

_PERSON = "Mr Quillfeather"
_NUMBER = "943 476 5919"


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector()


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("\x00\x01\x07\x1b[2J\x7f\x85 ", id="control characters"),
        pytest.param("\ud800 \udfff\udc00 ", id="halves of surrogate pairs"),
        pytest.param("\u202e\u200f\u2066 ", id="marks that turn the direction of writing"),
        pytest.param("Анна сказала. 王小明说。 قالت ليلى. ", id="mixed scripts"),
        pytest.param(
            "\U0001f469\u200d\U0001f467 \U0001d4d0 ", id="pictures and letters beyond the first plane"
        ),
        pytest.param("e\u0301\u0327\u0301 \ufeff ", id="marks that stand on letters, and a byte order mark"),
        pytest.param("\r\n\x0b\x0c\u2028 ", id="every kind of line end"),
        pytest.param("Pan powiedział, że dziecko nie było w szkole. ", id="another language"),
        pytest.param("x" * 20_000 + " ", id="a word without end"),
    ],
)
def test_what_stands_before_moves_no_find(detector: Detector, around: str) -> None:
    text = f"{around}{_PERSON} came. {around}NHS {_NUMBER} was given. {around}"

    wordings = {text[span.start : span.end] for span in detector.detect(text)}

    assert {_PERSON, _NUMBER} <= wordings


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud83d", "\u200b\ufeff", "\n" * 5_000])
def test_text_without_a_word_gives_nothing(detector: Detector, text: str) -> None:
    assert detector.detect(text) == ()


def test_a_word_of_time_before_a_name_is_no_part_of_it(detector: Detector) -> None:
    text = "Later Tyler went out. Meanwhile Brennan came back."

    assert [text[span.start : span.end] for span in detector.detect(text)] == ["Tyler", "Brennan"]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("The owner is Joost van der Meer. Later van der Meer paid.", "van der Meer"),
        ("He was with T.K. in the car. TK drove.", "TK"),
        ("from: uncle faz\nhes at fazs\nFaz Akhtar came", "fazs"),
        ("A friend, J, came. J is alright.", "J"),
        ("Schoolfriend Ky1e rang.", "Ky1e"),
        ("The crew was R.SOWERBY and one more.", "R.SOWERBY"),
        ("A review of Baby P was held.", "Baby P"),
    ],
)
def test_names_in_odd_dress_are_found(detector: Detector, text: str, wording: str) -> None:
    assert wording in {text[span.start : span.end] for span in detector.detect(text)}
