"""What a file is, by its content; its name may only agree or not."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from redaction.formats import format
from redaction.kinds.document_kind import (
    ONLY_AS_PDF,
    REDACTABLE,
    DocumentKind,
    file_ending,
    media_type,
    supported_for_redaction,
)
from redaction.kinds.package_kinds import work_in
from redaction.kinds.sniff import recognise, recognise_file
from redaction.verify import checkers
from tests.redaction.hiding_places import a_clean_pdf


def a_package(*names: str, mimetype: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "<xml/>")
    return held.getvalue()


def a_picture(kind: str) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, kind)
    return held.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_LETTER = b"Received: from a\r\nFrom: a@example.org\r\nDate: Mon, 1 Jan 2024 10:00:00 +0000\r\n\r\nHello\r\n"
KNOWN = [
    (a_clean_pdf(), "statement.pdf", DocumentKind.PDF),
    (a_package("[Content_Types].xml", "word/document.xml"), "minutes.docx", DocumentKind.DOCX),
    (a_package("[Content_Types].xml", "xl/workbook.xml"), "table.xlsx", DocumentKind.XLSX),
    (a_package("[Content_Types].xml", "ppt/presentation.xml"), "talk.pptx", DocumentKind.PPTX),
    (a_package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "a.odt", DocumentKind.ODT),
    (
        a_package("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "a.ods",
        DocumentKind.ODS,
    ),
    (a_package("x", mimetype="application/epub+zip"), "book.zip", DocumentKind.ZIP),
    (a_package("photo.jpg"), "photos.zip", DocumentKind.ZIP),
    (_OLE, "old.doc", DocumentKind.OLE),
    (_OLE + "__properties_version1.0".encode("utf-16-le"), "mail.msg", DocumentKind.MSG),
    (_LETTER, "mail.eml", DocumentKind.EML),
    (_LETTER + bytes(range(32)), "binary.eml", DocumentKind.EML),
    (a_picture("JPEG"), "photo.jpg", DocumentKind.JPEG),
    (a_picture("PNG"), "photo.png", DocumentKind.PNG),
    (a_picture("TIFF"), "scan.tif", DocumentKind.TIFF),
    (a_picture("GIF"), "still.gif", DocumentKind.GIF),
    (b"<!DOCTYPE html><html><body>Hello</body></html>", "page.html", DocumentKind.HTML),
    (b"{\\rtf1\\ansi Hello}", "note.rtf", DocumentKind.RTF),
    (b"A note about nothing.\n", "note.txt", DocumentKind.TEXT),
    ("\ufeffA note.\n".encode("utf-16-le"), "note.txt", DocumentKind.TEXT),
    (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "film.mp4", DocumentKind.AUDIO_OR_VIDEO),
]


class TestRecognise:
    """By content alone."""

    @pytest.mark.parametrize(("head", "name", "kind"), KNOWN)
    def test_is_known_by_its_content(self, head: bytes, name: str, kind: DocumentKind) -> None:
        sniffed = recognise(head, name)

        assert sniffed.kind is kind
        assert sniffed.name_agrees

    @pytest.mark.parametrize(("head", "name", "kind"), KNOWN)
    def test_a_name_that_promises_another_kind_does_not_agree(
        self, head: bytes, name: str, kind: DocumentKind
    ) -> None:
        assert not recognise(head, "letter.wpd").name_agrees
        assert recognise(head, "letter.wpd").kind is kind

    @pytest.mark.parametrize(
        "head",
        [
            b"<html>\n" + a_clean_pdf(),
            b"%!PS-Adobe-3.0\n" + a_clean_pdf(),
            b"% a comment\nGIF89a\n" + a_clean_pdf(),
            b"% a comment with no end " + a_clean_pdf(),
            b"\n" * 1024 + a_clean_pdf(),
            b"\n%PDF-nonsense",
            b"GIF89a" + a_clean_pdf(),
            b"PK\x03\x04junk" + a_clean_pdf(),
            b"%PDF-nonsense",
            b"%PDF-1",
            b"\x00\x01\x02\x03 no such thing",
            b"MZ\x90\0\3\0\0\0",
        ],
    )
    def test_what_two_readers_would_call_two_things_is_unknown(self, head: bytes) -> None:
        assert recognise(head, "statement.pdf").kind is DocumentKind.UNKNOWN

    @pytest.mark.parametrize(
        "before", [b"\r\n", b"\xef\xbb\xbf", b"%%EOF\r\n", b"%%BEGIN PRINT\n\n% ticket 7\n"]
    )
    def test_blank_lines_and_comments_before_its_head_leave_a_pdf_a_pdf(self, before: bytes) -> None:
        assert recognise(before + a_clean_pdf(), "order.pdf").kind is DocumentKind.PDF

    def test_nothing_is_empty(self) -> None:
        assert recognise(b"", "statement.pdf").kind is DocumentKind.EMPTY

    def test_what_is_redacted_is_what_is_burned_and_what_is_checked(self) -> None:
        redacted = {kind for kind in DocumentKind if supported_for_redaction(kind)}

        assert redacted - ONLY_AS_PDF == set(format._FORMATS) == set(checkers._CHECKERS)

    @pytest.mark.parametrize("name", ["", "..", "a/b\\c.PDF", "x\u202efdp.exe", "\0.pdf"])
    def test_any_name_is_taken(self, name: str) -> None:
        assert recognise(a_clean_pdf(), name).kind is DocumentKind.PDF

    @given(st.binary(max_size=600))
    def test_any_bytes_are_taken(self, head: bytes) -> None:
        assert recognise(head, "x").kind in DocumentKind


class TestNamesOfFiles:
    """A copy leaves under an ending of its own kind, whatever the original was called."""

    @pytest.mark.parametrize(
        ("kind", "name", "ending"),
        [
            (DocumentKind.PDF, "", "pdf"),
            (DocumentKind.DOCX, "statement.pdf", "docx"),
            (DocumentKind.TEXT, "notes.md", "md"),
            (DocumentKind.TEXT, "notes.exe", "txt"),
            (DocumentKind.JPEG, "", "jpg"),
            (DocumentKind.JPEG, r"C:\photos\A.JPEG", "jpeg"),
            (DocumentKind.OLE, "", ""),
            (DocumentKind.UNKNOWN, "a.pdf", ""),
        ],
    )
    def test_an_ending_is_kept_only_when_it_is_the_kinds_own(
        self, kind: DocumentKind, name: str, ending: str
    ) -> None:
        assert file_ending(kind, name) == ending

    def test_every_kind_that_can_be_redacted_has_an_ending_and_a_media_type(self) -> None:
        for kind in REDACTABLE:
            assert file_ending(kind)
            assert media_type(kind) != "application/octet-stream"


_TYPES = "[Content_Types].xml"
_LONG = tuple(f"customXml/item{number}.xml" for number in range(400))
PACKAGES = [
    (("_rels/.rels", *_LONG, "word/document.xml", _TYPES), DocumentKind.DOCX),
    (("word/numbering.xml", *_LONG, "word/document.xml", _TYPES), DocumentKind.DOCX),
    ((_TYPES, *_LONG, "XL/workbook.xml"), DocumentKind.XLSX),
    ((_TYPES, *_LONG, "ppt/presentation.xml"), DocumentKind.PPTX),
    ((_TYPES, "word/document.xml", "xl/workbook.xml"), DocumentKind.UNKNOWN),
    ((_TYPES, "visio/document.xml"), DocumentKind.UNKNOWN),
    (("word/document.xml", "photo.jpg"), DocumentKind.ZIP),
]


class TestRecogniseFile:
    """A package is known by the list at its end, wherever programs put its parts."""

    @pytest.mark.parametrize(("names", "kind"), PACKAGES)
    def test_a_package_is_what_its_parts_make_it(
        self, tmp_path: Path, names: tuple[str, ...], kind: DocumentKind
    ) -> None:
        source = tmp_path / "file"
        source.write_bytes(a_package(*names))

        assert recognise_file(source).kind is kind

    @pytest.mark.parametrize("keep", [60, 200, -30, -4])
    def test_a_package_that_was_cut_off_is_what_its_head_says(self, tmp_path: Path, keep: int) -> None:
        source = tmp_path / "file"
        source.write_bytes(a_package(_TYPES, "word/document.xml")[:keep])

        assert recognise_file(source).kind in {DocumentKind.DOCX, DocumentKind.ZIP}

    def test_pictures_are_counted_without_unpacking(self, tmp_path: Path) -> None:
        source = tmp_path / "file"
        source.write_bytes(a_package(_TYPES, "word/document.xml", "word/media/a.png", "word/media/b.jpeg"))

        assert work_in(source) == 2

    def test_long_parts_are_work_too(self, tmp_path: Path) -> None:
        source = tmp_path / "file"
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/worksheets/sheet1.xml", b"<c/>" * 500_000)

        assert 30 <= work_in(source) <= 50


def a_set(*members: tuple[str, bytes], packing: int = zipfile.ZIP_STORED, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as package:
        for name, content in members:
            package.writestr(name, content)
        package.comment = comment
    return held.getvalue()


class _Stream(io.BytesIO):
    """Somewhere to write that cannot go back: programs that stream say each size after the bytes."""

    def seek(self, *where: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def a_streamed_set(name: str, content: bytes) -> bytes:
    held = _Stream()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(name, content)
    return held.getvalue()


def with_bytes_between(content: bytes, at: int, hidden: bytes) -> bytes:
    """A zip file with bytes that no member has, its list and its members' places set right."""
    made = bytearray(content[:at] + hidden + content[at:])
    end = made.rfind(b"PK\x05\x06")
    list_at = int.from_bytes(made[end + 16 : end + 20], "little") + len(hidden)
    made[end + 16 : end + 20] = list_at.to_bytes(4, "little")
    entry = list_at
    while made[entry : entry + 4] == b"PK\x01\x02":
        stands = int.from_bytes(made[entry + 42 : entry + 46], "little")
        if stands >= at:
            made[entry + 42 : entry + 46] = (stands + len(hidden)).to_bytes(4, "little")
        entry += 46 + sum(int.from_bytes(made[entry + 28 + k : entry + 30 + k], "little") for k in (0, 2, 4))
    return bytes(made)


