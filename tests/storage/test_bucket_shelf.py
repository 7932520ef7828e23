"""The bucket shelf against a real S3 server, and against one that is not well."""

import io
import time
from collections.abc import Callable

import pytest

from storage import (
    ObjectKind,
    ObjectMissing,
    SealLabel,
    ShelfUnreachable,
    Vault,
    memory_key_store,
    open_bucket_shelf,
)
from storage.shelves.shelf import new_shelf_key
from tests.components import FaultProxy, S3Server, Wire
from tests.storage.builders import Breaking, some_bytes
from tests.storage.conftest import bucket_on

pytestmark = pytest.mark.slow
LABEL = SealLabel("m", "p", ObjectKind.ORIGINAL)


class TestVersions:
    """A bucket that keeps versions gives all of them up."""

    def test_every_version_and_every_delete_marker_goes(self, s3_server: S3Server) -> None:
        shelf, place = bucket_on(s3_server), new_shelf_key()
        client = s3_server.client()
        for content in (b"one", b"two", b"three"):
            shelf.put(place, io.BytesIO(content))
        client.remove_object(shelf._bucket, place)
        with pytest.raises(ObjectMissing):
            shelf.size_bytes(place)
        assert shelf.exists(place)

        assert shelf.delete_all_versions(place) == 4

        assert not shelf.exists(place)
        assert list(client.list_objects(shelf._bucket, recursive=True, include_version=True)) == []

    def test_the_neighbour_whose_name_begins_alike_stays(self, s3_server: S3Server) -> None:
        shelf, place = bucket_on(s3_server), new_shelf_key()
        client = s3_server.client()
        client.put_object(shelf._bucket, place + "a", io.BytesIO(b"x"), 1)
        shelf.put(place, io.BytesIO(b"x"))

        assert shelf.delete_all_versions(place) == 1
        assert shelf.exists(place + "a")


class TestUnfinishedUploads:
    """What a killed upload left on the server is seen and removed."""

    def test_a_source_that_breaks_leaves_no_parts(self, s3_server: S3Server) -> None:
        shelf = bucket_on(s3_server)

        with pytest.raises(ShelfUnreachable):
            shelf.put(new_shelf_key(), Breaking(some_bytes(17 * 1024 * 1024), OSError("dropped")))

        assert list(shelf.contents()) == []

    def test_parts_left_by_a_killed_process_are_listed_and_removed(self, s3_server: S3Server) -> None:
        shelf, place = bucket_on(s3_server), new_shelf_key()
        client = s3_server.client()
        upload = client._create_multipart_upload(shelf._bucket, place, {})
        client._upload_part(shelf._bucket, place, some_bytes(5 * 1024 * 1024), None, upload, 1)

        assert [entry.key for entry in shelf.contents()] == [place]
        assert shelf.delete_all_versions(place) == 1
        assert list(shelf.contents()) == []


class TestAServerThatIsNotWell:
    """Faults are faults: said plainly, in seconds, with nothing kept that nobody knows of."""

    def test_a_server_that_is_not_there_is_unreachable(self) -> None:
        shelf = open_bucket_shelf("127.0.0.1:1", "a", "s", "docs", secure=False)
        began = time.monotonic()

        with pytest.raises(ShelfUnreachable) as fault:
            shelf.probe()

        assert time.monotonic() - began < 60
        assert "127.0.0.1" not in str(fault.value)

    def test_a_wrong_secret_is_unreachable(self, s3_server: S3Server) -> None:
        shelf = open_bucket_shelf(s3_server.endpoint, s3_server.access_key, "wrong", "docs", secure=False)

        with pytest.raises(ShelfUnreachable):
            shelf.put(new_shelf_key(), io.BytesIO(b"x"))

    def test_a_bucket_that_does_not_exist_says_what_to_do(self, s3_server: S3Server) -> None:
        login = (s3_server.endpoint, s3_server.access_key, s3_server.secret_key, "not-there-yet")
        with pytest.raises(ShelfUnreachable, match="does not exist"):
            open_bucket_shelf(*login, secure=False).probe()

        for _ in range(2):
            open_bucket_shelf(*login, secure=False, create_bucket=True).probe()

    def test_a_line_cut_in_the_middle_of_a_put_names_nothing(
        self, s3_server: S3Server, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        port = int(s3_server.endpoint.rpartition(":")[2])
        proxy = fault_proxy(port)
        shelf = bucket_on(s3_server, endpoint=f"127.0.0.1:{proxy.port}")
        keys = memory_key_store()
        vault = Vault(shelf, keys)
        proxy.cut_after(300_000)

        with pytest.raises(ShelfUnreachable):
            vault.put(io.BytesIO(some_bytes(2_000_000)), LABEL)

        proxy.wire = Wire.GOOD
        assert list(vault.orphans(set())) == []
        assert vault.open(vault.put(io.BytesIO(b"after"), LABEL)).size_bytes == 5

    def test_a_line_cut_in_the_middle_of_a_read_is_a_fault_and_not_a_short_answer(
        self, s3_server: S3Server, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        proxy = fault_proxy(int(s3_server.endpoint.rpartition(":")[2]))
        vault = Vault(bucket_on(s3_server, endpoint=f"127.0.0.1:{proxy.port}"), memory_key_store())
        opened = vault.open(vault.put(io.BytesIO(some_bytes(8_000_000)), LABEL))
        proxy.cut_after(1_000_000)

        with pytest.raises(ShelfUnreachable):
            b"".join(opened.chunks())

    def test_a_shred_during_a_fault_destroys_the_key_and_is_finished_later(
        self, s3_server: S3Server, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        proxy = fault_proxy(int(s3_server.endpoint.rpartition(":")[2]))
        vault = Vault(bucket_on(s3_server, endpoint=f"127.0.0.1:{proxy.port}"), memory_key_store())
        receipt = vault.put(io.BytesIO(b"x"), LABEL)
        proxy.wire = Wire.CUT

        with pytest.raises(ShelfUnreachable):
            vault.shred(receipt)
        assert vault.is_destroyed(receipt)

        proxy.wire = Wire.GOOD
        assert vault.shred(receipt).versions_removed == 1
        assert vault.shred(receipt).read_back_refused
