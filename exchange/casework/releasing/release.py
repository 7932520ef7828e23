"""Proposing a release with its handling terms, answering the terms, approving behind the gate, ending it."""

from dataclasses import dataclass, replace
from datetime import date

from exchange.casework.admission import enter, refuse_conflicted
from exchange.casework.comparing.compared import answers_in, ask_for_comparison, basis_in
from exchange.casework.desk import Desk
from exchange.casework.notify import tell, tell_contacts
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.ending import revoke_release, withdraw_release
from exchange.rules.errors import GateFailure, InputRefused, NotAllowed, NotFound, WrongState
from exchange.rules.gate import GateFacts, Parcel, approve_release, gate
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
from exchange.rules.markings import Level, highest
from exchange.rules.material import Material, Version, VersionKind
from exchange.rules.matter import Matter
from exchange.rules.officers import Officer
from exchange.rules.release import Release, ReleaseState
from exchange.rules.requests import Purpose, RequestItem


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the provider fills in. `versions` are exact version references; `readers` accounts of the other side."""

    matter: str
    recipient_organisation: str
    versions: tuple[str, ...]
    readers: tuple[str, ...]
    purpose_detail: str
    basis_provider: LawfulBasis
    basis_recipient: LawfulBasis
    storage_rule: str
    rights_contact: str
    incident_contact: str
    keep_until: date
    review_on: date
    condition_provider: str = ""
    condition_recipient: str = ""
    accuracy: str = ""
    what_was_removed: str = ""
    onward: OnwardRule = OnwardRule.NONE
    disposition: Disposition = Disposition.DESTROY
    incident_hours: int = 24


_Parcel = tuple[Version, Material, RequestItem | None]


def propose_release(desk: Desk, officer: Officer, proposal: Proposal) -> Release:
    """Put exact versions forward under written terms; the recipient is asked to agree them."""
    with desk.ledger.act(officer, Deed.PROPOSE_RELEASE, at=desk.now(), matter=proposal.matter) as act:
        matter, terms, parcels = draft(act, proposal)
        recipient = matter.other_party(officer.party)
        release_id = act.new_reference("REL")
        issued = _issue(act, release_id, matter, terms, officer, issue=1)
        release = Release(
            id=release_id,
            matter=matter.id,
            provider=officer.party,
            recipient=recipient,
            recipient_organisation=terms.recipient,
            versions=tuple(cover.version_id for cover in terms.covers),
            items=tuple(item.id for _, _, item in parcels if item is not None),
            terms=issued.id,
            proposed_by=officer.id,
            proposed_at=act.at,
        )
        act.releases.add(release)
        act.handling_terms.add(issued)
        ask_for_comparison(act, release)
        act.note(release.id, issued.id, *release.versions, terms_digest=issued.digest)
        tell_contacts(act, matter.id, recipient, release.id)
        return release


def draft(act: Act, proposal: Proposal) -> tuple[Matter, Terms, tuple[_Parcel, ...]]:
    """The terms as this proposal would have them agreed. Writes nothing.

    Raises:
        NotFound; InputRefused: naming the field; WrongState: the matter is closed, or a document unclassified.
    """
    matter = enter(act, proposal.matter)
    matter.check_open()
    parcels = tuple(
        _own_parcel(act, act.officer, matter, version_id) for version_id in _with_schedules(act, proposal)
    )
    terms = _terms(act, matter, proposal, [(version, material) for version, material, _ in parcels])
    check_terms(terms, today=london_date(act.at))
    _check_readers(act, terms, matter.other_party(act.officer.party))
    return matter, terms, parcels


def _with_schedules(act: Act, proposal: Proposal) -> tuple[str, ...]:
    """The versions put forward, each redacted copy followed by its schedule of redactions."""
    wanted: list[str] = []
    for version_id in proposal.versions:
        version = act.versions.find(version_id)
        is_copy = version is not None and version.kind is VersionKind.REDACTED
        made_by = act.redaction_sets.find(version.redaction_set) if version and is_copy else None
        wanted += [version_id, *(made_by.schedule if made_by else ())]
    return tuple(dict.fromkeys(wanted))


def _own_parcel(act: Act, officer: Officer, matter: Matter, version_id: str) -> _Parcel:
    version = act.versions.find(version_id)
    if version is None or version.holder != officer.party or version.matter != matter.id:
        raise InputRefused("versions", "Select at least one document")
    version.check_readable()
    material = act.materials.get(version.material)
    material.check_classified()
    return version, material, _releasing_item(act, material.id)


def _releasing_item(act: Act, material_id: str) -> RequestItem | None:
    items = act.request_items.where(material=material_id)
    return next((item for item in items if item.outcome is not None and item.outcome.is_release), None)


def _terms(act: Act, matter: Matter, proposal: Proposal, parcels: list[tuple[Version, Material]]) -> Terms:
    officer = act.officer
    classified = [material.check_classified() for _, material in parcels]
    sensitive = any(decided.level is Level.SENSITIVE for decided in classified)
    instructions = dict.fromkeys(d.handling_instruction for d in classified if d.handling_instruction)
    asking_is_iopc = matter.other_party(officer.party) == matter.iopc
    if act.organisations.find(proposal.recipient_organisation) is None:
        raise InputRefused("recipient", "Select an organisation of the other party", clause="A§9.8")
    return Terms(
        matter=matter.id,
        provider=officer.organisation,
        recipient=proposal.recipient_organisation,
        covers=tuple(Cover(version.id, version.sha256) for version, _ in parcels),
        purpose=Purpose.ASSIST_INVESTIGATION if asking_is_iopc else Purpose.ASSIST_REVIEW,
        purpose_detail=proposal.purpose_detail.strip(),
        basis_provider=proposal.basis_provider,
        basis_recipient=proposal.basis_recipient,
        condition_provider=proposal.condition_provider.strip(),
        condition_recipient=proposal.condition_recipient.strip(),
        marking=highest(decided.marking for decided in classified),
        handling_instruction=" ".join(instructions),
        level=Level.SENSITIVE if sensitive else Level.ORDINARY,
        what_was_removed=proposal.what_was_removed.strip(),
        readers=tuple(dict.fromkeys(proposal.readers)),
        onward=proposal.onward,
        storage_rule=proposal.storage_rule.strip(),
        accuracy=proposal.accuracy.strip(),
        rights_contact=proposal.rights_contact.strip(),
        keep_until=proposal.keep_until,
        disposition=proposal.disposition,
        incident_contact=proposal.incident_contact.strip(),
        incident_hours=proposal.incident_hours,
        review_on=proposal.review_on,
    )


def _check_readers(act: Act, terms: Terms, recipient: str) -> None:
    for reader in terms.readers:
        found = act.officers.find(reader)
        if found is None or found.party != recipient:
            raise InputRefused("readers", "Select who may read these documents", clause="A§9.6b1")


def _issue(
    act: Act, release_id: str, matter: Matter, terms: Terms, officer: Officer, *, issue: int
) -> HandlingTerms:
    return HandlingTerms(
        id=act.new_reference("HT"),
        matter=matter.id,
        release=release_id,
        issue=issue,
        terms=terms,
        digest=terms.digest(),
        proposed_by=officer.id,
        proposed_at=act.at,
    )


def reissue_terms(desk: Desk, officer: Officer, release_id: str, terms: Terms) -> HandlingTerms:
    """Replace the terms before approval: a new issue, to be accepted anew; the old one is superseded."""
    with desk.ledger.act(officer, Deed.PROPOSE_RELEASE, at=desk.now()) as act:
        release = _known(act, release_id)
        if officer.party != release.provider or release.state is not ReleaseState.PROPOSED:
            raise WrongState("These terms can no longer be changed.", next_step="Propose a new release.")
        matter = enter(act, release.matter)
        old = act.handling_terms.get(release.terms)
        same = (old.terms.covers, old.terms.recipient, old.terms.matter)
        if (terms.covers, terms.recipient, terms.matter) != same:
            raise InputRefused(
                "versions", "New terms must cover the same documents; propose a new release instead"
            )
        check_terms(terms, today=london_date(act.at))
        _check_readers(act, terms, release.recipient)
        act.handling_terms.save(replace(old, state=TermsState.SUPERSEDED))
        issued = act.handling_terms.add(_issue(act, release.id, matter, terms, officer, issue=old.issue + 1))
        ask_for_comparison(act, act.releases.save(replace(release, terms=issued.id)))
        act.note(issued.id, terms_digest=issued.digest)
        tell_contacts(act, matter.id, release.recipient, release.id)
        return issued


def _known(act: Act, release_id: str) -> Release:
    release = act.releases.find(release_id)
    if release is None:
        raise NotFound
    matter = enter(act, release.matter)
    if act.officer.party not in {release.provider, release.recipient}:
        raise NotFound
    refuse_conflicted(act, matter)
    act.note(release.id)
    return release


def accept_terms(
    desk: Desk, officer: Officer, release_id: str, *, digest: str, confirmed: bool
) -> HandlingTerms:
    """Agree this exact hash for the receiving controller."""
    with desk.ledger.act(officer, Deed.ACCEPT_TERMS, at=desk.now()) as act:
        release = _known(act, release_id)
        if not confirmed:
            raise InputRefused("confirmed", "Confirm that you have read the handling terms", clause="A§9.6")
        current = act.handling_terms.get(release.terms)
        accepted = accept(current, digest=digest, by=officer, receiving_party=release.recipient, at=act.at)
        act.note(current.id, terms_digest=digest)
        tell_contacts(act, release.matter, release.provider, release.id)
        return act.handling_terms.save(accepted)


def decline_terms(desk: Desk, officer: Officer, release_id: str, *, reason: str) -> HandlingTerms:
    """Say why the terms cannot be agreed; the provider gets it as a task."""
    with desk.ledger.act(officer, Deed.DECLINE_TERMS, at=desk.now()) as act:
        release = _known(act, release_id)
        current = act.handling_terms.get(release.terms)
        declined = decline(current, reason=reason, by=officer, receiving_party=release.recipient, at=act.at)
        act.note(current.id)
        tell(act, release.proposed_by, release.id)
        return act.handling_terms.save(declined)


def gate_facts(act: Act, release: Release, approver: Officer, *, scan_may_be_skipped: bool) -> GateFacts:
    """Gather everything the gate asks, as it stands in this transaction."""
    versions = [act.versions.find(version_id) for version_id in release.versions]
    return GateFacts(
        matter=act.matters.find(release.matter),
        release=release,
        recipient=act.organisations.find(release.recipient_organisation),
        terms=(terms := act.handling_terms.find(release.terms)),
        parcels=tuple(_parcel(act, release, version) for version in versions),
        readers=tuple(act.officers.find(reader) for reader in (terms.terms.readers if terms else ())),
        approver=approver,
        today=london_date(act.at),
        scan_may_be_skipped=scan_may_be_skipped,
        comparison=act.release_checks.find(release.id),
        kept=answers_in(act, release.id),
        basis=basis_in(act, release),
    )


def _parcel(act: Act, release: Release, version: Version | None) -> Parcel:
    if version is None:
        return Parcel(None, None, None, None)
    material = act.materials.find(version.material)
    redactions = act.redaction_sets.find(version.redaction_set) if version.redaction_set else None
    items = [act.request_items.find(item_id) for item_id in release.items]
    item = next((found for found in items if found is not None and found.material == version.material), None)
    return Parcel(version, material, item, redactions)


def approve(desk: Desk, officer: Officer, release_id: str) -> Release:
    """Let it go: the second person, behind the gate. Every failed condition comes back together."""
    with desk.ledger.act(officer, Deed.APPROVE_RELEASE, at=desk.now()) as act:
        release = _known(act, release_id)
        if officer.party != release.provider:
            raise NotAllowed("Only the providing party approves.", next_step="Wait for their decision.")
        act.matters.lock(release.matter)
        skipped = desk.policy.scan_may_be_skipped
        facts = gate_facts(act, release, officer, scan_may_be_skipped=skipped)
        approved = act.releases.save(approve_release(facts, at=act.at))
        act.note(*release.versions, release.terms)
        _compare_the_waiting(act, approved)
        tell_contacts(act, release.matter, release.recipient, release.id)
        return approved


def _compare_the_waiting(act: Act, approved: Release) -> None:
    """What waits for approval has now one more release to be compared with."""
    waiting = act.releases.where(
        matter=approved.matter, provider=approved.provider, state=ReleaseState.PROPOSED
    )
    for release in waiting:
        ask_for_comparison(act, release)


def failures(desk: Desk, officer: Officer, release_id: str) -> tuple[GateFailure, ...]:
    """What stands between this release and its approval by this officer; empty when nothing does."""
    with desk.ledger.look(officer, Deed.READ_RELEASE, at=desk.now()) as act:
        release = _known(act, release_id)
        return gate(gate_facts(act, release, officer, scan_may_be_skipped=desk.policy.scan_may_be_skipped))


def withdraw(desk: Desk, officer: Officer, release_id: str) -> Release:
    """Take a proposal back before it is approved: its terms end with it, and both sides are told."""
    with desk.ledger.act(officer, Deed.WITHDRAW_RELEASE, at=desk.now()) as act:
        release = _known(act, release_id)
        act.matters.lock(release.matter)
        withdrawn = act.releases.save(withdraw_release(release, by=officer, at=act.at))
        terms = act.handling_terms.get(release.terms)
        act.handling_terms.save(replace(terms, state=TermsState.WITHDRAWN))
        act.note(release.terms)
        tell_contacts(act, release.matter, release.recipient, release.id)
        return withdrawn


def revoke(desk: Desk, officer: Officer, release_id: str, *, reason: str) -> Release:
    """End it: no further byte leaves, downloads in progress included. What went stays on the record."""
    with desk.ledger.act(officer, Deed.REVOKE_RELEASE, at=desk.now()) as act:
        release = _known(act, release_id)
        ended = act.releases.save(revoke_release(release, reason=reason, by=officer, at=act.at))
        terms = act.handling_terms.get(release.terms)
        act.handling_terms.save(replace(terms, state=TermsState.WITHDRAWN))
        tell_contacts(act, release.matter, release.recipient, release.id)
        return ended
