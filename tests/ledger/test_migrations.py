"""A database is brought to this release's tables, wholly or not at all, and back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

from exchange.ledger import LedgerFault, is_current, migrate, open_ledger
from exchange.ledger.engine import make_engine
from exchange.ledger.migrate import unmigrate
from exchange.ledger.tables import Base
from tests.ledger.given import ToySeal, disclose, populate, record_of


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    opened = make_engine(empty_url)
    yield opened
    opened.dispose()


def test_the_migrated_tables_are_exactly_the_tables_of_the_code(empty_url: str, engine: Engine) -> None:
    migrate(empty_url)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_an_empty_database_is_not_current_and_a_migrated_one_is(empty_url: str) -> None:
    assert not is_current(empty_url)

    migrate(empty_url)

    assert is_current(empty_url)


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    migrate(empty_url)
    ledger = open_ledger(empty_url, field_seal=ToySeal())
    populate(ledger)

    migrate(empty_url)

    assert len(record_of(ledger)) == 1
    ledger.close()


def test_down_and_up_again_works_with_rows_in_every_guarded_table(empty_url: str, engine: Engine) -> None:
    migrate(empty_url)
    ledger = open_ledger(empty_url, field_seal=ToySeal())
    populate(ledger)
    disclose(ledger)
    ledger.close()

    unmigrate(empty_url, to="base")
    left = set(inspect(engine).get_table_names())
    migrate(empty_url)

    assert left == {"alembic_version"}
    assert is_current(empty_url)
    populate(open_ledger(empty_url, field_seal=ToySeal()))


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE certificates (id TEXT)"))

    with pytest.raises(LedgerFault):
        migrate(empty_url)

    assert inspect(engine).get_table_names() == ["certificates"]
    assert not is_current(empty_url)


def test_two_processes_that_migrate_at_once_both_succeed(empty_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(migrate, [empty_url, empty_url]))

    assert is_current(empty_url)


def test_migrating_works_from_any_folder(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    migrate(empty_url)

    assert is_current(empty_url)


def test_a_new_database_file_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"

    migrate(f"sqlite:///{path}")

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_migration_that_would_leave_a_row_that_names_nothing_is_undone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    migrate(url)
    unmigrate(url, to="0006")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO letters VALUES ('L', 'NOBODY', '', '', '2026-01-01', NULL, 1)"))
    engine.dispose()

    with pytest.raises(LedgerFault, match="names nothing"):
        migrate(url)

    assert not is_current(url)


def test_a_file_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(LedgerFault, match="cannot be made"):
        migrate(f"sqlite:///{tmp_path / 'no-such-folder' / 'ledger.db'}")
