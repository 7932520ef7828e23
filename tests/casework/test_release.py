"""A release: exact versions, accepted terms, a second person, and every failed condition told together."""

import pytest

from exchange.casework.matters import end_membership
from exchange.casework.reading_room.releases import release_of
from exchange.casework.releasing import disclose, release
from exchange.rules.audit import Deed, Result
from exchange.rules.disclosure import CollectionEvent
from exchange.rules.errors import (
    GateClosed,
    InputRefused,
    NotAllowed,
    NotFound,
    TermsNotAgreed,
    WrongState,
)
from exchange.rules.handling import TermsState
from exchange.rules.release import ReleaseState
from tests.casework.story import (
    a_proposal,
    accepted,
    classified_as_ordinary,
    collected,
    decided,
    disclosed,
    entries,
    proposed,
    released,
    ticket,
)
from tests.desk import House, a_pdf
from tests.scene import TODAY


class TestTheGate:
    """Nothing goes before everything is in order."""

    def test_i_1_it_opens_for_accepted_terms_over_exactly_these_versions(self, house: House) -> None:
        told = released(house)

        assert told.release.state is ReleaseState.AVAILABLE
        (entry,) = entries(house, deed=Deed.APPROVE_RELEASE)
        assert (entry.result, entry.officer) == (Result.ALLOWED, "m.lewis")
        assert told.version in entry.subjects

    def test_every_failed_condition_comes_back_together_with_its_clause(self, house: House) -> None:
        matter = house.matter()
        material = house.classified(matter)
        offer = proposed(house, matter, material.original)

        with pytest.raises(GateClosed) as closed:
            release.approve(house.desk, house.officers["m.lewis"], offer.id)

        told = {(failure.code, failure.clause) for failure in closed.value.failures}
        assert {("G12", "A§9.3"), ("G14", "I-1")} <= told
        assert release.failures(house.desk, house.officers["m.lewis"], offer.id) == closed.value.failures

    def test_i_26_whoever_uploaded_or_proposed_it_does_not_approve_it(self, house: House) -> None:
        matter = house.matter()
        material = house.document(matter, "m.lewis")
        classified_as_ordinary(house, material)
        decided(house, matter, material)
        offer = accepted(house, proposed(house, matter, material.original))

        with pytest.raises(GateClosed) as closed:
            release.approve(house.desk, house.officers["m.lewis"], offer.id)
        let_go = release.approve(house.desk, house.officers["c.hart"], offer.id)

        assert [failure.code for failure in closed.value.failures] == ["G18"]
        assert let_go.state is ReleaseState.AVAILABLE

    def test_its_proposer_withdraws_it_with_its_terms_and_proposes_anew(self, house: House) -> None:
        matter = house.matter()
        material = house.classified(matter)
        decided(house, matter, material)
        offer = accepted(house, proposed(house, matter, material.original))

        withdrawn = release.withdraw(house.desk, house.officers["a.khan"], offer.id)

        with house.desk.ledger.housekeeping() as act:
            assert act.handling_terms.get(offer.terms).state is TermsState.WITHDRAWN
        assert withdrawn.state is ReleaseState.WITHDRAWN
        (entry,) = entries(house, deed=Deed.WITHDRAW_RELEASE)
        assert (entry.officer, offer.id in entry.subjects) == ("a.khan", True)
        with pytest.raises(WrongState, match="already been decided"):
            release.approve(house.desk, house.officers["m.lewis"], offer.id)
        again = accepted(house, proposed(house, matter, material.original))
        assert (
            release.approve(house.desk, house.officers["m.lewis"], again.id).state is ReleaseState.AVAILABLE
        )

    def test_what_is_in_a_withdrawn_proposal_stays_unknown_to_the_recipient(self, house: House) -> None:
        matter = house.matter()
        material = house.classified(matter, title="Letters of the family")
        offer = proposed(house, matter, material.original)
        release.withdraw(house.desk, house.officers["a.khan"], offer.id)

        seen = release_of(house.desk, house.officers["d.moss"], offer.id)

        assert [each.title for each in seen.versions] == [""]

    def test_it_is_approved_once(self, house: House) -> None:
        told = released(house)

        with pytest.raises(WrongState, match="already been decided"):
            release.approve(house.desk, house.officers["c.hart"], told.release.id)

    def test_the_receiving_party_does_not_approve(self, house: House) -> None:
        matter = house.matter()
        offer = proposed(house, matter, house.classified(matter).original)

        with pytest.raises(NotAllowed, match="Only the providing party"):
            release.approve(house.desk, house.officers["h.quill"], offer.id)

    def test_i_11_a_document_of_another_matter_cannot_be_put_forward(self, house: House) -> None:
        here, there = house.matter(), house.matter(iopc_reference="2026/204418")
        elsewhere = house.classified(there)

        with pytest.raises(InputRefused, match="Select at least one document"):
            proposed(house, here, elsewhere.original)

    def test_a_reader_of_the_own_party_is_refused(self, house: House) -> None:
        matter = house.matter()
        material = house.classified(matter)

        with pytest.raises(InputRefused, match="Select who may read"):
            release.propose_release(
                house.desk,
                house.officers["a.khan"],
                a_proposal(matter, material.original, readers=("b.osei",)),
            )


