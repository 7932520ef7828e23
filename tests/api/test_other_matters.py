"""A member of one matter meets "not found" on every address of another, in the very words of "not there"."""

import re
from typing import Any

import pytest
from apiflask import APIFlask

from exchange.api import PREFIX, ROOMS
from exchange.api.routes import Route
from exchange.rules.audit import Deed
from exchange.rules.officers import WHO_MAY
from tests.api.caller import Caller, a_key
from tests.api.scene import Scene, everything_in
from tests.desk import PEOPLE, House
from tests.scene import HASH, IOPC

#: Those who are on the matter that is asked for; everyone else of PEOPLE is a stranger to it.
_ON_IT = ("m.lewis", "a.khan", "c.hart", "r.grant", "g.frost", "j.ferns")
_TERMS = {
    "recipient": "iopc-office",
    "versions": ["VER-1"],
    "readers": ["j.ferns"],
    "purpose_detail": "x",
    "basis_provider": "public-task",
    "basis_recipient": "public-task",
    "storage_rule": "x",
    "rights_contact": "x",
    "incident_contact": "x",
    "keep_until": "2027-11-20",
    "review_on": "2027-05-20",
}
#: A body that its route accepts, for every route that names something and takes one.
BODIES: dict[str, dict[str, Any]] = {
    "matters.add_member": {"officer": "b.osei"},
    "matters.end_membership": {"ends_on": "2026-11-30"},
    "matters.name_contact": {"name": "x", "telephone": "1"},
    "matters.share_terms_of_reference": {"text": "x"},
    "matters.record_secret_pointer": {"contact": "x"},
    "documents.classify": {
        "marking": "OFFICIAL",
        "level": "ordinary",
        "categories": ["personal"],
        "basis": "x",
    },
    "documents.open_locked": {"password": "x"},
    "labels.add": {"role": "child", "spellings": ["x"]},
    "labels.add_spellings": {"label": "Child A", "spellings": ["x"]},
    "labels.merge": {"kept": "Child A", "others": ["Child B"]},
    "labels.remove": {"label": "Child A"},
    "people.preview": {"table": "name\nA B"},
    "people.take": {"table": "name\nA B"},
    "people.together": {"people": ["A B", "C D"]},
    "people.apart": {"wording": "A B"},
    "people.enter": {"people": ["A B"]},
    "people.label": {"people": ["A B"]},
    "people.describe": {"names": ["A B"], "role": "child"},
    "people.remove": {"id": "P-0"},
    "people.copy_for": {"person": "P-0"},
    "people.redact_others": {"numbers": [1]},
    "comparison.keep_some": {"keys": ["0" * 16], "reason": "x"},
    "comparison.confirm_some": {"keys": ["0" * 16], "confirmed": True},
    "redactions.start": {},
    "redactions.decide": {"numbers": [1], "choice": "keep"},
    "redactions.add_term": {"term": "x", "ground": "child"},
    "redactions.approve": {"fingerprint": HASH},
    "areas.mark": {"page": 1, "ground": "child", "whole_page": True},
    "areas.take_back": {"number": 1},
    "requests.ask": {
        "purpose": "assist-review",
        "items": [{"description": "x", "relevance": "x"}],
    },
    "requests.redirect": {"answer": "ask-originator", "reason": "x"},
    "requests.decide": {"outcome": "not-held", "reason": "not held"},
    "releases.propose": _TERMS,
    "handling_terms.reissue": {},
    "handling_terms.accept": {"digest": HASH, "confirmed": True},
    "handling_terms.decline": {"reason": "x"},
    "releases.approve": {},
    "releases.revoke": {"reason": "x"},
    "disclosures.ticket": {"version": "VER-1"},
    "onward.ask": {
        "recipient_name": "x",
        "recipient_person": "x",
        "purpose": "x",
        "until": "2027-01-01",
    },
    "onward.answer": {"answer": "refuse", "reason": "x"},
    "onward.withdraw": {"reason": "x"},
    "holds.ask_to_lift": {"reason": "x"},
    "holds.lift": {},
    "destruction.approve": {"count": 1, "fingerprint": HASH},
}
#: Which thing of the scene each part of an address names.
NAMES = {
    "matter_id": "matter",
    "membership_id": "membership",
    "material_id": "document",
    "upload_id": "upload",
    "set_id": "redactions",
    "request_id": "request",
    "item_id": "item",
    "release_id": "release",
    "ticket": "ticket",
    "disclosure_id": "disclosure",
    "onward_id": "onward",
    "hold_id": "hold",
    "run_id": "run",
}
_TUS = {
    "Tus-Resumable": "1.0.0",
    "Upload-Offset": "0",
    "Content-Type": "application/offset+octet-stream",
}
_SEEN = {"If-Match": '"1"'}
_NEEDED = {"redactions.undo": _SEEN}
NAMING = [route for room in ROOMS for route in room.routes if "<" in route.rule]


def _path(route: Route, scene: Scene, *, there: bool) -> str:
    def named(found: re.Match[str]) -> str:
        part = found[1].removeprefix("int:")
        if part == "page_number":
            return "1"
        return str(getattr(scene, NAMES[part])) if there and part in NAMES else "ZZZ-0000-0000"

    return PREFIX + re.sub(r"<([^>]+)>", named, route.rule)


def _stranger(route: Route) -> str:
    """Someone who may do this deed where they belong, and not here: a colleague who is not on the matter. What is
    a party's own business, and not one matter's, is asked for by somebody of another party."""
    if route.tag == "holds" or route.deed is Deed.ADD_MEMBER:
        return "n.stranger"
    for account, party, _, role, _ in PEOPLE:
        outside = party == IOPC if route.tag == "destruction" else account not in _ON_IT
        if outside and account != "s.pike" and role in WHO_MAY[route.deed]:
            return account
    raise AssertionError(f"nobody could try {route.name}")


def _asked(caller: Caller, route: Route, path: str, by: str) -> tuple[int, str]:
    headers = {
        **caller.session(by),
        **a_key(),
        **_NEEDED.get(route.name, _TUS if route.takes is None else _SEEN),
    }
    if route.takes is None:
        answer = caller.send(route.method, path, headers=headers)
        return answer.status_code, answer.text
    code = {"code": caller.house.code_of(by)} if route.confirmed else {}
    body = {**BODIES[route.name], **code}
    answer = caller.send(route.method, path, headers=headers, json=body)
    return answer.status_code, answer.text


def test_every_address_that_names_something_is_walked(app: APIFlask) -> None:
    ruled = {rule.rule for rule in app.url_map.iter_rules() if "<" in rule.rule}
    known = {PREFIX + route.rule for route in NAMING}

    assert ruled - known == {"/problems/<code>"} | {rule for rule in ruled if rule.startswith("/static")}
    assert {route.name for route in NAMING if route.takes} == set(BODIES)


@pytest.mark.slow
def test_a_stranger_to_a_matter_finds_nothing_of_it(caller: Caller, house: House) -> None:
    scene = everything_in(house, house.matter(members=_ON_IT))

    for route in NAMING:
        by = _stranger(route)
        there = _asked(caller, route, _path(route, scene, there=True), by)
        not_there = _asked(caller, route, _path(route, scene, there=False), by)

        assert there[0] == 404, (route.name, by, there)
        assert there == not_there, route.name
