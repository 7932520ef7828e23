"""What an OpenDocument file looks like is kept: kinds of values, looks of letters, numbers of lists, widths."""

import io
import zipfile
from pathlib import Path

import pytest

from redaction.formats.ods import FORMAT as ODS
from redaction.formats.odt import FORMAT as ODT
from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise_file
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from tests.redaction.office.open_places import Open

_FORMATS = {"text": ODT, "spreadsheet": ODS}


def content_after(document: Open, kind: str, folder: Path, *terms: str) -> str:
    """The content of the copy, and after it its styles."""
    (folder / "source").write_bytes(document.packed(kind))
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    _FORMATS[kind].burn(folder / "source", folder / "copy", schedule, AS_IT_IS, ocr=None, told=Told())
    with zipfile.ZipFile(folder / "copy") as package:
        return (package.read("content.xml") + package.read("styles.xml")).decode()


class TestLooks:
    """The words that the format writes of its own accord."""

    @pytest.mark.parametrize(
        "look",
        [
            'fo:font-weight="bold"',
            'fo:font-style="italic"',
            'style:text-underline-style="long-dash"',
            'fo:font-variant="small-caps"',
        ],
    )
    def test_letters_keep_their_look(self, look: str, tmp_path: Path) -> None:
        document = Open()
        document.automatic.append(
            f'<style:style style:name="T1" style:family="text"><style:text-properties {look}/></style:style>'
        )
        document.say('<text:span text:style-name="T1">kept</text:span>')

        assert look in content_after(document, "text", tmp_path)

    def test_a_list_keeps_its_numbers_and_what_stands_around_them(self, tmp_path: Path) -> None:
        document = Open()
        document.automatic.append(
            '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-prefix="(" '
            'style:num-suffix=")." style:num-format="I"><style:list-level-properties '
            'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
            'text:label-followed-by="listtab"/></style:list-level-properties></text:list-level-style-number>'
            '<text:list-level-style-number text:level="2" style:num-suffix="Anna" style:num-format="Anna"/>'
            "</text:list-style>"
        )

        content = content_after(document, "text", tmp_path)

        for look in ('num-prefix="("', 'num-suffix=")."', 'num-format="I"', 'label-followed-by="listtab"'):
            assert look in content
        assert "Anna" not in content

    @pytest.mark.parametrize(
        ("mark", "kept"),
        [
            ("<text:note-citation>12</text:note-citation>", ">12</text:note-citation>"),
            (
                '<text:note-citation text:label="*">*</text:note-citation>',
                'text:label="*">*</text:note-citation>',
            ),
            (
                '<text:note-citation text:label="see map">see map</text:note-citation>',
                "above<text:span> see map<",
            ),
        ],
    )
    def test_a_note_keeps_its_mark_as_a_number_a_sign_or_words(
        self, mark: str, kept: str, tmp_path: Path
    ) -> None:
        document = Open()
        document.say(f'above<text:note text:note-class="footnote">{mark}<text:note-body/></text:note>')

        assert kept in content_after(document, "text", tmp_path)

    def test_a_measure_of_fifteen_digits_is_kept_with_four_decimals(self, tmp_path: Path) -> None:
        document = Open()
        document.automatic.append(
            '<style:style style:name="co1" style:family="table-column"><style:table-column-properties '
            'style:column-width="1.69333333333333cm"/></style:style>'
        )
        document.row("kept")

        assert 'style:column-width="1.6933cm"' in content_after(document, "spreadsheet", tmp_path)

    def test_a_number_stays_one_and_is_shown_by_its_code(self, tmp_path: Path) -> None:
        document = Open()
        document.automatic.append(
            '<number:number-style style:name="N1"><number:number number:min-integer-digits="4"/>'
            '</number:number-style><style:style style:name="ce1" style:family="table-cell" '
            'style:data-style-name="N1"/>'
        )
        document.row(
            '<table:table-cell table:style-name="ce1" office:value-type="float" office:value="12">'
            "<text:p>0012</text:p></table:table-cell>"
        )

        content = content_after(document, "spreadsheet", tmp_path)

        assert 'office:value-type="float"' in content
        assert 'style:family="table-cell"' in content

    def test_the_name_of_the_sheet_on_every_page_is_that_of_the_copy(self, tmp_path: Path) -> None:
        document = Open(sheet_name="Anna")
        document.margins.append(
            "<style:header><text:p><text:sheet-name>Anna</text:sheet-name></text:p></style:header>"
        )
        document.row("kept")

        content = content_after(document, "spreadsheet", tmp_path, "Anna")

        assert "<text:sheet-name/>" in content
        assert "Anna" not in content


class TestWidths:
    """The width of a column does not tell how long a removed name was."""

    def test_only_the_column_that_lost_something_is_as_wide_as_what_is_left(self, tmp_path: Path) -> None:
        document = Open()
        document.automatic.append(
            '<style:style style:name="co1" style:family="table-column"><style:table-column-properties '
            'style:column-width="7.77cm"/></style:style>'
        )
        document.columns.append(
            '<table:table-column table:style-name="co1" table:number-columns-repeated="3"/>'
        )
        document.row("kept", "Anna Fforde-Smythe", "kept")
        document.row("kept", "twenty letters, as is", "kept")

        content = content_after(document, "spreadsheet", tmp_path, "Anna Fforde-Smythe")

        columns = content.split("<table:table-column ")[1:]
        assert len(columns) == 3
        assert 'table:style-name="w21"' in columns[1]
        assert 'table:style-name="w21"' not in columns[0] + columns[2]
        assert content.count('style:column-width="7.77cm"') == 1
        assert 'style:column-width="5.12cm"' in content


class TestKinds:
    """A document that an archiver packed again is still one document, not a folder of parts."""

    @pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            ("text", DocumentKind.ODT),
            ("spreadsheet", DocumentKind.ODS),
            ("presentation", DocumentKind.ODP),
            ("chart", DocumentKind.UNKNOWN),
        ],
    )
    def test_its_type_is_read_wherever_it_stands(
        self, kind: str, told: DocumentKind, method: int, tmp_path: Path
    ) -> None:
        document = Open()
        document.say("kept")
        packed = io.BytesIO(document.packed("text"))
        with zipfile.ZipFile(packed) as old, zipfile.ZipFile(tmp_path / "again", "w", method) as again:
            for name in sorted(old.namelist(), reverse=True):
                held = old.read(name) if name != "mimetype" else _type_of(kind)
                again.writestr(name, held)
            again.writestr("Configurations2/x.xml", "<x/>")

        assert recognise_file(tmp_path / "again").kind is told

    def test_one_without_its_type_is_no_zip_of_documents(self, tmp_path: Path) -> None:
        document = Open()
        document.say("kept")
        packed = io.BytesIO(document.packed("text"))
        with zipfile.ZipFile(packed) as old, zipfile.ZipFile(tmp_path / "bare", "w") as bare:
            for name in old.namelist():
                if name != "mimetype":
                    bare.writestr(name, old.read(name))

        assert recognise_file(tmp_path / "bare").kind is DocumentKind.UNKNOWN

    def test_a_zip_with_a_part_of_that_name_is_still_a_zip(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "loose.zip", "w") as package:
            package.writestr("letter.txt", "kept")
            package.writestr("mimetype", _type_of("text"))

        assert recognise_file(tmp_path / "loose.zip").kind is DocumentKind.ZIP


def _type_of(kind: str) -> bytes:
    return f"application/vnd.oasis.opendocument.{kind}".encode()
