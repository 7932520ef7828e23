"""The sealed format, LSPXO v1: what is written, and how any part of it is read back.

    0   6   magic "LSPXO" 0x01
    6   1   suite: 1 = Cobblestone-256 (c2sp.org/chunked-encryption, SHA-512, AEAD_AES_256_GCM)
    7   1   class: an `ObjectKind`
    8   16  object id
    24  4   version, big-endian
    28  4   reserved, zero
    32  24  salt         \\
    56  32  commitment    > one Cobblestone message
    88  ..  chunks of 16384 + 16 bytes; the last holds fewer than 16384, so a file cut at a border is short

The header and the label are the message's context: under any other label the commitment differs, and
nothing is decrypted. Sealing uses the library; reading a range is ours, because the library reads only from
the start (its maker has an open proposal for ranges). tests/storage/ holds both to the same vectors.

Source: docs/sealed-format.md.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterator
from typing import Protocol

from cryptography.cobblestone import Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from storage.errors import ObjectTooLarge, SealBroken
from storage.receipt import SealLabel

MAGIC = b"LSPXO\x01"
SUITE_COBBLESTONE_256 = 1
OBJECT_VERSION = 1
HEADER_BYTES = 32
PREFIX_BYTES = HEADER_BYTES + 24 + 32
CHUNK_BYTES = 16_384
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
LARGEST_OBJECT_BYTES = 8 * 1024**3

_DERIVE_INFO = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"
_READ_BYTES = 256 * 1024
_CHUNKS_A_PIECE = 16


class Source(Protocol):
    """Where plain bytes come from: `read(n)` gives up to n bytes, and none at the end."""

    def read(self, size: int, /) -> bytes: ...


ReadSealed = Callable[[int, int], Iterator[bytes]]
"""Gives the sealed bytes from one offset up to another, in pieces of any size."""


def header_of(object_id: str, label: SealLabel) -> bytes:
    """Give the 32 bytes that open a sealed object."""
    return struct.pack(
        ">6sBB16sII",
        MAGIC,
        SUITE_COBBLESTONE_256,
        label.kind,
        bytes.fromhex(object_id),
        OBJECT_VERSION,
        0,
    )


def context_of(object_id: str, label: SealLabel) -> bytes:
    """Give what the seal is bound to: the header, the matter and the party, each with its length."""
    return (
        b"lspx/object/v1\x00"
        + header_of(object_id, label)
        + with_length(label.matter)
        + with_length(label.party)
    )


def sealed_size_of(size_bytes: int) -> int:
    """Say how many bytes an object takes once sealed. One plain size has exactly one sealed size."""
    return PREFIX_BYTES + size_bytes + TAG_BYTES * (size_bytes // CHUNK_BYTES + 1)


class SealingStream:
    """The sealed bytes of a source, made as they are read; memory stays constant.

    After the last byte was read, `size_bytes`, `sealed_size_bytes` and `sha256` are those of the whole.

    Raises, from `read`:
        ObjectTooLarge: the source gave more than 8 GiB.
        Whatever the source raises, which is also kept in `source_fault`.
    """

    def __init__(self, source: Source, key: bytes, object_id: str, label: SealLabel) -> None:
        self.size_bytes = 0
        self.sealed_size_bytes = 0
        self.source_fault: BaseException | None = None
        self._source = source
        self._encryptor = Cobblestone256Encryptor(key, context_of(object_id, label))
        self._hash = hashlib.sha256()
        self._ready = bytearray(header_of(object_id, label))
        self._is_finished = False

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def read(self, size: int = -1, /) -> bytes:
        while not self._is_finished and (size < 0 or len(self._ready) < size):
            self._seal_more()
        wanted = len(self._ready) if size < 0 else size
        piece = bytes(self._ready[:wanted])
        del self._ready[:wanted]
        self.sealed_size_bytes += len(piece)
        return piece

    def _seal_more(self) -> None:
        plain = self._read_source()
        if not plain:
            self._ready += self._encryptor.finalize()
            self._is_finished = True
            return
        self.size_bytes += len(plain)
        if self.size_bytes > LARGEST_OBJECT_BYTES:
            raise ObjectTooLarge
        self._hash.update(plain)
        self._ready += self._encryptor.update(plain)

    def _read_source(self) -> bytes:
        try:
            return self._source.read(_READ_BYTES)
        except BaseException as fault:
            self.source_fault = fault
            raise


class SealedReader:
    """Opens any range of one sealed object, after checking that the whole is the one it should be.

    Before it exists: the sealed size fits the plain size, the header is the expected one, the key commitment
    holds (so key and label are right), and the last chunk opens (so nothing was cut off or added).

    Args:
        read_sealed: gives sealed bytes by offset; called once per range.
        size_bytes: of the plain bytes, from the receipt.
        sealed_size_bytes: of what the shelf holds now.

    Raises:
        SealBroken: any of those checks fails.
    """

    def __init__(
        self,
        read_sealed: ReadSealed,
        key: bytes,
        object_id: str,
        label: SealLabel,
        *,
        size_bytes: int,
        sealed_size_bytes: int,
    ) -> None:
        if sealed_size_bytes != sealed_size_of(size_bytes):
            raise SealBroken
        self.size_bytes = size_bytes
        self._sealed_size_bytes = sealed_size_bytes
        self._read_sealed = read_sealed
        prefix = b"".join(read_sealed(0, PREFIX_BYTES))
        if prefix[:HEADER_BYTES] != header_of(object_id, label):
            raise SealBroken
        self._aead, self._base_nonce = _derive(key, context_of(object_id, label), prefix[HEADER_BYTES:])
        self._open_last_chunk()

    def read_range(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the plain bytes from start up to stop, in pieces of at most 256 KiB, each already checked.

        Raises:
            ValueError: not 0 <= start <= stop <= size_bytes.
            SealBroken: a chunk is not what was sealed; what was yielded before it is sound.
        """
        if not 0 <= start <= stop <= self.size_bytes:
            raise ValueError("The range does not lie inside the object.")
        return self._range(start, stop)

    def _range(self, start: int, stop: int) -> Iterator[bytes]:
        if start == stop:
            return
        first, last = start // CHUNK_BYTES, (stop - 1) // CHUNK_BYTES
        number, ready = first, []
        for sealed in self._chunks(first, last):
            plain = self._open_chunk(number, sealed)
            begin = number * CHUNK_BYTES
            ready.append(plain[max(0, start - begin) : stop - begin])
            number += 1
            if len(ready) == _CHUNKS_A_PIECE:
                yield b"".join(ready)
                ready.clear()
        if number != last + 1:
            raise SealBroken
        if ready:
            yield b"".join(ready)

    def _chunks(self, first: int, last: int) -> Iterator[bytes]:
        """Yield sealed chunks first to last, however the shelf cuts its pieces."""
        offset = PREFIX_BYTES + first * SEALED_CHUNK_BYTES
        stop = min(PREFIX_BYTES + (last + 1) * SEALED_CHUNK_BYTES, self._sealed_size_bytes)
        held = bytearray()
        for piece in self._read_sealed(offset, stop):
            held += piece
            while len(held) >= SEALED_CHUNK_BYTES:
                yield bytes(held[:SEALED_CHUNK_BYTES])
                del held[:SEALED_CHUNK_BYTES]
        if held:
            yield bytes(held)

    def _open_last_chunk(self) -> None:
        number = self.size_bytes // CHUNK_BYTES
        for sealed in self._chunks(number, number):
            if len(self._open_chunk(number, sealed)) == self.size_bytes % CHUNK_BYTES:
                return
        raise SealBroken

    def _open_chunk(self, number: int, sealed: bytes) -> bytes:
        nonce = (self._base_nonce ^ number).to_bytes(12, "big")
        try:
            return self._aead.decrypt(nonce, sealed, None)
        except InvalidTag:
            raise SealBroken from None


def _derive(key: bytes, context: bytes, salt_and_commitment: bytes) -> tuple[AESGCM, int]:
    salt, commitment = salt_and_commitment[:24], salt_and_commitment[24:]
    info = _DERIVE_INFO + salt + context
    derived = HKDFExpand(algorithm=SHA512(), length=32 + 12 + 32, info=info).derive(key)
    # The commitment is what makes a wrong key or a wrong label fail before a byte is decrypted: AES-GCM
    # alone would let someone craft bytes that open under two keys.
    if not hmac.compare_digest(derived[44:], commitment):
        raise SealBroken
    return AESGCM(derived[:32]), int.from_bytes(derived[32:44], "big")


def with_length(text: str) -> bytes:
    """Give a name so that no two lists of names have the same bytes: two bytes of length, then UTF-8."""
    raw = text.encode()
    return len(raw).to_bytes(2, "big") + raw
