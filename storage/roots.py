"""Party roots, by epoch: what every keyring does with them, wherever it keeps them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyUnknown
from storage.kms import RootWrap

_NONCE_BYTES = 12

Roots = dict[str, dict[int, bytes]]
"""Party to epoch to root."""


class MemoryKeyring:
    """Party roots in memory: the part every keyring shares, and the whole of the one for tests."""

    def __init__(self) -> None:
        self._roots: Roots = {}

    def wrap(self, party: str, key: bytes, context: bytes) -> RootWrap:
        with self._changing() as roots:
            epochs = roots.setdefault(party, {})
            if not epochs:
                epochs[1] = secrets.token_bytes(32)
            epoch = max(epochs)
            root = epochs[epoch]
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return RootWrap(epoch, nonce + AESGCM(root).encrypt(nonce, key, context))

    def unwrap(self, party: str, wrapped: RootWrap, context: bytes) -> bytes:
        root = self._now().get(party, {}).get(wrapped.epoch)
        if root is None:
            raise KeyUnknown
        nonce, sealed = wrapped.sealed[:_NONCE_BYTES], wrapped.sealed[_NONCE_BYTES:]
        try:
            return AESGCM(root).decrypt(nonce, sealed, context)
        except (InvalidTag, ValueError):
            raise KeyUnknown from None

    def new_epoch(self, party: str) -> int:
        with self._changing() as roots:
            epochs = roots.setdefault(party, {})
            epoch = max(epochs, default=0) + 1
            epochs[epoch] = secrets.token_bytes(32)
        return epoch

    def destroy_epochs_before(self, party: str, epoch: int) -> int:
        with self._changing() as roots:
            old = [number for number in roots.get(party, {}) if number < epoch]
            for number in old:
                del roots[party][number]
        return len(old)

    def is_empty(self) -> bool:
        return not any(self._now().values())

    def _now(self) -> Roots:
        return self._roots

    @contextmanager
    def _changing(self) -> Iterator[Roots]:
        """Give the roots to change; what was changed is kept when the block ends well."""
        yield self._roots
