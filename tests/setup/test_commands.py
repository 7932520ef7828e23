"""The words that a person types, and the set-up behind them."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.bench.__main__ import table

CHECKOUT = Path(__file__).parents[2]
MAKEFILE = (CHECKOUT / "Makefile").read_text()
SCRIPTS = sorted((CHECKOUT / ".ci").iterdir())


def run(*command: str, path: Path | None = None, cwd: Path = CHECKOUT, **variables: str) -> tuple[int, str]:
    """Exit code and everything it said; with `path`, only the programs in that folder are there."""
    environment = {"PATH": str(path) if path else os.environ["PATH"], "HOME": "/nonexistent", **variables}
    done = subprocess.run(
        command, cwd=cwd, env=environment, check=False, capture_output=True, text=True, timeout=280
    )
    return done.returncode, done.stdout + done.stderr


def folder_of_programs(folder: Path, *names: str) -> Path:
    """A folder with links to these programs of this machine and to no others."""
    folder.mkdir()
    for name in names:
        found = shutil.which(name)
        assert found is not None, name
        (folder / name).symlink_to(found)
    return folder


class TestMake:
    """Each word is listed, and `make` alone lists them."""

    def test_every_target_is_listed_with_what_it_does(self) -> None:
        targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
        _, said = run("make")

        assert set(re.findall(r"^ +make ([a-z]+) +\S", said, re.MULTILINE)) == targets
        assert targets >= {"setup", "run", "test", "check", "bench", "help"}

    def test_the_build_server_runs_every_test_and_stops_at_the_first_failure_of_a_step(self) -> None:
        text = (CHECKOUT / ".ci" / "run").read_text()

        assert "set -euo pipefail" in text
        assert text.rstrip().endswith("make test")

    @pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
    def test_every_script_parses_and_may_be_run(self, script: Path) -> None:
        code, said = run("bash", "-n", str(script))

        assert (code, said) == (0, "")
        assert os.access(script, os.X_OK)


class TestPackages:
    """Everything is installed by hash, from wherever this machine is set to fetch."""

    def test_no_step_installs_a_python_package_without_its_hash(self) -> None:
        installs = re.findall(r"pip_install (--.*)", (CHECKOUT / ".ci" / "setup").read_text())

        assert len(installs) == 3
        for arguments in installs:
            assert "--require-hashes" in arguments or "--no-index -e ." in arguments

    @pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-model.txt"])
    def test_every_requirement_is_one_version_with_a_hash(self, name: str) -> None:
        blocks = re.split(
            r"\n(?=[A-Za-z0-9])", re.sub(r"^ *#.*\n", "", (CHECKOUT / name).read_text(), flags=re.M)
        )

        for block in filter(str.strip, blocks):
            assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+", block), block[:60]
            assert "--hash=sha256:" in block, block[:60]

    def test_the_tests_run_on_the_very_versions_that_the_service_runs_on(self) -> None:
        served, tested = (
            dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", (CHECKOUT / name).read_text(), re.M))
            for name in ("requirements.txt", "requirements-dev.txt")
        )

        assert served.items() <= tested.items()

    def test_every_package_that_the_project_asks_for_is_pinned_within_its_bounds(self) -> None:
        project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
        pinned = re.findall(
            r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", (CHECKOUT / "requirements-dev.txt").read_text(), re.M
        )
        versions = {canonicalize_name(name): version for name, version in pinned}

        for asked in map(Requirement, project["dependencies"] + project["optional-dependencies"]["dev"]):
            assert asked.specifier.contains(versions[canonicalize_name(asked.name)]), asked.name

    @pytest.mark.parametrize("name", ["Makefile", "docker-compose.yml", "pyproject.toml", "requirements.txt"])
    def test_no_file_names_a_package_registry(self, name: str) -> None:
        text = (CHECKOUT / name).read_text()

        assert not re.search(
            r"--(extra-)?index-url|--find-links|trusted-host|pypi\.org|files\.pythonhosted", text
        )


class TestSetUp:
    """The set-up says what is missing in words, and does nothing twice."""

    def test_without_a_python_it_can_use_it_says_which_it_needs(self, tmp_path: Path) -> None:
        checkout = tmp_path / "checkout"
        shutil.copytree(CHECKOUT / ".ci", checkout / ".ci")
        path = folder_of_programs(
            tmp_path / "programs", "bash", "dirname", "id", "find", "env", "grep", "cat"
        )
        old = path / "python3"
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
        old.chmod(0o755)

        code, said = run(str(checkout / ".ci/setup"), "run", path=path, cwd=checkout, SYSTEM_PACKAGES="no")

        assert code == 1
        assert "Python 3.11 or 3.12 is needed" in said
        assert "Python 3.9.2" in said

    def test_without_the_right_to_install_it_says_what_each_missing_package_is_for(
        self, tmp_path: Path
    ) -> None:
        path = folder_of_programs(tmp_path / "programs", "bash", "find", "grep", "env")

        code, said = run(str(CHECKOUT / ".ci/system-packages"), "run", "--check", path=path)

        assert code == 0
        assert "tesseract-ocr: reads the words in scanned pages. Without it a scanned document" in said
        assert "apt-get install" in said
        assert "chromium" not in said

    def test_for_testing_it_names_what_the_tests_need_too(self, tmp_path: Path) -> None:
        path = folder_of_programs(tmp_path / "programs", "bash", "find", "grep", "env")

        _, said = run(str(CHECKOUT / ".ci/system-packages"), "test", "--check", path=path)

        assert "chromium: the tests read the pages in a real browser" in said

    def test_where_nothing_is_missing_it_says_nothing(self) -> None:
        assert run(str(CHECKOUT / ".ci/system-packages"), "test", "--check") == (0, "")

    @pytest.mark.parametrize("script", ["setup", "system-packages"])
    def test_a_word_it_does_not_know_is_answered_with_those_it_does(self, script: str) -> None:
        code, said = run(str(CHECKOUT / ".ci" / script), "everything")

        assert code == 2
        assert "run|test" in said

    def test_every_system_package_is_explained_to_operators(self) -> None:
        listed = re.findall(
            r"^([a-z0-9.+-]+)\|(?:run|test)\|", (CHECKOUT / ".ci/system-packages").read_text(), re.M
        )
        explained = (CHECKOUT / "docs" / "operating.md").read_text()

        assert len(listed) > 8
        assert [package for package in listed if f"`{package}`" not in explained] == []


class TestBench:
    """Figures come as a table for people and as JSON for everyone else."""

    def test_the_table_shows_every_figure_under_its_name(self) -> None:
        shown = table(
            {"storage": {"seal, MB/s": 1234.5678, "objects": 12}, "pages": {"by kind": {"scan": 1}}}
        )

        assert shown.splitlines() == [
            "storage",
            "-------",
            "seal, MB/s  1,234.57",
            "objects     12",
            "",
            "pages",
            "-----",
            'by kind  {"scan": 1}',
        ]

    def test_a_name_that_no_bench_has_is_said_so(self) -> None:
        code, said = run(sys.executable, "-m", "tests.bench", "no-such-bench")

        assert code == 1
        assert "No bench has that name." in said
