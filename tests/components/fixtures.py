"""The parts as pytest fixtures: one of each per test process, started when first asked for."""

from collections.abc import Callable, Iterator

import pytest

from tests.components.postgres import PostgresServer, running_postgres
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
