"""Run every `bench_*.py` here and print what it measured: `python -m tests.bench [part of a name]`.

Each file has `measure() -> dict[str, object]`: names with their unit, and
figures. Times compare only within one run on one machine, so a file that
claims a speed measures its yardstick in the same run.
"""

import importlib
import json
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
RESULT = HERE.parents[1] / "build" / "bench.json"


def measured(only: str) -> dict[str, dict[str, object]]:
    """The figures of every file whose name contains `only`, by file."""
    figures: dict[str, dict[str, object]] = {}
    for source in sorted(HERE.glob("bench_*.py")):
        name = source.stem.removeprefix("bench_")
        if only not in name:
            continue
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        began = time.perf_counter()
        figures[name] = dict(importlib.import_module(f"tests.bench.{source.stem}").measure())
        figures[name]["measuring took, seconds"] = round(time.perf_counter() - began, 1)
    return figures


def table(figures: dict[str, dict[str, object]]) -> str:
    """The figures as lines of text, one block a file; anything nested is shown as JSON."""
    lines = []
    for name, rows in figures.items():
        lines += ["", name, "-" * len(name)]
        width = max(len(row) for row in rows)
        lines += [f"{row:<{width}}  {_shown(value)}" for row, value in rows.items()]
    return "\n".join(lines).strip()


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return value if isinstance(value, str) else json.dumps(value, default=str)


def main(arguments: list[str]) -> int:
    """Measure, print, keep. 1 when no file has that name."""
    figures = measured(arguments[0] if arguments else "")
    if not figures:
        print("No bench has that name.", file=sys.stderr)
        return 1
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.platform()}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"machine": machine, "figures": figures}, indent=2, default=str) + "\n")
    print(table(figures))
    print(f"\nAlso in {RESULT.relative_to(HERE.parents[1])}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
