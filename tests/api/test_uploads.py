"""Uploads by tus 1.0.0: with the protocol's own Python client, against the service as it is started for real."""

import base64
import contextlib
import hashlib
import os
import socket
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from tusclient.client import TusClient

import app as front_door
from exchange.casework import owed, sign_in
from exchange.casework.desk import Desk
from exchange.casework.reading_room.materials import look_at_document
from exchange.casework.trying_out import demonstration
from exchange.rules.material import MaterialState
from exchange.rules.matter import Matter
from exchange.settings import read_settings
from tests.api.caller import Caller
from tests.components.child import Child, free_ports
from tests.desk import House, a_pdf

ROOT = Path(__file__).parents[2]
PART_BYTES = 1 << 20


def pairs(**about: str) -> str:
    """An Upload-Metadata header."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in about.items())


@dataclass(frozen=True)
class Service:
    """The service in a process of its own, and its desk in ours."""

    address: str
    desk: Desk
    matter: Matter
    loaded: demonstration.Demonstration

    def token(self, *scopes: str) -> dict[str, str]:
        owner = self.loaded.officer("tom.ashby")
        return {"Authorization": f"Bearer {sign_in.mint_token(self.desk, owner, scopes=scopes, days=1)[0]}"}

    def document(self, reference: str) -> Any:
        """What became of an upload, once a worker has done what is owed."""
        while owed.do_next(self.desk):
            pass
        return look_at_document(self.desk, self.loaded.officer("tom.ashby"), reference).material


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    place = tmp_path_factory.mktemp("service")
    (port,) = free_ports(1)
    told = {
        "EXCHANGE__SERVER__PORT": str(port),
        "EXCHANGE__DATABASE__URL": f"sqlite:///{place}/exchange.db",
        "EXCHANGE__STORE__FOLDER": f"{place}/store",
        "EXCHANGE__KEYS__URL": f"sqlite:///{place}/keys/keys.db",
        "EXCHANGE__KEYS__KEYRING": f"{place}/keys/keyring.v1",
        "EXCHANGE__LETTERS__FOLDER": f"{place}/letters",
        "EXCHANGE__WORK_ROOM__FOLDER": f"{place}/work",
    }
    settings = read_settings(None, told)
    front_door.Service(settings).migrate()
    desk = front_door.build_desk(settings)
    loaded = demonstration.load(desk, password="a password for a throw-away store")
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/readyz", timeout=30):  # noqa: S310
            return True
        return False

    child = Child(
        [sys.executable, str(ROOT / "app.py"), "serve"],
        place / "serve.log",
        answers,
        env={**os.environ, **told, "PYTHONPATH": str(ROOT)},
        cwd=place,
    )
    child.start()
    yield Service(address, desk, loaded.matter, loaded)
    child.stop()
    desk.ledger.close()


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A plain text of five and a half parts, another one each time."""
    file = tmp_path / "minutes.txt"
    line = f"Minutes of the meeting at {tmp_path.name}. No further action was agreed.\n"
    file.write_text(line * (11 * PART_BYTES // 2 // len(line)))
    return file


def _about(service: Service, file: Path) -> dict[str, str]:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {"matter": service.matter.id, "title": "Minutes", "filename": file.name, "sha256": digest}


@pytest.mark.slow
class TestWithTheProtocolsOwnClient:
    """tuspy against gunicorn."""

    def test_a_file_goes_up_part_by_part_and_is_sealed(self, service: Service, minutes: Path) -> None:
        token = service.token("upload")
        client = TusClient(f"{service.address}/api/v1/uploads", headers=token)
        uploader = client.uploader(str(minutes), chunk_size=PART_BYTES, metadata=_about(service, minutes))

        uploader.upload()

        shown = requests.get(uploader.url, headers=token, timeout=120).json()
        assert (shown["finished"], shown["offset_bytes"]) == (True, minutes.stat().st_size)
        document = service.document(shown["material"])
        assert document.state is MaterialState.SEALED
        assert document.sha256 == hashlib.sha256(minutes.read_bytes()).hexdigest()

    def test_one_that_was_cut_off_half_way_goes_on_from_there(self, service: Service, minutes: Path) -> None:
        token = service.token("upload")
        client = TusClient(f"{service.address}/api/v1/uploads", headers=token)
        begun = client.uploader(str(minutes), chunk_size=PART_BYTES, metadata=_about(service, minutes))
        begun.upload_chunk()
        _cut_off(service, begun.url, token, minutes, at=PART_BYTES, after_bytes=PART_BYTES // 2)

        again = client.uploader(str(minutes), chunk_size=PART_BYTES, url=begun.url)
        stood_at = again.offset
        again.upload()

        assert stood_at == PART_BYTES + PART_BYTES // 2
        shown = requests.get(begun.url, headers=token, timeout=120).json()
        document = service.document(shown["material"])
        assert document.state is MaterialState.SEALED
        assert document.sha256 == hashlib.sha256(minutes.read_bytes()).hexdigest()


def _cut_off(
    service: Service, url: str, token: dict[str, str], file: Path, *, at: int, after_bytes: int
) -> None:
    """Begin the next part and let the line break; wait until the server has noticed."""
    content = file.read_bytes()
    host, _, port = service.address.removeprefix("http://").partition(":")
    told = {
        **token,
        "Host": f"{host}:{port}",
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": str(at),
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(len(content) - at),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    path = url.removeprefix(service.address)
    with socket.create_connection((host, int(port))) as line:
        line.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n".encode() + content[at : at + after_bytes])
        line.shutdown(socket.SHUT_WR)
        while line.recv(4096):
            pass


class TestTheProtocol:
    """Headers in, an act, a status and headers out."""

    def _created(self, caller: Caller, token: dict[str, str], content: bytes, **about: str) -> Any:
        told = {
            **token,
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(content)),
            "Upload-Metadata": pairs(title="Chronology", filename="chronology.pdf", **about),
        }
        return caller.send("POST", "/uploads", headers=told)

    def _sent(
        self, caller: Caller, token: dict[str, str], url: str, part: bytes, at: int, **told: str
    ) -> Any:
        headers = {
            **token,
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": str(at),
            "Content-Type": "application/offset+octet-stream",
            **{name.replace("_", "-"): value for name, value in told.items()},
        }
        return caller.send("PATCH", url, headers=headers, data=part)

    def test_what_the_server_can_do_is_told_to_anyone(self, caller: Caller) -> None:
        answer = caller.send("OPTIONS", "/uploads")

        assert answer.status_code == 204
        assert answer.headers["Tus-Extension"] == "creation,checksum,termination,expiration"
        assert answer.headers["Tus-Checksum-Algorithm"] == "sha256"

    def test_every_part_carries_where_it_stands(self, caller: Caller, house: House) -> None:
        token, content = caller.token("b.osei", "upload"), a_pdf("Chronology")
        created = self._created(caller, token, content, matter=house.matter().id)
        url = created.headers["Location"]

        first = self._sent(caller, token, url, content[:100], 0)
        where = caller.send("HEAD", url, headers={**token, "Tus-Resumable": "1.0.0"})
        last = self._sent(caller, token, url, content[100:], 100)

        assert (created.status_code, first.status_code, last.status_code) == (201, 204, 204)
        assert where.headers["Upload-Offset"] == first.headers["Upload-Offset"] == "100"
        assert where.headers["Upload-Length"] == str(len(content))
        assert "Upload-Expires" in created.headers

    def test_a_part_for_another_offset_is_refused(self, caller: Caller, house: House) -> None:
        token, content = caller.token("b.osei", "upload"), a_pdf("Chronology")
        url = self._created(caller, token, content, matter=house.matter().id).headers["Location"]

        answer = self._sent(caller, token, url, content, 5)

        assert (answer.status_code, answer.json["type"]) == (409, "/problems/offset-mismatch")
        assert answer.headers["Tus-Resumable"] == "1.0.0"

    def test_a_damaged_part_is_refused_and_nothing_of_it_kept(self, caller: Caller, house: House) -> None:
        token, content = caller.token("b.osei", "upload"), a_pdf("Chronology")
        url = self._created(caller, token, content, matter=house.matter().id).headers["Location"]
        right = base64.b64encode(hashlib.sha256(content).digest()).decode()

        damaged = self._sent(caller, token, url, content[::-1], 0, Upload_Checksum=f"sha256 {right}")
        whole = self._sent(caller, token, url, content, 0, Upload_Checksum=f"sha256 {right}")

        assert (damaged.status_code, damaged.json["type"]) == (460, "/problems/checksum-mismatch")
        assert (whole.status_code, whole.headers["Upload-Offset"]) == (204, str(len(content)))

    def test_one_that_is_given_up_is_gone(self, caller: Caller, house: House) -> None:
        token, content = caller.token("b.osei", "upload"), a_pdf("Chronology")
        url = self._created(caller, token, content, matter=house.matter().id).headers["Location"]
        self._sent(caller, token, url, content[:100], 0)
        tus = {**token, "Tus-Resumable": "1.0.0"}

        assert caller.send("DELETE", url, headers=tus).status_code == 204
        assert self._sent(caller, token, url, content[100:], 100).status_code in {404, 409}

    def test_one_that_waited_a_day_is_gone(self, caller: Caller, house: House) -> None:
        token = caller.token("b.osei", "upload")
        url = self._created(caller, token, b"x" * 9, matter=house.matter().id).headers["Location"]
        house.clock.forward(hours=25)

        answer = caller.send("HEAD", url, headers={**token, "Tus-Resumable": "1.0.0"})

        assert (answer.status_code, answer.headers["Tus-Resumable"]) == (404, "1.0.0")

    def test_nobody_goes_on_with_another_persons(self, caller: Caller, house: House) -> None:
        token, content = caller.token("b.osei", "upload"), a_pdf("Chronology")
        url = self._created(caller, token, content, matter=house.matter().id).headers["Location"]

        assert self._sent(caller, caller.token("a.khan", "upload"), url, content, 0).status_code == 404

    def test_the_same_document_twice_is_refused_before_a_byte(self, caller: Caller, house: House) -> None:
        matter, content = house.matter(), a_pdf("Chronology")
        house.document(matter, content=content)
        digest = hashlib.sha256(content).hexdigest()

        token = caller.token("b.osei", "upload")
        answer = self._created(caller, token, content, matter=matter.id, sha256=digest)

        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "#/file")
        assert "already in this matter" in answer.json["detail"]

    @pytest.mark.parametrize(
        ("told", "status"),
        [
            ({"Tus-Resumable": "0.2.2"}, 412),
            ({"Upload-Length": "many"}, 400),
            ({"Upload-Length": str((2 << 30) + 1)}, 413),
            ({"Upload-Length": "0"}, 422),
            ({"Upload-Metadata": "title ?"}, 422),
        ],
    )
    def test_what_cannot_be_right_is_refused(
        self, caller: Caller, house: House, told: dict[str, str], status: int
    ) -> None:
        usual = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": "9",
            "Upload-Metadata": pairs(matter=house.matter().id, title="Chronology"),
        }

        answer = caller.send("POST", "/uploads", by="b.osei", headers={**usual, **told})

        assert answer.status_code == status
        assert answer.mimetype == "application/problem+json"
