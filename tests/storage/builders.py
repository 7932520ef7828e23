"""Makes what the tests of the store are about, and nothing they are not about."""

import hashlib
import io
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from storage import KeyStore, ObjectKind, Receipt, SealLabel, Shelf, Vault, open_key_store
from storage.keyring import PassphraseCost
from storage.sealed import SealedReader, SealingStream

CHEAP = PassphraseCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = b"correct horse battery staple"
KEY = bytes(range(32))
OBJECT_ID = "000102030405060708090a0b0c0d0e0f"


def some_label(
    *, matter: str = "LSP-2026-014", party: str = "iopc", kind: ObjectKind = ObjectKind.ORIGINAL
) -> SealLabel:
    return SealLabel(matter=matter, party=party, kind=kind)


def new_id() -> str:
    return secrets.token_hex(16)


def kept(vault: Vault, plain: bytes = b"something kept") -> Receipt:
    """Put a few bytes and give their receipt."""
    return vault.put(io.BytesIO(plain), some_label())


def whole(vault: Vault, receipt: Receipt) -> bytes:
    return b"".join(vault.open(receipt).chunks())


def everything_on(shelf: Shelf) -> list[str]:
    return sorted(entry.key for entry in shelf.contents())


def some_bytes(size: int) -> bytes:
    """The same bytes every time, without a period that a swapped chunk could hide in."""
    blocks = (hashlib.sha256(number.to_bytes(8, "big")).digest() for number in range(size // 32 + 1))
    return b"".join(blocks)[:size]


def sealed(
    plain: bytes, *, key: bytes = KEY, object_id: str = OBJECT_ID, label: SealLabel | None = None
) -> bytes:
    return SealingStream(io.BytesIO(plain), key, object_id, label or some_label()).read()


def reads(blob: bytes, *, piece: int = 100_000) -> Callable[[int, int], Iterator[bytes]]:
    """A shelf that holds one blob and hands it out in pieces of a size."""

    def read(start: int, stop: int) -> Iterator[bytes]:
        for offset in range(start, min(stop, len(blob)), piece):
            yield blob[offset : min(offset + piece, stop)]

    return read


def reader_of(
    blob: bytes,
    size: int,
    *,
    key: bytes = KEY,
    object_id: str = OBJECT_ID,
    label: SealLabel | None = None,
    piece: int = 100_000,
) -> SealedReader:
    return SealedReader(
        reads(blob, piece=piece),
        key,
        object_id,
        label or some_label(),
        size_bytes=size,
        sealed_size_bytes=len(blob),
    )


def a_key_store(folder: Path) -> KeyStore:
    """A key store in files, with a passphrase that costs little to check."""
    return open_key_store(f"sqlite:///{folder}/keystore.db", folder / "keyring.v1", PASSPHRASE, cost=CHEAP)


class Endless:
    """A source of so many bytes that never holds more than one piece of them."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._piece = some_bytes(1024 * 1024)

    def read(self, size: int, /) -> bytes:
        given = self._piece[: min(size, self._left)]
        self._left -= len(given)
        return given


class Breaking:
    """A source that gives some bytes and then raises."""

    def __init__(self, before: bytes, fault: BaseException) -> None:
        self._before = io.BytesIO(before)
        self._fault = fault

    def read(self, size: int, /) -> bytes:
        piece = self._before.read(size)
        if not piece:
            raise self._fault
        return piece


def peak_memory_kib() -> int:
    """Say the most memory this process ever had.

    Not `ru_maxrss`: a child inherits its parent's, so a large parent would hide what the child took.
    """
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
