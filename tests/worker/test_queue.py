"""Production's queue: Celery on a real RabbitMQ, with PostgreSQL and S3. A message carries a reference only."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from celery import Celery

from exchange.casework import owed, record
from exchange.rules.material import MaterialState
from exchange.rules.work import JobState
from exchange.worker import TASK, queue_app
from tests.casework.story import announced, send
from tests.components import (
    ClamdServer,
    FaultProxy,
    PostgresServer,
    S3Server,
    Wire,
    fault_proxy_to,
    running_postgres,
)
from tests.desk import a_pdf
from tests.worker.installation import Installation, Process, install, wait_until

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Production:
    """The installation, its processes, its queue, and the wire to its scanner."""

    here: Installation
    worker: Process
    reaper: Process
    queue: Celery
    wire: FaultProxy

    def send_document(self, title: str) -> str:
        content = a_pdf(title)
        upload = announced(self.here.house, self.here.house.matter(), length_bytes=len(content))
        send(self.here.house, upload, content)
        return upload.material

    def sealed_once(self, material: str) -> bool:
        with self.here.look() as act:
            versions = act.versions.count(material=material)
        return (self.here.house.material(material).state, versions) == (MaterialState.SEALED, 1)


@pytest.fixture(scope="module")
def database() -> Iterator[PostgresServer]:
    with running_postgres(durable=True) as server:
        yield server


@pytest.fixture(scope="module")
def production(
    tmp_path_factory: pytest.TempPathFactory,
    database: PostgresServer,
    s3_server: S3Server,
    rabbitmq_url: str,
    clamd_server: ClamdServer,
) -> Iterator[Production]:
    with fault_proxy_to(int(clamd_server.address.rpartition(":")[2])) as wire:
        here = install(
            tmp_path_factory.mktemp("production"),
            database__url=database.url(database.make_database()),
            keys__url=database.url(database.make_database()),
            store__kind="bucket",
            store__endpoint=s3_server.endpoint,
            store__bucket=s3_server.make_bucket(),
            store__access_key=s3_server.access_key,
            store__secret_key=s3_server.secret_key,
            store__secure="false",
            queue__kind="rabbitmq",
            queue__broker=rabbitmq_url,
            queue__reap_seconds="0.5",
            scanner__kind="clamd",
            scanner__address=wire.address,
        )
        worker, reaper = here.command("worker"), here.command("reaper")
        try:
            worker.start(says="queue ready")
            reaper.start(says="reaper started")
            yield Production(here, worker, reaper, queue_app(lambda: here.house.desk, rabbitmq_url), wire)
        finally:
            worker.stop()
            reaper.stop()


def test_what_an_act_owes_is_done_by_the_worker(production: Production) -> None:
    material = production.send_document("Owed and done")

    wait_until(lambda: production.here.is_done(material))

    assert production.sealed_once(material)
    assert record.check_store(production.here.house.desk).problems == ()


def test_a_child_killed_in_the_middle_is_replaced_and_the_job_is_done_once(production: Production) -> None:
    production.wire.wire = Wire.STALLED
    material = production.send_document("Killed in the middle")
    wait_until(lambda: production.here.job_of(material).state is JobState.RUNNING)

    for child in production.worker.children():
        os.kill(child, signal.SIGKILL)
    production.wire.wire = Wire.GOOD
    production.here.let_the_lease_run_out(material)
    wait_until(lambda: production.here.is_done(material))

    assert production.sealed_once(material)
    assert production.here.job_of(material).attempt >= 2


def test_a_worker_killed_whole_is_replaced_by_another(production: Production) -> None:
    production.wire.wire = Wire.STALLED
    material = production.send_document("Killed whole")
    wait_until(lambda: production.here.job_of(material).state is JobState.RUNNING)

    os.killpg(production.worker.process.pid, signal.SIGKILL)
    production.worker.process.wait(60)
    production.wire.wire = Wire.GOOD
    production.here.let_the_lease_run_out(material)
    production.worker.start(says="queue ready")
    wait_until(lambda: production.here.is_done(material))

    assert production.sealed_once(material)


def test_twenty_messages_for_one_job_do_it_once(production: Production) -> None:
    material = production.send_document("Twenty messages")
    job = production.here.job_of(material)

    for _ in range(20):
        production.queue.send_task(TASK, args=[job.id])
    wait_until(lambda: production.here.is_done(material))
    wait_until(lambda: _waiting(production.queue) == 0)

    assert production.sealed_once(material)
    assert production.here.job_of(material).attempt == 1


def test_lost_messages_are_sent_again(production: Production) -> None:
    production.wire.wire = Wire.STALLED
    first = production.send_document("Holds the worker up")
    second = production.send_document("Its message is lost")
    production.queue.control.purge()

    production.wire.wire = Wire.GOOD
    wait_until(lambda: production.here.is_done(first) and production.here.is_done(second))

    assert production.sealed_once(second)


def test_a_message_that_names_nothing_is_harmless(production: Production) -> None:
    production.queue.send_task(TASK, args=["JOB-NOT-THERE"])
    material = production.send_document("After a stray message")

    wait_until(lambda: production.here.is_done(material))

    assert production.sealed_once(material)


def test_no_log_line_holds_a_title_or_a_password(production: Production, rabbitmq_url: str) -> None:
    password = rabbitmq_url.split(":")[2].split("@", maxsplit=1)[0]

    for process in (production.worker, production.reaper):
        assert "Twenty messages" not in process.words()
        assert password not in process.words()


def test_nothing_is_due_in_the_end(production: Production) -> None:
    wait_until(lambda: owed.due_jobs(production.here.house.desk) == ())


def _waiting(queue: Celery) -> int:
    with queue.connection_or_acquire() as line:
        found: Callable[..., tuple[str, int, int]] = line.default_channel.queue_declare
        return int(found("exchange", passive=True)[1])
