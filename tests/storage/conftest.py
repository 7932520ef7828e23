"""Every shelf there is, each as a real one, so that one class of tests speaks for all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage import MemoryShelf, Shelf, Vault, open_bucket_shelf, open_folder_shelf
from storage.shelves.bucket import BucketShelf
from tests.components import S3Server
from tests.storage.builders import a_key_store

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
