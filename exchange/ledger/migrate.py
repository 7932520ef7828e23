"""Brings a database to this release's tables. Works from an installed package, wherever it is started."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from exchange.ledger.engine import make_engine, options_for
from exchange.ledger.faults import LedgerFault, faults_told

SCRIPTS = Path(__file__).parent / "migrations"
#: Any number will do, as long as every release uses the same one.
_ONE_AT_A_TIME = 4_715_826_003


def migrate(url: str, *, to: str = "head") -> None:
    """Bring the database up to this release, all of it or none of it; one process at a time.

    Raises:
        LedgerBusy, LedgerFault: it could not be done, or left a row that names nothing.
    """
    with _changing(url) as connection:
        command.upgrade(_config(connection), to)


def unmigrate(url: str, *, to: str) -> None:
    """Take tables away again, with everything in them: for tests and for going back before any use.

    Raises:
        LedgerBusy, LedgerFault.
    """
    with _changing(url) as connection:
        command.downgrade(_config(connection), to)


def is_current(url: str) -> bool:
    """True when the database has exactly this release's tables; False too when it is empty or newer.

    Raises:
        LedgerBusy, LedgerFault: it cannot be asked.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return False
    engine = make_engine(url)
    try:
        with faults_told(), engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
    finally:
        engine.dispose()
    return set(found) == set(ScriptDirectory.from_config(_config(None)).get_heads())


@contextmanager
def _changing(url: str) -> Iterator[Connection]:
    _make_private_file(url)
    engine = make_engine(url, foreign_keys=False)
    try:
        with faults_told(), engine.connect() as plain:
            connection = plain.execution_options(**options_for(engine, reading=False))
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
                yield connection
                _check_links(connection)
    finally:
        engine.dispose()


def _make_private_file(url: str) -> None:
    """The database file must be readable by its owner only, from its first instant."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    try:
        os.close(os.open(address.database, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise LedgerFault(
            "The database file cannot be made.",
            next_step="Tell the operator to make its folder, writable by this service only.",
            reason=str(error.errno),
        ) from None


def _check_links(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    # While tables are changed SQLite does not check links between rows, so that is done here.
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise LedgerFault(
            "The migration would leave a row that names nothing, so it was undone.",
            next_step="Tell the operator to report this with the release's number.",
            reason="foreign_key_check",
        )


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