class TestTheTerms:
    """A named person of the receiving party accepts one exact hash."""

    def test_another_hash_is_refused(self, house: House) -> None:
        matter = house.matter()
        offer = proposed(house, matter, house.classified(matter).original)

        with pytest.raises(WrongState):
            release.accept_terms(
                house.desk, house.officers["d.moss"], offer.id, digest="0" * 64, confirmed=True
            )

    def test_unread_terms_are_not_accepted(self, house: House) -> None:
        matter = house.matter()
        offer = proposed(house, matter, house.classified(matter).original)

        with pytest.raises(InputRefused, match="Confirm that you have read"):
            release.accept_terms(house.desk, house.officers["d.moss"], offer.id, digest="", confirmed=False)

    def test_the_provider_cannot_accept_its_own(self, house: House) -> None:
        matter = house.matter()
        offer = proposed(house, matter, house.classified(matter).original)

        with pytest.raises(NotAllowed):
            accepted(house, offer, by="t.adeyemi")

    def test_acceptance_is_kept_with_who_and_what(self, house: House) -> None:
        told = released(house)

        with house.desk.ledger.housekeeping() as act:
            terms = act.handling_terms.get(told.release.terms)
        assert (terms.state, terms.answered_by) == (TermsState.ACCEPTED, "d.moss")
        (entry,) = entries(house, deed=Deed.ACCEPT_TERMS)
        assert ("terms_digest", terms.digest) in entry.facts


class TestDisclosing:
    """A record first, then bytes."""

    def test_i_2_the_disclosure_is_on_the_record_before_a_byte_can_be_asked_for(self, house: House) -> None:
        minted = ticket(house, released(house))

        with house.desk.ledger.housekeeping() as act:
            kept = act.disclosures.get(minted.disclosure.id)
            lines = act.collections.where(disclosure=kept.id)
        assert kept.recipient_person == "j.ferns"
        assert lines == ()
        assert minted.disclosure.id in entries(house, deed=Deed.DISCLOSE)[0].subjects

    def test_i_2_the_line_that_says_so_is_durable_before_the_first_byte(self, house: House) -> None:
        minted = ticket(house, released(house))

        egress = disclose.collect(house.desk, house.officers["j.ferns"], minted.secret)
        with house.desk.ledger.housekeeping() as act:
            before = [line.event for line in act.collections.where(ticket=minted.ticket.id)]
        sum(len(chunk) for chunk in egress.chunks)
        with house.desk.ledger.housekeeping() as act:
            after = {line.event for line in act.collections.where(ticket=minted.ticket.id)}

        assert before == [CollectionEvent.STARTED]
        assert after == {CollectionEvent.STARTED, CollectionEvent.ENDED}

    def test_the_bytes_are_the_released_ones(self, house: House) -> None:
        content = a_pdf("Contact with the family", "and the rest")
        told = released(house, content=content)

        assert collected(house, ticket(house, told)) == content

    def test_i_5_reading_a_part_does_not_use_up_the_ticket_and_the_whole_does(self, house: House) -> None:
        told = released(house)
        minted = ticket(house, told)
        reader = house.officers["j.ferns"]

        first = b"".join(disclose.collect(house.desk, reader, minted.secret, start=0, stop=10).chunks)
        rest = b"".join(disclose.collect(house.desk, reader, minted.secret, start=10).chunks)

        assert len(first) == 10
        assert len(first + rest) == told.material.size_bytes
        with pytest.raises(WrongState, match="has been used"):
            disclose.collect(house.desk, reader, minted.secret)

    def test_i_1_a_reader_whom_the_terms_do_not_name_gets_nothing(self, house: House) -> None:
        told = released(house)

        with pytest.raises(TermsNotAgreed, match="do not name you"):
            ticket(house, told, by="h.quill")

    def test_a_ticket_of_another_reader_is_not_found(self, house: House) -> None:
        minted = ticket(house, released(house))

        with pytest.raises(NotFound):
            disclose.collect(house.desk, house.officers["h.quill"], minted.secret)

    def test_a_ticket_runs_out(self, house: House) -> None:
        minted = ticket(house, released(house))
        house.clock.forward(hours=1)

        with pytest.raises(WrongState, match="has expired"):
            disclose.collect(house.desk, house.officers["j.ferns"], minted.secret)

    def test_a_range_outside_the_document_is_refused(self, house: House) -> None:
        minted = ticket(house, released(house))

        with pytest.raises(InputRefused, match="does not exist"):
            disclose.collect(house.desk, house.officers["j.ferns"], minted.secret, start=10**9)

    def test_nothing_leaves_before_the_approval(self, house: House) -> None:
        matter = house.matter()
        material = house.classified(matter)
        decided(house, matter, material)
        offer = accepted(house, proposed(house, matter, material.original))

        with pytest.raises(WrongState, match="not available"):
            disclose.disclose(house.desk, house.officers["j.ferns"], offer.id, material.original)

    def test_a_second_download_by_the_same_reader_is_a_line_under_the_first_disclosure(
        self, house: House
    ) -> None:
        told = released(house)

        first, second = disclosed(house, told), ticket(house, told).disclosure

        assert second == first


