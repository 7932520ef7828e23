"""Findings with their reasons in two lists, undoing, withdrawing, suggestions and rates, for programs."""

import pytest

from exchange.casework.redacting import redact
from exchange.rules.redactions import Choice, RedactionSet
from tests.api.caller import Caller
from tests.casework.story import proposed
from tests.desk import House
from tests.drafts import a_draft


@pytest.fixture
def draft(house: House) -> RedactionSet:
    return a_draft(house)


def test_a_finding_tells_why_it_is_here_and_the_lists_add_up(caller: Caller, draft: RedactionSet) -> None:
    place = f"/redactions/{draft.id}/findings"

    whole = caller.get(place, by="a.khan").json
    queue = caller.get(f"{place}?confidence=review&below=60&label=PERSON&page=1", by="a.khan").json

    assert whole["items"][1]["explanation"] == "A title or a rank stands before it."
    assert whole["items"][1]["because"] == "the same name with a title"
    assert [(row["number"], row["threshold"]) for row in queue["items"]] == [(4, 0.45)]
    assert queue["shown"] == {"total": 1, "left": 1}
    assert queue["found"]["total"] + queue["review"]["total"] == draft.candidates


def test_a_list_is_decided_with_its_count_and_undone(caller: Caller, draft: RedactionSet) -> None:
    place = f"/redactions/{draft.id}"
    tag = {"If-Match": f'"{draft.id}-{draft.version}"'}
    wrong = {"numbers": [4, 5], "choice": "keep", "count": 3}

    refused = caller.send("PATCH", f"{place}/findings", by="a.khan", headers=tag, json=wrong)
    kept = caller.send("PATCH", f"{place}/findings", by="a.khan", headers=tag, json={**wrong, "count": 2})
    late = caller.send("POST", f"{place}/undo", by="a.khan", headers=tag)
    without = caller.send("POST", f"{place}/undo", by="a.khan")
    undone = caller.send("POST", f"{place}/undo", by="a.khan", headers={"If-Match": kept.headers["ETag"]})

    answers = [each.status_code for each in (refused, kept, late, without, undone)]
    assert answers == [422, 200, 412, 428, 200]
    assert caller.get(f"{place}/findings", by="a.khan").json["undecided"] == 5


def test_rates_are_counts_of_the_own_party(caller: Caller, house: House, draft: RedactionSet) -> None:
    redact.decide(house.desk, house.officers["a.khan"], draft.id, range(1, 6), Choice.REDACT, ground="child")
    signed = redact.propose_set(house.desk, house.officers["a.khan"], draft.id)
    redact.approve_set(house.desk, house.officers["m.lewis"], draft.id, fingerprint=signed.fingerprint)

    own = caller.get("/detection", by="r.grant").json["items"]
    other = caller.get("/detection", by="k.rowe").json["items"]

    assert {(row["detector"], row["redacted"], row["kept"], row["per_cent"]) for row in own} >= {
        ("titled-name", 1, 0, None)
    }
    assert other == []
    assert caller.get("/detection", by="b.osei").status_code == 403


def test_suggestions_are_asked_for_and_looked_at_later(caller: Caller, house: House) -> None:
    place = f"/documents/{house.document(house.matter()).id}/hints"

    before = caller.get(place, by="a.khan").json
    asked = caller.post(place, by="a.khan")
    after = caller.get(place, by="a.khan").json

    assert (before["state"], asked.status_code, after["state"]) == (None, 202, "waiting")
    assert caller.get(place, by="d.moss").status_code == 404


def test_its_proposer_withdraws_a_release_and_nobody_else(caller: Caller, house: House) -> None:
    matter = house.matter()
    offer = proposed(house, matter, house.classified(matter).original)

    another = caller.post(f"/releases/{offer.id}/withdraw", by="t.adeyemi")
    done = caller.post(f"/releases/{offer.id}/withdraw", by="a.khan")

    assert (another.status_code, done.status_code, done.json["state"]) == (403, 200, "withdrawn")
