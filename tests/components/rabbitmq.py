"""A real RabbitMQ, private to the test process: its own node name, cookie, ports and port mapper.

The port mapper (epmd) runs as our own child too. Left to itself, the first
broker on a machine starts one that outlives it and listens on every address.
"""

import contextlib
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.components.child import Child, free_ports, listens, program

CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{port}
default_user = tests
default_pass = {password}
loopback_users = none
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 512MB
"""


@contextlib.contextmanager
def running_rabbitmq() -> Iterator[str]:
    """Start a broker and give its AMQP address, in five to ten seconds."""
    server = program(
        "rabbitmq-server",
        package="rabbitmq-server",
        needed_for="the production queue",
        places=("/usr/lib/rabbitmq/bin",),
    )
    real = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
    folder = Path(tempfile.mkdtemp(prefix="rabbitmq-"))
    mapper_port, port, distribution_port = free_ports(3)
    password = secrets.token_hex(16)
    (folder / "rabbitmq.conf").write_text(CONFIGURATION.format(port=port, password=password))
    epmd = program("epmd", package="erlang-base", needed_for="the production queue")
    mapper = Child(
        argv=[epmd, "-port", str(mapper_port), "-address", "127.0.0.1"],
        log=folder / "mapper.log",
        answers=lambda: listens(mapper_port),
    )
    broker = Child(
        # Debian's wrapper in /usr/sbin changes to another user, who cannot read our folder.
        argv=[str(real if real.exists() else server)],
        log=folder / "log",
        answers=lambda: _greets(port),
        env=_environment(folder, mapper_port, distribution_port),
        cwd=folder,
    )
    try:
        with contextlib.ExitStack() as started:
            for child in (mapper, broker):
                child.start()
                started.callback(child.kill)
            yield f"amqp://tests:{password}@127.0.0.1:{port}//"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path, mapper_port: int, distribution_port: int) -> dict[str, str]:
    return {
        "PATH": "/usr/lib/rabbitmq/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "ERL_EPMD_PORT": str(mapper_port),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"t{secrets.token_hex(4)}@localhost",
        "RABBITMQ_DIST_PORT": str(distribution_port),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        # Without this the script stays between us and the broker, and the
        # broker would not notice when we are gone.
        "RUNNING_UNDER_SYSTEMD": "1",
    }


def _greets(port: int) -> bool:
    """The port opens a moment before the broker takes anyone in: a bad greeting must be answered."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"NOT AMQP")
        return line.recv(4) == b"AMQP"
    return False
