"""The pages in Debian's Chromium: nobody is shut out, and the script's uploads tell the truth."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from exchange.casework.redacting import redact
from exchange.rules.material import Material
from exchange.rules.matter import Matter
from tests.components.browser import PATIENCE_MS
from tests.desk import House, a_pdf
from tests.web.browsing import NARROW, Person, decide_all, look, person_at, serving, working

pytestmark = pytest.mark.slow


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


@pytest.fixture
def matter(house: House) -> Matter:
    return house.matter()


class TestForEveryone:
    """axe finds nothing, on a laptop and on the narrowest screen."""

    def test_the_pages_of_signing_in(self, chromium: Browser, address: str) -> None:
        person = person_at(chromium, address, **NARROW)
        person.go("/sign-in")
        look(person, "sign-in")
        person.press("Sign in")
        expect(person.page.get_by_role("alert")).to_contain_text("There is a problem")
        person.complaints.clear()  # the browser counts our 422 as an error
        look(person, "sign-in-wrong")
        person.go("/sign-in?expired=1&next=/matters")
        look(person, "sign-in-expired")
        person.go("/signed-out")
        look(person, "signed-out")

    def test_the_pages_of_a_matter(
        self, chromium: Browser, address: str, house: House, matter: Matter
    ) -> None:
        document = house.classified(matter, title="Chronology, part 1")
        house.document(matter, content=a_pdf("another"), title="Letters")
        person = person_at(chromium, address, **NARROW)
        person.sign_in(house, "m.lewis")
        for path, name in (
            ("/", "tasks"),
            ("/matters", "matters"),
            ("/matters/new", "matter-new"),
            (f"/matters/{matter.id}", "matter"),
            (f"/matters/{matter.id}/people", "matter-people"),
            (f"/matters/{matter.id}/contacts/new", "matter-contact"),
            (f"/matters/{matter.id}/terms-of-reference", "matter-terms"),
            (f"/matters/{matter.id}/secret-pointers/new", "matter-secret"),
            (f"/matters/{matter.id}/close", "matter-close"),
            (f"/matters/{matter.id}/upload", "upload"),
            (f"/documents/{document.id}", "document"),
            (f"/documents/{document.id}/classify", "classify"),
            (f"/documents/{document.id}/redact", "redact"),
        ):
            person.go(path)
            look(person, name)
        person.go("/matters/MX-0000-0000")
        person.complaints.clear()
        look(person, "not-found")

    def test_the_pages_of_a_review(
        self, chromium: Browser, address: str, house: House, matter: Matter
    ) -> None:
        document = a_document_to_redact(house, matter)
        begun = redact.start(house.desk, house.officers["a.khan"], document.id, terms=["bluebird"])
        first = person_at(chromium, address, **NARROW)
        first.sign_in(house, "a.khan")
        first.go(f"/redactions/{begun.id}")
        look(first, "review-looking")
        house.work()
        first.go(f"/redactions/{begun.id}")
        look(first, "review")
        first.press("Send to a second person")
        expect(first.page.get_by_role("alert")).to_contain_text("before you finish")
        first.complaints.clear()
        look(first, "review-wrong")
        decide_all(first)
        first.press("Send to a second person")
        look(first, "review-proposed")
        second = person_at(chromium, address, **NARROW)
        second.sign_in(house, "m.lewis")
        second.go(f"/redactions/{begun.id}/approve")
        look(second, "approve")
        second.press("Approve and redact")
        look(second, "review-approved")
        house.work()
        second.go(f"/redactions/{begun.id}")
        expect(second.page.get_by_role("heading", name="Redacted and verified")).to_be_visible()
        look(second, "review-verified")


def a_document_to_redact(house: House, matter: Matter) -> Material:
    text = a_pdf("Maisie Brennan was seen at school.", "Ms Brennan rang 01632 960123.", "The bluebird group.")
    document = house.document(matter, content=text)
    return house.classify(document)


class TestUploading:
    """With the script: parts, a truthful measure, and going on after a break."""

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        made = tmp_path / "<img src=x onerror=alert(1)>.pdf"
        made.write_bytes(a_pdf("Chronology") + b"%" + b"0123456789abcdef" * 2_400_000)
        return made

    @staticmethod
    def _fill(person: Person, matter: Matter, file: Path) -> None:
        person.go(f"/matters/{matter.id}/upload")
        person.page.get_by_label("Title").fill("Chronology")
        person.page.get_by_label("Your own party").check()
        person.page.get_by_label("Document", exact=True).set_input_files(file)

    def test_a_file_arrives_in_parts_and_the_page_waits_until_it_is_sealed(
        self, chromium: Browser, address: str, house: House, matter: Matter, file: Path
    ) -> None:
        person = person_at(chromium, address)
        person.sign_in(house, "b.osei")
        self._fill(person, matter, file)

        with working(house):
            person.page.get_by_role("button", name="Upload").click()
            expect(person.page.get_by_text("It is sealed as it was uploaded.")).to_be_visible(
                timeout=3 * PATIENCE_MS
            )

        expect(person.page.get_by_text(hashlib.sha256(file.read_bytes()).hexdigest()).first).to_be_visible()
        expect(person.page.get_by_text("-img src=x onerror=alert(1)-.pdf")).to_be_visible()

    def test_a_broken_connection_is_said_and_the_upload_goes_on(
        self, chromium: Browser, address: str, house: House, matter: Matter, file: Path
    ) -> None:
        person = person_at(chromium, address)
        person.sign_in(house, "b.osei")
        broken: list[str] = []

        def break_the_second_part(route: object) -> None:
            request = route.request  # type: ignore[attr-defined]
            if request.method == "PATCH" and request.headers["upload-offset"] != "0" and not broken:
                broken.append(request.headers["upload-offset"])
                route.abort()  # type: ignore[attr-defined]
            else:
                route.continue_()  # type: ignore[attr-defined]

        person.page.route("**/uploads/*", break_the_second_part)
        self._fill(person, matter, file)

        with working(house):
            person.page.get_by_role("button", name="Upload").click()
            expect(person.page.get_by_text("It is sealed as it was uploaded.")).to_be_visible(
                timeout=3 * PATIENCE_MS
            )

        assert broken == [str(16 << 20)]

    def test_a_stopped_upload_is_gone(
        self, chromium: Browser, address: str, house: House, matter: Matter, file: Path
    ) -> None:
        person = person_at(chromium, address)
        person.sign_in(house, "b.osei")
        person.page.route(
            "**/uploads/*",
            lambda route: route.abort() if route.request.method == "PATCH" else route.continue_(),
        )
        self._fill(person, matter, file)
        person.page.get_by_role("button", name="Upload").click()
        expect(person.page.get_by_text("The connection broke off.")).to_be_visible(timeout=3 * PATIENCE_MS)

        person.page.get_by_role("button", name="Stop the upload").click()

        expect(person.page.get_by_role("button", name="Upload", exact=True)).to_be_visible()
        person.go("/")
        expect(person.page.get_by_text("An upload was not accepted")).to_be_visible()

    def test_what_is_missing_is_said_by_the_page_itself(
        self, chromium: Browser, address: str, house: House, matter: Matter, file: Path
    ) -> None:
        person = person_at(chromium, address)
        person.sign_in(house, "b.osei")
        person.go(f"/matters/{matter.id}/upload")
        person.press("Upload")

        expect(person.page.get_by_role("alert")).to_contain_text("Select who created these documents")

    def test_without_javascript_the_same_form_works(
        self, chromium: Browser, address: str, house: House, matter: Matter, file: Path
    ) -> None:
        person = person_at(chromium, address, java_script_enabled=False)
        person.sign_in(house, "b.osei")
        self._fill(person, matter, file)
        person.press("Upload")
        person.page.get_by_text("It is being checked for malware and sealed.").wait_for()
        house.work()

        person.follow("Check again")

        expect(person.page.get_by_text("It is sealed as it was uploaded.")).to_be_visible()
