"""A real browser on the real pages: Debian's Chromium against a server of ours on this machine."""

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page
from playwright.sync_api import Error as BrowserError
from werkzeug.serving import make_server

from tests.components.browser import PATIENCE_MS
from tests.desk import PASSWORD, House

_AXE = (Path(__file__).parent / "axe.min.js").read_text()
#: Where to leave pictures of the pages for somebody to look at; nowhere unless it is asked for.
_PICTURES = os.environ.get("PICTURES_OF_PAGES", "")
#: How the browser says that another page came where one was asked for.
_BROKEN_OFF = ("interrupted by another navigation", "ERR_ABORTED")
#: A laptop, and a telephone or a laptop at four times the size.
WIDTHS = ((1366, 768), (320, 640))
#: What is done by hand is done on the narrowest: there things are furthest apart and lie over each other.
NARROW = {"width": 320, "height": 640}


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of the pages, served by threads until the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def working(house: House) -> Iterator[None]:
    """Somebody does the work that is due while a test looks at the pages."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.2):
            house.work()

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        yield
    finally:
        ended.set()
        worker.join()


@dataclass
class Person:
    """One person at one browser. `complaints` are what the browser's console had to say."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        """Open a path. A page that waits for work reloads itself, and may do so at this very moment."""
        for _ in range(5):
            try:
                self.page.goto(f"{self.address}{path}")
            except BrowserError as broken_off:
                if not any(words in broken_off.message for words in _BROKEN_OFF):
                    raise
            else:
                return
        raise AssertionError(f"{path} was never opened: the page before it left by itself each time")

    def press(self, name: str | re.Pattern[str], *, within: Page | Locator | None = None) -> None:
        """Press the button of that name, and wait until the page that answers is there with its scripts."""
        self.comes_by((within or self.page).get_by_role("button", name=name).click)

    def follow(self, name: str) -> None:
        """Follow the link of that name to its page."""
        self.comes_by(self.page.get_by_role("link", name=name).click)

    def comes_by(self, deed: Callable[[], None]) -> None:
        """Do what brings another page. What is seen before that has come may still be the old one.

        Scripts of a page run before it counts as loaded: from then on no key and no click is lost.
        """
        with self.page.expect_navigation(wait_until="load"):
            deed()

    def sign_in(self, house: House, account: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("Email address").fill(f"{account}@example.org")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_label("One-time code").fill(house.code_of(account))
        self.press("Sign in")
        self.page.get_by_role("heading", name="Your tasks").wait_for()

    def what_axe_finds(self) -> list[str]:
        """Every accessibility fault of the page as it stands, each with where it is.

        The script goes in by the browser's own protocol: the page's policy rightly refuses to run it.
        """
        session = self.page.context.new_cdp_session(self.page)
        here = session.send("Runtime.evaluate", {"expression": "typeof axe"})
        if here["result"]["value"] == "undefined":
            session.send("Runtime.evaluate", {"expression": _AXE})
        answer: dict[str, Any] = session.send(
            "Runtime.evaluate",
            {
                "expression": "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => "
                "v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        session.detach()
        assert "exceptionDetails" not in answer, answer
        return list(answer["result"]["value"])

    def is_wider_than_the_screen(self) -> bool:
        return bool(
            self.page.evaluate(
                "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )


def person_at(browser: Browser, address: str, *, width: int = 1366, height: int = 768, **more: Any) -> Person:
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    person = Person(context.new_page(), address)
    person.page.on("console", person.hear)
    person.page.set_default_timeout(PATIENCE_MS)
    return person


def decide_all(person: Person) -> None:
    """Press the first "Redact" of a review until nothing is left to decide."""
    while person.page.get_by_text("To decide", exact=True).count():
        finding = person.page.locator(".site-finding", has_text="To decide").first
        person.press(re.compile("^Redact"), within=finding)


def look(person: Person, name: str) -> None:
    """Nothing for axe to find, nothing cut off at the side, and nothing the console complains of, at every width.

    The page is the same at all of them, so it is fetched once and the window made wide and narrow.
    """
    own = person.page.viewport_size
    for width, height in WIDTHS:
        person.page.set_viewport_size({"width": width, "height": height})
        if _PICTURES:
            person.page.screenshot(path=Path(_PICTURES) / f"{name}-{width}.png", full_page=True)
        found = person.what_axe_finds()
        assert not found, f"{name} at {width}: {found}"
        assert not person.is_wider_than_the_screen(), f"{name} at {width}"
    assert not person.complaints, f"{name}: {person.complaints}"
    if own:
        person.page.set_viewport_size(own)
