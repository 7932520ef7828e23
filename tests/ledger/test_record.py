"""The record: in turn, without gaps, and every tampering found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from exchange.ledger import Ledger, LedgerFault
from exchange.rules.audit import Break, Deed, breaks_in
from tests.ledger.given import NOON, OFFICER, SYSTEM


def write_entries(ledger: Ledger, count: int) -> None:
    for n in range(count):
        with ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON, matter="MX-1") as act:
            act.note(step=n)


def breaks(ledger: Ledger) -> tuple[Break, ...]:
    with ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=NOON) as look:
        number, digest = look.head()
        return tuple(breaks_in(look.entries(limit=10_000), head_number=number, head_digest=digest))


def as_owner_of_the_tables(url: str, *statements: str) -> None:
    """Someone who owns the database drops the guards and does as they like."""
    engine = create_engine(url)
    with engine.begin() as connection:
        drop_guards(connection)
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def drop_guards(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        named = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        for name in list(named):
            connection.execute(text(f'DROP TRIGGER "{name}"'))
    else:
        for table in ("audit_entries", "audit_head"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


class TestChain:
    """Whoever edits, removes or reorders is found."""

    def test_an_untouched_record_has_no_break(self, ledger: Ledger) -> None:
        write_entries(ledger, 5)

        assert breaks(ledger) == ()

    @pytest.mark.parametrize(
        ("tampering", "number"),
        [
            (["UPDATE audit_entries SET officer = 'OFF-2' WHERE number = 3"], 3),
            (["UPDATE audit_entries SET result = 'refused' WHERE number = 3"], 3),
            (["UPDATE audit_entries SET at = '2020-01-01 00:00:00' WHERE number = 3"], 3),
            (["""UPDATE audit_entries SET facts = '[["step","9"]]' WHERE number = 3"""], 3),
            (["DELETE FROM audit_entries WHERE number = 3"], 3),
            (["DELETE FROM audit_entries WHERE number = 6"], 6),
            (["DELETE FROM audit_entries"], 6),
            (
                [
                    "UPDATE audit_entries SET number = 99 WHERE number = 3",
                    "UPDATE audit_entries SET number = 3 WHERE number = 4",
                    "UPDATE audit_entries SET number = 4 WHERE number = 99",
                ],
                3,
            ),
            (["DELETE FROM audit_entries WHERE number > 4", "UPDATE audit_head SET number = 4"], 4),
        ],
        ids=["officer", "result", "time", "fact", "middle", "last", "all", "order", "cut-with-head"],
    )
    def test_tampering_is_found_where_it_was_done(
        self, ledger: Ledger, url: str, tampering: list[str], number: int
    ) -> None:
        write_entries(ledger, 5)

        as_owner_of_the_tables(url, *tampering)

        assert number in {found.number for found in breaks(ledger)}

    def test_a_record_without_its_head_takes_no_more_acts(self, ledger: Ledger, url: str) -> None:
        as_owner_of_the_tables(url, "DELETE FROM audit_head")

        with pytest.raises(LedgerFault, match="end of the record is missing"):
            write_entries(ledger, 1)


class TestGuards:
    """The database itself refuses, whoever asks through the service's account."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit_entries SET matter = ''",
            "UPDATE disclosures SET matter = ''",
            "UPDATE collections SET matter = ''",
            "UPDATE certificates SET sha256 = ''",
            "UPDATE copy_looks SET page = 2",
            "DELETE FROM audit_entries",
            "DELETE FROM disclosures",
            "DELETE FROM collections",
            "DELETE FROM certificates",
            "DELETE FROM copy_looks",
            "DELETE FROM audit_head",
            "UPDATE audit_head SET number = 0",
            "UPDATE audit_head SET number = number + 1",
            "UPDATE audit_head SET digest = 'x'",
            "INSERT INTO audit_entries SELECT number + 5, at, officer, party, matter, deed, result, code,"
            " subjects, facts, previous, 'other' FROM audit_entries WHERE number = 1",
        ],
    )
    def test_the_record_cannot_be_changed_out_of_turn(
        self, full_ledger: Ledger, url: str, statement: str
    ) -> None:
        engine = create_engine(url)
        with (
            pytest.raises(DBAPIError, match=r"only ever added to|stays|follow|next entry"),
            engine.begin() as connection,
        ):
            connection.execute(text(statement))
        engine.dispose()

        assert breaks(full_ledger) == ()

    def test_replacing_a_row_of_the_record_is_refused(self, full_ledger: Ledger) -> None:
        if not full_ledger.is_sqlite:
            replace = (
                "INSERT INTO certificates SELECT * FROM certificates"
                " ON CONFLICT (id) DO UPDATE SET sha256 = 'x'"
            )
        else:
            replace = "INSERT OR REPLACE INTO certificates SELECT * FROM certificates"
        with pytest.raises((LedgerFault, RuntimeError)), full_ledger.transaction() as connection:
            connection.execute(text(replace))

    def test_emptying_a_table_of_the_record_is_refused(self, full_ledger: Ledger) -> None:
        verb = "DELETE FROM" if full_ledger.is_sqlite else "TRUNCATE"
        for table in ("audit_entries", "audit_head", "disclosures", "collections", "certificates"):
            with pytest.raises((LedgerFault, RuntimeError)), full_ledger.transaction() as connection:
                connection.execute(text(f"{verb} {table} {'' if full_ledger.is_sqlite else 'CASCADE'}"))


class TestManyWriters:
    """However many write at once, the numbers run on and the chain holds."""

    def test_eight_threads_leave_a_whole_chain(self, ledger: Ledger) -> None:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: write_entries(ledger, 12), range(8)))

        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            assert look.head()[0] == 1 + 8 * 12
            assert len(look.entries(limit=1000)) == 1 + 8 * 12
        assert breaks(ledger) == ()


class TestReadingTheRecord:
    """Entries are read in pages, and found by what they are about."""

    def test_pages_put_together_are_the_whole_either_way(self, ledger: Ledger) -> None:
        write_entries(ledger, 7)

        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            for newest_first in (False, True):
                numbers: list[int] = []
                while page := look.entries(
                    after=numbers[-1] if numbers else 0, limit=3, newest_first=newest_first
                ):
                    numbers += [entry.number for entry in page]
                assert numbers == sorted(range(1, 9), reverse=newest_first)

    def test_entries_are_found_by_matter_officer_deed_and_subject(self, ledger: Ledger) -> None:
        write_entries(ledger, 2)
        with ledger.act(OFFICER, Deed.UPLOAD, at=NOON, subjects=("DOC-1",)):
            pass

        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            assert [e.number for e in look.entries(matter="MX-1")] == [2, 3]
            assert [e.number for e in look.entries(officer=("OFF-1", "OFF-2"))] == [2, 3, 4]
            assert [e.number for e in look.entries(deed=Deed.UPLOAD)] == [4]
            assert [e.number for e in look.entries(subject="DOC-1")] == [4]
            assert look.entries(subject="DOC-") == ()
            assert look.entries(subject="%") == ()
            with pytest.raises(RuntimeError, match="has no"):
                look.entries(colour="red")
