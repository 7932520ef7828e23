"""The verifier's own matching: at least as strict as the burner's, and blind to chance."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.verify.letters import squash
from redaction.verify.sought import Sought

YES = [
    ("Brennan", "Mr Brennan's car"),
    ("Brennan", "BRENNAN"),
    ("Brennan", "Bren-\nnan"),
    ("Brennan", "Bren\u00ad\nnan"),
    ("Brennan", "Bren\u200bnan"),
    ("Brennan", "B r e n n a n"),
    ("Brennan", "B\nr\ne\nn\nn\na\nn"),
    ("Brennan", "Bren nan"),
    ("Brennan", "brennan_photo.jpg"),
    ("Brennan", "/files/a%20Brennan%20b.pdf"),
    ("Brennan", "next=%2FBrennan"),
    ("Tyler Brennan", "Tyler\nBrennan"),
    ("Tyler Brennan", "TylerBrennan"),
    ("Müller", "Muller"),
    ("Muller", "Mu\u0308ller"),
    ("O'Brien", "O\u2019Brien"),
    ("Griffiths", "Gri\ufb03ths"),
    ("Smith-Jones", "Smith-\nJones"),
    ("Smith-Jones", "Smith\u2010Jones"),
    ("07700 900461", "07700900461"),
    ("07700 900461", "(07700) 900-461"),
    ("943 476 5919", "943-476-5919"),
    ("12/05/2019", "12.05.2019"),
    ("???", "what ??? then"),
    ("12/05/2019", "born 12.05.2019."),
    ("12.05.2019", "born 12/05/2019."),
    ("1234.567", "1234,567"),
    ("123456.78", "123 456.78"),
    ("0.00000 0.00000", "0.00000 0.00000"),
]
NO = [
    ("Brennan", "a%2Brennan and x20Brennan"),
    ("Ann", "Anna and Joanne"),
    ("theme", "the me"),
    ("another", "an\nother"),
    ("Brennan", "Brennans"),
    ("1234", "12345"),
    ("123456", "123 people, 456 dogs"),
    ("2000", "2,000 people"),
    ("07700 900461", "4407700900461"),
    ("", "anything"),
    ("  ", "anything"),
    ("Brennan", ""),
    ("1.00000", "0.1000000 5.1"),
    ("0.000001", "1.0000 000.15"),
    ("0.00000", "0.00, 0.00"),
    ("123456", "houses 123, 456 and 7"),
]


class TestSought:
    """What counts as finding a term."""

    @pytest.mark.parametrize(("term", "text"), YES)
    def test_a_reader_would_find(self, term: str, text: str) -> None:
        assert Sought([term]).is_in(text)

    @pytest.mark.parametrize(("term", "text"), NO)
    def test_a_reader_would_not_find(self, term: str, text: str) -> None:
        assert not Sought([term]).is_in(text)

    def test_places_are_counted_once(self) -> None:
        assert Sought(["Brennan", "brennan", "Okafor"]).count("Brennan met Okafor, and Brennan left.") == 3

    @given(st.text(), st.text(alphabet="abcdefgh", min_size=1), st.text())
    def test_a_word_between_spaces_is_always_found(self, before: str, term: str, after: str) -> None:
        assert Sought([term]).is_in(f"{before} {term} {after}")

    @given(st.text())
    def test_any_text_can_be_squashed(self, text: str) -> None:
        assert squash(squash(text)) == squash(text)

    def test_a_number_in_a_page_of_numbers_is_sought_in_little_time(self) -> None:
        page = "0.00000 1.00000 " * 20_000
        started = time.process_time()

        found = Sought(["0.00000", "0.00000 1.00000", "000000 000000"]).count(page)

        assert found >= 20_000
        assert time.process_time() - started < 15


def test_a_name_of_two_words_with_a_sign_between_its_letters_is_found() -> None:
    assert Sought(["Anna Smith"]).is_in("by A.n.n.a S.m.i.t.h today")
    assert not Sought(["Anna Smith"]).is_in("by A.n.n.a T.m.i.t.h today")
