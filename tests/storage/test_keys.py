"""The key store: one key per object, destroyed for good when it is destroyed."""

import secrets
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import (
    KeyringLocked,
    KeyStore,
    KeyStoreUnreachable,
    KeyUnknown,
    ObjectDestroyed,
    ObjectKind,
    memory_key_store,
    open_key_store,
)
from storage.key_database import KeyDatabase, data_keys, matter_keys
from storage.keyring import FileKeyring
from storage.keys import Rewrapped
from storage.roots import MemoryKeyring
from storage.wraps import WRAP_BYTES, MatterKey
from tests.storage.builders import CHEAP, PASSPHRASE, a_key_store, some_label


def new_id() -> str:
    return secrets.token_hex(16)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    """A key store on each kind of database."""
    if request.param == "memory":
        return memory_key_store()
    if request.param == "sqlite":
        return a_key_store(tmp_path)
    fresh: Callable[[], str] = request.getfixturevalue("fresh_postgres_url")
    return open_key_store(fresh(), tmp_path / "keyring.v1", PASSPHRASE, cost=CHEAP)


class TestGiving:
    """A key comes back for its own object under its own label."""

    def test_a_key_comes_back_and_is_no_other_objects(self, keys: KeyStore) -> None:
        one, two = new_id(), new_id()
        made = keys.create(one, some_label())
        keys.create(two, some_label())

        assert keys.give(one, some_label()) == made
        assert keys.give(two, some_label()) != made
        assert len(made) == 32

    @pytest.mark.parametrize(
        "label",
        [some_label(matter="other"), some_label(party="other"), some_label(kind=ObjectKind.DERIVATIVE)],
    )
    def test_another_label_is_refused(self, keys: KeyStore, label: object) -> None:
        one = new_id()
        keys.create(one, some_label())

        with pytest.raises(KeyUnknown):
            keys.give(one, label)  # type: ignore[arg-type]

    def test_an_object_never_seen_has_no_key(self, keys: KeyStore) -> None:
        with pytest.raises(KeyUnknown):
            keys.give(new_id(), some_label())
        assert not keys.is_destroyed(new_id())

    def test_an_id_is_given_a_key_once(self, keys: KeyStore) -> None:
        one = new_id()
        made = keys.create(one, some_label())

        with pytest.raises(KeyUnknown, match="already"):
            keys.create(one, some_label())
        assert keys.give(one, some_label()) == made

    def test_many_threads_make_keys_and_lose_none(self, keys: KeyStore) -> None:
        ids = [new_id() for _ in range(24)]

        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda one: keys.create(one, some_label()), ids))

        assert [keys.give(one, some_label()) for one in ids] == made


class TestDestroying:
    """A destroyed key is gone, and its id never has another."""

    def test_a_destroyed_key_is_never_given_again(self, keys: KeyStore) -> None:
        one = new_id()
        keys.create(one, some_label())

        assert keys.destroy(one)

        assert keys.is_destroyed(one)
        with pytest.raises(ObjectDestroyed):
            keys.give(one, some_label())

    def test_a_destroyed_id_never_has_a_key_again(self, keys: KeyStore) -> None:
        one = new_id()
        keys.create(one, some_label())
        keys.destroy(one)

        with pytest.raises(ObjectDestroyed):
            keys.create(one, some_label())

    def test_an_id_destroyed_before_it_had_a_key_never_has_one(self, keys: KeyStore) -> None:
        one = new_id()
        assert not keys.destroy(one)

        with pytest.raises(ObjectDestroyed):
            keys.create(one, some_label())

    def test_destroying_again_changes_nothing(self, keys: KeyStore) -> None:
        one, two = new_id(), new_id()
        keys.create(one, some_label())
        other = keys.create(two, some_label())
        keys.destroy(one)

        assert not keys.destroy(one)
        assert keys.give(two, some_label()) == other

    def test_no_byte_of_a_destroyed_wrap_is_left_in_any_file(self, tmp_path: Path) -> None:
        keys, one = a_key_store(tmp_path), new_id()
        keys.create(one, some_label())
        with keys._database.reading() as connection:
            wrapped = connection.scalars(select(data_keys.c.wrapped)).one()
        assert _copies(tmp_path, wrapped[-48:]) > 0

        keys.destroy(one)

        assert _copies(tmp_path, wrapped[-48:]) == 0
        assert _copies(tmp_path, wrapped[-20:]) == 0


