"""Asks a ClamAV daemon whether a stream of bytes is known to be harmful.

The protocol is clamd's INSTREAM: pieces with their length before them, a
length of zero at the end, one line of answer. Anything but a plain "OK" or a
named finding counts as no answer, and no answer is never clean.
"""

import contextlib
import select
import socket
import struct
from collections.abc import Iterable

from exchange.rules.material import ScanState

#: Words of clamd that mean "I did not look at all of it", not "it is harmful".
NOT_ALL_LOOKED_AT = "Heuristics.Limits.Exceeded"
COULD_NOT_LOOK_INSIDE = "Heuristics.Encrypted"

_LONGEST_ANSWER_BYTES = 4096
_PIECE_BYTES = 256 * 1024


class NoScanner:
    """Stands where no scanner is configured: says so for every item, and never "clean"."""

    def scan(self, chunks: Iterable[bytes]) -> ScanState:  # noqa: ARG002 - the face of every scanner
        """Look at nothing; the stream is left unread."""
        return ScanState.NOT_SCANNED

    def is_ready(self) -> bool:
        """True: there is nothing that could be absent."""
        return True


class ClamdScanner:
    """One clamd, one connection for each scan.

    Args:
        address: "host:port", or the path of a socket, which begins with "/".
        max_bytes: scan nothing longer. Not more than the daemon's own StreamMaxLength.
        timeout_seconds: how long one step may take; the last step is the scan itself.
    """

    def __init__(self, address: str, max_bytes: int, *, timeout_seconds: float = 300.0) -> None:
        self._address = address
        self._max_bytes = max_bytes
        self._timeout_seconds = timeout_seconds

    def scan(self, chunks: Iterable[bytes]) -> ScanState:
        """Send the stream and say what the daemon found.

        Returns:
            CLEAN only when it looked at all of it and found nothing. TOO_LARGE
            when the stream is longer than either limit, or holds something that
            is when unpacked. NOT_SCANNED when a password keeps it from looking
            inside. UNAVAILABLE when it is gone, stalls, or answers otherwise.

        An error of the stream itself is not caught: it is no statement about the scanner.
        """
        try:
            line = self._connect()
        except OSError:
            return ScanState.UNAVAILABLE
        with line:
            if not self._sends(line, b"zINSTREAM\0"):
                return ScanState.UNAVAILABLE
            sent_bytes = 0
            for piece in _pieces(chunks):
                sent_bytes += len(piece)
                if sent_bytes > self._max_bytes:
                    return ScanState.TOO_LARGE
                if not self._sends(line, struct.pack("!L", len(piece)) + piece):
                    return _state_of(self._answer(line))
            self._sends(line, struct.pack("!L", 0))
            return _state_of(self._answer(line))

    def is_ready(self) -> bool:
        """Say whether the daemon answers at all, within five seconds."""
        with contextlib.suppress(OSError), self._connect(timeout_seconds=5) as line:
            line.sendall(b"zPING\0")
            return self._answer(line) == "PONG"
        return False

    def _connect(self, *, timeout_seconds: float | None = None) -> socket.socket:
        limit = self._timeout_seconds if timeout_seconds is None else timeout_seconds
        if self._address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(limit)
            try:
                line.connect(self._address)
            except OSError:
                line.close()
                raise
            return line
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=limit)

    @staticmethod
    def _sends(line: socket.socket, message: bytes) -> bool:
        """Send, unless the daemon has already answered: it does so in mid-stream at its own limit."""
        with contextlib.suppress(OSError):
            already_answered, _, _ = select.select([line], [], [], 0)
            if not already_answered:
                line.sendall(message)
                return True
        return False

    @staticmethod
    def _answer(line: socket.socket) -> str:
        answer = b""
        with contextlib.suppress(OSError):
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER_BYTES:
                received = line.recv(_LONGEST_ANSWER_BYTES)
                if not received:
                    break
                answer += received
        # Without its closing mark the answer was cut off, and half an answer is none.
        return answer[:-1].decode("utf-8", "replace") if answer.endswith(b"\0") else ""


def _pieces(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """Cut into bounded pieces and leave out empty ones: an empty piece would end the stream early."""
    for chunk in chunks:
        for start in range(0, len(chunk), _PIECE_BYTES):
            yield chunk[start : start + _PIECE_BYTES]


def _state_of(answer: str) -> ScanState:
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ScanState.CLEAN
    if "size limit exceeded" in verdict:
        return ScanState.TOO_LARGE
    if not verdict.endswith(" FOUND"):
        return ScanState.UNAVAILABLE
    if verdict.startswith(NOT_ALL_LOOKED_AT):
        return ScanState.TOO_LARGE
    if verdict.startswith(COULD_NOT_LOOK_INSIDE):
        return ScanState.NOT_SCANNED
    return ScanState.INFECTED
