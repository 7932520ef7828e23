"""Disclosing: a record first, then bytes. The only place from which released bytes leave.

A POST mints the ticket together with the disclosure's row and its audit entry, all durable, before any byte can
be asked for. The GET that follows changes no right; it appends to the record what was sent, and asks again at
every piece whether it may still go on (I-2, I-4, I-5).
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from exchange.casework.admission import enter
from exchange.casework.copies import ending_of, media_type_of
from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.disclosure import (
    Collection,
    CollectionEvent,
    Disclosure,
    DisclosureBasis,
    EgressFacts,
    Ticket,
    check_egress,
    check_ticket,
    ticket_expires_at,
)
from exchange.rules.errors import InputRefused, NotFound
from exchange.rules.material import Material, Version, VersionKind
from exchange.rules.officers import Officer
from exchange.rules.release import Release
from storage import Receipt

ASK_AGAIN_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Minted:
    """A ticket's secret, given once, and the disclosure it belongs to."""

    secret: str
    ticket: Ticket
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class Egress:
    """Bytes [start, stop) of `size_bytes`, as a stream that has been entered on the record."""

    chunks: Iterator[bytes]
    start: int
    stop: int
    size_bytes: int
    sha256: str
    file_name: str
    media_type: str


def disclose(desk: Desk, officer: Officer, release_id: str, version_id: str) -> Minted:
    """Enter the disclosure on the record and give the one-time right to collect it.

    Raises:
        TermsNotAgreed, WrongState, Destroyed, NotFound.
    """
    secret = secrets.token_urlsafe(32)
    with desk.ledger.act(officer, Deed.DISCLOSE, at=desk.now()) as act:
        release, version = _checked(act, officer, release_id, version_id)
        # Two clicks at once would each find no disclosure yet, and write one.
        act.releases.lock(release.id)
        disclosure = _disclosure(act, officer, release, version)
        ticket = Ticket(
            id=act.new_reference("TKT"),
            disclosure=disclosure.id,
            matter=release.matter,
            release=release.id,
            version_id=version.id,
            officer=officer.id,
            secret_sha256=_digest(secret),
            minted_at=act.at,
            expires_at=ticket_expires_at(act.at),
        )
        act.tickets.add(ticket)
        act.note(disclosure.id, ticket.id, sha256=version.sha256, terms_digest=disclosure.terms_digest)
    return Minted(secret, ticket, disclosure)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _checked(act: Act, officer: Officer, release_id: str, version_id: str) -> tuple[Release, Version]:
    release, version = act.releases.find(release_id), act.versions.find(version_id)
    if release is None or version is None or version.id not in release.versions:
        raise NotFound
    matter = enter(act, release.matter)
    act.note(release.id, version.id)
    terms = act.handling_terms.get(release.terms)
    facts = EgressFacts(matter, release, terms, version, officer, london_date(act.at))
    check_egress(facts)
    return release, version


