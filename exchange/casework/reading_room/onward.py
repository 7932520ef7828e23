"""One question about onward sharing, for the side that asked and the side that answers."""

from dataclasses import dataclass

from exchange.casework.admission import enter, refuse_conflicted
from exchange.casework.desk import Desk
from exchange.rules.audit import Deed
from exchange.rules.disclosure import Disclosure
from exchange.rules.errors import NotFound
from exchange.rules.officers import Officer
from exchange.rules.onward import OnwardRequest


@dataclass(frozen=True, slots=True)
class OnwardView:
    """The question, the disclosure it is about, and the disclosure it led to, if it did."""

    asked: OnwardRequest
    parent: Disclosure
    used: Disclosure | None
    is_provider: bool


def onward_of(desk: Desk, officer: Officer, onward_id: str) -> OnwardView:
    """One question, for a member of either side."""
    with desk.ledger.look(officer, Deed.READ_ONWARD, at=desk.now()) as act:
        asked = act.onward_requests.find(onward_id)
        if asked is None or officer.party not in {asked.provider, asked.asking}:
            raise NotFound
        refuse_conflicted(act, enter(act, asked.matter))
        used = act.disclosures.find(asked.used_disclosure) if asked.used_disclosure else None
        return OnwardView(asked, act.disclosures.get(asked.disclosure), used, officer.party == asked.provider)
