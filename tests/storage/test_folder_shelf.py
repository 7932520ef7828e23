"""The folder shelf: in an order that survives a power cut, and clear about a full disk."""

import errno
import io
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import ObjectMissing, ShelfFull, ShelfUnreachable, open_folder_shelf
from storage.shelves.folder import Disk, FolderShelf
from storage.shelves.shelf import new_shelf_key
from tests.storage.builders import some_bytes


class RecordingDisk(Disk):
    """The real disk, which remembers what was asked of it and may refuse a named step."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.refuse: str | None = None
        self.why = errno.EIO

    def fsync(self, descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        self._step(f"fsync {kind}")
        super().fsync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        self._step("rename")
        super().rename(old, new)

    def _step(self, step: str) -> None:
        if step == self.refuse:
            raise OSError(self.why, "refused")
        self.steps.append(step)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow past 1 MB, as on a disk that fills up."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, before)


class TestPowerCut:
    """Bytes, then the name, then the folder: a name never points at bytes that are not there."""

    def test_bytes_are_durable_before_the_name_and_the_name_before_it_is_told(self, tmp_path: Path) -> None:
        disk = RecordingDisk()
        shelf = FolderShelf(tmp_path, disk=disk)
        assert disk.steps.count("fsync folder") == 3
        disk.steps.clear()

        shelf.put(new_shelf_key(), io.BytesIO(b"x"))

        assert disk.steps == ["fsync file", "rename", "fsync folder"]

    def test_a_removal_is_durable_before_it_is_told(self, tmp_path: Path) -> None:
        disk, place = RecordingDisk(), new_shelf_key()
        shelf = FolderShelf(tmp_path, disk=disk)
        shelf.put(place, io.BytesIO(b"x"))
        disk.steps.clear()

        shelf.delete_all_versions(place)

        assert disk.steps == ["fsync folder"]

    @pytest.mark.parametrize("step", ["fsync file", "rename", "fsync folder"])
    @pytest.mark.parametrize(("why", "said"), [(errno.EIO, ShelfUnreachable), (errno.ENOSPC, ShelfFull)])
    def test_a_disk_that_refuses_any_step_leaves_nothing(
        self, tmp_path: Path, step: str, why: int, said: type[Exception]
    ) -> None:
        disk, place = RecordingDisk(), new_shelf_key()
        shelf = FolderShelf(tmp_path, disk=disk)
        disk.refuse, disk.why = step, why

        with pytest.raises(said):
            shelf.put(place, io.BytesIO(b"x"))

        assert files_in(tmp_path) == []
        disk.refuse = None
        assert shelf.put(place, io.BytesIO(b"x")) == 1


class TestFullDisk:
    """No room is said plainly, and what was kept before can still be read."""

    @pytest.mark.usefixtures("small_files")
    def test_a_disk_that_fills_up_in_the_middle_leaves_nothing(self, tmp_path: Path) -> None:
        shelf, place = open_folder_shelf(tmp_path), new_shelf_key()
        shelf.put(place, io.BytesIO(b"kept before"))

        with pytest.raises(ShelfFull, match="no room") as refusal:
            shelf.put(new_shelf_key(), io.BytesIO(some_bytes(3_000_000)))

        assert "space" in refusal.value.next_step
        assert len(files_in(tmp_path)) == 1
        assert b"".join(shelf.open_range(place, 0, 11)) == b"kept before"


class TestPrivacy:
    """Only the service's own account reads the folder, and nothing leads outside it."""

    def test_folders_are_0700_and_files_0600(self, tmp_path: Path) -> None:
        shelf = open_folder_shelf(tmp_path / "shelf")
        shelf.put(new_shelf_key(), io.BytesIO(b"x"))

        for path in [tmp_path / "shelf", *(tmp_path / "shelf").rglob("*")]:
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)

    @pytest.mark.parametrize("place", ["../outside", "/etc/passwd", "o/aa/../../../x", "aside/x", ""])
    def test_a_place_that_is_none_of_ours_is_refused(self, tmp_path: Path, place: str) -> None:
        shelf = open_folder_shelf(tmp_path / "shelf")

        with pytest.raises(ObjectMissing):
            shelf.put(place, io.BytesIO(b"x"))
        with pytest.raises(ObjectMissing):
            shelf.size_bytes(place)

    def test_a_strangers_file_in_the_folder_is_not_an_object(self, tmp_path: Path) -> None:
        shelf = open_folder_shelf(tmp_path)
        (tmp_path / "o" / "aa" / "notes.txt").write_text("x")

        assert list(shelf.contents()) == []

    def test_a_place_is_used_once(self, tmp_path: Path) -> None:
        shelf, place = open_folder_shelf(tmp_path), new_shelf_key()
        shelf.put(place, io.BytesIO(b"first"))

        with pytest.raises(ShelfUnreachable, match="twice"):
            shelf.put(place, io.BytesIO(b"second"))

        assert b"".join(shelf.open_range(place, 0, 5)) == b"first"


class TestDebris:
    """What a killed process left half-written goes; what a living one is writing stays."""

    def test_a_file_nobody_is_writing_is_cleared_away(self, tmp_path: Path) -> None:
        open_folder_shelf(tmp_path)
        (tmp_path / "aside" / "half").write_bytes(b"half")

        open_folder_shelf(tmp_path)

        assert files_in(tmp_path) == []

    def test_a_file_being_written_stays(self, tmp_path: Path) -> None:
        shelf, place = open_folder_shelf(tmp_path), new_shelf_key()

        class OpensAnotherShelf(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                open_folder_shelf(tmp_path)
                return super().read(size)

        shelf.put(place, OpensAnotherShelf(b"abc"))

        assert b"".join(shelf.open_range(place, 0, 3)) == b"abc"


class TestTheFolderItself:
    """A folder that cannot be used says so."""

    def test_a_folder_that_cannot_be_made_is_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(ShelfUnreachable):
            open_folder_shelf(tmp_path / "file" / "shelf")

    def test_a_folder_that_disappeared_is_a_fault(self, tmp_path: Path) -> None:
        shelf = open_folder_shelf(tmp_path / "shelf")
        shelf.probe()
        subprocess.run(["rm", "-r", tmp_path / "shelf"], check=True)

        with pytest.raises(ShelfUnreachable):
            shelf.probe()
        with pytest.raises(ShelfUnreachable):
            shelf.put(new_shelf_key(), io.BytesIO(b"x"))

    def test_a_message_never_names_a_file(self, tmp_path: Path) -> None:
        program = (
            "import io, sys, pathlib, storage\n"
            "from storage.shelves.shelf import new_shelf_key\n"
            "shelf = storage.open_folder_shelf(pathlib.Path(sys.argv[1]) / 'secret-name')\n"
            "(pathlib.Path(sys.argv[1]) / 'secret-name' / 'aside').rmdir()\n"
            "shelf.put(new_shelf_key(), io.BytesIO(b'x'))\n"
        )
        ended = subprocess.run(
            [sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=False
        )

        assert ended.returncode == 1
        assert "ShelfUnreachable" in ended.stderr
        assert "secret-name" not in ended.stderr.replace(program, "")
