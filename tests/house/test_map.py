"""The README's map of the house is the house."""

import ast
import re
from pathlib import Path

import redaction
from exchange.rules.redactions import GROUNDS

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("storage", "redaction", "exchange/rules", "exchange/ledger", "exchange/outside", "exchange/casework"),
    *("exchange/web", "exchange/api", "exchange/commands"),
)


def first_line(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()[0]


class TestMap:
    """One line for each room, in the room's own words."""

    def test_the_readme_says_of_each_room_what_the_room_says(self) -> None:
        rows = dict(
            re.findall(r"^\| `([\w/.]+)` \| (.+?) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
        )

        assert {room: rows.get(f"{room}/") for room in ROOMS} == {
            room: first_line(ROOT / room / "__init__.py") for room in ROOMS
        }

    def test_the_readme_says_of_each_lone_file_what_it_says(self) -> None:
        rows = dict(
            re.findall(r"^\| `([\w/.]+)` \| (.+?) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
        )
        lone = ("app.py", "exchange/worker.py", "exchange/settings.py")

        assert {name: rows.get(name) for name in lone} == {name: first_line(ROOT / name) for name in lone}

    def test_the_page_of_rooms_says_of_each_room_inside_what_the_room_says(self) -> None:
        rows = dict(
            re.findall(r"^\| `([\w/.]+)/` \| (.+?) \|$", (ROOT / "docs/rooms.md").read_text(), re.MULTILINE)
        )
        bases = (ROOT / "redaction", ROOT / "exchange/casework")

        assert rows == {
            str(face.parent.relative_to(ROOT)): first_line(face)
            for base in bases
            for face in base.rglob("__init__.py")
            if face.parent != base
        }


class TestWords:
    """One word, one meaning, on every floor."""

    def test_the_rules_and_the_redactor_have_the_same_grounds(self) -> None:
        assert frozenset(ground.value for ground in redaction.Ground) == GROUNDS

    def test_the_bare_abbreviation_of_a_partnership_is_never_shown(self) -> None:
        shown = [*(ROOT / "exchange/web/templates").rglob("*.html"), ROOT / "README.md"]

        assert [str(path) for path in shown if re.search(r"\bLSPs?\b", path.read_text())] == []
