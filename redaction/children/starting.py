"""Starts the children that open documents: a fork of a warm parent where there is one, or a fresh interpreter.

A fresh interpreter spends most of its life importing libraries. The warm parent (`warm_parent.py`) has imported
them, has opened no document and holds no secret, and forks once for each document; what a fork gives up it never
gets back, and no fork serves twice. Where no warm parent can be had, children are started one by one as before.
"""

import contextlib
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Protocol

# A thread started by a library before a fork would be missing after it.
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_KEPT_ENVIRONMENT: Final = ("PATH", "TESSDATA_PREFIX", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
_SECONDS_TO_DIE: Final = 10.0
EXIT_CODE: Final = struct.Struct("=i")
"""How the warm parent tells a child's end: as `subprocess` counts, a signal is negative."""


class Child(Protocol):
    """A child that has been started: a pipe to it and a pipe from it."""

    to_child: IO[bytes]
    from_child: IO[bytes]

    def left(self, patience_seconds: float) -> int:
        """Let it leave by itself for so long, then end it with all it started. Gives its exit code."""
        ...


@contextlib.contextmanager
def started(verb: str) -> Iterator[Child]:
    """A child that waits for its job. It is dead when this closes, and so is everything it started."""
    child = _WARM.fork(verb) or _Spawned(verb)
    try:
        yield child
    finally:
        child.left(0)
        for pipe in (child.to_child, child.from_child):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class _Spawned:
    """A fresh interpreter."""

    def __init__(self, verb: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-m", "redaction.children.child", verb],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What parsers complain of can be huge and can quote the document. Nobody reads it.
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101 - pipes above
        self.to_child: IO[bytes] = self._process.stdin
        self.from_child: IO[bytes] = self._process.stdout

    def left(self, patience_seconds: float) -> int:
        if self._process.returncode is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(patience_seconds)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()


class _Forked:
    """A fork of the warm parent, which ends it when our end of `line` closes, and says how it ended."""

    def __init__(self, to_child: int, from_child: int, line: socket.socket) -> None:
        self.to_child: IO[bytes] = os.fdopen(to_child, "wb")
        self.from_child: IO[bytes] = os.fdopen(from_child, "rb", buffering=0)
        self._line = line
        self._exit_code: int | None = None

    def left(self, patience_seconds: float) -> int:
        if self._exit_code is None:
            said = self._heard(patience_seconds)
            if not said:
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_WR)  # the warm parent takes this as: end it
                said = self._heard(_SECONDS_TO_DIE)
            self._line.close()
            # A warm parent that says nothing has died, and the kernel ended its children with it.
            self._exit_code = EXIT_CODE.unpack(said)[0] if len(said) == EXIT_CODE.size else -signal.SIGKILL
        return self._exit_code

    def _heard(self, seconds: float) -> bytes:
        self._line.settimeout(seconds)
        with contextlib.suppress(OSError):
            return self._line.recv(EXIT_CODE.size)
        return b""


class _Warm:
    """The warm parent of this process, started when first needed. A fork of this process gets one of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def fork(self, verb: str) -> Child | None:
        """A child, or None where no warm parent can be had."""
        for _ in range(2):
            with self._lock, contextlib.suppress(OSError):
                self._be_there()
                return self._asked(verb)
            self.forget()
        return None

    def forget(self) -> None:
        """Let the warm parent go; it leaves when its line closes, and its children with it."""
        with self._lock:
            control, process, is_ours = self._control, self._process, self._owner == os.getpid()
            self._control = self._process = None
        if control is not None:
            control.close()
        if process is not None and is_ours:
            process.kill()
            process.wait()

    def _be_there(self) -> None:
        if self._control is not None and self._owner == os.getpid():
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-m", "redaction.children.warm_parent", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                cwd="/",
                env={**_environment(), **_ONE_THREAD},
                start_new_session=True,
            )
        self._control, self._owner = ours, os.getpid()

    def _asked(self, verb: str) -> Child:
        assert self._control is not None  # noqa: S101 - `_be_there` was called
        job_read, job_write = os.pipe()
        answer_read, answer_write = os.pipe()
        ours, theirs = socket.socketpair()
        try:
            given = [job_read, answer_write, theirs.fileno()]
            socket.send_fds(self._control, [verb.encode()], given)
        except OSError:
            for end in (job_write, answer_read):
                os.close(end)
            ours.close()
            raise
        finally:
            os.close(job_read)
            os.close(answer_write)
            theirs.close()
        return _Forked(job_write, answer_read, ours)


_WARM: Final = _Warm()


def _environment() -> dict[str, str]:
    """No secret of the parent's environment reaches a child."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
