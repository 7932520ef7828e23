"""The gate that every byte stands behind.

The gate is one pure function: it takes facts, evaluates every condition, and returns all that failed, each with
its clause and the next step. A fact that could not be determined is a condition that failed (I-6).
Source: domain.md 4.4, G1 to G20; the protocol's section 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from exchange.rules.audit import Deed
from exchange.rules.comparison import KeptFinding, ReleaseCheck, unanswered
from exchange.rules.errors import GateClosed, GateFailure
from exchange.rules.handling import HandlingTerms
from exchange.rules.markings import Level, highest
from exchange.rules.material import Material, MaterialState, ScanState, Version, VersionKind, VersionState
from exchange.rules.matter import Matter, MatterState
from exchange.rules.officers import WHO_MAY, Officer, Organisation
from exchange.rules.redactions import RedactionSet, SetState
from exchange.rules.release import Release, ReleaseState
from exchange.rules.requests import Outcome, RedirectAnswer, RequestItem, purpose_of


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the gate must know about one version in the release. None means it could not be found."""

    version: Version | None
    material: Material | None
    item: RequestItem | None
    redactions: RedactionSet | None
    held: bool = False


@dataclass(frozen=True, slots=True)
class GateFacts:
    """Everything the gate asks, gathered by casework at one instant in one transaction.

    `today` is the London date. `scan_may_be_skipped` is the operator's recorded setting for an installation
    without a scanner. `readers` are the accounts the terms name. `comparison` is what a worker compared, `kept` the
    answers to what it found, and `basis` what there is to compare now.
    """

    matter: Matter | None
    release: Release
    recipient: Organisation | None
    terms: HandlingTerms | None
    parcels: tuple[Parcel, ...]
    readers: tuple[Officer | None, ...]
    approver: Officer
    today: date
    scan_may_be_skipped: bool = False
    comparison: ReleaseCheck | None = None
    kept: tuple[KeptFinding, ...] = ()
    basis: str = ""


def gate(facts: GateFacts) -> tuple[GateFailure, ...]:
    """Every failed condition, each once; empty means it may go."""
    failures = (
        *_matter_and_parties(facts),
        *_people(facts),
        *(failure for parcel in facts.parcels for failure in _parcel(facts, parcel)),
        *_terms(facts),
        *_compared(facts),
        *_approval(facts),
    )
    # A copy and the two forms of its schedule fail for their one document.
    return tuple(dict.fromkeys(failures))


def check_gate(facts: GateFacts) -> None:
    """Raise every failed condition together.

    Raises:
        GateClosed: with `failures`.
    """
    if failures := gate(facts):
        raise GateClosed(failures)


def _matter_and_parties(facts: GateFacts) -> Iterator[GateFailure]:
    matter, release, recipient = facts.matter, facts.release, facts.recipient
    if matter is None or matter.state is not MatterState.OPEN:
        yield GateFailure("G1", "A§8.1", "The matter is not open.", "Open the matter again.")
    elif matter.id != release.matter or {release.provider, release.recipient} != matter.parties:
        yield GateFailure("G1", "A§2.1", "The matter does not link these parties.", "Check the matter.")
    if release.provider == release.recipient:
        yield GateFailure("G2", "A§2.1", "Both ends are the same party.", "Select the other party.")
    if (
        recipient is None
        or recipient.id != release.recipient_organisation
        or recipient.party != release.recipient
        or not recipient.is_live_on(facts.today)
    ):
        yield GateFailure(
            "G3",
            "A§9.8",
            "The recipient is not a live organisation of the other party.",
            "Select another recipient.",
        )
    if matter is not None and recipient is not None and recipient.id in matter.conflicted:
        yield GateFailure(
            "G5", "A§5; I-9", "The recipient is subject of the investigation.", "Select another recipient."
        )


def _people(facts: GateFacts) -> Iterator[GateFailure]:
    if not facts.readers:
        yield GateFailure("G4", "A§9.6", "No reader is named.", "Name who may read it.")
    named = () if facts.terms is None else facts.terms.terms.readers
    if {reader.id for reader in facts.readers if reader is not None} != set(named):
        yield GateFailure(
            "G4", "A§9.6", "The readers are not those the terms name.", "Propose the release again."
        )
    for reader in facts.readers:
        if reader is None or not reader.active or reader.party != facts.release.recipient:
            yield GateFailure("G4", "A§9.6", "A reader has no active account there.", "Name another reader.")
        elif not reader.second_factor or reader.undertaking_signed_on is None:
            yield GateFailure(
                "G4",
                "A§9.6",
                "A reader has no second factor or undertaking.",
                "Ask them to complete their account.",
            )
        if reader is not None and facts.matter is not None and facts.matter.has_conflict(reader):
            yield GateFailure(
                "G5",
                "A§5; I-9",
                "A reader's organisation is subject of the investigation.",
                "Name another reader.",
            )


