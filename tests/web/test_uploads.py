"""Uploads: as one plain form, and in parts that can be resumed. Nothing half-sent is ever sealed."""

import base64
import hashlib
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from exchange.rules.material import MaterialState, ScanState
from tests.desk import House, a_desk, a_pdf, a_policy
from tests.web.conftest import pages_of
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]
_PDF = a_pdf("Chronology of the review")


def send_form(
    visitor: Visitor, matter: str, *, content: bytes = _PDF, name: str = "chronology.pdf", **fields: str
) -> TestResponse:
    """The upload form as a browser sends it: the file last."""
    typed = {"csrf_token": visitor.token, "title": "Chronology", "made_by": "own", "originator": "", **fields}
    data: dict[str, object] = {**typed, "file": (BytesIO(content), name)}
    return visitor.client.post(f"/matters/{matter}/upload", data=data, content_type="multipart/form-data")


class TestThePlainForm:
    """Without JavaScript the whole file comes in one request, as a stream."""

    def test_a_document_arrives_is_checked_and_shows_its_hash(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        visitor = visit("b.osei")

        sent = send_form(visitor, matter.id)
        waiting = words_of(visitor.open(sent.headers["Location"]))
        house.work()
        done = words_of(visitor.open(sent.headers["Location"]))

        assert "It is being checked for malware and sealed." in waiting
        assert "It is sealed as it was uploaded." in done
        assert hashlib.sha256(_PDF).hexdigest() in done

    def test_nothing_of_it_is_spooled_to_disk(
        self, visit: Visit, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        matter = house.matter()
        visitor = visit("b.osei")
        watched = tmp_path / "spool"
        watched.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(watched))
        large = b"%PDF-1.7\n" + b"0123456789abcdef" * 200_000

        # The client's own body is made first: it is the server that must not spool.
        sent = send_form(visitor, matter.id, content=large)

        assert sent.status_code == 303
        assert list(watched.iterdir()) == []

    def test_an_empty_file_is_refused(self, visit: Visit, house: House) -> None:
        matter = house.matter()

        page = send_form(visit("b.osei"), matter.id, content=b"")

        assert page.status_code == 422
        assert "The selected file is empty" in words_of(page)

    def test_a_file_over_the_limit_is_refused_before_it_is_taken(self, tmp_path: Path) -> None:
        house = a_desk(tmp_path, policy=a_policy(upload_limit_bytes=1 << 20))
        visitor = Visitor(pages_of(house).test_client())
        visitor.sign_in("b.osei", code=house.code_of("b.osei"))
        matter = house.matter()

        page = send_form(visitor, matter.id, content=b"x" * (1 << 20) + b"x")

        assert page.status_code == 422
        assert "The selected file must be smaller than 1MB" in words_of(page)

    def test_forgetting_the_file_and_its_maker_is_said_beside_each(self, visit: Visit, house: House) -> None:
        matter = house.matter()

        page = send_form(visit("b.osei"), matter.id, content=b"", name="", made_by="")

        words = words_of(page)
        assert "Select a document" in words
        assert "Select who created these documents" in words
        assert 'value="Chronology"' in page.text

    def test_another_organisations_document_needs_its_name(self, visit: Visit, house: House) -> None:
        matter = house.matter()

        page = send_form(visit("b.osei"), matter.id, made_by="other")

        assert "Enter the name of the organisation that created these documents" in words_of(page)

    @pytest.mark.parametrize(
        ("offered", "shown"),
        [
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("innocent\u202efdp.exe", "innocentfdp.exe"),
            ("a\u0007b\u200b.pdf", "ab.pdf"),
            ("<img src=x onerror=alert(1)>.pdf", "-img src=x onerror=alert(1)-.pdf"),
        ],
    )
    def test_the_name_it_came_with_is_made_safe(
        self, visit: Visit, house: House, offered: str, shown: str
    ) -> None:
        matter = house.matter()
        visitor = visit("b.osei")

        sent = send_form(visitor, matter.id, name=offered)

        document = sent.headers["Location"].rpartition("/")[2]
        assert house.material(document).file_name == shown
        assert shown in words_of(visitor.open(sent.headers["Location"]))

    def test_the_same_document_twice_is_named(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        first = house.document(matter, "b.osei", content=_PDF)
        visitor = visit("b.osei")

        sent = send_form(visitor, matter.id)
        house.work()

        said = words_of(visitor.open(sent.headers["Location"]))
        assert f"This document is already in this matter ({first.id})" in said

    def test_malware_is_refused_and_nothing_is_kept(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        house.scanner.answer = ScanState.INFECTED
        visitor = visit("b.osei")

        sent = send_form(visitor, matter.id)
        house.work()

        words = words_of(visitor.open(sent.headers["Location"]))
        assert "The selected file contains a virus" in words
        assert "Nothing of it was kept." in words
        assert "An upload was not accepted" in words_of(visitor.open("/"))

    def test_the_form_needs_its_token(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        visitor = visit("b.osei")
        visitor.token = "another"

        assert send_form(visitor, matter.id).status_code == 403

    def test_a_form_cut_off_on_its_way_is_never_sealed(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        visitor = visit("b.osei")
        head = (
            '--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            f"{visitor.token}\r\n"
            '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nChronology\r\n'
            '--x\r\nContent-Disposition: form-data; name="made_by"\r\n\r\nown\r\n'
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        ).encode()
        whole = head + _PDF + b"\r\n--x--\r\n"

        page = visitor.client.post(
            f"/matters/{matter.id}/upload",
            input_stream=BytesIO(whole[: len(head) + 100]),
            content_length=len(whole),
            content_type="multipart/form-data; boundary=x",
        )

        assert page.status_code == 422
        assert "The selected file could not be uploaded – try again" in words_of(page)
        with house.desk.ledger.housekeeping() as act:
            assert [m.state for m in act.materials.where()] == [MaterialState.REJECTED]

    def test_a_field_after_the_file_does_not_become_part_of_it(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        visitor = visit("b.osei")
        body = (
            '--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            f"{visitor.token}\r\n"
            '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nChronology\r\n'
            '--x\r\nContent-Disposition: form-data; name="made_by"\r\n\r\nown\r\n'
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n'
            '--x\r\nContent-Disposition: form-data; name="late"\r\n\r\nmore\r\n--x--\r\n'
        ).encode()

        page = visitor.client.post(
            f"/matters/{matter.id}/upload", data=body, content_type="multipart/form-data; boundary=x"
        )
        house.work()

        # What the file would hold is then not what was chosen, and its hash would prove the wrong thing.
        with house.desk.ledger.housekeeping() as act:
            sealed = act.materials.where(state=MaterialState.SEALED)
        assert page.status_code == 422
        assert sealed == ()


def _named(**about: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in about.items())


class TestInParts:
    """tus 1.0.0 with the browser's session."""

    @staticmethod
    def _headers(visitor: Visitor, **more: str) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Tus-Resumable": "1.0.0", "X-CSRF-Token": visitor.token, **named}

    def _begin(self, visitor: Visitor, matter: str, *, length: int = len(_PDF), sha256: str = "") -> str:
        about = _named(matter=matter, title="Chronology", filename="chronology.pdf", sha256=sha256)
        headers = self._headers(visitor, Upload_Length=str(length), Upload_Metadata=about)
        created = visitor.client.post("/uploads/", headers=headers)
        assert created.status_code == 201, created.text
        return created.headers["Location"]

    def _part(self, visitor: Visitor, url: str, at: int, content: bytes, **more: str) -> TestResponse:
        headers = self._headers(visitor, Upload_Offset=str(at), **more)
        return visitor.client.patch(
            url, data=content, headers=headers, content_type="application/offset+octet-stream"
        )

    def test_an_upload_cut_off_goes_on_from_where_it_stood(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        visitor = visit("b.osei")
        url = self._begin(visitor, matter.id, sha256=hashlib.sha256(_PDF).hexdigest())

        broken = visitor.client.patch(
            url,
            input_stream=BytesIO(_PDF[:200]),
            content_length=len(_PDF),
            headers=self._headers(visitor, Upload_Offset="0"),
            content_type="application/offset+octet-stream",
        )
        stands = visitor.client.head(url, headers=self._headers(visitor))
        rest = self._part(visitor, url, 200, _PDF[200:])
        house.work()

        assert broken.headers["Upload-Offset"] == stands.headers["Upload-Offset"] == "200"
        assert rest.status_code == 204
        page = visitor.client.get(url, follow_redirects=True)
        assert hashlib.sha256(_PDF).hexdigest() in words_of(page)
        assert "It is sealed as it was uploaded." in words_of(page)

    def test_a_part_with_a_wrong_checksum_is_not_kept(self, visit: Visit, house: House) -> None:
        visitor = visit("b.osei")
        url = self._begin(visitor, house.matter().id)
        wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()

        answer = self._part(visitor, url, 0, _PDF, Upload_Checksum=f"sha256 {wrong}")

        assert answer.status_code == 460
        assert visitor.client.head(url, headers=self._headers(visitor)).headers["Upload-Offset"] == "0"

    def test_a_part_from_the_wrong_place_is_refused(self, visit: Visit, house: House) -> None:
        visitor = visit("b.osei")
        url = self._begin(visitor, house.matter().id)

        assert self._part(visitor, url, 5, _PDF[5:]).status_code == 409

    def test_a_file_that_is_not_the_one_announced_is_not_sealed(self, visit: Visit, house: House) -> None:
        visitor = visit("b.osei")
        url = self._begin(visitor, house.matter().id, sha256=hashlib.sha256(b"other").hexdigest())

        self._part(visitor, url, 0, _PDF)
        house.work()

        page = visitor.client.get(url, follow_redirects=True)
        assert "The file that arrived is not the file that was sent." in words_of(page)

    def test_stopping_destroys_what_had_come(self, visit: Visit, house: House) -> None:
        visitor = visit("b.osei")
        url = self._begin(visitor, house.matter().id)
        self._part(visitor, url, 0, _PDF[:100])

        stopped = visitor.client.delete(url, headers=self._headers(visitor))

        assert stopped.status_code == 204
        assert visitor.client.head(url, headers=self._headers(visitor)).status_code == 404

    def test_it_is_nobody_elses(self, visit: Visit, house: House) -> None:
        url = self._begin(visit("b.osei"), house.matter().id)
        other = visit("a.khan")

        assert other.client.head(url, headers=self._headers(other)).status_code == 404
        assert self._part(other, url, 0, _PDF).status_code == 404

    def test_it_needs_the_token_and_our_own_origin(self, visit: Visit, house: House) -> None:
        visitor = visit("b.osei")
        url = self._begin(visitor, house.matter().id)
        foreign = {**self._headers(visitor, Upload_Offset="0"), "Origin": "https://evil.example"}
        kind = "application/offset+octet-stream"

        no_token = visitor.client.patch(
            url,
            data=_PDF,
            headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
            content_type=kind,
        )
        from_elsewhere = visitor.client.patch(url, data=_PDF, headers=foreign, content_type=kind)

        assert no_token.status_code == from_elsewhere.status_code == 403

    def test_when_the_session_has_ended_the_script_is_told_so(self, visit: Visit, house: House) -> None:
        visitor = visit("b.osei")
        url = self._begin(visitor, house.matter().id)
        house.clock.forward(minutes=21)

        answer = self._part(visitor, url, 0, _PDF)

        assert answer.status_code == 401
        assert answer.text == "Your session has ended. Sign in again.\n"

    def test_another_version_of_the_protocol_is_refused(self, visit: Visit, house: House) -> None:
        visitor = visit("b.osei")
        url = self._begin(visitor, house.matter().id)

        answer = visitor.client.head(url, headers={"Tus-Resumable": "0.2.2"})

        assert answer.status_code == 412
        assert answer.headers["Tus-Version"] == "1.0.0"

    def test_what_it_can_do_is_told_to_whoever_asks(self, visit: Visit) -> None:
        answer = visit("b.osei").client.options("/uploads/")

        assert answer.headers["Tus-Extension"] == "creation,checksum,termination,expiration"
        assert answer.headers["Tus-Checksum-Algorithm"] == "sha256"
