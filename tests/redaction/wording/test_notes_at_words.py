"""The number of a footnote touches the name that it is for, or the first word of the note: the name is found."""

import pytest

from redaction.verify.sought import Sought
from redaction.wording.needles import FoldedText, Needles


def found(term: str, text: str) -> bool:
    return bool(FoldedText(text).find(Needles([term])))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Constance", "1Constance was nine."),
        ("Ann", "12Ann Lee was nine."),
        ("Lee", "that Ann Lee3 had gone"),
        ("Lee", "(Lee3)"),
        ("Jo", "Jo2, who was nine"),
        ("Constance", "¹Constance was nine."),
    ],
)
def test_a_name_with_the_number_of_a_note_is_found(term: str, text: str) -> None:
    assert found(term, text)
    assert Sought([term]).is_in(text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("lee", "a3lee2"),
        ("Lee", "RG1Lee"),
        ("Ann", "2024Ann7x"),
        ("Lee", "x12Lee"),
        ("st", "1sting"),
        ("12", "112"),
    ],
)
def test_letters_of_a_code_are_no_name(term: str, text: str) -> None:
    assert not found(term, text)
    assert not Sought([term]).is_in(text)
