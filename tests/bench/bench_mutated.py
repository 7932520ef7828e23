"""How many damaged files end in a result or a sentence, what that costs, and what starting a child costs.

`MUTANTS=10000 make bench ONLY=mutated` runs all that the closing note speaks of; without it a tenth.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from redaction import pages_of
from redaction.children import starting
from tests.redaction.children.test_mutated import seeds
from tests.redaction.hiding_places import a_clean_pdf
from tests.redaction.hostile_runs import Outcome, memory_of_warm_parent, through_the_sandbox
from tests.redaction.mutants import mutants

COUNT = int(os.environ.get("MUTANTS", "1000"))
AT_ONCE_IN_MEMORY = 500


def measure() -> dict[str, object]:
    """Figures by name."""
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder:
        return {**_starting(Path(folder)), **_mutants(Path(folder))}


def _starting(folder: Path) -> dict[str, object]:
    source = folder / "source.pdf"
    source.write_bytes(a_clean_pdf())
    pages_of(source)
    warm = median(_seconds(lambda: pages_of(source)) for _ in range(20))
    kept, starting._Warm.fork = starting._Warm.fork, lambda _self, _verb: None  # type: ignore[method-assign, assignment]
    try:
        fresh = median(_seconds(lambda: pages_of(source)) for _ in range(5))
    finally:
        starting._Warm.fork = kept  # type: ignore[method-assign]
    return {"child, forked, ms": 1000 * warm, "child, fresh interpreter, ms": 1000 * fresh}


def _seconds(deed: Callable[[], object]) -> float:
    began_at = time.perf_counter()
    deed()
    return time.perf_counter() - began_at


def _mutants(folder: Path) -> dict[str, object]:
    results: Counter[str] = Counter()
    runs: list[Outcome] = []
    before = memory_of_warm_parent()
    for first in range(0, COUNT, AT_ONCE_IN_MEMORY):
        room = folder / str(first)
        room.mkdir()
        some = list(mutants(seeds(), min(AT_ONCE_IN_MEMORY, COUNT - first), first=first))
        runs.append(through_the_sandbox(some, room))
        results += runs[-1].results
    return {
        "mutants": COUNT,
        "ended in neither a result nor a sentence": sum(len(run.odd) for run in runs),
        "seconds in all": sum(run.seconds for run in runs),
        "slowest, seconds": max(run.slowest_seconds for run in runs),
        "caller's memory grown after the first, KiB": sum(run.grown_kibibytes for run in runs[1:]),
        "warm parent's memory grown, KiB": memory_of_warm_parent() - before,
        "results": dict(sorted(results.items())),
    }
