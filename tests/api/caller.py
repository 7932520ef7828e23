"""A program that calls the API: signs in as people do, sends their sessions, and brings a fresh code where asked.

Its answers are werkzeug's test responses; they are Any here because their JSON is.
"""

import itertools
from dataclasses import dataclass, field
from typing import Any

from apiflask import APIFlask
from flask.testing import FlaskClient

from exchange import api
from tests.desk import PASSWORD, House

BASE = "/api/v1"
_KEYS = itertools.count(1)


def an_app(house: House) -> APIFlask:
    """The API on a bare application: no other door is open."""
    made = APIFlask("tests", title="Tests", version="1", docs_path=None, spec_path=None)
    api.open_door(made, house.desk)
    return made


@dataclass
class Caller:
    """Calls as whoever `by` names. Sessions are begun when they are first needed and again when they have ended."""

    house: House
    client: FlaskClient
    _sessions: dict[str, str] = field(default_factory=dict)

    def sign_in(self, account: str, *, code: str | None = None, password: str = PASSWORD) -> Any:
        answers = {
            "username": f"{account}@example.org",
            "password": password,
            "code": code or self.house.code_of(account),
        }
        return self.client.post(f"{BASE}/sessions", json=answers)

    def session(self, account: str) -> dict[str, str]:
        """The header of a live session."""
        known = {"Authorization": f"Session {self._sessions.get(account, '')}"}
        if self.client.get(f"{BASE}/me", headers=known).status_code == 200:
            return known
        begun = self.sign_in(account)
        assert begun.status_code == 201, begun.text
        self._sessions[account] = begun.json["secret"]
        return {"Authorization": f"Session {begun.json['secret']}"}

    def token(self, account: str, *scopes: str, days: int = 7) -> dict[str, str]:
        """The header of a new token."""
        made = self.post("/tokens", by=account, fresh=True, scopes=list(scopes), days=days)
        assert made.status_code == 201, made.text
        return {"Authorization": f"Bearer {made.json['token']}"}

    def open(self, path: str) -> Any:
        """Ask for a path as nobody, wherever it lies."""
        return self.client.get(path)

    def get(self, path: str, *, by: str = "", headers: dict[str, str] | None = None) -> Any:
        return self.send("GET", path, by=by, headers=headers)

    def post(
        self,
        path: str,
        *,
        by: str = "",
        fresh: bool = False,
        headers: dict[str, str] | None = None,
        **body: Any,
    ) -> Any:
        """Send a body of JSON; `fresh` adds a new one-time code and a key of its own."""
        told = dict(headers or {})
        if fresh:
            session = self.session(by)
            body["code"] = self.house.code_of(by)
            told = {**session, "Idempotency-Key": f"key-{next(_KEYS)}", **told}
            by = ""
        return self.send("POST", path, by=by, headers=told, json=body)

    def send(
        self, method: str, path: str, *, by: str = "", headers: dict[str, str] | None = None, **sent: Any
    ) -> Any:
        told = {**(self.session(by) if by else {}), **(headers or {})}
        return self.client.open(
            path if path.startswith(BASE) else BASE + path, method=method, headers=told, **sent
        )


def a_key() -> dict[str, str]:
    """A key that was not used before."""
    return {"Idempotency-Key": f"key-{next(_KEYS)}"}
