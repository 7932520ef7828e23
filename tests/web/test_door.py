"""The door refuses to open while a page hides what it does."""

from pathlib import Path

import pytest
from flask import Blueprint, Flask

from exchange import web
from exchange.rules.audit import Deed
from exchange.web import words
from exchange.web.deeds import check_every_page_states_its_deed, states
from tests.scene import NOW

_STATIC = Path(web.__file__).parent / "static"


def _app_with(deed: Deed | None, *, method: str) -> Flask:
    app, room = Flask("tests"), Blueprint("web", "tests")

    def view() -> str:
        return ""

    room.add_url_rule("/page", view_func=states(deed)(view) if deed else view, methods=[method])
    app.register_blueprint(room)
    return app


class TestDeeds:
    """Every page states its deed, and a GET changes nothing."""

    def test_a_page_without_a_deed_keeps_the_door_shut(self) -> None:
        with pytest.raises(RuntimeError, match="/page does not state its deed"):
            check_every_page_states_its_deed(_app_with(None, method="GET"), under="web")

    def test_a_get_that_would_change_something_keeps_the_door_shut(self) -> None:
        with pytest.raises(RuntimeError, match="GET /page states a deed that changes something"):
            check_every_page_states_its_deed(_app_with(Deed.CLASSIFY, method="GET"), under="web")

    def test_the_same_deed_may_be_posted(self) -> None:
        check_every_page_states_its_deed(_app_with(Deed.CLASSIFY, method="POST"), under="web")


class TestWords:
    """Dates and sizes as people read them."""

    def test_times_are_londons_in_winter_and_in_summer(self) -> None:
        assert words.moment(NOW) == "20 November 2026 at 10am"
        assert words.moment(NOW.replace(month=7, minute=42)) == "20 July 2026 at 11:42am"
        assert words.clock(NOW.replace(hour=12)) == "midday"
        assert words.clock(NOW.replace(hour=0)) == "midnight"

    def test_the_day_is_londons_too(self) -> None:
        assert words.day(NOW.replace(month=7, hour=23, minute=30)) == "21 July 2026"

    @pytest.mark.parametrize(
        ("size_bytes", "shown"),
        [(0, "0 bytes"), (635, "635 bytes"), (38 << 10, "38KB"), (2 << 30, "2GB"), (1536 << 20, "1.5GB")],
    )
    def test_sizes(self, size_bytes: int, shown: str) -> None:
        assert words.size(size_bytes) == shown


class TestScripts:
    """What is served to browsers."""

    def test_nothing_of_the_national_sites_own_is_there(self) -> None:
        for file in _STATIC.rglob("*"):
            if file.is_file():
                text = file.read_text(encoding="utf-8").casefold()
                for theirs in ("gds transport", "crown", "crest", "#1d70b8"):
                    assert theirs not in text, file.name
                assert "@font-face" not in text

    def test_nothing_is_loaded_from_elsewhere(self) -> None:
        for file in (_STATIC.parent / "templates").rglob("*.html"):
            text = file.read_text(encoding="utf-8")
            assert "http://" not in text and "https://" not in text, file.name
            assert "style=" not in text and "onclick=" not in text, file.name
