"""An area dragged over the picture of a page, in Debian's Chromium: from the draft to the verified copy."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.desk import House, a_pdf
from tests.web.browsing import Person, look, person_at, serving

pytestmark = pytest.mark.slow

MEASURES = ("From the left (mm)", "From the top (mm)", "Width (mm)", "Height (mm)")


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


def at_the_review(chromium: Browser, address: str, house: House) -> tuple[Person, str]:
    """Somebody at the review of a document in which nothing was found, and the address of that."""
    content = a_pdf("The bluebird group met", "signed here")
    document = house.classify(house.document(house.matter(), content=content))
    person = person_at(chromium, address)
    person.sign_in(house, "a.khan")
    person.go(f"/documents/{document.id}/redact")
    person.press("Look for suggestions")
    where = person.page.url.removeprefix(address)
    house.work()
    person.go(where)
    return person, where


def drag(person: Person, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the page from one place to another, each a share of its width and of its height."""
    sheet = person.page.locator(".site-sheet svg")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    (x0, y0), (x1, y1) = (
        (box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in (start, end)
    )
    person.page.mouse.move(x0, y0)
    person.page.mouse.down()
    person.page.mouse.move(x1, y1, steps=4)
    person.page.mouse.up()


def measured(person: Person) -> list[float]:
    return [float(person.page.get_by_label(label).input_value()) for label in MEASURES]


def redact_it(person: Person) -> None:
    person.page.get_by_label("Reason for redacting this area").select_option(index=2)
    person.press("Redact this area")


def test_a_dragged_area_is_shown_taken_back_sent_approved_and_gone(
    chromium: Browser, address: str, house: House
) -> None:
    first, where = at_the_review(chromium, address, house)
    mark, marked = first.page.locator(".site-mark"), first.page.locator("[data-area]")
    expect(first.page.get_by_text("Drag over the page, or click two corners")).to_be_visible()

    drag(first, (0.4, 0.5), (0.2, 0.4))
    left, top, width, height = measured(first)
    expect(first.page.locator(".site-mark--new")).to_have_count(1)
    redact_it(first)
    expect(mark).to_have_count(1)
    expect(marked).to_contain_text(f"{width:.0f} mm wide")
    first.press("Take back")
    expect(marked).to_have_count(0)
    expect(mark).to_have_count(0)
    drag(first, (0.0, 0.0), (1.0, 0.5))
    redact_it(first)
    expect(mark).to_have_count(1)
    look(first, "area-marked")
    first.press("Send to a second person")
    expect(first.page.get_by_role("heading", name="Waiting for a second person")).to_be_visible()
    second = person_at(chromium, address)
    second.sign_in(house, "m.lewis")
    second.go(f"{where}/approve")
    expect(second.page.locator(".site-mark")).to_have_count(1)
    look(second, "area-to-approve")
    second.press("Approve and redact")
    house.work()
    second.go(where)
    expect(second.page.get_by_role("heading", name="Redacted and verified")).to_be_visible()

    assert left == pytest.approx(width, abs=0.2) and top == pytest.approx(4 * height, abs=0.8)
    assert not first.complaints and not second.complaints
