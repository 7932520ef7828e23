"""A child's whole way, from its job to its answer, in a copy of this process that cannot come back."""

import io
import json
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from redaction.children import child
from redaction.confined import Layer, confine
from redaction.confined.confine import allow_processor_seconds
from redaction.limits import Limits
from tests.redaction.forked import said_by_a_copy
from tests.redaction.hiding_places import HIDING_PLACES, SECRET, a_clean_pdf

ROOMY = Limits(memory_bytes=8 << 30, ocr_memory_bytes=8 << 30, cpu_seconds=10**6, longest_wall_seconds=10**7)

# Where the measuring of these tests writes down what the copy ran: it must stay open.
MEASURED = Path.cwd()


def confined(folder: Path, deed: Callable[[], object], *, may_run_programs: bool = False) -> str:
    (folder / "given").mkdir()
    (folder / "secret.txt").write_text("a key")

    def in_the_copy() -> str:
        held = confine(
            ROOMY,
            memory_bytes=ROOMY.memory_bytes,
            readable=[folder / "source.pdf", folder / "not there"],
            writable=[folder / "given", MEASURED],
            may_run_programs=may_run_programs,
        )
        if set(held) != set(Layer):
            return f"held by {len(held)} layers only"
        return str(deed())

    return said_by_a_copy(in_the_copy)


def run_a_program() -> int:
    return os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)[1])


class TestConfine:
    """Every layer holds on this machine's kernel, and each refuses what is its own to refuse."""

    def test_it_says_that_all_layers_hold(self, tmp_path: Path) -> None:
        assert confined(tmp_path, lambda: "held") == "held"

    def test_a_file_that_was_not_given_cannot_be_read(self, tmp_path: Path) -> None:
        assert confined(tmp_path, (tmp_path / "secret.txt").read_text) == "PermissionError"

    def test_the_given_folder_can_be_written(self, tmp_path: Path) -> None:
        assert confined(tmp_path, lambda: (tmp_path / "given" / "new").write_text("x")) == "1"

    def test_the_network_cannot_be_reached(self, tmp_path: Path) -> None:
        assert confined(tmp_path, socket.socket) == "PermissionError"

    def test_no_program_can_be_run(self, tmp_path: Path) -> None:
        assert confined(tmp_path, run_a_program) == "PermissionError"

    def test_where_pictures_are_read_a_program_can_be_run(self, tmp_path: Path) -> None:
        assert confined(tmp_path, run_a_program, may_run_programs=True) == "0"

    def test_where_tesseract_keeps_its_language_can_be_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        words = tmp_path / "words"
        words.mkdir()
        (words / "eng.traineddata").write_text("letters")
        monkeypatch.setenv("TESSDATA_PREFIX", str(words))

        assert confined(tmp_path, (words / "eng.traineddata").read_text) == "letters"

    def test_time_can_be_asked_for_only_up_to_the_hard_limit(self, tmp_path: Path) -> None:
        import resource  # noqa: PLC0415

        def ask() -> str:
            allow_processor_seconds(10**9)
            soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
            return str(soft == hard)

        assert confined(tmp_path, ask) == "True"


class TestChild:
    """The verb named on its command line, the job on its standard input, answers on its old standard output."""

    @pytest.mark.parametrize("verb", ["count", "read"])
    def test_a_job_is_done_and_answered_in_two_lines(self, tmp_path: Path, verb: str) -> None:
        source = tmp_path / "source.pdf"
        source.write_bytes(a_clean_pdf(HIDING_PLACES["visible text"]))

        pages, answer = self.lines_of(verb, source, tmp_path)

        assert json.loads(pages) == {"pages": 1}
        said = json.loads(answer)["answer"]["pages"]
        assert said == 1 if verb == "count" else SECRET in said[0]["text"]

    def test_what_a_library_prints_is_no_answer(self, tmp_path: Path) -> None:
        source = tmp_path / "source.pdf"
        source.write_bytes(b"%PDF-1.7 nothing")

        lines = self.lines_of("count", source, tmp_path)

        assert [next(iter(json.loads(line))) for line in lines] == ["pages", "error"]

    def lines_of(self, verb: str, source: Path, folder: Path) -> list[str]:
        said = folder / "said"
        job = {"source": str(source), "folder": str(MEASURED), "opening": {}, "limits": asdict(ROOMY)}

        def in_the_copy() -> str:
            heard = os.open(said, os.O_WRONLY | os.O_CREAT)
            os.dup2(heard, 1)
            sys.stdin = io.StringIO(json.dumps(job))
            return str(child.main([verb]))

        assert said_by_a_copy(in_the_copy) == "0"
        return said.read_text().splitlines()
