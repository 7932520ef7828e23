"""The real parts that tests stand on: database, bucket, broker, scanner, browser.

Each is a context manager that starts the real program on a random port of
127.0.0.1 in a folder of its own and ends it with the test run, and a fixture
of the same purpose in `fixtures.py`. No docker, no mock. A part that is not
installed fails the test with a sentence that says what to install: a test
that is skipped tells nobody anything.
"""

from tests.components.browser import running_chromium
from tests.components.child import Child, ComponentMissing, ComponentNotStarted, free_ports
from tests.components.clamd import EICAR, ClamdServer, running_clamd
from tests.components.faults import FaultProxy, Wire, fault_proxy_to
from tests.components.postgres import PostgresServer, running_postgres
from tests.components.rabbitmq import running_rabbitmq
from tests.components.s3 import S3Server, running_s3

__all__ = [
    "EICAR",
    "Child",
    "ClamdServer",
    "ComponentMissing",
    "ComponentNotStarted",
    "FaultProxy",
    "PostgresServer",
    "S3Server",
    "Wire",
    "fault_proxy_to",
    "free_ports",
    "running_chromium",
    "running_clamd",
    "running_postgres",
    "running_rabbitmq",
    "running_s3",
]
