"""A child that reads a document has given up what it does not need."""

import subprocess
import sys
from pathlib import Path

import pytest

from redaction.confined import seccomp

PROBE = """
import sys
from pathlib import Path
from redaction.confined import confine
from redaction.limits import Limits
held = confine(Limits(output_bytes=1000), memory_bytes=1 << 30, readable=[Path({readable!r})],
               writable=[Path({writable!r})], may_run_programs={may_run})
def attempt(deed):
    try:
        deed()
    except BaseException as refused:
        print(type(refused).__name__)
    else:
        print("done")
{deed}
"""


def probe(tmp_path: Path, deed: str, *, may_run: bool = False) -> str:
    (tmp_path / "given").mkdir()
    (tmp_path / "source.pdf").write_text("given")
    (tmp_path / "secret.txt").write_text("a key")
    code = PROBE.format(
        readable=str(tmp_path / "source.pdf"), writable=str(tmp_path / "given"), may_run=may_run, deed=deed
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path.cwd(),
    )
    return done.stdout.strip()


ALLOWED = {
    "its own document": "attempt(lambda: Path(sys.argv[1], 'source.pdf').read_bytes())",
    "its own folder": "attempt(lambda: Path(sys.argv[1], 'given', 'new').write_text('x'))",
    "a library it loads late": "attempt(lambda: __import__('pikepdf'))",
    "its own threads": "import threading; t = threading.Thread(); attempt(lambda: (t.start(), t.join()))",
}
REFUSED = {
    "a file beside its document": "attempt(lambda: Path(sys.argv[1], 'secret.txt').read_bytes())",
    "the password file": "attempt(lambda: Path('/etc/passwd').read_bytes())",
    "the list of a folder": "attempt(lambda: list(Path(sys.argv[1]).iterdir()))",
    "writing elsewhere": "attempt(lambda: Path(sys.argv[1], 'new').write_text('x'))",
    "a way out by a link": (
        "link = Path(sys.argv[1], 'given', 'link'); link.symlink_to('/etc/passwd')\n"
        "attempt(lambda: link.read_bytes())"
    ),
    "the network": "import socket; attempt(lambda: socket.socket(socket.AF_INET))",
    "a datagram": "import socket; attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))",
    "a local socket": "import socket; attempt(lambda: socket.socket(socket.AF_UNIX))",
    "another program": "import subprocess; attempt(lambda: subprocess.run(['/bin/true']))",
    "a child of its own": "import os; attempt(lambda: os.fork() or os._exit(0))",
    "its parent's memory": "import os; attempt(lambda: Path(f'/proc/{os.getppid()}/environ').read_bytes())",
    "stopping its parent": "import os; attempt(lambda: os.kill(os.getppid(), 15))",
    "too much memory": "attempt(lambda: bytearray(2 << 30))",
    "too many files": "attempt(lambda: [open('/dev/null') for _ in range(400)])",
}


class TestConfine:
    """Real probes in a real child."""

    @pytest.mark.parametrize("deed", ALLOWED)
    def test_it_may_have(self, deed: str, tmp_path: Path) -> None:
        assert probe(tmp_path, ALLOWED[deed]) == "done"

    @pytest.mark.parametrize("deed", REFUSED)
    def test_it_may_not_have(self, deed: str, tmp_path: Path) -> None:
        assert probe(tmp_path, REFUSED[deed]) in {"PermissionError", "MemoryError", "OSError"}

    def test_it_may_run_a_program_where_it_reads_pictures(self, tmp_path: Path) -> None:
        deed = "import subprocess; attempt(lambda: subprocess.run(['/bin/true'], check=True))"

        assert probe(tmp_path, deed, may_run=True) == "done"

    def test_a_program_it_runs_is_confined_as_well(self, tmp_path: Path) -> None:
        deed = (
            "import subprocess; print(subprocess.run(['cat', '/etc/passwd'], capture_output=True).returncode)"
        )

        assert probe(tmp_path, deed, may_run=True) == "1"

    def test_it_says_what_holds(self, tmp_path: Path) -> None:
        assert "limits" in probe(tmp_path, "print(*held)")


class TestFilter:
    """The filter is the same law in the numbers of each architecture."""

    @pytest.mark.parametrize("architecture", ["x86_64", "aarch64"])
    def test_every_step_is_eight_bytes(self, architecture: str) -> None:
        assert len(seccomp.filter_for(architecture, may_run_programs=True)) % 8 == 0

    def test_where_programs_may_run_so_may_children(self) -> None:
        without = seccomp.filter_for("x86_64", may_run_programs=True)

        # execve, execveat, fork and vfork, and four steps that let clone make threads alone.
        assert len(seccomp.filter_for("x86_64", may_run_programs=False)) == len(without) + 8 * 8
