"""How fast terms go from text, in how much memory, on how many cores, beside PyMuPDF where it is named.

Run as `python -m tests.bench redaction`. PyMuPDF is run as a separate program by the interpreter that the
environment variable EXCHANGE_BENCH_PYMUPDF names; it is no part of the project. Where the time goes is in
docs/decisions/0017-lines-set-anew.md.
"""

import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from redaction.burn import burn
from redaction.schedule import Gap
from tests.bench.bench_redaction import SEED, made_up_names, schedule_of, text_document

ROUNDS = 3
PAGES = 200
SIZES = (200, 2_000)
_PYMUPDF = """
import json, sys, time
import pymupdf
source, target, names, rounds = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4])
taken = []
for _ in range(rounds):
    began = time.process_time()
    document = pymupdf.open(source)
    for page in document:
        text = page.get_textpage()
        for name in names:
            for place in page.search_for(name, textpage=text):
                page.add_redact_annot(place, fill=(0, 0, 0))
        page.apply_redactions()
    document.save(target, garbage=3, deflate=True)
    taken.append(time.process_time() - began)
print(min(taken))
"""


def measure() -> dict[str, object]:
    """Pages for each second of processor time, the best of a few; memory in MB over the loaded program."""
    names = made_up_names(20, random.Random(SEED))
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        source = _document(room, PAGES, names)
        theirs = _theirs(source, room / "theirs.pdf", names)
        figures: dict[str, object] = {}
        for gap in (Gap.FIXED, Gap.EXACT):
            ours = min(_taken(source, room / "out.pdf", names, gap) for _ in range(ROUNDS))
            figures[f"gap {gap.value}, pages per CPU second"] = round(PAGES / ours, 1)
            if theirs:
                figures[f"gap {gap.value}, times PyMuPDF"] = round(theirs / ours, 2)
        if theirs:
            figures["PyMuPDF, pages per CPU second"] = round(PAGES / theirs, 1)
        figures |= _on_all_cores(source, room, names)
        for pages in SIZES:
            burning, checking = _memory(_document(room, pages, names), room, names)
            figures[f"memory for {pages:,} pages, MB"] = burning
            figures[f"memory of the check for {pages:,} pages, MB"] = checking
    return figures


def _document(room: Path, pages: int, names: list[str]) -> Path:
    path = room / f"text{pages}.pdf"
    text_document(path, names, random.Random(SEED), pages=pages)
    return path


def _taken(source: Path, target: Path, names: list[str], gap: Gap) -> float:
    began = time.process_time()
    burn(source, target, schedule_of(names, gap), ocr=None)
    return time.process_time() - began


def _theirs(source: Path, target: Path, names: list[str]) -> float:
    """Give the seconds of the best round; 0 where no interpreter that has PyMuPDF is named."""
    interpreter = os.environ.get("EXCHANGE_BENCH_PYMUPDF", "")
    if not interpreter:
        return 0.0
    told = subprocess.run(
        [interpreter, "-c", _PYMUPDF, str(source), str(target), json.dumps(names), str(ROUNDS)],
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    return float(told.stdout.split()[-1])


def _on_all_cores(source: Path, room: Path, names: list[str]) -> dict[str, object]:
    """Say how much of all cores many documents take: 1.0 is all of what this machine has."""
    cores = os.cpu_count() or 1
    targets = [room / f"out{number}.pdf" for number in range(2 * cores)]
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_ready, range(cores)))
        began = time.perf_counter()
        jobs = [pool.submit(_taken, source, target, names, Gap.FIXED) for target in targets]
        spent = sum(job.result() for job in jobs)
        passed = time.perf_counter() - began
    return {
        "many documents, pages per second": round(PAGES * len(targets) / passed, 1),
        "many documents, share of all cores": round(spent / passed / cores, 2),
    }


def _ready(_number: int) -> None:
    """Load the program."""


def _memory(source: Path, room: Path, names: list[str]) -> tuple[float, float]:
    """Give what a burn and its check add to the loaded program at most, in MB, each in a process of its own."""
    arguments = [str(source), str(room / "out.pdf"), json.dumps(names)]
    told = [
        subprocess.run(
            [sys.executable, "-m", __name__, *arguments, what],
            capture_output=True, text=True, check=True, timeout=900,
        )
        for what in ("burn", "check")
    ]  # fmt: skip
    burning, checking = (float(each.stdout.split()[-1]) for each in told)
    return burning, checking


def _peak_mb() -> float:
    # Not getrusage: what it says at first is the peak of the process that started this one.
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]


def _one_burn(source: str, target: str, names: str) -> None:
    loaded = _peak_mb()
    report = burn(Path(source), Path(target), schedule_of(json.loads(names)), ocr=None)
    print(round(_peak_mb() - loaded, 1))
    Path(target).with_suffix(".json").write_text(json.dumps(report.as_record()), encoding="utf-8")


def _one_check(source: str, target: str, names: str) -> None:
    """Check what was burned last as if it were to be released: its places, and beside its source."""
    # A burn does not load these, and what is loaded is not counted.
    from redaction.sight.ocr import Tesseract  # noqa: PLC0415 - as said
    from redaction.verify.burned import Burned  # noqa: PLC0415 - as said
    from redaction.verify.pdf.inspection import inspect  # noqa: PLC0415 - as said

    def check(copy: Path) -> None:
        verdict, _ = inspect(copy, terms, original=Path(source), burned=burned, ocr=Tesseract())
        assert verdict.is_clean == (copy == Path(target))

    terms = json.loads(names)
    burned = Burned.from_record(json.loads(Path(target).with_suffix(".json").read_text(encoding="utf-8")))
    small = Path(target).with_name("small.pdf")
    text_document(small, terms, random.Random(SEED), pages=1)
    check(small)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    loaded = _peak_mb()
    check(Path(target))
    print(round(_peak_mb() - loaded, 1))


if __name__ == "__main__":
    {"burn": _one_burn, "check": _one_check}[sys.argv[4]](*sys.argv[1:4])
