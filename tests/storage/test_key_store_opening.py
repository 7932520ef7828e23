"""Opening a key store: it outlives its process, and says what is wrong with it."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import KeyringLocked, KeyStore, KeyStoreUnreachable
from storage.key_database import KeyDatabase, data_keys
from storage.roots import MemoryKeyring
from tests.storage.builders import a_key_store, new_id, some_label


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
