"""A standard font whose name is a word to be removed goes on looking like itself."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.report import BurnReport
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.burned import Burned
from redaction.verify.pdf import likeness
from redaction.verify.verdict import CheckState

WORDS = "Tall Willow trees stood along the river and nobody came by"


def page_in(path: Path, font: str) -> None:
    """One line in a font that is in no file, and a name to be removed far below it."""
    pdf = pikepdf.Pdf.new()
    shown = f"BT /F1 24 Tf 40 700 Td ({WORDS}) Tj 0 -300 Td (Roman) Tj ET".encode()
    resources = Dictionary(
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{font}")))
    )
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 800, 800]), Resources=resources, Contents=pdf.make_stream(shown)
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(path)


def burned(folder: Path, font: str, term: str) -> BurnReport:
    page_in(folder / "in.pdf", font)
    schedule = Schedule((ScheduleEntry("Roman", Ground.CHILD), ScheduleEntry(term, Ground.CHILD)))
    return burn(folder / "in.pdf", folder / "out.pdf", schedule, ocr=None)


@pytest.mark.parametrize(
    ("font", "term"),
    [
        ("Times-Roman", "Roman"),
        ("Times-BoldItalic", "Times"),
        ("Courier", "Courier"),
        ("Helvetica-Bold", "Helvetica"),
    ],
)
def test_its_letters_stay_as_wide_and_of_their_kind_without_its_name(
    tmp_path: Path, font: str, term: str
) -> None:
    report = burned(tmp_path, font, term)

    assert term.encode() not in (tmp_path / "out.pdf").read_bytes()
    with (
        pypdfium2.PdfDocument(tmp_path / "in.pdf") as before,
        pypdfium2.PdfDocument(tmp_path / "out.pdf") as after,
    ):
        share = likeness.share_differing(before[0], after[0], [each.box for each in report.removals])
        last = [page.get_textpage().get_charbox(len(WORDS) - 1)[0] for page in (before[0], after[0])]
    assert share < 0.01
    assert last[0] == pytest.approx(last[1], abs=3.0)
    found = likeness.of_pages(
        tmp_path / "out.pdf", tmp_path / "in.pdf", Burned.from_record(report.as_record())
    )
    assert found.state is CheckState.CLEAN
