"""A long copy is checked in the memory of a short one."""

import subprocess
import sys
from pathlib import Path

import pytest
from pikepdf import Dictionary, Name, Pdf

from redaction.verify.pdf import structure
from redaction.verify.pdf.in_turn import InTurn
from redaction.verify.pdf.letters import OwnLetters
from redaction.verify.pdf.pages import with_pdfminer, with_poppler
from redaction.verify.sought import Sought
from redaction.verify.verdict import CheckState

_PICTURE_BYTES = 1 << 20
# Held once it would be a whole byte for each byte of a page.
_MOST_PER_BYTE = 0.25
_WORD = "Quillon"

_PEAKS = """
import gc, random, re, sys
from pathlib import Path
import pikepdf
from pikepdf import Dictionary, Name
from redaction.verify.pdf import likeness, objects, pages, pictures, structure
from redaction.verify.burned import Burned
from redaction.verify.file_bytes import mapped
from redaction.verify.sought import Sought

def written(path, size, count):
    with pikepdf.new() as pdf:
        for number in range(count):
            page = pdf.add_blank_page(page_size=(300, 300)).obj
            picture = pdf.make_stream(random.Random(number).randbytes(size))
            picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
            picture.Width, picture.Height, picture.BitsPerComponent = 1024, size // 1024, 8
            page.Resources = Dictionary(XObject=Dictionary(I=picture))
            page.Contents = pdf.make_stream(b"q 300 0 0 300 0 0 cm /I Do Q")
        pdf.save(path)

class Blind:
    def words(self, image, *, dpi):
        return ()

def grown(path):
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    sought = Sought(["Quillon"])
    pages.with_pdfium(path, sought)
    pages.with_pdfminer(path, sought)
    likeness.of_pages(path, path, Burned((), ()))
    with mapped(path) as held, structure.opened(path) as pdf:
        structure.revisions(held, sought, is_ours=True)
        objects.in_bytes(held, sought, seen=objects.in_streams(pdf, sought)[1], is_ours=True)
        pictures.in_pages(pdf, path, sought, Blind())
    gc.collect()
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024

few, many, size = Path(sys.argv[1]) / "few.pdf", Path(sys.argv[1]) / "many.pdf", int(sys.argv[2])
written(few, size, 10)
written(many, size, 26)
grown(few)
print(grown(few), grown(many))
"""


@pytest.mark.slow
def test_memory_of_the_check_does_not_grow_with_the_number_of_pages(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PEAKS, str(tmp_path), str(_PICTURE_BYTES)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=280)
    few, many = map(int, told.stdout.split())

    assert (many - few) / 16 < _MOST_PER_BYTE * _PICTURE_BYTES


def _long(path: Path, *, pages: int, on: int) -> Path:
    """Pages of a word each, and on one of them the word that is looked for."""
    with Pdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(300, 300)).obj
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            word = _WORD if number == on else f"sheet{number}"
            page.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 200 Td ({word}) Tj ET".encode())
        pdf.save(path)
    return path


@pytest.mark.parametrize("on", [1, 64, 65, 130])
def test_a_word_is_found_wherever_the_engines_begin_anew(tmp_path: Path, on: int) -> None:
    path, sought = _long(tmp_path / "long.pdf", pages=130, on=on), Sought([_WORD])

    checks = [with_pdfminer(path, sought), *with_poppler(path, sought)]

    assert [check.state for check in checks] == [CheckState.FOUND] * 3
    assert {check.pages for check in checks} == {(on,)}
    with InTurn.of(path) as document:
        read = [page.get_textpage().get_text_range() for page in document]
    assert [number for number, text in enumerate(read, start=1) if _WORD in text] == [on]


def test_an_earlier_version_is_found_far_into_a_large_file() -> None:
    filling = b"\n" * ((4 << 20) - 2)
    once = b"%PDF-1.7\n" + b"trailer << >> %%EOF\n"
    across_a_window = b"%PDF-1.7" + filling[:-11] + b"/Prev" + b" " * 99 + b"7 %%EOF\n"

    assert structure.revisions(once, Sought([_WORD]), is_ours=True).state is CheckState.CLEAN
    assert structure.revisions(across_a_window, Sought([_WORD]), is_ours=True).state is CheckState.FOUND


def test_letters_of_one_font_are_not_taken_for_those_of_another_in_its_place() -> None:
    class Font:
        """As much of a font as is asked for."""

        cid2unicode = None

    own = OwnLetters()
    numbers = set()
    for _ in range(50):
        font = Font()
        own.of(font, 1)
        numbers.add(id(font))

    assert len(numbers) == 50