def _parcel(facts: GateFacts, parcel: Parcel) -> Iterator[GateFailure]:
    version, material, release = parcel.version, parcel.material, facts.release
    if version is None or material is None or version.material != material.id:
        yield GateFailure("G6", "A§9.6", "A document cannot be found.", "Propose the release again.")
        return
    if {version.matter, material.matter} != {release.matter} or {version.holder, material.holder} != {
        release.provider
    }:
        yield GateFailure("G6", "I-11", "A document is not of this matter.", "Propose the release again.")
    if version.state is not VersionState.SEALED or material.state is not MaterialState.SEALED:
        yield GateFailure("G6", "I-1", f"{material.id} is not sealed here.", "Take it out of the release.")
    allowed = {ScanState.CLEAN, *([ScanState.NOT_SCANNED] if facts.scan_may_be_skipped else [])}
    if material.scan not in allowed:
        yield GateFailure(
            "G6", "ASVS 5.4.3", f"{material.id} was not found clean.", "Ask for it to be scanned."
        )
    yield from _classified(facts, material)
    yield from _decided(release, parcel.item, version, material)
    yield from _redacted(parcel, version, material)
    yield from _scheduled(release, parcel, version, material)


def _classified(facts: GateFacts, material: Material) -> Iterator[GateFailure]:
    decided = material.classification
    if decided is None:
        yield GateFailure("G7", "A§9.9", f"{material.id} is not classified.", "Classify it.")
        return
    if decided.level is Level.SECRET:
        yield GateFailure("G8", "A§9.9", f"{material.id} is secret.", "Take it out; record a pointer only.")
    # Anything but ordinary counts as sensitive here, so a level we do not know fails shut.
    if (
        decided.level is not Level.ORDINARY
        and facts.terms is not None
        and facts.terms.terms.level is not Level.SENSITIVE
    ):
        yield GateFailure(
            "G9", "A§9.9", f"{material.id} is sensitive and the terms do not say so.", "Issue new terms."
        )
    # A bundle carries the highest marking of its parts; terms that say less would have it handled as less.
    if facts.terms is not None and facts.terms.terms.marking is not highest(
        (decided.marking, facts.terms.terms.marking)
    ):
        yield GateFailure(
            "G9", "A§9.9", f"{material.id} is marked higher than the terms.", "Issue new terms."
        )


def _decided(
    release: Release, item: RequestItem | None, version: Version, material: Material
) -> Iterator[GateFailure]:
    here = item is not None and item.matter == release.matter and item.id in release.items
    if (
        item is None
        or not here
        or item.outcome is None
        or not item.outcome.is_release
        or item.material != material.id
    ):
        yield GateFailure(
            "G12", "A§9.3", f"{material.id} has no decision to release it.", "Decide the request."
        )
    if material.is_others and (item is None or item.redirect is not RedirectAnswer.HOLDER_MAY_SHARE):
        yield GateFailure(
            "G10", "A§9.4", f"{material.id} was created by others.", "Consider whether they should be asked."
        )
    if (
        item is not None
        and item.outcome is Outcome.RELEASE_REDACTED
        and version.kind not in {VersionKind.REDACTED, VersionKind.SCHEDULE}
    ):
        yield GateFailure("G11", "I-1", f"{material.id} was to go redacted.", "Release the redacted version.")


def _redacted(parcel: Parcel, version: Version, material: Material) -> Iterator[GateFailure]:
    if version.kind in {VersionKind.REDACTED, VersionKind.SCHEDULE}:
        done = parcel.redactions
        if (
            done is None
            or done.state is not SetState.VERIFIED
            or version.id not in ((done.result,) if version.kind is VersionKind.REDACTED else done.schedule)
            or not done.approved_by
        ):
            yield GateFailure(
                "G11", "I-34", f"{material.id}: redactions are not verified.", "Finish the redactions."
            )


