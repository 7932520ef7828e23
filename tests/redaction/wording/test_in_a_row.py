"""A term that stands twice without a space, as two fields of a form read, is taken; part of a word is not."""

import pytest

from redaction.verify.sought import Sought
from redaction.wording.needles import FoldedText, Needles


@pytest.mark.parametrize(
    "text", ["PembertonPemberton", "of PembertonPembertonPemberton,", "pemberton-Pemberton"]
)
def test_each_of_a_row_is_taken(text: str) -> None:
    hits = FoldedText(text).find(Needles(["Pemberton"]))

    assert len({hit.start for hit in hits}) == text.lower().count("pemberton")
    assert Sought(["Pemberton"]).count(text) == text.lower().count("pemberton")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("cous", "couscous"),
        ("Pemberton", "PembertonPembertons"),
        ("12345", "1234512345"),
        ("berry", "blackberry"),
    ],
)
def test_what_is_another_word_stays(term: str, text: str) -> None:
    assert FoldedText(text).find(Needles([term])) == []
    assert not Sought([term]).is_in(text)
