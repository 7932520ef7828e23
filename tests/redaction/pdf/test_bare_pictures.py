"""A picture's file keeps what draws it, and nothing that its maker wrote beside it."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageCms

from redaction.pdf.pixels.bare_pictures import bare_jpeg, without_metadata

WORD = b"Quillon"
HOLDER = pikepdf.Pdf.new()


def jpeg(mode: str = "RGB", **saving: object) -> bytes:
    picture = Image.linear_gradient("L").convert(mode)
    out = io.BytesIO()
    picture.save(out, "JPEG", **saving)
    return out.getvalue()


def jpeg_2000() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "JPEG2000")
    return with_note(out.getvalue(), b"")


def with_note(held: bytes, note: bytes) -> bytes:
    """A JPEG 2000 with another comment than that of the program that packed it."""
    at = held.index(b"\xff\x64")
    size = int.from_bytes(held[at + 2 : at + 4]) - 4
    return held[: at + 6] + note.ljust(size)[:size] + held[at + 6 + size :]


def bare(held: bytes, filters: pikepdf.Object, **keys: pikepdf.Object) -> pikepdf.Stream:
    stream = pikepdf.Stream(HOLDER, held)
    stream.Filter = filters
    for key, value in keys.items():
        stream[f"/{key}"] = value
    without_metadata(stream)
    return stream


def looks_like(one: bytes, other: bytes) -> bool:
    with Image.open(io.BytesIO(one)) as left, Image.open(io.BytesIO(other)) as right:
        return ImageChops.difference(left.convert("RGB"), right.convert("RGB")).getbbox() is None


def box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4) + kind + body


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (2 + len(body)).to_bytes(2) + body


def after_the_second_table(held: bytes) -> bytes:
    table = held.index(b"\xff\xc4", held.index(b"\xff\xda"))
    end = table + 2 + int.from_bytes(held[table + 2 : table + 4])
    return held[:end] + WORD + held[end:]


HELD = jpeg()
DEAD_CODES = bytes([0, 0, 0, 0, 0, 0, 0, len(WORD), *[0] * 8]) + WORD
JPEGS = {
    "a comment": jpeg(comment=WORD),
    "a second picture after the first": HELD + jpeg(comment=WORD),
    "words after its end": HELD + WORD,
    "words before its beginning": WORD + HELD,
    "words between its markers": HELD[:2] + WORD + HELD[2:],
    "a comment between two scans": jpeg(progressive=True).replace(
        b"\xff\xda", segment(0xFE, WORD) + b"\xff\xda"
    ),
    "words between two scans": after_the_second_table(jpeg(progressive=True)),
    "a thumbnail in its head": HELD[:2] + segment(0xE0, b"JFXX\0" + WORD) + HELD[2:],
    "a head longer than it says": HELD.replace(
        b"\xff\xe0\x00\x10" + HELD[6:20], b"\xff\xe0\x00\x17" + HELD[6:20] + WORD, 1
    ),
    "quantisation steps that no colour takes": HELD[:2]
    + segment(0xDB, b"\x03" + (WORD * 10)[:64])
    + HELD[2:],
    "steps set again before the scan": HELD[:2] + segment(0xDB, b"\0" + (WORD * 10)[:64]) + HELD[2:],
    "steps set again behind the scan": HELD[:-2] + segment(0xDB, b"\0" + (WORD * 10)[:64]) + HELD[-2:],
    "codes that no scan takes": HELD[:2] + segment(0xC4, b"\x13" + DEAD_CODES) + HELD[2:],
    "bytes behind a table": HELD[:2] + segment(0xDB, b"\x03" + bytes([1] * 64) + WORD) + HELD[2:],
    "a number of lines with more behind it": HELD[:-2] + segment(0xDC, b"\1\0" + WORD) + HELD[-2:],
    "a comment after filling bytes": HELD[:2] + b"\xff\xff" + segment(0xFE, WORD) + HELD[2:],
}


class TestJpeg:
    """Cameras, telephones and office programs write in the margins."""

    @pytest.mark.parametrize("place", JPEGS)
    def test_a_word_goes_from(self, place: str) -> None:
        assert WORD in JPEGS[place]

        kept = bare(JPEGS[place], Name.DCTDecode).read_raw_bytes()

        assert WORD not in kept

    @pytest.mark.parametrize("place", JPEGS)
    def test_the_picture_stays_as_it_was_without(self, place: str) -> None:
        kept = bare(JPEGS[place], Name.DCTDecode).read_raw_bytes()

        assert looks_like(kept, HELD)

    @pytest.mark.parametrize("how", [{}, {"progressive": True}, {"optimize": True}, {"subsampling": 0}])
    @pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
    def test_colours_stay(self, mode: str, how: dict[str, object]) -> None:
        held = jpeg(mode, **how)

        assert looks_like(bare_jpeg(held), held)

    def test_the_note_that_says_how_four_inks_are_stored_stays(self) -> None:
        held = HELD[:2] + segment(0xEE, b"Adobe" + bytes(6) + b"\x02" + WORD) + HELD[2:]

        kept = bare_jpeg(held)

        assert segment(0xEE, b"Adobe" + bytes(6) + b"\x02") in kept
        assert WORD not in kept

    def test_one_that_was_cut_off_draws_as_far_as_it_goes(self) -> None:
        held = jpeg(comment=WORD)[:-40]

        kept = bare_jpeg(held)

        assert WORD not in kept
        assert kept.endswith(held[-100:])

    @pytest.mark.parametrize(
        "held", [b"", WORD, b"\xff\xd8" + WORD, b"\xff\xd8" + segment(0xFE, WORD) + b"\xff\xd9"]
    )
    def test_what_draws_nothing_is_not_kept(self, held: bytes) -> None:
        assert WORD not in bare_jpeg(held)

    @pytest.mark.parametrize("marker", [0xC8, 0xDE, 0xDF, 0xF0, 0xF7, 0xFD, 0xDD])
    def test_a_segment_that_no_reader_draws_with_goes(self, marker: int) -> None:
        plain = jpeg()
        told = plain[:2] + bytes([0xFF, marker]) + (2 + len(WORD)).to_bytes(2) + WORD + plain[2:]

        assert bare_jpeg(told) == bare_jpeg(plain)

    def test_one_packed_again_is_unpacked_first(self) -> None:
        packed = zlib.compress(jpeg(comment=WORD))
        parameters = Array([Dictionary(), Dictionary(ColorTransform=1)])

        kept = bare(packed, Array([Name.FlateDecode, Name.DCTDecode]), DecodeParms=parameters)

        assert WORD not in kept.read_raw_bytes()
        assert kept.Filter == Name.DCTDecode
        assert kept.DecodeParms == Dictionary(ColorTransform=1)
        assert looks_like(kept.read_raw_bytes(), jpeg())

    def test_one_under_its_short_name_is_cleaned_as_well(self) -> None:
        assert WORD not in bare(jpeg(comment=WORD), Name.DCT).read_raw_bytes()

    def test_what_is_packed_wrongly_is_left_for_the_page_to_stumble_over(self) -> None:
        kept = bare(b"not packed", Array([Name.FlateDecode, Name.DCTDecode]))

        assert kept.Filter == Array([Name.FlateDecode, Name.DCTDecode])

    def test_samples_that_are_no_jpeg_are_not_touched(self) -> None:
        assert bare(WORD, Array([])).read_raw_bytes() == WORD
        assert bare(zlib.compress(WORD), Name.FlateDecode).read_bytes() == WORD


def a_profile(word: bytes) -> bytes:
    """A colour profile of the usual screen, that says a word."""
    held = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    name = b"sRGB built-in".decode().encode("utf-16-be")
    assert name in held
    return held.replace(name, word.ljust(len(name))[: len(name)])


class TestJpeg2000:
    """Boxes that draw stay; boxes that tell go."""

    @pytest.mark.parametrize("kind", [b"xml ", b"uuid", b"uinf", b"jp2i", b"free", b"lbl "])
    @pytest.mark.parametrize("is_first", [True, False])
    def test_a_box_that_draws_nothing_goes(self, kind: bytes, is_first: bool) -> None:
        held = jpeg_2000()
        head = int.from_bytes(held[:4])
        told = box(kind, WORD)

        kept = bare(
            held[:head] + told + held[head:] if is_first else held + told, Name.JPXDecode
        ).read_raw_bytes()

        assert kept == held

    def test_a_box_with_a_long_length_is_read(self) -> None:
        held = jpeg_2000()
        body = (16 + len(WORD)).to_bytes(8) + WORD

        assert bare(held + (1).to_bytes(4) + b"xml " + body, Name.JPXDecode).read_raw_bytes() == held

    def test_words_after_the_last_box_go(self) -> None:
        held = jpeg_2000()

        assert bare(held + WORD, Name.JPXDecode).read_raw_bytes() == held

    def test_a_last_box_without_length_reaches_to_the_end(self) -> None:
        held = jpeg_2000()
        at = held.index(b"jp2c") - 4
        open_ended = held[:at] + bytes(4) + held[at + 4 :]

        assert bare(open_ended, Name.JPXDecode).read_raw_bytes() == held

    def test_one_that_was_cut_off_loses_what_its_boxes_tell(self) -> None:
        held = jpeg_2000()
        head = int.from_bytes(held[:4])

        kept = bare(held[:head] + box(b"xml ", WORD) + held[head:-20], Name.JPXDecode).read_raw_bytes()

        assert WORD not in kept
        assert kept.endswith(held[-60:-20])

    def test_a_bare_codestream_stays(self) -> None:
        held = jpeg_2000()
        stream = held[held.index(b"jp2c") + 4 :]

        assert bare(stream, Name.JPXDecode).read_raw_bytes() == stream

    def test_comments_of_the_program_that_packed_it_are_blank(self) -> None:
        held = jpeg_2000()
        told = with_note(held, WORD)

        kept = bare(told, Name.JPXDecode).read_raw_bytes()

        assert WORD in told
        assert kept == held

    def test_the_profile_of_its_colours_has_no_words(self) -> None:
        held = jpeg_2000()
        head, colour = held.index(b"jp2h") - 4, held.index(b"colr") - 4
        end = head + int.from_bytes(held[head : head + 4])
        profiled = box(b"jp2h", held[head + 8 : colour] + box(b"colr", b"\2\0\0" + a_profile(WORD)))
        told = held[:head] + profiled + held[end:]

        kept = bare(told, Name.JPXDecode).read_raw_bytes()

        assert WORD in told
        assert WORD not in kept
        assert b"acsp" in kept
