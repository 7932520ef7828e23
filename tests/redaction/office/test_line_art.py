"""Drawings made of lines travel as pictures: what they say is burned, or they do not travel and a blank says so."""

import gzip
import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from redaction import Ground, Redacted, Schedule, ScheduleEntry, Tesseract, apply
from redaction.office.archive import open_package
from redaction.office.line_art import line_art_ending, says_more_than, unpacked, with_words, words_in_drawing
from redaction.office.pictures import blank_picture, words_in
from redaction.printing.drawings import laid_out
from redaction.wording.needles import Needles
from tests.redaction.office.line_drawings import a_docx_with, an_emf, an_svg, svg_text
from tests.redaction.office.open_chart_places import Drawn, a_text_with
from tests.redaction.office.open_places import Open


@dataclass(frozen=True)
class Copy:
    """What came of a document with three drawings, and what OCR reads in each picture of the copy."""

    done: Redacted
    seen: tuple[str, ...]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("drawings")
    drawings = {
        "image1.emf": an_emf(["House 9", "Visit of Ottoline"]),
        "image2.svg": an_svg(svg_text("Bramblewick", 40, 60) + svg_text("Ottoline", 500, 40, degrees=50)),
        "image3.emf": an_emf(["House 9"])[:60],
    }
    (folder / "source.docx").write_bytes(a_docx_with(drawings))
    schedule = Schedule((ScheduleEntry("Ottoline", Ground.CHILD),))
    done = apply(folder / "source.docx", folder / "copy.docx", schedule)
    with zipfile.ZipFile(folder / "copy.docx") as package:
        pictures = [package.read(f"word/media/picture{number}.png") for number in (1, 2, 3)]
    return Copy(done, tuple(words_in(picture, Tesseract()) for picture in pictures))


def png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(written, "PNG")
    return written.getvalue()


@pytest.mark.slow
class TestDrawn:
    """A drawing is drawn as dots in a child of its own, read by OCR and burned like any picture."""

    def test_a_metafile_keeps_its_words_and_loses_the_term(self, copy: Copy) -> None:
        assert [removal.page_number for removal in copy.done.report.removals] == [2]
        assert "House 9" in copy.seen[0]
        assert "Ottoline" not in copy.seen[0]

    def test_one_whose_term_stands_aslant_does_not_travel(self, copy: Copy) -> None:
        assert copy.seen[1].split() == ["picture", "left", "out"]

    def test_one_that_nobody_can_draw_is_a_blank_that_says_so(self, copy: Copy) -> None:
        assert copy.seen[2].split() == ["picture", "left", "out"]

    def test_those_left_out_are_counted(self, copy: Copy) -> None:
        assert copy.done.report.left_out == ("2 pictures of kinds that are not read here",)


class TestWhatADrawingSays:
    """The words of a drawing are compared with what was burned in the picture of it."""

    @pytest.mark.parametrize(
        ("held", "ending"),
        [
            (an_emf(["a"]), "emf"),
            (b"\xd7\xcd\xc6\x9a" + bytes(40), "wmf"),
            (b"\x01\0\x09\0\0\x03" + bytes(40), "wmf"),
            (b"VCLMTF" + bytes(40), "svm"),
            (an_svg(""), "svg"),
            (b"\xef\xbb\xbf<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", "svg"),
            (png(), ""),
            (b"<html>svg</html>", ""),
        ],
    )
    def test_its_kind_is_told_by_its_bytes(self, held: bytes, ending: str) -> None:
        assert line_art_ending(held) == ending

    def test_a_packed_drawing_is_unpacked_and_a_bomb_is_not(self) -> None:
        assert line_art_ending(unpacked(gzip.compress(an_svg("")))) == "svg"
        assert unpacked(gzip.compress(bytes(25 << 20))) == b""
        assert unpacked(gzip.compress(an_svg(""))[:-20]) == b""

    @pytest.mark.parametrize(
        ("held", "ending"),
        [
            (an_emf(["Visit of Ottoline"]), "emf"),
            (an_svg(svg_text("Visit of Ottoline", 1, 1)), "svg"),
            (
                an_svg("<text>" + "".join(f"<tspan>{letter}</tspan>" for letter in "Ottoline") + "</text>"),
                "svg",
            ),
            (an_svg("<text>&#79;ttoline</text>"), "svg"),
            (b"VCLMTF\x01\0\x08\0Ottoline\0", "svm"),
        ],
    )
    def test_a_term_that_was_not_burned_is_noticed_and_a_burned_one_is_not(
        self, held: bytes, ending: str
    ) -> None:
        picture = with_words(png(), words_in_drawing(held, ending))

        assert says_more_than(picture, Counter(), Needles(["Ottoline"]))
        assert not says_more_than(picture, Counter({0: 1}), Needles(["Ottoline"]))
        assert not says_more_than(picture, Counter(), Needles(["Bramblewick"]))

    def test_a_term_that_stands_twice_wants_two_bars(self) -> None:
        twice = an_svg(svg_text("Ottoline", 1, 1) + svg_text("Ottoline", 1, 90))
        picture = with_words(png(), words_in_drawing(twice, "svg"))

        assert says_more_than(picture, Counter({0: 1}), Needles(["Ottoline"]))
        assert not says_more_than(picture, Counter({0: 2}), Needles(["Ottoline"]))

    def test_a_term_that_is_told_in_both_widths_stands_once(self) -> None:
        told = b"VCLMTF" + b"\x08\0Ottoline" + "Ottoline".encode("utf-16-le") + b"\0"
        picture = with_words(png(), words_in_drawing(told, "svm"))

        assert not says_more_than(picture, Counter({0: 1}), Needles(["Ottoline"]))

    def test_an_ordinary_picture_says_nothing(self) -> None:
        assert not says_more_than(png(), Counter(), Needles(["Ottoline"]))


class TestWhichAreDrawn:
    """LibreOffice is started for drawings that a copy shows, and for no other."""

    @staticmethod
    def drawn(held: bytes, folder: Path) -> list[str]:
        (folder / "source").write_bytes(held)
        with open_package(folder / "source") as package:
            return [*laid_out(package, folder)]

    def test_the_picture_of_a_chart_that_is_made_anew_is_not_drawn(self, tmp_path: Path) -> None:
        assert self.drawn(a_text_with(Drawn({}, from_sheet=False)), tmp_path) == []

    def test_the_picture_of_any_other_object_is_drawn(self, tmp_path: Path) -> None:
        formula = Open()
        formula.parts["Object 1/content.xml"] = b"<math><mi>x</mi></math>"
        formula.parts["ObjectReplacements/Object 1"] = b"VCLMTF\1\0"

        assert self.drawn(formula.packed("text"), tmp_path) == ["ObjectReplacements/Object 1"]


class TestBlank:
    """Where a picture was left out, its place says so."""

    def test_it_says_that_it_was_left_out(self) -> None:
        assert words_in(blank_picture(Needles([])).held, Tesseract()).split() == ["picture", "left", "out"]

    def test_it_says_nothing_where_it_would_say_a_term(self) -> None:
        with Image.open(io.BytesIO(blank_picture(Needles(["Picture"])).held)) as blank:
            assert blank.getextrema() == (224, 224)
