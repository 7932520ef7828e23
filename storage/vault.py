"""The vault: seals a stream and gives a receipt; opens by receipt; destroys by receipt."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from storage.errors import (
    KeyUnknown,
    ObjectDestroyed,
    ObjectMissing,
    SealBroken,
    ShelfUnreachable,
    StorageError,
)
from storage.keys import KeyStore
from storage.receipt import Receipt, SealLabel
from storage.sealed import SealedReader, SealingStream, Source
from storage.shelves import Shelf
from storage.shelves.shelf import new_shelf_key


@dataclass(frozen=True)
class ShredEvidence:
    """What is known after a shred. All three hold, or the shred is not finished.

    Attributes:
        key_destroyed: the only key is gone, and the id can never have another.
        versions_removed: how many versions and delete markers this call removed from the shelf.
        read_back_refused: opening was tried afterwards and refused, and the shelf holds nothing.
    """

    key_destroyed: bool
    versions_removed: int
    read_back_refused: bool


class Fault(Enum):
    """How the store can differ from what is written down."""

    KEY_MISSING = "key-missing"
    OBJECT_MISSING = "object-missing"
    SEAL_BROKEN = "seal-broken"
    DESTROYED = "destroyed"
    DESTROYED_BUT_KEPT = "destroyed-but-kept"


@dataclass(frozen=True)
class Discrepancy:
    """One receipt that the store does not honour."""

    object_id: str
    fault: Fault


class OpenedObject:
    """One object, checked and ready to be read, in whole or in part, any number of times."""

    def __init__(self, receipt: Receipt, reader: SealedReader, keys: KeyStore) -> None:
        self._receipt = receipt
        self._reader = reader
        self._keys = keys

    @property
    def size_bytes(self) -> int:
        """The size of the plain bytes."""
        return self._receipt.size_bytes

    def read_range(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the plain bytes from start up to stop, in pieces of at most 256 KiB.

        Raises:
            ValueError: not 0 <= start <= stop <= size_bytes; at once, before the first piece.
            ObjectDestroyed: it was destroyed after it was opened; at once too.
            SealBroken, ObjectMissing, ShelfUnreachable: while reading. What was yielded is sound.
        """
        pieces = self._reader.read_range(start, stop)
        if self._keys.is_destroyed(self._receipt.object_id):
            raise ObjectDestroyed
        return pieces

    def chunks(self) -> Iterator[bytes]:
        """Yield the whole, as `read_range` does."""
        return self.read_range(0, self.size_bytes)


