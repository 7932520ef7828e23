"""A refusal says what, why and what next, and has a code of its own."""

import pytest

from exchange.rules.errors import (
    ChangedMeanwhile,
    GateClosed,
    GateFailure,
    InputRefused,
    NotFound,
    Refusal,
    SignInRefused,
    TooManyTries,
    WrongState,
)


def test_what_is_not_there_and_what_is_not_yours_read_the_same() -> None:
    assert str(NotFound()) == "This page cannot be found."
    assert NotFound().next_step.startswith("Check the reference")


def test_someone_else_having_changed_it_is_a_wrong_state() -> None:
    with pytest.raises(WrongState, match="Someone else changed this") as refused:
        raise ChangedMeanwhile

    assert refused.value.code == "stale"


def test_too_many_tries_says_how_long_to_wait() -> None:
    with pytest.raises(SignInRefused) as refused:
        raise TooManyTries(8)

    assert refused.value.next_step == "Wait 8 seconds and try again."


def test_a_wrong_answer_names_its_box_and_carries_its_clause() -> None:
    refused = InputRefused("basis", "Enter the reason", clause="A§9.9")

    assert (refused.field, refused.sentence, refused.clause) == ("basis", "Enter the reason", "A§9.9")


def test_a_closed_gate_counts_its_failures_and_leads_with_the_first() -> None:
    failures = (GateFailure("G1", "A§8.1", "One.", "Do one."), GateFailure("G3", "A§9.8", "Two.", "Do two."))

    refused = GateClosed(failures)

    assert "2 condition(s)" in refused.sentence
    assert (refused.next_step, refused.clause) == ("Do one.", "A§8.1")


def test_every_refusal_is_one_a_door_can_translate() -> None:
    with pytest.raises(Refusal):
        raise GateClosed((GateFailure("G1", "A§8.1", "One.", "Do one."),))
