"""Areas of pages that a person marks in a draft: a signature, a face, handwriting, a stamp, a whole page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exchange.casework.admission import own_material
from exchange.casework.beside.plan import Plan, PlannedArea, read_plan, write_plan
from exchange.casework.desk import Desk
from exchange.casework.redacting.redact import own_set
from exchange.ledger import Act
from exchange.rules.areas import check_area
from exchange.rules.audit import Deed
from exchange.rules.errors import NotFound, Refusal, WrongState
from exchange.rules.material import Material
from exchange.rules.officers import Officer
from exchange.rules.redactions import RedactionSet, SetState
from redaction import Box, CopyFormat, DocumentKind, Ground, ScheduleArea
from storage import Receipt


@dataclass(frozen=True, slots=True)
class NewArea:
    """An area as it was marked. `edges` are left, top, right and bottom in points of the page as shown."""

    page_number: int
    edges: Sequence[float]
    ground: str


def may_have_areas(found: RedactionSet, material: Material) -> bool:
    """Say whether the copy has pages on which a place is a place."""
    return DocumentKind.PDF.value == material.kind or found.copy_format == CopyFormat.PDF.value


def mark_area(desk: Desk, officer: Officer, set_id: str, new: NewArea) -> RedactionSet:
    """Redact everything that lies in an area of a page.

    Raises:
        InputRefused: the area cannot be, or has no reason. WrongState: no draft, or its copy has no pages.
    """
    found, material, pages = _draft(desk, officer, set_id)
    plan = read_plan(desk, found.plan)
    check_area(
        new.page_number, new.edges, new.ground, pages=len(plan.letters) or pages, areas=len(plan.areas)
    )
    left, top, right, bottom = map(float, new.edges)
    number = max((area.number for area in plan.areas), default=0) + 1
    marked = PlannedArea(number, new.page_number, left, top, right, bottom, new.ground, officer.id)
    return _with_areas(desk, officer, found, material, replace(plan, areas=(*plan.areas, marked)))


def unmark_area(desk: Desk, officer: Officer, set_id: str, number: int) -> RedactionSet:
    """Take an area out of a draft again.

    Raises:
        NotFound: there is none of this number. WrongState: no draft.
    """
    found, material, _ = _draft(desk, officer, set_id)
    plan = read_plan(desk, found.plan)
    kept = tuple(area for area in plan.areas if area.number != number)
    if len(kept) == len(plan.areas):
        raise NotFound
    return _with_areas(desk, officer, found, material, replace(plan, areas=kept))


def areas_in(plan: Plan) -> tuple[ScheduleArea, ...]:
    """What is removed for the areas of a plan, in their order."""
    return tuple(
        ScheduleArea(area.page_number, Box(area.left, area.top, area.right, area.bottom), Ground(area.ground))
        for area in plan.areas
    )


def _draft(desk: Desk, officer: Officer, set_id: str) -> tuple[RedactionSet, Material, int]:
    with desk.ledger.look(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
        found = own_set(act, set_id)
        material, _ = own_material(act, found.material)
        pages = act.versions.get(found.original).pages
    if found.state is not SetState.DRAFT:
        raise WrongState(
            f"These redactions are {found.state.value}, so this cannot be done.",
            next_step="Go back to the document and check its status.",
        )
    if not may_have_areas(found, material):
        raise WrongState(
            "An area can be redacted only where the copy has pages, and this one keeps the format it came in.",
            next_step="Start the redactions again and ask for the copy as PDF.",
        )
    return found, material, pages


def _with_areas(
    desk: Desk, officer: Officer, found: RedactionSet, material: Material, plan: Plan
) -> RedactionSet:
    """The set with another plan. Whoever marks, or takes back a mark, has decided something here."""
    receipt = write_plan(desk, plan, matter=material.matter, party=material.holder)
    try:
        with desk.ledger.act(officer, Deed.DECIDE_REDACTION, at=desk.now()) as act:
            saved = _saved(act, replace(found, plan=receipt.as_json()), officer)
            act.note(areas=len(plan.areas))
    except Refusal:
        desk.vault.shred(receipt)
        raise
    desk.vault.shred(Receipt.from_json(found.plan))
    return saved


def _saved(act: Act, found: RedactionSet, officer: Officer) -> RedactionSet:
    own_set(act, found.id)
    by = tuple(dict.fromkeys((*found.decided_by, officer.id)))
    return act.redaction_sets.save(replace(found, decided_by=by))
