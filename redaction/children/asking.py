"""What every errand to a child needs on this side: the job, a private folder, and care with what comes back."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from redaction.children.scratch import scratch_room
from redaction.errors import DocumentEmpty, DocumentUnreadable
from redaction.schedule import Opening

_PIECE_BYTES: Final = 1 << 20


def job_of(source: Path, opening: Opening, **more: object) -> dict[str, Any]:
    """A job for a child, as plain JSON values."""
    return {"source": str(source.resolve()), "opening": asdict(opening), **more}


@contextlib.contextmanager
def child_is_understood() -> Iterator[None]:
    """An answer of the wrong shape is a document that broke its reader, not a fault of the caller's."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OSError) as wrong:
        raise DocumentUnreadable(
            "The document broke the program that was reading it.",
            next_step="Open it in its own program, print it to a new PDF and upload that.",
        ) from wrong


@contextlib.contextmanager
def private_folder(inside: Path | None = None) -> Iterator[Path]:
    """A folder only we can read, gone with all it holds afterwards; in the scratch room if nowhere else.

    Its path is absolute: a child stands elsewhere, and would look for "var/work" where it stands.
    """
    folder = Path(tempfile.mkdtemp(prefix=".redaction-", dir=(inside or scratch_room()).resolve()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def must_hold_bytes(source: Path) -> None:
    """Refuse an empty file.

    Raises:
        DocumentEmpty: it is.
    """
    if source.stat().st_size == 0:
        raise DocumentEmpty(
            "The file is empty.", next_step="Check the file on your computer and upload it again."
        )


def digest(path: Path) -> tuple[str, int]:
    """The SHA-256 (hex) of a file, and its size in bytes."""
    held = hashlib.sha256()
    size_bytes = 0
    with path.open("rb") as opened:
        while piece := opened.read(_PIECE_BYTES):
            held.update(piece)
            size_bytes += len(piece)
    return held.hexdigest(), size_bytes


def put_in_place(burned: Path, target: Path) -> None:
    """Move the verified file to its name so that a power cut leaves it whole or absent."""
    with burned.open("rb") as opened:
        os.fsync(opened.fileno())
    burned.replace(target)
    folder = os.open(target.resolve().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
