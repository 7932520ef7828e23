"""A whole review with the keyboard alone, in Debian's Chromium; and the keys turned off."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Route, expect

from tests.desk import House
from tests.drafts import a_draft
from tests.web.browsing import Person, look, person_at, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


def review(chromium: Browser, address: str, house: House) -> Person:
    """Somebody at the review of a draft with five findings."""
    draft = a_draft(house)
    person = person_at(chromium, address)
    person.sign_in(house, "a.khan")
    person.go(f"/redactions/{draft.id}")
    return person


def press(person: Person, *keys: str) -> None:
    for key in keys:
        person.page.keyboard.press(key)


def decide(person: Person, key: str) -> None:
    """Press a key that decides something, once a finding has the focus, and wait for the page that answers."""
    expect(person.page.locator(".site-finding:focus")).to_have_count(1)
    person.comes_by(lambda: press(person, key))


def focused(person: Person) -> str:
    return str(person.page.evaluate("() => document.activeElement.id"))


class TestWithKeysAlone:
    """screens.md 3b: every decision without a mouse; the keys are nobody's outside the list (WCAG 2.1.4)."""

    def test_every_finding_is_decided_undone_and_proposed(
        self, chromium: Browser, address: str, house: House
    ) -> None:
        person = review(chromium, address, house)
        progress = person.page.locator("#progress")
        for _ in range(60):
            if focused(person) == "finding-1":
                break
            press(person, "Tab")
        press(person, "2")
        decide(person, "a")
        expect(progress).to_have_text("2 of 5 decisions made")
        expect(person.page.locator("#finding-4")).to_be_focused()
        look(person, "review-with-keys")

        press(person, "ArrowDown", "End", "Home", "n")
        expect(person.page.locator("#finding-4")).to_be_focused()
        decide(person, "k")
        expect(progress).to_have_text("3 of 5 decisions made")
        decide(person, "u")
        expect(progress).to_have_text("2 of 5 decisions made")
        expect(person.page.locator("#finding-4")).to_be_focused()
        for done in (3, 4, 5):
            decide(person, "r")
            expect(progress).to_have_text(f"{done} of 5 decisions made")
        expect(person.page.locator("#finding-1")).to_contain_text("Redact Identifies a child")
        person.page.get_by_role("button", name="Send to a second person").focus()
        person.comes_by(lambda: press(person, "Enter"))
        expect(person.page.get_by_role("heading", name="Waiting for a second person")).to_be_visible()
        assert not person.complaints

    def test_a_key_pressed_while_the_answer_is_on_its_way_decides_nothing_more(
        self, chromium: Browser, address: str, house: House
    ) -> None:
        person, held = review(chromium, address, house), list[Route]()

        def hold(route: Route) -> None:
            held.append(route)

        def answer() -> None:
            held[0].continue_()

        person.page.route("**/decide", hold)
        finding = person.page.locator("#finding-1")
        finding.focus()
        keep = finding.get_by_role("button", name="Keep").bounding_box()
        assert keep is not None
        with person.page.expect_request("**/decide"):
            press(person, "k")

        press(person, "r")
        person.page.mouse.click(keep["x"] + keep["width"] / 2, keep["y"] + keep["height"] / 2)
        person.comes_by(answer)

        expect(person.page.locator("#progress")).to_have_text("1 of 5 decisions made")
        assert len(held) == 1 and not person.complaints

    def test_outside_the_list_the_keys_do_nothing(
        self, chromium: Browser, address: str, house: House
    ) -> None:
        person = review(chromium, address, house)
        progress = person.page.locator("#progress")

        person.page.get_by_label("Words to redact wherever they stand").focus()
        press(person, "r", "k", "u", "a")
        person.page.locator("#ground-1").focus()
        press(person, "k")

        expect(person.page.get_by_label("Words to redact wherever they stand")).to_have_value("rkua")
        expect(progress).to_have_text("0 of 5 decisions made")

    def test_turned_off_they_stay_off_and_the_buttons_still_work(
        self, chromium: Browser, address: str, house: House
    ) -> None:
        person = review(chromium, address, house)
        person.page.get_by_text("Keyboard shortcuts", exact=True).click()
        person.page.get_by_role("button", name="Turn shortcuts off").click()
        look(person, "review-keys-off")
        person.page.reload()

        person.page.locator("#finding-3").focus()
        press(person, "k")
        expect(person.page.locator("#progress")).to_have_text("0 of 5 decisions made")
        person.press("Keep", within=person.page.locator("#finding-3"))

        expect(person.page.locator("#progress")).to_have_text("1 of 5 decisions made")
