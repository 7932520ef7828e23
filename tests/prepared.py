"""A ledger that was brought to where many tests begin, and is copied for each of them."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, event

from exchange.ledger import Ledger
from tests.components.postgres import PostgresServer


class Copy(Protocol):
    """The ledger of one house, which began as a copy of another."""

    def is_untouched(self) -> bool:
        """Say whether nobody has written since it was copied."""
        ...

    def become(self, prepared: str) -> None:
        """Hold what another holds, by its place; whoever has this one open reads that from then on."""
        ...


@dataclass(frozen=True)
class FileCopy:
    """A SQLite file, and when it was last written as it was copied (nanoseconds)."""

    place: Path
    written_at: int

    @classmethod
    def of(cls, prepared: Path, place: Path) -> "FileCopy":
        shutil.copyfile(prepared, place)
        return cls(place, place.stat().st_mtime_ns)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.place}"

    def is_untouched(self) -> bool:
        # What is written goes to the log beside the file first.
        log = self.place.with_name(f"{self.place.name}-wal")
        is_logged = log.exists() and log.stat().st_size > 0
        return not is_logged and self.place.stat().st_mtime_ns == self.written_at

    def become(self, prepared: str) -> None:
        with closing(sqlite3.connect(prepared)) as source, closing(sqlite3.connect(self.place)) as target:
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target)


@dataclass(frozen=True)
class DatabaseCopy:
    """A database of a server that one process of tests has for itself, and the server's next transaction."""

    server: PostgresServer
    name: str
    next_transaction: str

    @classmethod
    def of(cls, server: PostgresServer, prepared: str) -> "DatabaseCopy":
        name = server.make_database(like=prepared)
        return cls(server, name, _next_transaction(server))

    @property
    def url(self) -> str:
        return self.server.url(self.name)

    def is_untouched(self) -> bool:
        return _next_transaction(self.server) == self.next_transaction

    def become(self, prepared: str) -> None:
        # Whoever has it open is sent away, and comes back by himself: a pool looks before it lends.
        self.server.drop_database(self.name)
        self.server.make_database(self.name, like=prepared)


def _next_transaction(server: PostgresServer) -> str:
    """Its number; looking takes none."""
    with server.connect() as connection:
        row = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
    assert row is not None
    return str(row[0])


def without_waiting_for_the_disk(ledger: Ledger) -> Ledger:
    """The same ledger, which a power cut would harm: what a test run does not outlive need not be kept safe.

    A commit to a SQLite file takes a thirtieth of the time so. Tests that kill a process have a ledger of their own.
    """
    engine: Engine = ledger._engine

    @event.listens_for(engine, "connect")
    def hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    return ledger
