"""The running service: pages a second, and what a 2 GB upload and download take in time and memory.

Real gunicorn serves; `wrk` asks if it is installed, else threads do. Memory is the serving process's own peak
(VmHWM), which must not grow with the document.
"""

import contextlib
import http.client
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from exchange.casework import classify
from exchange.casework.receiving import receive
from exchange.casework.releasing import release
from exchange.rules.markings import DataCategory, Level, Marking
from exchange.rules.material import Upload
from exchange.rules.matter import Matter
from tests.casework.story import Released, accepted, decided, proposed, ticket
from tests.components import free_ports
from tests.desk import PASSWORD
from tests.worker.installation import Installation, Process, install, wait_until

MEGABYTE = 1_000_000
SIZE = int(os.environ.get("EXCHANGE_BENCH_BYTES", str(2 << 30)))
PART = 64 << 20
SECONDS = 8
THREADS = 8
_LINE = b"A plain line of a long note about a visit.\n"


@dataclass(frozen=True)
class Serving:
    """An installation, its server and its address."""

    here: Installation
    server: Process
    address: str

    def peak_megabytes(self) -> float:
        """The highest of the serving processes' own peaks."""
        return max(_peak_kib(pid) for pid in self.server.children()) * 1024 / MEGABYTE


def _peak_kib(pid: int) -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0


@contextlib.contextmanager
def serving() -> Iterator[Serving]:
    """Gunicorn on a random port, on a folder store and SQLite."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    (port,) = free_ports(1)
    here = install(
        folder,
        server__port=str(port),
        server__public_address=f"http://127.0.0.1:{port}",
        limits__upload_bytes=str(4 << 30),
    )
    server = here.command("serve")
    try:
        _begin(server, f"http://127.0.0.1:{port}/healthz")
        yield Serving(here, server, f"http://127.0.0.1:{port}")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _begin(server: Process, health: str) -> None:
    server.start(says="")

    def healthy() -> bool:
        with contextlib.suppress(requests.RequestException):
            return requests.get(health, timeout=2).ok
        return False

    wait_until(healthy, seconds=120)


def signed_in(at: Serving, account: str) -> tuple[requests.Session, str]:
    """A browser's session and its form token."""
    browser = requests.Session()
    token = _token(browser.get(f"{at.address}/sign-in", timeout=30).text)
    typed = {
        "csrf_token": token,
        "username": f"{account}@example.org",
        "password": PASSWORD,
        "code": _code_of(at, account),
        "next": "/",
    }
    answer = browser.post(f"{at.address}/sign-in", data=typed, timeout=30)
    assert answer.ok, answer.status_code
    return browser, _token(browser.get(f"{at.address}/", timeout=30).text)


def _code_of(at: Serving, account: str) -> str:
    """The code of this very moment: the server's clock is the machine's."""
    desk = at.here.house.desk
    with desk.ledger.housekeeping() as act:
        secret = act.accounts.get(account).totp_secret
    return desk.credentials.code_at(secret, at=desk.now())


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page has no form"
    return found[1]


def measure() -> dict[str, object]:
    """Requests a second of the matter page; MB/s and peak memory of an upload and a download."""
    with serving() as at:
        matter = at.here.house.matter()
        browser, token = signed_in(at, "b.osei")
        cookies = "; ".join(f"{c.name}={c.value}" for c in browser.cookies)
        figures: dict[str, object] = {
            "matter page, requests a second": _asked_for(f"{at.address}/matters/{matter.id}", cookies)
        }
        figures["memory before, MB"] = round(at.peak_megabytes(), 1)
        upload, seconds = _uploaded(at, browser, token, matter)
        figures[f"upload of {SIZE / MEGABYTE:,.0f} MB, MB/s"] = round(SIZE / MEGABYTE / seconds, 1)
        figures["memory after the upload, MB"] = round(at.peak_megabytes(), 1)
        began = time.perf_counter()
        at.here.house.work()
        figures["taking in, MB/s"] = round(SIZE / MEGABYTE / (time.perf_counter() - began), 1)
        seconds = _downloaded(at, _released(at, matter, upload))
        figures["download, MB/s"] = round(SIZE / MEGABYTE / seconds, 1)
        figures["memory after the download, MB"] = round(at.peak_megabytes(), 1)
        return figures


def _asked_for(address: str, cookies: str) -> float:
    if wrk := shutil.which("wrk"):
        done = subprocess.run(
            [wrk, "-t2", f"-c{THREADS}", f"-d{SECONDS}s", "-H", f"Cookie: {cookies}", address],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Non-2xx" not in done.stdout, done.stdout
        found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
        return float(found[1]) if found else 0.0
    return _asked_by_threads(address, cookies)


def _asked_by_threads(address: str, cookies: str) -> float:
    host, _, path = address.removeprefix("http://").partition("/")
    until, counts = time.monotonic() + SECONDS, [0] * THREADS

    def ask(number: int) -> None:
        line = http.client.HTTPConnection(host)
        while time.monotonic() < until:
            line.request("GET", f"/{path}", headers={"Cookie": cookies})
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def _uploaded(at: Serving, browser: requests.Session, token: str, matter: Matter) -> tuple[Upload, float]:
    announced = receive.Announcement(
        matter=matter.id, title="A long note", file_name="note.txt", length_bytes=SIZE
    )
    upload = receive.announce(at.here.house.desk, at.here.house.officers["b.osei"], announced)
    began = time.perf_counter()
    for start in range(0, SIZE, PART):
        part = _Lines(min(PART, SIZE - start))
        answer = browser.patch(
            f"{at.address}/uploads/{upload.id}",
            data=part,
            headers={
                "Tus-Resumable": "1.0.0",
                "Upload-Offset": str(start),
                "Content-Type": "application/offset+octet-stream",
                "Content-Length": str(part.left),
                "X-CSRF-Token": token,
            },
            timeout=600,
        )
        assert answer.status_code == 204, answer.text
    return upload, time.perf_counter() - began


class _Lines:
    """So many bytes of plain text, made as they are read."""

    def __init__(self, size_bytes: int) -> None:
        self.left = size_bytes
        self._block = (_LINE * (1 + (1 << 18) // len(_LINE)))[: 1 << 18]

    def __len__(self) -> int:
        return self.left

    def read(self, size: int = 1 << 18) -> bytes:
        given = self._block[: min(size, self.left)]
        self.left -= len(given)
        return given


def _released(at: Serving, matter: Matter, upload: Upload) -> Released:
    house = at.here.house
    answer = classify.Answer(
        Marking.OFFICIAL, Level.ORDINARY, (DataCategory.PERSONAL,), "Ordinary personal data"
    )
    material = classify.classify(house.desk, house.officers["a.khan"], upload.material, answer)
    decided(house, matter, material)
    offer = accepted(house, proposed(house, matter, material.original))
    return Released(matter, material, release.approve(house.desk, house.officers["m.lewis"], offer.id))


def _downloaded(at: Serving, told: Released) -> float:
    browser, _ = signed_in(at, "j.ferns")
    minted = ticket(at.here.house, told)
    began = time.perf_counter()
    received = 0
    with browser.get(f"{at.address}/files/{minted.secret}", stream=True, timeout=600) as answer:
        assert answer.status_code == 200, answer.status_code
        for chunk in answer.iter_content(1 << 18):
            received += len(chunk)
    assert received == SIZE, received
    return time.perf_counter() - began
