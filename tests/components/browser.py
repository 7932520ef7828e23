"""A real browser: Debian's Chromium, without a window, driven by Playwright."""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Browser, expect, sync_playwright

from tests.components.child import program

#: The browser's own calls home are turned off: they would be tried many times
#: a second on a closed network, and no test should leave the machine.
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)

#: How long a page may take over anything, in milliseconds. What is waited for is there in a tenth of a second on a
#: machine at rest; one with ten programs to a core has taken more than the five seconds that Playwright waits.
PATIENCE_MS = 60_000


@contextlib.contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start a browser; ask it for a `new_context()` in each test.

    Its own sandbox is off because Chromium refuses to start it as root. It
    opens nothing but our pages on 127.0.0.1.
    """
    chromium = program("chromium", package="chromium", needed_for="the pages")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            headless=True,
            chromium_sandbox=False,
            args=list(FLAGS),
            timeout=3 * PATIENCE_MS,
        )
        try:
            yield browser
        finally:
            browser.close()
