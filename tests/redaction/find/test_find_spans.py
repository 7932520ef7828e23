"""Overlapping finds become one answer, by the rule that a character somebody found stays found."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.find.language import ModelMissing, load_pipeline
from redaction.find.names import name_in
from redaction.recognisers.not_names import is_public_body
from redaction.spans import Span, merge

TEXT = "Mr Tyler Brennan of Brennan Court School, 14 Example Road, rang 07700 900123 on 12/03/2024."


def at(wording: str, label: str, score: float = 0.5) -> Span:
    start = TEXT.index(wording)
    return Span(start, start + len(wording), label, score, "test")


def wordings(spans: tuple[Span, ...]) -> list[tuple[str, str]]:
    return [(TEXT[span.start : span.end], span.label) for span in spans]


class TestMerge:
    """The one rule, clause by clause."""

    def test_overlapping_finds_of_one_label_become_one(self) -> None:
        (one,) = merge([at("Mr Tyler", "PERSON", 0.9), at("Tyler Brennan", "PERSON", 0.5)], TEXT)

        assert (TEXT[one.start : one.end], one.score) == ("Mr Tyler Brennan", 0.9)

    def test_a_number_inside_an_address_is_part_of_it(self) -> None:
        found = merge([at("14 Example Road", "ADDRESS", 0.4), at("14", "NUMBER", 0.9)], TEXT)

        assert wordings(found) == [("14 Example Road", "ADDRESS")]

    def test_a_person_taken_for_a_firm_stays_a_person(self) -> None:
        found = merge([at("Mr Tyler Brennan", "ORGANIZATION", 0.3), at("Tyler Brennan", "PERSON", 0.9)], TEXT)

        assert ("Tyler Brennan", "PERSON") in wordings(found)

    def test_the_weaker_keeps_what_is_left_of_it(self) -> None:
        found = merge(
            [at("07700 900123", "PHONE_NUMBER", 0.9), at("900123 on 12/03/2024", "DATE_TIME", 0.3)], TEXT
        )

        assert wordings(found) == [("07700 900123", "PHONE_NUMBER"), ("on 12/03/2024", "DATE_TIME")]

    def test_a_find_of_no_width_is_nothing(self) -> None:
        assert merge([Span(3, 3, "PERSON", 0.9, "test")], TEXT) == ()

    @given(
        st.lists(
            st.builds(
                lambda start, length, label, score: Span(
                    start, min(start + length, len(TEXT)), label, score, "test"
                ),
                st.integers(0, len(TEXT) - 1),
                st.integers(0, 30),
                st.sampled_from(["PERSON", "ORGANIZATION", "ADDRESS", "NUMBER", "SCHOOL"]),
                st.sampled_from([0.3, 0.5, 0.9]),
            ),
            max_size=12,
        )
    )
    def test_no_letter_or_digit_that_was_found_is_lost_and_none_is_added(self, spans: list[Span]) -> None:
        before = {place for span in spans for place in range(span.start, span.end) if TEXT[place].isalnum()}
        merged = merge(spans, TEXT)
        after = {place for span in merged for place in range(span.start, span.end) if TEXT[place].isalnum()}

        assert after == before
        assert all(left.end <= right.start for left, right in pairwise(merged))


class TestNames:
    """What a found name is made of."""

    @pytest.mark.parametrize(
        ("found", "words"),
        [
            ("DC Tyler Brennan's", ("Tyler", "Brennan")),
            ("BRENNAN, Tyler", ("Tyler", "BRENNAN")),
            ("PC 1187 Rebecca Stone", ("Rebecca", "Stone")),
            ("T. Brennan", ("T", "Brennan")),
            ("Mr O’Neill’s", ("O’Neill",)),
            ("Fr. Dunne", ("Dunne",)),
            ("Francis Dunne", ("Francis", "Dunne")),
            ("Drew", ("Drew",)),
            ("PC4471 Stone", ("Stone",)),
            ("Brennan, Tyler, Kian", ("Brennan", "Tyler", "Kian")),
            ("…", ()),
        ],
    )
    def test_titles_possessives_and_order_are_put_right(self, found: str, words: tuple[str, ...]) -> None:
        assert name_in(found).words == words

    def test_a_court_is_a_public_body_and_a_family_is_not(self) -> None:
        assert is_public_body("Norchester Crown Court")
        assert not is_public_body("Tattersall")


class TestModel:
    """Without a model nothing can be looked for, and that is said."""

    def test_a_missing_model_is_named_with_the_next_step(self, tmp_path: object) -> None:
        with pytest.raises(ModelMissing, match=r"requirements-model\.txt"):
            load_pipeline(f"{tmp_path}/no-model-here")
