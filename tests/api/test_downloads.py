"""Bytes on their way out: whole, in ranges, once, on the record before they leave."""

import hashlib

import pytest

from exchange.rules.disclosure import CollectionEvent
from tests.api.caller import Caller
from tests.api.scene import an_available_release
from tests.desk import House, a_pdf


@pytest.fixture
def original(house: House) -> str:
    return house.document(house.matter(), content=a_pdf("Chronology")).id


class TestOriginals:
    """One's own party's original, for a person."""

    def test_the_whole_is_what_was_uploaded(self, caller: Caller, original: str) -> None:
        answer = caller.get(f"/documents/{original}/content", by="a.khan")

        assert (answer.status_code, answer.data) == (200, a_pdf("Chronology"))
        assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.data).hexdigest()}"'
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "attachment" in answer.headers["Content-Disposition"]

    @pytest.mark.parametrize(
        ("asked", "start", "stop"), [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-5", -5, None)]
    )
    def test_one_range_is_given(
        self, caller: Caller, original: str, asked: str, start: int, stop: int | None
    ) -> None:
        answer = caller.get(f"/documents/{original}/content", by="a.khan", headers={"Range": asked})

        whole = a_pdf("Chronology")
        assert (answer.status_code, answer.data) == (206, whole[start:stop])
        first = start if start >= 0 else len(whole) + start
        last = (stop or len(whole)) - 1
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"

    @pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=x", "bytes=5-1"])
    def test_anything_but_one_range_gets_the_whole(self, caller: Caller, original: str, asked: str) -> None:
        answer = caller.get(f"/documents/{original}/content", by="a.khan", headers={"Range": asked})

        assert (answer.status_code, answer.data) == (200, a_pdf("Chronology"))

    def test_a_range_outside_is_refused_with_the_size(self, caller: Caller, original: str) -> None:
        answer = caller.get(f"/documents/{original}/content", by="a.khan", headers={"Range": "bytes=99999-"})

        assert (answer.status_code, answer.json["type"]) == (416, "/problems/range")
        assert answer.headers["Content-Range"] == f"bytes */{len(a_pdf('Chronology'))}"

    def test_a_range_of_another_document_gets_the_whole(self, caller: Caller, original: str) -> None:
        told = {"Range": "bytes=0-9", "If-Range": '"another"'}

        assert caller.get(f"/documents/{original}/content", by="a.khan", headers=told).status_code == 200

    def test_each_opening_is_on_the_record(self, caller: Caller, original: str, house: House) -> None:
        caller.get(f"/documents/{original}/content", by="a.khan", headers={"Range": "bytes=0-9"})

        with house.desk.ledger.housekeeping() as act:
            entry = act.entries(deed="open-original")[-1]
        assert original in entry.subjects
        assert ("stop", "10") in entry.facts

    @pytest.mark.slow
    def test_a_page_is_shown_as_a_picture(self, caller: Caller, original: str) -> None:
        answer = caller.get(f"/documents/{original}/pages/1.png", by="a.khan")
        beyond = caller.get(f"/documents/{original}/pages/9.png", by="a.khan")

        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert (beyond.status_code, beyond.json["type"]) == (422, "/problems/document")

    def test_the_other_party_finds_nothing(self, caller: Caller, original: str) -> None:
        assert caller.get(f"/documents/{original}/content", by="d.moss").status_code == 404


class TestTickets:
    """What was released is collected with a ticket, by the reader it was given to."""

    def test_it_is_collected_once_and_each_line_is_kept(self, caller: Caller, house: House) -> None:
        release = an_available_release(house, house.matter())
        ticket = caller.post(
            f"/releases/{release.id}/tickets", by="j.ferns", version=release.versions[0]
        ).json

        part = caller.get(ticket["url"], by="j.ferns", headers={"Range": "bytes=0-9"})
        whole = caller.get(ticket["url"], by="j.ferns")

        assert (part.status_code, len(part.data), whole.status_code) == (206, 10, 200)
        assert hashlib.sha256(whole.data).hexdigest() == ticket["sha256"]
        assert len(whole.data) == ticket["size_bytes"]
        used = caller.get(ticket["url"], by="j.ferns")
        assert (used.status_code, used.json["detail"]) == (409, "This download has been used.")
        lines = caller.get(f"/disclosures/{ticket['disclosure']}", by="j.ferns").json["collections"]
        events = [line["event"] for line in lines]
        assert sorted(events) == sorted([CollectionEvent.STARTED, CollectionEvent.ENDED] * 2)

    def test_nobody_else_may_use_it(self, caller: Caller, house: House) -> None:
        release = an_available_release(house, house.matter())
        ticket = caller.post(
            f"/releases/{release.id}/tickets", by="j.ferns", version=release.versions[0]
        ).json

        assert caller.get(ticket["url"], by="d.moss").status_code == 404
        assert caller.get(ticket["url"]).status_code == 401

    def test_it_ends_after_fifteen_minutes(self, caller: Caller, house: House) -> None:
        release = an_available_release(house, house.matter())
        ticket = caller.post(
            f"/releases/{release.id}/tickets", by="j.ferns", version=release.versions[0]
        ).json
        house.clock.forward(minutes=15)

        answer = caller.get(ticket["url"], by="j.ferns")

        assert (answer.status_code, answer.json["detail"]) == (409, "This download has expired.")

    def test_a_reader_whom_the_terms_do_not_name_gets_none(self, caller: Caller, house: House) -> None:
        release = an_available_release(house, house.matter())

        answer = caller.post(f"/releases/{release.id}/tickets", by="d.moss", version=release.versions[0])

        assert (answer.status_code, answer.json["type"]) == (403, "/problems/terms-not-agreed")

    def test_after_it_is_revoked_nothing_leaves(self, caller: Caller, house: House) -> None:
        release = an_available_release(house, house.matter())
        ticket = caller.post(
            f"/releases/{release.id}/tickets", by="j.ferns", version=release.versions[0]
        ).json
        caller.post(f"/releases/{release.id}/revoke", by="a.khan", reason="Sent in error")

        assert caller.get(ticket["url"], by="j.ferns").status_code == 409
