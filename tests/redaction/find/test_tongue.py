"""Which language a text looks like."""

import pytest

from redaction.find.detector import Detector
from redaction.find.tongue import language_warning, looks_like

SENTENCES = {
    "en": "The mother said that she was not at home and he had been left with the neighbour for the evening.",
    "cy": "Mae'r fam yn dweud nad oedd hi gartref a bod y plentyn gyda'r cymydog ac roedd e wedi bod yno am oriau.",
    "pl": "Matka powiedziała, że nie było jej w domu i że dziecko zostało z sąsiadem, ale to nie jest prawda.",
    "ro": "Mama a spus că nu a fost acasă și că a lăsat copilul cu vecinul pentru o oră, dar nu este adevărat.",
    "pt": "A mãe disse que não estava em casa e que a criança ficou com o vizinho, mas ele foi embora.",
    "es": "La madre dijo que no estaba en la casa y que el niño se quedó con el vecino, pero él se fue por la noche.",
    "fr": "La mère a dit qu'elle n'était pas dans la maison et que le petit est resté avec un voisin.",
    "tr": "Anne evde olmadığını ve çocuğun komşu ile kaldığını söyledi ama bu doğru değil ve o daha sonra gitti.",
    "so": "Hooyada waxay sheegtay in aanay guriga joogin oo uu ilmuhu la joogay deriska laakiin waa been ah.",
}


class TestLooksLike:
    """Names are looked for in English only, so a door must be able to warn."""

    @pytest.mark.parametrize(("code", "text"), SENTENCES.items())
    def test_a_sentence_or_two_tells_the_language(self, code: str, text: str) -> None:
        assert looks_like(text) == code

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("ru", "Мать сказала, что её не было дома"),
            ("ar", "قالت الأم إنها لم تكن في المنزل"),
            ("ur", "ماں نے کہا کہ وہ گھر پر نہیں تھی"),
            ("pa", "ਮਾਂ ਨੇ ਕਿਹਾ ਕਿ ਉਹ ਘਰ ਨਹੀਂ ਸੀ"),
            ("bn", "মা বলেছিলেন যে তিনি বাড়িতে ছিলেন না"),
        ],
    )
    def test_a_script_tells_the_language_in_few_words(self, code: str, text: str) -> None:
        assert looks_like(text) == code

    @pytest.mark.parametrize("text", ["", "  \n", "123 456", "—…"])
    def test_text_without_a_letter_is_undetermined(self, text: str) -> None:
        assert looks_like(text) == "und"

    @pytest.mark.parametrize(
        "text",
        [
            "Szymańska, Agnieszka Maria",
            "Name: Agnieszka Szymańska\nMother: Małgorzata Wójcik\nAddress: Flat 2\nTel: 01632 960 733\nGP: none",
            "PNC check, no trace. VRM unknown. Enquiries ongoing, officer to update log by 0600 hrs Tuesday.",
        ],
    )
    def test_english_forms_full_of_foreign_names_are_english(self, text: str) -> None:
        assert looks_like(text) == "en"

    def test_half_a_surrogate_pair_is_no_hindrance(self) -> None:
        assert looks_like("\ud800 the house was empty") == "en"

    def test_the_detector_says_it_too(self) -> None:
        assert Detector.looks_like("Мать сказала, что её не было дома") == "ru"


class TestLanguageWarning:
    """The sentence a door shows where pages are not in English."""

    def test_english_pages_and_empty_ones_give_none(self) -> None:
        assert language_warning([]) == ""
        assert language_warning(["", "123", SENTENCES["en"]]) == ""

    def test_the_language_and_its_pages_are_named(self) -> None:
        warning = language_warning([SENTENCES["en"], SENTENCES["pl"], "", SENTENCES["pl"]])

        assert warning.startswith("Pages 2, 4 look like Polish.")
        assert "may be missed" in warning

    def test_each_language_has_a_sentence_of_its_own(self) -> None:
        warning = language_warning([SENTENCES["cy"], SENTENCES["so"]])

        assert "Page 1 looks like Welsh." in warning
        assert "Page 2 looks like Somali." in warning

    def test_many_pages_are_counted_and_not_all_named(self) -> None:
        assert "and 2 more look like Welsh" in language_warning([SENTENCES["cy"]] * 12)
