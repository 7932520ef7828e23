"""A server run as our own child, on free ports, ended with us whatever happens."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class ComponentMissing(Exception):
    """A program that the test needs is not on this machine. Says what to install."""


class ComponentNotStarted(Exception):
    """The program is here and did not come up. Carries the end of its log."""


def free_ports(count: int) -> tuple[int, ...]:
    """Find that many different TCP ports on 127.0.0.1 that nobody listens on.

    They lie below the range from which the kernel takes the near end of
    outgoing connections: a port found by binding to 0 may be such an end, a
    moment later, of one of our own tests. None is given twice, and each of
    the processes that share the tests has a range of its own: a server needs
    seconds until it binds what it was given.
    """
    chance, ours = random.SystemRandom(), _ports_of_this_process()
    with contextlib.ExitStack() as held:
        ports: list[int] = []
        while len(ports) < count:
            port = chance.choice(ours)
            probe = held.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                if port not in _GIVEN:
                    ports.append(port)
                    _GIVEN.add(port)
        return tuple(ports)


_GIVEN: set[int] = set()


def _ports_of_this_process() -> range:
    """pytest-xdist names its processes gw0, gw1 and so on."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    share = (32000 - 12000) // max(int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")), number + 1)
    return range(12000 + number * share, 12000 + (number + 1) * share)


def program(name: str, *, package: str, needed_for: str, places: Sequence[str] = ()) -> str:
    """Find a system program, or say which Debian package holds it and who needs it.

    Raises:
        ComponentMissing: it is neither on the PATH nor in one of `places`.
    """
    search = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", *places])
    found = shutil.which(name, path=search)
    if found is None:
        raise ComponentMissing(
            f"{name} is not on this machine and {needed_for} cannot be tested without it. "
            f"Install the Debian package {package}, or run `make setup` as root."
        )
    return found


@dataclass
class Child:
    """One server process. `start` may be called again after `kill` or `stop`: same folder, same ports.

    Linux kills it (SIGKILL) as soon as the thread that started it ends, so a
    test run that is itself killed leaves nothing behind. Start it from the
    main thread.
    """

    argv: Sequence[str]
    log: Path
    answers: Callable[[], bool]
    env: Mapping[str, str] | None = None
    user: str | None = None
    cwd: Path | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self, *, within_seconds: float = 240.0) -> None:
        """Start it and wait until it answers.

        Raises:
            ComponentNotStarted: it ended, or did not answer in time.
        """
        wrapped = [program("setpriv", package="util-linux", needed_for="a server"), "--pdeathsig", "KILL"]
        if self.user is not None:
            wrapped += [f"--reuid={self.user}", f"--regid={self.user_group()}", "--clear-groups"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*wrapped, *self.argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=None if self.env is None else dict(self.env),
                cwd=self.cwd,
                start_new_session=True,
            )
        self._wait_until_it_answers(within_seconds)

    def user_group(self) -> str:
        """The primary group of the user it runs as, by number."""
        return subprocess.run(
            ["id", "-g", str(self.user)], check=True, capture_output=True, text=True
        ).stdout.strip()

    def _wait_until_it_answers(self, within_seconds: float) -> None:
        ends_at = time.monotonic() + within_seconds
        while time.monotonic() < ends_at:
            if self.process.poll() is not None:
                break
            if self.answers():
                return
            time.sleep(0.05)
        self.kill()
        last_lines = self.log.read_text(errors="replace")[-1500:]
        raise ComponentNotStarted(
            f"{Path(self.argv[0]).name} did not come up. The end of its log:\n{last_lines}"
        )

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running process (or the ended one, until the next `start`)."""
        if self._process is None:
            raise ComponentNotStarted(f"{Path(self.argv[0]).name} was never started")
        return self._process

    def kill(self) -> None:
        """End it as a power cut would, with everything that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=120)

    def stop(self, *, with_signal: int = signal.SIGTERM, within_seconds: float = 15.0) -> None:
        """Ask it to end; kill it when it does not."""
        self.process.send_signal(with_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=within_seconds)
        self.kill()


def listens(port: int) -> bool:
    """Say whether something accepts connections on that port of 127.0.0.1."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False
