"""Every address says what it does and who may call it, and is held to that."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from apiflask import APIFlask

from exchange.api import ROOMS
from exchange.api.routes import ANYONE, PERSON, Room, Route, check_route
from exchange.casework.sign_in import SCOPES
from exchange.rules.audit import Deed
from tests.api.caller import Caller

ROUTES = [route for room in ROOMS for route in room.routes]
#: What security.md 5.5 keeps from tokens, and what a token could only do by standing in for a person's judgement.
NEVER_A_TOKENS = {
    Deed.APPROVE_REDACTIONS,
    Deed.APPROVE_RELEASE,
    Deed.ACCEPT_TERMS,
    Deed.DECIDE_ONWARD,
    Deed.APPROVE_DESTRUCTION,
    Deed.PROPOSE_DESTRUCTION,
    Deed.LIFT_HOLD,
    Deed.EXPORT_DISCLOSURES,
    Deed.OPEN_ORIGINAL,
    Deed.DECIDE_ITEM,
    Deed.CLASSIFY,
    Deed.MINT_TOKEN,
    Deed.ADD_MEMBER,
}
NEEDS_A_FRESH_CODE = {
    Deed.APPROVE_REDACTIONS,
    Deed.APPROVE_RELEASE,
    Deed.ACCEPT_TERMS,
    Deed.DECIDE_ONWARD,
    Deed.APPROVE_DESTRUCTION,
    Deed.LIFT_HOLD,
    Deed.MINT_TOKEN,
}


def test_every_address_of_the_application_states_a_deed_of_the_rules(app: APIFlask) -> None:
    ours = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]

    assert len(ours) > 70
    for rule in ours:
        assert isinstance(getattr(app.view_functions[rule.endpoint], "deed", None), Deed), rule.rule


def test_a_get_states_a_deed_that_changes_nothing() -> None:
    assert all(route.deed.is_reading for route in ROUTES if route.method == "GET")


def test_what_tokens_never_do_needs_a_person() -> None:
    guarded = [route for route in ROUTES if route.deed in NEVER_A_TOKENS]

    assert {route.deed for route in guarded} == NEVER_A_TOKENS
    assert all(route.needs == PERSON for route in guarded)


def test_acts_that_weigh_most_need_the_person_again() -> None:
    assert {route.deed for route in ROUTES if route.confirmed} == NEEDS_A_FRESH_CODE


def test_acts_that_must_not_be_done_twice_need_a_key() -> None:
    assert {route.deed for route in ROUTES if route.once} == {
        Deed.PROPOSE_RELEASE,
        Deed.APPROVE_RELEASE,
        Deed.ACCEPT_TERMS,
        Deed.APPROVE_REDACTIONS,
        Deed.DECIDE_ONWARD,
        Deed.SHARE_ONWARD,
        Deed.APPROVE_DESTRUCTION,
    }


def test_only_signing_in_and_the_description_are_open_to_anyone() -> None:
    assert {(route.method, route.rule) for route in ROUTES if route.needs == ANYONE} == {
        ("POST", "/sessions"),
        ("OPTIONS", "/uploads"),
        ("GET", "/openapi.json"),
    }


def _route(**changes: Any) -> Route:
    usual: dict[str, Any] = {
        "method": "GET",
        "rule": "/somewhere",
        "view": len,
        "deed": Deed.READ_MATTER,
        "needs": "read",
        "tag": "tests",
    }
    return Route(**{**usual, **changes})


class TestTheDoor:
    """It does not open on a route that could not be held to what it says."""

    def test_it_opens_on_a_route_that_says_everything(self) -> None:
        check_route(_route(), SCOPES)

    @pytest.mark.parametrize(
        "changes",
        [
            {"deed": None},
            {"deed": Deed.OPEN_MATTER},
            {"needs": ""},
            {"needs": "approve"},
            {"needs": ANYONE},
            {"confirmed": True},
            {"confirmed": True, "needs": PERSON},
        ],
    )
    def test_it_stays_shut_on_a_route_that(self, changes: dict[str, Any]) -> None:
        with pytest.raises(RuntimeError, match="/somewhere"):
            check_route(_route(**changes), SCOPES)

    def test_a_room_keeps_its_routes_in_order(self) -> None:
        room = Room("tests")
        view: Callable[..., Any] = len
        room.get("/a", Deed.READ_MATTER)(view)
        room.post("/b", Deed.OPEN_MATTER, needs=PERSON)(view)

        assert [(route.method, route.rule) for route in room.routes] == [("GET", "/a"), ("POST", "/b")]


def test_an_address_answers_its_own_methods_only(app: APIFlask, caller: Caller) -> None:
    """No HEAD puts a reading on the record unseen; no OPTIONS opens the door to other sites."""
    for route in ROUTES:
        others = {r.method for r in ROUTES if r.rule == route.rule}
        path = re.sub(r"<[^>]+>", "1", route.rule)
        for method in {"HEAD", "OPTIONS", "PUT", "TRACE"} - others:
            answer = caller.send(method, path)
            assert answer.status_code == 405, (method, path)
            assert "Access-Control-Allow-Origin" not in answer.headers
