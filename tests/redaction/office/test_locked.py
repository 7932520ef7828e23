"""Office documents behind a password open with it, once, and with no other."""

import io
import zipfile
from pathlib import Path

import pytest

from redaction import (
    CopyFormat,
    DocumentKind,
    DocumentLocked,
    DocumentNotSupported,
    DocumentSigned,
    Ground,
    Opening,
    Schedule,
    ScheduleEntry,
    apply,
    pages_of,
    read_pages,
    recognise_file,
    take_out_attachments,
)
from redaction.printing.intake import printable
from redaction.printing.unlock import unlock
from tests.redaction.compound import MESSAGE_CLASS, Storage, compound_file
from tests.redaction.office.locking import a_locked_document
from tests.redaction.office.open_places import Open
from tests.redaction.office.reading_back import text_of

PASSWORD = 'Sécr"et & <7>'
OPENING = Opening(PASSWORD)
SCHEDULE = Schedule((ScheduleEntry("Okonedo", Ground.CHILD),))


@pytest.fixture(scope="module")
def locked_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_locked_document(tmp_path_factory.mktemp("text"), "odt", "Kept Morning Okonedo", PASSWORD)


def written(folder: Path, held: bytes) -> Path:
    source = folder / "source"
    source.write_bytes(held)
    return source


def a_locked_word_file() -> bytes:
    streams = {"EncryptionInfo": b"\x04\0\x04\0" + b"x" * 600, "EncryptedPackage": b"x" * 5_000}
    return compound_file(Storage(streams)).replace(MESSAGE_CLASS, bytes(16))


def a_locked_package(more: str, held: bytes) -> bytes:
    """A text whose lock cannot be opened, and one part that no lock hides."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        package.writestr(more, held)
    return made.getvalue()


@pytest.mark.slow
class TestOpened:
    """By the real library in the real child."""

    def test_the_copy_is_in_its_own_format_and_has_no_lock(self, locked_text: Path, tmp_path: Path) -> None:
        done = apply(locked_text, tmp_path / "copy", SCHEDULE, opening=OPENING)

        assert done.kind is DocumentKind.ODT
        assert "Kept Morning" in text_of(tmp_path / "copy")
        assert "Okonedo" not in text_of(tmp_path / "copy")

    def test_a_sheet_can_be_read(self, tmp_path: Path) -> None:
        source = a_locked_document(tmp_path, "ods", "Kept,Okonedo\n", PASSWORD)

        assert "Kept\tOkonedo" in read_pages(source, opening=OPENING).pages[0].text

    def test_the_copy_may_be_a_pdf(self, locked_text: Path) -> None:
        assert pages_of(locked_text, opening=OPENING, copy_format=CopyFormat.PDF) == 1

    @pytest.mark.parametrize("copy_format", CopyFormat)
    def test_another_password_does_not_open_it(self, copy_format: CopyFormat, locked_text: Path) -> None:
        with pytest.raises(DocumentLocked, match="does not open with that password"):
            pages_of(locked_text, opening=Opening("secret"), copy_format=copy_format)

    @pytest.mark.parametrize("ending", ["odt", "doc"])
    def test_a_scanner_is_given_what_is_behind_the_lock(self, ending: str, tmp_path: Path) -> None:
        source = a_locked_document(tmp_path, ending, "Kept Morning Okonedo", PASSWORD)
        folder = tmp_path / "inside"
        folder.mkdir()

        (opened,) = take_out_attachments(source, folder, opening=OPENING)

        assert recognise_file(opened).kind is DocumentKind.ODT
        assert "Kept Morning Okonedo" in text_of(opened)

    def test_what_is_not_a_locked_file_of_words_stays_shut(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentLocked, match="does not open"):
            pages_of(written(tmp_path, a_locked_word_file()), opening=OPENING)


class TestAsked:
    """Before anything is opened."""

    def test_without_a_password_it_is_asked_for(self, locked_text: Path) -> None:
        with pytest.raises(DocumentLocked, match="asks for a password"):
            pages_of(locked_text)

    def test_a_locked_word_file_is_known_and_asks_too(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_locked_word_file())

        assert recognise_file(source).kind is DocumentKind.OLE
        with pytest.raises(DocumentLocked, match="asks for a password"):
            printable(source, DocumentKind.OLE)
        assert printable(source, DocumentKind.OLE, "any").is_locked

    @pytest.mark.parametrize("password", ["a\nb", "a\x00", "\u2028"])
    def test_a_password_of_several_lines_is_wrong(
        self, password: str, locked_text: Path, tmp_path: Path
    ) -> None:
        with pytest.raises(DocumentLocked, match="does not open"):
            unlock(locked_text, DocumentKind.ODT, tmp_path / "out", Opening(password), room=tmp_path)

    def test_what_has_no_lock_is_left_as_it_is(self, tmp_path: Path) -> None:
        made = Open()
        made.say("Kept")
        source = written(tmp_path, made.packed("text"))

        assert not unlock(source, DocumentKind.ODT, tmp_path / "out", OPENING, room=tmp_path)
        assert not (tmp_path / "out").exists()

    def test_macros_behind_a_lock_are_refused_by_name(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_locked_package("Basic/Standard/Module1.xml", b"<a/>"))

        with pytest.raises(DocumentNotSupported, match="macros"):
            unlock(source, DocumentKind.ODT, tmp_path / "out", OPENING, room=tmp_path)

    def test_a_signature_behind_a_lock_is_asked_about(self, tmp_path: Path) -> None:
        signature = b"<Signature></Signature>"
        source = written(tmp_path, a_locked_package("META-INF/documentsignatures.xml", signature))

        with pytest.raises(DocumentSigned):
            unlock(source, DocumentKind.ODT, tmp_path / "out", OPENING, room=tmp_path)
