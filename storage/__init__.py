"""Keeps bytes sealed. Knows nothing of matters, officers or disclosures."""

from storage.errors import (
    KeyringLocked,
    KeyStoreUnreachable,
    KeyUnknown,
    ObjectDestroyed,
    ObjectMissing,
    ObjectTooLarge,
    SealBroken,
    ShelfFull,
    ShelfUnreachable,
    StorageError,
)
from storage.fields import FieldSealer
from storage.keys import KeyStore, Rewrapped
from storage.opening import (
    memory_key_store,
    open_bucket_shelf,
    open_folder_shelf,
    open_key_store,
)
from storage.receipt import ObjectKind, Receipt, SealLabel
from storage.shelves import MemoryShelf, Shelf
from storage.vault import Discrepancy, Fault, OpenedObject, ShredEvidence, Vault

__all__ = [
    "Discrepancy",
    "Fault",
    "FieldSealer",
    "KeyStore",
    "KeyStoreUnreachable",
    "KeyUnknown",
    "KeyringLocked",
    "MemoryShelf",
    "ObjectDestroyed",
    "ObjectKind",
    "ObjectMissing",
    "ObjectTooLarge",
    "OpenedObject",
    "Receipt",
    "Rewrapped",
    "SealBroken",
    "SealLabel",
    "Shelf",
    "ShelfFull",
    "ShelfUnreachable",
    "ShredEvidence",
    "StorageError",
    "Vault",
    "memory_key_store",
    "open_bucket_shelf",
    "open_folder_shelf",
    "open_key_store",
]