class TestRotation:
    """A new root takes over; what survives still opens and what was destroyed does not."""

    def test_every_key_still_opens_under_the_new_root(self, keys: KeyStore) -> None:
        ids = [new_id() for _ in range(5)]
        made = [keys.create(one, some_label()) for one in ids]
        theirs = keys.create("e" * 32, some_label(party="lsp"))

        done = keys.rewrap("iopc")

        assert done == Rewrapped(epoch=2, matters=1, keys=0, roots_destroyed=1)
        assert [keys.give(one, some_label()) for one in ids] == made
        assert keys.give("e" * 32, some_label(party="lsp")) == theirs

    def test_a_matter_with_something_destroyed_has_a_fresh_key(self, keys: KeyStore) -> None:
        gone, left = new_id(), new_id()
        keys.create(gone, some_label())
        made = keys.create(left, some_label(kind=ObjectKind.DERIVATIVE))
        untouched = keys.create(new_id(), some_label(matter="another"))
        before = _matter_ids(keys)
        keys.destroy(gone)

        done = keys.rewrap("iopc")

        after = _matter_ids(keys)
        assert (done.matters, done.keys) == (2, 1)
        assert after["LSP-2026-014"] != before["LSP-2026-014"]
        assert after["another"] == before["another"]
        assert keys.give(left, some_label(kind=ObjectKind.DERIVATIVE)) == made
        assert untouched

    def test_an_old_copy_of_the_key_store_is_dead_after_a_rotation(self, tmp_path: Path) -> None:
        keys, one = a_key_store(tmp_path), new_id()
        keys.create(one, some_label())
        with sqlite3.connect(tmp_path / "keystore.db") as live, sqlite3.connect(tmp_path / "old.db") as copy:
            live.backup(copy)
        keys.destroy(one)
        keys.rewrap("iopc")

        restored = open_key_store(
            f"sqlite:///{tmp_path}/old.db", tmp_path / "keyring.v1", PASSPHRASE, cost=CHEAP
        )

        with pytest.raises(KeyUnknown):
            restored.give(one, some_label())

    def test_keys_go_on_being_made_and_rotated(self, keys: KeyStore) -> None:
        made = {}
        for epoch in (2, 3, 4):
            one = new_id()
            made[one] = keys.create(one, some_label())
            assert keys.rewrap("iopc").epoch == epoch

        assert {one: keys.give(one, some_label()) for one in made} == made

    def test_a_rotation_that_stopped_half_way_is_finished_by_the_next(self, tmp_path: Path) -> None:
        keys, one = a_key_store(tmp_path), new_id()
        made = keys.create(one, some_label())
        FileKeyring(tmp_path / "keyring.v1", PASSPHRASE).new_epoch("iopc")
        assert keys.give(one, some_label()) == made

        done = keys.rewrap("iopc")

        assert (done.epoch, done.roots_destroyed) == (3, 2)
        assert keys.give(one, some_label()) == made

    def test_a_party_without_matters_rotates_to_nothing(self, keys: KeyStore) -> None:
        assert keys.rewrap("nobody") == Rewrapped(epoch=1, matters=0, keys=0, roots_destroyed=0)


