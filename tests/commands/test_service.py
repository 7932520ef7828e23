"""migrate, check, log verify, journey and help: exit codes that scripts can rely on."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from exchange.commands.cli import _COMMANDS, cli
from tests.commands.terminal import Said, exchange
from tests.desk import a_pdf
from tests.redaction.bad_documents import a_locked_document
from tests.worker.installation import Installation, install

pytestmark = pytest.mark.slow


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return install(tmp_path)


def _call(here: Installation, *arguments: str) -> Said:
    return exchange(*arguments, folder=here.folder, **here.environment)


class TestHelp:
    """Everything says what it does and how it ends."""

    @pytest.mark.parametrize("command", [*_COMMANDS, "log verify"])
    def test_each_command_explains_itself(self, command: str) -> None:
        said = CliRunner().invoke(cli, [*command.split(), "--help"], prog_name="exchange")

        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.startswith("Usage: exchange " + command)

    def test_a_terminal_shows_the_same(self, tmp_path: Path) -> None:
        said = exchange("log", "verify", "--help", folder=tmp_path)

        assert (said.code, said.err) == (0, "")
        assert "Usage: exchange log verify" in said.out

    def test_an_unknown_command_exits_2(self, tmp_path: Path) -> None:
        assert exchange("obliterate", folder=tmp_path).code == 2


class TestMigrate:
    """The database is brought to this version, and nothing works on another."""

    def test_it_can_be_done_again(self, here: Installation) -> None:
        again = _call(here, "migrate")

        assert (again.code, again.out) == (0, "")
        assert "The database is current." in again.err

    def test_a_database_that_was_never_migrated_stops_the_rest_with_a_sentence(self, tmp_path: Path) -> None:
        said = exchange("check", folder=tmp_path)

        assert (said.code, said.out) == (4, "")
        assert "Run: exchange migrate" in said.err

    def test_a_wrong_setting_stops_it_without_showing_the_value(self, tmp_path: Path) -> None:
        said = exchange("check", folder=tmp_path, EXCHANGE__SERVER__PORT="very secret")

        assert said.code == 4
        assert "server.port" in said.err
        assert "very secret" not in said.err


class TestCheck:
    """Store against database against keys."""

    def test_it_exits_0_when_they_agree(self, here: Installation) -> None:
        here.house.document(here.house.matter())

        plain, as_json = _call(here, "check"), _call(here, "check", "--json")

        assert plain.code == 0
        assert json.loads(as_json.out) == {"versions": 1, "destroyed": 0, "orphans": 0, "problems": []}

    def test_it_exits_1_and_says_which_object_is_gone(self, here: Installation) -> None:
        here.house.document(here.house.matter())
        for kept in (here.folder / "store").rglob("*"):
            if kept.is_file():
                kept.unlink()

        said = _call(here, "check")

        assert said.code == 1
        assert "object-missing" in said.out


class TestLogVerify:
    """The record, read whole."""

    def test_an_intact_log_exits_0(self, here: Installation) -> None:
        here.house.matter()

        said = _call(here, "log", "verify")

        assert said.code == 0
        assert said.out.startswith("Log intact to entry ")

    def test_an_edited_entry_exits_1_and_is_named(self, here: Installation) -> None:
        here.house.matter()
        with sqlite3.connect(here.folder / "exchange.db") as database:
            guards = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%audit%'"
            )
            for (name,) in guards.fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            database.execute("UPDATE audit_entries SET officer = 'someone.else' WHERE number = 3")

        said = _call(here, "log", "verify", "--json")

        assert said.code == 1
        assert json.loads(said.out)["breaks"][0]["number"] == 3


class TestJourney:
    """`exchange journey FILE.pdf`: every step told, or the reason why not."""

    def test_it_tells_each_step_from_matter_to_audit(self, tmp_path: Path) -> None:
        (tmp_path / "in.pdf").write_bytes(a_pdf("Marlow Pemberton was seen at home."))

        said = exchange("journey", "in.pdf", "--json", folder=tmp_path)

        steps = [json.loads(line) for line in said.out.splitlines()]
        assert said.code == 0, said.err
        assert [step["step"].split()[0] for step in steps] == [
            *("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12a", "12b", "13")
        ]
        assert all(step["seconds"] >= 0 and step["recorded"] for step in steps)
        assert "Pemberton" not in said.out + said.err

    def test_a_locked_document_stops_it_with_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "in.pdf").write_bytes(a_locked_document())

        said = exchange("journey", "in.pdf", folder=tmp_path)

        assert said.code == 3
        assert "Stopped: This document asks for a password." in said.err

    def test_a_file_that_is_not_there_exits_4(self, tmp_path: Path) -> None:
        assert exchange("journey", "gone.pdf", folder=tmp_path).code == 4
