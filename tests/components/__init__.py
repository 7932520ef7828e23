"""The real parts that tests stand on: database, bucket, broker, scanner, browser.

Each is a context manager that starts the real program on a random port of
127.0.0.1 in a folder of its own and ends it with the test run, and a fixture
of the same purpose in `fixtures.py`. No docker, no mock. A part that is not
installed fails the test with a sentence that says what to install: a test
that is skipped tells nobody anything.
"""

from tests.components.child import Child, ComponentMissing, ComponentNotStarted, free_ports
from tests.components.postgres import PostgresServer, running_postgres
from tests.components.s3 import S3Server, running_s3

__all__ = [
    "Child",
    "ComponentMissing",
    "ComponentNotStarted",
    "PostgresServer",
    "S3Server",
    "free_ports",
    "running_postgres",
    "running_s3",
]
