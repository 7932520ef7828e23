"""A real ClamAV daemon that knows one signature: the harmless EICAR test file.

The full signature base is a gigabyte and changes daily. What is tested here is
our conversation with the daemon, for which one signature is enough.
"""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.components.child import Child, free_ports, listens, program

#: Put together here so that no file of this project sets off a scanner itself.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"

#: Above this the daemon stops listening to one stream, in bytes.
STREAM_LIMIT_BYTES = 8 * 1024 * 1024

CONFIGURATION = """\
Foreground yes
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
TCPSocket {port}
TCPAddr 127.0.0.1
StreamMaxLength 8M
MaxScanSize 8M
MaxFileSize 8M
AlertExceedsMax yes
AlertEncrypted yes
MaxThreads 2
"""


@dataclass(frozen=True)
class ClamdServer:
    """A running daemon; `address` is host:port."""

    address: str
    child: Child


@contextlib.contextmanager
def running_clamd() -> Iterator[ClamdServer]:
    """Start a daemon, in about a tenth of a second."""
    clamd = program("clamd", package="clamav-daemon", needed_for="the malware scan")
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    (port,) = free_ports(1)
    signatures = folder / "signatures"
    signatures.mkdir()
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (signatures / "local.hdb").write_text(f"{digest}:{len(EICAR)}:Test-File\n")
    (signatures / "local.ndb").write_text(f"Test-File.Within:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder, port=port))
    child = Child(
        argv=[clamd, "--config-file", str(folder / "clamd.conf")],
        log=folder / "log",
        answers=lambda: listens(port),
    )
    try:
        child.start()
        try:
            yield ClamdServer(f"127.0.0.1:{port}", child)
        finally:
            child.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
