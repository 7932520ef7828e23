"""Seals short texts that must lie in a database: a thief of the database reads none of them.

AES-256-GCM under one data key of the key store, bound to the column's name, with a random 96-bit nonce; the key
is good for 2^32 texts, far beyond any deployment. The writing is "f1:" and base64 of nonce and ciphertext.
Source: docs/security.md (T4); NIST SP 800-38D section 8.3 for the bound.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyUnknown, SealBroken
from storage.keys import KeyStore
from storage.receipt import ObjectKind, SealLabel

_FIELD_KEY_ID = "f1e1d" + "0" * 27
_LABEL = SealLabel(matter="every matter's columns", party="the service", kind=ObjectKind.PLAN)
_MARK = "f1:"
_NONCE_BYTES = 12


class FieldSealer:
    """What the ledger is handed to seal its private columns with."""

    def __init__(self, key_store: KeyStore) -> None:
        self._cipher = AESGCM(_field_key(key_store))

    def seal(self, text: str, *, column: str) -> str:
        """The text sealed for this column and no other."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), column.encode())
        return _MARK + base64.b64encode(nonce + sealed).decode("ascii")

    def open(self, written: str, *, column: str) -> str:
        """What `seal` was given.

        Raises:
            SealBroken: it was changed, moved to another column, or never sealed here.
        """
        try:
            if not written.startswith(_MARK):
                raise SealBroken
            raw = base64.b64decode(written.removeprefix(_MARK), validate=True)
            opened = self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], column.encode())
        except (InvalidTag, ValueError, binascii.Error):
            raise SealBroken from None
        return opened.decode("utf-8", "surrogatepass")


def _field_key(key_store: KeyStore) -> bytes:
    """The one key for columns, made on first use; two processes that make it at once end with the same."""
    try:
        return key_store.give(_FIELD_KEY_ID, _LABEL)
    except KeyUnknown:
        pass
    try:
        return key_store.create(_FIELD_KEY_ID, _LABEL)
    except KeyUnknown:
        return key_store.give(_FIELD_KEY_ID, _LABEL)
