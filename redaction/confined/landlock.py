"""Landlock: which files this process and its children may touch at all.

Raw system calls, because the library is at 1.0.0.dev5 and knows files only. The numbers are the
same on every architecture. Source: https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_ASK_FOR_VERSION: Final = 1
_RULE_IS_A_PATH: Final = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1, 2, 4, 8
_FIRST_RIGHTS: Final = (1 << 13) - 1
_RIGHTS_SINCE: Final = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # move between folders, truncate, device control
_TRUNCATE: Final = 1 << 14
_NETWORK_SINCE: Final = 4
_SCOPES_SINCE: Final = 6
_BIND_AND_CONNECT: Final = 3
_ABSTRACT_SOCKETS_AND_SIGNALS: Final = 3
_RIGHTS_ON_A_FILE: Final = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15


@dataclass(frozen=True, slots=True)
class Paths:
    """What stays open: `run` is read and execute, `write` is read and write."""

    run: tuple[Path, ...]
    read: tuple[Path, ...]
    write: tuple[Path, ...]


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version(libc: ctypes.CDLL) -> int:
    """The Landlock version of this kernel; 0 where there is none."""
    return max(0, int(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_FOR_VERSION)))


def restrict(libc: ctypes.CDLL, paths: Paths) -> bool:
    """Close every path but these, and TCP, and signals outward. False where the kernel cannot."""
    known = version(libc)
    if known == 0:
        return False
    rights = _FIRST_RIGHTS
    for since, right in _RIGHTS_SINCE.items():
        rights |= right if known >= since else 0
    rules = _Ruleset(
        rights,
        _BIND_AND_CONNECT if known >= _NETWORK_SINCE else 0,
        _ABSTRACT_SOCKETS_AND_SIGNALS if known >= _SCOPES_SINCE else 0,
    )
    size = 24 if known >= _SCOPES_SINCE else 16 if known >= _NETWORK_SINCE else 8
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        reading = _READ_FILE | _READ_FOLDER
        _allow(libc, ruleset, paths.run, reading | _EXECUTE)
        _allow(libc, ruleset, paths.read, reading)
        _allow(libc, ruleset, paths.write, rights & ~_EXECUTE)
        return int(libc.syscall(_RESTRICT_SELF, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, paths: Iterable[Path], rights: int) -> None:
    for path in paths:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            fitting = rights if path.is_dir() else rights & _RIGHTS_ON_A_FILE
            rule = _PathRule(fitting, opened)
            libc.syscall(_ADD_RULE, ruleset, _RULE_IS_A_PATH, ctypes.byref(rule), 0)
        finally:
            os.close(opened)
