"""The vault keeps, opens and destroys, on every kind of shelf alike."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import (
    Discrepancy,
    Fault,
    KeyUnknown,
    MemoryShelf,
    ObjectDestroyed,
    ObjectKind,
    ObjectMissing,
    Receipt,
    SealBroken,
    Shelf,
    ShelfUnreachable,
    ShredEvidence,
    Vault,
)
from storage.sealed import sealed_size_of
from storage.shelves.shelf import SealedSource, new_shelf_key
from tests.storage.builders import Breaking, Endless, a_key_store, some_bytes, some_label


def kept(vault: Vault, plain: bytes = b"something kept") -> Receipt:
    return vault.put(io.BytesIO(plain), some_label())


def whole(vault: Vault, receipt: Receipt) -> bytes:
    return b"".join(vault.open(receipt).chunks())


def everything_on(shelf: Shelf) -> list[str]:
    return sorted(entry.key for entry in shelf.contents())


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


class TestShredding:
    """Destroyed is destroyed, for every later reader."""

    def test_a_shredded_object_never_opens_again(self, vault: Vault, shelf: Shelf) -> None:
        receipt = kept(vault)

        evidence = vault.shred(receipt)

        assert evidence == ShredEvidence(key_destroyed=True, versions_removed=1, read_back_refused=True)
        assert vault.is_destroyed(receipt)
        assert everything_on(shelf) == []
        with pytest.raises(ObjectDestroyed):
            vault.open(receipt)

    def test_shredding_again_says_the_same_and_changes_nothing(self, vault: Vault) -> None:
        receipt, other = kept(vault), kept(vault, b"another")
        vault.shred(receipt)

        again = vault.shred(receipt)

        assert again == ShredEvidence(key_destroyed=True, versions_removed=0, read_back_refused=True)
        assert whole(vault, other) == b"another"

    def test_the_neighbour_is_not_destroyed(self, vault: Vault) -> None:
        assert not vault.is_destroyed(kept(vault))

    def test_an_object_opened_before_it_was_shredded_reads_nothing_after(self, vault: Vault) -> None:
        receipt = kept(vault)
        opened = vault.open(receipt)
        vault.shred(receipt)

        with pytest.raises(ObjectDestroyed):
            opened.read_range(0, 5)

    def test_sealed_bytes_put_back_after_the_shred_do_not_open(self, vault: Vault, shelf: Shelf) -> None:
        receipt = kept(vault)
        blob = b"".join(shelf.open_range(receipt.shelf_key, 0, receipt.sealed_size_bytes))
        vault.shred(receipt)

        shelf.put(receipt.shelf_key, io.BytesIO(blob))

        with pytest.raises(ObjectDestroyed):
            vault.open(receipt)
        assert list(vault.check([receipt])) == [Discrepancy(receipt.object_id, Fault.DESTROYED_BUT_KEPT)]


class TestChecking:
    """The store is compared with what is written down, both ways."""

    def test_a_store_that_honours_every_receipt_has_nothing_to_say(self, vault: Vault) -> None:
        assert list(vault.check([kept(vault), kept(vault, b"")])) == []

    def test_each_way_to_differ_is_named(self, vault: Vault, shelf: Shelf) -> None:
        sound, missing, swapped, shredded = (kept(vault) for _ in range(4))
        shelf.delete_all_versions(missing.shelf_key)
        swapped = replace(swapped, shelf_key=sound.shelf_key)
        unknown = replace(sound, object_id="f" * 32)
        vault.shred(shredded)

        found = list(vault.check([sound, missing, swapped, shredded, unknown]))

        assert found == [
            Discrepancy(missing.object_id, Fault.OBJECT_MISSING),
            Discrepancy(swapped.object_id, Fault.SEAL_BROKEN),
            Discrepancy(shredded.object_id, Fault.DESTROYED),
            Discrepancy(unknown.object_id, Fault.KEY_MISSING),
        ]

    def test_what_nobody_wrote_down_is_an_orphan(self, vault: Vault) -> None:
        known, orphan = kept(vault), kept(vault)

        assert list(vault.orphans({known.shelf_key})) == [orphan.shelf_key]

    def test_only_old_orphans_are_swept(self, vault: Vault, shelf: Shelf) -> None:
        known, orphan = kept(vault), kept(vault)
        now = datetime.now(UTC)

        assert vault.sweep({known.shelf_key}, kept_before=now - timedelta(hours=24)) == 0
        assert everything_on(shelf) == sorted([known.shelf_key, orphan.shelf_key])
        assert vault.sweep({known.shelf_key}, kept_before=now + timedelta(hours=1)) == 1
        assert everything_on(shelf) == [known.shelf_key]


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
