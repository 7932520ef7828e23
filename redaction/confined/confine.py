"""The layers of confinement, in the order they are put on."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final

from redaction.confined import landlock, namespaces, seccomp
from redaction.limits import Limits

_SET_PARENT_DEATH_SIGNAL: Final = 1
_SET_DUMPABLE: Final = 4
_SET_NO_NEW_PRIVILEGES: Final = 38

_READ_AND_RUN: Final = ("/usr", "/lib", "/lib64", "/bin", "/opt")
_READ: Final = (
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/magic",
    "/dev/urandom",
    "/proc/self",
)
_READ_AND_WRITE: Final = ("/dev/null",)


class Layer(StrEnum):
    """What holds this process. LIMITS is always there; the others depend on the kernel.

    NAMESPACES is more than is needed; the others are the baseline.
    """

    LIMITS = "limits"
    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"


def confine(
    limits: Limits,
    *,
    memory_bytes: int,
    readable: Iterable[Path],
    writable: Iterable[Path],
    may_run_programs: bool,
) -> tuple[Layer, ...]:
    """Give up everything this process does not need for one document.

    Args:
        limits: what it may use.
        memory_bytes: its address space.
        readable: files or folders it may read besides the interpreter and the system's libraries.
        writable: folders it may write in.
        may_run_programs: whether it may start tesseract and poppler.

    Returns:
        The layers that hold. Where the kernel lacks one, the rest still holds.
    """
    _limit(limits, memory_bytes)
    libc = ctypes.CDLL(None, use_errno=True)
    held = [Layer.LIMITS]
    # First, because becoming nobody in a namespace takes back what the next lines ask for.
    if namespaces.leave_for_empty_ones(libc):
        held.append(Layer.NAMESPACES)
    # A worker that is killed takes its children with it; a child's memory is nobody's to read.
    libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    paths = landlock.Paths(
        run=_there([*map(Path, _READ_AND_RUN), *_interpreter()]),
        read=_there([*map(Path, _READ), *_tessdata(), *readable]),
        write=_there([*map(Path, _READ_AND_WRITE), *writable]),
    )
    if landlock.restrict(libc, paths):
        held.append(Layer.LANDLOCK)
    if seccomp.restrict(libc, may_run_programs=may_run_programs):
        held.append(Layer.SECCOMP)
    return tuple(held)


def allow_processor_seconds(seconds: int) -> None:
    """Move the soft limit on processor time, up to what `confine` set as the hard one."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard < 0 else min(seconds, hard), hard))


def _limit(limits: Limits, memory_bytes: int) -> None:
    longest = int(limits.longest_wall_seconds)
    for which, soft, hard in (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, min(limits.cpu_seconds, longest), longest),
        (resource.RLIMIT_FSIZE, limits.output_bytes, limits.output_bytes),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
    ):
        allowed = resource.getrlimit(which)[1]
        ceiling = hard if allowed < 0 else min(hard, allowed)
        resource.setrlimit(which, (min(soft, ceiling), ceiling))


def _interpreter() -> list[Path]:
    """Where Python and its packages are; of our own code, this package alone: never a `var` beside it."""
    return [
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(sys.executable).resolve().parent,
        Path(__file__).resolve().parent.parent,
    ]


def _tessdata() -> list[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    return [Path(named)] if named else []


def _there(paths: Iterable[Path]) -> tuple[Path, ...]:
    found = []
    for path in paths:
        with contextlib.suppress(OSError):
            found.append(path.resolve(strict=True))
    return tuple(dict.fromkeys(found))
