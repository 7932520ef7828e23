"""An installation as an operator has it: settings in the environment, and real processes of `exchange`."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import app
from exchange.casework.desk import SYSTEM
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.work import Job, JobState
from exchange.settings import read_settings
from tests.desk import Clock, House, Letters, QuietScanner, write_people

ROOT = Path(__file__).parents[2]


class RealTime(Clock):
    """The machine's own time, which a test may run ahead of."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **by: float) -> None:
        self.ahead += timedelta(**by)


@dataclass
class Process:
    """One command of `exchange`, as a process of its own."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self, *, says: str) -> "Process":
        """Start it and wait until its log says so."""
        before = len(self.words())
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", sys.executable, "-m", "app", *self.argv],
                env={**os.environ, **self.environment, "PYTHONPATH": str(ROOT)},
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: says in self.words()[before:] or self.process.poll() is not None, seconds=240)
        assert self.process.poll() is None, self.words()[-2000:]
        return self

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    def words(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def children(self) -> list[int]:
        """The process's own children, such as those that a queue's worker does its jobs in."""
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        self.process.kill()
        self.process.wait(60)

    def stop(self) -> None:
        """Ask it to end, then end it with everything it started."""
        if self._process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)


@dataclass(frozen=True)
class Installation:
    """A house that shares its database, store and keys with processes started here."""

    house: House
    environment: Mapping[str, str]
    folder: Path

    def command(self, *argv: str) -> Process:
        return Process(argv, self.environment, self.folder / f"{argv[0]}.log")

    def job_of(self, subject: str) -> Job:
        """The newest job about a thing."""
        with self.look() as act:
            return act.jobs.where(subject=subject, order_by="-due_at", limit=1)[0]

    def look(self) -> AbstractContextManager[Act]:
        """Read only: asking for the one writer's place again and again would keep the worker from its work."""
        desk = self.house.desk
        return desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=desk.now())

    def is_done(self, subject: str) -> bool:
        return self.job_of(subject).state is JobState.DONE

    def let_the_lease_run_out(self, subject: str) -> None:
        """As if the minute had passed in which a dead worker's job is left alone."""
        with self.house.desk.ledger.housekeeping() as act:
            job = act.jobs.where(subject=subject, order_by="-due_at", limit=1)[0]
            assert job.state is JobState.RUNNING
            act.jobs.save(replace(job, lease_until=datetime.now(UTC) - timedelta(seconds=1)))


def install(folder: Path, **settings: str) -> Installation:
    """Set up an embedded installation, or what the settings say (`queue__kind="rabbitmq"`)."""
    environment = {
        "EXCHANGE__DATABASE__URL": f"sqlite:///{folder}/exchange.db",
        "EXCHANGE__KEYS__URL": f"sqlite:///{folder}/keys/keys.db",
        "EXCHANGE__KEYS__KEYRING": f"{folder}/keys/keyring.v1",
        "EXCHANGE__STORE__FOLDER": f"{folder}/store",
        "EXCHANGE__LETTERS__FOLDER": f"{folder}/letters",
        "EXCHANGE__WORK_ROOM__FOLDER": f"{folder}/room",
        "EXCHANGE__DESTRUCTION__COOLING_OFF_HOURS": "0",
        "EXCHANGE__QUEUE__POLL_SECONDS": "0.1",
        **{f"EXCHANGE__{name.upper()}": value for name, value in settings.items()},
    }
    read = read_settings(None, environment)
    app.Service(read).migrate()
    desk = app.build_desk(read)
    write_people(desk.ledger)
    clock = RealTime()
    with desk.ledger.housekeeping() as act:
        officers = {officer.id: officer for officer in act.officers.where()}
    house = House(replace(desk, now=clock), officers, clock, QuietScanner(), Letters())
    return Installation(house, environment, folder)


def wait_until(true: Callable[[], bool], *, seconds: float = 240) -> None:
    """Look every 20 ms; fail when it does not come about in time."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.02)
