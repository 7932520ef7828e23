"""A shelf in memory, for tests. Nothing on it outlives the process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from storage.errors import ObjectMissing, ShelfUnreachable
from storage.shelves.shelf import LARGEST_PIECE_BYTES, SealedSource, Shelved


class MemoryShelf:
    """Keeps sealed bytes in a dict."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, datetime]] = {}

    def put(self, key: str, source: SealedSource) -> int:
        sealed = bytearray()
        while piece := source.read(LARGEST_PIECE_BYTES):
            sealed += piece
        self._kept[key] = (bytes(sealed), datetime.now(UTC))
        return len(sealed)

    def open_range(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        sealed = self._find(key)
        if stop > len(sealed):
            raise ShelfUnreachable
        for offset in range(start, stop, LARGEST_PIECE_BYTES):
            yield sealed[offset : min(offset + LARGEST_PIECE_BYTES, stop)]

    def size_bytes(self, key: str) -> int:
        return len(self._find(key))

    def exists(self, key: str) -> bool:
        return key in self._kept

    def delete_all_versions(self, key: str) -> int:
        return 0 if self._kept.pop(key, None) is None else 1

    def contents(self) -> Iterator[Shelved]:
        for key, (_, kept_at) in list(self._kept.items()):
            yield Shelved(key, kept_at)

    def probe(self) -> None:
        """Memory is always there."""

    def _find(self, key: str) -> bytes:
        if key not in self._kept:
            raise ObjectMissing
        return self._kept[key][0]
