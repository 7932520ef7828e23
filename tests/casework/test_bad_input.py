"""Bad input and a house in trouble: each a clear sentence, and nothing lost. Real scanner, store and database."""

import io
import resource
import signal
import sqlite3
import zipfile
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from exchange.casework import record
from exchange.casework.desk import Scanner
from exchange.casework.reading_room.materials import open_original
from exchange.casework.receiving import receive
from exchange.casework.receiving.scan_inside import ScannerSilent
from exchange.casework.receiving.unlock import unlock
from exchange.ledger import LedgerBusy
from exchange.outside.scanner import ClamdScanner
from exchange.rules.errors import WrongState
from exchange.rules.material import Material, MaterialState, Obstacle, ScanState
from storage import (
    ShelfFull,
    ShelfUnreachable,
    Vault,
    memory_key_store,
    open_bucket_shelf,
)
from tests.casework.conftest import an_embedded_house, on_vault
from tests.casework.story import announced, send
from tests.components import EICAR, ClamdServer, FaultProxy, S3Server, Wire
from tests.desk import House, a_desk, a_pdf
from tests.redaction.bad_documents import (
    a_flate_bomb,
    a_locked_document,
    a_million_pages,
    a_signed_document,
)

pytestmark = pytest.mark.slow

LOCK = pikepdf.Encryption(owner="owner", user="reader")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return an_embedded_house(tmp_path)


def _scanned_by(house: House, scanner: Scanner) -> House:
    return replace(house, desk=replace(house.desk, scanner=scanner))


