"""Holds: placed by one person at once, lifted by two."""

from dataclasses import dataclass
from datetime import date

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.destruction import Hold, HoldKind, ask_to_lift, check_hold, lift
from exchange.rules.errors import NotFound
from exchange.rules.officers import Officer


@dataclass(frozen=True, slots=True)
class NewHold:
    """What is held and why. `material` empty holds the whole matter, with whatever comes later."""

    matter: str
    kind: HoldKind
    mandate: str
    review_on: date
    material: str = ""


def place_hold(desk: Desk, officer: Officer, new: NewHold) -> Hold:
    """Place it now. Locks the matter, so that a destruction under way comes wholly before or not at all."""
    with desk.ledger.act(officer, Deed.PLACE_HOLD, at=desk.now(), matter=new.matter) as act:
        matter = enter(act, new.matter)
        act.matters.lock(matter.id)
        if new.material:
            _check_visible(act, new)
        hold = Hold(
            id=act.new_reference("HLD"),
            matter=matter.id,
            material=new.material,
            kind=new.kind,
            mandate=new.mandate.strip(),
            placed_by=officer.id,
            party=officer.party,
            placed_at=act.at,
            review_on=new.review_on,
        )
        check_hold(hold, today=london_date(act.at))
        act.note(hold.id, new.material)
        return act.holds.add(hold)


def _check_visible(act: Act, new: NewHold) -> None:
    """A hold reaches the other party's copy too, once it was disclosed to the holder's party (domain.md 4.2)."""
    material = act.materials.find(new.material)
    if material is None or material.matter != new.matter:
        raise NotFound
    known = material.holder == act.officer.party or act.disclosures.count(
        material=material.id, recipient=act.officer.party
    )
    if not known:
        raise NotFound


def _standing(act: Act, hold_id: str) -> Hold:
    hold = act.holds.find(hold_id)
    if hold is None:
        raise NotFound
    enter(act, hold.matter)
    act.note(hold.id)
    return hold


def ask_lift(desk: Desk, officer: Officer, hold_id: str, *, reason: str) -> Hold:
    """The first of two: says why the hold may end."""
    with desk.ledger.act(officer, Deed.ASK_TO_LIFT_HOLD, at=desk.now()) as act:
        return act.holds.save(ask_to_lift(_standing(act, hold_id), reason=reason, by=officer))


def lift_hold(desk: Desk, officer: Officer, hold_id: str) -> Hold:
    """The second of two: ends it."""
    with desk.ledger.act(officer, Deed.LIFT_HOLD, at=desk.now()) as act:
        return act.holds.save(lift(_standing(act, hold_id), by=officer, at=act.at))
