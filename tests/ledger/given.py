"""Builders: each says only what a test is about. Everyone here is fictitious."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from exchange.ledger import Act, Ledger
from exchange.rules.audit import Deed
from exchange.rules.copy_looks import CopyLook
from exchange.rules.destruction import Certificate, DestructionRun
from exchange.rules.disclosure import Collection, CollectionEvent, Disclosure, DisclosureBasis, Ticket
from exchange.rules.material import Material, MaterialState, ScanState, Version, VersionKind
from exchange.rules.matter import Matter, Mode
from exchange.rules.officers import Officer, Organisation, OrganisationKind, Party, PartyKind, Role

NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)

SYSTEM = Officer(id="SYSTEM", party="", organisation="", roles=frozenset({Role.SYSTEM}))
OFFICER = Officer(
    id="OFF-1",
    party="P-IOPC",
    organisation="ORG-IOPC",
    roles=frozenset({Role.DISCLOSURE_OFFICER, Role.APPROVER}),
    name="Robin Example",
    email="robin@iopc.example",
)
READER = replace(OFFICER, id="OFF-2", roles=frozenset({Role.REVIEWER}), email="sam@iopc.example")


class ToySeal:
    """Closes text so that a test can tell closed from open. It is no encryption."""

    def seal(self, text: str, *, column: str) -> str:
        return f"{column}|{text.encode()[::-1].hex()}"

    def open(self, written: str, *, column: str) -> str:
        bound, _, closed = written.partition("|")
        if bound != column:
            raise ValueError("sealed for another column")
        return bytes.fromhex(closed)[::-1].decode()


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def some_matter(id: str = "MX-1", **changed: object) -> Matter:
    matter = Matter(
        id=id,
        iopc_reference="2026/204417",
        review_reference="LCSPR-7",
        mode=Mode.INDEPENDENT,
        iopc="P-IOPC",
        partnership="P-LSP",
        decided_on=date(2026, 2, 1),
        force_contacted_on=None,
        opened_by="OFF-1",
        opened_at=NOON,
        conflicted=("ORG-FORCE",),
    )
    return replace(matter, **changed)  # type: ignore[arg-type]


def some_material(id: str = "DOC-1", **changed: object) -> Material:
    material = Material(
        id=id,
        matter="MX-1",
        holder="P-IOPC",
        organisation="ORG-IOPC",
        originator="",
        title="Statement 4",
        file_name="statement.pdf",
        kind="pdf",
        size_bytes=3_000_000_000,
        sha256="a" * 64,
        scan=ScanState.CLEAN,
        state=MaterialState.SEALED,
        uploaded_by="OFF-1",
        registered_at=NOON,
    )
    return replace(material, **changed)  # type: ignore[arg-type]


def some_version(id: str = "VER-1", **changed: object) -> Version:
    version = Version(
        id=id,
        material="DOC-1",
        matter="MX-1",
        holder="P-IOPC",
        kind=VersionKind.ORIGINAL,
        sha256="a" * 64,
        size_bytes=3_000_000_000,
        pages=4,
        receipt="receipt",
        made_by="SYSTEM",
        made_at=NOON,
    )
    return replace(version, **changed)  # type: ignore[arg-type]


def add_parties(act: Act) -> None:
    act.parties.add(Party("P-IOPC", PartyKind.IOPC, "Independent Office for Police Conduct"))
    act.parties.add(Party("P-LSP", PartyKind.PARTNERSHIP, "Exampleshire Partnership"))
    act.organisations.add(Organisation("ORG-IOPC", "P-IOPC", OrganisationKind.IOPC, "IOPC"))
    for officer in (OFFICER, READER):
        act.officers.add(officer)


def populate(ledger: Ledger) -> None:
    """Two parties, two officers, one matter, one material: one act, so the record's first entry."""
    with ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=NOON) as act:
        add_parties(act)
        act.matters.add(some_matter())
        act.materials.add(some_material())


def disclose(ledger: Ledger) -> None:
    """One disclosure with its ticket and collection, one look at a copy, and one certificate."""
    with ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=NOON) as act:
        act.versions.add(some_version())
        act.disclosures.add(some_disclosure())
        act.tickets.add(
            Ticket("TKT-1", "DIS-1", "MX-1", "REL-1", "VER-1", "OFF-2", "b" * 64, NOON, later(900))
        )
        act.collections.add(
            Collection("COL-1", "TKT-1", "DIS-1", "MX-1", "OFF-2", CollectionEvent.ENDED, 0, 10, NOON)
        )
        act.destruction_runs.add(
            DestructionRun("RUN-1", "P-IOPC", date(2026, 3, 1), "f" * 64, 1, 0, "OFF-1", NOON)
        )
        act.copy_looks.add(CopyLook("VER-1.OFF-1.1", "MX-1", "VER-1", "OFF-1", 1, NOON))
        act.certificates.add(Certificate("CERT-1", "RUN-1", "P-IOPC", NOON, date(2026, 6, 1), "{}", "c" * 64))


def some_disclosure(id: str = "DIS-1", **changed: object) -> Disclosure:
    disclosure = Disclosure(
        id=id,
        matter="MX-1",
        release="REL-1",
        provider="P-IOPC",
        recipient="P-LSP",
        recipient_organisation="ORG-LSP",
        recipient_name="Exampleshire Council",
        recipient_person="OFF-3",
        material="DOC-1",
        version_id="VER-1",
        sha256="a" * 64,
        size_bytes=3_000_000_000,
        terms_digest="d" * 64,
        purpose="To assist the review",
        basis=DisclosureBasis.RELEASE,
        destroy_by=date(2027, 1, 1),
        disclosed_at=NOON,
    )
    return replace(disclosure, **changed)  # type: ignore[arg-type]


def record_of(ledger: Ledger) -> tuple[tuple[Deed, str], ...]:
    """Each entry's deed and its result or refusal code."""
    with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
        return tuple((e.deed, e.code or e.result.value) for e in look.entries())
