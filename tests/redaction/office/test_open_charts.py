"""Charts in OpenDocument files travel: made anew, without what was removed, pointing to no cell of a sheet."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from redaction.formats.format import Format
from redaction.formats.ods import FORMAT as ODS
from redaction.formats.odt import FORMAT as ODT
from redaction.grounds import Ground
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.open_document import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.office.open_chart_places import (
    SEEN,
    UNSEEN,
    Drawn,
    a_sheet_with,
    a_text_with,
    said_at,
)
from tests.redaction.office.packing import control_for, word_for
from tests.redaction.office.reading_back import all_bytes, bare_letters, text_of

OURS = Burned((), ())
PART = "Object 1/content.xml"
KINDS = {"sheet": (ODS, a_sheet_with), "text": (ODT, a_text_with)}


def burned(held: bytes, folder: Path, *terms: str, kind: Format = ODS) -> tuple[Path, BurnReport]:
    source, target = folder / "source", folder / "copy"
    source.write_bytes(held)
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
    return target, kind.burn(source, target, schedule, AS_IT_IS, ocr=None, told=Told())


def verdict_on(path: Path, terms: Sequence[str], *, is_ours: bool = True) -> VerdictState:
    return inspect(path, terms, original=None, burned=OURS if is_ours else None, ocr=Tesseract())[0].state


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return package.namelist()


def chart_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(PART).decode()


def numbers_of(path: Path) -> list[str]:
    root = etree.fromstring(chart_of(path).encode())
    return [
        value for each in root.iter() for name, value in each.attrib.items() if str(name).endswith("}value")
    ]


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Charts with a word in each place, of which nothing is taken out."""
    return {
        name: burned(
            build(Drawn(said_at((*SEEN, *UNSEEN[3:], "name of a style")))),
            tmp_path_factory.mktemp(name),
            kind=kind,
        )[0]
        for name, (kind, build) in KINDS.items()
    }


