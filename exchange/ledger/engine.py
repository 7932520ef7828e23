"""How the ledger reaches its database, and what it demands of it.

SQLite: write-ahead log, full sync, foreign keys, and an act takes the one writer's place as it begins, so that
it never finds half-way that it may not write. PostgreSQL: READ COMMITTED with row locks for acts, one snapshot
for looks, and time limits so that nobody waits for ever.
Source: docs/decisions/0004-database.md.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

#: The execution option that says a transaction may read only.
READING = "ledger_reading"

BUSY_SECONDS = 5

_POSTGRES_OPTIONS = (
    "-c timezone=UTC "
    f"-c lock_timeout={BUSY_SECONDS}s "
    "-c idle_in_transaction_session_timeout=120s "
    "-c default_transaction_isolation=read\\ committed"
)


def make_engine(url: str, *, foreign_keys: bool = True) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://...`; connects to nothing yet.

    Args:
        foreign_keys: False only while tables themselves are changed on SQLite.

    Raises:
        ValueError: another kind of database, or SQLite without a file.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return _postgres(address)
    if address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}:
        return _sqlite(address, foreign_keys=foreign_keys)
    raise ValueError("the ledger lies in a SQLite file or in PostgreSQL")


def _postgres(address: URL) -> Engine:
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        # An error message would otherwise quote what was being written.
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        pool_size=8,
        max_overflow=8,
        connect_args={
            "options": _POSTGRES_OPTIONS,
            "connect_timeout": BUSY_SECONDS,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
        },
    )


def _sqlite(address: URL, *, foreign_keys: bool) -> Engine:
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_timeout=BUSY_SECONDS,
        pool_size=8,
        max_overflow=8,
        connect_args={"timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def demand(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver would otherwise begin transactions of its own kind, at moments of its own choosing.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        # Without this, INSERT OR REPLACE would remove a row of the record past its trigger.
        connection.execute("PRAGMA recursive_triggers = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = bool(connection.get_execution_options().get(READING))
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def options_for(engine: Engine, *, reading: bool) -> dict[str, Any]:
    """The execution options of one transaction: a look cannot write, and sees one instant."""
    if not reading:
        return {READING: False}
    if engine.dialect.name == "postgresql":
        return {READING: True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {READING: True}
