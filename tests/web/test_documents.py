"""One document in the browser: classified, looked at, kept; each opening on the record."""

from collections.abc import Callable

import pytest

from exchange.rules.audit import Deed
from tests.desk import House, a_pdf
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]

_ANSWERS: dict[str, str | list[str]] = {
    "level": "ordinary",
    "marking": "OFFICIAL",
    "categories": ["personal", "child"],
    "basis": "It names the family.",
    "handling_instruction": "",
}


class TestClassifying:
    """A person decides and says why."""

    def test_it_is_recorded_and_shown(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())
        visitor = visit("a.khan")
        assert "Classify a document" in words_of(visitor.open("/"))

        sent = visitor.send(f"/documents/{document.id}/classify", **_ANSWERS)

        words = words_of(visitor.open(sent.headers["Location"]))
        assert "Personal data, Data about a child" in words
        assert "It names the family." in words
        assert "You have no tasks." in words_of(visitor.open("/"))

    def test_what_is_missing_is_said_and_what_was_typed_is_kept(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())
        answers = {**_ANSWERS, "level": "", "categories": ["child"]}

        page = visit("a.khan").send(f"/documents/{document.id}/classify", **answers)

        assert page.status_code == 422
        assert "Select how sensitive these documents are" in words_of(page)
        assert 'value="child" checked' in page.text

    def test_official_sensitive_needs_its_instruction(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())
        answers = {**_ANSWERS, "marking": "OFFICIAL-SENSITIVE"}

        page = visit("a.khan").send(f"/documents/{document.id}/classify", **answers)

        assert "Enter a handling instruction for OFFICIAL-SENSITIVE" in words_of(page)

    def test_secret_stops_and_says_whom_to_contact(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())

        page = visit("a.khan").send(f"/documents/{document.id}/classify", **{**_ANSWERS, "level": "secret"})

        assert page.status_code == 409
        assert "You cannot upload secret material to this service." in words_of(page)
        assert "Contact the other party by phone." in words_of(page)

    def test_nobody_lowers_their_own_classification(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())
        visitor = visit("a.khan")
        sensitive = {**_ANSWERS, "level": "sensitive", "basis": "It would end a running police operation."}
        visitor.send(f"/documents/{document.id}/classify", **sensitive)

        page = visitor.send(f"/documents/{document.id}/classify", **_ANSWERS)

        assert page.status_code == 403
        assert "Ask a second disclosure officer." in words_of(page)


class TestOpening:
    """The original is opened by its own party, and each opening is an entry on the record."""

    @staticmethod
    def _openings(house: House) -> int:
        with house.desk.ledger.housekeeping() as act:
            return len(act.entries(deed=Deed.OPEN_ORIGINAL))

    def test_a_page_comes_as_a_picture_and_is_on_the_record(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())

        picture = visit("b.osei").open(f"/documents/{document.id}/pages/1.png")

        assert picture.mimetype == "image/png"
        assert picture.data.startswith(b"\x89PNG")
        assert picture.headers["Cache-Control"] == "no-store"
        assert self._openings(house) == 1

    def test_a_page_that_is_not_there_is_said(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())

        page = visit("b.osei").open(f"/documents/{document.id}/pages/7.png")

        assert page.status_code == 422
        assert "The document has no page 7." in words_of(page)

    def test_the_original_comes_as_it_was_and_is_never_shown_in_the_browser(
        self, visit: Visit, house: House
    ) -> None:
        content = a_pdf("The very bytes")
        document = house.document(house.matter(), content=content, file_name="Bericht über X.pdf")

        answer = visit("b.osei").open(f"/documents/{document.id}/download")

        assert answer.data == content
        assert answer.headers["Content-Disposition"] == (
            "attachment; filename=\"Bericht uber X.pdf\"; filename*=UTF-8''Bericht%20%C3%BCber%20X.pdf"
        )
        assert answer.mimetype == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert self._openings(house) == 1

    @pytest.mark.parametrize("account", ["r.grant", "e.vance"])
    def test_a_role_that_reads_no_material_opens_none(self, visit: Visit, house: House, account: str) -> None:
        document = house.document(house.matter())

        page = visit(account).open(f"/documents/{document.id}/download")

        assert page.status_code == 403

    def test_nothing_is_opened_before_it_is_sealed(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter(), content=bytes(range(256)))

        page = visit("b.osei").open(f"/documents/{document.id}/pages/1.png")

        assert page.status_code == 409
        assert "This document is not ready yet." in words_of(page)