def _disclosure(act: Act, officer: Officer, release: Release, version: Version) -> Disclosure:
    """One for each release, version and reader; a second download by the same reader is a line under it."""
    known = act.disclosures.where(
        release=release.id, version_id=version.id, recipient_person=officer.id, basis=DisclosureBasis.RELEASE
    )
    if known:
        return known[0]
    terms = act.handling_terms.get(release.terms)
    return act.disclosures.add(
        Disclosure(
            id=act.new_reference("DIS"),
            matter=release.matter,
            release=release.id,
            provider=release.provider,
            recipient=release.recipient,
            recipient_organisation=release.recipient_organisation,
            recipient_name=act.organisations.get(release.recipient_organisation).legal_name,
            recipient_person=officer.id,
            material=version.material,
            version_id=version.id,
            sha256=version.sha256,
            size_bytes=version.size_bytes,
            terms_digest=terms.digest,
            purpose=terms.terms.purpose.value,
            basis=DisclosureBasis.RELEASE,
            destroy_by=terms.terms.keep_until,
            disclosed_at=act.at,
        )
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a ticket would give, before any of it is asked for."""

    size_bytes: int
    sha256: str
    file_name: str
    media_type: str


def waiting(desk: Desk, officer: Officer, secret: str) -> Waiting:
    """The size and digest behind a ticket, for whoever asks before they download. No byte leaves.

    Raises:
        As `collect`.
    """
    with desk.ledger.look(officer, Deed.COLLECT, at=desk.now()) as act:
        ticket, version = _usable(act, officer, secret)
        name = _download_name(ticket, version, act.materials.get(version.material))
        return Waiting(version.size_bytes, version.sha256, name, media_type_of(version.format))


def _usable(act: Act, officer: Officer, secret: str) -> tuple[Ticket, Version]:
    found = act.tickets.where(secret_sha256=_digest(secret))
    if not found:
        raise NotFound
    ticket = found[0]
    act.note(ticket.id)
    version = act.versions.get(ticket.version_id)
    whole = _is_whole(act, ticket, version.size_bytes)
    check_ticket(ticket, officer=officer, at=act.at, collected_whole=whole)
    _checked(act, officer, ticket.release, ticket.version_id)
    return ticket, version


def collect(desk: Desk, officer: Officer, secret: str, *, start: int = 0, stop: int | None = None) -> Egress:
    """Open the stream for bytes [start, stop); the line that says so is durable before this returns.

    Raises:
        NotFound, WrongState (used or expired), TermsNotAgreed, Destroyed; InputRefused for a range outside.
    """
    with desk.ledger.act(officer, Deed.COLLECT, at=desk.now()) as act:
        ticket, version = _usable(act, officer, secret)
        until = version.size_bytes if stop is None else min(stop, version.size_bytes)
        if not 0 <= start < until and version.size_bytes:
            raise InputRefused("range", "This part of the document does not exist")
        opened = desk.vault.open(Receipt.from_json(version.receipt))
        act.collections.add(_line(act, ticket, CollectionEvent.STARTED, start, until))
        name = _download_name(ticket, version, act.materials.get(version.material))
    chunks = _Leaving(desk, officer, ticket, opened.read_range(start, until), (start, until))
    kind = media_type_of(version.format)
    return Egress(iter(chunks), start, until, version.size_bytes, version.sha256, name, kind)


def _download_name(ticket: Ticket, version: Version, material: Material) -> str:
    """The reference, never the uploader's name for it (ASVS 5.4.1); the ending is that of these very bytes."""
    name = (
        material.file_name if version.kind is VersionKind.ORIGINAL or version.format == material.kind else ""
    )
    ending = ending_of(version.format, name)
    return f"{ticket.disclosure}.{ending}" if ending else ticket.disclosure


def _line(act: Act, ticket: Ticket, event: CollectionEvent, start: int, stop: int) -> Collection:
    return Collection(
        id=act.new_reference("COL"),
        ticket=ticket.id,
        disclosure=ticket.disclosure,
        matter=ticket.matter,
        officer=ticket.officer,
        event=event,
        start=start,
        stop=stop,
        at=act.at,
    )


def _is_whole(act: Act, ticket: Ticket, size_bytes: int) -> bool:
    """True when the ranges that were sent to their end cover every byte."""
    ended = act.collections.where(ticket=ticket.id, event=(CollectionEvent.ENDED, CollectionEvent.BROKEN_OFF))
    reached = 0
    for line in sorted(ended, key=lambda line: line.start):
        if line.start > reached:
            return False
        reached = max(reached, line.stop)
    return bool(ended) and reached >= size_bytes


class _Leaving:
    """The stream itself: asks again every 4 MiB, and writes down where it ended."""

    def __init__(
        self, desk: Desk, officer: Officer, ticket: Ticket, chunks: Iterator[bytes], part: tuple[int, int]
    ) -> None:
        self._desk, self._officer, self._ticket = desk, officer, ticket
        self._chunks = chunks
        self._start, self._stop = part

    def __iter__(self) -> Iterator[bytes]:
        at, asked = self._start, self._start
        try:
            for chunk in self._chunks:
                if at - asked >= ASK_AGAIN_BYTES:
                    self._ask_again()
                    asked = at
                yield chunk
                at += len(chunk)
        finally:
            self._write_down(at)

    def _ask_again(self) -> None:
        officer_id = self._officer.id
        with self._desk.ledger.look(self._officer, Deed.COLLECT, at=self._desk.now()) as act:
            officer = act.officers.get(officer_id)
            _checked(act, officer, self._ticket.release, self._ticket.version_id)

    def _write_down(self, at: int) -> None:
        event = CollectionEvent.ENDED if at >= self._stop else CollectionEvent.BROKEN_OFF
        with self._desk.ledger.act(self._officer, Deed.COLLECT, at=self._desk.now()) as act:
            act.note(self._ticket.id, matter=self._ticket.matter, start=self._start, stop=at)
            act.collections.add(_line(act, self._ticket, event, self._start, at))
