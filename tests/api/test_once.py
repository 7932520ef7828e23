"""The same request sent twice is done once; two people who decide at once are told."""

import pytest

from exchange.casework.idempotent import Sent, once
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, WrongState
from tests.api.caller import Caller
from tests.api.scene import a_proposed_release, an_agreed_release
from tests.desk import House


class TestKeys:
    """Acts that must not be done twice carry a key of the sender's."""

    def test_the_same_request_gets_the_same_answer_and_is_done_once(
        self, caller: Caller, house: House
    ) -> None:
        release = an_agreed_release(house, house.matter())
        session, code = caller.session("c.hart"), house.code_of("c.hart")
        told = {**session, "Idempotency-Key": "a-key-of-mine"}

        first = caller.post(f"/releases/{release.id}/approve", headers=told, code=code)
        again = caller.post(f"/releases/{release.id}/approve", headers=told, code=code)

        assert (first.status_code, again.status_code) == (200, 200)
        assert again.json == first.json
        assert "Idempotency-Replayed" not in first.headers
        assert again.headers["Idempotency-Replayed"] == "true"
        with house.desk.ledger.housekeeping() as act:
            done = act.entries(deed=Deed.APPROVE_RELEASE.value)
        assert len(done) == 1

    def test_the_same_key_with_another_body_is_refused(self, caller: Caller, house: House) -> None:
        release, digest = a_proposed_release(house, house.matter())
        path, key = f"/releases/{release.id}/terms/acceptance", {"Idempotency-Key": "a-key-of-mine"}
        first = caller.post(path, by="g.frost", fresh=True, headers=key, digest=digest, confirmed=True)

        other = caller.post(path, by="g.frost", fresh=True, headers=key, digest=digest, confirmed=False)

        assert (first.status_code, other.status_code) == (200, 422)
        assert other.json["detail"] == "This key was used for another request"

    def test_another_persons_key_is_another_key(self, caller: Caller, house: House) -> None:
        release, digest = a_proposed_release(house, house.matter())
        path, key = f"/releases/{release.id}/terms/acceptance", {"Idempotency-Key": "a-key-of-mine"}
        caller.post(path, by="g.frost", fresh=True, headers=key, digest=digest, confirmed=True)

        other = caller.post(path, by="d.moss", fresh=True, headers=key, digest=digest, confirmed=True)

        assert (other.status_code, other.json["type"]) == (409, "/problems/wrong-state")

    def test_without_a_key_nothing_is_done(self, caller: Caller, house: House) -> None:
        release = an_agreed_release(house, house.matter())
        session, code = caller.session("c.hart"), house.code_of("c.hart")

        answer = caller.post(f"/releases/{release.id}/approve", headers=session, code=code)

        assert (answer.status_code, answer.json["type"]) == (400, "/problems/idempotency-key-missing")
        assert caller.get(f"/releases/{release.id}", by="c.hart").json["release"]["state"] == "proposed"

    def test_what_was_refused_may_be_put_right_under_the_same_key(self, caller: Caller, house: House) -> None:
        release = an_agreed_release(house, house.matter())
        path, key = f"/releases/{release.id}/approve", {"Idempotency-Key": "a-key-of-mine"}
        wrong = caller.post(path, headers={**caller.session("c.hart"), **key}, code="000000")

        right = caller.post(path, by="c.hart", fresh=True, headers=key)

        assert (wrong.status_code, right.status_code) == (422, 200)

    def test_while_the_first_is_answered_the_second_waits(self, house: House) -> None:
        officer, sent = house.officers["c.hart"], Sent("POST", "/somewhere", b"{}")

        def work() -> tuple[int, str]:
            with pytest.raises(WrongState, match="still being answered"):
                once(house.desk, officer, "key", sent, lambda: (200, "never"))
            return 200, "done"

        assert once(house.desk, officer, "key", sent, work).body == "done"

    def test_a_fault_gives_the_key_up(self, house: House) -> None:
        officer, sent = house.officers["c.hart"], Sent("POST", "/somewhere", b"{}")

        def broken() -> tuple[int, str]:
            raise OSError

        with pytest.raises(OSError):
            once(house.desk, officer, "key", sent, broken)
        answer = once(house.desk, officer, "key", sent, lambda: (200, "done"))

        assert (answer.body, answer.replayed) == ("done", False)

    def test_the_path_belongs_to_the_request(self, house: House) -> None:
        officer = house.officers["c.hart"]
        once(house.desk, officer, "key", Sent("POST", "/one", b"{}"), lambda: (200, "done"))

        with pytest.raises(InputRefused, match="another request"):
            once(house.desk, officer, "key", Sent("POST", "/other", b"{}"), lambda: (200, "done"))


class TestTheGate:
    """What stands between a release and its approval comes back whole."""

    def test_every_condition_that_is_not_met_is_listed(self, caller: Caller, house: House) -> None:
        release, _ = a_proposed_release(house, house.matter())

        answer = caller.post(f"/releases/{release.id}/approve", by="c.hart", fresh=True)

        assert (answer.status_code, answer.json["type"]) == (409, "/problems/gate-closed")
        shown = caller.get(f"/releases/{release.id}", by="c.hart").json["failures"]
        assert [f["code"] for f in answer.json["failures"]] == [f["code"] for f in shown] == ["G14"]
        assert all(f["clause"] and f["detail"] and f["next_step"] for f in answer.json["failures"])

    def test_whoever_proposed_it_does_not_approve_it(self, caller: Caller, house: House) -> None:
        release = an_agreed_release(house, house.matter())

        answer = caller.post(f"/releases/{release.id}/approve", by="a.khan", fresh=True)

        assert (answer.status_code, answer.json["type"]) == (403, "/problems/not-allowed")

    def test_terms_that_were_declined_are_issued_anew(self, caller: Caller, house: House) -> None:
        release, digest = a_proposed_release(house, house.matter())
        place = f"/releases/{release.id}/terms"
        declined = caller.post(f"{place}/decline", by="g.frost", reason="The date is too early")

        issued = caller.post(place, by="a.khan", keep_until="2028-01-31")

        assert declined.json["state"] == "declined"
        assert (issued.status_code, issued.json["issue"]) == (201, 2)
        assert issued.json["terms"]["keep_until"] == "2028-01-31"
        assert issued.json["terms"]["readers"] == ["j.ferns"]
        assert issued.json["digest"] != digest
