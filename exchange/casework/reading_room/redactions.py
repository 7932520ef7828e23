"""Opening a redaction set: the words in question, grouped by person or identifier, each with its decision."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from exchange.casework.admission import own_material, sealed_original
from exchange.casework.beside.plan import PlannedArea, read_plan
from exchange.casework.beside.printed import print_of
from exchange.casework.desk import Desk
from exchange.casework.reading_room.findings import FindingGroup, Tally, grouped, tally
from exchange.casework.reading_room.foreseen import foreseen
from exchange.casework.reading_room.materials import PAGE_DPI
from exchange.casework.receiving.unlock import opening_of
from exchange.casework.redacting.areas import may_have_areas
from exchange.casework.redacting.decisions import last_steps
from exchange.casework.redacting.redact import own_set
from exchange.casework.who_is_who.labels import with_labels
from exchange.casework.work_room import lay_out, lay_out_receipt, room
from exchange.rules.audit import Deed
from exchange.rules.decisions import DecisionStep, step_to_undo
from exchange.rules.errors import InputRefused, NotFound
from exchange.rules.material import Material, Version
from exchange.rules.officers import Officer
from exchange.rules.redactions import PageReport, RedactionSet, SetState
from redaction import CopyFormat, Ground, render_page
from storage import Receipt

#: While suggestions are being looked for there is nothing to open.
_NOTHING_YET = frozenset({SetState.SUGGESTING})


@dataclass(frozen=True)
class Review:
    """A redaction set with its words, for the party's own officers. `report` is of the verified result.

    `foreseen` is what would go from each page by the decisions so far, as far as the text can tell. `parts` names
    the parts of a document without pages; empty where pages are pages. `schedule` is what goes with the copy.
    `undoable` is the last decision, when it is the reader's own. `language` warns of pages that are not in English,
    `hidden` says what the document holds that no copy will have. `areas` go whatever lies in them; `takes_areas` says
    that the copy has pages to mark them on.
    """

    redactions: RedactionSet
    material: Material
    original: Version
    result: Version | None
    groups: tuple[FindingGroup, ...]
    typed_terms: int
    foreseen: tuple[PageReport, ...]
    pages: int
    parts: tuple[str, ...]
    schedule: tuple[Version, ...]
    labelled: bool = False
    undoable: DecisionStep | None = None
    language: str = ""
    hidden: tuple[str, ...] = ()
    areas: tuple[PlannedArea, ...] = ()
    takes_areas: bool = False

    @property
    def points_a_pixel(self) -> float:
        """How many points of a page one pixel of its picture is (`open_set_page`)."""
        return 72 / PAGE_DPI

    def where(self, number: int) -> str:
        """ "page 3", or the name of the part."""
        named = number <= len(self.parts) and self.parts[number - 1]
        return named or f"page {number}"

    @property
    def shown_pages(self) -> tuple[PageReport, ...]:
        """What went from each page, or what would."""
        return self.redactions.pages if self.redactions.state is SetState.VERIFIED else self.foreseen

    @property
    def large_pages(self) -> tuple[PageReport, ...]:
        """Those of which more than 60 % goes."""
        return tuple(page for page in self.shown_pages if page.is_large)

    @cached_property
    def decided(self) -> int:
        return self.everything.decided

    @cached_property
    def everything(self) -> Tally:
        """Both lists together: the two always add up to it."""
        return tally(self.groups)

    @cached_property
    def found(self) -> Tally:
        return tally(self.groups, confidence="found")

    @cached_property
    def less_certain(self) -> Tally:
        """The review queue: what was found below its threshold."""
        return tally(self.groups, confidence="review")

    @cached_property
    def thresholds(self) -> dict[str, float]:
        """For each label in the review queue the score below which its findings are put there."""
        findings = (f for group in self.groups for f in group.findings if f.confidence == "review")
        return {finding.label: finding.threshold for finding in sorted(findings, key=lambda f: f.label)}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The kinds of thing that were found."""
        return tuple(sorted({finding.label for group in self.groups for finding in group.findings}))

    @cached_property
    def redacted(self) -> int:
        return sum(group.redacted for group in self.groups)

    @cached_property
    def report(self) -> dict[str, str]:
        return dict(self.redactions.report)

    @cached_property
    def largest_share(self) -> float:
        """How much of the most redacted page is gone, 0 to 1."""
        return float(self.report.get("largest_share", "0"))

    @cached_property
    def last_decided_at(self) -> datetime | None:
        made = [f.decision.decided_at for group in self.groups for f in group.findings if f.decision]
        return max(made, default=None)


