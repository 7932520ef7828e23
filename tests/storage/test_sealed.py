"""The sealed format v1: what it writes, what it reads back, and what it refuses."""

import json
from pathlib import Path

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import ObjectKind, ObjectTooLarge, SealBroken, SealLabel
from storage.sealed import (
    CHUNK_BYTES,
    HEADER_BYTES,
    LARGEST_OBJECT_BYTES,
    PREFIX_BYTES,
    SEALED_CHUNK_BYTES,
    SealedReader,
    SealingStream,
    context_of,
    sealed_size_of,
)
from tests.storage.builders import KEY, OBJECT_ID, Endless, reader_of, sealed, some_bytes, some_label

VECTORS = Path(__file__).parent / "vectors"
EDGES = [0, 1, 16_383, 16_384, 16_385, 32_768, 100_000]
FIELDS = {"magic": 0, "format": 5, "suite": 6, "class": 7, "object id": 8, "version": 24, "reserved": 28}


def _by_the_specification(plain: bytes, salt: bytes, context: bytes) -> bytes:
    """A second sealer, written from the specification alone, with the salt as an argument."""
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
    okm = HKDFExpand(SHA512(), 76, info).derive(KEY)
    base, sealed_chunks = int.from_bytes(okm[32:44], "big"), []
    for number in range(len(plain) // CHUNK_BYTES + 1):
        chunk = plain[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
        sealed_chunks.append(AESGCM(okm[:32]).encrypt((base ^ number).to_bytes(12, "big"), chunk, None))
    return salt + okm[44:] + b"".join(sealed_chunks)


class TestKeptVectors:
    """What was sealed once opens for ever, by our reader and by the library."""

    @pytest.mark.parametrize("size", [0, 1, 16_383, 16_384, 16_385, 100_000])
    def test_a_kept_object_still_opens(self, size: int) -> None:
        about = json.loads((VECTORS / "about.json").read_text())
        blob = (VECTORS / f"{size}.sealed").read_bytes()
        label = SealLabel(about["matter"], about["party"], ObjectKind(about["kind"]))
        key, object_id = bytes.fromhex(about["key"]), about["object_id"]

        ours = reader_of(blob, size, key=key, object_id=object_id, label=label)
        library = Cobblestone256Decryptor(key, context_of(object_id, label))

        assert b"".join(ours.read_range(0, size)) == some_bytes(size)
        assert library.update(blob[HEADER_BYTES:]) + library.finalize() == some_bytes(size)


class TestAgainstTheLibrary:
    """Our reader and the library agree to the byte."""

    @pytest.mark.parametrize("size", EDGES)
    def test_what_the_library_seals_is_what_the_specification_says(self, size: int) -> None:
        blob = sealed(some_bytes(size))
        salt = blob[HEADER_BYTES : HEADER_BYTES + 24]

        written = _by_the_specification(some_bytes(size), salt, context_of(OBJECT_ID, some_label()))

        assert blob[HEADER_BYTES:] == written

    @pytest.mark.parametrize("size", EDGES)
    def test_the_sealed_size_is_known_from_the_plain_size(self, size: int) -> None:
        assert len(sealed(some_bytes(size))) == sealed_size_of(size)

    @given(size=st.integers(0, 70_000), cuts=st.tuples(st.integers(0, 70_000), st.integers(0, 70_000)))
    @settings(max_examples=60, deadline=None)
    def test_any_range_of_any_object_is_that_range_of_the_plain_bytes(
        self, size: int, cuts: tuple[int, int]
    ) -> None:
        plain = some_bytes(size)
        start, stop = sorted(min(cut, size) for cut in cuts)

        opened = reader_of(sealed(plain), size, piece=7_001).read_range(start, stop)

        assert b"".join(opened) == plain[start:stop]

    def test_sealing_in_small_reads_gives_an_object_that_opens(self) -> None:
        stream = SealingStream(Endless(50_000), KEY, OBJECT_ID, some_label())
        blob = b""
        while piece := stream.read(37):
            blob += piece

        assert b"".join(reader_of(blob, 50_000).read_range(0, 50_000)) == some_bytes(50_000)
        assert (stream.size_bytes, stream.sealed_size_bytes) == (50_000, len(blob))

    def test_a_piece_is_at_most_256_kib(self) -> None:
        size = 600_000
        pieces = list(reader_of(sealed(some_bytes(size)), size).read_range(5, size))

        assert max(len(piece) for piece in pieces) <= 256 * 1024
        assert b"".join(pieces) == some_bytes(size)[5:]

    @pytest.mark.parametrize(("start", "stop"), [(-1, 3), (3, 2), (0, 11), (11, 11)])
    def test_a_range_outside_the_object_is_an_error_at_once(self, start: int, stop: int) -> None:
        reader = reader_of(sealed(some_bytes(10)), 10)

        with pytest.raises(ValueError, match="inside the object"):
            reader.read_range(start, stop)


class TestRefusals:
    """Anything else than exactly what was sealed is refused."""

    @pytest.mark.parametrize("field", FIELDS)
    def test_a_changed_header_field_is_refused(self, field: str) -> None:
        blob = bytearray(sealed(some_bytes(100)))
        blob[FIELDS[field]] ^= 1

        with pytest.raises(SealBroken):
            reader_of(bytes(blob), 100)

    @pytest.mark.parametrize("at", [32, 55, 56, 87])
    def test_a_changed_salt_or_commitment_is_refused_before_anything_opens(self, at: int) -> None:
        blob = bytearray(sealed(some_bytes(100)))
        blob[at] ^= 1

        with pytest.raises(SealBroken):
            reader_of(bytes(blob), 100)

    @given(at=st.integers(0, sealed_size_of(40_000) - 1), bit=st.integers(0, 7))
    @settings(max_examples=80, deadline=None)
    def test_one_flipped_bit_anywhere_is_refused(self, at: int, bit: int) -> None:
        blob = bytearray(sealed(some_bytes(40_000)))
        blob[at] ^= 1 << bit

        with pytest.raises(SealBroken):
            list(reader_of(bytes(blob), 40_000).read_range(0, 40_000))

    @pytest.mark.parametrize("cut", [1, 16, SEALED_CHUNK_BYTES, 40_000])
    def test_an_object_cut_short_is_refused(self, cut: int) -> None:
        blob = sealed(some_bytes(50_000))[:-cut]

        with pytest.raises(SealBroken):
            reader_of(blob, 50_000)

    def test_an_object_cut_at_a_chunk_border_is_refused_even_with_a_matching_receipt(self) -> None:
        blob = sealed(some_bytes(3 * CHUNK_BYTES))
        cut = blob[: PREFIX_BYTES + 2 * SEALED_CHUNK_BYTES + 16]

        with pytest.raises(SealBroken):
            reader_of(cut, 2 * CHUNK_BYTES)

    def test_a_shelf_that_gives_no_last_chunk_is_refused(self) -> None:
        blob = sealed(some_bytes(100))

        with pytest.raises(SealBroken):
            SealedReader(
                lambda start, stop: iter([blob[start:stop]] if start == 0 else []),
                KEY,
                OBJECT_ID,
                some_label(),
                size_bytes=100,
                sealed_size_bytes=len(blob),
            )

    def test_a_shelf_that_stops_in_the_middle_is_refused(self) -> None:
        blob = sealed(some_bytes(3 * CHUNK_BYTES))
        calls: list[int] = []

        def read(start: int, stop: int) -> "list[bytes]":
            calls.append(start)
            return [blob[start : stop if len(calls) <= 2 else start + SEALED_CHUNK_BYTES]]

        reader = SealedReader(
            lambda start, stop: iter(read(start, stop)),
            KEY,
            OBJECT_ID,
            some_label(),
            size_bytes=3 * CHUNK_BYTES,
            sealed_size_bytes=len(blob),
        )

        with pytest.raises(SealBroken):
            list(reader.read_range(0, 3 * CHUNK_BYTES))

    def test_bytes_added_at_the_end_are_refused(self) -> None:
        with pytest.raises(SealBroken):
            reader_of(sealed(some_bytes(10)) + b"x", 10)

    def test_two_chunks_in_each_others_place_are_refused(self) -> None:
        blob = bytearray(sealed(some_bytes(50_000)))
        first = slice(PREFIX_BYTES, PREFIX_BYTES + SEALED_CHUNK_BYTES)
        second = slice(first.stop, first.stop + SEALED_CHUNK_BYTES)
        blob[first], blob[second] = blob[second], blob[first]

        with pytest.raises(SealBroken):
            list(reader_of(bytes(blob), 50_000).read_range(0, 50_000))

    @pytest.mark.parametrize(
        "label",
        [
            some_label(matter="LSP-2026-015"),
            some_label(party="lsp-north"),
            some_label(matter="LSP-2026-014i", party="opc"),
            some_label(kind=ObjectKind.DERIVATIVE),
        ],
    )
    def test_another_label_is_refused(self, label: SealLabel) -> None:
        with pytest.raises(SealBroken):
            reader_of(sealed(some_bytes(10)), 10, label=label)

    def test_another_key_is_refused(self) -> None:
        with pytest.raises(SealBroken):
            reader_of(sealed(some_bytes(10)), 10, key=bytes(32))

    def test_another_objects_bytes_are_refused(self) -> None:
        other = sealed(some_bytes(10), object_id="f" * 32)

        with pytest.raises(SealBroken):
            reader_of(other, 10)

    def test_another_objects_bytes_behind_this_objects_header_are_refused(self) -> None:
        blob = (
            sealed(some_bytes(10))[:HEADER_BYTES] + sealed(some_bytes(10), object_id="f" * 32)[HEADER_BYTES:]
        )

        with pytest.raises(SealBroken):
            reader_of(blob, 10)

    def test_more_than_8_gib_is_refused_where_it_passes_the_line(self) -> None:
        stream = SealingStream(Endless(10), KEY, OBJECT_ID, some_label())
        stream.size_bytes = LARGEST_OBJECT_BYTES - 10
        assert stream.read(1)

        over = SealingStream(Endless(10), KEY, OBJECT_ID, some_label())
        over.size_bytes = LARGEST_OBJECT_BYTES - 9
        with pytest.raises(ObjectTooLarge):
            over.read()
