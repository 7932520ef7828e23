"""One presentation with a word in every hiding place: each is gone from the copy, and the checks are not blind."""

from pathlib import Path

import pytest

from redaction import DocumentKind, Schedule, ScheduleEntry, apply
from redaction.errors import DocumentUnreadable
from redaction.formats.pptx import FORMAT
from redaction.grounds import Ground
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.office import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.office.packing import control_for, word_for
from tests.redaction.office.reading_back import all_bytes, bare_letters, text_of
from tests.redaction.office.slide_torture import IN_LOOKS, IN_PARTS, OFF_SLIDE, ON_SLIDE, SLIDE_PLACES, a_pptx
from tests.redaction.office.word_torture import a_docx

WORDS = [word_for(place) for place in SLIDE_PLACES]
SCHEDULE = Schedule(tuple(ScheduleEntry(word, Ground.CHILD) for word in WORDS))
OURS = Burned((), ())


@pytest.fixture(scope="module")
def burned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BurnReport]:
    folder = tmp_path_factory.mktemp("torture")
    (folder / "source.pptx").write_bytes(a_pptx())
    target = folder / "copy.pptx"
    report = FORMAT.burn(folder / "source.pptx", target, SCHEDULE, AS_IT_IS, ocr=Tesseract(), told=Told())
    return target, report


class TestBurned:
    """Everything that was planted is gone, what stands beside it stays."""

    @pytest.mark.parametrize("place", SLIDE_PLACES)
    def test_a_word_is_gone_from(self, place: str, burned: tuple[Path, BurnReport]) -> None:
        word = word_for(place).lower()

        assert word not in bare_letters(burned[0])
        assert word.encode() not in all_bytes(burned[0]).lower()

    @pytest.mark.parametrize("place", [*ON_SLIDE, *OFF_SLIDE, *IN_PARTS])
    def test_what_stands_beside_it_stays(self, place: str, burned: tuple[Path, BurnReport]) -> None:
        assert control_for(place) in text_of(burned[0])

    @pytest.mark.slow
    def test_the_checks_find_nothing(self, burned: tuple[Path, BurnReport]) -> None:
        verdict, _ = inspect(burned[0], WORDS, original=None, burned=OURS, ocr=Tesseract())

        assert verdict.sentence == "Every check was made and none found anything."

    def test_the_report_names_parts_and_what_was_left_out(self, burned: tuple[Path, BurnReport]) -> None:
        report = burned[1]

        assert report.part_names[:2] == ("Slide 1", "Notes to slide 1")
        assert {"1 hidden slide", "1 film or sound", "1 comment"} <= set(report.left_out)

    def test_what_nobody_sees_is_not_copied_even_when_nothing_is_taken_out(self, tmp_path: Path) -> None:
        (tmp_path / "source.pptx").write_bytes(
            a_pptx([*OFF_SLIDE, "hidden slide", "name of a layout", "section"])
        )
        FORMAT.burn(
            tmp_path / "source.pptx", tmp_path / "copy.pptx", Schedule(()), AS_IT_IS, ocr=None, told=Told()
        )

        assert "qzx" not in bare_letters(tmp_path / "copy.pptx")


class TestLeaks:
    """Each hiding place alone, not redacted: the check refuses it."""

    @pytest.mark.parametrize("place", SLIDE_PLACES)
    def test_a_file_that_says_a_word_only_there_is_not_clean(self, place: str, tmp_path: Path) -> None:
        leaking = tmp_path / "leaking.pptx"
        leaking.write_bytes(a_pptx([place]))

        verdict, _ = inspect(leaking, [word_for(place)], original=None, burned=OURS, ocr=Tesseract())

        assert verdict.state is VerdictState.FOUND

    @pytest.mark.parametrize("place", [*ON_SLIDE, *OFF_SLIDE, *IN_LOOKS])
    def test_it_is_found_by_reading(self, place: str, tmp_path: Path) -> None:
        leaking = tmp_path / "leaking.pptx"
        leaking.write_bytes(a_pptx([place]))

        verdict, _ = inspect(leaking, [word_for(place)], original=None, burned=None, ocr=Tesseract())

        assert verdict.state is VerdictState.FOUND


class TestThroughTheFrontDoor:
    """The same in children, and what is refused."""

    @pytest.mark.slow
    def test_a_presentation_is_burned_and_verified(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source", tmp_path / "copy"
        source.write_bytes(a_pptx(["slide runs", "notes of the speaker", "words of a layout"]))

        done = apply(source, target, SCHEDULE)

        assert done.kind is DocumentKind.PPTX
        assert len(done.report.removals) == 3

    def test_another_package_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "source").write_bytes(a_docx(["plain text"]))

        with pytest.raises(DocumentUnreadable, match="presentation"):
            FORMAT.check(tmp_path / "source", AS_IT_IS)
