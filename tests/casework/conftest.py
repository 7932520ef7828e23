"""One house for every test here, of both kinds: the embedded one, and the one that production is built of."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exchange.casework.desk import Desk
from exchange.ledger import migrate, open_ledger
from exchange.outside.papers import WeasyPapers
from storage import FieldSealer, Vault, memory_key_store, open_bucket_shelf, open_folder_shelf
from tests.components import S3Server
from tests.desk import (
    CREDENTIALS,
    Clock,
    House,
    Letters,
    QuietScanner,
    a_desk,
    a_policy,
    the_detector,
    write_people,
)

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
    return House(Desk(**{**parts, "vault": vault}), house.officers, house.clock, house.scanner, house.letters)


def a_production_house(tmp_path: Path, database: str, server: S3Server) -> House:
    """PostgreSQL, and a vault in a bucket that keeps versions."""
    migrate(database)
    keys = memory_key_store()
    ledger = open_ledger(database, field_seal=FieldSealer(keys))
    write_people(ledger)
    shelf = open_bucket_shelf(
        server.endpoint, server.access_key, server.secret_key, server.make_bucket(), secure=False
    )
    clock, scanner, letters = Clock(), QuietScanner(), Letters()
    desk = Desk(
        ledger=ledger,
        vault=Vault(shelf, keys),
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
    return House(desk, officers, clock, scanner, letters)


@pytest.fixture(params=KINDS)
def house(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_postgres_url: Callable[[], str] | None
) -> Iterator[House]:
    if request.param == "embedded":
        made = an_embedded_house(tmp_path)
    else:
        assert fresh_postgres_url is not None
        server: S3Server = request.getfixturevalue("s3_server")
        made = a_production_house(tmp_path, fresh_postgres_url(), server)
    yield made
    made.desk.ledger.close()


@pytest.fixture
def fresh_postgres_url(request: pytest.FixtureRequest) -> Iterator[Callable[[], str] | None]:
    """As the fixture of every test, but started for the production kind only."""
    wanted = getattr(request.node, "callspec", None)
    if wanted is None or wanted.params.get("house") == "embedded":
        yield None
        return
    server = request.getfixturevalue("postgres_server")
    made: list[str] = []

    def fresh() -> str:
        made.append(server.make_database())
        return str(server.url(made[-1]))

    yield fresh
    for name in made:
        server.drop_database(name)
