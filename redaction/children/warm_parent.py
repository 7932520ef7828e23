"""The warm parent: has every library loaded, opens no document, and forks a child for each.

Started by `starting.py` as `python -m redaction.children.warm_parent FD`, where FD is a line on which it is asked: a
message is a verb, with three open files: the job to read, the answer to write, and a line of the child's own.
It ends a child when that line closes, and says on it how the child ended. When the first line closes it leaves,
and the kernel ends its children.
"""

import contextlib
import gc
import os
import selectors
import signal
import socket
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from redaction.children import child
from redaction.children.starting import EXIT_CODE
from redaction.children.verbs import VERBS
from redaction.kinds.sniff import recognise

_LOADED: Final = (
    "redaction.formats.pdf",
    "redaction.formats.picture",
    "redaction.verify.pdf.inspection",
    "redaction.verify.picture_files",
    "redaction.office.archive",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.TiffImagePlugin",
    "lxml.etree",
    "pdfminer.pdfinterp",
    "encodings.idna",
)
_FILES_GIVEN: Final = 3
_LONGEST_VERB: Final = 64
_FIRST_OWN_FILE: Final = 3


@dataclass(frozen=True, slots=True)
class _Fork:
    pid: int
    pid_file: int
    line: socket.socket


class WarmParent:
    """Forks children and watches over them, in one thread."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)

    def serve(self) -> None:
        """Until the line closes."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    if not self._one_more():
                        return
                elif isinstance(key.data, _Fork):
                    self._look_at(key.data, key.fd)

    def _one_more(self) -> bool:
        asked, files, _, _ = socket.recv_fds(self._control, _LONGEST_VERB, _FILES_GIVEN)
        verb = asked.decode("ascii", "replace")
        if not asked:
            return False
        if len(files) != _FILES_GIVEN or verb not in VERBS:
            for each in files:
                os.close(each)
            return True
        pid = os.fork()
        if pid == 0:
            _become_child(verb, files[0], files[1])
        os.close(files[0])
        os.close(files[1])
        fork = _Fork(pid, os.pidfd_open(pid), socket.socket(fileno=files[2]))
        self._selector.register(fork.pid_file, selectors.EVENT_READ, fork)
        self._selector.register(fork.line, selectors.EVENT_READ, fork)
        return True

    def _look_at(self, fork: _Fork, seen: int) -> None:
        """Its line was closed, or it has ended. While it is not reaped its number is nobody else's."""
        _end_group(fork.pid)
        if seen != fork.pid_file:
            self._selector.unregister(fork.line)
            return
        _, status = os.waitpid(fork.pid, 0)
        self._selector.unregister(fork.pid_file)
        with contextlib.suppress(KeyError):
            self._selector.unregister(fork.line)
        os.close(fork.pid_file)
        with fork.line, contextlib.suppress(OSError):
            fork.line.send(EXIT_CODE.pack(os.waitstatus_to_exitcode(status)))


def _end_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def _become_child(verb: str, job: int, answer: int) -> None:
    """Keep the two pipes and nothing else that the warm parent has open, and never come back."""
    try:
        os.setsid()
        os.dup2(job, 0)
        os.dup2(answer, 1)
        os.closerange(_FIRST_OWN_FILE, os.sysconf("SC_OPEN_MAX"))
        os._exit(child.main([verb]))
    finally:
        os._exit(1)


def main(arguments: list[str]) -> None:
    """Load everything, then serve."""
    control = socket.socket(fileno=int(arguments[0]))
    for name in _LOADED:
        with contextlib.suppress(ImportError):
            import_module(name)
    recognise(b"%PDF-1.7\n", "")  # loads libmagic's table of signatures
    gc.collect()
    gc.freeze()  # what is shared with the children stays shared
    with contextlib.suppress(ConnectionError):
        WarmParent(control).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
    os._exit(0)
