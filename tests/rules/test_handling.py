"""Handling terms: nothing left open, accepted as this exact hash by the receiving controller."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from exchange.rules.errors import InputRefused, NotAllowed, WrongState
from exchange.rules.handling import (
    Cover,
    Disposition,
    HandlingTerms,
    LawfulBasis,
    OnwardRule,
    Terms,
    TermsState,
    accept,
    check_terms,
    decline,
)
from exchange.rules.markings import Level, Marking
from exchange.rules.officers import Officer
from exchange.rules.requests import Purpose
from tests.builders import (
    COUNCIL,
    HASH,
    IOPC,
    NOW,
    TODAY,
    some_approver,
    some_handling_terms,
    some_reader,
    some_terms,
    some_unanswered_terms,
)

TOMORROW = TODAY + timedelta(days=1)

#: Another value for every field there is.
OTHER: dict[str, Any] = {
    "covers": (Cover("V-1", "cd" * 32),),
    "purpose": Purpose.ASSIST_REVIEW,
    "basis_provider": LawfulBasis.LAW_ENFORCEMENT,
    "basis_recipient": LawfulBasis.LAW_ENFORCEMENT,
    "marking": Marking.OFFICIAL,
    "level": Level.SENSITIVE,
    "readers": ("j.ferns", "k.price"),
    "onward": OnwardRule.WITH_CONSENT,
    "keep_until": date(2030, 1, 1),
    "disposition": Disposition.RETURN,
    "incident_hours": 48,
    "review_on": date(2027, 1, 1),
}


class TestCompleteness:
    """Terms that leave something open are refused, naming the field."""

    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"keep_until": TOMORROW, "review_on": TOMORROW},
            {"incident_hours": 1},
            {"incident_hours": 72},
            {"marking": Marking.OFFICIAL, "handling_instruction": ""},
        ],
    )
    def test_complete_terms_are_taken(self, change: dict[str, Any]) -> None:
        check_terms(some_terms(**change), today=TODAY)

    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("purpose_detail", {"purpose_detail": " "}),
            ("storage_rule", {"storage_rule": ""}),
            ("rights_contact", {"rights_contact": ""}),
            ("incident_contact", {"incident_contact": ""}),
            ("versions", {"covers": ()}),
            ("readers", {"readers": ()}),
            ("handling_instruction", {"handling_instruction": " "}),
            ("keep_until", {"keep_until": TODAY, "review_on": TODAY}),
            ("review_on", {"review_on": TODAY}),
            ("review_on", {"review_on": date(2027, 11, 21)}),
            ("incident_hours", {"incident_hours": 0}),
            ("incident_hours", {"incident_hours": 73}),
            ("recipient", {"recipient": COUNCIL}),
        ],
    )
    def test_incomplete_terms_name_the_field(self, field: str, change: dict[str, Any]) -> None:
        with pytest.raises(InputRefused) as refused:
            check_terms(some_terms(**change), today=TODAY)

        assert refused.value.field == field


class TestDigest:
    """What is accepted is everything that was written."""

    @pytest.mark.parametrize("field", [field.name for field in fields(Terms)])
    def test_a_change_of_any_field_is_another_hash(self, field: str) -> None:
        changed = some_terms(**{field: OTHER.get(field, "something else")})

        assert changed.digest() != some_terms().digest()

    def test_the_same_terms_have_the_same_hash(self) -> None:
        assert replace(some_terms()).digest() == some_terms().digest()


class TestCovering:
    """Exactly these bytes, under exactly these words (I-1)."""

    def test_accepted_terms_cover_what_they_name_and_nothing_else(self) -> None:
        agreed = some_handling_terms()

        assert agreed.covers("V-1", HASH)
        assert not agreed.covers("V-2", HASH)
        assert not agreed.covers("V-1", "cd" * 32)

    @pytest.mark.parametrize(
        "agreed",
        [
            some_unanswered_terms(),
            some_handling_terms(state=TermsState.WITHDRAWN),
            some_handling_terms(accepted_digest=""),
            some_handling_terms(digest="00" * 32, accepted_digest="00" * 32),
            replace(some_handling_terms(), terms=some_terms(readers=("j.ferns", "k.price"))),
        ],
        ids=["unanswered", "withdrawn", "no hash accepted", "a false hash", "words changed since"],
    )
    def test_anything_less_covers_nothing(self, agreed: HandlingTerms) -> None:
        assert not agreed.covers("V-1", HASH)


def _accept(current: HandlingTerms, *, by: Officer, digest: str | None = None) -> HandlingTerms:
    return accept(current, digest=digest or current.digest, by=by, receiving_party=IOPC, at=NOW)


class TestAnswering:
    """A named person of the receiving controller accepts or declines, once."""

    def test_a_person_of_the_recipient_accepts_this_hash(self) -> None:
        agreed = _accept(some_unanswered_terms(), by=some_reader())

        assert agreed.state is TermsState.ACCEPTED
        assert (agreed.answered_by, agreed.answered_at) == ("j.ferns", NOW)
        assert agreed.covers("V-1", HASH)

    @pytest.mark.parametrize(
        "by",
        [some_approver(), some_reader(organisation="iopc-wales"), some_reader(party="norchester")],
        ids=["the provider", "another organisation", "another party"],
    )
    def test_nobody_else_answers(self, by: Officer) -> None:
        with pytest.raises(NotAllowed, match="Only a person of the receiving organisation"):
            _accept(some_unanswered_terms(), by=by)
        with pytest.raises(NotAllowed):
            decline(some_unanswered_terms(), reason="x", by=by, receiving_party=IOPC, at=NOW)

    def test_a_hash_that_was_not_read_is_not_accepted(self) -> None:
        with pytest.raises(WrongState, match="have changed"):
            _accept(some_unanswered_terms(), by=some_reader(), digest="00" * 32)

    def test_words_changed_under_their_hash_are_not_accepted(self) -> None:
        changed = replace(some_unanswered_terms(), terms=some_terms(keep_until=date(2040, 1, 1)))

        with pytest.raises(WrongState, match="have changed"):
            _accept(changed, by=some_reader())

    @pytest.mark.parametrize("state", [s for s in TermsState if s is not TermsState.PROPOSED])
    def test_terms_are_answered_once(self, state: TermsState) -> None:
        with pytest.raises(WrongState, match="have been answered"):
            _accept(some_handling_terms(state=state), by=some_reader())

    def test_declining_says_why(self) -> None:
        declined = decline(
            some_unanswered_terms(), reason=" Too short ", by=some_reader(), receiving_party=IOPC, at=NOW
        )

        assert (declined.state, declined.decline_reason) == (TermsState.DECLINED, "Too short")
        with pytest.raises(InputRefused, match="why you cannot agree"):
            decline(some_unanswered_terms(), reason=" ", by=some_reader(), receiving_party=IOPC, at=NOW)
