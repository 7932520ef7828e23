"""Children are forks of a warm parent: quick to start, alone with their document, and dead when done with."""

import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from redaction import DocumentTooCostly, Limits, pages_of
from redaction.children import starting
from redaction.children.starting import started
from tests.redaction.hiding_places import a_clean_pdf


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.pdf"
    path.write_bytes(a_clean_pdf())
    return path


def job_for(source: Path) -> bytes:
    opening = {"password": "", "may_lose_signature": False}
    job = {
        "source": str(source),
        "folder": str(source.parent),
        "opening": opening,
        "limits": asdict(Limits()),
    }
    return json.dumps(job).encode()


def parent_of_forks() -> int:
    process = starting._WARM._process
    assert process is not None
    return process.pid


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def comes_true(what: Callable[[], bool]) -> bool:
    """Look until it is so; a machine that is busy may take its time."""
    ends_at = time.monotonic() + 120
    while not what() and time.monotonic() < ends_at:
        time.sleep(0.02)
    return what()


def wait_until_childless(pid: int) -> bool:
    return comes_true(lambda: not children_of(pid))


def held_by_children_of(pid: int) -> list[str]:
    """What lies behind each open file of each child."""
    held = []
    for child in children_of(pid):
        for each in Path(f"/proc/{child}/fd").iterdir():
            # A child that has only just been forked is closing what was its parent's.
            with contextlib.suppress(FileNotFoundError):
                held.append(str(each.readlink()))
    return held


class TestWarmParent:
    """One process that has loaded the libraries, and a fork of it for each document."""

    def test_one_parent_serves_many_documents(self, source: Path) -> None:
        pages_of(source)
        first = parent_of_forks()

        assert [pages_of(source) for _ in range(3)] == [1, 1, 1]
        assert parent_of_forks() == first
        assert wait_until_childless(first)

    def test_a_child_that_is_not_given_its_job_is_ended_with_its_errand(self, source: Path) -> None:
        pages_of(source)
        with started("count"):
            assert comes_true(lambda: bool(children_of(parent_of_forks())))

        assert wait_until_childless(parent_of_forks())

    def test_a_child_past_its_time_is_ended(self, source: Path) -> None:
        with pytest.raises(DocumentTooCostly):
            pages_of(source, limits=Limits(wall_seconds=0.0))

        assert wait_until_childless(parent_of_forks())

    def test_a_parent_that_died_is_replaced(self, source: Path) -> None:
        pages_of(source)
        first = parent_of_forks()
        assert starting._WARM._process is not None
        starting._WARM._process.kill()
        starting._WARM._process.wait()

        assert pages_of(source) == 1
        assert parent_of_forks() != first

    def test_it_leaves_when_nobody_can_ask_it_any_more(self, source: Path) -> None:
        pages_of(source)
        process = starting._WARM._process
        assert process is not None and starting._WARM._control is not None
        starting._WARM._control.close()

        assert process.wait(120) == 0
        starting._WARM.forget()

    def test_errands_may_be_sent_side_by_side(self, source: Path) -> None:
        seen: list[int] = []
        threads = [threading.Thread(target=lambda: seen.append(pages_of(source))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert seen == [1, 1, 1, 1]

    def test_a_verb_that_is_none_is_not_done(self) -> None:
        with started("nothing") as child:
            assert child.from_child.read() == b""
            assert child.left(120) != 0

    def test_a_fresh_interpreter_does_the_same(self, source: Path) -> None:
        child = starting._Spawned("count")
        with child.to_child as pipe:
            pipe.write(job_for(source))

        said = child.from_child.read().splitlines()
        child.from_child.close()
        assert child.left(120) == 0
        assert json.loads(said[-1]) == {"answer": {"pages": 1}}


class TestAlone:
    """A fork has nothing of its parent's but the libraries."""

    def test_a_fork_holds_its_two_pipes_and_no_line_of_another(self, source: Path) -> None:
        def held_alone() -> bool:
            held = held_by_children_of(parent_of_forks())
            return len(held) > 1 and all(name.startswith(("pipe:", "/dev/null")) for name in held)

        pages_of(source)
        with started("count") as one, started("count"):
            assert comes_true(lambda: len(children_of(parent_of_forks())) == 2)
            assert comes_true(held_alone)
            assert one.left(0) == -9
