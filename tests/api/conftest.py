"""A house with its API, and a program that calls it."""

from pathlib import Path

import pytest
from apiflask import APIFlask

from tests.api.caller import Caller, an_app
from tests.desk import House, a_desk


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_desk(tmp_path)


@pytest.fixture
def app(house: House) -> APIFlask:
    return an_app(house)


@pytest.fixture
def caller(app: APIFlask, house: House) -> Caller:
    return Caller(house, app.test_client())
