"""The malware scan says "clean" only when a real daemon looked at all of it."""

import io
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from exchange.outside.scanner import ClamdScanner, NoScanner
from exchange.rules.material import ScanState
from tests.components import EICAR, ClamdServer, FaultProxy, Wire, free_ports, running_clamd
from tests.components.clamd import STREAM_LIMIT_BYTES

MEGABYTE = 1024 * 1024


@pytest.fixture
def scanner(clamd_address: str) -> ClamdScanner:
    return ClamdScanner(clamd_address, 4 * MEGABYTE, timeout_seconds=120)


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.bin", content)
    return packed.getvalue()


def locked_pdf() -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(written, encryption=pikepdf.Encryption(owner="owner", user="reader", R=4))
    return written.getvalue()


class TestAScan:
    """What the daemon finds decides the state."""

    def test_an_ordinary_stream_is_clean(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([b"Minutes of the meeting. " * 1000]) is ScanState.CLEAN

    def test_an_empty_stream_is_clean(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([]) is ScanState.CLEAN

    def test_the_test_file_is_infected(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([EICAR]) is ScanState.INFECTED

    def test_the_test_file_inside_an_archive_is_infected(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([zipped(zipped(EICAR))]) is ScanState.INFECTED

    @pytest.mark.parametrize("cut_at", [1, 20, len(EICAR) - 1])
    def test_a_finding_that_lies_across_two_pieces_is_found(self, scanner: ClamdScanner, cut_at: int) -> None:
        assert scanner.scan([b"x" * 300_000, EICAR[:cut_at], EICAR[cut_at:]]) is ScanState.INFECTED

    def test_an_empty_piece_does_not_end_the_stream_early(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([b"begins well", b"", EICAR]) is ScanState.INFECTED

    def test_one_scanner_serves_one_scan_after_another(self, scanner: ClamdScanner) -> None:
        states = [scanner.scan([piece]) for piece in (b"one", EICAR, b"two")]

        assert states == [ScanState.CLEAN, ScanState.INFECTED, ScanState.CLEAN]

    def test_a_locked_document_is_not_scanned_rather_than_clean(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([locked_pdf()]) is ScanState.NOT_SCANNED

    def test_an_error_of_the_stream_is_not_taken_for_the_scanners(self, scanner: ClamdScanner) -> None:
        def broken() -> Iterator[bytes]:
            yield b"begins well"
            raise OSError("the shelf is gone")

        with pytest.raises(OSError, match="the shelf is gone"):
            scanner.scan(broken())


class TestTheLimit:
    """What is not looked at whole is too large, never clean."""

    def test_a_stream_at_our_limit_is_scanned(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([bytes(MEGABYTE)] * 4) is ScanState.CLEAN

    def test_a_stream_one_byte_over_our_limit_is_too_large(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([*[bytes(MEGABYTE)] * 4, b"x"]) is ScanState.TOO_LARGE

    def test_a_stream_over_the_daemons_own_limit_is_never_clean(self, clamd_address: str) -> None:
        generous = ClamdScanner(clamd_address, 10 * STREAM_LIMIT_BYTES, timeout_seconds=120)

        state = generous.scan(bytes(MEGABYTE) for _ in range(3 * STREAM_LIMIT_BYTES // MEGABYTE))

        assert state in (ScanState.TOO_LARGE, ScanState.UNAVAILABLE)

    def test_a_small_archive_of_something_huge_is_too_large(self, scanner: ClamdScanner) -> None:
        assert scanner.scan([zipped(bytes(3 * STREAM_LIMIT_BYTES))]) is ScanState.TOO_LARGE


class TestAScannerThatFails:
    """No answer is not a good answer."""

    def test_a_scanner_that_is_not_there_is_unavailable(self) -> None:
        (port,) = free_ports(1)
        nobody = ClamdScanner(f"127.0.0.1:{port}", MEGABYTE)

        assert nobody.scan([b"anything"]) is ScanState.UNAVAILABLE
        assert not nobody.is_ready()

    def test_a_socket_path_that_is_not_there_is_unavailable(self) -> None:
        assert ClamdScanner("/nonexistent/clamd.sock", MEGABYTE).scan([b"x"]) is ScanState.UNAVAILABLE

    def test_a_daemon_that_is_killed_is_unavailable_and_back_when_it_returns(self) -> None:
        with running_clamd() as clamd:
            scanner = ClamdScanner(clamd.address, MEGABYTE, timeout_seconds=120)
            assert scanner.is_ready()
            clamd.child.kill()
            assert scanner.scan([b"anything"]) is ScanState.UNAVAILABLE
            clamd.child.start()
            assert scanner.scan([b"anything"]) is ScanState.CLEAN

    def test_a_daemon_that_stalls_is_unavailable_when_the_time_is_up(
        self, clamd_server: ClamdServer, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        wire = fault_proxy(int(clamd_server.address.partition(":")[2]))
        wire.wire = Wire.STALLED

        assert ClamdScanner(wire.address, MEGABYTE, timeout_seconds=0.5).scan([b"x"]) is ScanState.UNAVAILABLE

    def test_a_line_that_breaks_in_the_middle_is_unavailable(
        self, clamd_server: ClamdServer, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        wire = fault_proxy(int(clamd_server.address.partition(":")[2]))
        wire.cut_after(500_000)
        scanner = ClamdScanner(wire.address, 4 * MEGABYTE, timeout_seconds=60)

        assert scanner.scan([bytes(MEGABYTE)] * 3) is ScanState.UNAVAILABLE

    @pytest.mark.parametrize(
        "answer", [b"", b"\0", b"stream: OK", b"stream: OKAY\0", b"stream: lookup ERROR\0", b"OK FOUND IT\0"]
    )
    def test_an_answer_that_is_not_plainly_ok_is_never_clean(self, answer: bytes) -> None:
        with one_answer(answer) as address:
            state = ClamdScanner(address, MEGABYTE, timeout_seconds=60).scan([b"x"])

        assert state is ScanState.UNAVAILABLE


def test_without_a_scanner_nothing_is_ever_called_clean() -> None:
    assert NoScanner().scan([b"x"]) is ScanState.NOT_SCANNED
    assert NoScanner().is_ready()


class one_answer:  # noqa: N801 - reads as "with one answer"
    """A daemon that takes one whole stream, says `answer` and hangs up."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> str:
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        line, _ = self._listener.accept()
        with line:
            received = b""
            while not received.endswith(bytes(4)):
                received += line.recv(65536)
            line.sendall(self._answer)

    def __exit__(self, *problem: object) -> None:
        self._thread.join(timeout=60)
        self._listener.close()
