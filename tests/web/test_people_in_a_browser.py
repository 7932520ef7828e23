"""Who is who, in Debian's Chromium: from a table of people to a review that keeps what is one person's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from exchange.rules.matter import Matter
from tests.desk import House, a_pdf
from tests.web.browsing import Person, look, person_at, serving

pytestmark = pytest.mark.slow

TABLE = (
    "name,other names,role,relation,date of birth,numbers,data subject\n"
    "Rowan Ashdown,Ro,child,,05/03/2014,943 476 5919,\n"
    "Tilly Ashdown,,,mother of Rowan Ashdown,,,\n"
)
LETTER = a_pdf(
    "Rowan Ashdown, NHS number 943 476 5919, was seen with Tilly Ashdown.",
    "Mr Tyler Brennan and Ms Kayleigh Brennan attended. In the end, Brennan left.",
    "Spud, as Mr Brennan is known, rang.",
)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


@pytest.fixture
def matter(house: House) -> Matter:
    return house.matter()


@pytest.fixture
def officer(chromium: Browser, address: str, house: House) -> Person:
    person = person_at(chromium, address)
    person.sign_in(house, "a.khan")
    return person


def take_in(person: Person, matter: Matter, table: Path) -> None:
    page = person.page
    person.go(f"/matters/{matter.id}")
    person.follow("People in this matter")
    look(person, "people-none")
    person.follow("Take in a table of people")
    look(person, "people-table")
    page.get_by_label("Table").set_input_files(table)
    person.press("Check this table")
    expect(page.get_by_text("2 people new, 0 changed")).to_be_visible()
    look(person, "people-preview")
    person.press("Take in this table")
    expect(page.get_by_text("Mother of Rowan Ashdown")).to_be_visible()


def merge_and_part_by_keys(person: Person) -> None:
    """Two people are one: ticked, and M; then one wording is taken out again with S. Both need the list's focus."""
    page = person.page
    page.get_by_label("Spud", exact=True).check()
    page.get_by_label("Tyler Brennan", exact=True).check()
    person.comes_by(lambda: page.get_by_label("Tyler Brennan", exact=True).press("m"))
    wording = page.locator("[data-wording]", has_text="Spud")
    expect(wording.get_by_role("button")).to_be_visible()
    look(person, "people-merged")
    person.comes_by(lambda: wording.get_by_role("button").press("s"))
    expect(page.get_by_label("Spud", exact=True)).to_be_visible()


def keys_can_be_turned_off(person: Person) -> None:
    page = person.page
    page.get_by_text("Keyboard shortcuts").click()
    page.get_by_role("button", name="Turn shortcuts off").click()
    page.get_by_label("Spud", exact=True).check()
    page.get_by_label("Tyler Brennan", exact=True).check()
    page.get_by_label("Tyler Brennan", exact=True).press("m")
    expect(page.get_by_label("Spud", exact=True)).to_be_checked()


def make_the_copy_for_the_child(person: Person, review: str) -> None:
    page = person.page
    person.follow("change Rowan Ashdown")
    page.get_by_label("This is a data subject").check()
    look(person, "people-one")
    person.press("Save this person")
    expect(page.get_by_text("Data subject")).to_be_visible()
    person.go(review)
    page.get_by_label("Show everything about").select_option(label="Rowan Ashdown")
    person.press("Keep what is theirs")
    mine = page.locator("#copy-for")
    expect(mine.get_by_text("943 476 5919")).to_contain_text("kept")
    expect(mine.get_by_text("This copy is for Rowan Ashdown")).to_be_visible()
    look(person, "people-review")
    person.press("wordings of everyone else", within=mine)
    expect(mine.get_by_role("button", name="wordings of everyone else")).to_have_count(0)


def test_from_a_table_to_a_copy_for_one_person(
    officer: Person, house: House, matter: Matter, tmp_path: Path
) -> None:
    letter = house.classify(house.document(matter, content=LETTER, file_name="letter.pdf"))
    table = tmp_path / "people.csv"
    table.write_text(TABLE)
    page = officer.page

    take_in(officer, matter, table)
    officer.go(f"/documents/{letter.id}/redact")
    officer.press("Look for suggestions")
    review = page.url.removeprefix(officer.address)
    house.work()
    officer.go(f"/matters/{matter.id}/who-is-who")
    expect(page.get_by_text("This may be Kayleigh Brennan or Tyler Brennan. Who is meant?")).to_be_visible()
    look(officer, "people-found")
    officer.press("Kayleigh Brennan is meant by Brennan")
    expect(page.get_by_text("Who is meant?")).to_have_count(0)
    merge_and_part_by_keys(officer)
    keys_can_be_turned_off(officer)
    make_the_copy_for_the_child(officer, review)

    assert "Ashdown" not in page.url and "Brennan" not in page.url
