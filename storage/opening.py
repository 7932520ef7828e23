"""Opens shelves and key stores from what the configuration says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import KeyringLocked
from storage.key_database import KeyDatabase
from storage.keyring import FileKeyring, PassphraseCost
from storage.keys import KeyStore
from storage.roots import MemoryKeyring
from storage.shelves.folder import FolderShelf

if TYPE_CHECKING:
    from storage.shelves.bucket import BucketShelf


def open_folder_shelf(path: Path) -> FolderShelf:
    """Give the shelf in a folder, made with mode 0700 if absent.

    Raises:
        ShelfUnreachable: the folder cannot be made or written.
    """
    return FolderShelf(path)


def open_bucket_shelf(
    endpoint: str,
    access_key: str,
    secret_key: str,
    bucket: str,
    *,
    secure: bool = True,
    region: str | None = None,
    create_bucket: bool = False,
) -> BucketShelf:
    """Give the shelf in an S3 bucket. Says nothing to the server yet, unless it is to create the bucket.

    Args:
        endpoint: host and port, without a scheme.
        secure: TLS. Without it the bytes are still sealed, and anyone on the way can withhold them.
        create_bucket: make the bucket if absent, which needs rights a running service should not have.

    Raises:
        ShelfUnreachable: the bucket was to be created and could not.
    """
    from storage.shelves.bucket import BucketShelf  # noqa: PLC0415 - its client takes a while to load

    shelf = BucketShelf(endpoint, access_key, secret_key, bucket, secure=secure, region=region)
    if create_bucket:
        shelf.create_bucket()
    return shelf


def open_key_store(
    url: str, keyring_path: Path, passphrase: bytes, *, cost: PassphraseCost | None = None
) -> KeyStore:
    """Give the key store at a database URL, unlocked. Makes both on first use.

    Raises:
        KeyringLocked: wrong passphrase, a damaged keyring, or an empty keyring beside a key store in use.
        KeyStoreUnreachable: the database or the disk does not answer.
    """
    database = KeyDatabase(url)
    keyring = FileKeyring(keyring_path, passphrase, cost=cost)
    key_store = KeyStore(database, keyring)
    # A keyring that went missing would otherwise be made anew, empty, and the loss be noticed much later.
    if keyring.is_empty() and key_store.holds_keys():
        raise KeyringLocked(
            "The keyring is empty, and the key store is not: this is not the keyring it was used with.",
            next_step="Put back the keyring file from its backup. Do not start the service with a new one.",
        )
    return key_store


def memory_key_store() -> KeyStore:
    """Give a key store in memory, for tests. Its keys end with the process."""
    return KeyStore(KeyDatabase("sqlite://"), MemoryKeyring())
