"""What is wrong with a PDF is said in one sentence, or does no harm: locks, seals, damage, disguises, loops."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction.burn import burn
from redaction.errors import (
    DocumentError,
    DocumentLocked,
    DocumentRefused,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
)
from redaction.formats import kind_of
from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.read import check_pdf
from redaction.schedule import Opening, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import CheckState
from tests.redaction.bad_documents import (
    a_file,
    a_huge_page,
    a_loop_of_tables,
    a_million_pages,
    a_stream,
    deep_nesting,
    pages_in_a_circle,
)
from tests.redaction.hiding_places import HIDING_PLACES, SECRET, a_clean_pdf
from tests.redaction.planting import show
from tests.redaction.reading_back import by_pdfium, everything_in, spellings

SCHEDULE = Schedule((ScheduleEntry(SECRET, Ground.CHILD),))
LOCKS = {
    "RC4, 40 bits": pikepdf.Encryption(user="lantern", owner="keeper", R=2, aes=False, metadata=False),
    "RC4, 128 bits": pikepdf.Encryption(user="lantern", owner="keeper", R=3, aes=False, metadata=False),
    "AES, 128 bits": pikepdf.Encryption(user="lantern", owner="keeper", R=4, aes=True),
    "AES, 256 bits": pikepdf.Encryption(user="lantern", owner="keeper", R=6, aes=True),
}


def written(folder: Path, held: bytes) -> Path:
    path = folder / "source.pdf"
    path.write_bytes(held)
    return path


def locked(folder: Path, lock: pikepdf.Encryption) -> Path:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_clean_pdf(HIDING_PLACES["visible text"]))) as pdf:
        pdf.save(out, encryption=lock)
    return written(folder, out.getvalue())


def assert_the_name_goes(source: Path, folder: Path, opening: Opening | None = None) -> None:
    """Burned, it says everything else; and it looks as the original did."""
    target, said = folder / "out.pdf", opening or Opening()

    report = burn(source, target, SCHEDULE, ocr=None, opening=said)

    raw = everything_in(target)
    assert [form for form in spellings(SECRET) if form in raw] == []
    burned = Burned.from_record(report.as_record(), said)
    verdict, _ = inspect(target, [SECRET], original=source, burned=burned, ocr=Tesseract())
    assert verdict.is_clean


class TestLocks:
    """A password is asked for, never guessed, and never said back."""

    @pytest.mark.parametrize("lock", LOCKS)
    def test_a_locked_document_asks_for_its_password(self, lock: str, tmp_path: Path) -> None:
        with pytest.raises(DocumentLocked, match="asks for a password") as caught:
            check_pdf(locked(tmp_path, LOCKS[lock]))

        assert "sender" in caught.value.next_step

    def test_a_document_whose_owner_gave_no_password_asks_for_the_reader_s(self, tmp_path: Path) -> None:
        source = locked(tmp_path, pikepdf.Encryption(user="lantern", owner="", R=6))

        with pytest.raises(DocumentLocked, match="asks for a password"):
            check_pdf(source)
        check_pdf(source, Opening("lantern"))

    @pytest.mark.parametrize("lock", LOCKS)
    @pytest.mark.parametrize("password", ["lantern", "keeper"])
    def test_the_reader_s_and_the_owner_s_password_open_it(
        self, lock: str, password: str, tmp_path: Path
    ) -> None:
        assert_the_name_goes(locked(tmp_path, LOCKS[lock]), tmp_path, Opening(password))

        with pikepdf.open(tmp_path / "out.pdf") as pdf:
            assert not pdf.is_encrypted

    @pytest.mark.parametrize("lock", LOCKS)
    def test_a_wrong_password_is_not_said_back(self, lock: str, tmp_path: Path) -> None:
        with pytest.raises(DocumentLocked, match="does not open with that password") as caught:
            check_pdf(locked(tmp_path, LOCKS[lock]), Opening("Lantern"))

        assert "Lantern" not in caught.value.sentence + caught.value.next_step

    @pytest.mark.parametrize("password", ["", "not needed"])
    def test_a_document_that_only_its_owner_may_change_opens(self, password: str, tmp_path: Path) -> None:
        source = locked(tmp_path, pikepdf.Encryption(user="", owner="keeper"))

        assert check_pdf(source) == 1
        assert_the_name_goes(source, tmp_path, Opening())
        if password:
            with pytest.raises(DocumentLocked):
                check_pdf(source, Opening(password))

    @pytest.mark.parametrize("revision", [3, 6])
    def test_a_password_beyond_plain_letters_opens_it(self, revision: int, tmp_path: Path) -> None:
        newer = revision == 6
        lock = pikepdf.Encryption(
            user="phare\u00e9", owner="keeper", R=6 if newer else 3, aes=newer, metadata=newer
        )

        assert_the_name_goes(locked(tmp_path, lock), tmp_path, Opening("phare\u00e9"))

    def test_a_lock_for_certificates_is_not_called_damage(self, tmp_path: Path) -> None:
        held = a_file(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            b"<</Filter/Adobe.PubSec/V 4/SubFilter/adbe.pkcs7.s5/Recipients[(x)]>>",
        )  # fmt: skip
        source = written(tmp_path, held.replace(b"/Root", b"/ID[(a)(a)]/Encrypt 4 0 R/Root"))

        with pytest.raises(DocumentLocked, match="certificate"):
            check_pdf(source)


def seal(**more: str | tuple[int, ...]) -> Dictionary:
    made = Dictionary(Filter=Name("/Adobe.PPKLite"), Contents=String("x"))
    for key, value in more.items():
        made[f"/{key}"] = Name(f"/{value}") if isinstance(value, str) else Array(value)
    return made


def in_a_field(**more: str | tuple[int, ...]) -> Callable[[pikepdf.Pdf], None]:
    def sign(pdf: pikepdf.Pdf) -> None:
        value = pdf.make_indirect(seal(**more))
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=value))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)

    return sign


def allowed(key: str, **more: str | tuple[int, ...]) -> Callable[[pikepdf.Pdf], None]:
    def sign(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Perms = Dictionary({f"/{key}": pdf.make_indirect(seal(**more))})

    return sign


SEALS = {
    "a signature": in_a_field(Type="Sig"),
    "a signature that does not say so": in_a_field(ByteRange=(0, 1, 2, 3)),
    "a stamp of time": in_a_field(Type="DocTimeStamp"),
    "a certification": allowed("DocMDP", Type="Sig"),
    "rights given to a reader": allowed("UR3", Type="Sig"),
    "rights given long ago": allowed("UR", ByteRange=(0, 1, 2, 3)),
}


class TestSeals:
    """A signature cannot survive. Whether the copy may go without is a person's answer."""

    @pytest.mark.parametrize("kind", SEALS)
    def test_a_sealed_document_asks(self, kind: str, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf(SEALS[kind]))

        with pytest.raises(DocumentSigned, match="cannot survive") as caught:
            check_pdf(source)

        assert "without the signature" in caught.value.next_step

    @pytest.mark.parametrize("kind", SEALS)
    def test_the_copy_goes_without_the_seal_if_that_is_right(self, kind: str, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf(SEALS[kind]))

        burn(source, tmp_path / "out.pdf", SCHEDULE, ocr=None, opening=Opening(may_lose_signature=True))

        with pikepdf.open(tmp_path / "out.pdf") as pdf:
            assert "/AcroForm" not in pdf.Root
            assert "/Perms" not in pdf.Root


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
SAID = a_stream(show(f"Seen by {SECRET} kept", y=200).encode())
ODD = {
    "nothing among the contents": (CATALOGUE, PAGES, PAGE.replace(b"4 0 R", b"[null 4 0 R null]"), SAID, FONT),
    "nothing among the pages": (CATALOGUE, b"<</Type/Pages/Kids[3 0 R null]/Count 1>>", PAGE, SAID, FONT),
    "nothing among the notes": (
        CATALOGUE, PAGES, PAGE.replace(b"/Contents", b"/Annots[null 99 0 R 7]/Contents"), SAID, FONT
    ),
    "nothing among the widths": (
        CATALOGUE, PAGES, PAGE, SAID, FONT.replace(b"/Base", b"/FirstChar 32/LastChar 35/Widths[null 5 null]/Base")
    ),
    "a name that is no text": (
        CATALOGUE, PAGES, PAGE.replace(b"/F1", b"/F#ff#fe1"),
        a_stream(show(f"Seen by {SECRET} kept", y=200).replace("/F1", "/F#ff#fe1").encode()), FONT,
    ),
    "a font with a name that is no text": (CATALOGUE, PAGES, PAGE, SAID, FONT.replace(b"Helvetica", b"H\xe9l\xff")),
    "contents that are not there": (CATALOGUE, PAGES, PAGE.replace(b"4 0 R", b"[4 0 R 88 0 R]"), SAID, FONT),
    "a wrong length": (CATALOGUE, PAGES, PAGE, SAID.replace(b"/Length ", b"/Length 9"), FONT),
}  # fmt: skip


