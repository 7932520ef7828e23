"""What every test may ask for by name, and the order in which they run."""

import pytest

from tests.components.fixtures import (
    chromium,
    clamd_address,
    clamd_server,
    fault_proxy,
    fresh_postgres_url,
    postgres_server,
    postgres_url,
    rabbitmq_url,
    s3_server,
)
from tests.longest_first import cpu_seconds_of
from tests.measured_forks import measure_forks

__all__ = [
    "chromium",
    "clamd_address",
    "clamd_server",
    "fault_proxy",
    "fresh_postgres_url",
    "postgres_server",
    "postgres_url",
    "rabbitmq_url",
    "s3_server",
]


def pytest_sessionstart() -> None:
    measure_forks()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: -cpu_seconds_of(item.nodeid.partition("::")[0]))
