"""Makes one check in a process of its own, beside the others: an engine in Python keeps one core busy."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict

from redaction.verify.verdict import Check


class Aside:
    """A check that has begun. `answer` waits for it.

    A fork and a pipe, because a confined process may not have the shared memory that
    `multiprocessing` wants. Begin before any other thread is started.
    """

    def __init__(self, look: Callable[[], Check]) -> None:
        reading, writing = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            os.close(reading)
            _answer_and_leave(look, writing)
        os.close(writing)
        self._reading = reading

    def answer(self) -> Check:
        """What the check showed.

        Raises:
            RuntimeError: it raised, or its process died: the check was not made.
        """
        with os.fdopen(self._reading, "rb") as pipe:
            held = pipe.read()
        _, status = os.waitpid(self._child, 0)
        if status != 0:
            raise RuntimeError
        return Check.from_record(json.loads(held))


def _answer_and_leave(look: Callable[[], Check], writing: int) -> None:
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(asdict(look())).encode())
    except BaseException:  # noqa: BLE001 - nothing of the parent's may run in its copy
        os._exit(1)
    os._exit(0)
