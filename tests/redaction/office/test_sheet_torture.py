"""One workbook with a word in every hiding place: each is gone from the copy, and what should stay stays."""

import zipfile
from pathlib import Path

import pytest

from redaction.formats.xlsx import FORMAT
from redaction.grounds import Ground
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, MARK, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.spreadsheet import inspect
from redaction.verify.verdict import CheckState, VerdictState
from tests.redaction.office.packing import control_for, word_for
from tests.redaction.office.reading_back import all_bytes, bare_letters, text_of
from tests.redaction.office.sheet_places import PLACES, SEEN, UNSEEN, a_workbook

OURS = Burned((), ())
IN_PICTURES = {"picture", "thumbnail", "remark in a picture file"}


def some_schedule(*terms: str) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))


@pytest.fixture(scope="module")
def burned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BurnReport]:
    folder = tmp_path_factory.mktemp("torture")
    source, target = folder / "source.xlsx", folder / "copy.xlsx"
    source.write_bytes(a_workbook())
    schedule = some_schedule(*map(word_for, PLACES))
    return target, FORMAT.burn(source, target, schedule, AS_IT_IS, ocr=Tesseract(), told=Told())


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbook with nothing to take out."""
    folder = tmp_path_factory.mktemp("rebuilt")
    (folder / "source.xlsx").write_bytes(a_workbook())
    FORMAT.burn(folder / "source.xlsx", folder / "copy.xlsx", Schedule(()), AS_IT_IS, ocr=None, told=Told())
    return folder / "copy.xlsx"


class TestTorture:
    """Every hiding place of a workbook."""

    @pytest.mark.parametrize("place", PLACES)
    def test_a_word_is_gone_from(self, place: str, burned: tuple[Path, BurnReport]) -> None:
        word = word_for(place).lower()
        held = all_bytes(burned[0]).lower()

        assert word not in bare_letters(burned[0])
        assert word.encode() not in held
        assert word.encode("utf-16-le") not in held

    @pytest.mark.parametrize("place", PLACES)
    def test_what_stands_beside_it_stays(self, place: str, burned: tuple[Path, BurnReport]) -> None:
        assert control_for(place) in text_of(burned[0])

    @pytest.mark.parametrize("place", UNSEEN)
    def test_what_nobody_sees_is_not_copied_even_if_nobody_asks(self, place: str, emptied: Path) -> None:
        assert word_for(place).lower() not in bare_letters(emptied)

    def test_all_checks_are_made_and_find_nothing(self, burned: tuple[Path, BurnReport]) -> None:
        verdict, _ = inspect(burned[0], map(word_for, PLACES), original=None, burned=OURS, ocr=Tesseract())

        assert verdict.is_clean, verdict.sentence

    def test_each_seen_word_is_reported_once_and_leaves_a_mark(self, burned: tuple[Path, BurnReport]) -> None:
        places = list(PLACES)
        told = [places[removal.entry] for removal in burned[1].removals]

        assert sorted(told) == sorted(SEEN)
        text = "".join(page.text for page in FORMAT.read(burned[0], AS_IT_IS, ocr=None).pages)
        assert text.count(MARK) == len(set(SEEN) - {"picture", "name of a sheet"})

    def test_what_was_left_out_is_counted(self, burned: tuple[Path, BurnReport]) -> None:
        assert {"3 hidden sheets", "2 hidden rows", "2 hidden columns", "1 hidden drawing"} <= set(
            burned[1].left_out
        )

    def test_the_copy_is_nothing_but_known_parts(self, burned: tuple[Path, BurnReport]) -> None:
        with zipfile.ZipFile(burned[0]) as package:
            assert sorted(package.namelist()) == [
                "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels",
                "xl/drawings/_rels/drawing1.xml.rels", "xl/drawings/drawing1.xml", "xl/media/picture1.png",
                "xl/media/picture2.png", "xl/media/picture3.png", "xl/sharedStrings.xml",
                "xl/styles.xml", "xl/workbook.xml",
                "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml",
            ]  # fmt: skip


class TestReading:
    """A reviewer reads what the copy will say, and nothing else."""

    def test_every_seen_word_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "source.xlsx").write_bytes(a_workbook())

        text = "\n".join(
            page.text for page in FORMAT.read(tmp_path / "source.xlsx", AS_IT_IS, ocr=Tesseract()).pages
        )

        whole = "".join(letter for letter in text.lower() if letter.isalpha())
        assert [place for place in SEEN if word_for(place).lower() not in whole] == ["two cells of a column"]
        assert [place for place in UNSEEN if word_for(place).lower() in whole] == []

    def test_there_are_as_many_parts_as_pages(self, tmp_path: Path) -> None:
        (tmp_path / "source.xlsx").write_bytes(a_workbook())

        count = FORMAT.check(tmp_path / "source.xlsx", AS_IT_IS)

        assert count == len(FORMAT.read(tmp_path / "source.xlsx", AS_IT_IS, ocr=None).pages)
        assert FORMAT.render(tmp_path / "source.xlsx", AS_IT_IS, count, dpi=40).startswith(b"\x89PNG")


class TestNotBlind:
    """A file that leaks in one place alone is refused, by reading it and not only by its parts."""

    @pytest.mark.parametrize("place", [place for place in PLACES if place not in IN_PICTURES])
    def test_a_leak_is_found_in(self, place: str, tmp_path: Path) -> None:
        (tmp_path / "leaking.xlsx").write_bytes(a_workbook([place]))

        verdict, _ = inspect(
            tmp_path / "leaking.xlsx", [word_for(place)], original=None, burned=None, ocr=Tesseract()
        )

        assert verdict.state is VerdictState.FOUND

    @pytest.mark.slow
    @pytest.mark.parametrize("place", sorted(IN_PICTURES))
    def test_a_leak_is_read_in(self, place: str, tmp_path: Path) -> None:
        (tmp_path / "leaking.xlsx").write_bytes(a_workbook([place]))

        verdict, _ = inspect(
            tmp_path / "leaking.xlsx", [word_for(place)], original=None, burned=OURS, ocr=Tesseract()
        )

        assert verdict.state is VerdictState.FOUND
        assert any(
            check.name.startswith("pictures: ") and check.state is CheckState.FOUND
            for check in verdict.checks
        )

    def test_a_clean_workbook_is_not_accused(self, tmp_path: Path) -> None:
        (tmp_path / "plain.xlsx").write_bytes(a_workbook(["shared string"]))

        verdict, _ = inspect(tmp_path / "plain.xlsx", ["Nobody"], original=None, burned=None, ocr=Tesseract())

        assert verdict.is_clean
