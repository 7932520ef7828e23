"""However long an object is, putting and reading it takes the same memory."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys
from pathlib import Path
from storage import Vault, open_folder_shelf
from tests.storage.builders import Endless, a_key_store, peak_memory_kib, some_label
folder, size = Path(sys.argv[1]), int(sys.argv[2])
vault = Vault(open_folder_shelf(folder / "shelf"), a_key_store(folder))
receipt = vault.put(Endless(size), some_label())
read = sum(len(piece) for piece in vault.open(receipt).chunks())
assert read == size == receipt.size_bytes
print(peak_memory_kib())
"""


def peak_kib(folder: Path, size: int) -> int:
    """Put and read an object in a process of its own; give the most memory that process ever had."""
    folder.mkdir()
    argv = [sys.executable, "-c", PROGRAM, str(folder), str(size)]
    return int(subprocess.run(argv, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


class TestConstantMemory:
    """Nothing holds a whole object."""

    def test_300_mb_takes_no_more_memory_than_3_mb(self, tmp_path: Path) -> None:
        small, large = peak_kib(tmp_path / "small", 3_000_000), peak_kib(tmp_path / "large", 300_000_000)

        assert large - small < 8 * 1024
