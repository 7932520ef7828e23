"""Areas of pages, from the mark to the copy and its schedule."""

import io
from typing import Any

import pytest
from pdfminer.high_level import extract_text

from storage import Receipt
from tests.api.caller import Caller
from tests.desk import House, a_pdf
from tests.redaction.office_papers import a_docx, paragraph

pytestmark = pytest.mark.slow  # the language model takes seconds to load

#: Over the second line of `a_pdf`, from the middle of the paper to its right edge.
OVER_THE_SECOND: dict[str, Any] = {"left": 50.0, "top": 87.0, "right": 560.0, "bottom": 107.0}


def a_draft(caller: Caller, house: House, content: bytes, **about: str) -> str:
    document = house.classify(house.document(house.matter(), content=content, **about))
    begun = caller.post(f"/documents/{document.id}/redactions", by="a.khan", terms=["bluebird"])
    house.work()
    return str(begun.headers["Location"])


def test_what_lies_in_a_marked_area_is_gone_and_the_schedule_says_who_and_why(
    caller: Caller, house: House
) -> None:
    place = a_draft(caller, house, a_pdf("The bluebird group met", "signed in ink here", "and went home"))
    marked = caller.post(f"{place}/areas", by="a.khan", page=1, ground="identifier", **OVER_THE_SECOND)
    caller.post(f"{place}/areas", by="a.khan", page=1, ground="child", whole_page=True)
    caller.post(f"{place}/areas/remove", by="t.adeyemi", number=2)
    listed = caller.get(f"{place}/areas", by="a.khan").json
    shown = caller.get(f"{place}/findings", by="a.khan")
    for row in shown.json["items"]:
        seen = {"If-Match": caller.get(place, by="a.khan").headers["ETag"]}
        kept = {"numbers": [row["number"]], "choice": "keep"}
        caller.send("PATCH", f"{place}/findings", by="a.khan", headers=seen, json=kept)
    proposed = caller.send("POST", f"{place}/propose", by="a.khan").json
    approval: dict[str, Any] = {"fresh": True, "fingerprint": proposed["fingerprint"]}

    own = caller.post(f"{place}/approve", by="t.adeyemi", **approval)
    caller.post(f"{place}/approve", by="m.lewis", **approval)
    house.work()

    found = caller.get(place, by="a.khan").json
    table = caller.get(f"{place}/schedule.csv", by="a.khan").text
    with house.desk.ledger.housekeeping() as act:
        copy = act.versions.get(found["result"])
    assert (marked.status_code, own.json["type"]) == (201, "/problems/second-person-required")
    assert [(each["number"], each["page"], each["marked_by"]) for each in listed["items"]] == [
        (1, 1, "a.khan")
    ]
    assert found["state"] == "verified", found["problem"]
    assert '1,Page 1,"31 mm from the top, 18 mm from the left",identifier' in table
    assert "Disclosure officer, a.khan" in table
    words = extract_text(
        io.BytesIO(b"".join(house.desk.vault.open(Receipt.from_json(copy.receipt)).chunks()))
    )
    assert "bluebird" in words and "went home" in words and "ink" not in words


def test_an_area_that_cannot_be_is_refused_by_its_box(caller: Caller, house: House) -> None:
    place = a_draft(caller, house, a_pdf("The bluebird group met"))
    area: dict[str, Any] = {"page": 1, "ground": "child", **OVER_THE_SECOND}

    wrong = [
        caller.post(f"{place}/areas", by="a.khan", **{**area, **change})
        for change in ({"page": 2}, {"ground": ""}, {"right": 51.0}, {"bottom": 87.5}, {"left": -1.0})
    ]
    stranger = caller.post(f"{place}/areas", by="d.moss", **area)

    assert [answer.status_code for answer in wrong] == [422] * 5
    assert [answer.json["errors"][0]["pointer"] for answer in wrong] == [
        "#/page", "#/ground", "#/width", "#/height", "#/left",
    ]  # fmt: skip
    assert stranger.status_code == 404
    assert caller.get(f"{place}/areas", by="a.khan").json == {"items": [], "can_be_marked": True}
    assert caller.post(f"{place}/areas/remove", by="a.khan", number=1).status_code == 404


def test_where_the_copy_has_no_pages_it_says_to_ask_for_pdf(caller: Caller, house: House) -> None:
    place = a_draft(caller, house, a_docx(paragraph("The bluebird group met")), file_name="note.docx")

    answer = caller.post(f"{place}/areas", by="a.khan", page=1, ground="child", whole_page=True)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/wrong-state")
    assert "ask for the copy as PDF" in answer.text
