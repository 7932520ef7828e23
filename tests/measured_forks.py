"""What a copy of a test process ran is measured too.

The verifier looks in copies of its process that leave by `os._exit`. Coverage's own `patch = ["fork",
"_exit"]` measures those as well, but starts anew in each: that took 0.4 CPU seconds a copy, which was most
of what many tests took. Here a copy goes on measuring with what its parent had, and writes a file only when
it ran something that its parent had not run before.
"""

import contextlib
import functools
import os
from collections.abc import Callable
from typing import Any, NoReturn

from coverage import Coverage, CoverageData


def measure_forks() -> None:
    """Measure every copy that is made of this process from now on, while coverage measures the process."""
    os.register_at_fork(after_in_child=_in_the_copy)


def _in_the_copy() -> None:
    measuring: Any = Coverage.current()
    # The parts of it without which nothing is measured have no public name.
    collector = getattr(measuring, "_collector", None)
    if collector is None:
        return
    already = {name: set(lines) for name, lines in collector.data.items()}
    os._exit = functools.partial(_write_and_leave, os._exit, measuring, already)


def _write_and_leave(
    leave: Callable[[int], NoReturn], measuring: Any, already: dict[str, set[Any]], status: int
) -> NoReturn:
    # A confined copy may not write; what it ran is then not counted, as with coverage's own way.
    with contextlib.suppress(Exception):
        collector = measuring._collector
        for name, lines in collector.data.items():
            lines.difference_update(already.get(name, ()))
        if any(collector.data.values()):
            collector.covdata = CoverageData(measuring.config.data_file, suffix=True)
            collector.flush_data()
    leave(status)
