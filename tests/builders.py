"""Values for tests. Each builder makes a whole, right thing; a test names only what it is about.

The scene, with fictitious people throughout: the Norchester partnership (provider) lets the IOPC (recipient)
have one document. `b.osei` uploaded it, `a.khan` redacted it and proposed its release, `t.adeyemi` was the second
pair of eyes on the redactions, `m.lewis` approves the release, and `j.ferns` of the IOPC reads it.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from exchange.rules.comparison import CheckState, FindingKind, KeptFinding, ReleaseCheck
from exchange.rules.disclosure import EgressFacts
from exchange.rules.gate import GateFacts, Parcel
from exchange.rules.handling import (
    Cover,
    Disposition,
    HandlingTerms,
    LawfulBasis,
    OnwardRule,
    Terms,
    TermsState,
)
from exchange.rules.markings import Classification, DataCategory, Level, Marking
from exchange.rules.material import Material, MaterialState, ScanState, Version, VersionKind
from exchange.rules.matter import Matter, Membership, Mode
from exchange.rules.officers import Officer, Organisation, OrganisationKind, Role
from exchange.rules.redactions import RedactionSet, SetState
from exchange.rules.release import Release, ReleaseState
from exchange.rules.requests import Purpose
from tests.builders_of_ends import (
    some_account,
    some_chain,
    some_disclosure,
    some_hold,
    some_item,
    some_job,
    some_onward_request,
    some_request,
    some_retention_rule,
    some_run,
    some_run_item,
    some_session,
    some_ticket,
    some_token,
)
from tests.scene import COMMISSION, COUNCIL, HASH, IOPC, NOW, PARTNERSHIP, POLICE, TODAY

__all__ = [
    "COMMISSION",
    "COUNCIL",
    "HASH",
    "IOPC",
    "NOW",
    "PARTNERSHIP",
    "POLICE",
    "TODAY",
    "some_account",
    "some_approver",
    "some_chain",
    "some_classification",
    "some_comparison",
    "some_disclosure",
    "some_egress_facts",
    "some_gate_facts",
    "some_handling_terms",
    "some_hold",
    "some_item",
    "some_job",
    "some_kept",
    "some_material",
    "some_matter",
    "some_membership",
    "some_officer",
    "some_onward_request",
    "some_organisation",
    "some_parcel",
    "some_parcels",
    "some_reader",
    "some_redactions",
    "some_release",
    "some_request",
    "some_retention_rule",
    "some_run",
    "some_run_item",
    "some_schedule",
    "some_session",
    "some_terms",
    "some_ticket",
    "some_token",
    "some_unanswered_terms",
    "some_version",
]


def some_organisation(**changes: Any) -> Organisation:
    """The receiving controller: the IOPC itself."""
    made = Organisation(COMMISSION, IOPC, OrganisationKind.IOPC, "Independent Office for Police Conduct")
    return replace(made, **changes)


def some_officer(**changes: Any) -> Officer:
    """A disclosure officer of the council, ready to work: active, second factor, undertaking signed."""
    made = Officer(
        "a.khan",
        PARTNERSHIP,
        COUNCIL,
        frozenset({Role.DISCLOSURE_OFFICER}),
        undertaking_signed_on=date(2026, 1, 5),
        second_factor=True,
    )
    return replace(made, **changes)


def some_approver(**changes: Any) -> Officer:
    """An approver of the providing party who had no hand in the document."""
    return some_officer(id="m.lewis", roles=frozenset({Role.APPROVER}), **changes)


def some_reader(**changes: Any) -> Officer:
    """A reviewer of the receiving party whom the terms name."""
    facts = {
        "id": "j.ferns",
        "party": IOPC,
        "organisation": COMMISSION,
        "roles": frozenset({Role.REVIEWER}),
        **changes,
    }
    return some_officer(**facts)


def some_matter(**changes: Any) -> Matter:
    """An open investigation linked to a review."""
    made = Matter(
        id="M-1",
        iopc_reference="2026/204417",
        review_reference="NOR-CSPR-3",
        mode=Mode.INDEPENDENT,
        iopc=IOPC,
        partnership=PARTNERSHIP,
        decided_on=date(2026, 8, 31),
        force_contacted_on=None,
        opened_by="m.lewis",
        opened_at=NOW - timedelta(days=30),
    )
    return replace(made, **changes)


def some_membership(**changes: Any) -> Membership:
    """The disclosure officer's place on the matter, without an end."""
    made = Membership("MB-1", "M-1", "a.khan", PARTNERSHIP, "m.lewis", NOW - timedelta(days=29))
    return replace(made, **changes)


