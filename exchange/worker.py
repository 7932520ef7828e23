"""Does owed work: polls the job table, or takes wake-up messages from a queue.

The job row is the truth. A message carries a job's reference and nothing else; lost, doubled or late messages
are harmless, because the row is claimed first and a reaper sends again what is still due.
Source: docs/decisions/0005-queue.md.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from celery import Celery
from celery.signals import worker_ready

from exchange.casework import owed
from exchange.casework.desk import Desk
from exchange.casework.tidy import tidy

log = logging.getLogger(__name__)
TASK = "exchange.do"


TIDY_SECONDS = 3600
#: A message that waited this long is dropped by the queue: the reaper has sent the same job again by then.
MESSAGE_SECONDS = 60


def poll(desk: Desk, stop: threading.Event, *, every_seconds: float) -> None:
    """Do due jobs until told to stop; the job under way is finished first."""
    log.info("worker started")
    rounds = _Hourly(desk)
    while not stop.is_set():
        try:
            rounds.tidy_when_due()
            found = owed.do_next(desk)
        except Exception as fault:  # noqa: BLE001 - a database that is away comes back; the worker stays
            log.warning("worker cannot reach its jobs", extra={"fault": type(fault).__name__})
            found = False
        if not found:
            stop.wait(every_seconds)
    log.info("worker stopped")


class _Hourly:
    """Tidies at the start and then once an hour; a failed round waits for the next."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._due_at = 0.0

    def tidy_when_due(self) -> None:
        if time.monotonic() < self._due_at:
            return
        self._due_at = time.monotonic() + TIDY_SECONDS
        done = tidy(self._desk)
        log.info("store tidied", extra={"uploads": done.uploads, "orphans": done.orphans})


def queue_app(make_desk: Callable[[], Desk], broker: str) -> Celery:
    """The Celery application: one task that carries a job's reference, acknowledged after the work.

    `make_desk` is called in each process that does work, when its first job comes: connections must not be
    shared over a fork, or two processes would read each other's answers from one socket.
    """
    app = Celery("exchange", broker=broker)
    app.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        task_ignore_result=True,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_default_queue="exchange",
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        broker_transport_options={"confirm_publish": True},
    )
    desk_of_process = cache(lambda _process: make_desk())

    @app.task(name=TASK)  # type: ignore[untyped-decorator] # Celery has no types
    def do(job_id: str) -> None:
        owed.do_one(desk_of_process(os.getpid()), job_id)

    return app


def consume(make_desk: Callable[[], Desk], broker: str, *, arguments: tuple[str, ...] = ()) -> None:
    """Take messages until told to stop."""
    worker: Any = queue_app(make_desk, broker)
    worker_ready.connect(_say_ready, weak=False)
    worker.worker_main(
        ["worker", "--pool=prefork", "--loglevel=WARNING", "--without-gossip", "--without-mingle", *arguments]
    )


def _say_ready(**_: object) -> None:
    log.info("queue ready")


def reap(desk: Desk, broker: str, stop: threading.Event, *, every_seconds: float) -> None:
    """Send the references of jobs that wait, and of jobs whose worker went away, again and again."""
    app = queue_app(lambda: desk, broker)
    rounds = _Hourly(desk)
    log.info("reaper started")
    while not stop.is_set():
        try:
            for job_id in owed.due_jobs(desk):
                app.send_task(TASK, args=[job_id], retry=False, expiration=MESSAGE_SECONDS)
            rounds.tidy_when_due()
        except Exception as fault:  # noqa: BLE001 - the broker or the database comes back; the reaper stays
            log.warning("reaper cannot send", extra={"fault": type(fault).__name__})
        stop.wait(every_seconds)
    log.info("reaper stopped")
