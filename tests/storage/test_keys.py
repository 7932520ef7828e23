"""The key store: one key per object, destroyed for good when it is destroyed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import (
    KeyStore,
    KeyUnknown,
    ObjectDestroyed,
    ObjectKind,
)
from storage.key_database import data_keys, matter_keys
from storage.wraps import WRAP_BYTES, MatterKey
from tests.storage.builders import a_key_store, new_id, some_label


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


def _copies(folder: Path, wanted: bytes) -> int:
    return sum(file.read_bytes().count(wanted) for file in folder.iterdir())
