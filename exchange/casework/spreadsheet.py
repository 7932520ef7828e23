"""Tables for spreadsheets: CSV that they read right, and of which they run nothing."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def formula_safe(value: str) -> str:
    """A cell that no spreadsheet runs: a leading formula sign gets an apostrophe (ASVS 1.2.10)."""
    return "'" + value if value.lstrip(" ").startswith(_FORMULA_STARTS) else value


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV: UTF-8 with a mark, so that spreadsheets read names right; every cell made safe."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerows([formula_safe(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
