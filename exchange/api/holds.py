"""Legal holds: placed by one person at once, lifted by two."""

from datetime import date, datetime

from exchange.api.handling_terms import Reason
from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Confirmed, Day, Reference, Shown, Told, Words
from exchange.api.visit import desk, officer
from exchange.casework.ending import hold as holding
from exchange.casework.reading_room.destruction import hold_of, records_of
from exchange.rules.audit import Deed
from exchange.rules.destruction import HoldKind, HoldState

room = Room("holds")


class NewHold(Told):
    """What is held and why. Without `material` the whole matter is held, with whatever comes later."""

    matter: Reference
    kind: HoldKind
    mandate: Words
    review_on: Day
    material: Reference | None = None


class HoldShown(Shown):
    id: str
    matter: str
    material: str
    kind: HoldKind
    mandate: str
    placed_by: str
    party: str
    placed_at: datetime
    review_on: date
    state: HoldState
    lift_asked_by: str
    lift_reason: str
    lifted_by: str
    lifted_at: datetime | None


class Holds(Shown):
    items: list[HoldShown]


@room.get("/holds", Deed.READ_DESTRUCTION, gives=Holds)
def show_all() -> object:
    """The holds that stand on one's party's matters, its own and the other party's."""
    return {"items": records_of(desk(), officer()).holds}


@room.post("/holds", Deed.PLACE_HOLD, needs="records", takes=NewHold, gives=HoldShown, status=201)
def place(body: NewHold) -> object:
    """Place a hold now."""
    new = holding.NewHold(
        matter=body.matter,
        kind=body.kind,
        mandate=body.mandate,
        review_on=body.review_on,
        material=body.material or "",
    )
    return holding.place_hold(desk(), officer(), new)


@room.get("/holds/<hold_id>", Deed.READ_DESTRUCTION, gives=HoldShown)
def show(hold_id: str) -> object:
    """One hold."""
    return hold_of(desk(), officer(), hold_id)


@room.post("/holds/<hold_id>/ask-to-lift", Deed.ASK_TO_LIFT_HOLD, needs=PERSON, takes=Reason, gives=HoldShown)
def ask_to_lift(hold_id: str, body: Reason) -> object:
    """The first of two: says why the hold may end."""
    return holding.ask_lift(desk(), officer(), hold_id, reason=body.reason)


@room.post(
    "/holds/<hold_id>/lift",
    Deed.LIFT_HOLD,
    needs=PERSON,
    takes=Confirmed,
    gives=HoldShown,
    confirmed=True,
)
def lift(hold_id: str, body: Confirmed) -> object:  # noqa: ARG001 - its code has been checked
    """The second of two: ends it."""
    return holding.lift_hold(desk(), officer(), hold_id)
