"""Looking at a redacted copy before it goes: its pages beside the original's, and who has looked at which."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask import Flask
from playwright.sync_api import Browser

from exchange.casework.reading_room.copy_pages import look_at_copy, open_copy_page
from exchange.casework.redacting import redact
from exchange.casework.work_room import lay_out, room
from exchange.rules.audit import Deed
from exchange.rules.errors import NotAllowed, NotFound, WrongState
from exchange.rules.redactions import Choice, RedactionSet
from redaction import render_page
from tests.desk import House, a_pdf
from tests.drafts import FOUND, LINES, a_draft
from tests.web.browsing import look, person_at, serving
from tests.web.stages import Stage
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]

pytestmark = pytest.mark.slow  # a copy is burned and checked for each


def a_verified_set(house: House, **about: Any) -> RedactionSet:
    """Decided by a.khan, approved by m.lewis, burned and checked."""
    draft = a_draft(house, **about)
    numbers = range(1, len(FOUND) + 1)
    redact.decide(house.desk, house.officers["a.khan"], draft.id, numbers, Choice.REDACT, ground="child")
    signed = redact.propose_set(house.desk, house.officers["a.khan"], draft.id)
    redact.approve_set(house.desk, house.officers["m.lewis"], signed.id, fingerprint=signed.fingerprint)
    house.work()
    return set_now(house, draft.id)


def set_now(house: House, set_id: str) -> RedactionSet:
    with house.desk.ledger.housekeeping() as act:
        return act.redaction_sets.get(set_id)


class TestThePages:
    """What is shown is the copy itself, and each first look at a page is on the record."""

    def test_the_page_is_drawn_from_the_copy_and_put_down_once_for_each_officer(self, house: House) -> None:
        found = a_verified_set(house)
        khan, lewis = house.officers["a.khan"], house.officers["m.lewis"]

        shown = [open_copy_page(house.desk, officer, found.id, 1) for officer in (khan, khan, lewis)]
        view = look_at_copy(house.desk, lewis, found.id)

        with house.desk.ledger.housekeeping() as act, room(house.desk) as place:
            drawn = render_page(lay_out(house.desk, act.versions.get(found.result), place), 1)
            noted = [entry for entry in act.entries() if entry.deed is Deed.LOOK_AT_COPY]
        assert shown == [drawn] * 3
        assert (view.pages, view.looked, view.next_unseen) == (1, (1,), 0)
        assert [(each.officer, each.pages) for each in view.looks] == [("a.khan", (1,)), ("m.lewis", (1,))]
        assert [entry.officer for entry in noted] == ["a.khan", "a.khan", "m.lewis"]
        assert all("page 1" in dict(entry.facts).values() for entry in noted)
        with pytest.raises(NotFound):
            open_copy_page(house.desk, lewis, found.id, 2)

    def test_nobody_looks_at_what_is_not_there_or_not_theirs(self, house: House) -> None:
        draft = a_draft(house)

        with pytest.raises(WrongState):
            open_copy_page(house.desk, house.officers["a.khan"], draft.id, 1)
        for stranger in ("d.moss", "n.stranger"):
            with pytest.raises(NotFound):
                look_at_copy(house.desk, house.officers[stranger], draft.id)
        with pytest.raises(NotAllowed):
            look_at_copy(house.desk, house.officers["b.osei"], draft.id)


class TestBeforeItGoes:
    """Whoever approves a release is told which copies they have not looked at."""

    def test_the_approver_is_told_until_every_page_was_looked_at(
        self, house: House, app: Flask, stage: Stage, visit: Visit, chromium: Browser
    ) -> None:
        document = stage.classify(house.document(stage.matter, content=_two_pages()))
        found = a_verified_set(house, material=document)
        offered = stage.agreed(document, versions=(found.result,), what_was_removed="Names of the family")
        visitor, address = visit("m.lewis"), f"/redactions/{found.id}/copy"

        before = words_of(visitor.open(f"/releases/{offered.id}"))
        first = visitor.open(address)
        visitor.open(f"{address}/pages/1.png")
        half = words_of(visitor.open(f"/releases/{offered.id}"))
        second = visitor.open(address)
        picture = visitor.open(f"{address}/pages/2.png")
        after = words_of(visitor.open(f"/releases/{offered.id}"))

        told = f"You have not looked at every page of {found.result}."
        assert told in before and "You have not looked at any page of it." in before
        assert told in half and "You have looked at 1 of 2 pages." in half
        assert told not in after and "You have looked at every page of it." in after
        assert f"{address}/pages/1.png" in first.text and f"{address}/pages/2.png" in second.text
        assert f"/redactions/{found.id}/pages/2.png" in second.text
        assert picture.mimetype == "image/png" and picture.headers["Cache-Control"] == "no-store"

        with serving(app) as where:
            person = person_at(chromium, where)
            person.sign_in(house, "c.hart")
            person.go(f"/redactions/{found.id}")
            person.press("Look at the redacted copy")
            assert all(
                each.evaluate("image => image.naturalWidth") > 0
                for each in person.page.locator("figure img").all()
            )
            look(person, "copy-beside-original")


def _two_pages() -> bytes:
    written = BytesIO()
    with pikepdf.new() as both:
        for lines in (LINES, ("Nothing is taken out of this page.",)):
            with pikepdf.open(BytesIO(a_pdf(*lines))) as one:
                both.pages.extend(one.pages)
        both.save(written)
    return written.getvalue()
