"""Several processes work on one store at once, and any of them may be killed."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage import Receipt, ShredEvidence, Vault, open_folder_shelf
from tests.storage.builders import Endless, a_key_store, some_label

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]

BEGIN = """
import sys
from pathlib import Path
from storage import *
from tests.storage.builders import *
folder = Path(sys.argv[1])
vault = Vault(open_folder_shelf(folder / "shelf"), a_key_store(folder))
"""

PUT_FOR_EVER = """
import io
while True:
    receipt = vault.put(Endless(3_000_000), some_label())
    with open(folder / sys.argv[2], "a") as written:
        written.write(receipt.as_json() + "\\n")
        written.flush()
"""

PUT_SLOWLY = """
class Slow(Endless):
    def read(self, size, /):
        print("reading", flush=True)
        sys.stdin.read(1)
        return super().read(200_000)
vault.put(Slow(50_000_000), some_label())
"""

SHRED = """
receipt = Receipt.from_json(sys.stdin.readline())
print(vault.shred(receipt), flush=True)
"""


def a_process(folder: Path, program: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + program, str(folder), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def a_vault(folder: Path) -> Vault:
    return Vault(open_folder_shelf(folder / "shelf"), a_key_store(folder))


def wait_for_a_receipt(file: Path) -> None:
    give_up_at = time.monotonic() + 240
    while not (file.exists() and "\n" in file.read_text()):
        assert time.monotonic() < give_up_at, "the child put nothing"
        time.sleep(0.02)


def receipts_in(folder: Path) -> list[Receipt]:
    """Every receipt that was written down whole: a kill may have cut the last line."""
    lines = [line for file in folder.glob("receipts-*") for line in file.read_text().splitlines()]
    return [Receipt.from_json(line) for line in lines if line.endswith("}")]


class TestKilled:
    """`kill -9` at any moment loses nothing that was acknowledged and names nothing that was not."""

    def test_a_put_killed_in_the_middle_leaves_no_object(self, tmp_path: Path) -> None:
        kept = a_vault(tmp_path).put(Endless(100), some_label())
        child = a_process(tmp_path, PUT_SLOWLY)
        assert child.stdin and child.stdout
        for _ in range(4):
            assert child.stdout.readline() == "reading\n"
            child.stdin.write("x")
            child.stdin.flush()
        assert list((tmp_path / "shelf" / "aside").iterdir())

        child.kill()
        child.wait()

        after = a_vault(tmp_path)
        assert list(after.check([kept])) == []
        assert list(after.orphans({kept.shelf_key})) == []
        assert list((tmp_path / "shelf" / "aside").iterdir()) == []

    def test_what_was_acknowledged_before_a_kill_always_opens(self, tmp_path: Path) -> None:
        a_vault(tmp_path)
        for turn in range(4):
            child = a_process(tmp_path, PUT_FOR_EVER, f"receipts-{turn}")
            wait_for_a_receipt(tmp_path / f"receipts-{turn}")
            time.sleep(turn * 0.037)
            child.kill()
            child.wait()

        receipts = receipts_in(tmp_path)
        assert len(receipts) >= 4
        assert list(a_vault(tmp_path).check(receipts)) == []


FORK = """
import io, os
first = vault.put(io.BytesIO(b"before the fork"), some_label())
children = []
for number in range(3):
    child = os.fork()
    if child == 0:
        assert b"".join(vault.open(first).chunks()) == b"before the fork"
        receipt = vault.put(io.BytesIO(b"in a child"), some_label())
        os._exit(0 if list(vault.check([first, receipt])) == [] else 1)
    children.append(child)
later = vault.put(io.BytesIO(b"in the parent"), some_label())
assert all(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 for child in children)
assert list(vault.check([first, later])) == []
print("sound", flush=True)
"""


class TestTogether:
    """Two processes at one object agree."""

    def test_a_process_that_forks_shares_the_store_with_its_children(self, tmp_path: Path) -> None:
        said, _ = a_process(tmp_path, FORK).communicate()

        assert said == "sound\n"

    def test_two_processes_that_shred_one_object_both_end_with_the_proof(self, tmp_path: Path) -> None:
        vault = a_vault(tmp_path)
        for _ in range(3):
            receipt, other = (vault.put(Endless(100_000), some_label()) for _ in range(2))
            children = [a_process(tmp_path, SHRED) for _ in range(2)]

            said = [child.communicate(receipt.as_json() + "\n")[0] for child in children]

            assert all("key_destroyed=True" in text and "read_back_refused=True" in text for text in said)
            assert sum("versions_removed=1" in text for text in said) == 1
            assert vault.shred(receipt) == ShredEvidence(True, 0, True)
            assert list(vault.check([other])) == []

    def test_processes_that_put_together_lose_nothing(self, tmp_path: Path) -> None:
        a_vault(tmp_path)
        children = [a_process(tmp_path, PUT_FOR_EVER, f"receipts-{number}") for number in range(3)]
        for number in range(3):
            wait_for_a_receipt(tmp_path / f"receipts-{number}")
        time.sleep(1)
        for child in children:
            child.kill()
            child.wait()

        receipts = receipts_in(tmp_path)
        assert len(receipts) >= 3
        assert list(a_vault(tmp_path).check(receipts)) == []
