"""The disclosure log: what went, when, from whom, to whom; and its export, which is itself on the record.

A party sees the disclosures it made and those made to it, in the matters its officer is on.
"""

from dataclasses import dataclass
from datetime import date, datetime

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.casework.spreadsheet import as_csv
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import LONDON, london_date
from exchange.rules.disclosure import Collection, CollectionEvent, Disclosure
from exchange.rules.errors import InputRefused, NotAllowed, NotFound
from exchange.rules.material import Material, VersionKind
from exchange.rules.matter import Matter
from exchange.rules.officers import Officer
from exchange.rules.onward import OnwardRequest

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show. Empty means everything. `text` is looked for in references and recipients."""

    matter: str = ""
    text: str = ""
    date_from: date | None = None
    date_to: date | None = None
    made_by_us: bool | None = None
    sort: str = "-disclosed_at"
    page: int = 1
    page_size: int = 25


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One row of the log, with its parties in words and what became of it.

    `kind` and `format` say what went: an original, a redacted copy or its schedule, and what its bytes are.
    """

    disclosure: Disclosure
    provider_name: str
    recipient_name: str
    person_name: str
    status: str
    kind: VersionKind | None
    format: str


@dataclass(frozen=True, slots=True)
class DisclosurePage:
    """One page of the log. `total` counts only what this officer may see (I-50)."""

    lines: tuple[DisclosureLine, ...]
    total: int
    filters: Filters


_SORTS = {"disclosed_at", "id", "destroy_by", "recipient_name"}


def disclosure_log(desk: Desk, officer: Officer, filters: Filters) -> DisclosurePage:
    """One page of the log; reading it is on the record (I-46)."""
    with desk.ledger.act(officer, Deed.READ_DISCLOSURES, at=desk.now(), matter=filters.matter) as act:
        lines = _lines(act, filters)
        act.note(shown=len(lines))
    size = filters.page_size if filters.page_size in PAGE_SIZES else PAGE_SIZES[0]
    start = (max(1, filters.page) - 1) * size
    return DisclosurePage(lines[start : start + size], len(lines), filters)


def _lines(act: Act, filters: Filters) -> tuple[DisclosureLine, ...]:
    if filters.date_from and filters.date_to and filters.date_from > filters.date_to:
        raise InputRefused("date_from", "Date from must be the same as or before date to")
    found = [_line(act, disclosure) for disclosure in _visible(act, filters.matter)]
    kept = [line for line in found if _matches(line, filters, act.officer.party)]
    field = filters.sort.lstrip("-")
    if field not in _SORTS:
        field = "disclosed_at"
    kept.sort(key=lambda line: (str(getattr(line.disclosure, field)), line.disclosure.id))
    if filters.sort.startswith("-"):
        kept.reverse()
    return tuple(kept)


def _visible(act: Act, matter_id: str) -> tuple[Disclosure, ...]:
    matters = [enter(act, matter_id)] if matter_id else _own_matters(act)
    clear = {matter.id for matter in matters if not matter.has_conflict(act.officer)}
    party = act.officer.party
    rows = act.disclosures.where(matter=clear)
    return tuple(row for row in rows if party in {row.provider, row.recipient} or _is_on_the_way(act, row))


def _is_on_the_way(act: Act, row: Disclosure) -> bool:
    """Onward sharing of what this party provided belongs to its log too."""
    parent = act.disclosures.find(row.parent) if row.parent else None
    return parent is not None and act.officer.party in {parent.provider, parent.recipient}


def _own_matters(act: Act) -> list[Matter]:
    today = london_date(act.at)
    mine = {m.matter for m in act.memberships.where(officer=act.officer.id) if m.is_live_on(today)}
    return list(act.matters.where(id=mine))


def _line(act: Act, row: Disclosure) -> DisclosureLine:
    person = act.officers.find(row.recipient_person) if row.recipient_person else None
    provider = act.parties.find(row.provider)
    material = act.materials.find(row.material)
    version = act.versions.find(row.version_id)
    destroyed = material is not None and material.destroyed_at is not None
    collected = act.collections.count(disclosure=row.id)
    status = "Destroyed by the provider" if destroyed else "Collected" if collected else "Not collected"
    return DisclosureLine(
        disclosure=row,
        provider_name=provider.name if provider else row.provider,
        recipient_name=row.recipient_name,
        person_name=person.name if person else "",
        status="Shared on" if row.parent else status,
        kind=version.kind if version else None,
        format=version.format if version else "",
    )


