"""A house with its pages, and visitors who sign in through them as a person does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from exchange.web import open_door
from tests.desk import House, a_desk
from tests.web.stages import Stage
from tests.web.visitor import Visitor


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_desk(tmp_path)


@pytest.fixture
def app(house: House) -> Flask:
    """The pages on a bare application: no other door is open."""
    return pages_of(house)


def pages_of(house: House) -> Flask:
    made = Flask("tests", static_folder=None)
    # A mistake of ours should fail a test where it happened, not as a page that says sorry.
    made.config["PROPAGATE_EXCEPTIONS"] = True
    open_door(made, house.desk, secure_cookies=False)
    return made


@pytest.fixture
def visit(app: Flask, house: House) -> Callable[[str], Visitor]:
    """Call it with an account name for a visitor who has signed in."""

    def signed_in(account: str) -> Visitor:
        visitor = Visitor(app.test_client())
        visitor.sign_in(account, code=house.code_of(account))
        return visitor

    return signed_in


@pytest.fixture
def stage(house: House) -> Stage:
    """An open matter that can be brought to any stage."""
    return Stage(house)
