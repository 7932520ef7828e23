"""The comparison of a release and the labels of a matter in Debian's Chromium: by hand, and open to everyone."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from exchange.casework.releasing.release import accept_terms, approve
from tests.desk import House, a_pdf
from tests.web.browsing import NARROW, Person, look, person_at, serving
from tests.web.stages import Stage
from tests.web.test_comparison import copy_without, with_findings

pytestmark = pytest.mark.slow


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


Sit = Callable[[str], Person]
_PAGE = ("Rowan Ashdown rang the office at noon", "and asked for somebody to come to the home soon")


@pytest.fixture
def sit(chromium: Browser, address: str, house: House) -> Sit:
    """Call it with an account for that person, signed in at a narrow browser."""

    def down(account: str) -> Person:
        person = person_at(chromium, address, **NARROW)
        person.sign_in(house, account)
        return person

    return down


def test_people_are_given_labels_by_hand(sit: Sit, stage: Stage) -> None:
    officer = sit("a.khan")
    officer.go(f"/matters/{stage.matter.id}/labels")
    look(officer, "labels-empty")
    for names, role, label in (
        ("Rowan Ashdown\nRo", "A child", "Child K"),
        ("R Ashdown", "Somebody else", ""),
    ):
        officer.page.get_by_label("Names of this person").fill(names)
        officer.page.get_by_label("Who is it?").select_option(label=role)
        officer.page.get_by_label("Label (optional)").fill(label)
        officer.press("Save this person")
    expect(officer.page.get_by_role("rowheader", name="Child K")).to_be_visible()
    look(officer, "labels")

    officer.page.get_by_text("Some of these are the same person").click()
    officer.page.get_by_role("checkbox").first.check()
    officer.page.get_by_role("checkbox").nth(1).check()
    officer.press("Merge these people")

    expect(officer.page.get_by_text("Rowan Ashdown, Ro, R Ashdown")).to_be_visible()
    officer.page.get_by_label("Names of this person").fill("Moss Vane")
    officer.page.get_by_label("Label (optional)").fill("Child V")
    officer.press("Save this person")
    expect(officer.page.get_by_role("alert")).to_contain_text("There is a problem")
    officer.complaints.clear()  # the browser counts our 422 as an error
    look(officer, "labels-wrong")


def test_two_people_answer_what_the_comparison_found(sit: Sit, house: House, stage: Stage) -> None:
    release = with_findings(stage, house)
    first = sit("a.khan")
    first.go(f"/releases/{release.id}")
    look(first, "release-compared")
    first.follow("See the comparison")
    expect(first.page.get_by_role("heading", name="What the comparison found")).to_be_visible()
    look(first, "comparison")
    for box in first.page.get_by_role("checkbox").all():
        box.check()
    first.page.get_by_label("Why are the ticked ones kept on purpose?").fill(
        "The recipient knows this person."
    )
    first.press("Keep on purpose, and ask a second person")
    expect(first.page.get_by_text("Someone else must confirm it").first).to_be_visible()
    look(first, "comparison-kept")

    second = sit("t.adeyemi")
    second.go(f"/releases/{release.id}/comparison")
    for box in second.page.get_by_role("checkbox").all():
        box.check()
    second.press("Confirm that it is kept on purpose")

    expect(second.page.get_by_role("heading", name="Answered by two people")).to_be_visible()
    look(second, "comparison-answered")


def test_two_versions_of_a_page_are_shown_side_by_side(sit: Sit, house: House, stage: Stage) -> None:
    hidden = stage.classify(house.document(stage.matter, "b.osei", content=a_pdf(*_PAGE)))
    first = stage.proposed(hidden, versions=(copy_without(stage, house, hidden, "Rowan Ashdown"),))
    digest = stage.terms_digest(first)
    accept_terms(house.desk, stage.who("g.frost"), first.id, digest=digest, confirmed=True)
    approve(house.desk, stage.who("m.lewis"), first.id)
    draft = house.document(
        stage.matter, "b.osei", content=a_pdf(*(each.replace(" Ashdown", "") for each in _PAGE))
    )
    later = stage.proposed(stage.classify(draft))
    officer = sit("a.khan")

    officer.go(f"/releases/{later.id}/comparison")
    officer.comes_by(officer.page.get_by_role("link", name="Show side by side").first.click)

    expect(officer.page.get_by_role("heading", name="side by side")).to_be_visible()
    for picture in officer.page.get_by_role("img").all():
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("drawn => drawn.naturalWidth") > 100
    look(officer, "comparison-beside")
