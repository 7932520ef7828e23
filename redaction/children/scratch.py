"""Where documents lie in the open while they are worked on: the caller says, or the system's own place for it.

The service has a room for each piece of work, on memory, that is emptied when its holder dies. Without being
told, an engine that is killed would leave a document in the system's folder for good.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Final

_ROOM: Final[ContextVar[Path | None]] = ContextVar("scratch_room", default=None)


@contextlib.contextmanager
def scratch_in(room: Path) -> Iterator[None]:
    """Have everything that is opened meanwhile, on this thread, lie in `room`."""
    token = _ROOM.set(room)
    try:
        yield
    finally:
        _ROOM.reset(token)


def scratch_room() -> Path:
    """The folder to work in."""
    return _ROOM.get() or Path(tempfile.gettempdir())
