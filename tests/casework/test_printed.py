"""A document whose copy is a PDF is printed once; the print is sealed, looked at, and gone with its document."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchange.casework import record, tidy
from exchange.casework.beside import printed, readings
from exchange.casework.reading_room.redactions import open_set_page
from exchange.casework.redacting import redact
from exchange.casework.work_room import lay_out, room
from exchange.rules.material import Material, MaterialState
from exchange.rules.readings import VersionReading
from exchange.rules.redactions import RedactionSet
from redaction import AS_IT_IS, CopyFormat, DocumentText, render_page
from storage import ObjectKind, Receipt, SealLabel
from tests.casework.story import approved_run, classified_as_ordinary, retention, version_of
from tests.desk import House, a_desk, a_pdf

pytestmark = pytest.mark.slow

NOTE = b"A note of the visit.\fThe second page of the note.\n"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_desk(tmp_path)


@pytest.fixture
def note(house: House) -> Material:
    uploaded = house.document(house.matter(), content=NOTE, file_name="note.txt")
    return classified_as_ordinary(house, uploaded)


def begun(house: House, note: Material) -> RedactionSet:
    return redact.start(house.desk, house.officers["a.khan"], note.id, copy_format="pdf")


def read(house: House, note: Material, found: RedactionSet) -> DocumentText:
    return readings.read_to_redact(house.desk, note, version_of(house, note.original), found)


def reading_of(house: House, note: Material) -> VersionReading:
    with house.desk.ledger.housekeeping() as act:
        return act.version_readings.get(note.original)


def keep(house: House, note: Material, at: Path) -> bytes:
    """A print of other words than the note's: whoever shows or reads them had them from here."""
    at.write_bytes(a_pdf("Kept"))
    printed._keep(house.desk, version_of(house, note.original), at)
    return render_page(at, 1)


def a_day_later(house: House) -> None:
    """By the shelf's clock, which is the machine's own."""
    house.clock.at = datetime.now(UTC) + timedelta(hours=25)


def destroyed(house: House, note: Material) -> None:
    retention(house)
    approved_run(house)
    house.work()
    assert house.material(note.id).state is MaterialState.DESTROYED


class TestKept:
    """By the first who reads it; then it is only looked at."""

    def test_its_pages_are_those_of_the_original_printed(
        self, house: House, note: Material, tmp_path: Path
    ) -> None:
        found = begun(house, note)
        text = read(house, note, found)
        (tmp_path / "note.txt").write_bytes(NOTE)

        shown = open_set_page(house.desk, house.officers["a.khan"], found.id, 2)

        assert [page.text.split()[0] for page in text.pages] == ["A", "The"]
        assert reading_of(house, note).printed
        assert shown == render_page(tmp_path / "note.txt", 2, copy_format=CopyFormat.PDF)

    def test_pages_are_drawn_and_read_from_what_was_kept_and_nothing_is_printed(
        self, house: House, note: Material, tmp_path: Path
    ) -> None:
        found = begun(house, note)
        kept = keep(house, note, tmp_path / "kept")
        before = reading_of(house, note).printed

        assert open_set_page(house.desk, house.officers["a.khan"], found.id, 1) == kept
        assert "Kept" in read(house, note, found).pages[0].text
        assert reading_of(house, note).printed == before

    def test_what_is_read_as_it_is_later_stands_beside_it(
        self, house: House, note: Material, tmp_path: Path
    ) -> None:
        keep(house, note, tmp_path / "kept")
        as_it_is = redact.start(house.desk, house.officers["a.khan"], note.id, copy_format="same")

        read(house, note, as_it_is)

        row = reading_of(house, note)
        assert row.text
        assert row.printed

    def test_of_two_workers_the_slower_one_destroys_its_own(
        self, house: House, note: Material, tmp_path: Path
    ) -> None:
        keep(house, note, tmp_path / "kept")
        first = reading_of(house, note).printed

        keep(house, note, tmp_path / "again")

        a_day_later(house)
        assert reading_of(house, note).printed == first
        assert record.check_store(house.desk).orphans == 0


class TestGone:
    """No print outlives its document, and none is left over."""

    def test_it_is_destroyed_with_its_document(self, house: House, note: Material, tmp_path: Path) -> None:
        keep(house, note, tmp_path / "kept")
        receipt = Receipt.from_json(reading_of(house, note).printed)
        with house.desk.ledger.housekeeping() as act:
            assert receipt in record.kept_receipts(act)

        destroyed(house, note)

        assert house.desk.vault.is_destroyed(receipt)
        assert reading_of(house, note).printed == ""
        assert record.check_store(house.desk).problems == ()

    def test_one_that_was_made_while_its_document_was_destroyed_is_not_kept(
        self, house: House, note: Material
    ) -> None:
        version = version_of(house, note.original)
        with room(house.desk) as place:
            source = lay_out(house.desk, version, place)
            destroyed(house, note)

            made = printed.printed_once(house.desk, version, source, AS_IT_IS)

            assert made.read_bytes().startswith(b"%PDF-")
        with house.desk.ledger.housekeeping() as act:
            assert act.version_readings.find(version.id) is None
        a_day_later(house)
        assert record.check_store(house.desk).orphans == 0

    def test_bytes_of_a_worker_killed_before_it_wrote_them_down_are_swept_and_the_kept_ones_stay(
        self, house: House, note: Material, tmp_path: Path
    ) -> None:
        found = begun(house, note)
        label = SealLabel(matter=note.matter, party=note.holder, kind=ObjectKind.RENDER)
        house.desk.vault.put(io.BytesIO(a_pdf("Left")), label)
        kept = keep(house, note, tmp_path / "kept")
        a_day_later(house)
        before = record.check_store(house.desk).orphans

        tidy.tidy(house.desk)

        after = record.check_store(house.desk)
        assert (before, after.orphans, after.problems) == (1, 0, ())
        assert open_set_page(house.desk, house.officers["a.khan"], found.id, 1) == kept
