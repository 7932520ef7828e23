"""Rotation: every key that survives opens under a new root, and an old copy opens nothing."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import KeyStore, KeyStoreUnreachable, KeyUnknown, ObjectKind, open_key_store
from storage.key_database import KeyDatabase, matter_keys
from storage.keyring import FileKeyring
from storage.keys import Rewrapped
from storage.kms import RootWrap
from storage.roots import MemoryKeyring
from tests.storage.builders import CHEAP, PASSPHRASE, a_key_store, new_id, some_label


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

    def test_an_object_opened_in_the_middle_of_a_rotation_opens(self, tmp_path: Path) -> None:
        class RotatedMeanwhile(MemoryKeyring):
            meanwhile: Callable[[], object] | None = None

            def unwrap(self, party: str, wrapped: RootWrap, context: bytes) -> bytes:
                act, self.meanwhile = self.meanwhile, None
                if act:
                    act()
                return super().unwrap(party, wrapped, context)

        def rotate() -> None:
            # The reader we are inside of holds the log open, so only the last step cannot end.
            with pytest.raises(KeyStoreUnreachable):
                keys.rewrap("iopc")

        keyring, one = RotatedMeanwhile(), new_id()
        keys = KeyStore(KeyDatabase(f"sqlite:///{tmp_path}/keystore.db", clear_wait_seconds=0.1), keyring)
        made = keys.create(one, some_label())
        keyring.meanwhile = rotate

        assert keys.give(one, some_label()) == made
        assert keyring.meanwhile is None

    def test_a_party_without_matters_rotates_to_nothing(self, keys: KeyStore) -> None:
        assert keys.rewrap("nobody") == Rewrapped(epoch=1, matters=0, keys=0, roots_destroyed=0)


def _matter_ids(keys: KeyStore) -> dict[str, bytes]:
    with keys._database.reading() as connection:
        rows = connection.execute(select(matter_keys.c.matter, matter_keys.c.key_id))
        return {matter: bytes(key_id) for matter, key_id in rows}
