"""Destroying, and comparing the store with what is written down, on every kind of shelf alike."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import (
    Discrepancy,
    Fault,
    ObjectDestroyed,
    Shelf,
    ShredEvidence,
    Vault,
)
from tests.storage.builders import everything_on, kept, whole


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