class TestWhatTravels:
    """A chart is made anew."""

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("place", SEEN)
    def test_what_a_reader_sees_stays(self, kind: str, place: str, emptied: dict[str, Path]) -> None:
        assert word_for(place) in text_of(emptied[kind])

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize(
        "place", [each for each in UNSEEN if each not in {"mark of a cell", "name of its table"}]
    )
    def test_what_no_reader_sees_is_not_copied(self, kind: str, place: str, emptied: dict[str, Path]) -> None:
        assert word_for(place).lower() not in bare_letters(emptied[kind])
        assert word_for(place).encode("utf-16-le") not in all_bytes(emptied[kind])

    @pytest.mark.parametrize("place", ["mark of a cell", "name of its table"])
    def test_the_table_of_a_chart_is_made_anew(self, place: str, tmp_path: Path) -> None:
        copy, _ = burned(a_sheet_with(Drawn(said_at([place]))), tmp_path)

        assert PART in names_in(copy)
        assert word_for(place).lower() not in bare_letters(copy)

    @pytest.mark.parametrize("kind", KINDS)
    def test_it_points_to_its_own_table_and_has_no_picture(self, kind: str, emptied: dict[str, Path]) -> None:
        assert "Register." not in chart_of(emptied[kind])
        assert 'values-cell-range-address="local-table.$B$2:.$B$3"' in chart_of(emptied[kind])
        assert not any(
            name.startswith(("ObjectReplacements", "Pictures")) for name in names_in(emptied[kind])
        )
        assert numbers_of(emptied[kind]) == ["5", "8"]

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_checker_finds_nothing_to_blame(self, kind: str, emptied: dict[str, Path]) -> None:
        assert verdict_on(emptied[kind], ["Nobody"]) is VerdictState.CLEAN

    def test_a_chart_with_a_table_of_its_own_travels_as_one_over_cells_does(self, tmp_path: Path) -> None:
        copy, _ = burned(a_text_with(Drawn({"chart title": "Visits"}, from_sheet=False)), tmp_path, kind=ODT)

        assert numbers_of(copy) == ["5", "8"]
        assert "Spring" in text_of(copy)

    def test_the_name_that_an_author_gave_a_chart_is_not_copied(self, tmp_path: Path) -> None:
        copy, _ = burned(a_sheet_with(Drawn({}), folder="Chart of Anna"), tmp_path)

        assert b"Anna" not in all_bytes(copy)
        assert PART in names_in(copy)

    @pytest.mark.parametrize(
        "gone", ["[elsewhere.ods]Gone.B2:B3", "Register.B2:B3 Register.C2", "Register.B9:B2", "Visits", ""]
    )
    def test_a_chart_whose_numbers_are_nowhere_is_left_out_and_told(self, gone: str, tmp_path: Path) -> None:
        lost = a_sheet_with(Drawn({}))
        with zipfile.ZipFile(io.BytesIO(lost)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        parts[PART] = parts[PART].replace(b"Register.B2:Register.B3", gone.encode())
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as package:
            for name, part in parts.items():
                package.writestr(name, part)

        copy, report = burned(held.getvalue(), tmp_path)

        assert PART not in names_in(copy)
        assert "1 embedded object" in report.left_out


class TestTaking:
    """What is removed leaves the chart."""

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("place", SEEN)
    def test_a_word_is_gone_and_its_neighbour_stays(self, kind: str, place: str, tmp_path: Path) -> None:
        form, build = KINDS[kind]

        copy, report = burned(build(Drawn(said_at(SEEN))), tmp_path, word_for(place), kind=form)

        assert word_for(place).lower() not in bare_letters(copy)
        assert control_for(place) in text_of(copy)
        assert len(report.removals) == 1
        assert verdict_on(copy, [word_for(place)]) is VerdictState.CLEAN

    def test_a_name_over_title_and_subtitle_is_one_name(self, tmp_path: Path) -> None:
        copy, _ = burned(
            a_sheet_with(Drawn({"chart title": "Visits to Anna", "chart subtitle": "Smith, spring"})),
            tmp_path,
            "Anna Smith",
        )

        assert "Anna" not in text_of(copy)
        assert "Smith" not in text_of(copy)

    @pytest.mark.parametrize(
        ("number", "term"),
        [
            ("7700900123", "07700 900123"),
            ("447700900123", "07700 900123"),
            ("7003.125", "7,003.125"),
            ("41344", "11 March 2013"),
        ],
    )
    def test_a_number_that_is_a_term_leaves_a_gap(self, number: str, term: str, tmp_path: Path) -> None:
        copy, _ = burned(a_sheet_with(Drawn({}, numbers=(number, "8"))), tmp_path, term)

        assert numbers_of(copy) == ["8"]
        assert number not in text_of(copy)
        assert verdict_on(copy, [term]) is VerdictState.CLEAN

    def test_a_day_that_an_axis_begins_at_goes(self, tmp_path: Path) -> None:
        copy, _ = burned(a_sheet_with(Drawn({}, axis_begins="41344")), tmp_path, "11 March 2013")

        assert "41344" not in chart_of(copy)
        assert verdict_on(copy, ["11 March 2013"]) is VerdictState.CLEAN

    def test_the_numbers_along_an_axis_travel_and_are_taken(self, tmp_path: Path) -> None:
        scattered = Drawn({}, along="A")

        copy, _ = burned(a_sheet_with(scattered, ("7700900123", "5"), ("2", "8")), tmp_path, "07700 900123")

        assert 'domain table:cell-range-address="local-table.$B$2:.$B$3"' in chart_of(copy)
        assert numbers_of(copy) == ["5", "2", "8"]

    def test_what_went_from_a_cell_goes_from_its_chart(self, tmp_path: Path) -> None:
        chart = Drawn({}, categories=("Anna", "Ben"))
        held = a_sheet_with(chart, ("Anna", "Smith"), ("Ben", "Jones"))

        copy, _ = burned(held, tmp_path, "Anna Smith")

        assert "Anna" not in text_of(copy)
        assert "Ben" in chart_of(copy)

    def test_where_a_title_begins_does_not_tell_how_long_it_was(self, tmp_path: Path) -> None:
        held = a_sheet_with(Drawn({"chart title": "Visits to Anna"}))
        (tmp_path / "kept").mkdir()
        (tmp_path / "taken").mkdir()

        kept, _ = burned(held, tmp_path / "kept", "Nobody")
        taken, _ = burned(held, tmp_path / "taken", "Anna")

        assert 'svg:x="3.9cm"' in chart_of(kept)
        assert "svg:x" not in chart_of(taken)


class TestDamage:
    """A chart that cannot be read costs the chart, not the document."""

    @pytest.mark.parametrize("part", [b"<office", b"<!DOCTYPE a><a/>", b"<a/>", b""])
    def test_an_object_that_is_no_chart_is_left_out_and_told(self, part: bytes, tmp_path: Path) -> None:
        held = io.BytesIO(a_sheet_with(Drawn({})))
        changed = io.BytesIO()
        with zipfile.ZipFile(held) as package, zipfile.ZipFile(changed, "w") as written:
            for name in package.namelist():
                written.writestr(name, part if name == PART else package.read(name))

        copy, report = burned(changed.getvalue(), tmp_path)

        assert PART not in names_in(copy)
        assert "1 embedded object" in report.left_out


class TestReading:
    """A reviewer reads a chart as a part of its own."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_words_and_numbers_are_read(self, kind: str, tmp_path: Path) -> None:
        form, build = KINDS[kind]
        (tmp_path / "source").write_bytes(build(Drawn(said_at(SEEN))))

        pages = form.read(tmp_path / "source", AS_IT_IS, ocr=None).pages

        chart = next(page.text for page in pages if word_for("chart title") in page.text)
        assert all(word_for(place) in chart for place in SEEN)
        assert "Autumn\t8" in chart


class TestNotBlind:
    """A chart that leaks in one place alone is refused."""

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("place", [*SEEN, *UNSEEN])
    def test_a_leak_is_found_in(self, kind: str, place: str, tmp_path: Path) -> None:
        (tmp_path / "leaking").write_bytes(KINDS[kind][1](Drawn(said_at([place]))))

        state = verdict_on(tmp_path / "leaking", [word_for(place)], is_ours=False)

        assert state is VerdictState.FOUND

    @pytest.mark.parametrize(("number", "term"), [("7700900123", "07700 900123"), ("41344", "11 March 2013")])
    def test_a_leak_is_found_in_a_number(self, number: str, term: str, tmp_path: Path) -> None:
        (tmp_path / "leaking").write_bytes(a_text_with(Drawn({}, numbers=(number, "8"))))

        assert verdict_on(tmp_path / "leaking", [term], is_ours=False) is VerdictState.FOUND

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"local-table.$B$2:.$B$3", b"Register.B2:Register.B3"),
            (b"<text:p>5</text:p>", b"<text:p>5</text:p><svg:desc>a</svg:desc>"),
            (b'table:name="local-table"', b'table:name="Register of Anna"'),
            (b'xlink:href="."', b'xlink:href="https://example.org/a"'),
        ],
    )
    def test_a_copy_whose_chart_is_not_as_ours_are_is_refused(
        self, old: bytes, new: bytes, tmp_path: Path
    ) -> None:
        copy, _ = burned(a_sheet_with(Drawn({})), tmp_path)
        with zipfile.ZipFile(copy) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        assert old in parts[PART]
        parts[PART] = parts[PART].replace(old, new)
        changed = tmp_path / "changed"
        with zipfile.ZipFile(changed, "w") as package:
            for name, part in parts.items():
                package.writestr(zipfile.ZipInfo(name), part)

        verdict, _ = inspect(changed, ["Nobody"], original=None, burned=OURS, ocr=Tesseract())

        told = {each.name for each in verdict.checks if each.state.value == "found"}
        assert told & {"references of charts", "make of charts"}
