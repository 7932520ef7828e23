"""Every way in says what it is for, and looking changes nothing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from werkzeug.routing import Rule

from app import Service as AppService
from app import create_app, throw_away_settings
from exchange.rules.audit import Deed
from exchange.rules.officers import WHO_MAY


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[APIFlask]:
    service = AppService(throw_away_settings(tmp_path_factory.mktemp("house")))
    service.migrate()
    yield create_app(service.desk(), secure_cookies=True)


def deed_of(app: APIFlask, rule: Rule) -> Deed | None:
    deed = getattr(app.view_functions[rule.endpoint], "deed", None)
    return deed if isinstance(deed, Deed) else None


class TestRoutes:
    """A door states the deed; casework asks whether this officer may."""

    def test_every_route_states_a_deed_that_somebody_may_do(self, app: APIFlask) -> None:
        silent = [rule.rule for rule in app.url_map.iter_rules() if deed_of(app, rule) not in WHO_MAY]

        assert silent == []

    def test_a_get_states_a_deed_that_only_reads(self, app: APIFlask) -> None:
        changing = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if rule.methods
            and rule.methods <= {"GET", "HEAD", "OPTIONS"}
            and not _only_reads(deed_of(app, rule))
        ]

        assert changing == []


def _only_reads(deed: Deed | None) -> bool:
    return deed is not None and deed.is_reading


class TestReading:
    """The ledger itself holds a reading act to its word."""

    def test_a_reading_act_cannot_change_a_row(self, tmp_path: Path) -> None:
        service = AppService(throw_away_settings(tmp_path))
        service.migrate()
        desk = service.desk()
        from exchange.casework.trying_out import demonstration  # noqa: PLC0415 - after the settings are in place

        loaded = demonstration.load(desk, password="a-password-for-this-test-only")
        reader = loaded.officer("priya.nair")

        with pytest.raises(RuntimeError), desk.ledger.act(reader, Deed.OPEN_ORIGINAL, at=desk.now()) as act:
            act.matters.save(loaded.matter)


class TestStarting:
    """A web process that loads the language model answers four seconds later and 200 MB heavier."""

    def test_no_door_loads_a_model_or_a_parser_of_documents(self) -> None:
        ask = (
            "import sys, exchange.web, exchange.api, exchange.worker, exchange.commands.cli;"
            "print([slow for slow in ('spacy', 'presidio_analyzer', 'pikepdf', 'numpy') if slow in sys.modules])"
        )

        loaded = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)

        assert loaded.stdout.strip() == "[]"