class Vault:
    """Keeps bytes sealed on a shelf and their keys in a key store apart from it."""

    def __init__(self, shelf: Shelf, key_store: KeyStore) -> None:
        self._shelf = shelf
        self._keys = key_store

    def put(self, source: Source, label: SealLabel) -> Receipt:
        """Seal all of source and keep it; the receipt is the only way back to it.

        When this returns, the key is durable, the bytes are durable, and they were read back from the shelf
        far enough to know that they open. Write the receipt down only then. When it raises, nothing is kept.

        Args:
            source: `read(n)` gives up to n bytes, and none at the end. At most 8 GiB. Memory stays constant.

        Raises:
            ShelfFull, ShelfUnreachable, KeyStoreUnreachable, ObjectTooLarge.
            Whatever source raises, unchanged.
        """
        object_id, shelf_key = secrets.token_hex(16), new_shelf_key()
        stream = SealingStream(source, self._keys.create(object_id, label), object_id, label)
        try:
            kept_bytes = self._shelf.put(shelf_key, stream)
            receipt = Receipt(
                object_id=object_id,
                shelf_key=shelf_key,
                label=label,
                size_bytes=stream.size_bytes,
                sealed_size_bytes=stream.sealed_size_bytes,
                sha256=stream.sha256,
            )
            if kept_bytes != receipt.sealed_size_bytes:
                raise ShelfUnreachable("The document store kept fewer bytes than it was given.")
            self.open(receipt)
        except BaseException:
            self._abandon(object_id, shelf_key)
            if stream.source_fault is not None:
                raise stream.source_fault from None
            raise
        return receipt

    def open(self, receipt: Receipt) -> OpenedObject:
        """Give the object of a receipt, after checking header, label, key commitment and total size.

        Raises:
            ObjectDestroyed: its key was destroyed.
            KeyUnknown: there is no key and no record of its destruction, or the label is another's.
            ObjectMissing, SealBroken, ShelfUnreachable, KeyStoreUnreachable.
        """
        key = self._keys.give(receipt.object_id, receipt.label)
        reader = SealedReader(
            lambda start, stop: self._shelf.open_range(receipt.shelf_key, start, stop),
            key,
            receipt.object_id,
            receipt.label,
            size_bytes=receipt.size_bytes,
            sealed_size_bytes=self._shelf.size_bytes(receipt.shelf_key),
        )
        return OpenedObject(receipt, reader, self._keys)

    def shred(self, receipt: Receipt) -> ShredEvidence:
        """Destroy an object: its key first, then every version of its bytes, then try to open it.

        Safe to call again, after a fault or after success: it changes nothing that is already done.

        Raises:
            ShelfUnreachable, KeyStoreUnreachable: not finished. Once the key is gone the object can no longer
                be opened by anyone, but call again until this returns.
        """
        self._keys.destroy(receipt.object_id)
        removed = self._shelf.delete_all_versions(receipt.shelf_key)
        return ShredEvidence(
            key_destroyed=self._keys.is_destroyed(receipt.object_id),
            versions_removed=removed,
            read_back_refused=self._refuses(receipt) and not self._shelf.exists(receipt.shelf_key),
        )

    def is_destroyed(self, receipt: Receipt) -> bool:
        """Was this object's key destroyed?"""
        return self._keys.is_destroyed(receipt.object_id)

    def check(self, receipts: Iterable[Receipt]) -> Iterator[Discrepancy]:
        """Try each receipt and yield those the store does not honour. Opens, but does not read through.

        A destroyed object is yielded as DESTROYED, and as DESTROYED_BUT_KEPT if sealed bytes are left:
        the caller knows which it expects.

        Raises:
            ShelfUnreachable, KeyStoreUnreachable: nothing can be said.
        """
        for receipt in receipts:
            fault = self._fault_of(receipt)
            if fault is not None:
                yield Discrepancy(receipt.object_id, fault)

    def orphans(self, known: set[str], *, kept_before: datetime | None = None) -> Iterator[str]:
        """Yield the shelf keys of what is on the shelf and not in known.

        Args:
            known: shelf keys of every receipt written down.
            kept_before: aware; leaves out younger objects, whose receipts may be about to be written.
        """
        for shelved in self._shelf.contents():
            if shelved.key not in known and (kept_before is None or shelved.kept_at < kept_before):
                yield shelved.key

    def sweep(self, known: set[str], *, kept_before: datetime) -> int:
        """Remove the orphans kept before a moment; say how many versions went.

        Their keys stay: the bytes of an orphan say which id they have, but a stranger may have written them.
        """
        swept = list(self.orphans(known, kept_before=kept_before))
        return sum(self._shelf.delete_all_versions(key) for key in swept)

    def probe(self) -> None:
        """Return if things can be put and opened now; raise ShelfUnreachable or KeyStoreUnreachable if not."""
        self._keys.probe()
        self._shelf.probe()

    def _fault_of(self, receipt: Receipt) -> Fault | None:
        try:
            self.open(receipt)
        except ObjectDestroyed:
            return Fault.DESTROYED_BUT_KEPT if self._shelf.exists(receipt.shelf_key) else Fault.DESTROYED
        except KeyUnknown:
            return Fault.KEY_MISSING
        except ObjectMissing:
            return Fault.OBJECT_MISSING
        except SealBroken:
            return Fault.SEAL_BROKEN
        return None

    def _refuses(self, receipt: Receipt) -> bool:
        try:
            self.open(receipt)
        except ObjectDestroyed:
            return True
        return False

    def _abandon(self, object_id: str, shelf_key: str) -> None:
        # Best effort: without a receipt nothing refers to either, and an orphan is swept later. The key goes
        # even if the shelf cannot be reached.
        with suppress(StorageError):
            self._keys.destroy(object_id)
        with suppress(StorageError):
            self._shelf.delete_all_versions(shelf_key)
