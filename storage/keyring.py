"""The local keyring: every party's roots in one file, opened by a passphrase.

The file is one line of JSON (how the passphrase becomes a key) and then AES-256-GCM over the roots, with that
line as associated data. It is replaced whole: written aside, fsynced, renamed, and the folder fsynced, so a
power cut leaves the old keyring or the new one. A lock file keeps two processes from each making a first root
for the same party, which would leave one of them with objects nobody can open.

Source: docs/decisions/0003-key-store.md.
"""

from __future__ import annotations

import base64
import errno
import fcntl
import json
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from storage.errors import KeyringLocked, KeyStoreUnreachable
from storage.roots import MemoryKeyring, Roots

_FORMAT = "keyring.v1"
_NONCE_BYTES = 12
_DAMAGED = "The keyring is damaged, or is not a keyring."


@dataclass(frozen=True)
class PassphraseCost:
    """What Argon2id spends on each guess. The default is RFC 9106's second choice with 64 MiB."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        # The file says what to spend before anything in it is authenticated; without these bounds a
        # tampered file could ask for all the memory there is.
        if not (
            8 * self.lanes <= self.memory_kib <= 2**20 and 1 <= self.passes <= 20 and 1 <= self.lanes <= 16
        ):
            raise KeyringLocked(_DAMAGED)


class FileKeyring(MemoryKeyring):
    """The keyring in its file. Opens at once, so that a wrong passphrase is known at start-up.

    Args:
        path: made, with an empty keyring, if nothing is there; mode 0600.
        passphrase: the bytes as given; one trailing line break is left off, because files end in one.
        cost: for a keyring made now; one that exists keeps its own.

    Raises:
        KeyringLocked: wrong passphrase, an empty one, or a damaged file.
        KeyStoreUnreachable: the disk refused.
    """

    def __init__(self, path: Path, passphrase: bytes, *, cost: PassphraseCost | None = None) -> None:
        super().__init__()
        self._path = path
        self._passphrase = passphrase.removesuffix(b"\n").removesuffix(b"\r")
        if not self._passphrase:
            raise KeyringLocked("The passphrase of the keyring is empty.")
        self._header = b""
        self._body_key = b""
        self._one_thread = threading.RLock()
        self._seen: tuple[int, int, int] | None = None
        with self._locked():
            if not path.exists():
                self._begin(cost or PassphraseCost())
            self._read()

    def _now(self) -> Roots:
        # Another process may have made a root or destroyed one since we read.
        with self._one_thread, _disk_faults():
            if self._stamp() != self._seen:
                self._read()
            return self._roots

    @contextmanager
    def _changing(self) -> Iterator[Roots]:
        with self._one_thread, self._locked():
            self._read()
            changed = {party: dict(epochs) for party, epochs in self._roots.items()}
            yield changed
            if changed != self._roots:
                # What is in memory becomes the new roots only once they are durable.
                self._write(changed)
                self._read()

    def _begin(self, cost: PassphraseCost) -> None:
        salt = base64.b64encode(secrets.token_bytes(16)).decode()
        fields = {"format": _FORMAT, "kdf": "argon2id", "salt": salt, **asdict(cost)}
        self._header = json.dumps(fields, sort_keys=True).encode() + b"\n"
        self._body_key = _derive(self._header, self._passphrase)
        self._write({})

    def _read(self) -> None:
        seen = self._stamp()
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            raise KeyringLocked("The keyring is missing.") from None
        header, _, body = raw.partition(b"\n")
        header += b"\n"
        body_key = self._body_key if header == self._header else _derive(header, self._passphrase)
        try:
            plain = AESGCM(body_key).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], header)
        except (InvalidTag, ValueError):
            raise KeyringLocked from None
        self._header, self._body_key = header, body_key
        self._roots, self._seen = _from_json(plain), seen

    def _write(self, roots: Roots) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self._body_key).encrypt(nonce, _as_json(roots), self._header)
        aside = self._path.with_name(self._path.name + ".new")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._header + nonce + sealed)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._path)
        fsync_folder(self._path.parent)

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with _disk_faults():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = self._path.with_name(self._path.name + ".lock")
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _disk_faults() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        # The system's message names the file; only its number is kept.
        why = errno.errorcode.get(fault.errno or 0, "no reason given")
        raise KeyStoreUnreachable(f"The keyring could not be read or written ({why}).") from None


def _derive(header: bytes, passphrase: bytes) -> bytes:
    try:
        fields = json.loads(header)
        if fields["format"] != _FORMAT or fields["kdf"] != "argon2id":
            raise KeyringLocked(_DAMAGED)
        salt = base64.b64decode(fields["salt"], validate=True)
        cost = PassphraseCost(int(fields["memory_kib"]), int(fields["passes"]), int(fields["lanes"]))
        argon = Argon2id(
            salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
        )
        return argon.derive(passphrase)
    except (ValueError, KeyError, TypeError):
        raise KeyringLocked(_DAMAGED) from None


def _as_json(roots: Roots) -> bytes:
    return json.dumps(
        {
            party: {str(epoch): root.hex() for epoch, root in epochs.items()}
            for party, epochs in roots.items()
        },
        sort_keys=True,
    ).encode()


def _from_json(plain: bytes) -> Roots:
    return {
        party: {int(epoch): bytes.fromhex(root) for epoch, root in epochs.items()}
        for party, epochs in json.loads(plain).items()
    }
