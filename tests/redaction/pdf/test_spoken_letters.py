"""What a document says beside a letter that its font gets wrong is read in the copy too."""

from pathlib import Path

import pytest
from pikepdf import Dictionary, Name, Object, Stream

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.planting import Torture
from tests.redaction.reading_back import by_pdfium, by_poppler, everything_in

_LIGATURE = "/Span <</ActualText (ft)>> BDC (#) Tj EMC"


def its_letters(made: Torture) -> Object:
    """A font whose map says of the drawing of two letters that it is one other."""
    said = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange"
    return made.pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=Stream(made.pdf, said)
        )
    )


def copy_of(folder: Path, text: str, term: str = "Quillon") -> Path:
    made = Torture()
    made.page(f"BT /F2 12 Tf 72 700 Td {text} ET", more={"F2": its_letters(made)})
    source, target = folder / "source.pdf", folder / "copy.pdf"
    made.pdf.save(source)
    burn(source, target, Schedule((ScheduleEntry(term, Ground.CHILD),)), ocr=None)
    return target


@pytest.mark.parametrize(
    "hit", ["(, said Quillon) Tj", "0 -20 Td (said Quillon) Tj", ""], ids=["its line", "another", "none"]
)
def test_a_ligature_is_read_as_the_letters_that_the_document_says(tmp_path: Path, hit: str) -> None:
    target = copy_of(tmp_path, f"(so) Tj {_LIGATURE} (ware) Tj {hit}")

    assert "software" in by_pdfium(target)
    assert "software" in by_poppler(target)
    assert b"actualtext" not in everything_in(target)


def test_a_code_that_also_stands_for_itself_keeps_what_its_font_says(tmp_path: Path) -> None:
    target = copy_of(tmp_path, f"(so) Tj {_LIGATURE} (ware #9) Tj")

    assert "so#ware #9" in by_pdfium(target)


def test_a_word_with_such_a_letter_goes(tmp_path: Path) -> None:
    target = copy_of(tmp_path, f"(Some so) Tj {_LIGATURE} (ware stays) Tj", term="software")

    assert by_pdfium(target).split()[:2] == ["Some", "stays"]
    assert b"<00660074>" not in everything_in(target)


@pytest.mark.parametrize(
    "said", [r"\255", r"\n", "Quillon Marsh"], ids=["a soft hyphen", "a line end", "a name"]
)
def test_what_is_no_letter_is_not_taken_for_one(tmp_path: Path, said: str) -> None:
    target = copy_of(
        tmp_path, f"(half) Tj /Span <</ActualText ({said})>> BDC (-) Tj EMC (way) Tj", term="Nobody"
    )

    assert "half-way" in by_pdfium(target)
    assert b"marsh" not in everything_in(target)
