"""Builders: each says only what a test is about. Everyone here is fictitious."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from exchange.ledger import Act, Ledger
from exchange.rules.audit import Deed
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


def record_of(ledger: Ledger) -> tuple[tuple[Deed, str], ...]:
    """Each entry's deed and its result or refusal code."""
    with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
        return tuple((e.deed, e.code or e.result.value) for e in look.entries())
