"""What was released, on its way out: whole or in parts, once, to whom it is due, and no longer than it may."""

import hashlib
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from exchange.casework.releasing.disclose import ASK_AGAIN_BYTES
from exchange.casework.releasing.release import revoke
from exchange.rules.errors import Refusal
from exchange.rules.release import Release
from tests.desk import House, a_pdf
from tests.web.stages import Stage
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]


def ticket(visitor: Visitor, given: Release) -> str:
    """The address that the download button leads to."""
    sent = visitor.send(f"/releases/{given.id}/documents/{given.versions[0]}")
    assert sent.status_code == 303, words_of(sent)
    return sent.headers["Location"]


def fetch(visitor: Visitor, address: str, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return visitor.client.get(address, headers=named)


class TestTheWhole:
    """The very bytes, as a file that a browser keeps and does not open."""

    def test_the_bytes_are_those_that_were_released(self, visit: Visit, house: House, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")

        answer = fetch(reader, ticket(reader, given))

        digest = hashlib.sha256(answer.data).hexdigest()
        assert answer.status_code == 200
        assert answer.headers["ETag"] == f'"{digest}"'
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert answer.headers["Accept-Ranges"] == "bytes"
        disclosed = visit("m.lewis").open("/disclosures")
        assert "Collected" in words_of(disclosed)

    def test_it_is_kept_by_its_reference_and_may_run_nothing(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")

        answer = fetch(reader, ticket(reader, given))

        assert answer.headers["Content-Disposition"].startswith('attachment; filename="DIS-')
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.mimetype == "application/pdf"

    def test_asking_for_its_size_uses_nothing_up(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)

        asked = reader.client.head(address)

        assert asked.status_code == 200 and asked.data == b""
        assert asked.headers["ETag"] and asked.headers["Accept-Ranges"] == "bytes"
        got = fetch(reader, address)
        assert got.headers["Content-Length"] == asked.headers["Content-Length"]


class TestParts:
    """Ranges as RFC 9110 has them."""

    def test_a_part_is_exactly_the_part(self, visit: Visit, house: House, stage: Stage) -> None:
        content = a_pdf("The whole of it")
        document = stage.house.document(stage.matter, content=content)
        given, reader = stage.available(stage.classify(document)), visit("j.ferns")
        address = ticket(reader, given)

        middle = fetch(reader, address, Range="bytes=100-199")
        last = fetch(reader, address, Range="bytes=-50")
        rest = fetch(reader, address, Range="bytes=600-")

        assert middle.status_code == 206 and middle.data == content[100:200]
        assert middle.headers["Content-Range"] == f"bytes 100-199/{len(content)}"
        assert last.data == content[-50:]
        assert rest.data == content[600:]

    def test_parts_that_make_the_whole_use_the_ticket_up(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)

        first = fetch(reader, address, Range="bytes=0-299")
        assert len(first.data) == 300
        second = fetch(reader, address, Range="bytes=300-")
        assert hashlib.sha256(first.data + second.data).hexdigest() == first.headers["ETag"].strip('"')
        third = fetch(reader, address, Range="bytes=0-299")

        assert first.status_code == second.status_code == 206
        assert third.status_code == 409 and "This download has been used." in words_of(third)

    def test_a_part_outside_is_refused_and_the_ticket_stays_good(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)

        outside = fetch(reader, address, Range="bytes=9000000-")

        assert outside.status_code == 416
        assert outside.headers["Content-Range"].startswith("bytes */")
        assert fetch(reader, address).status_code == 200

    def test_a_part_of_another_edition_gives_the_whole(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)
        etag = reader.client.head(address).headers["ETag"]

        same = fetch(reader, address, Range="bytes=0-9", If_Range=etag)
        other = fetch(reader, address, Range="bytes=0-9", If_Range='"another"')

        assert same.status_code == 206 and len(same.data) == 10
        assert other.status_code == 200 and len(other.data) > 10

    @pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "pages=1-2", "bytes=zz", ""])
    def test_what_is_no_single_range_of_bytes_gives_the_whole(
        self, visit: Visit, stage: Stage, asked: str
    ) -> None:
        given, reader = stage.available(), visit("j.ferns")

        assert fetch(reader, ticket(reader, given), Range=asked).status_code == 200


class TestRefusals:
    """A ticket is one person's, for a while, once."""

    def test_another_persons_ticket_is_not_found(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)

        for name in ("d.moss", "m.lewis", "n.stranger"):
            thief = visit(name)

            page = thief.open(address)

            assert page.status_code == 404
            assert page.data == thief.open("/files/no-such-ticket").data

    def test_it_serves_once(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)
        assert fetch(reader, address).data

        page = reader.open(address)

        assert page.status_code == 409
        assert "Start a new download from the release page." in words_of(page)

    def test_it_expires(self, visit: Visit, house: House, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)
        house.clock.forward(minutes=15)

        page = reader.open(address)

        assert page.status_code == 409 and "This download has expired." in words_of(page)

    def test_without_a_session_it_leads_to_signing_in(self, visit: Visit, stage: Stage) -> None:
        given, reader = stage.available(), visit("j.ferns")
        address = ticket(reader, given)

        answer = reader.client.application.test_client().get(address)

        assert answer.status_code == 303 and "/sign-in" in answer.headers["Location"]

    def test_nobody_downloads_what_the_terms_do_not_give_them(self, visit: Visit, stage: Stage) -> None:
        given = stage.available()

        page = visit("g.frost").send(f"/releases/{given.id}/documents/{given.versions[0]}")

        assert page.status_code == 403
        assert "The handling terms do not name you as a reader." in words_of(page)

    def test_nothing_leaves_before_approval(self, visit: Visit, stage: Stage) -> None:
        agreed = stage.agreed()

        page = visit("j.ferns").send(f"/releases/{agreed.id}/documents/{agreed.versions[0]}")

        assert page.status_code == 409 and "This release is not available." in words_of(page)

    def test_ending_the_release_stops_a_download_in_the_middle(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        content = a_pdf("Long") + b"%" + b"0123456789abcdef" * (ASK_AGAIN_BYTES // 4)
        document = stage.classify(house.document(stage.matter, content=content))
        given, reader = stage.available(document), visit("j.ferns")
        answer = reader.client.get(ticket(reader, given), buffered=False)
        pieces = iter(answer.response)
        received = len(next(pieces))

        revoke(house.desk, house.officers["a.khan"], given.id, reason="It went too far")
        with pytest.raises(Refusal):
            for piece in pieces:
                received += len(piece)
        answer.close()

        assert received < len(content)
        page = visit("m.lewis").open("/disclosures")
        assert page.status_code == 200
        assert reader.send(f"/releases/{given.id}/documents/{given.versions[0]}").status_code == 409

    def test_what_was_destroyed_is_gone_and_the_record_stays(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        disclosed = stage.disclosed()
        run = stage.destroyed()
        reader, provider = visit("j.ferns"), visit("m.lewis")

        page = reader.send(f"/releases/{disclosed.release}/documents/{disclosed.version_id}")

        assert page.status_code == 410
        assert "This document was destroyed." in words_of(page)
        assert f'href="/releases/{disclosed.release}"' in page.text
        shown = provider.open(f"/releases/{disclosed.release}")
        assert f'href="/certificates/{run.certificate}"' in shown.text
        assert run.certificate not in reader.open(f"/releases/{disclosed.release}").text
        receipt = words_of(reader.open(f"/disclosures/{disclosed.id}"))
        assert "Destroyed by the provider" in receipt and disclosed.sha256 in receipt
