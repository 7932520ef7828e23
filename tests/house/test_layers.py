"""The floors of the house: the layout's contract is kept."""

import configparser
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: The contracts that the layout began with. The list may grow; a contract that is loosened is a decision.
BEGAN_WITH = {
    "floors",
    "inside-exchange",
    "rules-are-pure",
    "ledger-holds-no-bytes",
    "doors-hold-no-keys",
    "one-room-per-library",
    "crypto-and-bucket-stay-in-storage",
    "flask-stays-at-the-doors",
    "nobody-imports-app",
    "no-circles",
    "front-doors",
    "casework-is-handed-its-tools",
}


class TestLayers:
    """Each room may use only what is below it."""

    def test_the_imports_keep_the_contract(self) -> None:
        lint = Path(sys.executable).with_name("lint-imports")

        done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)

        assert done.returncode == 0, done.stdout + done.stderr

    def test_no_contract_was_taken_away(self) -> None:
        contract = configparser.ConfigParser()
        contract.read(ROOT / ".importlinter")
        kept = {
            name.rpartition(":")[2]
            for name in contract.sections()
            if name.startswith("importlinter:contract")
        }

        assert kept >= BEGAN_WITH

    def test_only_what_was_agreed_stands_at_the_top(self) -> None:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        ).stdout.split()

        assert {name.split("/")[0] for name in listed} <= {
            *("app.py", "exchange", "redaction", "storage", "tests", "docs", "config.example.toml"),
            *("docker-compose.yml", "README.md", "pyproject.toml", "Makefile"),
            *("requirements.txt", "requirements-dev.txt", "requirements-model.txt"),
            *(".importlinter", ".ci", ".gitignore"),
        }
