"""A term is found however it is spelt out, and only as whole words."""

import pytest

from redaction.wording.folding import fold
from redaction.wording.needles import FoldedText, Needles


def found(term: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in FoldedText(text).find(Needles([term]))]


@pytest.mark.parametrize(
    ("term", "text", "taken"),
    [
        ("Anna Smith", "by ANNA  SMITH today", "ANNA  SMITH"),
        ("Smith", "Smi-\nth wrote", "Smi-\nth"),
        ("Smith", "S m i t h wrote", "S m i t h"),
        ("Siân Müller", "Sian Muller", "Sian Muller"),
        ("Sian", "Sia\u0302n", "Sia\u0302n"),
        ("Griffin", "Mr Griﬃn said", "Griﬃn"),
        ("O'Brien", "Mrs O’Brien", "O’Brien"),
        ("Smith", "Smith's house", "Smith"),
        ("Smith", "Sm\u200bi\u00adth", "Sm\u200bi\u00adth"),
        ("943 476 5919", "NHS 943-476-5919.", "943-476-5919"),
        ("07700 900461", "call 07700900461", "07700900461"),
        ("Smith", "Smith1 is a footnote", "Smith"),
        ("Smith", "/files/a%20Smith%20b.pdf and %2fSmith", "Smith"),
        ("Søren Łukasz", "soren lukasz", "soren lukasz"),
        ("a.khan@example.org", "mail A.Khan@example.org now", "A.Khan@example.org"),
        ("Anna Smith", "by A.n.n.a S.m.i.t.h today", "A.n.n.a S.m.i.t.h"),
        ("2024", "2 0 2 4", "2 0 2 4"),
        ("王小明", "证人王小明说", "王小明"),
        ("שלום", "םולש", "םולש"),
        ("--", "a -- b", "--"),
        ("Ann", "\uf041\uf06e\uf06e", "\uf041\uf06e\uf06e"),
    ],
)
def test_a_term_is_taken(term: str, text: str, taken: str) -> None:
    assert taken in found(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Ann", "Annual"),
        ("Ann", "Joann"),
        ("2024", "20 24 columns"),
        ("12", "1234"),
        ("Ng", "Ng2x"),
        ("", "anything"),
    ],
)
def test_a_term_inside_something_else_is_left(term: str, text: str) -> None:
    assert found(term, text) == []


def test_folding_keeps_letters_and_marks_only() -> None:
    assert fold("Élan\u00ad—Vital ½") == "elanvital1⁄2"


class TestRangesOfShortNumbers:
    """A range of pages or a score is a short number with a mark in it, and goes as it was typed."""

    @pytest.mark.parametrize("text", ["pages 10-14.", "pages 10\u201314", "pages 10 - 14", "1 0 - 1 4"])
    def test_it_is_found_as_typed(self, text: str) -> None:
        assert Needles(["10-14"]).occur_in(text)

    @pytest.mark.parametrize("text", ["1014", "101-4", "10-145"])
    def test_it_is_not_found_with_the_mark_elsewhere(self, text: str) -> None:
        assert not Needles(["10-14"]).occur_in(text)
