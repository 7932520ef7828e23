"""Documents lie in the open only where the caller says."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest

from redaction import Ground, Schedule, ScheduleEntry, apply, pages_of, read_pages, scratch_in
from redaction.children.asking import private_folder
from redaction.children.scratch import scratch_room
from tests.redaction.hiding_places import HIDING_PLACES, SECRET, a_clean_pdf


def test_a_folder_is_made_in_the_room_and_is_gone(tmp_path: Path) -> None:
    with scratch_in(tmp_path), private_folder() as folder:
        assert folder.parent == tmp_path

    assert list(tmp_path.iterdir()) == []


def test_outside_a_room_the_system_says_where() -> None:
    assert scratch_room() == Path(tempfile.gettempdir())


def test_a_thread_with_this_context_works_in_the_same_room(tmp_path: Path) -> None:
    with scratch_in(tmp_path), ThreadPoolExecutor(1) as pool:
        assert pool.submit(copy_context().run, scratch_room).result() == tmp_path


def test_a_room_named_from_where_one_stands_is_found_by_the_child_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "source").write_bytes(a_clean_pdf(HIDING_PLACES["visible text"]))
    monkeypatch.chdir(tmp_path)

    with scratch_in(Path("var")):
        pages = pages_of(Path("source"))
        read_pages(Path("source"))
        apply(Path("source"), Path("var/copy"), Schedule((ScheduleEntry(SECRET, Ground.CHILD),)))

    assert pages == 1
    assert [path.name for path in Path("var").iterdir()] == ["copy"]


def test_nothing_is_opened_anywhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, room, nowhere = tmp_path / "source", tmp_path / "room", tmp_path / "nowhere"
    source.write_bytes(a_clean_pdf(HIDING_PLACES["visible text"]))
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))

    with scratch_in(room):
        read_pages(source)
        apply(source, room / "copy", Schedule((ScheduleEntry(SECRET, Ground.CHILD),)))

    assert [path.name for path in room.iterdir()] == ["copy"]
    assert not nowhere.exists()
