"""What every test may ask for by name."""

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
