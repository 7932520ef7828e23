"""When something breaks the ledger says so in a sentence, quotes nothing, and nothing is half written."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from exchange.ledger import Ledger, LedgerBusy, LedgerFault, open_ledger
from exchange.rules.audit import Deed
from tests.ledger.given import NOON, OFFICER, ToySeal, record_of, some_matter


@pytest.mark.slow
def test_a_ledger_that_someone_else_holds_is_busy_and_then_free(ledger: Ledger, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as other:
        if ledger.is_sqlite:
            other.execute(text("BEGIN IMMEDIATE"))
        else:
            other.execute(text("SELECT * FROM audit_head FOR UPDATE"))
        with pytest.raises(LedgerBusy) as busy, ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON) as act:
            act.matters.add(some_matter("MX-2"))
        other.rollback()
    engine.dispose()

    assert "try again" in busy.value.next_step
    assert busy.value.retry_after_seconds > 0
    assert len(record_of(ledger)) == 1
    with ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON) as act:
        act.matters.add(some_matter("MX-2"))
    assert len(record_of(ledger)) == 2


def test_a_database_without_tables_says_how_to_make_them(empty_url: str) -> None:
    ledger = open_ledger(empty_url, field_seal=ToySeal())

    with pytest.raises(LedgerFault) as fault:
        ledger.check_reachable()

    assert "exchange migrate" in fault.value.next_step
    ledger.close()


def test_a_reachable_ledger_passes_its_check(ledger: Ledger) -> None:
    ledger.check_reachable()


def test_a_server_that_is_not_there_is_said_plainly() -> None:
    ledger = open_ledger("postgresql+psycopg://someone:hidden-word@127.0.0.1:9/none", field_seal=ToySeal())

    with pytest.raises(LedgerFault, match="cannot be reached") as fault:
        ledger.check_reachable()

    assert "hidden-word" not in f"{fault.value} {fault.value.next_step} {fault.value.reason}"


def test_a_file_that_is_no_database_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is not a database at all" * 50)

    with pytest.raises(LedgerFault):
        open_ledger(f"sqlite:///{path}", field_seal=ToySeal()).check_reachable()


def test_a_full_disk_leaves_nothing_half_written(sqlite_ledger: Ledger) -> None:
    with sqlite_ledger.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with (
        pytest.raises(LedgerFault, match="no room"),
        sqlite_ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON) as act,
    ):
        for n in range(200):
            act.matters.add(some_matter(f"MX-F{n}", review_reference="R" * 500))

    assert len(record_of(sqlite_ledger)) == 1


def test_a_broken_constraint_is_named_and_its_values_are_not(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError, match="refused a row") as broken, ledger.transaction() as connection:
        connection.execute(text("INSERT INTO parties (id) VALUES ('Robin Example')"))

    assert "Robin" not in str(broken.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/db"])
def test_only_a_sqlite_file_or_postgresql_can_hold_the_ledger(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite file or in PostgreSQL"):
        open_ledger(url, field_seal=ToySeal())


def test_a_sqlite_ledger_keeps_its_promises_in_every_connection(
    sqlite_ledger: Ledger, sqlite_path: Path
) -> None:
    with sqlite_ledger.transaction() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    with sqlite3.connect(sqlite_path) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
