"""A file tells one story and a function does one thing."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("exchange", "redaction", "storage", "tests")
FILES = [*sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), ROOT / "app.py"]
BANNED = {"utils", "helpers", "common", "misc", "manager", "handler", "data", "info", "process"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
class TestSizes:
    """STYLE.md: never over 400 lines in a file, never over 50 in a function, and real names."""

    def test_no_file_is_over_400_lines(self, path: Path) -> None:
        assert len(path.read_text().splitlines()) <= 400

    def test_no_function_is_over_50_lines(self, path: Path) -> None:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= 50, f"{node.name} has {lines} lines"

    def test_the_file_has_a_real_name(self, path: Path) -> None:
        assert path.stem not in BANNED
