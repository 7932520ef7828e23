"""A file tells one story and a function does one thing."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("exchange", "redaction", "storage", "tests")
FILES = [*sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), ROOT / "app.py"]
BANNED = {"utils", "helpers", "common", "misc", "manager", "handler", "data", "info", "process"}


def _long_functions(path: Path) -> Iterator[tuple[str, str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > 50:
                yield str(path.relative_to(ROOT)), node.name, lines


class TestSizes:
    """STYLE.md: never over 400 lines in a file, never over 50 in a function, and real names."""

    def test_no_file_is_over_400_lines(self) -> None:
        assert [path for path in FILES if len(path.read_text().splitlines()) > 400] == []

    def test_no_function_is_over_50_lines(self) -> None:
        assert [found for path in FILES for found in _long_functions(path)] == []

    def test_each_file_and_room_has_a_real_name(self) -> None:
        assert [path for path in FILES if BANNED & {*path.relative_to(ROOT).parts, path.stem}] == []
