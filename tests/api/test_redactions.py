"""Deciding on redactions: two people at once, page by page, and back again."""

import pytest

from tests.api.caller import Caller
from tests.desk import House, a_pdf

_CHILD = "Rosalind Thackeray"

pytestmark = pytest.mark.slow


@pytest.fixture
def place(caller: Caller, house: House) -> str:
    """The address of a draft with at least one finding."""
    matter = house.matter()
    document = house.document(matter, content=a_pdf(f"Chronology of {_CHILD}", "Seen on Monday"))
    caller.post(
        f"/documents/{document.id}/classification",
        by="a.khan",
        marking="OFFICIAL",
        level="ordinary",
        categories=["child"],
        basis="Names a child",
    )
    begun = caller.post(f"/documents/{document.id}/redactions", by="a.khan", terms=[_CHILD])
    assert begun.status_code == 202, begun.text
    house.work()
    return str(begun.headers["Location"])


def test_what_was_looked_at_must_be_named(caller: Caller, place: str) -> None:
    body = {"numbers": [1], "choice": "keep"}

    answer = caller.send("PATCH", f"{place}/findings", by="a.khan", json=body)

    assert (answer.status_code, answer.json["type"]) == (428, "/problems/precondition-required")


def test_of_two_who_decide_at_once_the_slower_is_told(caller: Caller, place: str) -> None:
    seen = {"If-Match": caller.get(place, by="a.khan").headers["ETag"]}
    redact = {"numbers": [1], "choice": "redact", "ground": "child"}
    keep = {"numbers": [1], "choice": "keep"}

    first = caller.send("PATCH", f"{place}/findings", by="a.khan", headers=seen, json=redact)
    second = caller.send("PATCH", f"{place}/findings", by="t.adeyemi", headers=seen, json=keep)

    assert first.status_code == 200
    assert first.headers["ETag"] != seen["If-Match"]
    assert (second.status_code, second.json["type"]) == (412, "/problems/stale")
    shown = caller.get(f"{place}/findings", by="a.khan").json["items"][0]
    assert (shown["choice"], shown["ground"], shown["decided_by"]) == ("redact", "child", "a.khan")


def test_a_ground_is_asked_for_in_the_rules_own_words(caller: Caller, place: str) -> None:
    seen = {"If-Match": caller.get(place, by="a.khan").headers["ETag"]}
    body = {"numbers": [1], "choice": "redact"}

    answer = caller.send("PATCH", f"{place}/findings", by="a.khan", headers=seen, json=body)

    assert answer.status_code == 422
    assert answer.json["errors"] == [
        {"pointer": "#/ground", "detail": "Choose a reason for redacting this text"}
    ]


def test_findings_come_page_by_page_and_the_decided_can_be_left_out(caller: Caller, place: str) -> None:
    for number, term in enumerate(("Seen", "Monday"), start=1):
        added = caller.post(f"{place}/terms", by="a.khan", term=term, ground="not-relevant")
        assert added.status_code in {201, 422}, (number, added.text)
    whole = caller.get(f"{place}/findings", by="a.khan").json
    numbers, after = [], ""
    while True:
        page = caller.get(f"{place}/findings?limit=1&after={after}", by="a.khan").json
        numbers += [row["number"] for row in page["items"]]
        after = page["next"]
        if not after:
            break

    assert numbers == [row["number"] for row in whole["items"]] == sorted(numbers)
    left = caller.get(f"{place}/findings?undecided=true", by="a.khan").json
    assert len(left["items"]) == left["undecided"] < len(whole["items"])


def test_what_is_sent_back_is_a_draft_again(caller: Caller, place: str) -> None:
    shown = caller.get(f"{place}/findings", by="a.khan")
    body = {"numbers": [row["number"] for row in shown.json["items"]], "choice": "redact", "ground": "child"}
    caller.send(
        "PATCH", f"{place}/findings", by="a.khan", headers={"If-Match": shown.headers["ETag"]}, json=body
    )
    proposed = caller.send("POST", f"{place}/propose", by="a.khan").json

    own = caller.post(f"{place}/approve", by="a.khan", fresh=True, fingerprint=proposed["fingerprint"])
    back = caller.send("POST", f"{place}/return", by="t.adeyemi")

    assert (own.status_code, own.json["type"]) == (403, "/problems/second-person-required")
    assert (back.status_code, back.json["state"], back.json["fingerprint"]) == (200, "draft", "")