#: Every ground there is: its code, and the words a reviewer chooses.
GROUNDS_SHOWN: tuple[tuple[str, str], ...] = tuple((ground.value, ground.sentence) for ground in Ground)


def open_review(desk: Desk, officer: Officer, set_id: str) -> Review:
    """A redaction set of the officer's own party, opened on the record.

    Raises:
        NotFound: not there, another matter's, or the other party's. Destroyed: the original is gone.
    """
    with desk.ledger.act(officer, Deed.READ_REDACTIONS, at=desk.now()) as act:
        found = own_set(act, set_id)
        material = act.materials.get(found.material)
        material.check_not_destroyed()
        original = act.versions.get(found.original)
        result = act.versions.find(found.result) if found.result else None
        decisions = act.finding_decisions.where(redaction_set=found.id)
        schedule = tuple(act.versions.get(version_id) for version_id in found.schedule)
        step = step_to_undo(last_steps(act, found.id)) if found.state is SetState.DRAFT else None
    plan = read_plan(desk, found.plan)
    candidates = () if found.state in _NOTHING_YET else plan.candidates
    if plan.labelled and found.state is SetState.DRAFT:
        candidates = with_labels(desk, found, candidates)
    groups = grouped(candidates, decisions)
    return Review(
        redactions=found,
        material=material,
        original=original,
        result=result,
        groups=groups,
        typed_terms=len(plan.typed),
        foreseen=foreseen(plan, groups),
        pages=len(plan.letters) or original.pages,
        parts=plan.parts,
        schedule=schedule,
        labelled=plan.labelled,
        undoable=step if step is not None and step.decided_by == officer.id else None,
        language=plan.language,
        hidden=plan.hidden,
        areas=plan.areas,
        takes_areas=may_have_areas(found, material),
    )


def open_set_page(desk: Desk, officer: Officer, set_id: str, page_number: int) -> bytes:
    """A PNG of one page of the original as its copy will be laid out. The opening is on the record before.

    Args:
        page_number: from 1.

    Raises:
        NotFound, Destroyed, WrongState; DocumentError when there is no such page or it cannot be drawn.
    """
    if page_number < 1:
        raise InputRefused("page", "Pages count from 1")
    with desk.ledger.act(officer, Deed.OPEN_ORIGINAL, at=desk.now()) as act:
        found = own_set(act, set_id)
        material, _ = own_material(act, found.material)
        version = sealed_original(act, material)
        act.note(version.id, sha256=version.sha256, part=f"page {page_number}")
        copy_format = CopyFormat(found.copy_format)
        printed = print_of(act, version, copy_format)
    opening = opening_of(desk, material, may_lose_signature=True)
    with room(desk) as place:
        if printed:
            return render_page(lay_out_receipt(desk, printed, place / "printed"), page_number, dpi=PAGE_DPI)
        source = lay_out(desk, version, place)
        return render_page(source, page_number, dpi=PAGE_DPI, opening=opening, copy_format=copy_format)


def open_schedule(desk: Desk, officer: Officer, set_id: str, written_as: str) -> bytes:
    """The schedule of redactions of a verified copy, for its own party: "pdf" or "csv". On the record.

    Raises:
        NotFound: there is none. Destroyed: it is gone with its document.
    """
    with desk.ledger.act(officer, Deed.READ_REDACTIONS, at=desk.now()) as act:
        found = own_set(act, set_id)
        versions = [act.versions.get(version_id) for version_id in found.schedule]
        paper = next((version for version in versions if version.format == written_as), None)
        if paper is None:
            raise NotFound
        paper.check_readable()
        act.note(paper.id, sha256=paper.sha256)
    return b"".join(desk.vault.open(Receipt.from_json(paper.receipt)).chunks())
