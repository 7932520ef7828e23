"""Calls `exchange` as a script does: a process, its exit code, its two outputs."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What came back."""

    code: int
    out: str
    err: str


def exchange(*arguments: str | Path, folder: Path, **settings: str) -> Said:
    """Call one command in a folder of its own; `settings` are environment variables."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
