"""Sends mutants through the confined children, and counts what came of each."""

import os
import resource
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from redaction import DocumentError, Ground, Limits, Schedule, ScheduleEntry
from redaction.children import starting
from redaction.engine import _burn  # the burn alone: what is damaged seldom gets as far as the check
from redaction.mending import Mending
from redaction.schedule import AS_IT_IS
from tests.redaction.mutants import Mutant

TIGHT = Limits(
    memory_bytes=1 << 30,
    ocr_memory_bytes=1 << 30,
    cpu_seconds=20,
    wall_seconds=240.0,
    longest_wall_seconds=280.0,
)
SCHEDULE = Schedule((ScheduleEntry("Okonedo", Ground.CHILD),))
SENTENCES_AT_MOST = 300


@dataclass(slots=True)
class Outcome:
    """What a run showed. `odd` are mutants that ended in neither a result nor one of our sentences."""

    results: Counter[str] = field(default_factory=Counter)
    odd: list[tuple[int, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    slowest_seconds: float = 0.0
    grown_kibibytes: int = 0


def through_the_sandbox(mutants: list[Mutant], folder: Path, *, at_once: int = 2) -> Outcome:
    """Burn each mutant in a child of its own, so many side by side."""
    outcome = Outcome()
    before, began_at = _own_memory(), time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        for mutant, (said, took) in zip(
            mutants, pool.map(lambda each: _one(each, folder), mutants), strict=True
        ):
            outcome.results[f"{mutant.kind}: {said}"] += 1
            outcome.slowest_seconds = max(outcome.slowest_seconds, took)
            if said.startswith("odd"):
                outcome.odd.append((mutant.number, mutant.kind, said))
    outcome.seconds = time.monotonic() - began_at
    outcome.grown_kibibytes = _own_memory() - before
    return outcome


def _one(mutant: Mutant, folder: Path) -> tuple[str, float]:
    room = folder / str(mutant.number)
    room.mkdir()
    source, target = room / "source", room / "burned"
    source.write_bytes(mutant.held)
    began_at = time.monotonic()
    try:
        _burn(source, target, SCHEDULE, AS_IT_IS, Mending(), TIGHT)
        said = "result"
    except DocumentError as refused:
        is_one_sentence = 0 < len(refused.sentence) <= SENTENCES_AT_MOST and refused.next_step
        said = refused.code if is_one_sentence else f"odd: {refused.code} without a sentence"
    except Exception as odd:  # noqa: BLE001 - that is what this looks for
        said = f"odd: {type(odd).__name__}"
    for path in (source, target):
        path.unlink(missing_ok=True)
    return said, time.monotonic() - began_at


def _own_memory() -> int:
    """Resident kibibytes of this process now, and of nobody else."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def memory_of_warm_parent() -> int:
    """Resident kibibytes of the process that forks the children."""
    process = starting._WARM._process
    if process is None:
        return 0
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024
