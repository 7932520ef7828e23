"""What poppler's pdftotext reads, page by page as it comes: its whole answer is never held."""

import os
import selectors
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

PROGRAM: Final = "pdftotext"
SECONDS: Final = 600
_PIECE_BYTES: Final = 1 << 16
_END_OF_PAGE: Final = b"\f"


class NotRead(Exception):
    """poppler did not read the file to its end. It says in a few words why."""


def poppler_pages(path: Path, *how: str, program: str = PROGRAM) -> Iterator[str]:
    """The text of every page in turn; what follows the last is one more, which is empty.

    Args:
        how: pdftotext's own options for the order of words.

    Raises:
        NotRead: it could not be read, or took over ten minutes; perhaps only after some pages were given.
    """
    try:
        reading = subprocess.Popen(
            [program, "-q", *how, "-enc", "UTF-8", str(path), "-"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except FileNotFoundError as missing:
        raise NotRead("pdftotext is not installed") from missing
    with reading:
        try:
            yield from _pages(_pieces(reading.stdout, until=time.monotonic() + SECONDS))
        except BaseException:
            reading.kill()
            raise
    if reading.returncode != 0:
        raise NotRead("pdftotext could not read the file")


def _pieces(answer: IO[bytes] | None, *, until: float) -> Iterator[bytes]:
    # The kind of waiting that a confined child may do.
    with selectors.PollSelector() as selector:
        number = selector.register(_must(answer), selectors.EVENT_READ).fd
        while selector.select(max(until - time.monotonic(), 0)):
            piece = os.read(number, _PIECE_BYTES)
            if not piece:
                return
            yield piece
    raise NotRead("it took too long")


def _must(answer: IO[bytes] | None) -> IO[bytes]:
    if answer is None:
        raise NotRead("pdftotext could not be heard")
    return answer


def _pages(pieces: Iterable[bytes]) -> Iterator[str]:
    held: list[bytes] = []
    for piece in pieces:
        *ended, rest = piece.split(_END_OF_PAGE)
        for each in ended:
            yield _text([*held, each])
            held = []
        held.append(rest)
    yield _text(held)


def _text(held: Sequence[bytes]) -> str:
    return b"".join(held).decode("utf-8", "replace")
