"""A PDF that cannot be redacted is refused by name, and nothing is written."""

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
from redaction.read import check_pdf
from redaction.schedule import Schedule
from tests.redaction.planting import Torture, show


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
        pdf.pages[0].obj.Contents = pdf.make_stream(b"0 g\n" * 30_000_000)
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


def test_a_page_that_unpacks_without_end_is_too_costly(tmp_path: Path) -> None:
    with pytest.raises(DocumentTooCostly):
        burn(bomb(tmp_path), tmp_path / "out.pdf", Schedule(()), ocr=None)


def test_a_document_of_too_many_pages_is_too_costly(tmp_path: Path) -> None:
    pdf = pikepdf.Pdf.new()
    page = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 10, 10])))
    for _ in range(5_001):
        pdf.pages.append(pikepdf.Page(page))
    source = tmp_path / "long.pdf"
    pdf.save(source)

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
