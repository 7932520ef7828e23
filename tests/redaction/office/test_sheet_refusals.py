"""Workbooks and OpenDocument files that cannot be redacted are refused by name, with what to do."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from redaction import DocumentKind, Schedule, ScheduleEntry, apply, pages_of, read_pages
from redaction.errors import (
    DocumentLocked,
    DocumentNotSupported,
    DocumentRefused,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
)
from redaction.formats.format import Format
from redaction.formats.ods import FORMAT as ODS
from redaction.formats.odt import FORMAT as ODT
from redaction.formats.xlsx import FORMAT as XLSX
from redaction.grounds import Ground
from redaction.schedule import AS_IT_IS, Opening
from tests.redaction.office.open_places import Open, a_sheet, a_text
from tests.redaction.office.sheet_book import Book
from tests.redaction.office.sheet_places import a_workbook

FORMATS: dict[str, tuple[Format, Callable[[], bytes]]] = {
    "xlsx": (XLSX, lambda: a_workbook(["shared string"])),
    "odt": (ODT, lambda: a_text(["paragraph"])),
    "ods": (ODS, lambda: a_sheet(["cell"])),
}
MAY_LOSE = Opening(may_lose_signature=True)


def with_parts(held: bytes, **changes: bytes) -> bytes:
    """The package with some parts put in or changed."""
    parts = dict(changes)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name) if name in parts else old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return written.getvalue()


def checked(kind: str, held: bytes, folder: Path, opening: Opening = AS_IT_IS) -> int:
    (folder / "source").write_bytes(held)
    return FORMATS[kind][0].check(folder / "source", opening)


class TestMacros:
    """Programs that run when a file is opened do not travel, and nobody is told that they did not matter."""

    @pytest.mark.parametrize(
        ("kind", "part"),
        [
            ("xlsx", "xl/vbaProject.bin"),
            ("xlsx", "xl/macrosheets/intlMacrosheet1.xml"),
            ("odt", "Basic/Standard/Module1.xml"),
            ("ods", "Scripts/python/move.py"),
        ],
    )
    def test_a_file_with_macros_is_refused(self, kind: str, part: str, tmp_path: Path) -> None:
        with pytest.raises(DocumentNotSupported, match="macros"):
            checked(kind, with_parts(FORMATS[kind][1](), **{part: b"<x/>"}), tmp_path)

    def test_an_empty_list_of_macros_is_no_macro(self, tmp_path: Path) -> None:
        lists = {"Basic/script-lc.xml": b"<x/>", "Basic/Standard/script-lb.xml": b"<x/>"}

        assert checked("odt", with_parts(FORMATS["odt"][1](), **lists), tmp_path) == 1


SIGNATURES = [
    ("xlsx", "_xmlsignatures/sig1.xml"),
    ("odt", "META-INF/documentsignatures.xml"),
    ("ods", "META-INF/documentsignatures.xml"),
]


class TestSigned:
    """A signature cannot survive: somebody has to say that this is right."""

    @pytest.mark.parametrize(("kind", "part"), SIGNATURES)
    def test_a_signed_file_is_refused(self, kind: str, part: str, tmp_path: Path) -> None:
        with pytest.raises(DocumentSigned):
            checked(kind, with_parts(FORMATS[kind][1](), **{part: b"<Signature></Signature>"}), tmp_path)

    @pytest.mark.parametrize(("kind", "part"), SIGNATURES)
    def test_it_is_taken_when_the_signature_may_go(self, kind: str, part: str, tmp_path: Path) -> None:
        held = with_parts(FORMATS[kind][1](), **{part: b"<Signature></Signature>"})

        assert checked(kind, held, tmp_path, MAY_LOSE) >= 1


class TestLocked:
    """A password is asked for, never guessed."""

    @pytest.mark.parametrize("kind", ["odt", "ods"])
    def test_an_encrypted_open_document_is_refused(self, kind: str, tmp_path: Path) -> None:
        manifest = b'<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'

        with pytest.raises(DocumentLocked, match="password"):
            checked(kind, with_parts(FORMATS[kind][1](), **{"META-INF/manifest.xml": manifest}), tmp_path)


class TestHostile:
    """Files made to harm."""

    ENTITIES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'

    @pytest.mark.parametrize(
        ("kind", "part"),
        [
            ("xlsx", "xl/worksheets/sheet1.xml"),
            ("xlsx", "xl/styles.xml"),
            ("odt", "content.xml"),
            ("ods", "styles.xml"),
        ],
    )
    def test_entities_are_refused(self, kind: str, part: str, tmp_path: Path) -> None:
        with pytest.raises(DocumentUnreadable, match="entities"):
            checked(kind, with_parts(FORMATS[kind][1](), **{part: self.ENTITIES}), tmp_path)

    @pytest.mark.parametrize(("kind", "part"), [("xlsx", "xl/worksheets/sheet1.xml"), ("odt", "content.xml")])
    def test_broken_xml_is_refused(self, kind: str, part: str, tmp_path: Path) -> None:
        with pytest.raises(DocumentUnreadable, match="damaged"):
            checked(kind, with_parts(FORMATS[kind][1](), **{part: b"<x><y></x>"}), tmp_path)

    @pytest.mark.parametrize(("kind", "part"), [("xlsx", "xl/media/big.png"), ("odt", "Pictures/big.png")])
    def test_a_bomb_is_refused(self, kind: str, part: str, tmp_path: Path) -> None:
        with pytest.raises(DocumentTooCostly):
            checked(kind, with_parts(FORMATS[kind][1](), **{part: bytes(300 << 20)}), tmp_path)

    def test_a_text_without_content_is_refused(self, tmp_path: Path) -> None:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")

        with pytest.raises(DocumentUnreadable, match="no content"):
            checked("odt", written.getvalue(), tmp_path)

    def test_a_workbook_whose_sheets_are_all_hidden_is_refused(self, tmp_path: Path) -> None:
        held = Book().packed()
        workbook = zipfile.ZipFile(io.BytesIO(held)).read("xl/workbook.xml")

        with pytest.raises(DocumentRefused, match="all are hidden"):
            hidden = workbook.replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
            checked("xlsx", with_parts(held, **{"xl/workbook.xml": hidden}), tmp_path)

    def test_an_open_sheet_whose_tables_are_all_hidden_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentRefused, match="all are hidden"):
            checked("ods", _without_tables(), tmp_path)

    def test_repeated_rows_and_spaces_cost_no_more_than_they_say(self, tmp_path: Path) -> None:
        made = Open()
        made.row("kept", attributes='table:number-rows-repeated="1048576"')
        spaces = '<text:p>a<text:s text:c="99999999"/>b</text:p>'
        made.row(f'<table:table-cell table:number-columns-repeated="16384">{spaces}</table:table-cell>')

        assert checked("ods", made.packed("spreadsheet"), tmp_path) == 2


def _without_tables() -> bytes:
    made = Open()
    held = made.packed("spreadsheet")
    content = zipfile.ZipFile(io.BytesIO(held)).read("content.xml")
    start, end = content.index(b"<table:table "), content.index(b"</table:table>") + len(b"</table:table>")
    return with_parts(held, **{"content.xml": content[:start] + content[end:]})


class TestWholeWay:
    """Through the front door: burned and read back in confined children."""

    @pytest.mark.slow
    @pytest.mark.parametrize("kind", FORMATS)
    def test_a_copy_is_made_in_its_own_format_and_says_no_term(self, kind: str, tmp_path: Path) -> None:
        source, target = tmp_path / "source", tmp_path / "copy"
        source.write_bytes(FORMATS[kind][1]())
        before = "".join(page.text for page in read_pages(source).pages)
        term = next(word for word in before.split() if word.startswith("Qzx"))

        redacted = apply(source, target, Schedule((ScheduleEntry(term, Ground.CHILD, "Child A"),)))

        after = "".join(page.text for page in read_pages(target).pages)
        assert redacted.kind is DocumentKind(kind)
        assert after == before.replace(term, "[Child A]")
        assert pages_of(target) == redacted.report.pages == len(redacted.report.part_names)