def _scheduled(
    release: Release, parcel: Parcel, version: Version, material: Material
) -> Iterator[GateFailure]:
    """A redacted copy and its schedule go together: the recipient is told why each thing is gone."""
    done = parcel.redactions
    if version.kind is VersionKind.ORIGINAL or done is None:
        return
    together = {done.result, *done.schedule}
    if not done.schedule or not together <= set(release.versions):
        yield GateFailure(
            "G11",
            "I-34",
            f"{material.id}: the copy and its schedule of redactions go together.",
            "Propose the release again; redact the document again if it has no schedule.",
        )


def _terms(facts: GateFacts) -> Iterator[GateFailure]:
    terms = facts.terms
    if terms is None or terms.release != facts.release.id or terms.id != facts.release.terms:
        yield GateFailure("G14", "A§9.6", "There are no handling terms.", "Propose handling terms.")
        return
    if terms.terms.recipient != facts.release.recipient_organisation:
        yield GateFailure("G14", "I-1", "The terms name another recipient.", "Issue new terms.")
    if terms.terms.matter != facts.release.matter:
        yield GateFailure("G14", "I-11", "The terms are of another matter.", "Issue new terms.")
    if facts.matter is None or terms.terms.purpose is not purpose_of(
        is_iopc=facts.release.recipient == facts.matter.iopc
    ):
        yield GateFailure("G13", "A§9.6", "The purpose is not the recipient's own work.", "Issue new terms.")
    wanted = [(p.version.id, p.version.sha256) for p in facts.parcels if p.version is not None]
    named = [(cover.version_id, cover.sha256) for cover in terms.terms.covers]
    if (
        not facts.parcels
        or sorted(version_id for version_id, _ in wanted) != sorted(facts.release.versions)
        or sorted(wanted) != sorted(named)
        or not all(terms.covers(*pair) for pair in wanted)
    ):
        yield GateFailure(
            "G14",
            "I-1",
            "The recipient has not accepted terms for exactly these documents.",
            "Wait for acceptance.",
        )
    if terms.terms.keep_until <= facts.today:
        yield GateFailure("G15", "A§9.7", "The date to destroy or return by has passed.", "Issue new terms.")


def _compared(facts: GateFacts) -> Iterator[GateFailure]:
    """What is hidden here must not be shown there, unless two people mean it."""
    done = facts.comparison
    if done is None or done.id != facts.release.id or not done.stands_on(facts.basis):
        yield GateFailure(
            "G21",
            "I-30",
            "These documents have not been compared with each other and with earlier releases.",
            "Wait until they have been compared, or ask for it again.",
        )
    elif left := unanswered(done, facts.kept):
        yield GateFailure(
            "G22",
            "I-30; I-34",
            f"Of what the comparison found, {len(left)} have no answer of two people.",
            "See the comparison: redact there too, or say why it is kept on purpose.",
        )


def _approval(facts: GateFacts) -> Iterator[GateFailure]:
    release, approver = facts.release, facts.approver
    may_approve = approver.active and approver.roles & WHO_MAY[Deed.APPROVE_RELEASE]
    if approver.party != release.provider or not may_approve:
        yield GateFailure(
            "G18", "A§9.3", "Only an approver of the providing party approves.", "Ask one of that party."
        )
    if approver.id in _involved(facts):
        yield GateFailure(
            "G18",
            "I-12",
            "The approver proposed, uploaded or redacted this.",
            "Ask a second officer on this matter.",
        )
    if facts.matter is not None and facts.matter.has_conflict(approver):
        yield GateFailure(
            "G5", "I-9", "The approver's organisation is subject of this.", "Ask another approver."
        )


def _involved(facts: GateFacts) -> frozenset[str]:
    """Who had a hand in what is to be approved: the proposer, the uploaders, the redactors and
    whoever said that something is kept on purpose."""
    uploaders = (p.material.uploaded_by for p in facts.parcels if p.material is not None)
    redactors = (
        person
        for p in facts.parcels
        if p.redactions is not None
        for person in (p.redactions.proposed_by, *p.redactions.decided_by)
    )
    keepers = (each.kept_by for each in facts.kept if each.kept_by)
    return frozenset({facts.release.proposed_by, *uploaders, *redactors, *keepers})


def approve_release(facts: GateFacts, *, at: datetime) -> Release:
    """The release as it becomes available.

    Raises:
        GateClosed: any condition fails.
        WrongState: it is not waiting for approval.
    """
    available = facts.release.step(ReleaseState.AVAILABLE)
    check_gate(facts)
    return replace(available, approved_by=facts.approver.id, approved_at=at)
