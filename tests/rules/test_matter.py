"""A matter, its two parties, and who is on it."""

from datetime import date, timedelta
from typing import Any

import pytest

from exchange.rules.errors import InputRefused, NotAllowed, NotFound, Refusal, WrongState
from exchange.rules.matter import MatterState, check_can_add, check_matter, check_member
from tests.builders import (
    COUNCIL,
    IOPC,
    NOW,
    PARTNERSHIP,
    TODAY,
    some_approver,
    some_matter,
    some_membership,
    some_officer,
    some_reader,
)

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


class TestMatter:
    """Two references, two parties, one decision date."""

    @pytest.mark.parametrize(
        "change",
        [{}, {"decided_on": TODAY}, {"force_contacted_on": TODAY}, {"iopc_reference": "2099/000001"}],
    )
    def test_a_matter_that_can_be_right_is_taken(self, change: dict[str, Any]) -> None:
        check_matter(some_matter(**change), today=TODAY)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("iopc_reference", "204417"),
            ("iopc_reference", "2026/204417 "),
            ("iopc_reference", "2026/204417\n"),
            ("iopc_reference", "1999/204417"),
            ("review_reference", "  "),
            ("decided_on", TOMORROW),
            ("force_contacted_on", TOMORROW),
            ("partnership", IOPC),
        ],
    )
    def test_a_matter_that_cannot_be_right_names_the_field(self, field: str, value: object) -> None:
        with pytest.raises(InputRefused) as refused:
            check_matter(some_matter(**{field: value}), today=TODAY)

        assert refused.value.field == field

    def test_its_clock_is_six_months_from_the_decision(self) -> None:
        assert some_matter(decided_on=date(2026, 8, 31)).publication_due_on == date(2027, 2, 28)

    def test_each_end_has_the_other(self) -> None:
        assert some_matter().other_party(IOPC) == PARTNERSHIP
        assert some_matter().other_party(PARTNERSHIP) == IOPC
        with pytest.raises(NotFound):
            some_matter().other_party("otherbury")

    def test_it_is_closed_once(self) -> None:
        some_matter().check_open()
        closed = some_matter().close(at=NOW)

        assert (closed.state, closed.closed_at) == (MatterState.CLOSED, NOW)
        with pytest.raises(WrongState, match="closed"):
            closed.close(at=NOW)

    def test_the_people_of_its_subject_have_a_conflict(self) -> None:
        matter = some_matter(conflicted=(COUNCIL,))

        assert matter.has_conflict(some_officer())
        assert not matter.has_conflict(some_officer(organisation="norchester-health"))


class TestMembership:
    """To someone who is not on the matter, it does not exist (I-7, I-10, I-11)."""

    @pytest.mark.parametrize("ends_on", [None, TODAY, TOMORROW])
    def test_a_member_is_one_up_to_and_including_the_last_day(self, ends_on: date | None) -> None:
        check_member(some_officer(), some_matter(), some_membership(ends_on=ends_on), today=TODAY)

    @pytest.mark.parametrize(
        ("officer", "membership"),
        [
            (some_officer(), None),
            (some_officer(), some_membership(ends_on=YESTERDAY)),
            (some_officer(party="otherbury"), some_membership(party="otherbury")),
            (some_officer(), some_membership(officer="b.osei")),
            (some_officer(), some_membership(matter="M-2")),
            (some_officer(), some_membership(party=IOPC)),
        ],
        ids=["none", "ended yesterday", "of no end", "another's", "of another matter", "from another party"],
    )
    def test_anyone_else_is_told_that_it_cannot_be_found(self, officer: Any, membership: Any) -> None:
        with pytest.raises(NotFound, match="This page cannot be found"):
            check_member(officer, some_matter(), membership, today=TODAY)


class TestAdding:
    """A party lets in its own people, and nobody lets themselves in."""

    def test_an_approver_adds_a_colleague(self) -> None:
        check_can_add(some_approver(), some_officer(), some_matter())

    @pytest.mark.parametrize(
        ("adder", "newcomer", "refusal", "words"),
        [
            (some_approver(party="otherbury"), some_officer(), NotFound, "cannot be found"),
            (some_approver(), some_reader(), NotAllowed, "your own party"),
            (some_approver(), some_approver(), NotAllowed, "cannot add yourself"),
            (some_approver(), some_officer(active=False), NotAllowed, "not active"),
        ],
        ids=["from outside", "of the other party", "themselves", "an ended account"],
    )
    def test_nobody_adds(self, adder: Any, newcomer: Any, refusal: type[Refusal], words: str) -> None:
        with pytest.raises(refusal, match=words):
            check_can_add(adder, newcomer, some_matter())
