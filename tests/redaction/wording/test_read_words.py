"""What OCR reads is matched with the list of terms, misread letters and all."""

import pytest

from redaction.page import Box
from redaction.sight.ocr import OcrWord
from redaction.wording.needles import Needles
from redaction.wording.read_words import joined, term_boxes


def words(text: str, *, confidence: float = 96.0) -> tuple[OcrWord, ...]:
    return tuple(
        OcrWord(each, Box(100.0 * place, 10.0, 100.0 * place + 80.0, 30.0), confidence, line)
        for line, row in enumerate(text.split("\n"))
        for place, each in enumerate(row.split())
    )


def hits(text: str, term: str, *, confidence: float = 96.0) -> int:
    return len(term_boxes(words(text, confidence=confidence), Needles([term])))


class TestTermBoxes:
    """Every word of a term has its box."""

    def test_each_word_of_a_name_has_a_box(self) -> None:
        assert hits("Mrs Okonedo Vale said", "Okonedo Vale") == 2

    def test_a_name_over_two_lines_is_found(self) -> None:
        assert hits("Mrs Okonedo\nVale said", "Okonedo Vale") == 2

    def test_only_the_part_that_is_the_term_goes(self) -> None:
        ((_, box),) = term_boxes(words("name:Okonedo"), Needles(["Okonedo"]))

        assert box.left > 0

    @pytest.mark.parametrize(
        ("read", "term"),
        [
            ("Qui1lon", "Quillon"),
            ("QuiIIon", "Quillon"),
            ("Oko nedo", "Okonedo"),
            ("Quillom", "Quillon"),
            ("Bamaby", "Barnaby"),
            ("0konedo Va1e", "Okonedo Vale"),
            ("Quilon", "Quillon"),
        ],
    )
    def test_a_doubtful_word_that_is_nearly_a_term_counts_as_it(self, read: str, term: str) -> None:
        assert hits(read, term, confidence=61.0) > 0

    @pytest.mark.parametrize(
        ("read", "term"),
        [("corner", "Comer"), ("Smits", "Smith"), ("Barnet", "Barnett"), ("hail", "Hall"), ("", "Hall")],
    )
    def test_a_word_that_was_read_without_doubt_is_what_it_is(self, read: str, term: str) -> None:
        assert hits(read, term) == 0

    def test_a_doubtful_word_of_other_letters_stays(self) -> None:
        assert hits("Kept Morning Quarrel", "Quillon", confidence=20.0) == 0


def test_words_are_joined_line_by_line() -> None:
    assert joined(words("one two\nthree")) == ("one two\nthree", [0, 4, 8])
