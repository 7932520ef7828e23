"""Every error is a problem with the page's own sentence, and every type of problem leads to what it means."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from apiflask import APIFlask

import exchange.casework
import exchange.rules
from exchange.api.errors import broken, document_problem, refused
from exchange.api.problems import KINDS
from exchange.casework.faults import FAULTS, GONE, NO_SPACE
from exchange.rules.errors import (
    ChangedMeanwhile,
    Destroyed,
    GateClosed,
    GateFailure,
    InputRefused,
    NotAllowed,
    NotFound,
    Refusal,
    SignInRefused,
    TermsNotAgreed,
    TooManyTries,
    UnderHold,
    WrongState,
)
from tests.api.caller import Caller


def _every_refusal() -> Iterator[type[Refusal]]:
    for package in (exchange.rules, exchange.casework):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    waiting = [Refusal]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("exchange."):
            yield kind


def test_every_refusal_there_is_has_a_documented_type() -> None:
    assert {kind.code for kind in _every_refusal()} <= set(KINDS)


def test_every_type_leads_to_what_it_means(caller: Caller) -> None:
    for code, kind in KINDS.items():
        shown = caller.open(f"/problems/{code}")

        assert shown.status_code == 200
        assert (shown.json["title"], shown.json["status"]) == (kind.title, kind.status)
        assert shown.json["meaning"]


def test_a_type_that_there_is_not_is_not_found(caller: Caller) -> None:
    assert caller.open("/problems/weather").status_code == 404


class TestRefusals:
    """Each has its status, its sentence, its next step and its clause."""

    @pytest.mark.parametrize(
        ("refusal", "status"),
        [
            (NotFound(), 404),
            (SignInRefused("No.", next_step="Again."), 401),
            (TooManyTries(4), 429),
            (NotAllowed("No.", next_step="Ask."), 403),
            (TermsNotAgreed("No.", next_step="Agree."), 403),
            (InputRefused("title", "Enter a title"), 422),
            (WrongState("No.", next_step="Wait."), 409),
            (UnderHold("Held.", next_step="Wait."), 409),
            (ChangedMeanwhile(), 412),
            (Destroyed("Gone.", next_step="See the certificate."), 410),
        ],
    )
    def test_each_has_its_status(self, app: APIFlask, refusal: Refusal, status: int) -> None:
        with app.app_context():
            answer = refused(refusal)

        told: Any = answer.get_json(force=True)
        assert answer.status_code == told["status"] == status
        assert answer.mimetype == "application/problem+json"
        assert (told["detail"], told["next_step"]) == (refusal.sentence, refusal.next_step)
        assert told["type"] == f"/problems/{refusal.code}"

    def test_a_wait_is_told_in_seconds(self, app: APIFlask) -> None:
        with app.app_context():
            assert refused(TooManyTries(4)).headers["Retry-After"] == "4"

    def test_an_answer_that_is_refused_is_pointed_at(self, app: APIFlask) -> None:
        with app.app_context():
            told: Any = refused(InputRefused("title", "Enter a title")).get_json(force=True)

        assert told["errors"] == [{"pointer": "#/title", "detail": "Enter a title"}]

    def test_a_closed_gate_lists_every_condition(self, app: APIFlask) -> None:
        failures = (
            GateFailure("G7", "A§9.9", "It is not classified.", "Classify it."),
            GateFailure("G14", "A§9.6", "Terms are not agreed.", "Wait."),
        )
        with app.app_context():
            told: Any = refused(GateClosed(failures)).get_json(force=True)

        assert [failure["code"] for failure in told["failures"]] == ["G7", "G14"]
        assert told["failures"][0]["next_step"] == "Classify it."


class TestFaults:
    """Something broke: try again, and nothing of it is told to whoever asked."""

    def test_they_ask_to_try_again(self, app: APIFlask) -> None:
        with app.app_context():
            answer = broken(FAULTS[0]())

        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")

    def test_no_room_left_is_told_as_such(self, app: APIFlask) -> None:
        with app.app_context():
            assert broken(NO_SPACE[0]()).status_code == 507

    def test_bytes_that_were_destroyed_are_gone_and_no_fault(self, app: APIFlask) -> None:
        with app.app_context():
            assert broken(GONE[0]()).status_code == 410

    def test_a_document_that_cannot_be_used_says_why(self, app: APIFlask) -> None:
        class Locked(Exception):
            sentence = "The document is locked."
            next_step = "Unlock it."

        with app.app_context():
            told: Any = document_problem(Locked()).get_json(force=True)

        assert (told["status"], told["detail"], told["next_step"]) == (
            422,
            "The document is locked.",
            "Unlock it.",
        )


class TestRequestsThatCannotBeRead:
    """HTTP's own refusals are problems too."""

    def test_an_address_that_is_not_there(self, caller: Caller) -> None:
        answer = caller.get("/nowhere", by="a.khan")

        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")

    def test_a_reference_that_no_reference_looks_like(self, caller: Caller) -> None:
        answer = caller.get("/matters/%00'--", by="a.khan")

        assert answer.status_code == 404
        assert answer.json == caller.get("/matters/MX-0000-0000", by="a.khan").json

    def test_a_method_that_is_not_done_here(self, caller: Caller) -> None:
        answer = caller.send("PUT", "/matters", by="a.khan")

        assert (answer.status_code, answer.json["type"]) == (405, "/problems/method-not-allowed")
        assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))

    def test_a_body_that_is_not_json(self, caller: Caller) -> None:
        headers = {"Content-Type": "application/json"}
        answer = caller.send("POST", "/matters", by="m.lewis", headers=headers, data="{")

        assert (answer.status_code, answer.json["type"]) == (400, "/problems/malformed")

    def test_a_form_where_json_belongs(self, caller: Caller) -> None:
        answer = caller.send("POST", "/matters", by="m.lewis", data={"mode": "independent"})

        assert (answer.status_code, answer.json["type"]) == (415, "/problems/media-type")

    def test_a_body_over_one_megabyte(self, caller: Caller) -> None:
        answer = caller.post("/matters", by="m.lewis", iopc_reference="x" * (1 << 20))

        assert (answer.status_code, answer.json["type"]) == (413, "/problems/too-large")

    def test_a_field_that_nobody_asked_for_is_refused_and_named(self, caller: Caller) -> None:
        answer = caller.post("/holds", by="r.grant", matter="MX-1", party="iopc", review_on="tomorrow")

        pointers = {error["pointer"] for error in answer.json["errors"]}
        assert answer.status_code == 422
        assert pointers == {"#/party", "#/kind", "#/mandate", "#/review_on"}

    def test_what_was_sent_is_not_said_back(self, caller: Caller) -> None:
        answer = caller.post("/holds", by="r.grant", matter="Rosalind Thackeray", kind="Rosalind")

        assert answer.status_code == 422
        assert "Rosalind" not in answer.text

    def test_the_rules_own_refusal_points_at_the_field_too(self, caller: Caller) -> None:
        answer = caller.post(
            "/matters",
            by="m.lewis",
            iopc_reference="204417",
            review_reference="LCSPR-2026-07",
            mode="independent",
            other_party="iopc",
            decided_on="2026-11-06",
        )

        assert answer.status_code == 422
        assert answer.json["errors"][0]["pointer"] == "#/iopc_reference"
        assert answer.json["detail"] == "Enter an IOPC reference, like 2026/204417"


def test_a_mistake_of_ours_tells_nothing_of_itself(app: APIFlask, caller: Caller) -> None:
    session = caller.session("a.khan")
    app.extensions["api-door"] = "Rosalind Thackeray"

    answer = caller.get("/matters", headers=session)

    assert (answer.status_code, answer.json["type"]) == (500, "/problems/bug")
    assert "Rosalind" not in answer.text


class TestHealth:
    """Anyone may ask whether it lives; nothing more is told."""

    def test_the_process_answers(self, caller: Caller) -> None:
        assert caller.open("/healthz").text == "ok\n"

    def test_it_is_ready_when_the_record_and_the_vault_answer(self, caller: Caller) -> None:
        assert caller.open("/readyz").status_code == 200

    def test_it_is_not_ready_without_its_record(self, caller: Caller, tmp_path: object) -> None:
        caller.house.desk.ledger.close()
        for file in caller.house.desk.work_room.parent.glob("ledger.sqlite*"):
            file.unlink()

        answer = caller.open("/readyz")

        assert (answer.status_code, answer.text) == (503, "not ready\n")
