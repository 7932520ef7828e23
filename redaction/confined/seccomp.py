"""seccomp: system calls that no reader of a document needs.

A filter in the kernel's small language, put together by hand: the library for it needs a system
package. A call on the list fails with EPERM; a call for another architecture ends the process.
Source: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

import ctypes
import platform
import struct
from typing import Final

_SET_SECCOMP: Final = 22
_FILTER: Final = 2
_LOAD_WORD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _JUMP_IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _ALLOW, _REFUSE, _UNKNOWN = 0x80000000, 0x7FFF0000, 0x00050001, 0x00050026  # EPERM; ENOSYS
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_SECOND_NUMBERING: Final = 0x40000000  # the x32 calls, which would slip past a list of x86-64 numbers

_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# x86_64 and aarch64 numbers of each call.
_NEVER: Final = {
    "socket": (41, 198),
    "connect": (42, 203),
    "sendto": (44, 206),
    "bind": (49, 200),
    "listen": (50, 201),
    "socketpair": (53, 199),
    "ptrace": (101, 117),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "mount": (165, 40),
    "umount2": (166, 39),
    "init_module": (175, 105),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "finit_module": (313, 273),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "pidfd_getfd": (438, 438),
}
_PROGRAMS: Final = {"execve": (59, 221), "execveat": (322, 281)}
# aarch64 has no fork and no vfork: a number that no call has stands for them.
_FORKS: Final = {"fork": (57, 0x3FFFFFFF), "vfork": (58, 0x3FFFFFFE)}
_CLONE, _CLONE3 = (56, 220), (435, 435)
_IS_A_THREAD: Final = 0x00010000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def restrict(libc: ctypes.CDLL, *, may_run_programs: bool) -> bool:
    """Refuse the network, other processes' memory, mounts and keys. False where the kernel cannot."""
    architecture = platform.machine()
    if architecture not in _ARCHITECTURES:
        return False
    steps = filter_for(architecture, may_run_programs=may_run_programs)
    held = ctypes.create_string_buffer(steps, len(steps))
    program = _Program(len(steps) // 8, ctypes.cast(held, ctypes.c_void_p))
    return int(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)) == 0


def filter_for(architecture: str, *, may_run_programs: bool) -> bytes:
    """The filter as the kernel reads it, eight bytes a step."""
    column = list(_ARCHITECTURES).index(architecture)
    refused = {**_NEVER} if may_run_programs else {**_NEVER, **_PROGRAMS, **_FORKS}
    numbers = sorted(row[column] for row in refused.values())
    after = b"" if may_run_programs else _threads_only(column)
    beyond = len(after) // 8
    steps = [
        _step(_LOAD_WORD, _ARCHITECTURE_AT),
        _step(_JUMP_IF_EQUAL, _ARCHITECTURES[architecture], if_true=1),
        _step(_RETURN, _KILL),
        _step(_LOAD_WORD, _NUMBER_AT),
        _step(_JUMP_IF_AT_LEAST, _SECOND_NUMBERING, if_true=len(numbers) + beyond + 1),
    ]
    for place, number in enumerate(numbers):
        steps.append(_step(_JUMP_IF_EQUAL, number, if_true=len(numbers) + beyond - place))
    return b"".join(
        [*steps, after, _step(_RETURN, _ALLOW), _step(_RETURN, _REFUSE), _step(_RETURN, _UNKNOWN)]
    )


def _threads_only(column: int) -> bytes:
    """Let a process have threads and no children: a bomb of forks is stopped at its first.

    Of `clone3` the filter cannot see the flags, so it is unknown here, and the C library uses `clone`.
    """
    return b"".join([
        _step(_JUMP_IF_EQUAL, _CLONE3[column], if_true=5),
        _step(_JUMP_IF_EQUAL, _CLONE[column], if_false=2),
        _step(_LOAD_WORD, _FIRST_ARGUMENT_AT),
        _step(_JUMP_IF_SET, _IS_A_THREAD, if_true=0, if_false=1),
    ])  # fmt: skip


def _step(code: int, value: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