def _matches(line: DisclosureLine, filters: Filters, party: str) -> bool:
    row = line.disclosure
    day = london_date(row.disclosed_at)
    wanted = filters.text.strip().casefold()
    haystack = " ".join((row.id, row.material, row.release, row.matter, row.recipient_name, line.person_name))
    return (
        (not wanted or wanted in haystack.casefold())
        and (filters.date_from is None or day >= filters.date_from)
        and (filters.date_to is None or day <= filters.date_to)
        and (filters.made_by_us is None or (row.provider == party) is filters.made_by_us)
    )


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """One disclosure with every line under it. `certificate` is shown to the party whose copy was destroyed."""

    line: DisclosureLine
    collections: tuple[Collection, ...]
    onward: tuple[OnwardRequest, ...]
    shared_on: tuple[Disclosure, ...]
    parent: Disclosure | None
    is_recipient: bool
    destroyed_at: datetime | None
    certificate: str


def disclosure_of(desk: Desk, officer: Officer, disclosure_id: str) -> DisclosureView:
    """One disclosure; its receipt is what it says: reference, bytes, SHA-256, terms, who and when."""
    with desk.ledger.act(officer, Deed.READ_DISCLOSURES, at=desk.now()) as act:
        row = act.disclosures.find(disclosure_id)
        if row is None or row.id not in {seen.id for seen in _visible(act, row.matter)}:
            raise NotFound
        act.note(row.id)
        material = act.materials.find(row.material)
        return DisclosureView(
            line=_line(act, row),
            collections=_in_order(act.collections.where(disclosure=row.id)),
            onward=act.onward_requests.where(disclosure=row.id, order_by="asked_at"),
            shared_on=act.disclosures.where(parent=row.id),
            parent=act.disclosures.find(row.parent) if row.parent else None,
            is_recipient=row.recipient == officer.party,
            destroyed_at=material.destroyed_at if material else None,
            certificate=_certificate_of(act, material) if material else "",
        )


def _in_order(lines: tuple[Collection, ...]) -> tuple[Collection, ...]:
    """As it happened; a download begins before it ends, though both fall into one instant."""
    return tuple(sorted(lines, key=lambda line: (line.at, line.event is not CollectionEvent.STARTED)))


def _certificate_of(act: Act, material: Material) -> str:
    """The certificate lists everything of its run, so the other party does not get it."""
    if material.holder != act.officer.party or not material.destroyed_by_run:
        return ""
    return act.destruction_runs.get(material.destroyed_by_run).certificate


def question_about(desk: Desk, officer: Officer, disclosure_id: str) -> Disclosure:
    """The disclosure that the officer's party received and wants to share onwards.

    Raises:
        NotFound. NotAllowed: another party received it.
    """
    with desk.ledger.look(officer, Deed.READ_ONWARD, at=desk.now()) as act:
        row = act.disclosures.find(disclosure_id)
        if row is None or row.id not in {seen.id for seen in _visible(act, row.matter)}:
            raise NotFound
        if row.recipient != officer.party:
            raise NotAllowed(
                "You can only ask to share documents that your organisation holds",
                next_step="Ask the organisation that holds them.",
                clause="A§9.6b1",
            )
        return row


_COLUMNS = (
    "Reference", "Disclosed", "From", "To", "Person", "Document", "Version", "SHA-256", "Bytes", "Terms SHA-256",
    "Purpose", "Basis", "Follows", "Destroy by", "Status", "Kind", "Format",
)  # fmt: skip


def export_csv(desk: Desk, officer: Officer, filters: Filters) -> bytes:
    """The log as CSV: UTF-8 with a mark, so that spreadsheets read names right; says who took it and when."""
    with desk.ledger.act(officer, Deed.EXPORT_DISCLOSURES, at=desk.now(), matter=filters.matter) as act:
        lines = _lines(act, filters)
        act.note(exported=len(lines))
        taken = act.at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
    heading = f"Disclosure log, taken {taken} by {officer.id}, filter: {filters.text or 'none'}"
    return as_csv([[heading], _COLUMNS, *(_cells(line) for line in lines)])


def _cells(line: DisclosureLine) -> tuple[str, ...]:
    row = line.disclosure
    return (
        row.id,
        row.disclosed_at.astimezone(LONDON).isoformat(timespec="seconds"),
        line.provider_name,
        line.recipient_name,
        line.person_name,
        row.material,
        row.version_id,
        row.sha256,
        str(row.size_bytes),
        row.terms_digest,
        row.purpose,
        row.basis.value,
        row.parent,
        row.destroy_by.isoformat(),
        line.status,
        line.kind.value if line.kind else "",
        line.format,
    )