def _zip_holding(held: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("x.txt", held)
    return packed.getvalue()


def _message_holding(held: bytes) -> bytes:
    head = "From: bo@example.test\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
    coded = "Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + b64encode(held).decode()
    return (head + coded + "\n").encode()


def _pdf_holding(content: bytes, **about: object) -> bytes:
    """A PDF with a file inside it, as a PDF program would put it there."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf("Chronology"))) as pdf:
        pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, content, filename="note.txt")  # type: ignore[call-arg]
        pdf.save(out, **about)  # type: ignore[arg-type]
    return out.getvalue()


class TestDocuments:
    """What a document may be that somebody uploads."""

    def test_an_encrypted_pdf_is_kept_and_asks_for_its_password(self, house: House) -> None:
        document = house.document(house.matter(), content=a_locked_document())

        assert (document.state, document.obstacle) == (MaterialState.SEALED, Obstacle.PASSWORD)
        assert "asks for a password" in document.problem

    @pytest.mark.parametrize(
        ("make", "word"),
        [
            (a_signed_document, "sign"),
            (lambda: b"%PDF-1.7\n" + b"nothing of the kind\n" * 20, "damaged"),
            (a_flate_bomb, ""),
            (a_million_pages, ""),
        ],
        ids=["signed", "malformed", "bomb", "a million pages"],
    )
    def test_what_cannot_be_redacted_is_kept_and_says_why(
        self, house: House, make: Callable[[], bytes], word: str
    ) -> None:
        content = make()

        document = house.document(house.matter(), content=content)

        assert document.state is MaterialState.SEALED
        assert word in document.problem
        assert document.size_bytes == len(content)


class TestMalware:
    """A real clamd, with the harmless test file."""

    def _taken_in(self, house: House, clamd: ClamdServer, content: bytes, name: str) -> Material:
        guarded = _scanned_by(house, ClamdScanner(clamd.address, 8 << 20))
        return guarded.document(guarded.matter(), content=content, file_name=name)

    def _unlocked(self, house: House, material: Material) -> Material:
        return unlock(house.desk, house.officers["a.khan"], material.id, password="reader")

    def test_a_clean_document_is_recorded_as_clean(self, house: House, clamd_server: ClamdServer) -> None:
        document = self._taken_in(house, clamd_server, _pdf_holding(b"A plain note."), "x.pdf")

        assert (document.state, document.scan) == (MaterialState.SEALED, ScanState.CLEAN)

    def test_an_infected_file_is_rejected_and_no_byte_is_kept(
        self, house: House, clamd_server: ClamdServer
    ) -> None:
        document = self._taken_in(house, clamd_server, EICAR, "x.txt")

        house.clock.forward(hours=2)
        assert document.problem == "The selected file contains a virus"
        assert record.check_store(house.desk).versions == 0

    @pytest.mark.parametrize("packed", [True, False], ids=["compressed", "plain"])
    def test_an_infected_file_inside_a_pdf_is_found(
        self, house: House, clamd_server: ClamdServer, packed: bool
    ) -> None:
        content = _pdf_holding(EICAR, compress_streams=packed)

        document = self._taken_in(house, clamd_server, content, "x.pdf")

        assert document.state is MaterialState.REJECTED
        assert document.problem == "The selected file contains a virus"

    def test_an_infected_file_in_a_zip_in_a_message_is_found(
        self, house: House, clamd_server: ClamdServer
    ) -> None:
        document = self._taken_in(house, clamd_server, _message_holding(_zip_holding(EICAR)), "x.eml")

        assert document.state is MaterialState.REJECTED
        assert document.problem == "The selected file contains a virus"

    def test_an_infected_file_behind_a_password_is_found_when_it_is_opened(
        self, house: House, clamd_server: ClamdServer
    ) -> None:
        document = self._taken_in(house, clamd_server, _pdf_holding(EICAR, encryption=LOCK), "x.pdf")
        guarded = _scanned_by(house, ClamdScanner(clamd_server.address, 8 << 20))
        before = (document.state, document.scan)

        with pytest.raises(WrongState, match="contains a virus"):
            self._unlocked(guarded, document)

        closed = guarded.material(document.id)
        assert before == (MaterialState.SEALED, ScanState.NOT_SCANNED)
        assert (closed.scan, closed.obstacle, closed.opening) == (
            *(ScanState.INFECTED, Obstacle.PASSWORD),
            "",
        )
        with pytest.raises(WrongState, match="contains a virus"):
            self._unlocked(guarded, document)
        with pytest.raises(WrongState, match="contains a virus"):
            open_original(guarded.desk, guarded.officers["a.khan"], document.id)

    def test_a_clean_one_behind_a_password_is_opened_as_clean(
        self, house: House, clamd_server: ClamdServer
    ) -> None:
        document = self._taken_in(house, clamd_server, _pdf_holding(b"A note.", encryption=LOCK), "x.pdf")
        guarded = _scanned_by(house, ClamdScanner(clamd_server.address, 8 << 20))

        opened = self._unlocked(guarded, document)

        assert (opened.scan, opened.obstacle) == (ScanState.CLEAN, Obstacle.NONE)

    def test_while_the_scanner_is_gone_no_password_opens_a_document(
        self, house: House, clamd_server: ClamdServer, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        document = self._taken_in(house, clamd_server, _pdf_holding(b"A note.", encryption=LOCK), "x.pdf")
        wire = fault_proxy(int(clamd_server.address.rpartition(":")[2]))
        wire.wire = Wire.CUT
        guarded = _scanned_by(house, ClamdScanner(wire.address, 8 << 20, timeout_seconds=5))

        with pytest.raises(ScannerSilent):
            self._unlocked(guarded, document)

        still = guarded.material(document.id)
        wire.wire = Wire.GOOD
        assert (still.obstacle, still.opening) == (Obstacle.PASSWORD, "")
        assert self._unlocked(guarded, document).obstacle is Obstacle.NONE

    def test_while_the_scanner_is_gone_it_waits_then_says_so_then_goes_on(
        self, house: House, clamd_server: ClamdServer, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        wire = fault_proxy(int(clamd_server.address.rpartition(":")[2]))
        wire.wire = Wire.CUT
        guarded = _scanned_by(house, ClamdScanner(wire.address, 8 << 20, timeout_seconds=5))
        document = guarded.document(guarded.matter())
        first = guarded.material(document.id)
        for _ in range(5):
            guarded.clock.forward(minutes=1)
            guarded.work()
        later = guarded.material(document.id)

        wire.wire = Wire.GOOD
        guarded.clock.forward(minutes=16)
        guarded.work()

        assert (first.state, later.state) == (MaterialState.CHECKING, MaterialState.CHECKING)
        assert later.problem == "The malware scanner did not answer."
        assert guarded.material(document.id).scan is ScanState.CLEAN


class TestTheStore:
    """No room, or nobody answers: the part is not taken, and what had come is still there."""

    def test_without_room_on_the_disk_the_part_is_refused_and_the_upload_goes_on_later(
        self, house: House
    ) -> None:
        content = a_pdf("Chronology") + b"%" + b"x" * 400_000
        upload = announced(house, house.matter(), length_bytes=len(content))
        send(house, upload, content[:1000])
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
        try:
            with pytest.raises((ShelfFull, ShelfUnreachable)) as said:
                send(house, upload, content[1000:], at=1000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, ignored)

        stands = receive.find_upload(house.desk, house.officers["a.khan"], upload.id)
        whole = send(house, upload, content[1000:], at=1000)
        house.work()
        assert said.value.sentence
        assert stands.offset_bytes == 1000
        assert whole.finished
        assert house.material(upload.material).state is MaterialState.SEALED

    @pytest.mark.parametrize("wire_is", [Wire.CUT])
    def test_while_the_bucket_cannot_be_reached_nothing_is_lost(
        self,
        tmp_path: Path,
        s3_server: S3Server,
        fault_proxy: Callable[[int], FaultProxy],
        wire_is: Wire,
    ) -> None:
        wire = fault_proxy(int(s3_server.endpoint.rpartition(":")[2]))
        bucket = s3_server.make_bucket()
        shelf = open_bucket_shelf(
            wire.address, s3_server.access_key, s3_server.secret_key, bucket, secure=False
        )
        house = on_vault(a_desk(tmp_path), Vault(shelf, memory_key_store()))
        content = a_pdf("Chronology")
        upload = announced(house, house.matter(), length_bytes=len(content))
        send(house, upload, content[:100])

        wire.wire = wire_is
        with pytest.raises(ShelfUnreachable, match="did not answer"):
            send(house, upload, content[100:], at=100)
        wire.wire = Wire.GOOD
        send(house, upload, content[100:], at=100)
        wire.wire = wire_is
        house.work()
        waiting = house.material(upload.material)
        wire.wire = Wire.GOOD
        house.clock.forward(minutes=1)
        house.work()

        assert waiting.state is MaterialState.CHECKING
        assert house.material(upload.material).state is MaterialState.SEALED
        assert record.check_store(house.desk).problems == ()


class TestTheDatabase:
    """Somebody else holds it."""

    def test_a_locked_database_says_so_and_the_same_act_works_afterwards(
        self, house: House, tmp_path: Path
    ) -> None:
        matter = house.matter()
        with sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(LedgerBusy, match="busy and nothing was changed"):
                announced(house, matter, length_bytes=10)
            other.execute("ROLLBACK")

        assert announced(house, matter, length_bytes=10).offset_bytes == 0
        with house.desk.ledger.housekeeping() as act:
            assert act.uploads.count() == 1
