"""Where a rule of the tools is set aside, the reason stands beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = [
    *(path for room in ("exchange", "redaction", "storage") for path in (ROOT / room).rglob("*.py")),
    ROOT / "app.py",
]
SET_ASIDE = re.compile(r"# (?:noqa|type: ignore|pragma: no cover)")
WITH_REASON = re.compile(
    r"# (?:noqa: [A-Z0-9, ]+?|type: ignore\[[\w, -]+\]|pragma: no cover) +[-#] +(?!noqa)\S"
)


def _lines() -> Iterator[tuple[Path, int, str]]:
    for path in FILES:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            yield path.relative_to(ROOT), number, line


class TestReasons:
    """STYLE.md: say why."""

    def test_each_rule_that_is_set_aside_has_its_reason_beside_it(self) -> None:
        bare = [
            (path, number)
            for path, number, line in _lines()
            if SET_ASIDE.search(line) and not WITH_REASON.search(line)
        ]

        assert bare == []

    def test_nothing_is_caught_without_being_named(self) -> None:
        assert [(path, number) for path, number, line in _lines() if re.search(r"except\s*:", line)] == []
