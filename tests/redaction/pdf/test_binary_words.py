"""Words among bytes that are no writing are found whatever stands beside them by chance."""

import io
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from redaction.verify.encodings import is_in_binary
from redaction.verify.sought import Sought

SOUGHT = Sought(["Okonedo"])


def a_png(note: str) -> bytes:
    held, notes = io.BytesIO(), PngInfo()
    notes.add_text("Author", note)
    Image.new("L", (9, 9)).save(held, "PNG", pnginfo=notes)
    return held.getvalue()


def whose_sum_begins_with_letters() -> bytes:
    """A picture whose note is followed by a sum of which two bytes and more look like letters."""
    for number in range(100_000):
        note = f"{number} Okonedo"
        said = zlib.crc32(b"tEXtAuthor\0" + note.encode()).to_bytes(4)
        if said[:3].isalnum():
            return a_png(note)
    raise AssertionError


class TestBesideWords:
    """Lengths and sums."""

    def test_a_word_before_a_sum_that_looks_like_letters_is_found(self) -> None:
        assert is_in_binary(whose_sum_begins_with_letters(), SOUGHT)

    def test_it_is_found_where_the_picture_stands_inside_other_bytes(self) -> None:
        assert is_in_binary(b"\x00\x01" + whose_sum_begins_with_letters() + b"\xff\x00", SOUGHT)

    @pytest.mark.parametrize(
        "beside", [b"\x00A%b\x00", b"\x00%bZ\x00", b"%bZ", b"\xfeG%b\x00", b"\x01%b\x00"]
    )
    def test_one_letter_beside_a_word_may_be_a_length(self, beside: bytes) -> None:
        assert is_in_binary(beside % b"Okonedo", SOUGHT)
        assert is_in_binary(beside % b"OKONEDO", SOUGHT)

    @pytest.mark.parametrize("word", [b"Okonedosson", b"McOkonedo", b"Konedo"])
    def test_a_longer_word_is_another_word(self, word: bytes) -> None:
        assert not is_in_binary(b"\x00\xff" + word + b"\x00\x07", SOUGHT)

    def test_a_word_in_two_bytes_a_letter_ends_like_any_other(self) -> None:
        assert is_in_binary(b"\x01" + "Okonedo".encode("utf-16-le") + b"a\x00\xff\xff", SOUGHT)
        assert not is_in_binary(b"\x01\x00" + "Okonedosson".encode("utf-16-le") + b"\x00\x00", SOUGHT)
