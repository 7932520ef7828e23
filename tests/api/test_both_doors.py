"""Pages and API in one application, as the service is made."""

from typing import Any

import pytest

from app import create_app
from exchange.api import description_of
from tests.api.caller import Caller
from tests.desk import House


@pytest.fixture
def both(house: House) -> Any:
    return create_app(house.desk, secure_cookies=False)


@pytest.fixture
def caller(both: Any, house: House) -> Caller:
    return Caller(house, both.test_client())


def test_programs_get_problems_and_people_get_pages(caller: Caller) -> None:
    lost = caller.open("/api/v1/nowhere")
    page = caller.open("/nowhere")

    assert (lost.status_code, lost.mimetype) == (404, "application/problem+json")
    assert (page.status_code, page.mimetype) == (404, "text/html")


def test_a_method_that_is_not_done_is_told_to_each_in_its_own_way(caller: Caller) -> None:
    problem = caller.send("PUT", "/matters", by="a.khan")
    page = caller.client.put("/matters")

    assert (problem.status_code, problem.mimetype) == (405, "application/problem+json")
    assert page.mimetype == "text/html"


def test_a_form_token_is_neither_needed_nor_looked_at_here(caller: Caller) -> None:
    answer = caller.send("POST", "/audit/verify", by="e.vance")

    assert answer.status_code == 200


def test_a_session_of_the_pages_opens_nothing_here(caller: Caller) -> None:
    secret = caller.sign_in("a.khan").json["secret"]
    caller.client.set_cookie("session", secret)

    assert caller.open("/matters").status_code == 200
    assert caller.open("/api/v1/matters").status_code == 401


def test_the_description_is_the_same_beside_the_pages(both: Any, app: Any) -> None:
    assert description_of(both) == description_of(app)


def test_without_its_record_it_asks_to_try_again(caller: Caller, house: House) -> None:
    session = caller.session("a.khan")
    house.desk.ledger.close()
    for file in house.desk.work_room.parent.glob("ledger.sqlite*"):
        file.unlink()

    answer = caller.get("/matters", headers=session)

    assert (answer.status_code, answer.json["type"]) == (503, "/problems/fault")
    assert answer.headers["Retry-After"] == "30"
