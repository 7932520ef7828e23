"""One house for every test here, of both kinds: the embedded one, and the one that production is built of."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from exchange.casework.desk import Desk
from exchange.ledger import migrate, open_ledger
from exchange.outside.papers import WeasyPapers
from storage import FieldSealer, Vault, memory_key_store, open_bucket_shelf, open_folder_shelf
from tests.components import PostgresServer, S3Server
from tests.desk import (
    CREDENTIALS,
    Clock,
    House,
    Letters,
    Prepared,
    QuietScanner,
    a_desk,
    a_policy,
    furnished,
    opened_once,
    the_detector,
    write_people,
)
from tests.prepared import DatabaseCopy

KINDS = ["embedded", pytest.param("production", marks=pytest.mark.slow)]


def an_embedded_house(tmp_path: Path) -> House:
    """SQLite, and a vault in a folder."""
    house = a_desk(tmp_path)
    keys = memory_key_store()
    vault = Vault(open_folder_shelf(tmp_path / "store"), keys)
    return on_vault(house, vault)


def on_vault(house: House, vault: Vault) -> House:
    """The same house with another vault."""
    desk = house.desk
    parts = {name: getattr(desk, name) for name in Desk.__slots__}
    return replace(house, desk=Desk(**{**parts, "vault": vault}))


def a_production_house(
    tmp_path: Path, copy: DatabaseCopy, prepared: Callable[[], Prepared] | None, server: S3Server
) -> House:
    """PostgreSQL, and a vault in a bucket that keeps versions."""
    keys = furnished()[1]
    ledger = open_ledger(copy.url, field_seal=FieldSealer(keys))
    shelf = open_bucket_shelf(
        server.endpoint, server.access_key, server.secret_key, server.make_bucket(), secure=False
    )
    clock, scanner, letters = Clock(), QuietScanner(), Letters()
    desk = Desk(
        ledger=ledger,
        vault=Vault(shelf, memory_key_store()),
        detector=the_detector,
        scanner=scanner,
        letterbox=letters,
        papers=WeasyPapers(),
        credentials=CREDENTIALS,
        now=clock,
        policy=a_policy(),
        work_room=tmp_path / "room",
    )
    with ledger.housekeeping() as act:
        officers = {officer.id: officer for officer in act.officers.where()}
    return House(desk, officers, clock, scanner, letters, copy, prepared)


@pytest.fixture(scope="session")
def furnished_database(postgres_server: PostgresServer) -> str:
    """The name of a database with the people of PEOPLE in it, to copy."""
    name = postgres_server.make_database()
    migrate(postgres_server.url(name))
    ledger = open_ledger(postgres_server.url(name), field_seal=FieldSealer(furnished()[1]))
    write_people(ledger)
    ledger.close()
    return name


@pytest.fixture(scope="session")
def opened_database(
    postgres_server: PostgresServer,
    s3_server: S3Server,
    furnished_database: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[], Prepared]:
    """Call it for the database of a house whose first matter is open: made when it is first asked for."""

    @cache
    def opened() -> Prepared:
        copy = DatabaseCopy.of(postgres_server, furnished_database)
        house = a_production_house(tmp_path_factory.mktemp("opened"), copy, None, s3_server)
        return opened_once(house, copy.name)

    return opened


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "embedded":
        made = an_embedded_house(tmp_path)
        yield made
        made.desk.ledger.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    copy = DatabaseCopy.of(server, request.getfixturevalue("furnished_database"))
    prepared = request.getfixturevalue("opened_database")
    made = a_production_house(tmp_path, copy, prepared, request.getfixturevalue("s3_server"))
    yield made
    made.desk.ledger.close()
    server.drop_database(copy.name)
