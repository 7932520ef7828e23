"""The description is drawn from the routes, is valid, and is the one that is kept in docs/openapi.json."""

import json
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from openapi_spec_validator import OpenAPIV31SpecValidator

from exchange.api import ROOMS, description_of
from exchange.api.problems import KINDS
from tests.api.caller import Caller

KEPT = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture
def drawn(app: APIFlask) -> Any:
    return json.loads(description_of(app))


def test_it_is_valid_openapi_3_1(drawn: Any) -> None:
    assert drawn["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(drawn).iter_errors()) == []


def test_the_kept_copy_is_what_the_code_says_now(app: APIFlask) -> None:
    """After changing a route: exchange openapi > docs/openapi.json"""
    assert KEPT.read_text(encoding="utf-8") == description_of(app) + "\n"


def test_it_names_every_route_with_its_deed_and_who_may_call_it(drawn: Any) -> None:
    told = {
        (method.upper(), operation["operationId"]): operation
        for operations in drawn["paths"].values()
        for method, operation in operations.items()
    }
    routes = [route for room in ROOMS for route in room.routes]

    assert len(told) == len(routes)
    for route in routes:
        operation = told[(route.method, route.name.replace(".", "_"))]
        assert operation["x-deed"] == route.deed.value
        assert operation["security"]
        assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}
        assert operation["summary"]


def test_every_body_and_answer_has_a_name_of_its_own(drawn: Any) -> None:
    assert all("__" not in name and "." not in name for name in drawn["components"]["schemas"])


def test_every_type_of_problem_is_in_it(drawn: Any) -> None:
    listed = drawn["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]

    assert set(listed) == {f"/problems/{code}" for code in KINDS}


def test_it_is_served_from_our_own_origin(caller: Caller, drawn: Any) -> None:
    served = caller.get("/openapi.json")

    assert served.json == drawn
    assert "http" not in json.dumps(drawn["servers"])
