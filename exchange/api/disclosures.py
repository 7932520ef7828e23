"""Collecting what was released, and the log of what went, when, and to whom."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import Response, url_for

from exchange.api.ranges import Whole, sent
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Day, Paged, Reference, Shown, Told
from exchange.api.visit import desk, officer
from exchange.casework.reading_room.disclosures import Filters, disclosure_of, export_csv
from exchange.casework.reading_room.listings import disclosures_after
from exchange.casework.releasing import disclose as disclosing
from exchange.rules.audit import Deed
from exchange.rules.disclosure import CollectionEvent, DisclosureBasis

room = Room("disclosures")


class NewTicket(Told):
    """Which version of the release is to be collected."""

    version: Reference


class TicketShown(Shown):
    """The right to collect one version once. `url` serves it, in ranges too, until `expires_at`."""

    url: str
    expires_at: datetime
    disclosure: str
    size_bytes: int
    sha256: str


class DisclosureShown(Shown):
    """What went, when, from whom, to whom, under which terms."""

    id: str
    matter: str
    release: str
    provider: str
    recipient: str
    recipient_organisation: str
    recipient_name: str
    recipient_person: str
    version_id: str
    sha256: str
    size_bytes: int
    terms_digest: str
    purpose: str
    basis: DisclosureBasis
    destroy_by: date
    disclosed_at: datetime
    parent: str
    consent: str


class CollectionShown(Shown):
    """One line of what was sent over the wire: bytes [start, stop)."""

    officer: str
    event: CollectionEvent
    start: int
    stop: int
    at: datetime


class DisclosureOpened(Shown):
    disclosure: DisclosureShown
    status: str
    collections: list[CollectionShown]
    onward: list[str]
    shared_on: list[str]
    is_recipient: bool


class Disclosures(Shown):
    """Newest first. `next` is what to send as `after`, empty at the end."""

    items: list[DisclosureShown]
    next: str


class WhichDisclosures(Paged):
    matter: Reference | None = None


class WhichExport(Told):
    matter: Reference | None = None
    date_from: Day | None = None
    date_to: Day | None = None


@room.post(
    "/releases/<release_id>/tickets",
    Deed.DISCLOSE,
    needs="collect",
    takes=NewTicket,
    gives=TicketShown,
    status=201,
)
def ticket(release_id: str, body: NewTicket) -> object:
    """Enter the disclosure on the record and get the one-time right to collect it."""
    minted = disclosing.disclose(desk(), officer(), release_id, body.version)
    return {
        "url": url_for("api.disclosures_file", ticket=minted.secret),
        "expires_at": minted.ticket.expires_at,
        "disclosure": minted.disclosure.id,
        "size_bytes": minted.disclosure.size_bytes,
        "sha256": minted.disclosure.sha256,
    }


@room.get("/files/<ticket>", Deed.COLLECT, needs="collect", content="application/octet-stream")
def file(ticket: str) -> Response:
    """The bytes, once, whole or in ranges; what left is on the record before and after."""
    found = disclosing.waiting(desk(), officer(), ticket)

    def part(start: int, stop: int) -> Iterator[bytes]:
        return disclosing.collect(desk(), officer(), ticket, start=start, stop=stop).chunks

    return sent(Whole(found.size_bytes, found.sha256, found.file_name, found.media_type), part)


@room.get("/disclosures", Deed.READ_DISCLOSURES, asks=WhichDisclosures, gives=Disclosures)
def show_all(asked: WhichDisclosures) -> object:
    """The log: what one's party disclosed and what was disclosed to it."""
    return disclosures_after(
        desk(), officer(), matter=asked.matter or "", after=asked.after, limit=asked.limit
    )


@room.get("/disclosures/<disclosure_id>", Deed.READ_DISCLOSURES, gives=DisclosureOpened)
def show(disclosure_id: str) -> object:
    """One disclosure with every line under it: the receipt."""
    view = disclosure_of(desk(), officer(), disclosure_id)
    return {
        "disclosure": view.line.disclosure,
        "status": view.line.status,
        "collections": view.collections,
        "onward": [each.id for each in view.onward],
        "shared_on": [each.id for each in view.shared_on],
        "is_recipient": view.is_recipient,
    }


@room.get("/disclosures.csv", Deed.EXPORT_DISCLOSURES, needs=PERSON, asks=WhichExport, content="text/csv")
def export(asked: WhichExport) -> Response:
    """The log as a table for spreadsheets. Taking it is on the record, so it is a person's alone."""
    filters = Filters(matter=asked.matter or "", date_from=asked.date_from, date_to=asked.date_to)
    answer = Response(export_csv(desk(), officer(), filters), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename="disclosures.csv")
    return answer