class TestTampering:
    """What was changed in the key store is refused, not used."""

    def test_two_objects_wraps_in_each_others_place_are_refused(self, keys: KeyStore) -> None:
        one, two = new_id(), new_id()
        keys.create(one, some_label())
        keys.create(two, some_label())
        with keys._database.writing() as connection:
            wrap = connection.scalars(select(data_keys.c.wrapped).where(data_keys.c.object_id == two)).one()
            connection.execute(data_keys.update().where(data_keys.c.object_id == one).values(wrapped=wrap))

        with pytest.raises(KeyUnknown):
            keys.give(one, some_label())

    def test_an_object_whose_matter_key_is_gone_has_no_key(self, keys: KeyStore) -> None:
        one = new_id()
        keys.create(one, some_label())
        with keys._database.writing() as connection:
            connection.execute(matter_keys.delete())

        with pytest.raises(KeyUnknown):
            keys.give(one, some_label())

    @pytest.mark.parametrize("at", [0, 1, 17, 21, 33, 80])
    def test_a_wrap_with_any_field_changed_is_refused(self, at: int) -> None:
        key = MatterKey.fresh(version=1)
        wrapped = bytearray(key.wrap(bytes(32), b"context"))
        assert len(wrapped) == WRAP_BYTES
        wrapped[at] ^= 1

        with pytest.raises(KeyUnknown):
            key.unwrap(bytes(wrapped), b"context")

    @pytest.mark.parametrize("size", [0, 80, 82])
    def test_a_wrap_of_another_length_is_refused(self, size: int) -> None:
        with pytest.raises(KeyUnknown):
            MatterKey.fresh(version=1).unwrap(bytes(size), b"context")


class TestOpening:
    """Opening a key store tells at once what is wrong with it."""

    def test_keys_outlive_the_process_that_made_them(self, tmp_path: Path) -> None:
        one = new_id()
        made = a_key_store(tmp_path).create(one, some_label())

        assert a_key_store(tmp_path).give(one, some_label()) == made

    def test_only_its_owner_may_read_it(self, tmp_path: Path) -> None:
        a_key_store(tmp_path).create(new_id(), some_label())

        assert stat.S_IMODE((tmp_path / "keystore.db").stat().st_mode) == 0o600

    def test_a_new_keyring_beside_an_old_key_store_is_refused(self, tmp_path: Path) -> None:
        a_key_store(tmp_path).create(new_id(), some_label())
        (tmp_path / "keyring.v1").unlink()

        with pytest.raises(KeyringLocked, match="not the keyring"):
            a_key_store(tmp_path)

    def test_a_new_keyring_beside_an_empty_key_store_is_fine(self, tmp_path: Path) -> None:
        a_key_store(tmp_path)
        (tmp_path / "keyring.v1").unlink()

        a_key_store(tmp_path).probe()

    def test_a_database_that_does_not_answer_is_a_fault(self, tmp_path: Path) -> None:
        with pytest.raises(KeyStoreUnreachable):
            KeyDatabase("postgresql+psycopg://nobody:x@127.0.0.1:1/none")

        (tmp_path / "keystore.db").write_bytes(b"not a database" * 100)
        with pytest.raises(KeyStoreUnreachable):
            a_key_store(tmp_path)

    def test_a_folder_that_cannot_be_made_is_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(KeyStoreUnreachable):
            KeyDatabase(f"sqlite:///{tmp_path}/file/keystore.db")

    def test_a_key_store_that_can_be_read_says_so(self, keys: KeyStore) -> None:
        keys.probe()

    def test_a_log_held_open_by_a_reader_keeps_destruction_from_being_called_done(
        self, tmp_path: Path
    ) -> None:
        database = KeyDatabase(f"sqlite:///{tmp_path}/keystore.db", clear_wait_seconds=0.2)
        keys, one = KeyStore(database, MemoryKeyring()), new_id()
        keys.create(one, some_label())

        with database.reading() as reader:
            reader.execute(select(data_keys.c.object_id)).all()
            with pytest.raises(KeyStoreUnreachable):
                keys.destroy(one)
            assert keys.is_destroyed(one)

        keys.destroy(one)


def _matter_ids(keys: KeyStore) -> dict[str, bytes]:
    with keys._database.reading() as connection:
        rows = connection.execute(select(matter_keys.c.matter, matter_keys.c.key_id))
        return {matter: bytes(key_id) for matter, key_id in rows}


def _copies(folder: Path, wanted: bytes) -> int:
    return sum(file.read_bytes().count(wanted) for file in folder.iterdir())
