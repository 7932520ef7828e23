"""Namespaces: a network with nothing in it, and no sight of others' shared memory. Where the kernel allows it.

seccomp refuses sockets already; this holds even if a way round that list is found.
Source: https://man7.org/linux/man-pages/man7/namespaces.7.html
"""

import ctypes
import os
from typing import Final

_NEW_USER, _NEW_NETWORK, _NEW_IPC, _NEW_UTS = 0x10000000, 0x40000000, 0x08000000, 0x04000000
_AROUND: Final = _NEW_NETWORK | _NEW_IPC | _NEW_UTS


def leave_for_empty_ones(libc: ctypes.CDLL) -> bool:
    """Leave the network and the shared memory of the machine. False where the kernel says no.

    Without the rights of root a user namespace comes first, in which this process is nobody; what files it may
    open does not change. Some systems refuse that to all but listed programs.
    """
    if os.geteuid() == 0 and libc.unshare(_AROUND) == 0:
        return True
    return int(libc.unshare(_NEW_USER | _AROUND)) == 0
