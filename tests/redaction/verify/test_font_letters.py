"""The checker sees what fonts hold beside the letters still shown, and words in what fonts encrypt."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.pdf import font_letters, objects
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from tests.redaction.pdf.font_programs import compact, type_one, type_one_letter
from tests.redaction.pdf.test_font_programs import (
    LETTERS,
    NAMES,
    SECRET,
    a_composite_document,
    a_document,
    a_type_one,
    font_in,
    redacted,
)
from tests.redaction.pdf.test_glyphs import a_simple_document

SOUGHT = Sought([SECRET])


def looked_at(path: Path, change: Callable[[pikepdf.Pdf], None] | None = None) -> Check:
    """What the check says of a copy of ours, with something of the original put back."""
    with pikepdf.open(path) as pdf:
        if change is not None:
            change(pdf)
        return font_letters.in_fonts(pdf, SOUGHT, is_ours=True)


def a_copy_in(kind: str, folder: Path) -> tuple[Path, str, bytes]:
    """A copy, the key of its program, and the program as it was."""
    if kind == "TrueType":
        source, copy = a_simple_document(folder), folder / "copy.pdf"
        burn(source, copy, Schedule((ScheduleEntry(SECRET, Ground.CHILD),)), ocr=None)
        with pikepdf.open(source) as pdf:
            return copy, "/FontFile2", bytes(font_in(pdf).FontDescriptor.FontFile2.read_bytes())
    if kind == "Type 1":
        return redacted(a_document(folder, a_type_one(), "FontFile")), "/FontFile", a_type_one()
    names = [part for letter in LETTERS for part in (ord(letter), Name(f"/{NAMES[letter]}"))]
    program = compact(LETTERS, names=NAMES)
    source = a_document(
        folder, program, "FontFile3", Dictionary(Type=Name.Encoding, Differences=Array(names))
    )
    return redacted(source), "/FontFile3", program


@pytest.mark.parametrize("kind", ["TrueType", "Type 1", "compact"])
class TestPrograms:
    """The outlines of letters that no page shows are found, in each kind of program."""

    def test_a_copy_of_ours_is_clean(self, kind: str, tmp_path: Path) -> None:
        assert looked_at(a_copy_in(kind, tmp_path)[0]).state is CheckState.CLEAN

    def test_the_program_as_it_was_is_found_with_its_page(self, kind: str, tmp_path: Path) -> None:
        copy, key, program = a_copy_in(kind, tmp_path)

        check = looked_at(copy, lambda pdf: font_in(pdf).FontDescriptor[key].write(program))

        assert check.state is CheckState.FOUND
        assert check.pages == (1,)

    def test_one_that_cannot_be_taken_apart_is_found(self, kind: str, tmp_path: Path) -> None:
        copy, key, program = a_copy_in(kind, tmp_path)

        check = looked_at(copy, lambda pdf: font_in(pdf).FontDescriptor[key].write(program[:200]))

        assert check.state is CheckState.FOUND


def _wider(pdf: pikepdf.Pdf) -> None:
    font_in(pdf).LastChar, font_in(pdf).Widths = ord("z"), Array([600] * 26)


def _later_end(pdf: pikepdf.Pdf) -> None:
    font_in(pdf).LastChar, font_in(pdf).Widths = ord("z"), Array([600] * 3 + [0] * 23)


def _named(pdf: pikepdf.Pdf) -> None:
    font_in(pdf).Encoding = Dictionary(Differences=Array([ord("Q"), Name.Q]))


def _mapped(pdf: pikepdf.Pdf) -> None:
    font_in(pdf).ToUnicode = pdf.make_stream(b"1 beginbfchar <51> <0051> endbfchar")


@pytest.mark.parametrize(
    "change", [_wider, _later_end, _named, _mapped], ids=["widths", "end", "name", "text"]
)
def test_what_the_document_says_of_a_letter_no_page_shows_is_found(
    change: Callable[[pikepdf.Pdf], None], tmp_path: Path
) -> None:
    copy = redacted(a_document(tmp_path, a_type_one(), "FontFile"))

    assert looked_at(copy, change).state is CheckState.FOUND


def test_a_font_with_a_map_of_its_own_is_left_to_the_eye(tmp_path: Path) -> None:
    assert looked_at(redacted(a_composite_document(tmp_path))).state is CheckState.CLEAN


def test_a_word_in_the_encrypted_part_of_a_font_is_found_whoever_made_the_file(tmp_path: Path) -> None:
    letters = {".notdef": type_one_letter(b""), SECRET: type_one_letter(b""), "a": type_one_letter(b"")}
    source = a_document(tmp_path, type_one(letters, [b"\x0b"] * 4, codes={97: "a"}), "FontFile")

    with pikepdf.open(source) as pdf:
        check = font_letters.in_fonts(pdf, SOUGHT, is_ours=False)

    assert check.state is CheckState.FOUND
    assert SECRET.lower() not in repr(check).lower()


@pytest.mark.parametrize(("is_ours", "state"), [(True, CheckState.FOUND), (False, CheckState.CLEAN)])
def test_a_makers_name_in_a_profile_is_no_term_but_in_a_file_of_ours(
    is_ours: bool, state: CheckState
) -> None:
    held = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pdf = pikepdf.new()
    pdf.Root.Spare = pdf.make_stream(held.replace(held[-len(SECRET) :], SECRET.encode()))

    assert objects.in_streams(pdf, SOUGHT, is_ours=is_ours)[0].state is state
