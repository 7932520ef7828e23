"""The bytes of a file, there to be looked through, of which few are in memory at a time."""

import contextlib
import hashlib
import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

Held = bytes | mmap.mmap
_WINDOW: Final = 4 << 20


@contextlib.contextmanager
def mapped(path: Path) -> Iterator[Held]:
    """The bytes of a file that nobody writes to meanwhile."""
    with path.open("rb") as opened:
        if not path.stat().st_size:  # nothing cannot be mapped
            yield b""
            return
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as held:
            yield held


def digest_of(path: Path) -> str:
    """The SHA-256 (hex) of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def let_go(held: Held, *, before: int) -> None:
    """Let what was read so far leave memory; asked for again, it is read again."""
    whole_pages = before // mmap.PAGESIZE * mmap.PAGESIZE
    if isinstance(held, mmap.mmap) and whole_pages:
        held.madvise(mmap.MADV_DONTNEED, 0, whole_pages)


def starts_of(beginning: re.Pattern[bytes], held: Held, *, longest: int) -> Iterator[int]:
    """Where something begins that is at most `longest` bytes long, from the front, each place once."""
    for start in range(0, len(held), _WINDOW):
        end = start + _WINDOW
        for found in beginning.finditer(held, start, min(end + longest - 1, len(held))):
            if found.start() < end:
                yield found.start()
        let_go(held, before=end)