_PDF = a_clean_pdf()
_AS_IT_IS = (("statement.pdf", _PDF), ("minutes.pdf", _PDF), ("note.txt", b"A note."))


class TestPdfsInAZip:
    """A set of PDFs is usually sent as a zip file that holds them uncompressed."""

    @pytest.mark.parametrize(
        "content",
        [
            a_set(*_AS_IT_IS),
            a_set(("small.txt", b"A note."), *_AS_IT_IS),
            a_set(("folder/", b""), *_AS_IT_IS),
            a_set(*_AS_IT_IS, packing=zipfile.ZIP_DEFLATED),
            a_streamed_set("statement.pdf", _PDF),
        ],
        ids=["stored", "after another", "after a folder", "packed", "streamed"],
    )
    def test_it_is_a_zip_file(self, tmp_path: Path, content: bytes) -> None:
        source = tmp_path / "file"
        source.write_bytes(content)

        assert zipfile.is_zipfile(source)
        assert recognise_file(source).kind is DocumentKind.ZIP

    @pytest.mark.parametrize(
        "content",
        [
            with_bytes_between(a_set(("note.txt", b"A note.")), 0, b"PK\x03\x04" + _PDF),
            with_bytes_between(a_set(("note.txt", b"A note.")), 30 + 8 + 7, _PDF),
            with_bytes_between(a_set(*_AS_IT_IS), 30 + 13 + len(_PDF), b"1 0 obj" + bytes(200)),
            a_set(*_AS_IT_IS, comment=b"startxref 0 %%EOF"),
            a_set(*_AS_IT_IS) + b"startxref 0 %%EOF",
            a_set(("note.txt", b"\n" + _PDF)),
            a_set(("%PDF-1.7", b"A note."), *_AS_IT_IS),
            a_set(*_AS_IT_IS)[:-10],
        ],
        ids=[
            *("before all", "beside the list", "beside a member", "in the comment", "after all"),
            *("inside a text", "in a name", "cut off"),
        ],
    )
    def test_where_a_pdf_could_stand_beside_its_members_it_is_unknown(
        self, tmp_path: Path, content: bytes
    ) -> None:
        source = tmp_path / "file"
        source.write_bytes(content)

        assert recognise_file(source).kind is DocumentKind.UNKNOWN

    def test_nobody_can_tell_without_the_end_of_the_file(self) -> None:
        assert recognise(a_set(*_AS_IT_IS), "set.zip").kind is DocumentKind.UNKNOWN
