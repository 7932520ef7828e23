"""A house with its pages, and visitors who sign in through them as a person does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from exchange.web import open_door
from tests.desk import House, a_desk
from tests.web.stages import Stage
from tests.web.visitor import Visitor


class _CompiledOnce(BytecodeCache):
    """Keeps what templates compile to, by their source: each test has an application of its own."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_TEMPLATES = _CompiledOnce()


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
    made.jinja_options = {**made.jinja_options, "bytecode_cache": _TEMPLATES}
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
