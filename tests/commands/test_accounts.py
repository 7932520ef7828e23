"""let-in and shut-out: sign-ins go into a new file for one pair of eyes, or nobody was let in."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exchange.casework.desk import Desk
from exchange.commands.cli import cli
from tests.casework.test_accounts import SECOND, a_table
from tests.desk import a_desk


@dataclass(frozen=True)
class Installed:
    """What these two commands use of the service."""

    place: Desk

    def desk(self) -> Desk:
        return self.place


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    (tmp_path / "people.csv").write_bytes(a_table({}, SECOND))
    return Installed(a_desk(tmp_path).desk)


def call(installed: Installed, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments], obj=installed, prog_name="exchange")


class TestLetIn:
    """Passwords are told once, to whoever ran it."""

    def test_the_list_is_for_this_account_alone_and_names_each_person(
        self, installed: Installed, tmp_path: Path
    ) -> None:
        said = call(installed, "let-in", tmp_path / "people.csv", "-o", tmp_path / "out.csv")

        listed = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
        assert (said.exit_code, said.stdout) == (0, "")
        assert [row["email"] for row in listed] == [
            "oriel.fanshawe@eastmoor.example",
            "ines.calloway@eastmoor.example",
        ]
        assert all(len(row["password"]) >= 15 for row in listed)
        assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600
        assert not any(row["password"] in said.stderr for row in listed)

    def test_a_list_that_is_there_is_not_written_over_and_nobody_is_let_in(
        self, installed: Installed, tmp_path: Path
    ) -> None:
        (tmp_path / "out.csv").write_text("the last list")

        assert call(installed, "let-in", tmp_path / "people.csv", "-o", tmp_path / "out.csv").exit_code == 4
        assert (tmp_path / "out.csv").read_text() == "the last list"
        assert call(installed, "shut-out", "oriel.fanshawe@eastmoor.example").exit_code == 3

    def test_a_refusal_leaves_no_list_and_says_the_line(self, installed: Installed, tmp_path: Path) -> None:
        (tmp_path / "people.csv").write_bytes(a_table({}, {**SECOND, "roles": "auditor; approver"}))

        said = call(installed, "let-in", tmp_path / "people.csv", "-o", tmp_path / "out.csv")

        assert said.exit_code == 3
        assert said.stderr.startswith("Line 3: One account cannot hold both")
        assert not (tmp_path / "out.csv").exists()

    def test_a_container_takes_the_table_and_gives_the_list_by_pipes(self, installed: Installed) -> None:
        said = CliRunner().invoke(cli, ["let-in", "-", "-o", "-"], obj=installed, input=a_table())

        assert said.exit_code == 0
        assert "oriel.fanshawe@eastmoor.example," in said.stdout


class TestShutOut:
    """Somebody leaves."""

    def test_whoever_was_let_in_is_shut_out(self, installed: Installed, tmp_path: Path) -> None:
        call(installed, "let-in", tmp_path / "people.csv", "-o", tmp_path / "out.csv")

        assert call(installed, "shut-out", "ines.calloway@eastmoor.example").exit_code == 0

    def test_an_address_that_nobody_signs_in_with_is_refused(self, installed: Installed) -> None:
        said = call(installed, "shut-out", "nobody@eastmoor.example")

        assert (said.exit_code, said.stderr) == (3, "Nobody signs in with this email address.\n")
