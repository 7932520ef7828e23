"""docs/refusals.md lists every refusal and every condition of the gate, and a test raises each."""

import ast
import re
from pathlib import Path

from exchange.rules import errors, gate
from exchange.rules.errors import Refusal

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w-]+)` \| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)
GATE_ROW = re.compile(r"^\| `(G\d+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def _family(root: type[Refusal]) -> set[type[Refusal]]:
    """The refusals of the rules; a room that derives its own writes them down where it is."""
    below = {each for child in root.__subclasses__() for each in _family(child)}
    return {root, *(each for each in below if each.__module__ == errors.__name__)}


ALL = sorted(_family(Refusal), key=lambda refusal: refusal.__name__)


def _gate_failures() -> set[tuple[str, str]]:
    """Every (code, clause) that the gate can give, read from its source."""
    source = Path(gate.__file__).read_text(encoding="utf-8")
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    found: set[tuple[str, str]] = set()
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id == "GateFailure":
            code, clause = (ast.literal_eval(argument) for argument in call.args[:2])
            found.add((code, clause))
    return found


def test_every_refusal_has_a_code_of_its_own() -> None:
    assert len({refusal.code for refusal in ALL}) == len(ALL)


def test_the_page_lists_every_refusal_and_none_besides() -> None:
    assert {(code, name) for code, name, _, _ in ROW.findall(PAGE)} == {
        (refusal.code, refusal.__name__) for refusal in ALL
    }


def test_the_drawing_of_the_tree_names_every_refusal() -> None:
    drawn = set(re.findall(r"(\w+) {2,}", errors.__doc__ or ""))

    assert {refusal.__name__ for refusal in ALL} <= drawn


def test_the_page_lists_every_condition_of_the_gate_with_its_clauses() -> None:
    listed = {code: clauses for code, clauses, _ in GATE_ROW.findall(PAGE)}
    failures = _gate_failures()

    assert set(listed) == {code for code, _ in failures}
    for code, clause in failures:
        assert all(part.strip() in listed[code] for part in clause.split(";")), (code, clause)


def test_a_test_of_the_rules_expects_each_refusal() -> None:
    tests = (path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "rules").glob("test_*.py"))
    used = {node.id for text in tests for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}

    assert {refusal.__name__ for refusal in ALL} <= used
