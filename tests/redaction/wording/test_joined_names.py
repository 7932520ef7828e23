"""A name is found as addresses, file names and links join its words, by the burner and by the checker alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.verify.sought import Sought
from redaction.wording.link_escapes import found_in
from redaction.wording.needles import Needles


def found(term: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in found_in(text, Needles([term]))]


@pytest.mark.parametrize(
    ("term", "text", "gone"),
    [
        ("Oriel Fanshawe", "oriel.fanshawe@exeham.example", "oriel.fanshawe"),
        ("Oriel Fanshawe", "to:dr.oriel_fanshawe.2@exeham.example", "oriel_fanshawe"),
        ("Oriel Fanshawe", "orielfanshawe@exeham.example", "orielfanshawe"),
        ("Oriel Fanshawe", "Report_Oriel_Fanshawe.docx", "Oriel_Fanshawe"),
        ("Oriel Fanshawe", "/people/oriel-fanshawe/photo", "oriel-fanshawe"),
        ("Oriel Fanshawe", "?q=Oriel+Fanshawe&n=1", "Oriel+Fanshawe"),
        ("Oriel Fanshawe", "ORIEL__FANSHAWE", "ORIEL__FANSHAWE"),
        ("Oriel Fanshawe", "Oriel\u200b.\u200bFanshawe", "Oriel\u200b.\u200bFanshawe"),
        ("Anne-Marie Fanshawe", "anne.marie.fanshawe@", "anne.marie.fanshawe"),
        ("Anne-Marie Fanshawe", "anne-marie_fanshawe.pdf", "anne-marie_fanshawe"),
        ("André Fanshawe", "andre\u0301.fanshawe@", "andre\u0301.fanshawe"),
        ("14 Larch Close", "14_Larch_Close.jpg", "14_Larch_Close"),
        ("O Fanshawe", "o.fanshawe@", "o.fanshawe"),
    ],
)
def test_a_name_is_found_where_signs_join_its_words(term: str, text: str, gone: str) -> None:
    assert found(term, text) == [gone]
    assert Sought([term]).count(text) == 1


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Oriel Fanshawe", "She saw Oriel. Fanshawe came later."),
        ("Oriel Fanshawe", "Oriel.\nFanshawe"),
        ("Oriel Fanshawe", "oriel.fanshawes@"),
        ("Oriel Fanshawe", "Oriel_M_Fanshawe"),
        ("Orielfanshawe", "oriel.fanshawe"),
        ("Ann Lee", "an.nlee"),
        ("1 234", "1.234"),
        ("5 B", "section 5.b"),
    ],
)
def test_what_signs_part_otherwise_is_no_name(term: str, text: str) -> None:
    assert found(term, text) == []
    assert not Sought([term]).is_in(text)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["Oriel Fanshawe", "Anne-Marie Fanshawe", "14 Larch Close", "Oriel.Fanshawe"]),
    st.lists(
        st.sampled_from(
            ["Oriel", "Fanshawe", "Anne", "Marie", "14", "Larch", "Close", *"._+~-@/ \n", "s", "3", "%20"]
        ),
        max_size=9,
    ),
)
def test_whatever_the_checker_finds_the_burner_finds(term: str, pieces: list[str]) -> None:
    text = "".join(pieces)

    assert bool(found(term, text)) >= Sought([term]).is_in(text)
