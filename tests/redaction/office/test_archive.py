"""A zip package is read only when every program would read the same in it."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from redaction.errors import DocumentError, DocumentLocked, DocumentTooCostly, DocumentUnreadable
from redaction.office.archive import Bounds, open_package, write_package

PARTS = (("first.xml", b"<a/>"), ("second.xml", b"<b>words</b>" * 20))


def a_zip(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as package:
        for name, written in parts or PARTS:
            package.writestr(name, written)
    return held.getvalue()


def directory_of(held: bytes) -> int:
    return int(struct.unpack("<I", held[-6:-2])[0])


def with_directory_at(held: bytes, at: int) -> bytes:
    return held[:-6] + struct.pack("<I", at) + held[-2:]


def opened(held: bytes, bounds: Bounds | None = None) -> dict[str, bytes]:
    with open_package(io.BytesIO(held), bounds or Bounds()) as package:
        return {name: package.part(name) for name in package.names}


class TestOpening:
    """What may be opened."""

    def test_every_part_is_read_in_its_order(self) -> None:
        assert list(opened(a_zip()).items()) == list(PARTS)

    def test_folders_are_no_parts(self) -> None:
        assert list(opened(a_zip(("word/", b""), ("word/document.xml", b"<a/>")))) == ["word/document.xml"]

    def test_parts_written_by_a_program_that_could_not_go_back_are_read(self) -> None:
        class Forward(io.BytesIO):
            def seekable(self) -> bool:
                return False

            def seek(self, *_: int) -> int:
                raise io.UnsupportedOperation

        held = Forward()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(*PARTS[0])
            package.writestr(*PARTS[1])

        assert opened(held.getvalue()) == dict(PARTS)

    def test_a_package_of_the_long_form_is_read(self) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as package, package.open("long.xml", "w", force_zip64=True) as part:
            part.write(b"<long/>")

        assert opened(held.getvalue()) == {"long.xml": b"<long/>"}

    def test_blanks_that_a_transfer_left_behind_are_no_hiding_place(self) -> None:
        assert opened(a_zip() + b"\r\n") == dict(PARTS)

    def test_a_part_that_is_not_there_is_refused(self) -> None:
        with (
            open_package(io.BytesIO(a_zip())) as package,
            pytest.raises(DocumentUnreadable, match="missing"),
        ):
            package.part("third.xml")

    def test_a_size_is_known_before_a_part_is_read(self) -> None:
        with open_package(io.BytesIO(a_zip())) as package:
            assert package.size_bytes("second.xml") == len(PARTS[1][1])
            assert "second.xml" in package


class TestRefusing:
    """What programs would read differently, or could not bear."""

    @pytest.mark.parametrize(
        "name",
        ["../up.xml", "/root.xml", "a//b.xml", "a/./b.xml", "C:x.xml", "a\\b.xml", "a\tb.xml", "b\x00.xml"],
    )
    def test_names_that_lead_elsewhere(self, name: str) -> None:
        held = a_zip(("Q" * len(name), b"<a/>")).replace(b"Q" * len(name), name.encode())

        with pytest.raises(DocumentUnreadable, match="name that no part may have"):
            opened(held)

    def test_two_parts_of_one_name(self) -> None:
        with pytest.raises(DocumentUnreadable, match="same name"):
            opened(a_zip(("word/document.xml", b"<a/>"), ("Word/Document.xml", b"<b/>")))

    @pytest.mark.parametrize("place", ["before", "between", "behind"])
    def test_bytes_that_belong_to_no_part(self, place: str) -> None:
        held = a_zip()
        start = directory_of(held)
        spare = b"PK\x03\x04 a hidden member"
        if place == "before":
            held = with_directory_at(spare + held, start + len(spare))
        elif place == "between":
            held = with_directory_at(held[:start] + spare + held[start:], start + len(spare))
        else:
            held += spare

        with pytest.raises(DocumentUnreadable):
            opened(held)

    def test_members_that_are_locked(self) -> None:
        held = bytearray(a_zip())
        held[6] |= 1
        held[directory_of(bytes(held)) + 8] |= 1

        with pytest.raises(DocumentLocked, match="password"):
            opened(bytes(held))

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_methods_that_office_programs_do_not_use(self, method: int) -> None:
        with pytest.raises(DocumentUnreadable, match="packed in a way"):
            opened(a_zip(method=method))

    def test_a_bomb_of_one_part(self) -> None:
        with pytest.raises(DocumentTooCostly):
            opened(a_zip(("bomb.xml", b" " * (8 << 20))))

    def test_too_many_parts_and_too_many_bytes(self) -> None:
        with pytest.raises(DocumentTooCostly):
            opened(a_zip(), Bounds(members=1))
        with pytest.raises(DocumentTooCostly):
            opened(a_zip(), Bounds(total_bytes=100))

    def test_a_size_that_lies(self) -> None:
        held = bytearray(a_zip())
        at = directory_of(bytes(held)) + 24
        held[at : at + 4] = struct.pack("<I", 2)

        with pytest.raises(DocumentUnreadable):
            opened(bytes(held))

    def test_flags_that_the_list_and_the_part_tell_differently(self) -> None:
        held = bytearray(a_zip())
        held[6] |= 8

        with pytest.raises(DocumentUnreadable):
            opened(bytes(held))

    @pytest.mark.parametrize("keep", [3, 40, 100, 230])
    def test_a_file_that_was_cut_off(self, keep: int) -> None:
        with pytest.raises(DocumentUnreadable):
            opened(a_zip()[:keep])

    def test_any_changed_byte_is_refused_or_does_no_harm(self) -> None:
        whole = a_zip()
        for at in range(len(whole)):
            held = bytearray(whole)
            held[at] ^= 0x41
            try:
                read = opened(bytes(held))
            except DocumentError:
                continue

            assert set(read.values()) <= {part for _, part in PARTS}


class TestWriting:
    """A fresh package tells nothing of the old."""

    def test_what_is_written_is_read_back_in_its_order(self, tmp_path: Path) -> None:
        target = tmp_path / "fresh.docx"

        write_package(target, PARTS)

        assert list(opened(target.read_bytes()).items()) == list(PARTS)

    def test_two_writings_are_the_same_bytes(self, tmp_path: Path) -> None:
        write_package(tmp_path / "one", PARTS)
        write_package(tmp_path / "two", iter(PARTS))

        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()

    def test_the_first_part_of_an_open_document_is_not_packed(self, tmp_path: Path) -> None:
        target = tmp_path / "fresh.odt"

        write_package(
            target, [("mimetype", b"application/x"), ("content.xml", b"<a/>")], stored=frozenset({"mimetype"})
        )

        assert target.read_bytes()[30:51] == b"mimetypeapplication/x"
