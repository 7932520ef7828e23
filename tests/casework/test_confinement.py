"""The service says whether what opens documents is confined, and stops where the operator demands it."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from exchange.casework.confinement import _Kept, _tell, documents_may_be_opened
from exchange.casework.readiness import is_ready
from redaction import Confinement
from tests.desk import a_desk


class TestReadiness:
    """On this machine everything holds, so demanding it changes nothing."""

    def test_documents_may_be_opened_where_everything_holds(self) -> None:
        assert documents_may_be_opened(required=True)

    def test_a_service_that_demands_it_is_ready_where_it_holds(self, tmp_path: Path) -> None:
        desk = a_desk(tmp_path).desk
        strict = replace(desk, policy=replace(desk.policy, confinement_required=True))

        assert is_ready(strict)

    def test_the_answer_is_kept(self) -> None:
        kept = _Kept()
        first = kept.answer()

        assert kept.answer() is first


class TestTelling:
    """The log says what holds, and which way is open."""

    def test_an_open_way_is_an_error_with_its_name(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO):
            _tell(Confinement((), ()))

        assert caplog.messages == ["confinement does not hold"]
        assert caplog.records[0].levelno == logging.ERROR

    def test_what_holds_is_said_once(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO):
            _Kept().answer()

        assert caplog.messages == ["confinement holds"]
