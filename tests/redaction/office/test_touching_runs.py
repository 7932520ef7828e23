"""A label and its value stand beside each other in two looks without a space: a reader sees the name just so."""

from pathlib import Path

import pytest

from redaction.formats.docx import FORMAT as DOCX
from redaction.formats.format import Format
from redaction.formats.ods import FORMAT as ODS
from redaction.formats.odt import FORMAT as ODT
from redaction.formats.pptx import FORMAT as PPTX
from redaction.formats.xlsx import FORMAT as XLSX
from redaction.grounds import Ground
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.checkers import checker_of
from redaction.verify.verdict import VerdictState
from tests.redaction.office import slide_torture, word_body_places
from tests.redaction.office.open_places import Open
from tests.redaction.office.packing import Packing
from tests.redaction.office.sheet_book import Book, run, text_box
from tests.redaction.office.word_part_places import MAIN, root

NAME = "Anna Thornbury"
LOOKS = ("Name", NAME, "Born")


def a_letter() -> bytes:
    packing = Packing()
    packing.relate("", "officeDocument", MAIN)
    runs = "".join(word_body_places.r(text, "<w:rPr><w:b/></w:rPr>" * (text != NAME)) for text in LOOKS)
    whole = root("document", f"<w:body>{word_body_places.p(runs)}</w:body>")
    packing.add(
        MAIN, whole, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    )
    return packing.packed()


def a_book() -> bytes:
    book = Book()
    runs = "".join(f"<r><rPr>{'<b/>' * (text != NAME)}</rPr><t>{text}</t></r>" for text in LOOKS)
    book.put(f'<c r="A{{N}}" t="inlineStr"><is>{runs}</is></c>')
    book.anchors.append(text_box("".join(map(run, LOOKS))))
    return book.packed()


def open_spans() -> str:
    return "".join(f"<text:span>{text}</text:span>" for text in LOOKS)


def an_open_text() -> bytes:
    made = Open()
    made.say(open_spans())
    return made.packed("text")


def an_open_sheet() -> bytes:
    made = Open()
    made.row(
        f'<table:table-cell office:value-type="string"><text:p>{open_spans()}</text:p></table:table-cell>'
    )
    return made.packed("spreadsheet")


def some_slides(monkeypatch: pytest.MonkeyPatch) -> bytes:
    runs = "".join(slide_torture.run(text, f'<a:rPr b="{int(text != NAME)}"/>') for text in LOOKS)
    monkeypatch.setitem(slide_torture.ON_SLIDE, "touching", slide_torture.said(runs))
    return slide_torture.a_pptx(["touching"])


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "odt", "ods"])
def test_the_name_goes_its_neighbours_stay_and_a_file_that_says_it_is_refused(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms: dict[str, tuple[Format, bytes]] = {
        "docx": (DOCX, a_letter()),
        "pptx": (PPTX, some_slides(monkeypatch)),
        "xlsx": (XLSX, a_book()),
        "odt": (ODT, an_open_text()),
        "ods": (ODS, an_open_sheet()),
    }
    form, held = forms[kind]
    source, copy = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(held)

    form.burn(source, copy, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), AS_IT_IS, ocr=None, told=Told())

    said = "\n".join(page.text for page in form.read(copy, AS_IT_IS, ocr=None).pages)
    assert "Thornbury" not in said and "Name" in said and "Born" in said
    states = [
        checker_of(path)(path, [NAME], original=None, burned=None, ocr=Tesseract())[0].state
        for path in (copy, source)
    ]
    assert states == [VerdictState.CLEAN, VerdictState.FOUND]