class TestOddities:
    """What is odd and can be read is redacted; it is never let through unread."""

    @pytest.mark.parametrize("kind", ODD)
    def test_the_name_goes_from_a_document_with(self, kind: str, tmp_path: Path) -> None:
        source = written(tmp_path, a_file(*ODD[kind]))

        assert_the_name_goes(source, tmp_path)

    def test_a_document_without_a_root_is_damaged(self, tmp_path: Path) -> None:
        held = a_file(b"<</Type/Nothing>>", PAGES, PAGE, SAID, FONT).replace(b"/Root 1 0 R", b"")

        with pytest.raises(DocumentUnreadable, match="damaged"):
            check_pdf(written(tmp_path, held))

    def test_what_two_programs_read_differently_is_refused(self, tmp_path: Path) -> None:
        """One counts the page that the list holds; the other believes the count."""
        one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
        held = a_file(CATALOGUE, b"<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R]/Count 1>>", one, SAID, FONT)

        with pytest.raises(DocumentUnreadable, match="read it differently"):
            check_pdf(written(tmp_path, held))

    def test_a_repair_that_looks_different_is_found(self, tmp_path: Path) -> None:
        source, target = written(tmp_path, a_clean_pdf(HIDING_PLACES["visible text"])), tmp_path / "out.pdf"
        burn(source, target, Schedule(()), ocr=None)
        with pikepdf.open(target, allow_overwriting_input=True) as pdf:
            pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0 0 rg 100 100 200 200 re f")
            pdf.save(target)

        verdict, _ = inspect(target, [], original=source, burned=Burned((), ()), ocr=Tesseract())

        assert "likeness" in verdict.sentence


