"""How an object's key is wrapped by its matter's key: 81 bytes, bound to the object, its label and its version.

    0   1   suite: 1 = AES-256-GCM
    1   16  id of the matter key
    17  4   version of the matter key, big-endian
    21  12  nonce, random
    33  48  the key, sealed; the context is associated data

AES-GCM would open under two keys if someone crafted it so; a data key put in another's place is then refused
by the commitment in the object itself (storage/sealed.py).
"""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyUnknown
from storage.receipt import SealLabel
from storage.sealed import OBJECT_VERSION, with_length

WRAP_BYTES = 81
_SUITE = 1
_NONCE_BYTES = 12
_HEAD = struct.Struct(">B16sI")


@dataclass(frozen=True)
class MatterKey:
    """One party's key for one matter, unwrapped. It never wraps more than GCM's 2**31 random nonces allow."""

    key_id: bytes
    version: int
    secret: bytes

    @classmethod
    def fresh(cls, *, version: int) -> MatterKey:
        return cls(secrets.token_bytes(16), version, secrets.token_bytes(32))

    def wrap(self, key: bytes, context: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        head = _HEAD.pack(_SUITE, self.key_id, self.version)
        return head + nonce + AESGCM(self.secret).encrypt(nonce, key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """Give the key back.

        Raises:
            KeyUnknown: it was wrapped by another key, for another object, or not at all.
        """
        head = _HEAD.pack(_SUITE, self.key_id, self.version)
        if len(wrapped) != WRAP_BYTES or not wrapped.startswith(head):
            raise KeyUnknown
        body = wrapped[_HEAD.size :]
        try:
            return AESGCM(self.secret).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], context)
        except InvalidTag:
            raise KeyUnknown from None


def object_context(object_id: str, label: SealLabel) -> bytes:
    """Give what the wrap of an object's key is bound to."""
    fixed = b"lspx/dek/v1\x00" + bytes.fromhex(object_id) + OBJECT_VERSION.to_bytes(4, "big")
    return fixed + with_length(label.matter) + with_length(label.party) + bytes([label.kind])


def matter_context(key: MatterKey, label: SealLabel) -> bytes:
    """Give what the wrap of a matter's key is bound to."""
    fixed = b"lspx/kek/v1\x00" + key.key_id + key.version.to_bytes(4, "big")
    return fixed + with_length(label.matter) + with_length(label.party)
