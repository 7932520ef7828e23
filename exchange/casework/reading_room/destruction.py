"""What is due, what is held, the runs and their certificates, for one party's records people."""

from dataclasses import dataclass
from datetime import date

from exchange.casework.desk import Desk
from exchange.casework.destroy import due_date, is_held
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.destruction import Certificate, DestructionRun, Hold, HoldState, RetentionRule, RunItem
from exchange.rules.errors import NotFound
from exchange.rules.material import Material, MaterialState
from exchange.rules.officers import Officer


@dataclass(frozen=True, slots=True)
class DueItem:
    """One of the party's items and when it falls due; `due_on` is None while the clock has not started."""

    material: Material
    due_on: date | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class RecordsView:
    """A records officer's first sight."""

    rule: RetentionRule | None
    earlier_rules: tuple[RetentionRule, ...]
    items: tuple[DueItem, ...]
    holds: tuple[Hold, ...]
    runs: tuple[DestructionRun, ...]
    today: date

    @property
    def due_now(self) -> int:
        return sum(1 for item in self.items if item.due_on and item.due_on <= self.today and not item.is_held)

    @property
    def on_hold(self) -> int:
        return sum(1 for item in self.items if item.is_held)


def records_of(desk: Desk, officer: Officer) -> RecordsView:
    """Everything the officer's party keeps, by when it is due."""
    with desk.ledger.look(officer, Deed.READ_DESTRUCTION, at=desk.now()) as act:
        rules = act.retention_rules.where(party=officer.party, order_by="-issue")
        rule = rules[0] if rules else None
        kept = act.materials.where(holder=officer.party, state=MaterialState.SEALED, order_by="registered_at")
        items = tuple(
            DueItem(material, due_date(act, rule, material) if rule else None, is_held(act, material))
            for material in kept
        )
        return RecordsView(
            rule=rule,
            earlier_rules=rules[1:],
            items=tuple(sorted(items, key=lambda item: item.due_on or date.max)),
            holds=_holds(act),
            runs=act.destruction_runs.where(party=officer.party, order_by="-practised_at"),
            today=london_date(act.at),
        )


def _holds(act: Act) -> tuple[Hold, ...]:
    """Holds on the party's matters that stand, its own and the other party's."""
    matters = {m.matter for m in act.memberships.where(party=act.officer.party)}
    standing = act.holds.where(matter=matters, state=(HoldState.PLACED, HoldState.LIFT_ASKED))
    return tuple(sorted(standing, key=lambda hold: hold.placed_at))


def hold_of(desk: Desk, officer: Officer, hold_id: str) -> Hold:
    """One hold on a matter of the officer's party."""
    with desk.ledger.look(officer, Deed.READ_DESTRUCTION, at=desk.now()) as act:
        hold = act.holds.find(hold_id)
        if hold is None or officer.party not in act.matters.get(hold.matter).parties:
            raise NotFound
        return hold


@dataclass(frozen=True, slots=True)
class RunView:
    """One run with its list."""

    run: DestructionRun
    items: tuple[tuple[RunItem, Material], ...]
    certificate: Certificate | None


def run_of(desk: Desk, officer: Officer, run_id: str) -> RunView:
    """One run of the officer's own party."""
    with desk.ledger.look(officer, Deed.READ_DESTRUCTION, at=desk.now()) as act:
        run = act.destruction_runs.find(run_id)
        if run is None or run.party != officer.party:
            raise NotFound
        items = act.run_items.where(run=run.id, order_by="id")
        certificate = act.certificates.find(run.certificate) if run.certificate else None
        return RunView(run, tuple((item, act.materials.get(item.material)) for item in items), certificate)


def certificate_of(desk: Desk, officer: Officer, certificate_id: str) -> Certificate:
    """A certificate, for the party whose copies it is about."""
    with desk.ledger.look(officer, Deed.READ_DESTRUCTION, at=desk.now()) as act:
        found = act.certificates.find(certificate_id)
        if found is None or found.party != officer.party:
            raise NotFound
        return found


def certificate_pdf(desk: Desk, officer: Officer, certificate_id: str) -> bytes:
    """The same certificate as an accessible PDF."""
    return desk.papers.certificate_pdf(certificate_of(desk, officer, certificate_id))
