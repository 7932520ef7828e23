"""Someone at a browser without JavaScript: opens pages, fills in the form that is there, and sends it."""

import html
import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.desk import PASSWORD


def words_of(response: TestResponse) -> str:
    """The words of a page as they read, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def token_on(response: TestResponse) -> str:
    """The token in the first form of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
    assert found, "the page has no form"
    return found[1]


def title_of(response: TestResponse) -> str:
    found = re.search(r"<title>(.*?)</title>", response.text, re.S)
    assert found
    return html.unescape(found[1])


@dataclass
class Visitor:
    """A client with its cookies. `send` brings the token of the page it was last on."""

    client: FlaskClient
    token: str = ""

    def open(self, path: str) -> TestResponse:
        response = self.client.get(path)
        if 'name="csrf_token"' in response.text if response.mimetype == "text/html" else False:
            self.token = token_on(response)
        return response

    def send(self, path: str, /, **typed: str | list[str]) -> TestResponse:
        """Post a form; names of boxes with a dash are written with a double underscore."""
        form: MultiDict[str, str] = MultiDict({"csrf_token": self.token})
        for name, value in typed.items():
            form.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
        return self.client.post(path, data=form)

    def sign_in(self, account: str, *, code: str, password: str = PASSWORD, then: str = "/") -> TestResponse:
        self.open(f"/sign-in?next={then}")
        answer = self.send(
            "/sign-in", username=f"{account}@example.org", password=password, code=code, next=then
        )
        if answer.status_code == 303:
            self.open("/")
        return answer
