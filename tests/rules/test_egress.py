"""What must be true at the instant a byte leaves, and the ticket it leaves under."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exchange.rules.disclosure import EgressFacts, check_egress, check_ticket, ticket_expires_at
from exchange.rules.ending import revoke_release
from exchange.rules.errors import Destroyed, NotAllowed, NotFound, Refusal, TermsNotAgreed, WrongState
from exchange.rules.handling import TermsState
from exchange.rules.material import VersionState
from exchange.rules.matter import MatterState
from exchange.rules.release import ReleaseState
from tests.builders import (
    COMMISSION,
    NOW,
    PARTNERSHIP,
    some_egress_facts,
    some_handling_terms,
    some_matter,
    some_officer,
    some_reader,
    some_release,
    some_terms,
    some_ticket,
    some_version,
)

AVAILABLE = some_release(state=ReleaseState.AVAILABLE)
KEEP_UNTIL = some_terms().keep_until

REFUSED: tuple[tuple[str, EgressFacts, type[Refusal], str], ...] = (
    (
        "someone of the provider asks",
        some_egress_facts(officer=some_reader(party=PARTNERSHIP)),
        NotFound,
        "cannot be found",
    ),
    (
        "an account that has ended asks",
        some_egress_facts(officer=some_reader(active=False)),
        NotFound,
        "cannot be found",
    ),
    (
        "the matter in hand is another",
        some_egress_facts(matter=some_matter(id="M-2")),
        NotFound,
        "cannot be found",
    ),
    (
        "the reader's organisation is the subject",
        some_egress_facts(matter=some_matter(conflicted=(COMMISSION,))),
        NotAllowed,
        "subject of this investigation",
    ),
    (
        "the bytes are destroyed",
        some_egress_facts(version=some_version(state=VersionState.DESTROYED)),
        Destroyed,
        "was destroyed",
    ),
    (
        "nobody has approved the release",
        some_egress_facts(release=some_release()),
        WrongState,
        "release is not available",
    ),
    (
        "the release was ended",
        some_egress_facts(release=some_release(state=ReleaseState.REVOKED)),
        WrongState,
        "release is not available",
    ),
    (
        "the matter is closed",
        some_egress_facts(matter=some_matter(state=MatterState.CLOSED)),
        WrongState,
        "release is not available",
    ),
    (
        "the release names another version",
        some_egress_facts(release=replace(AVAILABLE, versions=("V-2",))),
        TermsNotAgreed,
        "No accepted handling terms",
    ),
    (
        "the terms cover other bytes",
        some_egress_facts(version=some_version(sha256="cd" * 32)),
        TermsNotAgreed,
        "No accepted handling terms",
    ),
    *(
        (
            f"the terms are {state.value}",
            some_egress_facts(terms=some_handling_terms(state=state)),
            TermsNotAgreed,
            "No accepted handling terms",
        )
        for state in TermsState
        if state is not TermsState.ACCEPTED
    ),
    (
        "the terms are of another release",
        some_egress_facts(terms=some_handling_terms(release="REL-2")),
        TermsNotAgreed,
        "do not name you",
    ),
    (
        "the terms name another reader",
        some_egress_facts(officer=some_reader(id="somebody.else")),
        TermsNotAgreed,
        "do not name you",
    ),
    (
        "the last day to keep it was yesterday",
        some_egress_facts(today=KEEP_UNTIL + timedelta(days=1)),
        TermsNotAgreed,
        "access has ended",
    ),
)


class TestEgress:
    """No byte leaves without accepted terms that cover exactly it (I-1, I-4)."""

    def test_the_named_reader_receives_what_was_agreed(self) -> None:
        check_egress(some_egress_facts())

    def test_the_last_day_to_keep_it_is_still_a_day_to_read_it(self) -> None:
        check_egress(some_egress_facts(today=KEEP_UNTIL))

    @pytest.mark.parametrize(
        ("sentence", "facts", "refusal", "words"), REFUSED, ids=[case[0] for case in REFUSED]
    )
    def test_no_byte_leaves_when(
        self, sentence: str, facts: EgressFacts, refusal: type[Refusal], words: str
    ) -> None:
        with pytest.raises(refusal, match=words):
            check_egress(facts)

    def test_a_release_ended_during_a_download_stops_the_next_range(self) -> None:
        facts = some_egress_facts()
        check_egress(facts)
        ended = revoke_release(facts.release, reason="Sent in error", by=some_officer(), at=NOW)

        with pytest.raises(WrongState):
            check_egress(replace(facts, release=ended))

    def test_a_stranger_cannot_tell_a_destroyed_document_from_none(self) -> None:
        destroyed = some_version(state=VersionState.DESTROYED)

        with pytest.raises(NotFound):
            check_egress(some_egress_facts(version=destroyed, officer=some_reader(party="otherbury")))

    def test_terms_over_one_version_open_no_other_version_of_the_document(self) -> None:
        original = some_version(id="V-0")
        release = replace(AVAILABLE, versions=("V-0", "V-1"))

        with pytest.raises(TermsNotAgreed):
            check_egress(some_egress_facts(version=original, release=release))


class TestTicket:
    """The right to collect once, for fifteen minutes."""

    def test_its_holder_may_use_it_and_resume_until_it_expires(self) -> None:
        last = ticket_expires_at(NOW) - timedelta(microseconds=1)

        check_ticket(some_ticket(), officer=some_reader(), at=NOW, collected_whole=False)
        check_ticket(some_ticket(), officer=some_reader(), at=last, collected_whole=False)

    def test_it_expires_after_a_quarter_of_an_hour_to_the_moment(self) -> None:
        assert ticket_expires_at(NOW) - NOW == timedelta(minutes=15)
        with pytest.raises(WrongState, match="expired"):
            check_ticket(
                some_ticket(), officer=some_reader(), at=ticket_expires_at(NOW), collected_whole=False
            )

    def test_it_is_spent_once_the_whole_was_collected(self) -> None:
        with pytest.raises(WrongState, match="has been used"):
            check_ticket(some_ticket(), officer=some_reader(), at=NOW, collected_whole=True)

    def test_another_officer_is_not_told_that_it_exists(self) -> None:
        colleague = some_reader(id="k.price")

        with pytest.raises(NotFound):
            check_ticket(some_ticket(), officer=colleague, at=NOW, collected_whole=False)
