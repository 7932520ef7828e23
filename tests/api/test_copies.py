"""Locked and signed documents, the format of a copy, and its schedule, for programs."""

import pytest

from exchange.rules.material import Material
from tests.api.caller import Caller
from tests.desk import House, a_pdf
from tests.redaction.bad_documents import a_locked_document, a_signed_document

RTF = rb"{\rtf1\ansi\deff0 Rosalind Thackeray was seen at home.\par The visit was quiet.\par}"


@pytest.fixture
def locked(house: House) -> Material:
    return house.classify(house.document(house.matter(), content=a_locked_document()))


class TestLocked:
    """`POST /documents/ID/unlock`."""

    def test_what_a_document_asks_is_told(self, caller: Caller, locked: Material) -> None:
        shown = caller.get(f"/documents/{locked.id}", by="a.khan").json

        assert shown["material"]["obstacle"] == "password"
        assert "password" not in shown["material"]["title"]

    def test_the_right_password_opens_it_and_is_told_to_nobody(
        self, caller: Caller, locked: Material
    ) -> None:
        answer = caller.post(f"/documents/{locked.id}/unlock", by="a.khan", password="reader")

        assert (answer.status_code, answer.json["obstacle"]) == (200, "none")
        assert "reader" not in answer.text
        assert "opening" not in answer.json

    def test_a_wrong_one_is_refused_by_its_box(self, caller: Caller, locked: Material) -> None:
        answer = caller.post(f"/documents/{locked.id}/unlock", by="a.khan", password="a guess")

        assert answer.status_code == 422
        assert answer.json["errors"] == [
            {"pointer": "#/password", "detail": "This password does not open the document"}
        ]
        assert "a guess" not in answer.text

    def test_after_three_wrong_ones_it_says_how_long_to_wait(self, caller: Caller, locked: Material) -> None:
        for _ in range(4):
            caller.post(f"/documents/{locked.id}/unlock", by="a.khan", password="a guess")

        answer = caller.post(f"/documents/{locked.id}/unlock", by="a.khan", password="reader")

        assert (answer.status_code, answer.json["type"]) == (429, "/problems/rate-limited")
        assert int(answer.headers["Retry-After"]) == 2

    def test_a_token_opens_nothing(self, caller: Caller, locked: Material) -> None:
        script = caller.token("a.khan", "redact")

        answer = caller.post(f"/documents/{locked.id}/unlock", headers=script, password="reader")

        assert answer.status_code == 403


class TestChoices:
    """What is asked for with `POST /documents/ID/redactions`."""

    def test_a_signed_document_wants_to_hear_that_the_copy_may_be_without(
        self, caller: Caller, house: House
    ) -> None:
        signed = house.classify(house.document(house.matter(), content=a_signed_document()))

        silent = caller.post(f"/documents/{signed.id}/redactions", by="a.khan")
        told = caller.post(f"/documents/{signed.id}/redactions", by="a.khan", may_lose_signature=True)

        assert (silent.status_code, silent.json["errors"][0]["pointer"]) == (422, "#/may_lose_signature")
        assert (told.status_code, told.json["may_lose_signature"]) == (202, True)

    def test_a_copy_has_a_format_that_its_document_allows(self, caller: Caller, house: House) -> None:
        letter = house.classify(house.document(house.matter(), content=RTF, file_name="letter.rtf"))
        offered = caller.get(f"/documents/{letter.id}", by="a.khan").json["copy_formats"]

        chosen = caller.post(f"/documents/{letter.id}/redactions", by="a.khan", copy_format="pdf")
        wrong = caller.post(f"/documents/{letter.id}/redactions", by="a.khan", copy_format="docx")

        assert offered == ["same", "pdf"]
        assert (chosen.status_code, chosen.json["copy_format"]) == (202, "pdf")
        assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "#/copy_format")


@pytest.mark.slow
def test_a_verified_copy_says_what_it_is_and_has_a_schedule(caller: Caller, house: House) -> None:
    name = "Rosalind Thackeray"
    document = house.classify(house.document(house.matter(), content=a_pdf(f"{name} was seen at home.")))
    begun = caller.post(f"/documents/{document.id}/redactions", by="a.khan", terms=[name])
    house.work()
    place = str(begun.headers["Location"])
    shown = caller.get(f"{place}/findings", by="a.khan")
    numbers = [row["number"] for row in shown.json["items"]]
    decision = {"numbers": numbers, "choice": "redact", "ground": "child"}
    seen = {"If-Match": shown.headers["ETag"]}
    caller.send("PATCH", f"{place}/findings", by="a.khan", headers=seen, json=decision)
    proposed = caller.send("POST", f"{place}/propose", by="a.khan").json
    caller.post(f"{place}/approve", by="m.lewis", fresh=True, fingerprint=proposed["fingerprint"])
    house.work()

    found = caller.get(place, by="a.khan").json
    report = caller.get(f"{place}/report", by="a.khan").json
    versions = {
        each["id"]: each for each in caller.get(f"/documents/{document.id}", by="a.khan").json["versions"]
    }
    table = caller.get(f"{place}/schedule.csv", by="a.khan")
    paper = caller.get(f"{place}/schedule.pdf", by="a.khan")

    assert (found["state"], versions[found["result"]]["format"]) == ("verified", "pdf")
    assert sorted(versions[each]["format"] for each in found["schedule"]) == ["csv", "pdf"]
    assert {versions[each]["kind"] for each in found["schedule"]} == {"schedule"}
    assert [page["number"] for page in report["pages"]] == [1]
    assert report["checks"]
    assert (table.mimetype, paper.mimetype) == ("text/csv", "application/pdf")
    assert "Thackeray" not in table.text
    assert paper.data.startswith(b"%PDF-")
