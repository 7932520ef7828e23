"""What every test may ask for by name, and the order in which they run."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.components.fixtures import (
    chromium,
    clamd_address,
    clamd_server,
    fault_proxy,
    fresh_postgres_url,
    postgres_server,
    postgres_url,
    rabbitmq_url,
    running_browser,
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
    "running_browser",
    "s3_server",
]

# The same generated cases each time, and no limit of time on a busy machine: a build fails because of what was
# changed, or not at all. `NEW_CASES=1 make test` looks for others.
settings.register_profile(
    "tests",
    max_examples=100,
    stateful_step_count=20,
    deadline=None,
    derandomize="NEW_CASES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tests")


def pytest_sessionstart() -> None:
    measure_forks()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: -cpu_seconds_of(item.nodeid.partition("::")[0]))
