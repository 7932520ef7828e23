"""Does owed work: polls the job table, or takes wake-up messages from a queue.

The job row is the truth. A message carries a job's reference and nothing else; lost, doubled or late messages
are harmless, because the row is claimed first and a reaper sends again what is still due.
Source: docs/decisions/0005-queue.md.
"""

import logging
import threading
from typing import Any

from celery import Celery

from exchange.casework import owed
from exchange.casework.desk import Desk

log = logging.getLogger(__name__)
TASK = "exchange.do"


def poll(desk: Desk, stop: threading.Event, *, every_seconds: float) -> None:
    """Do due jobs until told to stop; the job under way is finished first."""
    log.info("worker started")
    while not stop.is_set():
        try:
            found = owed.do_next(desk)
        except Exception as fault:  # noqa: BLE001 - a database that is away comes back; the worker stays
            log.warning("worker cannot reach its jobs", extra={"fault": type(fault).__name__})
            found = False
        if not found:
            stop.wait(every_seconds)
    log.info("worker stopped")


def queue_app(desk: Desk, broker: str) -> Celery:
    """The Celery application: one task that carries a job's reference, acknowledged after the work."""
    app = Celery("exchange", broker=broker)
    app.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        task_ignore_result=True,
        broker_connection_retry_on_startup=True,
        task_default_queue="exchange",
        worker_hijack_root_logger=False,
        broker_transport_options={"confirm_publish": True},
    )

    @app.task(name=TASK)  # type: ignore[untyped-decorator]
    def do(job_id: str) -> None:
        owed.do_one(desk, job_id)

    return app


def consume(desk: Desk, broker: str, *, arguments: tuple[str, ...] = ()) -> None:
    """Take messages until told to stop."""
    worker: Any = queue_app(desk, broker)
    worker.worker_main(
        ["worker", "--pool=prefork", "--loglevel=WARNING", "--without-gossip", "--without-mingle", *arguments]
    )


def reap(desk: Desk, broker: str, stop: threading.Event, *, every_seconds: float) -> None:
    """Send the references of jobs that wait, and of jobs whose worker went away, again and again."""
    app = queue_app(desk, broker)
    log.info("reaper started")
    while not stop.is_set():
        try:
            for job_id in owed.due_jobs(desk):
                app.send_task(TASK, args=[job_id], retry=False)
        except Exception as fault:  # noqa: BLE001 - the broker or the database comes back; the reaper stays
            log.warning("reaper cannot send", extra={"fault": type(fault).__name__})
        stop.wait(every_seconds)
