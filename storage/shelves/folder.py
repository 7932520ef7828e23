"""A shelf in a folder of this machine."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from storage.errors import ObjectMissing, ShelfFull, ShelfUnreachable
from storage.receipt import is_shelf_key
from storage.shelves.shelf import LARGEST_PIECE_BYTES, SealedSource, Shelved

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PREFIXES = [f"{number:02x}" for number in range(256)]


class Disk:
    """The two calls that make bytes and names outlive a power cut. A test records their order."""

    def fsync(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        old.rename(new)


class FolderShelf:
    """Keeps each object in a file: written aside, fsynced, renamed, and the folder fsynced.

    Raises:
        ShelfUnreachable: the folder cannot be made or written.
    """

    def __init__(self, path: Path, *, disk: Disk | None = None) -> None:
        self._path = path
        self._disk = disk or Disk()
        with _disk_faults():
            self._make_folders()
            self._clear_debris()

    def put(self, key: str, source: SealedSource) -> int:
        target, aside = self._file(key), self._aside / secrets.token_hex(16)
        with _disk_faults():
            file = self._begin(aside)
        try:
            with file:
                size_bytes = self._fill(file, source)
                self._place(file, aside, target)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise
        return size_bytes

    def open_range(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        with _disk_faults(), _or_missing():
            file = self._file(key).open("rb")
        with _disk_faults(), file:
            file.seek(start)
            while start < stop:
                piece = file.read(min(LARGEST_PIECE_BYTES, stop - start))
                if not piece:
                    raise ShelfUnreachable("The document store gave fewer bytes than it keeps.")
                start += len(piece)
                yield piece

    def size_bytes(self, key: str) -> int:
        with _disk_faults(), _or_missing():
            return self._file(key).stat().st_size

    def exists(self, key: str) -> bool:
        with _disk_faults():
            return self._file(key).exists()

    def delete_all_versions(self, key: str) -> int:
        target = self._file(key)
        with _disk_faults():
            try:
                target.unlink()
            except FileNotFoundError:
                return 0
            self._fsync_folder(target.parent)
        return 1

    def contents(self) -> Iterator[Shelved]:
        with _disk_faults():
            for file in self._objects.glob("??/*"):
                key = f"o/{file.parent.name}/{file.name}"
                with suppress(FileNotFoundError):
                    kept_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                    if is_shelf_key(key):
                        yield Shelved(key, kept_at)

    def probe(self) -> None:
        with _disk_faults():
            if not os.access(self._aside, os.W_OK | os.X_OK):
                raise ShelfUnreachable

    @property
    def _objects(self) -> Path:
        return self._path / "o"

    @property
    def _aside(self) -> Path:
        return self._path / "aside"

    def _file(self, key: str) -> Path:
        # A key comes from a receipt, and a receipt from a database: neither may lead outside this folder.
        if not is_shelf_key(key):
            raise ObjectMissing
        return self._path / key

    def _make_folders(self) -> None:
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self._aside, self._objects, *(self._objects / prefix for prefix in _PREFIXES)):
            folder.mkdir(mode=0o700, exist_ok=True)
        for folder in (self._objects, self._path, self._path.parent):
            self._fsync_folder(folder)

    def _begin(self, aside: Path) -> BinaryIO:
        """Open a file to write, locked as long as it is open so that no other process clears it away."""
        with _locked_folder(self._aside, fcntl.LOCK_SH):
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        return os.fdopen(descriptor, "wb", buffering=0)

    def _fill(self, file: BinaryIO, source: SealedSource) -> int:
        size_bytes = 0
        while piece := source.read(LARGEST_PIECE_BYTES):
            with _disk_faults():
                view = memoryview(piece)
                while view:
                    view = view[file.write(view) :]
            size_bytes += len(piece)
        return size_bytes

    def _place(self, file: BinaryIO, aside: Path, target: Path) -> None:
        """Make the bytes durable, then the name, then the name durable. In any other order a power cut lies."""
        with _disk_faults():
            self._disk.fsync(file.fileno())
            if target.exists():
                raise ShelfUnreachable("A place in the document store was given out twice.")
            self._disk.rename(aside, target)
            try:
                self._fsync_folder(target.parent)
            except OSError:
                target.unlink()
                raise

    def _clear_debris(self) -> None:
        """Remove what a killed process left half-written: its lock died with it."""
        with _locked_folder(self._aside, fcntl.LOCK_EX):
            for file in self._aside.iterdir():
                descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    file.unlink(missing_ok=True)
                except BlockingIOError:
                    continue
                finally:
                    os.close(descriptor)

    def _fsync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._disk.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _locked_folder(folder: Path, kind: int) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _or_missing() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise ObjectMissing from None


@contextmanager
def _disk_faults() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        # The system's message names the file; the chain is cut, and only the number is kept for the log.
        if fault.errno in _NO_ROOM:
            raise ShelfFull from None
        why = errno.errorcode.get(fault.errno or 0, "no reason given")
        raise ShelfUnreachable(
            f"The disk of the document store refused ({why}). Nothing was changed."
        ) from None
