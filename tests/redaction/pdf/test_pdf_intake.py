"""A PDF that cannot be redacted is refused by name, and nothing is written."""

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction.burn import burn
from redaction.errors import (
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
)
from redaction.grounds import Ground
from redaction.pdf.intake import bounded
from redaction.read import check_pdf
from redaction.schedule import Opening, Schedule, ScheduleEntry
from redaction.verify.burned import Burned
from redaction.verify.pdf import likeness
from redaction.verify.verdict import CheckState
from tests.redaction.bad_documents import a_file, a_stream
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_pdfium, by_poppler, everything_in, spellings


def some_pdf(folder: Path, *, pages: int = 1) -> Path:
    made = Torture()
    for _ in range(pages):
        made.page(show("Some words"))
    path = folder / "some.pdf"
    made.pdf.save(path)
    return path


def locked(folder: Path, *, user: str) -> Path:
    out = folder / "locked.pdf"
    with pikepdf.open(some_pdf(folder, pages=2)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner="o"))
    return out


def signed(folder: Path) -> Path:
    source = some_pdf(folder)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        value = pdf.make_indirect(
            Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"))
        )
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=value))
        pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(Kids=Array([field]))]))
        pdf.save(source)
    return source


def huge_page(folder: Path) -> Path:
    source = some_pdf(folder)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 20_000, 100])
        pdf.save(source)
    return source


def bomb(folder: Path) -> Path:
    source = some_pdf(folder)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"0 g\n" * 26_000_000)
        pdf.save(source)
    return source


def written(folder: Path, content: bytes) -> Path:
    path = folder / "written.pdf"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda folder: written(folder, b""), DocumentEmpty),
        (lambda folder: written(folder, b"PK\x03\x04 not a pdf"), DocumentUnreadable),
        (lambda folder: written(folder, b"%PDF-1.7\nnothing else"), DocumentUnreadable),
        (lambda folder: locked(folder, user="u"), DocumentLocked),
        (signed, DocumentSigned),
        (huge_page, DocumentTooCostly),
    ],
)
def test_it_is_refused_by_name_and_nothing_is_written(
    tmp_path: Path, make: object, refusal: type[DocumentError]
) -> None:
    source, target = make(tmp_path), tmp_path / "out.pdf"  # type: ignore[operator]
    before = {path.name for path in tmp_path.iterdir()}

    with pytest.raises(refusal) as caught:
        burn(source, target, Schedule(()), ocr=None)
    with pytest.raises(refusal):
        check_pdf(source)

    assert caught.value.next_step
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.slow
def test_a_page_that_unpacks_without_end_is_too_costly(tmp_path: Path) -> None:
    with pytest.raises(DocumentTooCostly):
        burn(bomb(tmp_path), tmp_path / "out.pdf", Schedule(()), ocr=None)


def test_a_document_of_too_many_pages_is_too_costly(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 5_004))
    pages = b"<</Type/Pages/Count 5001/Kids[" + kids + b"]>>"
    source = written(tmp_path, a_file(b"<</Type/Catalog/Pages 2 0 R>>", pages, *[page] * 5_001))

    with pytest.raises(DocumentTooCostly, match="more than 5000 pages"):
        check_pdf(source)


def test_an_owner_password_alone_does_not_lock_a_document(tmp_path: Path) -> None:
    source = locked(tmp_path, user="")

    assert check_pdf(source) == 2
    assert burn(source, tmp_path / "out.pdf", Schedule(()), ocr=None).pages == 2


def test_a_damaged_cross_reference_is_mended(tmp_path: Path) -> None:
    content = some_pdf(tmp_path).read_bytes()
    at = content.rindex(b"startxref")

    assert check_pdf(written(tmp_path, content[:at] + b"startxref\n7\n%%EOF")) == 1


def test_the_original_is_not_changed(tmp_path: Path) -> None:
    source = some_pdf(tmp_path)
    before = source.read_bytes()

    burn(source, tmp_path / "out.pdf", Schedule(()), ocr=None)

    assert source.read_bytes() == before


ONE_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


