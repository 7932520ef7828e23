"""The key store: one key per object, wrapped by its matter's key, wrapped by its party's root.

It is a database of its own, apart from the main one, because a destroyed key must be gone from every copy and
the main database is backed up for years. An object's key exists here and nowhere else: deleting one row
destroys the object, and a tombstone in the same transaction sees to it that the id never has a key again.

Source: docs/decisions/0003-key-store.md.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from storage.errors import KeyUnknown, ObjectDestroyed
from storage.key_database import KeyDatabase, data_keys, matter_keys, tombstones
from storage.kms import Kms, RootWrap
from storage.receipt import ObjectKind, SealLabel
from storage.wraps import MatterKey, matter_context, object_context


@dataclass(frozen=True)
class Rewrapped:
    """What a rotation did. `matters` were wrapped by the new root, `keys` of them by a fresh matter key."""

    epoch: int
    matters: int
    keys: int
    roots_destroyed: int


class KeyStore:
    """Makes, gives and destroys the keys of objects. Safe for many processes and threads at once.

    Every method may raise KeyStoreUnreachable or KeyringLocked.
    """

    def __init__(self, database: KeyDatabase, kms: Kms) -> None:
        self._database = database
        self._kms = kms

    def create(self, object_id: str, label: SealLabel) -> bytes:
        """Make the key of a new object; its wrap is durable when this returns.

        Raises:
            ObjectDestroyed: the id had a key once and it was destroyed.
            KeyUnknown: the id has a key already, or the matter's key cannot be unwrapped.
        """
        key = secrets.token_bytes(32)
        with self._database.writing() as connection:
            self._refuse_tombstoned(connection, object_id)
            if self._row(connection, object_id) is not None:
                raise KeyUnknown("This item has a key already, and is not given another.")
            matter_key = self._matter_key(connection, label) or self._new_matter_key(connection, label)
            connection.execute(
                insert(data_keys).values(
                    object_id=object_id,
                    party=label.party,
                    matter=label.matter,
                    kind=int(label.kind),
                    wrapped=matter_key.wrap(key, object_context(object_id, label)),
                )
            )
        return key

    def give(self, object_id: str, label: SealLabel) -> bytes:
        """Give the key of an object, to open it with.

        Raises:
            ObjectDestroyed: its key was destroyed.
            KeyUnknown: it never had one here, or the label is not the one it was made with.
        """
        try:
            return self._give(object_id, label)
        except KeyUnknown:
            # A rotation may have destroyed the old root between our reading the wrap and opening it.
            return self._give(object_id, label)

    def destroy(self, object_id: str) -> bool:
        """Destroy the key of an object for good, and remember that it was. Doing it again changes nothing.

        Returns:
            True when a key was destroyed now, False when none was left.

        Raises:
            KeyStoreUnreachable: also when the bytes could not yet be cleared from the write-ahead log. The
                key is already destroyed for every reader; doing it again clears them.
        """
        with self._database.writing() as connection:
            row = self._row(connection, object_id)
            if row is not None:
                connection.execute(delete(data_keys).where(data_keys.c.object_id == object_id))
                connection.execute(
                    update(matter_keys)
                    .where(matter_keys.c.party == row.party, matter_keys.c.matter == row.matter)
                    .values(is_spent=True)
                )
            if not self._is_tombstoned(connection, object_id):
                connection.execute(insert(tombstones).values(object_id=object_id))
        self._database.clear_old_copies()
        return row is not None

    def is_destroyed(self, object_id: str) -> bool:
        """Was the key of this object destroyed?"""
        with self._database.reading() as connection:
            return self._is_tombstoned(connection, object_id)

    def rewrap(self, party: str) -> Rewrapped:
        """Give a party a new root, wrap what survives under it, and destroy the older roots.

        A matter in which something was destroyed also gets a fresh matter key, so that old copies of the
        destroyed wraps (in a backup, in PostgreSQL's log) open under nothing that still exists. Objects are
        not touched. If it stops half-way, every key still opens, and running it again finishes the work.

        Source: Boneh and Lipton 1996; docs/decisions/0003-key-store.md.
        """
        epoch = self._kms.new_epoch(party)
        with self._database.reading() as connection:
            chosen = select(matter_keys.c.matter).where(matter_keys.c.party == party)
            matters = list(connection.scalars(chosen.order_by(matter_keys.c.matter)))
        keys = sum(self._rewrap_matter(party, matter) for matter in matters)
        with self._database.writing() as connection:
            oldest = connection.scalar(
                select(func.min(matter_keys.c.root_epoch)).where(matter_keys.c.party == party)
            )
            destroyed = self._kms.destroy_epochs_before(party, min(epoch, oldest or epoch))
        self._database.clear_old_copies()
        return Rewrapped(epoch=epoch, matters=len(matters), keys=keys, roots_destroyed=destroyed)

    def probe(self) -> None:
        """Return if keys can be read now; raise KeyStoreUnreachable if not."""
        with self._database.reading() as connection:
            connection.execute(select(func.count()).select_from(matter_keys))

    def holds_keys(self) -> bool:
        """Has any matter a key here?"""
        with self._database.reading() as connection:
            return connection.execute(select(matter_keys.c.matter).limit(1)).first() is not None

    def _give(self, object_id: str, label: SealLabel) -> bytes:
        with self._database.reading() as connection:
            self._refuse_tombstoned(connection, object_id)
            row = self._row(connection, object_id)
            if row is None or (row.party, row.matter, row.kind) != (label.party, label.matter, label.kind):
                raise KeyUnknown
            matter_key = self._matter_key(connection, label)
        if matter_key is None:
            raise KeyUnknown
        return matter_key.unwrap(row.wrapped, object_context(object_id, label))

    def _rewrap_matter(self, party: str, matter: str) -> int:
        label = SealLabel(matter, party, ObjectKind.ORIGINAL)
        with self._database.writing() as connection:
            row = self._matter_row(connection, label)
            old = self._matter_key(connection, label)
            if row is None or old is None:
                raise KeyUnknown
            new = old if not row.is_spent else MatterKey.fresh(version=row.version + 1)
            moved = 0 if new is old else _move_data_keys(connection, label, old, new)
            wrapped = self._kms.wrap(party, new.secret, matter_context(new, label))
            connection.execute(
                update(matter_keys)
                .where(matter_keys.c.party == party, matter_keys.c.matter == matter)
                .values(
                    key_id=new.key_id,
                    version=new.version,
                    root_epoch=wrapped.epoch,
                    wrapped=wrapped.sealed,
                    is_spent=False,
                )
            )
        return moved

    def _matter_key(self, connection: Connection, label: SealLabel) -> MatterKey | None:
        row = self._matter_row(connection, label)
        if row is None:
            return None
        blank = MatterKey(row.key_id, row.version, b"")
        secret = self._kms.unwrap(
            label.party, RootWrap(row.root_epoch, row.wrapped), matter_context(blank, label)
        )
        return MatterKey(row.key_id, row.version, secret)

    def _new_matter_key(self, connection: Connection, label: SealLabel) -> MatterKey:
        made = MatterKey.fresh(version=1)
        wrapped = self._kms.wrap(label.party, made.secret, matter_context(made, label))
        connection.execute(
            insert(matter_keys).values(
                party=label.party,
                matter=label.matter,
                key_id=made.key_id,
                version=made.version,
                root_epoch=wrapped.epoch,
                wrapped=wrapped.sealed,
                is_spent=False,
            )
        )
        return made

    @staticmethod
    def _matter_row(connection: Connection, label: SealLabel) -> Row[tuple[object, ...]] | None:
        ours = (matter_keys.c.party == label.party) & (matter_keys.c.matter == label.matter)
        return connection.execute(select(matter_keys).where(ours)).one_or_none()

    @staticmethod
    def _row(connection: Connection, object_id: str) -> Row[tuple[object, ...]] | None:
        return connection.execute(select(data_keys).where(data_keys.c.object_id == object_id)).one_or_none()

    @staticmethod
    def _is_tombstoned(connection: Connection, object_id: str) -> bool:
        found = select(tombstones.c.object_id).where(tombstones.c.object_id == object_id)
        return connection.execute(found).first() is not None

    def _refuse_tombstoned(self, connection: Connection, object_id: str) -> None:
        if self._is_tombstoned(connection, object_id):
            raise ObjectDestroyed


def _move_data_keys(connection: Connection, label: SealLabel, old: MatterKey, new: MatterKey) -> int:
    ours = (data_keys.c.party == label.party) & (data_keys.c.matter == label.matter)
    rows = connection.execute(
        select(data_keys.c.object_id, data_keys.c.kind, data_keys.c.wrapped).where(ours)
    )
    moved = 0
    for object_id, kind, wrapped in rows.all():
        context = object_context(object_id, SealLabel(label.matter, label.party, ObjectKind(kind)))
        rewrapped = new.wrap(old.unwrap(wrapped, context), context)
        changed = update(data_keys).where(data_keys.c.object_id == object_id).values(wrapped=rewrapped)
        connection.execute(changed)
        moved += 1
    return moved
