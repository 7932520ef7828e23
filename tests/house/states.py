"""Draw docs/states.md from the tables of steps: python -m tests.house.states > docs/states.md"""

import sys
from enum import StrEnum

from exchange.rules import comparison, destruction, material, redactions, release

TABLES = (
    ("An item of material", "exchange/rules/material.py", material.STEPS),
    ("A set of redactions", "exchange/rules/redactions.py", redactions.SET_STEPS),
    ("A release", "exchange/rules/release.py", release.RELEASE_STEPS),
    ("The comparison of a release", "exchange/rules/comparison.py", comparison.CHECK_STEPS),
    ("A destruction run", "exchange/rules/destruction.py", destruction.RUN_STEPS),
)

OPENING = """# States

Every state there is and every step between two of them. A step that is not here is refused.
"Disclosed" is no state of material: one item may be disclosed many times, differently. A hold is a fact, not a state.

This page is drawn from the tables in the code. After changing one, run
`python -m tests.house.states > docs/states.md`; a test compares the two.
"""


def page() -> str:
    """The whole page, as Markdown with one drawing a table."""
    return OPENING + "".join(_section(*table) for table in TABLES)


def _section(title: str, source: str, steps: object) -> str:
    assert isinstance(steps, dict)
    rows = "".join(f"| {_name(here)} | {_names(after)} |\n" for here, after in steps.items())
    arrows = "".join(
        f"    {_name(here)} --> {_name(there)}\n"
        for here, after in steps.items()
        for there in _in_order(after)
    )
    return (
        f"\n## {title}\n\nSource: `{source}`.\n\n| from | to |\n|---|---|\n{rows}"
        f"\n```mermaid\nstateDiagram-v2\n{arrows}```\n"
    )


def _name(state: StrEnum) -> str:
    return state.value.replace("-", "_")


def _in_order(states: frozenset[StrEnum]) -> list[StrEnum]:
    return sorted(states, key=list(type(next(iter(states)))).index) if states else []


def _names(states: frozenset[StrEnum]) -> str:
    return ", ".join(_name(state) for state in _in_order(states)) or "nothing: this is the end"


if __name__ == "__main__":
    sys.stdout.write(page())
