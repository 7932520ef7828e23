"""Tables drawn with strokes and signs: boxes of `+--+` and `|`, as programs and Markdown write them."""

import re
from collections.abc import Sequence
from typing import Final

_RULE: Final = re.compile(r"\s*[|+][-=:+|\s]*[-=][-=:+|\s]*")


def is_ruled(lines: Sequence[str]) -> bool:
    """Say whether these lines are all rows or rules of one drawn table, each with as many cells."""
    held = [line for line in lines if line.strip()]
    rows = [line for line in held if not _RULE.fullmatch(line)]
    return (
        len(rows) < len(held)
        and bool(rows)
        and all(row.strip().startswith("|") and row.strip().endswith("|") for row in rows)
        and len({len(_cells(row)) for row in rows}) == 1
    )


def ruled_anew(lines: Sequence[str]) -> list[str]:
    """The same table as wide as what its cells hold now."""
    held = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    widths = [max(len(row[number]) for row in held) for number in range(len(held[0]))]
    return [_rule(line, widths) if _RULE.fullmatch(line) else _row(_cells(line), widths) for line in lines]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip()[1:-1].split("|")]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def _rule(line: str, widths: Sequence[int]) -> str:
    corner = "+" if "+" in line else "|"
    stroke = "=" if "=" in line else "-"
    return corner + corner.join(stroke * (width + 2) for width in widths) + corner
