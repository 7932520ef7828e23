"""What was seen in a document that may matter to its classification, for those who classify it."""

from dataclasses import dataclass

from exchange.casework.admission import own_material
from exchange.casework.desk import Desk
from exchange.casework.hints import SeenHint, read_seen
from exchange.rules.audit import Deed
from exchange.rules.hints import HintState
from exchange.rules.officers import Officer

MARKED_SECRET = "marked-secret"


@dataclass(frozen=True, slots=True)
class HintsView:
    """Suggestions, the likeliest first. `state` is None while nobody has asked for them."""

    material: str
    state: HintState | None
    hints: tuple[SeenHint, ...] = ()
    language: str = ""

    @property
    def secret(self) -> SeenHint | None:
        """The hint that it carries a marking above OFFICIAL, if it does."""
        return next((each for each in self.hints if each.hint == MARKED_SECRET), None)


def open_hints(desk: Desk, officer: Officer, material_id: str) -> HintsView:
    """What was seen in a document of the officer's own party; on the record once there is something to see.

    Raises:
        NotFound: not there, another matter's, or the other party's.
    """
    with desk.ledger.look(officer, Deed.READ_HINTS, at=desk.now()) as act:
        material, _ = own_material(act, material_id)
        found = act.document_hints.find(material.original) if material.original else None
    if found is None or not found.sealed or found.state is HintState.WAITING:
        return HintsView(material_id, found.state if found else None)
    with desk.ledger.act(officer, Deed.READ_HINTS, at=desk.now()) as act:
        own_material(act, material_id)
        act.note(found.id)
    seen = read_seen(desk, found.sealed)
    return HintsView(material_id, found.state, seen.hints, seen.language)