def some_classification(**changes: Any) -> Classification:
    """OFFICIAL-SENSITIVE, ordinary by the protocol, with its basis."""
    made = Classification(
        marking=Marking.OFFICIAL_SENSITIVE,
        level=Level.ORDINARY,
        categories=(DataCategory.PERSONAL, DataCategory.CHILD),
        basis="Minutes that name children of the family",
        handling_instruction="Named readers only",
        decided_by="a.khan",
        decided_at=NOW - timedelta(days=20),
    )
    return replace(made, **changes)


def some_material(**changes: Any) -> Material:
    """A sealed, clean, classified item that the partnership made itself."""
    made = Material(
        id="M-1/1",
        matter="M-1",
        holder=PARTNERSHIP,
        organisation=COUNCIL,
        originator="",
        title="Minutes of a strategy meeting",
        file_name="minutes.pdf",
        kind="application/pdf",
        size_bytes=40_000,
        sha256=HASH,
        scan=ScanState.CLEAN,
        state=MaterialState.SEALED,
        uploaded_by="b.osei",
        registered_at=NOW - timedelta(days=25),
        classification=some_classification(),
        original="V-0",
    )
    return replace(made, **changes)


def some_version(**changes: Any) -> Version:
    """The verified redacted version of the item."""
    made = Version(
        id="V-1",
        material="M-1/1",
        matter="M-1",
        holder=PARTNERSHIP,
        kind=VersionKind.REDACTED,
        sha256=HASH,
        size_bytes=30_000,
        pages=4,
        receipt="{}",
        made_by="system",
        made_at=NOW - timedelta(days=10),
        redaction_set="RS-1",
        format="pdf",
    )
    return replace(made, **changes)


def some_schedule(**changes: Any) -> Version:
    """The schedule of redactions that goes with that version."""
    facts = {"id": "V-1S", "kind": VersionKind.SCHEDULE, "size_bytes": 9_000, **changes}
    return some_version(**facts)


def some_redactions(**changes: Any) -> RedactionSet:
    """A set that two people signed and the verifier passed."""
    made = RedactionSet(
        id="RS-1",
        matter="M-1",
        material="M-1/1",
        original="V-0",
        started_by="a.khan",
        started_at=NOW - timedelta(days=12),
        state=SetState.VERIFIED,
        candidates=3,
        decided_by=("a.khan",),
        proposed_by="a.khan",
        approved_by="t.adeyemi",
        fingerprint=HASH,
        result="V-1",
        schedule=("V-1S",),
    )
    return replace(made, **changes)


def some_terms(**changes: Any) -> Terms:
    """Complete terms over exactly the one version and its schedule."""
    made = Terms(
        matter="M-1",
        provider=COUNCIL,
        recipient=COMMISSION,
        covers=(Cover("V-1", HASH), Cover("V-1S", HASH)),
        purpose=Purpose.ASSIST_INVESTIGATION,
        purpose_detail="To establish the sequence of contacts",
        basis_provider=LawfulBasis.PUBLIC_TASK,
        basis_recipient=LawfulBasis.PUBLIC_TASK,
        condition_provider="Safeguarding of children",
        condition_recipient="Statutory functions",
        marking=Marking.OFFICIAL_SENSITIVE,
        handling_instruction="Named readers only",
        level=Level.ORDINARY,
        what_was_removed="Names of the family",
        readers=("j.ferns",),
        onward=OnwardRule.NONE,
        storage_rule="On the investigation's own system only",
        accuracy="As recorded at the time",
        rights_contact="data.protection@norchester.example",
        keep_until=date(2027, 11, 20),
        disposition=Disposition.DESTROY,
        incident_contact="incidents@norchester.example",
        incident_hours=24,
        review_on=date(2027, 5, 20),
    )
    return replace(made, **changes)


