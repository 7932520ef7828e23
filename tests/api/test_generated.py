"""Generated calls at real things: no call is a bug of ours, and every answer is one that the description tells of."""

import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from exchange.api import PREFIX, ROOMS
from exchange.api.routes import ANYONE, Route
from exchange.rules.officers import WHO_MAY
from tests.api.caller import Caller, a_key, an_app
from tests.api.scene import everything_in
from tests.api.test_other_matters import NAMES
from tests.desk import PEOPLE, a_desk

_PLAYERS = (
    "a.khan",
    "t.adeyemi",
    "c.hart",
    "b.osei",
    "r.grant",
    "w.flint",
    "d.moss",
    "j.ferns",
    "e.vance",
    "m.lewis",
)
_ROUTES = {route.name.replace(".", "_"): route for room in ROOMS for route in room.routes}
_CHECKS: Any = (
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


class Ground:
    """An application with one of each thing in it, and someone for every deed."""

    def __init__(self, place: Path) -> None:
        self.house = a_desk(place)
        self.app = an_app(self.house)
        self.caller = Caller(self.house, self.app.test_client())
        self.scene = everything_in(self.house, self.house.matter())
        self.role = {account: role for account, _, _, role, _ in PEOPLE}

    def player(self, route: Route) -> str:
        return next(
            (each for each in _PLAYERS if self.role[each] in WHO_MAY[route.deed]),
            "a.khan",
        )

    def headers(self, route: Route, by: str) -> dict[str, str]:
        session = {} if route.needs == ANYONE else self.caller.session(by)
        return {
            **session,
            **(a_key() if route.once else {}),
            **({"Tus-Resumable": "1.0.0"} if route.streams else {}),
        }


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="module")
def described(ground: Ground) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", ground.app)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(_ROUTES))
def test_a_generated_call_is_answered_as_described(name: str, described: Any, ground: Ground) -> None:
    route = _ROUTES[name]
    path = PREFIX + re.sub(r"<(?:int:)?([^>]+)>", r"{\1}", route.rule)
    by = ground.player(route)

    @seed(20261120)
    @settings(max_examples=6, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=described[path][route.method].as_strategy())
    def answered(case: Any) -> None:
        given_path = case.path_parameters or {}
        there = {part: getattr(ground.scene, NAMES[part]) for part in given_path if part in NAMES}
        case.path_parameters = {**given_path, **there}
        if route.confirmed and isinstance(case.body, dict) and "code" in case.body:
            case.body["code"] = ground.house.code_of(by)

        case.call_and_validate(headers=ground.headers(route, by), checks=_CHECKS)

    answered()