class TestDamage:
    """What one reader can open and another cannot is opened, and still redacted."""

    def test_a_lock_that_is_none_is_taken_off(self, tmp_path: Path) -> None:
        held = a_file(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", ONE_PAGE,
            a_stream(show("Seen by Quillon kept", y=200).encode()), HELVETICA,
        )  # fmt: skip
        source = written(tmp_path, held.replace(b"/Root", b"/Encrypt[]/Root"))
        with pytest.raises(pikepdf.PdfError):
            pikepdf.open(source)

        assert_the_word_goes(source, tmp_path)

    def test_a_page_that_is_counted_and_not_there_is_refused(self, tmp_path: Path) -> None:
        held = a_file(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[9 0 R]/Count 1>>")

        with pytest.raises(DocumentUnreadable):
            check_pdf(written(tmp_path, held))

    def test_pages_whose_list_is_a_page_are_refused(self, tmp_path: Path) -> None:
        held = a_file(b"<</Type/Catalog/Pages 3 0 R>>", b"null", ONE_PAGE, a_stream(b"0 g"), HELVETICA)

        with pytest.raises(DocumentUnreadable):
            check_pdf(written(tmp_path, held))

    def test_pages_of_which_the_catalogue_says_nothing_are_found_or_refused(self, tmp_path: Path) -> None:
        held = a_file(
            b"<</Type/Catalog>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", ONE_PAGE,
            a_stream(show("Seen by Quillon kept", y=200).encode()), HELVETICA,
        )  # fmt: skip

        with pytest.raises(DocumentUnreadable):
            burn(written(tmp_path, held), tmp_path / "out.pdf", Schedule(()), ocr=None)

        assert not (tmp_path / "out.pdf").exists()

    def test_a_document_without_a_page_is_unreadable(self, tmp_path: Path) -> None:
        held = a_file(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")

        with pytest.raises(DocumentUnreadable):
            check_pdf(written(tmp_path, held))

    def test_a_file_cut_off_in_the_middle_is_refused_where_only_one_program_reads_it(
        self, tmp_path: Path
    ) -> None:
        held = a_file(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", ONE_PAGE,
            a_stream(show("Seen by Quillon kept", y=200).encode()), HELVETICA,
        )  # fmt: skip

        with pytest.raises(DocumentUnreadable, match="read it differently"):
            check_pdf(written(tmp_path, held[: held.index(b"xref")]))


def assert_the_word_goes(source: Path, folder: Path) -> None:
    burn(source, folder / "out.pdf", Schedule((ScheduleEntry("Quillon", Ground.CHILD),)), ocr=None)

    raw = everything_in(folder / "out.pdf")
    assert "kept" in by_pdfium(folder / "out.pdf")
    assert "Quillon" not in by_poppler(folder / "out.pdf")
    assert [form for form in spellings("Quillon") if form in raw] == []


class TestSignatures:
    """A signature is found wherever it hangs."""

    @pytest.mark.parametrize(
        "place", ["a field below fields in a circle", "a widget alone", "a certification"]
    )
    def test_a_document_is_refused_for(self, tmp_path: Path, place: str) -> None:
        source = some_pdf(tmp_path)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            signature = pdf.make_indirect(Dictionary(Type=Name.Sig, Contents=String("x")))
            if place == "a certification":
                pdf.Root.Perms = Dictionary(DocMDP=signature)
            elif place == "a widget alone":
                pdf.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Widget, FT=Name.Sig, V=signature)])
            else:
                field = pdf.make_indirect(Dictionary(T=String("a")))
                field.Kids = Array([field, Dictionary(T=String("b"), V=signature)])
                pdf.Root.AcroForm = Dictionary(Fields=Array([field, field, 7]))
            pdf.save(source)

        with pytest.raises(DocumentSigned):
            check_pdf(source)

    @pytest.mark.parametrize("permissions", [Dictionary(), Dictionary(UR3=Dictionary())])
    def test_leave_to_fill_in_a_form_is_no_signature(self, tmp_path: Path, permissions: Dictionary) -> None:
        source = some_pdf(tmp_path)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            pdf.Root.Perms = permissions
            pdf.save(source)

        assert check_pdf(source) == 1


class TestNotesWithoutAppearances:
    """What a reader's program draws of its own accord is in the copy too."""

    @pytest.mark.parametrize(
        "kind", ["Square", "Circle", "Highlight", "Underline", "StrikeOut", "Squiggly", "Ink"]
    )
    def test_it_looks_as_it_did(self, kind: str, tmp_path: Path) -> None:
        source = some_pdf(tmp_path)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            note = Dictionary(
                Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([100, 300, 400, 500]), F=4
            )
            note.C, note.BS = Array([1, 0, 0]), Dictionary(W=20)
            note.QuadPoints = Array([100, 500, 400, 500, 100, 300, 400, 300])
            note.InkList = Array([Array([100, 300, 250, 500, 400, 300])])
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
            pdf.save(source)

        report = burn(source, tmp_path / "out.pdf", Schedule(()), ocr=None)

        burned = Burned.from_record(report.as_record())
        assert likeness.of_pages(tmp_path / "out.pdf", source, burned).state is CheckState.CLEAN
        with pikepdf.open(tmp_path / "out.pdf") as pdf:
            assert "/Annots" not in pdf.pages[0].obj

    def test_a_locked_document_is_drawn_too(self, tmp_path: Path) -> None:
        source = some_pdf(tmp_path)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([100, 300, 400, 500]), F=4)
            note.C, note.BS = Array([1, 0, 0]), Dictionary(W=20)
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
            pdf.save(source, encryption=pikepdf.Encryption(user="lantern", owner="o"))
        opening = Opening("lantern")

        report = burn(source, tmp_path / "out.pdf", Schedule(()), ocr=None, opening=opening)

        burned = Burned.from_record(report.as_record(), opening)
        assert likeness.of_pages(tmp_path / "out.pdf", source, burned).state is CheckState.CLEAN


class TestBounds:
    """A stream is unpacked up to a limit, however it is packed."""

    @pytest.mark.parametrize(
        ("packed", "filters"),
        [
            (zlib.compress(b" " * 5_000), Name.FlateDecode),
            (zlib.compress(b" " * 5_000), Array([Name.FlateDecode])),
            (zlib.compress(zlib.compress(b" " * 5_000)), Array([Name.FlateDecode, Name.FlateDecode])),
            (b"20" * 5_000 + b">", Name.ASCIIHexDecode),
        ],
    )
    def test_more_is_too_costly(self, packed: bytes, filters: pikepdf.Object) -> None:
        stream = packed_stream(packed, filters)

        assert bounded(stream, 5_000) == b" " * 5_000
        with pytest.raises(DocumentTooCostly):
            bounded(stream, 4_999)

    def test_what_is_packed_wrongly_is_a_fault_of_the_file(self) -> None:
        stream = packed_stream(b"not packed", Name.FlateDecode)

        with pytest.raises(pikepdf.PdfError):
            bounded(stream, 4_999)

    def test_what_is_no_stream_has_no_bytes(self) -> None:
        assert bounded(Dictionary(), 10) == b""


HOLDER = pikepdf.Pdf.new()


def packed_stream(packed: bytes, filters: pikepdf.Object) -> pikepdf.Stream:
    made = pikepdf.Stream(HOLDER, packed)
    made.Filter = filters
    return made
