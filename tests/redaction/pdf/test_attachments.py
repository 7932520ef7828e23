"""Files inside a PDF come out one by one, so that a scanner sees each."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction import Opening, take_out_attachments
from redaction.errors import DocumentLocked, DocumentTooCostly, DocumentUnreadable
from redaction.pdf.attachments import MOST_FILES, take_out


def a_pdf() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


def take_from(pdf: pikepdf.Pdf, folder: Path, **saving: Any) -> list[bytes]:
    source, inside = folder / "source.pdf", folder / "inside"
    inside.mkdir()
    pdf.save(source, **saving)
    count = take_out(source, inside)
    written = [(inside / str(number)).read_bytes() for number in range(count)]
    assert len(list(inside.iterdir())) == count
    return written


def named_files(pdf: pikepdf.Pdf, files: Iterable[pikepdf.Object]) -> None:
    names = Array()
    for file in files:
        names.append(String("one"))
        names.append(file)
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


class TestTakenOut:
    """Found by what they are and by who names them."""

    def test_a_document_without_files_gives_none(self, tmp_path: Path) -> None:
        assert take_from(a_pdf(), tmp_path) == []

    def test_every_attached_file_comes_out_decoded(self, tmp_path: Path) -> None:
        pdf = a_pdf()
        pdf.attachments["one.txt"] = b"the first file " * 40
        pdf.attachments["two.txt"] = b"the second file"

        files = take_from(pdf, tmp_path, compress_streams=True)

        assert sorted(files) == [b"the first file " * 40, b"the second file"]

    def test_one_that_nothing_names_comes_out(self, tmp_path: Path) -> None:
        pdf = a_pdf()
        pdf.Root.Elsewhere = pdf.make_indirect(pdf.make_stream(b"a lost file", Type=Name.EmbeddedFile))

        assert take_from(pdf, tmp_path) == [b"a lost file"]

    @pytest.mark.parametrize("is_indirect", [True, False])
    def test_one_that_does_not_say_what_it_is_comes_out(self, tmp_path: Path, is_indirect: bool) -> None:
        pdf = a_pdf()
        file = Dictionary(Type=Name.Filespec, EF=Dictionary(F=pdf.make_stream(b"an unmarked file")))
        named_files(pdf, [pdf.make_indirect(file) if is_indirect else file])

        assert take_from(pdf, tmp_path) == [b"an unmarked file"]

    def test_the_password_that_was_given_opens_it(self, tmp_path: Path) -> None:
        pdf = a_pdf()
        pdf.attachments["one.txt"] = b"the first file"
        pdf.save(tmp_path / "source.pdf", encryption=pikepdf.Encryption(owner="one", user="two"))
        folder = tmp_path / "inside"
        folder.mkdir()

        files = take_out_attachments(tmp_path / "source.pdf", folder, opening=Opening("two"))

        assert b"the first file" in [file.read_bytes() for file in files]

    def test_the_document_itself_is_there_without_its_lock(self, tmp_path: Path) -> None:
        a_pdf().save(tmp_path / "source.pdf", encryption=pikepdf.Encryption(owner="one", user="two"))
        folder = tmp_path / "inside"
        folder.mkdir()

        (file,) = take_out_attachments(tmp_path / "source.pdf", folder, opening=Opening("two"))

        with pikepdf.open(file) as opened:
            assert not opened.is_encrypted
            assert len(opened.pages) == 1

    def test_one_that_two_names_share_comes_out_once(self, tmp_path: Path) -> None:
        pdf = a_pdf()
        held = pdf.make_stream(b"one file", Type=Name.EmbeddedFile)
        named_files(
            pdf,
            [
                pdf.make_indirect(Dictionary(EF=Dictionary(F=held, UF=held, DOS=String("no file"))))
                for _ in "ab"
            ],
        )

        assert take_from(pdf, tmp_path) == [b"one file"]


class TestRefused:
    """Where not every file can be looked at, nothing is said of any."""

    def test_a_document_behind_a_password_is_locked(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentLocked):
            take_from(a_pdf(), tmp_path, encryption=pikepdf.Encryption(owner="one", user="two"))

    def test_a_document_that_is_none_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "source.pdf").write_bytes(b"%PDF-1.7 and no more")

        with pytest.raises(DocumentUnreadable):
            take_out(tmp_path / "source.pdf", tmp_path)

    def test_a_file_that_cannot_be_decoded_cannot_be_looked_at(self, tmp_path: Path) -> None:
        pdf = a_pdf()
        broken = pdf.make_stream(b"no such thing", Type=Name.EmbeddedFile, Filter=Name.JBIG2Decode)
        pdf.Root.Elsewhere = pdf.make_indirect(broken)

        with pytest.raises(DocumentUnreadable):
            take_from(pdf, tmp_path)

    @pytest.mark.slow
    @pytest.mark.parametrize(("count", "is_refused"), [(MOST_FILES, False), (MOST_FILES + 1, True)])
    def test_a_thousand_files_are_the_most(self, tmp_path: Path, count: int, is_refused: bool) -> None:
        pdf = a_pdf()
        pdf.Root.Elsewhere = Array(
            [pdf.make_stream(b"%d" % one, Type=Name.EmbeddedFile) for one in range(count)]
        )

        if is_refused:
            with pytest.raises(DocumentTooCostly):
                take_from(pdf, tmp_path)
        else:
            assert len(take_from(pdf, tmp_path)) == count

    @pytest.mark.slow
    def test_files_that_fill_the_disk_together_are_refused(self, tmp_path: Path) -> None:
        pdf = a_pdf()
        large = bytes(90 << 20)
        pdf.Root.Elsewhere = Array([pdf.make_stream(large, Type=Name.EmbeddedFile) for _ in range(3)])

        with pytest.raises(DocumentTooCostly):
            take_from(pdf, tmp_path, compress_streams=True)
