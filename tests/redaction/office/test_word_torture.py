"""One Word document with a word in every hiding place: each is gone from the copy, and what should stay stays."""

from pathlib import Path

import pytest

from redaction.formats.docx import FORMAT
from redaction.grounds import Ground
from redaction.page import DocumentText
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, MARK, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.office import inspect
from tests.redaction.office.packing import control_for, word_for
from tests.redaction.office.reading_back import all_bytes, bare_letters, text_of
from tests.redaction.office.word_body_places import DROPPED, SAID
from tests.redaction.office.word_part_places import PLACES
from tests.redaction.office.word_torture import ALL_PLACES, EVERY_PLACE, STYLE_PLACE, a_docx, words_of

WORDS = words_of()
SPOKEN = ("description of a drawing", "numbers with words")


@pytest.fixture(scope="module")
def burned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BurnReport]:
    folder = tmp_path_factory.mktemp("torture")
    source, target = folder / "source.docx", folder / "copy.docx"
    source.write_bytes(a_docx())
    schedule = Schedule(tuple(ScheduleEntry(word, Ground.CHILD) for word in WORDS))
    report = FORMAT.burn(source, target, schedule, AS_IT_IS, ocr=Tesseract(), told=Told())
    return target, report


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DocumentText]:
    """The same document with nothing to take out, and what a reviewer is shown of it."""
    folder = tmp_path_factory.mktemp("rebuilt")
    source, target = folder / "source.docx", folder / "copy.docx"
    source.write_bytes(a_docx())
    FORMAT.burn(source, target, Schedule(()), AS_IT_IS, ocr=None, told=Told())
    return target, FORMAT.read(source, AS_IT_IS, ocr=None)


class TestBurned:
    """Everything that was planted is gone."""

    @pytest.mark.parametrize("place", EVERY_PLACE)
    def test_a_word_is_gone_from(self, place: str, burned: tuple[Path, BurnReport]) -> None:
        word = word_for(place).lower()
        held = all_bytes(burned[0]).lower()

        assert word not in bare_letters(burned[0])
        assert word.encode() not in held
        assert word.encode("utf-16-le") not in held

    def test_bars_in_its_pictures_are_told_because_they_are_as_wide_as_the_words(
        self, burned: tuple[Path, BurnReport]
    ) -> None:
        report = burned[1]

        assert report.telling and min(report.telling) > report.part_names.index("Picture 1")

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_what_stands_beside_it_stays(self, place: str, burned: tuple[Path, BurnReport]) -> None:
        assert control_for(place) in text_of(burned[0])

    @pytest.mark.slow
    def test_the_checks_find_nothing(self, burned: tuple[Path, BurnReport]) -> None:
        marks = Burned((), ())

        verdict, _ = inspect(burned[0], WORDS, original=None, burned=marks, ocr=Tesseract())

        assert verdict.sentence == "Every check was made and none found anything."

    @pytest.mark.parametrize("place", SAID)
    def test_a_mark_stands_for_each_word_that_was_seen(
        self, place: str, burned: tuple[Path, BurnReport]
    ) -> None:
        taken = {removal.entry for removal in burned[1].removals}

        assert WORDS.index(word_for(place)) in taken

    def test_blanks_between_words_of_two_runs_stay(self, burned: tuple[Path, BurnReport]) -> None:
        assert f"{MARK} and {control_for('split runs')}" in text_of(burned[0])
        assert all_bytes(burned[0]).count(b'<w:t xml:space="preserve">') == all_bytes(burned[0]).count(
            b"<w:t "
        )

    def test_the_report_says_what_each_part_is_and_what_was_left_out(
        self, burned: tuple[Path, BurnReport]
    ) -> None:
        report = burned[1]

        assert report.part_names[0] == "Body"
        assert {"Footnotes", "Endnotes", "Numbering", "Chart 1", "Picture 1"} <= set(report.part_names)
        assert len(report.part_names) == len(report.share_removed) == report.pages
        assert "4 tracked deletions" in " ".join(report.left_out)
        assert not any(word.lower() in " ".join(report.left_out).lower() for word in WORDS)

    def test_marks_are_all_alike(self, burned: tuple[Path, BurnReport]) -> None:
        in_pictures = sum(
            removal.entry == WORDS.index(word_for("pixels of a picture")) for removal in burned[1].removals
        )

        assert text_of(burned[0]).count(MARK) + in_pictures >= len(burned[1].removals) - len(SPOKEN)


class TestReviewed:
    """What the copy will hold is what a reviewer is shown: no more, no less."""

    @pytest.mark.parametrize("place", [*DROPPED, STYLE_PLACE])
    def test_what_nobody_sees_is_not_copied_even_when_nothing_is_taken_out(
        self, place: str, emptied: tuple[Path, DocumentText]
    ) -> None:
        assert word_for(place).lower() not in bare_letters(emptied[0])

    @pytest.mark.parametrize("place", SAID)
    def test_what_is_copied_is_shown(self, place: str, emptied: tuple[Path, DocumentText]) -> None:
        shown = "".join(page.text for page in emptied[1].pages).lower()
        bare = "".join(letter for letter in shown if "a" <= letter <= "z")

        if word_for(place).lower() in bare_letters(emptied[0]):
            assert word_for(place).lower() in bare

    def test_no_part_is_without_a_place_in_the_lists(self) -> None:
        assert not set(SAID) & set(DROPPED)
        assert not {*SAID, *DROPPED} & set(PLACES)
        assert len(EVERY_PLACE) >= 100
