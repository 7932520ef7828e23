"""Every shelf there is, each as a real one, so that one class of tests speaks for all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage import (
    KeyStore,
    MemoryShelf,
    Shelf,
    Vault,
    memory_key_store,
    open_bucket_shelf,
    open_folder_shelf,
    open_key_store,
)
from storage.shelves.bucket import BucketShelf
from tests.components import S3Server
from tests.storage.builders import CHEAP, PASSPHRASE, a_key_store

SHELVES = [
    "memory",
    "folder",
    pytest.param("bucket", marks=pytest.mark.slow),
    pytest.param("bucket-with-versions", marks=pytest.mark.slow),
]


def bucket_on(server: S3Server, *, versioned: bool = True, endpoint: str | None = None) -> BucketShelf:
    return open_bucket_shelf(
        endpoint or server.endpoint,
        server.access_key,
        server.secret_key,
        server.make_bucket(versioned=versioned),
        secure=False,
    )


@pytest.fixture(params=SHELVES)
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    """One shelf of each kind, empty."""
    makers: dict[str, Callable[[], Shelf]] = {
        "memory": MemoryShelf,
        "folder": lambda: open_folder_shelf(tmp_path / "shelf"),
        "bucket": lambda: bucket_on(request.getfixturevalue("s3_server"), versioned=False),
        "bucket-with-versions": lambda: bucket_on(request.getfixturevalue("s3_server"), versioned=True),
    }
    return makers[request.param]()


@pytest.fixture
def vault(shelf: Shelf, tmp_path: Path) -> Vault:
    """A vault on each kind of shelf, with a key store in files."""
    return Vault(shelf, a_key_store(tmp_path))


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    """A key store on each kind of database."""
    if request.param == "memory":
        return memory_key_store()
    if request.param == "sqlite":
        return a_key_store(tmp_path)
    fresh: Callable[[], str] = request.getfixturevalue("fresh_postgres_url")
    return open_key_store(fresh(), tmp_path / "keyring.v1", PASSPHRASE, cost=CHEAP)
