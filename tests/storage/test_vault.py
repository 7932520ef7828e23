"""The vault keeps and opens, on every kind of shelf alike."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest

from storage import (
    KeyUnknown,
    MemoryShelf,
    ObjectKind,
    ObjectMissing,
    SealBroken,
    Shelf,
    ShelfUnreachable,
    Vault,
)
from storage.sealed import sealed_size_of
from storage.shelves.shelf import SealedSource, new_shelf_key
from tests.storage.builders import (
    Breaking,
    Endless,
    a_key_store,
    everything_on,
    kept,
    some_bytes,
    some_label,
    whole,
)


class TestKeepingAndOpening:
    """What was put is what is opened."""

    @pytest.mark.parametrize("size", [0, 1, 16_384, 100_000])
    def test_what_is_opened_is_what_was_put(self, vault: Vault, size: int) -> None:
        receipt = kept(vault, some_bytes(size))

        assert whole(vault, receipt) == some_bytes(size)
        assert vault.open(receipt).size_bytes == receipt.size_bytes == size

    def test_the_receipt_says_the_digest_and_both_sizes(self, vault: Vault) -> None:
        receipt = kept(vault, some_bytes(20_000))

        assert receipt.sha256 == hashlib.sha256(some_bytes(20_000)).hexdigest()
        assert receipt.sealed_size_bytes == sealed_size_of(20_000)

    def test_a_range_in_the_middle_is_read_alone(self, vault: Vault) -> None:
        opened = vault.open(kept(vault, some_bytes(100_000)))

        assert b"".join(opened.read_range(40_000, 70_001)) == some_bytes(100_000)[40_000:70_001]
        assert list(opened.read_range(7, 7)) == []

    def test_a_long_object_comes_back_whole(self, vault: Vault) -> None:
        size = 20 * 1024 * 1024 + 3
        receipt = vault.put(Endless(size), some_label())

        digest = hashlib.sha256()
        for piece in vault.open(receipt).chunks():
            digest.update(piece)

        assert digest.hexdigest() == receipt.sha256

    def test_the_shelf_holds_nothing_of_the_plain_bytes_or_the_label(
        self, vault: Vault, shelf: Shelf
    ) -> None:
        receipt = kept(vault, b"a secret sentence" * 50)
        blob = b"".join(shelf.open_range(receipt.shelf_key, 0, shelf.size_bytes(receipt.shelf_key)))

        assert b"secret" not in blob
        assert b"LSP-2026" not in blob
        assert b"iopc" not in blob
        assert "LSP" not in receipt.shelf_key

    def test_the_same_bytes_twice_are_two_objects_with_nothing_in_common(
        self, vault: Vault, shelf: Shelf
    ) -> None:
        one, two = kept(vault), kept(vault)

        assert one.object_id != two.object_id
        assert everything_on(shelf) == sorted([one.shelf_key, two.shelf_key])

    def test_a_vault_that_can_work_says_so(self, vault: Vault) -> None:
        vault.probe()


class TestRefusingToOpen:
    """An object opens with its own receipt and no other."""

    @pytest.mark.parametrize("label", [some_label(matter="other"), some_label(party="other")])
    def test_a_receipt_with_another_label_opens_nothing(self, vault: Vault, label: object) -> None:
        with pytest.raises(KeyUnknown):
            vault.open(replace(kept(vault), label=label))  # type: ignore[arg-type]

    def test_a_receipt_with_another_kind_opens_nothing(self, vault: Vault) -> None:
        with pytest.raises(KeyUnknown):
            vault.open(replace(kept(vault), label=some_label(kind=ObjectKind.DERIVATIVE)))

    def test_one_objects_receipt_with_anothers_place_opens_nothing(self, vault: Vault) -> None:
        with pytest.raises(SealBroken):
            vault.open(replace(kept(vault), shelf_key=kept(vault).shelf_key))

    @pytest.mark.parametrize("change", [{"size_bytes": 13}, {"size_bytes": 15}])
    def test_a_receipt_with_another_size_opens_nothing(self, vault: Vault, change: dict[str, int]) -> None:
        with pytest.raises(SealBroken):
            vault.open(replace(kept(vault), **change))  # type: ignore[arg-type]

    def test_an_object_that_is_not_on_the_shelf_is_missing(self, vault: Vault, shelf: Shelf) -> None:
        receipt = kept(vault)
        shelf.delete_all_versions(receipt.shelf_key)

        with pytest.raises(ObjectMissing):
            vault.open(receipt)

    def test_an_object_replaced_on_the_shelf_is_refused(self, vault: Vault, shelf: Shelf) -> None:
        receipt = kept(vault, some_bytes(50_000))
        blob = bytearray(b"".join(shelf.open_range(receipt.shelf_key, 0, receipt.sealed_size_bytes)))
        blob[20_000] ^= 1
        shelf.delete_all_versions(receipt.shelf_key)
        shelf.put(receipt.shelf_key, io.BytesIO(bytes(blob)))

        with pytest.raises(SealBroken):
            whole(vault, receipt)

    def test_an_object_without_a_key_says_so(self, vault: Vault) -> None:
        with pytest.raises(KeyUnknown):
            vault.open(replace(kept(vault), object_id="f" * 32))


class TestWhenPuttingFails:
    """A put that fails leaves nothing behind and says what happened."""

    @pytest.mark.parametrize("fault", [OSError("the line dropped"), KeyError("a bug"), KeyboardInterrupt()])
    def test_a_source_that_breaks_leaves_nothing_and_its_own_error_is_seen(
        self, vault: Vault, shelf: Shelf, fault: BaseException
    ) -> None:
        with pytest.raises(type(fault)) as seen:
            vault.put(Breaking(some_bytes(300_000), fault), some_label())

        assert seen.value is fault
        assert everything_on(shelf) == []

    def test_a_source_that_breaks_after_many_parts_leaves_nothing(self, vault: Vault, shelf: Shelf) -> None:
        with pytest.raises(OSError, match="dropped"):
            vault.put(Breaking(some_bytes(20 * 1024 * 1024), OSError("dropped")), some_label())

        assert everything_on(shelf) == []

    def test_a_shelf_that_keeps_less_than_it_was_given_is_found_out(self, tmp_path: Path) -> None:
        class Forgetful(MemoryShelf):
            def put(self, key: str, source: SealedSource) -> int:
                return super().put(key, io.BytesIO(source.read(1_000_000)[:-1]))

        shelf = Forgetful()

        with pytest.raises(ShelfUnreachable, match="fewer bytes"):
            kept(Vault(shelf, a_key_store(tmp_path)))
        assert everything_on(shelf) == []

    def test_a_shelf_that_keeps_other_bytes_of_the_same_size_is_found_out(self, tmp_path: Path) -> None:
        class Garbling(MemoryShelf):
            def put(self, key: str, source: SealedSource) -> int:
                return super().put(key, io.BytesIO(bytes(len(source.read(1_000_000)))))

        with pytest.raises(SealBroken):
            kept(Vault(Garbling(), a_key_store(tmp_path)))


class TestEveryShelf:
    """What the vault relies on."""

    def test_nothing_is_where_nothing_was_put(self, shelf: Shelf) -> None:
        place = new_shelf_key()

        assert not shelf.exists(place)
        assert shelf.delete_all_versions(place) == 0
        with pytest.raises(ObjectMissing):
            shelf.size_bytes(place)
        with pytest.raises(ObjectMissing):
            list(shelf.open_range(place, 0, 1))

    def test_a_range_is_given_exactly(self, shelf: Shelf) -> None:
        place = new_shelf_key()

        assert shelf.put(place, io.BytesIO(b"0123456789")) == 10
        assert b"".join(shelf.open_range(place, 3, 7)) == b"3456"
        assert b"".join(shelf.open_range(place, 3, 3)) == b""

    def test_more_than_there_is_is_a_fault_and_not_a_short_answer(self, shelf: Shelf) -> None:
        place = new_shelf_key()
        shelf.put(place, io.BytesIO(b"0123456789"))

        with pytest.raises(ShelfUnreachable):
            list(shelf.open_range(place, 3, 11))
