"""A request as each side may see it: the asker its words and outcomes, the holder also what answers them."""

from dataclasses import dataclass, replace
from datetime import datetime

from exchange.casework.admission import enter, refuse_conflicted
from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.errors import NotFound
from exchange.rules.material import Material, MaterialState
from exchange.rules.matter import Matter
from exchange.rules.officers import Officer, Party
from exchange.rules.requests import Purpose, Request, RequestItem, purpose_of


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request. `own_documents` are the holder's sealed items that could answer; empty for the asker.

    For the asker every item's `material` and redirect reason are left out.
    """

    request: Request
    matter: Matter
    asking: Party
    holding: Party
    items: tuple[RequestItem, ...]
    is_holder: bool
    own_documents: tuple[Material, ...]
    working_days_waiting: int

    def item(self, item_id: str) -> RequestItem:
        """One item of this request.

        Raises:
            NotFound.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise NotFound

    def document(self, material_id: str) -> Material | None:
        return next((own for own in self.own_documents if own.id == material_id), None)


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom a request of this matter goes to, and the one purpose it can have."""

    matter: Matter
    holder: Party
    purpose: Purpose


def asking_in(desk: Desk, officer: Officer, matter_id: str) -> Asking:
    """What a new request of this matter starts from.

    Raises:
        NotFound, NotAllowed. WrongState: the matter is closed.
    """
    with desk.ledger.look(officer, Deed.READ_REQUESTS, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        matter.check_open()
        refuse_conflicted(act, matter)
        holder = act.parties.get(matter.other_party(officer.party))
        return Asking(matter, holder, purpose_of(is_iopc=officer.party == matter.iopc))


def request_of(desk: Desk, officer: Officer, request_id: str) -> RequestView:
    """One request, for a member of either side."""
    with desk.ledger.look(officer, Deed.READ_REQUESTS, at=desk.now()) as act:
        request = act.requests.find(request_id)
        if request is None:
            raise NotFound
        return _view(desk, act, request)


def requests_in(desk: Desk, officer: Officer, matter_id: str) -> tuple[RequestView, ...]:
    """Every request of a matter, newest first."""
    with desk.ledger.look(officer, Deed.READ_REQUESTS, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        found = act.requests.where(matter=matter_id, order_by="-asked_at")
        if matter.has_conflict(officer):
            found = tuple(request for request in found if request.asking == officer.party)
        return tuple(_view(desk, act, request) for request in found)


def _view(desk: Desk, act: Act, request: Request) -> RequestView:
    matter = enter(act, request.matter)
    if act.officer.party not in {request.asking, request.holding}:
        raise NotFound
    is_holder = act.officer.party == request.holding
    if is_holder:
        refuse_conflicted(act, matter)
    items = act.request_items.where(request=request.id, order_by="number")
    return RequestView(
        request=request,
        matter=matter,
        asking=act.parties.get(request.asking),
        holding=act.parties.get(request.holding),
        items=items if is_holder else tuple(_as_asked(item) for item in items),
        is_holder=is_holder,
        own_documents=_documents(act, matter) if is_holder else (),
        working_days_waiting=_waiting(desk, request, act.at),
    )


def _as_asked(item: RequestItem) -> RequestItem:
    return replace(item, material="", redirect_reason="", detriment_to_child="")


def _documents(act: Act, matter: Matter) -> tuple[Material, ...]:
    return act.materials.where(
        matter=matter.id, holder=act.officer.party, state=MaterialState.SEALED, order_by="registered_at"
    )


def _waiting(desk: Desk, request: Request, at: datetime) -> int:
    return desk.policy.working_days.between(london_date(request.asked_at), london_date(at))
