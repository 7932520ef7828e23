"""How fast the store seals and opens, against raw AES-GCM in the same run, and what memory it takes."""

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage import MemoryShelf, Shelf, Vault, memory_key_store, open_folder_shelf
from storage.sealed import SealingStream
from tests.storage.builders import KEY, OBJECT_ID, Endless, some_bytes, some_label

MEGABYTE = 1_000_000
SIZE = 128 * MEGABYTE
ROUNDS = 3
ROOT = Path(__file__).parents[2]

PUT_AND_READ = """
import json, sys, time
from pathlib import Path
from storage import Vault, open_folder_shelf
from tests.storage.builders import Endless, a_key_store, peak_memory_kib, some_label
folder, size = Path(sys.argv[1]), int(sys.argv[2])
vault = Vault(open_folder_shelf(folder / "shelf"), a_key_store(folder))
began = time.perf_counter()
receipt = vault.put(Endless(size), some_label())
put = time.perf_counter()
read = sum(len(piece) for piece in vault.open(receipt).chunks())
ended = time.perf_counter()
assert read == size
print(json.dumps({"put_s": put - began, "read_s": ended - put, "peak_kib": peak_memory_kib()}))
"""


def measure() -> dict[str, object]:
    """Give MB/s (10**6 bytes) as the best of three rounds, and the memory of 2 GB put and read back."""
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[str, object] = {
            "object_mb": SIZE // MEGABYTE,
            "raw_aes_256_gcm_seal_mb_s": _best(_raw_seal),
            "raw_aes_256_gcm_open_mb_s": _best(_raw_open()),
            "raw_sha256_and_gcm_seal_mb_s": _best(_raw_hash_and_seal),
            "sealed_format_only_mb_s": _best(_seal_only),
            **_vault_figures("memory", MemoryShelf()),
            **_vault_figures("folder", open_folder_shelf(Path(folder) / "shelf")),
        }
    return figures | _memory_figures()


def _vault_figures(name: str, shelf: Shelf) -> dict[str, object]:
    vault = Vault(shelf, memory_key_store())
    receipts = []

    def put() -> None:
        receipts.append(vault.put(Endless(SIZE), some_label()))

    def read() -> None:
        for _ in vault.open(receipts[-1]).chunks():
            pass

    figures: dict[str, object] = {f"{name}_put_mb_s": _best(put), f"{name}_open_mb_s": _best(read)}
    opened, began = vault.open(receipts[-1]), time.perf_counter()
    for start in range(0, SIZE - 65_536, SIZE // 200):
        b"".join(opened.read_range(start, start + 65_536))
    figures[f"{name}_64_kib_range_us"] = round((time.perf_counter() - began) / 200 * 1e6)
    return figures


def _memory_figures() -> dict[str, object]:
    figures: dict[str, object] = {}
    for name, size in (("2_mb", 2 * MEGABYTE), ("2_gb", 2000 * MEGABYTE)):
        with tempfile.TemporaryDirectory() as folder:
            argv = [sys.executable, "-c", PUT_AND_READ, folder, str(size)]
            said = json.loads(subprocess.run(argv, cwd=ROOT, check=True, capture_output=True).stdout)
        figures[f"peak_memory_{name}_mib"] = round(said["peak_kib"] / 1024, 1)
    figures["put_2_gb_mb_s"] = round(2000 / said["put_s"])
    figures["read_2_gb_mb_s"] = round(2000 / said["read_s"])
    return figures


def _best(work: Callable[[], object]) -> int:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return round(SIZE / MEGABYTE / min(times))


def _raw_seal() -> None:
    aead, source = AESGCM(KEY), Endless(SIZE)
    while piece := source.read(16_384):
        aead.encrypt(bytes(12), piece, None)


def _raw_open() -> Callable[[], None]:
    aead, piece = AESGCM(KEY), some_bytes(16_384)
    sealed = aead.encrypt(bytes(12), piece, None)

    def work() -> None:
        for _ in range(SIZE // len(piece)):
            aead.decrypt(bytes(12), sealed, None)

    return work


def _raw_hash_and_seal() -> None:
    aead, source, digest = AESGCM(KEY), Endless(SIZE), hashlib.sha256()
    while piece := source.read(16_384):
        digest.update(piece)
        aead.encrypt(bytes(12), piece, None)


def _seal_only() -> None:
    stream = SealingStream(Endless(SIZE), KEY, OBJECT_ID, some_label())
    while stream.read(1024 * 1024):
        pass


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
