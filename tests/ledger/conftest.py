"""One ledger for each test: the fast tests on a SQLite file, and the same tests again on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg import sql

from exchange.ledger import Ledger, migrate, open_ledger
from exchange.ledger.tables import Base
from exchange.rules.audit import FIRST_LINK
from tests.components.postgres import PostgresServer
from tests.ledger.given import ToySeal, disclose, populate

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "ledger.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_server: PostgresServer) -> str:
    """The name of a migrated PostgreSQL database; `url` empties it for each test."""
    name = postgres_server.make_database()
    migrate(postgres_server.url(name))
    return name


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    fresh: Callable[[], str] = request.getfixturevalue("fresh_postgres_url")
    return fresh()


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database."""
    if request.param == "sqlite":
        copied = tmp_path / "ledger.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), copied)
        yield f"sqlite:///{copied}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name: str = request.getfixturevalue("migrated_database")
    _empty(server, name)
    yield server.url(name)


def _empty(server: PostgresServer, database: str) -> None:
    """Take every row out, past the guards: a quarter of the time of making a database for each test."""
    with server.connect(database) as connection, connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '10s'")
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in Base.metadata.tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table in ("audit_entries", "audit_head"):
            connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))
        connection.execute("INSERT INTO audit_head (id, number, digest) VALUES (1, 0, %s)", [FIRST_LINK])


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """A ledger with two parties, two officers, a matter and a material in it."""
    opened = open_ledger(url, field_seal=ToySeal())
    populate(opened)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_path(tmp_path: Path, migrated_file: Path) -> Path:
    """A migrated SQLite file, for what is true of a file only."""
    return shutil.copyfile(migrated_file, tmp_path / "only.db")


@pytest.fixture
def sqlite_ledger(sqlite_path: Path) -> Iterator[Ledger]:
    """A ledger in that file, with the same in it as `ledger`."""
    opened = open_ledger(f"sqlite:///{sqlite_path}", field_seal=ToySeal())
    populate(opened)
    yield opened
    opened.close()


@pytest.fixture
def full_ledger(ledger: Ledger) -> Ledger:
    """The same with one disclosure, ticket, collection and certificate."""
    disclose(ledger)
    return ledger
