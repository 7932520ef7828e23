"""The parts as pytest fixtures: one of each per test process, started when first asked for."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.components.browser import running_chromium
from tests.components.clamd import ClamdServer, running_clamd
from tests.components.faults import FaultProxy, fault_proxy_to
from tests.components.postgres import PostgresServer, running_postgres
from tests.components.rabbitmq import running_rabbitmq
from tests.components.s3 import S3Server, running_s3


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A real S3 server; ask it for `make_bucket()`."""
    with running_s3() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL that is quick and forgets when killed (see `running_postgres(durable=True)`)."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The SQLAlchemy address of the server's own `postgres` database."""
    return postgres_server.url()


@pytest.fixture
def fresh_postgres_url(postgres_server: PostgresServer) -> Iterator[Callable[[], str]]:
    """Call it for the address of a new empty database; all of them go with the test."""
    made: list[str] = []

    def fresh() -> str:
        made.append(postgres_server.make_database())
        return postgres_server.url(made[-1])

    yield fresh
    for name in made:
        postgres_server.drop_database(name)


@pytest.fixture(scope="session")
def rabbitmq_url() -> Iterator[str]:
    """The AMQP address of a real broker."""
    with running_rabbitmq() as url:
        yield url


@pytest.fixture(scope="session")
def clamd_server() -> Iterator[ClamdServer]:
    """A real ClamAV daemon that knows the EICAR test file."""
    with running_clamd() as server:
        yield server


@pytest.fixture(scope="session")
def clamd_address(clamd_server: ClamdServer) -> str:
    """The daemon's host:port."""
    return clamd_server.address


@pytest.fixture(scope="session")
def running_browser() -> Iterator[Browser]:
    """The one browser of the test process; tests ask for `chromium`."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def chromium(running_browser: Browser) -> Iterator[Browser]:
    """A real browser; use `chromium.new_context()` so that no test sees another's cookies.

    What a test opened is closed with it: a page that waits for work would go on asking a server that has ended.
    """
    yield running_browser
    for context in running_browser.contexts:
        context.close()


@pytest.fixture
def fault_proxy() -> Iterator[Callable[[int], FaultProxy]]:
    """Call it with a server's port for a wire to that server that can be made to fail."""
    with contextlib.ExitStack() as opened:
        yield lambda target_port: opened.enter_context(fault_proxy_to(target_port))