class TestTheEnd:
    """I-4 and I-10: after the end, the next byte is refused."""

    def test_i_4_a_revoked_release_gives_no_ticket_and_honours_none(self, house: House) -> None:
        told = released(house)
        minted = ticket(house, told)

        release.revoke(house.desk, house.officers["a.khan"], told.release.id, reason="Sent in error")

        with pytest.raises(WrongState, match="not available"):
            collected(house, minted)
        with pytest.raises(WrongState, match="not available"):
            ticket(house, told)

    def test_i_4_a_download_in_progress_ends_when_the_release_is_revoked(self, house: House) -> None:
        long_note = b"A plain line of a long note.\n" * 400_000
        told = released(house, content=long_note, file_name="note.txt")
        minted = ticket(house, told)
        chunks = disclose.collect(house.desk, house.officers["j.ferns"], minted.secret).chunks
        received = len(next(chunks))

        release.revoke(house.desk, house.officers["a.khan"], told.release.id, reason="Sent in error")
        with pytest.raises(WrongState, match="not available"):
            for chunk in chunks:
                received += len(chunk)

        assert received <= disclose.ASK_AGAIN_BYTES + (1 << 18)
        with house.desk.ledger.housekeeping() as act:
            (ended,) = act.collections.where(ticket=minted.ticket.id, event=CollectionEvent.BROKEN_OFF)
        assert ended.stop == received

    def test_i_10_a_reader_whose_part_ended_yesterday_reads_nothing_today(self, house: House) -> None:
        told = released(house)
        minted = ticket(house, told)
        with house.desk.ledger.housekeeping() as act:
            (membership,) = act.memberships.where(matter=told.matter.id, officer="j.ferns")
        end_membership(house.desk, house.officers["q.reed"], membership.id, ends_on=TODAY)
        assert collected(house, minted)

        house.clock.forward(days=1)

        with pytest.raises(NotFound):
            ticket(house, told)

    def test_ending_needs_a_reason_and_stays_on_the_record(self, house: House) -> None:
        told = released(house)

        with pytest.raises(InputRefused, match="Enter a reason"):
            release.revoke(house.desk, house.officers["a.khan"], told.release.id, reason=" ")
        release.revoke(house.desk, house.officers["a.khan"], told.release.id, reason="Sent in error")

        assert [e.result for e in entries(house, deed=Deed.REVOKE_RELEASE)] == [
            Result.REFUSED,
            Result.ALLOWED,
        ]
