"""The second model reads what the first pass left unexplained, and its pieces are the model's own."""

from pathlib import Path

import pytest

from redaction.find.language import ModelMissing
from redaction.find.second_model import LARGEST_STRETCH, SecondModel, load_second_model, stretches
from redaction.find.word_pieces import WordPieces
from redaction.spans import Span


@pytest.fixture(scope="module")
def model() -> SecondModel:
    return load_second_model()


def people(model: SecondModel, text: str, *found: Span) -> set[str]:
    return {text[span.start : span.end] for span in model.find(text, found) if span.label == "PERSON"}


class TestFind:
    """Names without regard to capitals."""

    def test_names_in_small_letters_are_found(self, model: SecondModel) -> None:
        assert {"brannagh", "tulisa"} <= people(model, "my name is brannagh and this is tulisa")

    def test_a_stretch_that_is_already_explained_is_not_read(self, model: SecondModel) -> None:
        text = "seen with Brannagh today"
        whole = Span(10, 18, "PERSON", 0.9, "titled-name")

        assert people(model, text) == {"Brannagh"}
        assert people(model, text, whole) == set()

    def test_finds_are_whole_words_of_the_text(self, model: SecondModel) -> None:
        text = "x" * 700 + " and Mr Oyelarán-Bébé was seen.\n" + "Jevandeep Qrwzt rang. " * 60
        for span in model.find(text, ()):
            assert text[span.start : span.end].strip()
            assert not text[span.end : span.end + 1].isalnum()

    @pytest.mark.parametrize("text", ["", " ", "\n", "...", "\ud800 \x00", "😀" * 600, "가" * 600])
    def test_text_without_a_name_gives_none_and_no_error(self, model: SecondModel, text: str) -> None:
        assert people(model, text) == set()

    def test_a_folder_without_weights_is_said_to_be_missing(self, tmp_path: Path) -> None:
        with pytest.raises(ModelMissing, match=r"requirements-model\.txt"):
            SecondModel(tmp_path)


class TestStretches:
    """Text is cut where sentences end."""

    @pytest.mark.parametrize("text", ["", "a" * 1300, "One. Two three. " * 90, "line\n" * 300, "a b " * 400])
    def test_stretches_are_short_and_make_up_the_text(self, text: str) -> None:
        parts = list(stretches(text))

        assert "".join(part for _, part in parts) == text
        assert all(0 < len(part) <= LARGEST_STRETCH for _, part in parts)
        assert all(text.startswith(part, offset) for offset, part in parts)

    def test_a_sentence_is_not_cut_where_another_cut_is_at_hand(self) -> None:
        parts = [part for _, part in stretches("Mr Okafor came in and sat down. " * 40)]

        assert all(part.endswith(". ") for part in parts)


class TestWordPieces:
    """The longest known piece first."""

    @pytest.fixture
    def pieces(self, tmp_path: Path) -> WordPieces:
        vocabulary = tmp_path / "vocab.txt"
        vocabulary.write_text("[UNK]\n[CLS]\n[SEP]\noka\n##for\n##fo\n##r\n,\nsaid\n", encoding="utf-8")
        return WordPieces(vocabulary)

    def test_a_word_is_taken_apart_by_its_longest_pieces(self, pieces: WordPieces) -> None:
        assert pieces.of("Okafor, said", most=20).numbers == (1, 3, 4, 7, 8, 2)

    def test_accents_and_capitals_make_no_difference(self, pieces: WordPieces) -> None:
        assert pieces.of("ÓKAFÓR", most=20).numbers == pieces.of("okafor", most=20).numbers

    def test_a_word_that_has_no_pieces_is_one_unknown_piece(self, pieces: WordPieces) -> None:
        assert pieces.of("okaq", most=20).numbers == (1, 0, 2)
        assert pieces.of("a" * 5000, most=20).numbers == (1, 0, 2)

    def test_every_piece_knows_its_word(self, pieces: WordPieces) -> None:
        assert pieces.of("okafor said", most=20).words == ((0, 0), (0, 6), (0, 6), (7, 11), (0, 0))

    def test_no_more_pieces_are_given_than_the_model_takes(self, pieces: WordPieces) -> None:
        assert len(pieces.of("said " * 900, most=512).numbers) == 512
