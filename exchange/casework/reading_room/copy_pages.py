"""Looking at a redacted copy before it goes: its pages as the recipient will see them, beside the original's."""

from dataclasses import dataclass

from exchange.casework.desk import Desk
from exchange.casework.reading_room.materials import PAGE_DPI
from exchange.casework.redacting.redact import own_set
from exchange.casework.work_room import lay_out, room
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.copy_looks import CopyLook, LookedAt, by_officer, look_id, pages_of
from exchange.rules.errors import NotFound, WrongState
from exchange.rules.material import Version
from exchange.rules.officers import Officer
from exchange.rules.redactions import PageReport, RedactionSet, SetState
from redaction import render_page


@dataclass(frozen=True, slots=True)
class CopyView:
    """A verified copy. `looked` are the pages (from 1) that the reader has looked at, `looks` everybody's."""

    redactions: RedactionSet
    copy: Version
    looked: tuple[int, ...]
    looks: tuple[LookedAt, ...]

    @property
    def pages(self) -> int:
        return self.copy.pages

    @property
    def has_parts(self) -> bool:
        """Whether what it has are parts, not pages."""
        return any(page.name for page in self.redactions.pages)

    def report_of(self, number: int) -> PageReport | None:
        """What went from this page or part; None when nothing did."""
        return next((page for page in self.redactions.pages if page.number == number), None)

    def next_changed(self, number: int) -> int:
        """The first page after this one from which something went; 0 when there is none."""
        return next((page.number for page in self.redactions.pages if page.number > number), 0)

    @property
    def next_unseen(self) -> int:
        """The first page that the reader has not looked at; 0 when there is none."""
        return next((number for number in range(1, self.pages + 1) if number not in self.looked), 0)


def look_at_copy(desk: Desk, officer: Officer, set_id: str) -> CopyView:
    """The copy that a redaction set of the officer's own party came to, and who has looked at which of its pages.

    Raises:
        NotFound: not there, another matter's, or the other party's. WrongState: there is no verified copy yet.
        Destroyed: it is gone.
    """
    with desk.ledger.look(officer, Deed.LOOK_AT_COPY, at=desk.now()) as act:
        found, copy = _verified(act, set_id)
        looks = looks_at(act, copy.id)
    return CopyView(found, copy, pages_of(looks, officer.id), looks)


def open_copy_page(desk: Desk, officer: Officer, set_id: str, page_number: int) -> bytes:
    """A PNG of one page of the copy as it will go out. That it was looked at is on the record before it is drawn.

    Args:
        page_number: from 1.

    Raises:
        NotFound: there is no such page either. WrongState, Destroyed. DocumentError: it cannot be drawn.
    """
    with desk.ledger.act(officer, Deed.LOOK_AT_COPY, at=desk.now()) as act:
        _, copy = _verified(act, set_id)
        if not 1 <= page_number <= copy.pages:
            raise NotFound
        _put_down(act, copy, page_number)
    with room(desk) as place:
        return render_page(lay_out(desk, copy, place), page_number, dpi=PAGE_DPI)


def looks_at(act: Act, copy: str) -> tuple[LookedAt, ...]:
    """What everybody has looked at of one copy."""
    return by_officer(act.copy_looks.where(copy=copy))


def _verified(act: Act, set_id: str) -> tuple[RedactionSet, Version]:
    found = own_set(act, set_id)
    if found.state is not SetState.VERIFIED:
        raise WrongState(
            "There is no verified copy to look at yet.",
            next_step="Go back to the redactions and see their status.",
        )
    copy = act.versions.get(found.result)
    copy.check_readable()
    return found, copy


def _put_down(act: Act, copy: Version, page_number: int) -> None:
    # One at a time, so that two windows of one officer do not write the same look.
    act.versions.lock(copy.id)
    name = look_id(copy.id, act.officer.id, page_number)
    if act.copy_looks.find(name) is None:
        act.copy_looks.add(CopyLook(name, copy.matter, copy.id, act.officer.id, page_number, act.at))
    act.note(copy.id, sha256=copy.sha256, part=f"page {page_number}")
