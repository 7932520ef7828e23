"""How much of every core many documents use: the same documents one at a time, and one for each core.

Run as `python -m tests.bench.bench_many_documents`, or call `measure()`. On a machine that others use, the
share of the cores says more than the ratio of the clock.
"""

import os
import random
import resource
import tempfile
import time
from pathlib import Path

from exchange.casework.trying_out.loose_papers import LooseChoices
from exchange.casework.trying_out.many_loose_papers import redact_each_loose
from tests.bench.bench_redaction import made_up_names, text_document

DOCUMENTS = 16
PAGES = 20


def _seconds(sources: list[Path], folder: Path, names: list[str], at_a_time: int) -> float:
    began = time.perf_counter()
    results = list(redact_each_loose(sources, folder, names, LooseChoices(), at_a_time=at_a_time))
    if any(result.copy is None for result in results):
        raise AssertionError("A document was refused.")
    return time.perf_counter() - began


def measure() -> dict[str, object]:
    """The clock and the processor for 16 documents of 20 pages, burned and verified."""
    chance = random.Random(2026)
    names = made_up_names(20, chance)
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as place:
        room = Path(place)
        sources = [room / f"{number}.pdf" for number in range(DOCUMENTS)]
        for source in sources:
            text_document(source, names, chance, pages=PAGES)
        for name in ("warm", "one", "each"):
            (room / name).mkdir()
        _seconds(sources[:1], room / "warm", names, 1)
        one = _seconds(sources, room / "one", names, 1)
        each = _seconds(sources, room / "each", names, cores)
    return {
        f"{DOCUMENTS} documents of {PAGES} pages, one at a time, seconds": round(one, 1),
        f"the same, {cores} at a time, seconds": round(each, 1),
        "times as fast": round(one / each, 2),
        "of so many cores": cores,
        "load of the machine beside it": round(os.getloadavg()[0], 1),
        "own peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    print(measure())