class TestLoops:
    """What has no end comes to one, with a sentence."""

    @pytest.mark.parametrize(
        ("made", "refusal"),
        [
            (pages_in_a_circle(), DocumentUnreadable),
            (a_loop_of_tables(), DocumentUnreadable),
            (a_million_pages(), DocumentRefused),
            (a_huge_page(), DocumentTooCostly),
        ],
    )
    def test_it_is_refused(self, made: bytes, refusal: type[DocumentError], tmp_path: Path) -> None:
        with pytest.raises(refusal) as caught:
            check_pdf(written(tmp_path, made))

        assert caught.value.sentence.endswith(".")
        assert caught.value.next_step.endswith(".")

    def test_brackets_without_end_are_refused_or_dropped(self, tmp_path: Path) -> None:
        source = written(tmp_path, deep_nesting())

        try:
            burn(source, tmp_path / "out.pdf", SCHEDULE, ocr=None)
        except DocumentRefused as refused:
            assert refused.next_step
        else:
            assert b"[[[[" not in everything_in(tmp_path / "out.pdf")


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("note.txt", f"Interview of {SECRET}")
    return held.getvalue()


class TestDisguises:
    """A file that is two things at once is taken for one of them, and the other does not travel."""

    def test_an_archive_behind_the_end_does_not_travel(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf() + archive())

        burn(source, tmp_path / "out.pdf", SCHEDULE, ocr=None)

        held = (tmp_path / "out.pdf").read_bytes()
        assert b"PK\x03\x04" not in held
        assert held.rstrip().endswith(b"%%EOF")
        assert "lighthouse" in by_pdfium(tmp_path / "out.pdf")

    @pytest.mark.parametrize("head", [b"GIF89a", b"\xff\xd8\xff\xe0", b"MZ", b"<html>", b"PK\x03\x04"])
    def test_a_pdf_behind_another_beginning_is_not_taken_for_a_pdf(self, head: bytes, tmp_path: Path) -> None:
        source = written(tmp_path, head + b"\0" * 40 + a_clean_pdf())

        assert kind_of(source) is not DocumentKind.PDF

    def test_a_name_that_lies_is_not_believed(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentUnreadable, match="not a PDF, whatever its name says"):
            check_pdf(written(tmp_path, b"\xff\xd8\xff\xe0 a photograph"))


def test_a_page_whose_size_programs_read_differently_is_not_called_alike(tmp_path: Path) -> None:
    source = written(tmp_path, a_file(CATALOGUE, PAGES, PAGE.replace(b"0 0 300", b"0 null 300"), SAID, FONT))

    report = burn(source, tmp_path / "out.pdf", SCHEDULE, ocr=None)

    burned = Burned.from_record(report.as_record())
    verdict, _ = inspect(tmp_path / "out.pdf", [SECRET], original=source, burned=burned, ocr=Tesseract())
    assert "likeness" in verdict.sentence


def test_an_original_of_which_nothing_shows_is_not_called_alike(tmp_path: Path) -> None:
    target = written(tmp_path, a_clean_pdf())
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")

    verdict, _ = inspect(target, [], original=broken, burned=Burned((), ()), ocr=Tesseract())

    assert CheckState.UNAVAILABLE in {check.state for check in verdict.checks}
