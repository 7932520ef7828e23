"""Who comes in: every act on a matter passes here first, and everyone else meets "not found"."""

from exchange.ledger import Act
from exchange.rules.clocks import london_date
from exchange.rules.errors import NotAllowed, NotFound
from exchange.rules.material import Material, Version
from exchange.rules.matter import Matter, Membership, check_member


def membership_of(act: Act, matter_id: str) -> Membership | None:
    """The officer's live membership, or the last one they had."""
    today = london_date(act.at)
    found = act.memberships.where(matter=matter_id, officer=act.officer.id)
    live = [membership for membership in found if membership.is_live_on(today)]
    return next(iter(live or found), None)


def enter(act: Act, matter_id: str) -> Matter:
    """The matter, for a member of it.

    Raises:
        NotFound: no such matter, or not theirs to know of (I-7).
    """
    matter = act.matters.find(matter_id)
    if matter is None:
        raise NotFound
    check_member(act.officer, matter, membership_of(act, matter_id), today=london_date(act.at))
    act.note(matter=matter.id)
    return matter


def own_material(act: Act, material_id: str) -> tuple[Material, Matter]:
    """An item that the officer's own party holds, and its matter.

    Raises:
        NotFound: not there, another matter's, or the other party's.
    """
    material = act.materials.find(material_id)
    if material is None or material.holder != act.officer.party:
        raise NotFound
    matter = enter(act, material.matter)
    act.note(material.id)
    return material, matter


def sealed_original(act: Act, material: Material) -> Version:
    """The original's version row, whole and not destroyed."""
    material.check_sealed()
    version = act.versions.get(material.original)
    version.check_readable()
    return version


def refuse_conflicted(act: Act, matter: Matter) -> None:
    """Keep the people of an organisation under investigation away from the other party's things (I-9)."""
    if matter.has_conflict(act.officer):
        raise NotAllowed(
            "Your organisation is subject of this investigation.",
            next_step="Ask another officer.",
            clause="I-9",
        )
