"""The ledger itself: opens the database, and gives acts, looks and housekeeping."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from exchange.ledger import audit
from exchange.ledger.act import Act
from exchange.ledger.engine import make_engine, options_for
from exchange.ledger.faults import faults_told
from exchange.ledger.idempotency import Idempotency
from exchange.ledger.register import Pen
from exchange.ledger.seal import FieldSeal
from exchange.rules.audit import Deed, Result
from exchange.rules.clocks import utc
from exchange.rules.errors import Refusal
from exchange.rules.officers import Officer, check_may

_NOTHING: frozenset[str] = frozenset()
_KEPT_HOUSE = frozenset({"sessions", "accounts", "jobs", "uploads", "letters"})

_ACTING = Pen(adds=None, saves=None)
#: A reading act appends to the record of what was sent and looked at, and no more.
_READING = Pen(adds=frozenset({"collections", "copy_looks", "letters"}), saves=_NOTHING)
_LOOKING = Pen(adds=_NOTHING, saves=_NOTHING, locks=False)
_KEEPING_HOUSE = Pen(adds=_KEPT_HOUSE, saves=_KEPT_HOUSE)

_NOBODY = Officer(id="", party="", organisation="", roles=frozenset())


class Ledger:
    """What is written down. Safe to share between threads; open one in each process."""

    def __init__(self, engine: Engine, seal: FieldSeal) -> None:
        self._engine = engine
        self._seal = seal
        self.idempotency = Idempotency(self.transaction, seal)

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def act(
        self,
        officer: Officer,
        deed: Deed,
        *,
        at: datetime,
        matter: str = "",
        subjects: tuple[str, ...] = (),
    ) -> Iterator[Act]:
        """One transaction and one entry on the record, written together or not at all.

        A refusal raised inside undoes everything and is itself put on the record before it goes on up.
        `at` is aware; `matter` and `subjects` are references, and `Act.note` can add to them.

        Raises:
            NotAllowed: no role of the officer may do this deed.
            LedgerBusy, LedgerFault: the database could not do it; nothing was written.
        """
        line = _line(officer, deed, at=at, matter=matter, subjects=subjects)
        with self._refusals_recorded(officer, line, _READING if deed.is_reading else _ACTING) as (
            connection,
            act,
        ):
            yield act
            audit.append(connection, act.line())

    @contextmanager
    def look(
        self,
        officer: Officer,
        deed: Deed,
        *,
        at: datetime,
        matter: str = "",
        subjects: tuple[str, ...] = (),
    ) -> Iterator[Act]:
        """Read at one instant, write nothing, leave no entry when allowed; a refusal is still recorded.

        Raises:
            NotAllowed: no role of the officer may do this deed.
            LedgerBusy, LedgerFault: the database could not be read.
        """
        line = _line(officer, deed, at=at, matter=matter, subjects=subjects)
        with self._refusals_recorded(officer, line, _LOOKING) as (_, act):
            yield act

    @contextmanager
    def housekeeping(self) -> Iterator[Act]:
        """One transaction with no officer and no entry: sessions seen, tries counted, leases, upload offsets."""
        line = _line(_NOBODY, Deed.PUBLIC, at=datetime.now(UTC))
        with self.transaction() as connection:
            yield self._act(connection, _NOBODY, line, _KEEPING_HOUSE)

    def check_reachable(self) -> None:
        """Ask the database for its tables.

        Raises:
            LedgerBusy, LedgerFault.
        """
        with self.transaction(reading=True) as connection:
            audit.head(connection)

    @contextmanager
    def transaction(self, *, reading: bool = False) -> Iterator[Connection]:
        """A bare transaction, for the ledger's own files."""
        with faults_told(), self._engine.connect() as plain:
            connection = plain.execution_options(**options_for(self._engine, reading=reading))
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def _act(self, connection: Connection, officer: Officer, line: audit.Line, pen: Pen) -> Act:
        return Act(
            connection,
            officer=officer,
            deed=line.deed,
            at=line.at,
            seal=self._seal,
            pen=pen,
            matter=line.matter,
            subjects=line.subjects,
        )

    @contextmanager
    def _refusals_recorded(
        self, officer: Officer, line: audit.Line, pen: Pen
    ) -> Iterator[tuple[Connection, Act]]:
        act: Act | None = None
        try:
            with self.transaction(reading=pen is _LOOKING) as connection:
                act = self._act(connection, officer, line, pen)
                check_may(officer, line.deed)
                yield connection, act
        except Refusal as refusal:
            told = act.line() if act else line
            # What was noted before a refusal did not happen; which things it was about stays.
            refused = replace(told, result=Result.REFUSED, code=refusal.code, facts=())
            with self.transaction() as connection:
                audit.append(connection, refused)
            raise


def _line(
    officer: Officer, deed: Deed, *, at: datetime, matter: str = "", subjects: tuple[str, ...] = ()
) -> audit.Line:
    return audit.Line(
        at=utc(at), officer=officer.id, party=officer.party, matter=matter, deed=deed, subjects=subjects
    )


def open_ledger(url: str, *, field_seal: FieldSeal) -> Ledger:
    """The ledger at `sqlite:///path` or `postgresql+psycopg://...`; connects when first used, migrates nothing.

    Raises:
        ValueError: another kind of database.
    """
    return Ledger(make_engine(url), field_seal)
