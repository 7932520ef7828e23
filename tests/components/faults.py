"""A wire that can be made to fail: stalls, cuts and refusals between us and a real server."""

import contextlib
import enum
import socket
import struct
import threading
from collections.abc import Iterator


class Wire(enum.Enum):
    """How the wire behaves, for connections that are open and for new ones."""

    GOOD = "passes everything on"
    STALLED = "keeps the connection and passes nothing on"
    CUT = "resets every connection as soon as something is sent"


class FaultProxy:
    """Passes TCP on to a server on 127.0.0.1 until told to misbehave: set `wire` at any time."""

    def __init__(self, target_port: int) -> None:
        self.wire = Wire.GOOD
        self.bytes_passed = 0
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()
        self._open: set[socket.socket] = set()
        self.port: int = self._listener.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, size_bytes: int) -> None:
        """Cut the wire when that many more bytes have gone through it, both ways together."""
        self._cut_at = self.bytes_passed + size_bytes

    _cut_at: int | None = None

    def close(self) -> None:
        """Refuse new connections and reset those that are open."""
        self._ended.set()
        # A thread that waits in accept() keeps the port; only a shutdown wakes it.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in list(self._open):
            _reset(end)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self._ended.is_set():
                near, _ = self._listener.accept()
                self._join(near)

    def _join(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._target_port), timeout=60)
        except OSError:
            _reset(near)
            return
        far.settimeout(None)
        self._open |= {near, far}
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while received := source.recv(65536):
                while self.wire is Wire.STALLED and not self._ended.wait(0.02):
                    pass
                self.bytes_passed += len(received)
                if self._cut_at is not None and self.bytes_passed >= self._cut_at:
                    self.wire, self._cut_at = Wire.CUT, None
                if self.wire is Wire.CUT:
                    break
                sink.sendall(received)
            else:
                # The sender has finished; the answer may still be on its way back.
                sink.shutdown(socket.SHUT_WR)
                return
        _reset(source)
        _reset(sink)
        self._open -= {source, sink}


def _reset(end: socket.socket) -> None:
    """Close with RST rather than FIN: what a client sees when a server dies."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextlib.contextmanager
def fault_proxy_to(target_port: int) -> Iterator[FaultProxy]:
    """Put a faulty wire in front of a server on 127.0.0.1."""
    proxy = FaultProxy(target_port)
    try:
        yield proxy
    finally:
        proxy.close()
