"""Tries the confinement for real: each thing that a hostile document might do, done by a child, must fail.

A kernel setting, a container's profile or an update can take a layer away without a word. So the service asks
at its start, and whenever it says whether it is ready.
"""

import contextlib
import mmap
import os
import resource
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from redaction.confined.confine import Layer

_Deed = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing that was tried. `holds` is true when it was refused."""

    name: str
    layer: Layer
    holds: bool


@dataclass(frozen=True, slots=True)
class Confinement:
    """What every probe showed, and the layers that the child said it had."""

    probes: tuple[Probe, ...]
    layers: tuple[Layer, ...]

    @property
    def open_ways(self) -> tuple[str, ...]:
        """What was tried and not refused, in plain words."""
        return tuple(probe.name for probe in self.probes if not probe.holds)

    @property
    def missing_layers(self) -> tuple[Layer, ...]:
        return tuple(layer for layer in Layer if layer not in self.layers)

    @property
    def is_whole(self) -> bool:
        """True when everything that was tried was refused. A missing namespace alone opens no way."""
        return bool(self.probes) and not self.open_ways


def names_and_layers() -> Mapping[str, Layer]:
    """What is tried in a child, and the layer that has to refuse it."""
    return {name: layer for name, (layer, _) in _TRIED.items()}


def try_everything(beside: Path) -> dict[str, bool]:
    """Try each thing, in a child that has been confined. True where it was refused.

    Args:
        beside: a file that this child was not given, in a folder it was not given.
    """
    return {name: _is_refused(deed, beside) for name, (_, deed) in _TRIED.items()}


def _is_refused(deed: _Deed, beside: Path) -> bool:
    try:
        deed(beside)
    except (OSError, MemoryError):
        return True
    return False


def _connect(beside: Path) -> None:  # noqa: ARG001 - the shape of every probe
    with socket.socket(socket.AF_INET) as line:
        line.settimeout(0.1)
        line.bind(("127.0.0.1", 0))


def _local(beside: Path) -> None:  # noqa: ARG001 - every probe is handed it
    with socket.socket(socket.AF_UNIX) as line:
        line.bind("\0probe")


def _fork(beside: Path) -> None:  # noqa: ARG001 - every probe is handed it
    if os.fork() == 0:
        os._exit(0)
    os.wait()


def _run(beside: Path) -> None:  # noqa: ARG001 - every probe is handed it
    os.waitpid(os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}), 0)


def _take_memory(beside: Path) -> None:  # noqa: ARG001 - every probe is handed it
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY:
        mmap.mmap(-1, allowed).close()


def _write_much(beside: Path) -> None:  # noqa: ARG001 - every probe is handed it
    allowed, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if allowed != resource.RLIM_INFINITY:
        with tempfile.TemporaryFile() as opened:
            opened.truncate(allowed + 1)


def _open_many(beside: Path) -> None:  # noqa: ARG001 - every probe is handed it
    with contextlib.ExitStack() as opened:
        for _ in range(100_000):
            opened.enter_context(Path("/dev/null").open("rb"))


_TRIED: Final[Mapping[str, tuple[Layer, _Deed]]] = {
    "read the file beside the document": (Layer.LANDLOCK, lambda beside: beside.read_bytes()),
    "list the folder beside it": (Layer.LANDLOCK, lambda beside: list(beside.parent.iterdir())),
    "write beside the document": (Layer.LANDLOCK, lambda beside: beside.with_name("new").write_bytes(b"x")),
    "read the list of accounts": (Layer.LANDLOCK, lambda _: Path("/etc/passwd").read_bytes()),
    "read another process's environment": (
        Layer.LANDLOCK,
        lambda _: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    ),
    "open a network socket": (Layer.SECCOMP, _connect),
    "open a local socket": (Layer.SECCOMP, _local),
    "run a program": (Layer.SECCOMP, _run),
    "start a process of its own": (Layer.SECCOMP, _fork),
    "take more memory than it may": (Layer.LIMITS, _take_memory),
    "write more than it may": (Layer.LIMITS, _write_much),
    "open more files than it may": (Layer.LIMITS, _open_many),
}
