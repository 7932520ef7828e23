"""docs/states.md says what the code does."""

import pkgutil
from importlib import import_module
from pathlib import Path

import exchange.rules
from tests.house.states import TABLES, page

PAGE = Path(__file__).parents[2] / "docs" / "states.md"


def test_the_page_of_states_is_drawn_from_the_tables_of_steps() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_table_of_steps_in_the_rules_is_drawn() -> None:
    modules = [
        import_module(f"exchange.rules.{found.name}")
        for found in pkgutil.iter_modules(exchange.rules.__path__)
    ]
    tables = [value for module in modules for name, value in vars(module).items() if name.endswith("STEPS")]

    assert tables
    assert all(any(table is drawn for _, _, drawn in TABLES) for table in tables)


def test_every_table_says_what_follows_each_of_its_states() -> None:
    for _, _, steps in TABLES:
        states = set(type(next(iter(steps))))

        assert set(steps) == states
        assert all(after <= states for after in steps.values())
