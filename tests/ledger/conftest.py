"""One ledger for each test: the fast tests on a SQLite file, and the same tests again on PostgreSQL."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg import sql

from exchange.ledger import Ledger, migrate, open_ledger
from tests.components.postgres import PostgresServer
from tests.ledger.given import ToySeal, populate

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "ledger.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_server: PostgresServer) -> str:
    """The name of a migrated PostgreSQL database to copy."""
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
    template, name = request.getfixturevalue("migrated_database"), f"ledger_{secrets.token_hex(6)}"
    with server.connect() as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """A ledger with two parties, two officers, a matter and a material in it."""
    opened = open_ledger(url, field_seal=ToySeal())
    populate(opened)
    yield opened
    opened.close()
