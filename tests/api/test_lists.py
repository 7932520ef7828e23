"""Lists that go on: the log by keyset, findings by number, the record by entry."""

import csv
import io

import pytest

from exchange.casework.reading_room.disclosures import Filters, disclosure_log
from tests.api.caller import Caller
from tests.api.scene import an_available_release
from tests.desk import House


def _disclosed(caller: Caller, house: House, count: int) -> str:
    matter = house.matter()
    for _ in range(count):
        release = an_available_release(house, matter)
        answer = caller.post(f"/releases/{release.id}/tickets", by="j.ferns", version=release.versions[0])
        assert answer.status_code == 201, answer.text
        house.clock.forward(seconds=1)
    return matter.id


@pytest.mark.slow
class TestTheLog:
    """What went, when, and to whom, page by page."""

    def test_every_line_comes_once_newest_first(self, caller: Caller, house: House) -> None:
        _disclosed(caller, house, 3)
        seen: list[str] = []
        after = ""
        while True:
            page = caller.get(f"/disclosures?limit=2&after={after}", by="a.khan").json
            seen += [row["id"] for row in page["items"]]
            after = page["next"]
            if not after:
                break

        whole = disclosure_log(house.desk, house.officers["a.khan"], Filters(page_size=100))
        assert seen == [line.disclosure.id for line in whole.lines]
        assert len(seen) == 3

    def test_a_line_that_is_added_meanwhile_moves_nothing(self, caller: Caller, house: House) -> None:
        matter = _disclosed(caller, house, 3)
        first = caller.get("/disclosures?limit=2", by="a.khan").json
        _disclosed_again(caller, house, matter)

        second = caller.get(f"/disclosures?limit=2&after={first['next']}", by="a.khan").json

        assert not {row["id"] for row in first["items"]} & {row["id"] for row in second["items"]}
        assert second["next"] == ""

    def test_it_shows_each_officer_what_the_page_shows_them(self, caller: Caller, house: House) -> None:
        matter = _disclosed(caller, house, 2)
        for account in ("a.khan", "j.ferns", "n.stranger", "s.pike", "e.vance"):
            whole = disclosure_log(house.desk, house.officers[account], Filters(page_size=100))
            shown = caller.get("/disclosures?limit=200", by=account).json["items"]
            assert [row["id"] for row in shown] == [line.disclosure.id for line in whole.lines], account
        assert caller.get(f"/disclosures?matter={matter}", by="n.stranger").status_code == 404

    def test_a_limit_out_of_bounds_is_refused(self, caller: Caller) -> None:
        for limit in ("0", "201", "many"):
            answer = caller.get(f"/disclosures?limit={limit}", by="a.khan")
            assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "query:/limit")

    def test_a_question_that_nobody_knows_is_refused(self, caller: Caller) -> None:
        assert caller.get("/disclosures?offset=5", by="a.khan").status_code == 422

    def test_a_person_may_take_it_as_a_table(self, caller: Caller, house: House) -> None:
        _disclosed(caller, house, 1)

        answer = caller.get("/disclosures.csv", by="a.khan")

        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert answer.mimetype == "text/csv"
        assert len(rows) == 3


def _disclosed_again(caller: Caller, house: House, matter_id: str) -> None:
    with house.desk.ledger.housekeeping() as act:
        matter = act.matters.get(matter_id)
    release = an_available_release(house, matter)
    caller.post(f"/releases/{release.id}/tickets", by="j.ferns", version=release.versions[0])


class TestTheRecord:
    """Entries newest first, and the proof that none was changed."""

    def test_it_goes_on_from_where_it_stopped(self, caller: Caller, house: House) -> None:
        house.classified(house.matter())
        first = caller.get("/audit", by="m.lewis").json
        numbers = [entry["number"] for entry in first["entries"]]

        assert numbers == sorted(numbers, reverse=True)
        older = caller.get(f"/audit?before={numbers[2]}", by="m.lewis").json["entries"]
        assert older[0]["number"] < numbers[2]

    def test_it_is_found_whole(self, caller: Caller, house: House) -> None:
        house.matter()

        answer = caller.send("POST", "/audit/verify", by="e.vance")

        assert (answer.status_code, answer.json["breaks"]) == (200, [])
        assert len(answer.json["head"]) == 64


def test_what_waits_for_one_is_listed(caller: Caller, house: House) -> None:
    document = house.document(house.matter())

    tasks = caller.get("/tasks", by="a.khan").json["items"]

    assert {"kind": "classify", "reference": document.id, "matter": document.matter} in tasks


def test_matters_and_documents_are_listed_for_their_members_only(caller: Caller, house: House) -> None:
    document = house.document(house.matter())

    assert len(caller.get("/matters", by="a.khan").json["items"]) == 1
    assert caller.get("/matters", by="n.stranger").json["items"] == []
    own = caller.get(f"/matters/{document.matter}/documents", by="a.khan").json["items"]
    others = caller.get(f"/matters/{document.matter}/documents", by="d.moss").json["items"]
    assert ([row["id"] for row in own], others) == ([document.id], [])
