"""The database the wrapped keys lie in: its tables, its transactions, and clearing what was deleted.

SQLite by default, in WAL with full sync and secure_delete; PostgreSQL in production. Writers go one at a
time: a wrap made under a matter key that another process is replacing could otherwise never be opened.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import Pool, StaticPool

from storage.errors import KeyStoreUnreachable
from storage.keyring import fsync_folder

_tables = MetaData()

matter_keys = Table(
    "matter_keys",
    _tables,
    Column("party", String(255), primary_key=True),
    Column("matter", String(255), primary_key=True),
    Column("key_id", LargeBinary(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("root_epoch", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    # True once something in the matter was destroyed: the next rotation replaces the key itself.
    Column("is_spent", Boolean, nullable=False),
)

data_keys = Table(
    "data_keys",
    _tables,
    Column("object_id", String(32), primary_key=True),
    Column("party", String(255), nullable=False, index=True),
    Column("matter", String(255), nullable=False, index=True),
    Column("kind", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

tombstones = Table("tombstones", _tables, Column("object_id", String(32), primary_key=True))

_LOCK_WAIT_SECONDS = 10
_of_the_parent: list[Pool] = []
_WRITER_LOCK = 7_224_001  # any fixed number: PostgreSQL's advisory locks have one space per database


class KeyDatabase:
    """Opens the database at a URL, making its tables if they are absent.

    Args:
        url: SQLAlchemy's form. `sqlite://` is a database in memory, for tests.
        clear_wait_seconds: how long to wait for readers before saying that old copies could not be cleared.

    Raises:
        KeyStoreUnreachable: it cannot be reached, from here or from any transaction.
    """

    def __init__(self, url: str, *, clear_wait_seconds: float = 10.0) -> None:
        self._clear_wait_seconds = clear_wait_seconds
        parsed = make_url(url)
        self._is_sqlite = parsed.get_backend_name() == "sqlite"
        self._is_in_memory = self._is_sqlite and not parsed.database
        self._one_at_a_time = threading.RLock()
        self._engine = _sqlite_engine(parsed) if self._is_sqlite else _server_engine(parsed)
        if not self._is_in_memory:
            _start_afresh_in_children(self)
        with self.writing() as connection:
            _tables.create_all(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read with."""
        with self._transaction() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write with, alone; what was written is durable when the block ends."""
        with self._transaction(is_writing=True) as connection:
            if not self._is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _WRITER_LOCK})
            yield connection

    def clear_old_copies(self) -> None:
        """Clear deleted keys from SQLite's write-ahead log, which otherwise keeps them.

        On PostgreSQL old copies stay in its own log and tables until they are rewritten; there the rotation
        of `KeyStore.rewrap` is what makes them worthless.

        Raises:
            KeyStoreUnreachable: a reader held the log open all the time that was waited.
        """
        if not self._is_sqlite or self._is_in_memory:
            return
        give_up_at = time.monotonic() + self._clear_wait_seconds
        with _database_faults(), self._engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            if raw is None:
                raise KeyStoreUnreachable
            cursor = raw.cursor()
            # A reader in the way answers "busy" at once; the waiting is ours, and shorter than the driver's.
            cursor.execute("PRAGMA busy_timeout=0")
            try:
                while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                    if time.monotonic() > give_up_at:
                        raise KeyStoreUnreachable
                    time.sleep(0.02)
            finally:
                cursor.execute(f"PRAGMA busy_timeout={_LOCK_WAIT_SECONDS * 1000}")

    def start_afresh(self) -> None:
        """Leave a parent's connections to the parent: called in a child, right after a fork."""
        # A connection must not cross a fork, and web workers fork. The parent's are kept from being closed
        # here too: closing would run a checkpoint on a database the parent is using.
        _of_the_parent.append(self._engine.pool)
        self._engine.dispose(close=False)

    @contextmanager
    def _transaction(self, *, is_writing: bool = False) -> Iterator[Connection]:
        with self._alone_in_memory(), _database_faults():
            begun = self._engine.execution_options(is_writing=is_writing)
            with begun.begin() as connection:
                yield connection

    @contextmanager
    def _alone_in_memory(self) -> Iterator[None]:
        # A database in memory is one connection, which threads cannot share within a transaction.
        if not self._is_in_memory:
            yield
            return
        with self._one_at_a_time:
            yield


def _start_afresh_in_children(database: KeyDatabase) -> None:
    # Weakly: what is told of every fork would otherwise be kept, with its connections, until the process ends.
    weak = weakref.ref(database)

    def after_fork() -> None:
        if (found := weak()) is not None:
            found.start_afresh()

    os.register_at_fork(after_in_child=after_fork)


def _sqlite_engine(url: URL) -> Engine:
    if url.database:
        _make_private_file(Path(url.database))
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _LOCK_WAIT_SECONDS})
    else:
        engine = create_engine(
            url, poolclass=StaticPool, hide_parameters=True, connect_args={"check_same_thread": False}
        )

    @event.listens_for(engine, "connect")
    def set_up(raw: Any, _record: Any) -> None:
        # The driver must not open transactions by itself: `begin` below says which kind.
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    return engine


def _server_engine(url: URL) -> Engine:
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 5})


def _make_private_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        fsync_folder(path.parent)
    except OSError:
        raise KeyStoreUnreachable from None


@contextmanager
def _database_faults() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout):
        # The driver's message quotes the row; the chain is cut so that it reaches no log.
        raise KeyStoreUnreachable from None
