"""What is written as JSON reads back as it was, and what was tampered with does not read back at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.ledger.codec import Unreadable, from_text, hints_of, to_text
from exchange.rules.handling import Cover, Disposition, LawfulBasis, OnwardRule, Terms
from exchange.rules.markings import Classification, DataCategory, Level, Marking
from exchange.rules.officers import Role
from exchange.rules.requests import Purpose

WORDS = st.text(max_size=30)

CLASSIFICATIONS = st.builds(
    Classification,
    marking=st.sampled_from(Marking),
    level=st.sampled_from(Level),
    categories=st.lists(st.sampled_from(DataCategory)).map(tuple),
    basis=WORDS,
    handling_instruction=WORDS,
    decided_by=WORDS,
    decided_at=st.datetimes(timezones=st.just(UTC)),
)
TERMS = st.builds(
    Terms,
    **{
        name: {
            "covers": st.lists(st.builds(Cover, WORDS, WORDS)).map(tuple),
            "readers": st.lists(WORDS).map(tuple),
            "purpose": st.sampled_from(Purpose),
            "basis_provider": st.sampled_from(LawfulBasis),
            "basis_recipient": st.sampled_from(LawfulBasis),
            "marking": st.sampled_from(Marking),
            "level": st.sampled_from(Level),
            "onward": st.sampled_from(OnwardRule),
            "disposition": st.sampled_from(Disposition),
            "keep_until": st.dates(),
            "review_on": st.dates(),
            "incident_hours": st.integers(1, 72),
        }.get(name, WORDS)
        for name in hints_of(Terms)
    },
)


@given(CLASSIFICATIONS)
def test_every_classification_reads_back_as_it_was(value: Classification) -> None:
    assert from_text(to_text(value), Classification | None) == value


@given(TERMS)
def test_terms_read_back_with_the_same_digest(value: Terms) -> None:
    again = from_text(to_text(value), Terms)

    assert isinstance(again, Terms)
    assert (again, again.digest()) == (value, value.digest())


@given(st.frozensets(st.sampled_from(Role)))
def test_a_set_reads_back_and_is_written_the_same_in_any_order(value: frozenset[Role]) -> None:
    assert from_text(to_text(value), frozenset[Role]) == value
    assert to_text(frozenset(sorted(value, reverse=True))) == to_text(value)


@given(st.lists(st.tuples(WORDS, WORDS)).map(tuple))
def test_pairs_read_back_as_they_were(value: tuple[tuple[str, str], ...]) -> None:
    assert from_text(to_text(value), tuple[tuple[str, str], ...]) == value


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("not json", tuple[str, ...]),
        ('"a word"', tuple[str, ...]),
        ("[1]", tuple[str, ...]),
        ('["a"]', tuple[str, str]),
        ('["nobody"]', frozenset[Role]),
        ("[7]", frozenset[Role]),
        ('{"version_id": "V"}', Cover),
        ('{"version_id": "V", "sha256": "s", "more": 1}', Cover),
        ('{"version_id": "V", "sha256": 5}', Cover),
        ('["V", "s"]', Cover),
        ("true", int),
        ('"yesterday"', date),
        ("null", datetime),
    ],
)
def test_what_is_not_of_its_type_is_refused_without_being_quoted(text: str, hint: object) -> None:
    with pytest.raises(Unreadable) as refused:
        from_text(text, hint)

    assert "yesterday" not in str(refused.value)


@dataclass(frozen=True)
class Odd:
    share: float


def test_a_type_that_the_rules_do_not_use_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        to_text(Odd(0.5))
    with pytest.raises(TypeError):
        hints_of(str)
