"""Sessions and tokens: who is there, what each may do, and when it ends."""

from typing import Any

import pytest

from tests.api.caller import Caller
from tests.desk import House


class TestSessions:
    """The same three answers as on the page, and a secret instead of a cookie."""

    def test_a_session_is_given_once_and_says_who_one_is(self, caller: Caller) -> None:
        begun = caller.sign_in("a.khan")

        me = caller.get("/me", headers={"Authorization": f"Session {begun.json['secret']}"})
        assert (begun.status_code, me.json["id"]) == (201, "a.khan")
        assert me.json["roles"] == ["disclosure-officer"]

    def test_nobody_learns_which_answer_was_wrong(self, caller: Caller) -> None:
        wrong = [
            caller.sign_in("nobody", code="123456"),
            caller.sign_in("a.khan", password="something else"),
            caller.sign_in("a.khan", code="000000"),
        ]

        assert {answer.status_code for answer in wrong} == {401}
        assert len({answer.text for answer in wrong}) == 1
        assert wrong[0].headers["WWW-Authenticate"] == "Session, Bearer"

    def test_many_wrong_answers_bring_a_wait(self, caller: Caller) -> None:
        for _ in range(4):
            caller.sign_in("a.khan", code="000000")

        answer = caller.sign_in("a.khan", code="000000")

        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")

    def test_signing_out_ends_it_at_once(self, caller: Caller) -> None:
        session = caller.session("a.khan")

        assert caller.send("DELETE", "/sessions", headers=session).status_code == 204
        assert caller.get("/me", headers=session).status_code == 401

    def test_it_ends_when_nothing_happens_for_twenty_minutes(self, caller: Caller, house: House) -> None:
        session = caller.session("a.khan")
        house.clock.forward(minutes=21)

        assert caller.get("/me", headers=session).status_code == 401


class TestCookies:
    """None is given and none is honoured, so no other site can make a browser act."""

    def test_none_is_ever_given(self, caller: Caller) -> None:
        answers = [caller.sign_in("a.khan"), caller.get("/matters", by="a.khan"), caller.get("/nowhere")]

        assert not any("Set-Cookie" in answer.headers for answer in answers)

    @pytest.mark.parametrize("name", ["session", "__Host-session"])
    def test_a_live_session_in_a_cookie_opens_nothing(self, caller: Caller, name: str) -> None:
        secret = caller.sign_in("a.khan").json["secret"]
        caller.client.set_cookie(name, secret)

        assert caller.get("/me").status_code == 401

    def test_no_other_site_is_let_in(self, caller: Caller) -> None:
        answer = caller.get("/me", by="a.khan", headers={"Origin": "https://elsewhere.example"})

        assert not any(name.startswith("Access-Control") for name in answer.headers.keys())  # noqa: SIM118


class TestTokens:
    """A token does what its scopes say, never more than its owner, and never what needs a person."""

    def test_one_with_the_scope_is_let_in(self, caller: Caller) -> None:
        assert caller.get("/matters", headers=caller.token("a.khan", "read")).status_code == 200

    def test_one_without_the_scope_is_told_which_it_lacks(self, caller: Caller) -> None:
        answer = caller.get("/matters", headers=caller.token("a.khan", "upload"))

        assert answer.status_code == 403
        assert answer.json["detail"] == "This token does not have the scope read."

    def test_it_can_never_do_more_than_its_owner(self, caller: Caller) -> None:
        answer = caller.get("/audit", headers=caller.token("a.khan", "read"))

        assert (answer.status_code, answer.json["detail"]) == (403, "Your role does not include this.")

    def test_acts_of_a_person_are_refused_in_a_sentence(self, caller: Caller) -> None:
        every = ("read", "upload", "request", "redact", "release", "collect", "records")
        token = caller.token("c.hart", *every)

        for path in (
            "/releases/REL-1/approve",
            "/redactions/RED-1/approve",
            "/destruction-runs/DR-1/approve",
        ):
            answer = caller.post(path, headers=token, code="123456")
            assert answer.status_code == 403
            assert "needs a person who has signed in" in answer.json["detail"]
        assert caller.get("/disclosures.csv", headers=token).status_code == 403

    def test_it_does_not_make_another_token(self, caller: Caller) -> None:
        token = caller.token("a.khan", "read")

        assert caller.post("/tokens", headers=token, scopes=["read"], days=1, code="1").status_code == 403

    def test_a_scope_to_approve_cannot_be_had(self, caller: Caller) -> None:
        answer = caller.post("/tokens", by="a.khan", fresh=True, scopes=["approve"], days=1)

        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "#/scopes")

    def test_making_one_needs_a_fresh_code(self, caller: Caller) -> None:
        session = caller.session("a.khan")

        answer = caller.post("/tokens", headers=session, scopes=["read"], days=1, code="000000")

        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "#/code")

    def test_a_code_is_good_for_one_act(self, caller: Caller, house: House) -> None:
        session, code = caller.session("a.khan"), house.code_of("a.khan")

        first = caller.post("/tokens", headers=session, scopes=["read"], days=1, code=code)
        second = caller.post("/tokens", headers=session, scopes=["read"], days=1, code=code)

        assert (first.status_code, second.status_code) == (201, 422)

    def test_one_that_was_revoked_opens_nothing(self, caller: Caller) -> None:
        token = caller.token("a.khan", "read")
        public = token["Authorization"].split("_")[1]

        assert caller.send("DELETE", f"/tokens/{public}", by="a.khan").status_code == 204
        assert caller.get("/me", headers=token).status_code == 401
        assert [row["revoked"] for row in caller.get("/tokens", by="a.khan").json["items"]] == [True]

    def test_nobody_revokes_another_persons(self, caller: Caller) -> None:
        public = caller.token("a.khan", "read")["Authorization"].split("_")[1]

        assert caller.send("DELETE", f"/tokens/{public}", by="t.adeyemi").status_code == 404

    @pytest.mark.parametrize(
        "written", ["", "Bearer", "Bearer x", "Bearer lspx_1_2", "Session", "Basic YTpi", "session \xff"]
    )
    def test_anything_else_is_nobody(self, caller: Caller, written: str) -> None:
        answer = caller.get("/me", headers={"Authorization": written})

        assert answer.status_code == 401


def test_an_answer_is_kept_by_nobody_and_runs_nowhere(caller: Caller) -> None:
    told: Any = caller.get("/matters", by="a.khan").headers

    assert told["Cache-Control"] == "no-store"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in told["Content-Security-Policy"]
