"""Several processes write at once, and one is killed in the middle: nothing that was said is lost."""

import subprocess
import sys

import pytest

from exchange.ledger import Ledger, LedgerFault, migrate, open_ledger
from exchange.rules.audit import Deed, breaks_in
from tests.components.postgres import running_postgres
from tests.ledger.given import NOON, SYSTEM, ToySeal, populate

pytestmark = pytest.mark.slow


def start_writer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.writer", url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def check_whole(ledger: Ledger, said: list[str]) -> None:
    """The chain holds, every matter has its entry and every entry its matter, and nothing said is missing."""
    with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
        number, digest = look.head()
        entries = look.entries(limit=100_000)
        matters = {matter.id for matter in look.matters.where()} - {"MX-1"}
    assert not list(breaks_in(entries, head_number=number, head_digest=digest))
    assert [entry.number for entry in entries] == list(range(1, number + 1))
    assert sorted(entry.matter for entry in entries if entry.matter) == sorted(matters)
    assert set(said) <= matters


def test_two_processes_leave_one_whole_chain(ledger: Ledger, url: str) -> None:
    writers = [start_writer(url, name, 40) for name in ("A", "B")]

    said = [line for writer in writers for line in writer.communicate(timeout=280)[0].split()]

    assert len(said) == 80
    check_whole(ledger, said)


@pytest.mark.parametrize("lines_before_the_kill", [1, 37])
def test_a_process_killed_in_the_middle_of_an_act_loses_nothing_it_said(
    ledger: Ledger, url: str, lines_before_the_kill: int
) -> None:
    writer = start_writer(url, "K", 0)
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip() for _ in range(lines_before_the_kill)]
    writer.kill()
    writer.communicate(timeout=120)

    check_whole(ledger, said[:lines_before_the_kill])
    # Nothing is stuck: the dead process holds no lock.
    with ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=NOON):
        pass


def test_a_killed_database_server_loses_nothing_it_acknowledged() -> None:
    with running_postgres(durable=True) as server:
        url = server.url(server.make_database())
        migrate(url)
        ledger = open_ledger(url, field_seal=ToySeal())
        populate(ledger)
        writer = start_writer(url, "S", 0)
        assert writer.stdout is not None
        said = [writer.stdout.readline().strip() for _ in range(30)]

        server.child.kill()
        writer.communicate(timeout=120)
        with pytest.raises(LedgerFault):
            ledger.check_reachable()
        server.child.start()

        check_whole(ledger, said)
        ledger.close()
