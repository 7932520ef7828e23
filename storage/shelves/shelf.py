"""What every shelf can do. A shelf keeps sealed bytes under a key that says nothing of them."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

LARGEST_PIECE_BYTES = 1024 * 1024


class SealedSource(Protocol):
    """Sealed bytes to be kept: `read(n)` gives up to n bytes, and none at the end."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Shelved:
    """One object on a shelf. `kept_at` is aware and is the shelf's own clock."""

    key: str
    kept_at: datetime


class Shelf(Protocol):
    """Keeps sealed bytes. Every method may raise ShelfUnreachable."""

    def put(self, key: str, source: SealedSource) -> int:
        """Keep all of source under a key never used before; give the size found on the shelf afterwards.

        When this returns, the bytes outlive a crash of this machine's processes and of the power (on a
        folder) or are acknowledged by the server and seen there (in a bucket). When it raises, nothing is
        under the key.

        Raises:
            ShelfFull: no room left.
            Whatever source raises.
        """
        ...

    def open_range(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        """Yield the bytes from start up to stop, in pieces of at most 1 MiB.

        Raises:
            ObjectMissing: nothing is kept under the key.
            ShelfUnreachable: also when the shelf gives fewer bytes than asked for.
        """
        ...

    def size_bytes(self, key: str) -> int:
        """Give the size of what is kept.

        Raises:
            ObjectMissing: nothing is kept under the key.
        """
        ...

    def exists(self, key: str) -> bool:
        """Is anything, in any version, kept under the key?"""
        ...

    def delete_all_versions(self, key: str) -> int:
        """Remove every version, delete marker and unfinished upload; say how many there were (0 is fine)."""
        ...

    def contents(self) -> Iterator[Shelved]:
        """Yield all that is kept, and uploads a killed process left unfinished, in no set order."""
        ...

    def probe(self) -> None:
        """Return if the shelf can be used now; raise ShelfUnreachable if not."""
        ...


def new_shelf_key() -> str:
    """Make a place on a shelf: random, so that it names no matter, party or file."""
    name = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    return f"o/{secrets.token_hex(1)}/{name}"
