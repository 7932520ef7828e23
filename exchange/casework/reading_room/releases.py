"""A release as each side may see it, and what a proposer chooses from."""

from dataclasses import dataclass
from datetime import datetime

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.casework.reading_room.comparison import Standing, standing_of
from exchange.casework.reading_room.copy_pages import looks_at
from exchange.casework.releasing.release import Proposal, draft, gate_facts
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.copy_looks import LookedAt, pages_of
from exchange.rules.disclosure import Disclosure
from exchange.rules.errors import GateFailure, NotFound
from exchange.rules.gate import gate
from exchange.rules.handling import HandlingTerms, Terms
from exchange.rules.material import Material, MaterialState, Version, VersionKind, VersionState
from exchange.rules.matter import Matter
from exchange.rules.officers import WHO_MAY, Officer, Organisation
from exchange.rules.redactions import RedactionSet
from exchange.rules.release import Release, ReleaseState

#: A schedule of redactions is not chosen: it goes with its copy.
_OFFERED = (VersionKind.ORIGINAL, VersionKind.REDACTED)


@dataclass(frozen=True, slots=True)
class ReleasedVersion:
    """One version in a release, by the neutral title its holder gave it.

    The recipient learns the title when the release is available, not from a proposal (I-50). `certificate` is
    shown to the party whose copy was destroyed, and `redactions` to the party that made them: counts and no word.
    `looks` say who of that party has looked at which pages of the copy.
    """

    version: Version
    title: str
    destroyed_at: datetime | None
    certificate: str
    redactions: RedactionSet | None
    looks: tuple[LookedAt, ...] = ()

    def looked(self, officer: str) -> int:
        """How many of its pages this officer has looked at."""
        return len(pages_of(self.looks, officer))

    def is_unseen_by(self, officer: str) -> bool:
        """Whether it is a copy of which this officer has not looked at every page."""
        return self.redactions is not None and self.looked(officer) < self.version.pages


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """One release. `failures` is what closes the gate now, for the provider; empty for the recipient."""

    release: Release
    matter: Matter
    terms: HandlingTerms
    earlier_terms: tuple[HandlingTerms, ...]
    provider: Organisation
    recipient: Organisation
    versions: tuple[ReleasedVersion, ...]
    readers: tuple[Officer, ...]
    failures: tuple[GateFailure, ...]
    disclosures: tuple[Disclosure, ...]
    is_provider: bool
    may_collect: bool
    comparison: Standing | None = None


def release_of(desk: Desk, officer: Officer, release_id: str) -> ReleaseView:
    """One release, for a member of either side."""
    with desk.ledger.look(officer, Deed.READ_RELEASE, at=desk.now()) as act:
        release = act.releases.find(release_id)
        if release is None:
            raise NotFound
        return _view(desk, act, release)


def releases_in(desk: Desk, officer: Officer, matter_id: str) -> tuple[ReleaseView, ...]:
    """Every release of a matter that the officer's party has a part in, newest first."""
    with desk.ledger.look(officer, Deed.READ_RELEASE, at=desk.now(), matter=matter_id) as act:
        enter(act, matter_id)
        found = act.releases.where(matter=matter_id, order_by="-proposed_at")
        return tuple(_view(desk, act, release) for release in found)


def _view(desk: Desk, act: Act, release: Release) -> ReleaseView:
    matter = enter(act, release.matter)
    officer = act.officer
    if officer.party not in {release.provider, release.recipient} or matter.has_conflict(officer):
        raise NotFound
    terms = act.handling_terms.get(release.terms)
    is_provider = officer.party == release.provider
    waits = is_provider and release.state is ReleaseState.PROPOSED
    facts = gate_facts(act, release, officer, scan_may_be_skipped=desk.policy.scan_may_be_skipped)
    return ReleaseView(
        release=release,
        matter=matter,
        terms=terms,
        earlier_terms=tuple(
            t for t in act.handling_terms.where(release=release.id, order_by="issue") if t.id != terms.id
        ),
        provider=act.organisations.get(terms.terms.provider),
        recipient=act.organisations.get(terms.terms.recipient),
        versions=tuple(
            _released(act, version_id, show_title=is_provider or release.was_let_go)
            for version_id in release.versions
        ),
        readers=tuple(act.officers.get(reader) for reader in terms.terms.readers),
        failures=gate(facts) if waits else (),
        disclosures=act.disclosures.where(release=release.id, order_by="disclosed_at"),
        is_provider=is_provider,
        comparison=standing_of(act, release) if is_provider else None,
        may_collect=release.state is ReleaseState.AVAILABLE and officer.id in terms.terms.readers,
    )


