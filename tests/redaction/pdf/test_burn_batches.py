"""Documents of more pages than are worked on at once: they are burned as one, in memory that does not grow."""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.pdf.batches import MOST_BYTES, MOST_PAGES
from redaction.read import read_text
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_pdfium, by_poppler

_PAGES = MOST_PAGES + 2
_LEAST_OF_A_PAGE = MOST_BYTES // 4
# Held twice it would be two bytes for each byte of a page; measured is about a fiftieth.
_MOST_PER_BYTE = 0.25


def _long_document(path: Path) -> None:
    made = Torture()
    for number in range(1, _PAGES + 1):
        words = {1: "Ada Quillon came", MOST_PAGES: "it was Ada", MOST_PAGES + 1: "Quillon who left"}
        made.page(show(words.get(number, f"sheet {number}")))
    first = made.pdf.pages[0].obj
    first.Annots = Array([
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[10, 700, 90, 712],
            Dest=Array([made.pdf.pages[_PAGES - 1].obj, Name.Fit]),
        )
    ])  # fmt: skip
    made.pdf.save(path)


def test_a_document_of_several_batches_is_burned_as_one(tmp_path: Path) -> None:
    source, target = tmp_path / "long.pdf", tmp_path / "out.pdf"
    _long_document(source)

    report = burn(source, target, Schedule((ScheduleEntry("Ada Quillon", Ground.CHILD),)), ocr=None)

    told = by_pdfium(target) + by_poppler(target)
    assert "Quillon" not in told
    assert "Ada" not in told
    assert f"sheet {_PAGES}" in told
    assert report.pages == _PAGES
    assert {each.page_number for each in report.removals} == {1, MOST_PAGES, MOST_PAGES + 1}
    with pikepdf.open(target) as pdf:
        fonts = {font.objgen for page in pdf.pages for _, font in page.obj.Resources.Font.items()}
        link = pdf.pages[0].obj.Annots[0]
        assert len(fonts) <= 2  # that of the pages, and that of labels
        assert link.Dest[0].objgen == pdf.pages[_PAGES - 1].obj.objgen
        assert pdf.check_pdf_syntax() == []


def test_pages_of_all_batches_are_read_in_order(tmp_path: Path) -> None:
    _long_document(tmp_path / "long.pdf")

    pages = read_text(tmp_path / "long.pdf", ocr=None).pages

    assert [page.number for page in pages] == list(range(1, _PAGES + 1))
    assert pages[MOST_PAGES].text.startswith("Quillon who left")
    assert pages[-1].text.startswith(f"sheet {_PAGES}")


_PEAKS = """
import random, re, sys
from pathlib import Path
import pikepdf
from pikepdf import Dictionary, Name
from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.report import Removal
from redaction.schedule import Schedule, ScheduleEntry

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024

def grown(folder, size, pages):
    with pikepdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(500, 500)).obj
            picture = pdf.make_stream(random.Random(number).randbytes(size))
            picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
            picture.Width, picture.Height, picture.BitsPerComponent = 1024, size // 1024, 8
            page.Resources = Dictionary(XObject=Dictionary(I=picture))
            page.Contents = pdf.make_stream(b"q 500 0 0 500 0 0 cm /I Do Q")
        pdf.save(folder / "scan.pdf")
    del pdf, page, picture
    seen = [Removal(number + 1, 0, Box(50, 50, 90, 60)) for number in range(pages)]
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    nothing = Schedule((ScheduleEntry("zzzq", Ground.CHILD),))
    burn(folder / "scan.pdf", folder / "out.pdf", nothing, ocr=None, seen=seen)
    return peak()

folder, size = Path(sys.argv[1]), int(sys.argv[2])
grown(folder, size, 6)
print(grown(folder, size, 6), grown(folder, size, 16))
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_pages(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PEAKS, str(tmp_path), str(_LEAST_OF_A_PAGE)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=280)
    few, many = map(int, told.stdout.split())

    assert (many - few) / 10 < _MOST_PER_BYTE * _LEAST_OF_A_PAGE
