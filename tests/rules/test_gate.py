"""The release gate: every byte stands behind it, and it says all that is wrong at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.ending import revoke_release, withdraw_release
from exchange.rules.errors import GateClosed, InputRefused, NotAllowed, WrongState
from exchange.rules.gate import GateFacts, Parcel, approve_release, check_gate, gate
from exchange.rules.handling import TermsState
from exchange.rules.markings import Level
from exchange.rules.matter import MatterState
from exchange.rules.officers import Role
from exchange.rules.release import ReleaseState
from exchange.rules.requests import Purpose
from tests.builders import (
    IOPC,
    NOW,
    PARTNERSHIP,
    some_approver,
    some_classification,
    some_gate_facts,
    some_handling_terms,
    some_item,
    some_material,
    some_matter,
    some_officer,
    some_organisation,
    some_reader,
    some_redactions,
    some_release,
    some_terms,
    some_version,
)
from tests.rules.gate_cases import CASES, OPEN, Case

#: G16 (consents of a chain) and G17 (embargo, prejudice) have no facts yet; G19 and G20 are casework's.
ANSWERED = {f"G{number}" for number in range(1, 23)} - {"G16", "G17", "G19", "G20"}


def _fails(facts: GateFacts) -> set[tuple[str, str]]:
    return {(failure.code, failure.clause) for failure in gate(facts)}


class TestGate:
    """Twenty conditions, one answer."""

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
    def test_one_wrong_fact_closes_it_with_its_code_and_clause(self, case: Case) -> None:
        assert _fails(case.facts) == case.fails

    @pytest.mark.parametrize(("sentence", "facts"), OPEN, ids=[sentence for sentence, _ in OPEN])
    def test_the_neighbour_of_each_refusal_passes(self, sentence: str, facts: GateFacts) -> None:
        assert gate(facts) == ()
        check_gate(facts)

    def test_every_condition_of_the_gate_has_a_case_that_closes_it(self) -> None:
        assert {code for case in CASES for code, _ in case.fails} == ANSWERED

    def test_every_failure_says_what_is_wrong_and_what_to_do(self) -> None:
        for case in CASES:
            for failure in gate(case.facts):
                assert failure.sentence.endswith(".")
                assert failure.next_step.endswith(".")

    def test_no_failure_quotes_a_title_or_a_file_name(self) -> None:
        for case in CASES:
            for failure in gate(case.facts):
                assert "minutes" not in (failure.sentence + failure.next_step).lower()

    def test_all_failures_come_together(self) -> None:
        everything_wrong = some_gate_facts(
            matter=some_matter(state=MatterState.CLOSED, conflicted=("norchester-police",)),
            release=some_release(provider=IOPC, proposed_by="m.lewis", items=()),
            recipient=None,
            terms=some_handling_terms(
                terms=some_terms(keep_until=some_gate_facts().today, purpose=Purpose.ASSIST_REVIEW),
                state=TermsState.WITHDRAWN,
            ),
            parcels=(
                Parcel(
                    some_version(),
                    some_material(originator="police", classification=None, uploaded_by="m.lewis"),
                    some_item(),
                    None,
                ),
            ),
            readers=(some_reader(active=False, organisation="norchester-police"),),
            comparison=None,
        )

        # What was not compared has no findings yet that could be left unanswered (G22).
        assert {code for code, _ in _fails(everything_wrong)} == ANSWERED - {"G8", "G9", "G22"}

    def test_two_documents_are_judged_each_for_itself(self) -> None:
        unclassified = Parcel(
            some_version(id="V-2", material="M-1/2"),
            some_material(id="M-1/2", classification=None),
            some_item(id="R-1/2", material="M-1/2"),
            some_redactions(result="V-2"),
        )
        facts = some_gate_facts()

        failures = gate(replace(facts, parcels=(*facts.parcels, unclassified)))

        assert [failure.sentence for failure in failures if failure.code == "G7"] == [
            "M-1/2 is not classified."
        ]

    def test_a_copy_and_its_schedules_fail_once_for_their_document(self) -> None:
        undecided = Parcel(some_version(), some_material(id="M-1/1"), None, some_redactions())

        failures = gate(some_gate_facts(parcels=(undecided, undecided)))

        assert [failure.sentence for failure in failures if failure.code == "G12"] == [
            "M-1/1 has no decision to release it."
        ]

    def test_a_closed_gate_is_raised_with_every_failure(self) -> None:
        facts = some_gate_facts(recipient=None, readers=())

        with pytest.raises(GateClosed, match="3 condition") as refused:
            check_gate(facts)

        assert refused.value.failures == gate(facts)
        assert refused.value.next_step == "Select another recipient."
        assert refused.value.clause == "A§9.8"

    @given(st.lists(st.sampled_from(CASES), min_size=2, max_size=2))
    def test_a_second_wrong_fact_never_opens_what_the_first_one_closed(self, pair: list[Case]) -> None:
        first, second = pair
        happy = some_gate_facts()
        merged = first.facts
        for field in GateFacts.__slots__:
            if getattr(second.facts, field) != getattr(happy, field):
                merged = replace(merged, **{field: getattr(second.facts, field)})

        assert gate(merged)


class TestApproval:
    """A second person lets it go; the provider may end it."""

    def test_an_approver_with_no_part_in_it_makes_it_available(self) -> None:
        released = approve_release(some_gate_facts(), at=NOW)

        assert released.state is ReleaseState.AVAILABLE
        assert (released.approved_by, released.approved_at) == ("m.lewis", NOW)

    def test_nobody_may_release_what_they_redacted(self) -> None:
        both = some_officer(roles=frozenset({Role.DISCLOSURE_OFFICER, Role.APPROVER}))
        facts = some_gate_facts(release=some_release(proposed_by="b.osei"), approver=both)

        with pytest.raises(GateClosed) as refused:
            approve_release(facts, at=NOW)

        assert [failure.code for failure in refused.value.failures] == ["G18"]

    @pytest.mark.parametrize("state", [ReleaseState.AVAILABLE, ReleaseState.REVOKED])
    def test_a_decided_release_is_not_decided_again(self, state: ReleaseState) -> None:
        with pytest.raises(WrongState, match="already been decided"):
            approve_release(some_gate_facts(release=some_release(state=state)), at=NOW)

    def test_the_provider_ends_a_release_with_a_reason(self) -> None:
        available = some_release(state=ReleaseState.AVAILABLE)

        ended = revoke_release(available, reason=" Sent in error ", by=some_officer(), at=NOW)

        assert ended.state is ReleaseState.REVOKED
        assert (ended.revoked_by, ended.revoked_at, ended.revoke_reason) == ("a.khan", NOW, "Sent in error")

    def test_its_proposer_withdraws_what_is_not_approved_yet(self) -> None:
        offer = some_release(proposed_by="a.khan")

        withdrawn = withdraw_release(offer, by=some_officer(), at=NOW)

        assert (withdrawn.state, withdrawn.revoked_by) == (ReleaseState.WITHDRAWN, "a.khan")
        assert not withdrawn.was_let_go

    def test_nobody_else_withdraws_it(self) -> None:
        with pytest.raises(NotAllowed, match="Only whoever proposed"):
            withdraw_release(some_release(proposed_by="t.adeyemi"), by=some_officer(), at=NOW)

    @pytest.mark.parametrize("state", [ReleaseState.AVAILABLE, ReleaseState.WITHDRAWN, ReleaseState.REVOKED])
    def test_what_was_decided_is_not_withdrawn(self, state: ReleaseState) -> None:
        with pytest.raises(WrongState, match="already been decided"):
            withdraw_release(some_release(state=state, proposed_by="a.khan"), by=some_officer(), at=NOW)

    def test_the_recipient_cannot_end_a_release(self) -> None:
        with pytest.raises(NotAllowed, match="Only the providing party"):
            revoke_release(some_release(state=ReleaseState.AVAILABLE), reason="x", by=some_reader(), at=NOW)

    @pytest.mark.parametrize("state", [ReleaseState.PROPOSED, ReleaseState.WITHDRAWN, ReleaseState.REVOKED])
    def test_only_an_available_release_can_be_ended(self, state: ReleaseState) -> None:
        with pytest.raises(WrongState, match="not available"):
            revoke_release(some_release(state=state), reason="x", by=some_officer(), at=NOW)

    def test_a_release_is_not_ended_without_a_reason(self) -> None:
        with pytest.raises(InputRefused, match="Enter a reason") as refused:
            revoke_release(some_release(state=ReleaseState.AVAILABLE), reason="  ", by=some_officer(), at=NOW)

        assert refused.value.field == "revoke_reason"

    def test_a_recipient_dissolved_since_yesterday_receives_nothing(self) -> None:
        gone = some_organisation(dissolved_on=some_gate_facts().today - timedelta(days=1))

        assert _fails(some_gate_facts(recipient=gone)) == {("G3", "A§9.8")}

    def test_raising_a_document_after_the_terms_were_accepted_closes_the_gate(self) -> None:
        raised = some_material(classification=some_classification(level=Level.SENSITIVE))

        assert _fails(some_gate_facts(parcels=(replace(some_gate_facts().parcels[0], material=raised),)))

    def test_the_approver_must_be_of_the_provider_even_when_they_hold_the_role(self) -> None:
        assert some_approver().party == PARTNERSHIP
        assert _fails(some_gate_facts(approver=replace(some_approver(), party="otherbury"))) == {
            ("G18", "A§9.3")
        }
