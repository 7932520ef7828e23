"""Locked, signed and other documents in Debian's Chromium: asked about, redacted, and told of page by page."""

import io
from collections.abc import Iterator

import pikepdf
import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from exchange.rules.material import Material
from exchange.rules.matter import Matter
from tests.desk import House, a_pdf
from tests.redaction.bad_documents import a_signed_document
from tests.web.browsing import NARROW, Person, decide_all, look, person_at, serving

pytestmark = pytest.mark.slow

PASSWORD = "what the sender said"
RTF = rb"""{\rtf1\ansi\deff0{\fonttbl{\f0 Helvetica;}}\f0\fs24
Maisie Brennan was seen at Wrenfield School.\par
The visit was quiet and nothing was noted.\par}"""


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


@pytest.fixture
def matter(house: House) -> Matter:
    return house.matter()


def a_locked_letter() -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf("Maisie Brennan was seen on Tuesday."))) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="somebody else", user=PASSWORD))
    return written.getvalue()


def sent_in(house: House, matter: Matter, content: bytes, file_name: str) -> Material:
    return house.classify(house.document(matter, content=content, file_name=file_name))


def decide_and_send(person: Person) -> None:
    decide_all(person)
    person.press("Send to a second person")


class TestAsked:
    """The page says what the document asks, and takes the answer."""

    def test_a_locked_letter_opens_with_the_password_of_its_sender(
        self, chromium: Browser, address: str, house: House, matter: Matter
    ) -> None:
        letter = sent_in(house, matter, a_locked_letter(), "letter.pdf")
        person = person_at(chromium, address, **NARROW)
        person.sign_in(house, "a.khan")
        person.go(f"/documents/{letter.id}")
        look(person, "locked")
        person.press("Enter its password")
        look(person, "unlock")
        person.page.get_by_label("Password", exact=True).fill("a guess")
        person.press("Open the document")
        expect(person.page.get_by_role("alert")).to_contain_text("does not open the document")
        assert person.page.get_by_label("Password", exact=True).input_value() == ""
        person.complaints.clear()
        look(person, "unlock-wrong")
        person.page.get_by_label("Password", exact=True).fill(PASSWORD)
        person.press("Open the document")

        expect(person.page.get_by_role("button", name="Redact this document")).to_be_visible()
        assert PASSWORD not in person.page.content()

    def test_a_signed_form_asks_whether_the_copy_may_be_without(
        self, chromium: Browser, address: str, house: House, matter: Matter
    ) -> None:
        form = sent_in(house, matter, a_signed_document(), "form.pdf")
        person = person_at(chromium, address, **NARROW)
        person.sign_in(house, "a.khan")
        person.go(f"/documents/{form.id}/redact")
        look(person, "signed")
        person.press("Look for suggestions")
        expect(person.page.get_by_role("alert")).to_contain_text("may be without the signature")
        person.complaints.clear()
        look(person, "signed-wrong")
        person.page.get_by_label("The redacted copy may be without the signature").check()
        person.press("Look for suggestions")

        expect(person.page.get_by_role("heading", name="Looking for names and identifiers")).to_be_visible()


class TestChosen:
    """From the choice of a format to the schedule of a verified copy."""

    def test_a_letter_in_rtf_is_redacted_in_its_own_format(
        self, chromium: Browser, address: str, house: House, matter: Matter
    ) -> None:
        letter = sent_in(house, matter, RTF, "letter.rtf")
        first = person_at(chromium, address, **NARROW)
        first.sign_in(house, "a.khan")
        first.go(f"/documents/{letter.id}/redact")
        look(first, "rtf-redact")
        first.page.get_by_label("Words to look for").fill("Maisie Brennan")
        first.page.get_by_label("The same kind of document, RTF").check()
        first.press("Look for suggestions")
        where = first.page.url.removeprefix(address)
        house.work()
        first.go(where)
        look(first, "rtf-review")
        decide_and_send(first)
        second = person_at(chromium, address, **NARROW)
        second.sign_in(house, "m.lewis")
        second.go(f"{where}/approve")
        expect(second.page.get_by_text("What would be taken out of each page")).to_be_visible()
        look(second, "rtf-approve")
        second.press("Approve and redact")
        house.work()
        second.go(where)

        expect(second.page.get_by_role("heading", name="Redacted and verified")).to_be_visible()
        look(second, "rtf-verified")
        with second.page.expect_download() as taken:
            second.page.get_by_role("link", name="Schedule as CSV").click()
        told = taken.value.path().read_text("utf-8-sig")
        assert "Maisie" not in told
        assert "third-party" in told or "child" in told