def some_handling_terms(*, terms: Terms | None = None, **changes: Any) -> HandlingTerms:
    """Those terms, accepted as they stand by the receiving controller."""
    agreed = some_terms() if terms is None else terms
    made = HandlingTerms(
        id="T-1",
        matter="M-1",
        release="REL-1",
        issue=1,
        terms=agreed,
        digest=agreed.digest(),
        proposed_by="a.khan",
        proposed_at=NOW - timedelta(days=3),
        state=TermsState.ACCEPTED,
        answered_by="j.ferns",
        answered_at=NOW - timedelta(days=2),
        accepted_digest=agreed.digest(),
    )
    return replace(made, **changes)


def some_unanswered_terms(**changes: Any) -> HandlingTerms:
    """Those terms, waiting for the receiving controller."""
    facts = {
        "state": TermsState.PROPOSED,
        "answered_by": "",
        "answered_at": None,
        "accepted_digest": "",
        **changes,
    }
    return some_handling_terms(**facts)


def some_release(**changes: Any) -> Release:
    """A release of the one version and its schedule, waiting for an approver."""
    made = Release(
        id="REL-1",
        matter="M-1",
        provider=PARTNERSHIP,
        recipient=IOPC,
        recipient_organisation=COMMISSION,
        versions=("V-1", "V-1S"),
        items=("R-1/1",),
        terms="T-1",
        proposed_by="a.khan",
        proposed_at=NOW - timedelta(days=3),
    )
    return replace(made, **changes)


def some_parcel(**changes: Any) -> Parcel:
    """The version in the release with everything that led to it."""
    made = Parcel(some_version(), some_material(), some_item(), some_redactions())
    return replace(made, **changes)


def some_parcels(**changes: Any) -> tuple[Parcel, Parcel]:
    """The version with the changes, and its schedule as it is."""
    return some_parcel(**changes), some_parcel(version=some_schedule())


def some_comparison(**changes: Any) -> ReleaseCheck:
    """A comparison that was finished and found nothing."""
    made = ReleaseCheck(
        id=some_release().id,
        matter="M-1",
        party=PARTNERSHIP,
        asked_at=NOW - timedelta(days=2),
        state=CheckState.DONE,
        basis=HASH,
        done_at=NOW - timedelta(days=2),
    )
    return replace(made, **changes)


def some_kept(**changes: Any) -> KeptFinding:
    """A finding that one person keeps on purpose and a second confirmed."""
    made = KeptFinding(
        id="KPT-1",
        release=some_release().id,
        matter="M-1",
        key="ab" * 16,
        kind=FindingKind.TERM_STANDS,
        reason="The recipient needs the name of the school in the first document.",
        kept_by="a.khan",
        kept_at=NOW - timedelta(days=1),
        confirmed_by="t.adeyemi",
        confirmed_at=NOW - timedelta(hours=20),
    )
    return replace(made, **changes)


def some_gate_facts(**changes: Any) -> GateFacts:
    """Facts that open the gate."""
    made = GateFacts(
        matter=some_matter(),
        release=some_release(),
        recipient=some_organisation(),
        terms=some_handling_terms(),
        parcels=some_parcels(),
        readers=(some_reader(),),
        approver=some_approver(),
        today=TODAY,
        comparison=some_comparison(),
        basis=HASH,
    )
    return replace(made, **changes)


def some_egress_facts(**changes: Any) -> EgressFacts:
    """Facts under which a byte may leave."""
    made = EgressFacts(
        matter=some_matter(),
        release=some_release(state=ReleaseState.AVAILABLE, approved_by="m.lewis", approved_at=NOW),
        terms=some_handling_terms(),
        version=some_version(),
        officer=some_reader(),
        today=TODAY,
    )
    return replace(made, **changes)