def _released(act: Act, version_id: str, *, show_title: bool) -> ReleasedVersion:
    version = act.versions.get(version_id)
    material = act.materials.get(version.material)
    own = material.holder == act.officer.party
    run = act.destruction_runs.get(material.destroyed_by_run) if own and material.destroyed_by_run else None
    is_copy = own and version.kind is VersionKind.REDACTED
    return ReleasedVersion(
        version,
        material.title if show_title else "",
        material.destroyed_at,
        run.certificate if run else "",
        act.redaction_sets.find(version.redaction_set) if is_copy else None,
        looks_at(act, version.id) if is_copy else (),
    )


def terms_of(desk: Desk, officer: Officer, terms_id: str) -> "TermsView":
    """One issue of handling terms with its release, for a member of either side."""
    with desk.ledger.look(officer, Deed.READ_RELEASE, at=desk.now()) as act:
        terms = act.handling_terms.find(terms_id)
        release = act.releases.find(terms.release) if terms else None
        if terms is None or release is None:
            raise NotFound
        view = _view(desk, act, release)
        agreed = [old for old in view.earlier_terms if old.accepted_digest and old.issue < terms.issue]
        return TermsView(terms, agreed[-1] if agreed else None, view)


@dataclass(frozen=True, slots=True)
class TermsView:
    """One issue of terms. `agreed_before` is the last issue of the same release that was accepted, if any was."""

    terms: HandlingTerms
    agreed_before: HandlingTerms | None
    on: ReleaseView

    @property
    def changed(self) -> frozenset[str]:
        """The names of what differs from what was agreed before; empty when nothing was agreed before."""
        if self.agreed_before is None:
            return frozenset()
        old, new = self.agreed_before.terms, self.terms.terms
        return frozenset(name for name in Terms.__slots__ if getattr(old, name) != getattr(new, name))

    @property
    def is_current(self) -> bool:
        return self.on.release.terms == self.terms.id


def preview(desk: Desk, officer: Officer, proposal: Proposal) -> Terms:
    """The exact terms that a proposal would put to the recipient; nothing is written.

    Raises:
        NotFound, InputRefused, WrongState.
    """
    with desk.ledger.look(officer, Deed.PROPOSE_RELEASE, at=desk.now(), matter=proposal.matter) as act:
        return draft(act, proposal)[1]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a proposer may put into a release of one matter, and to whom. Redacted copies come before originals."""

    matter: Matter
    provider: Organisation
    versions: tuple[tuple[Version, Material], ...]
    recipients: tuple[Organisation, ...]
    readers: tuple[Officer, ...]


def offer_in(desk: Desk, officer: Officer, matter_id: str) -> Offer:
    """The party's own sealed and classified versions, and the live organisations and people of the other side."""
    with desk.ledger.look(officer, Deed.PROPOSE_RELEASE, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        other = matter.other_party(officer.party)
        today = london_date(act.at)
        own = {
            m.id: m
            for m in act.materials.where(matter=matter.id, holder=officer.party, state=MaterialState.SEALED)
            if m.classification is not None
        }
        versions = act.versions.where(
            material=set(own), kind=_OFFERED, state=VersionState.SEALED, order_by="made_at"
        )
        live = [m for m in act.memberships.where(matter=matter.id, party=other) if m.is_live_on(today)]
        readers = act.officers.where(id={m.officer for m in live}, active=True, order_by="id")
        return Offer(
            matter=matter,
            provider=act.organisations.get(officer.organisation),
            versions=tuple(
                (version, own[version.material])
                for version in sorted(versions, key=lambda each: each.kind is VersionKind.ORIGINAL)
            ),
            recipients=tuple(o for o in act.organisations.where(party=other) if o.is_live_on(today)),
            readers=tuple(
                reader
                for reader in readers
                if reader.roles & WHO_MAY[Deed.COLLECT] and not matter.has_conflict(reader)
            ),
        )
