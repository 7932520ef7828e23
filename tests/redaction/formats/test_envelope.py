"""Outlook's envelope `winmail.dat` is opened: its text and its files are parts of the message round it."""

from pathlib import Path

import pytest

from redaction import DocumentTooCostly, DocumentUnreadable, Ground, Schedule, ScheduleEntry, apply
from redaction.mail.letter import Letter
from redaction.mail.read_eml import read_eml
from redaction.schedule import AS_IT_IS
from tests.redaction.envelopes import carried, envelope
from tests.redaction.outlook import BODY, HTML, RTF, SUBJECT, packed_rtf
from tests.redaction.posting import is_clean, posted

TERM = "Anna Smith"
CONTROL = "lighthouse keeper"
PLACES = {
    "its text": envelope({BODY: f"{CONTROL}\nDear Anna\nSmith"}),
    "its HTML": envelope({HTML: f"<html><body>{CONTROL} <b>An</b>na Smith</body></html>".encode()}),
    "its packed RTF": envelope({RTF: packed_rtf(b"{\\rtf1 lighthouse keeper An{\\b na} Smith\\par}")}),
    "its subject": envelope({BODY: CONTROL, SUBJECT: TERM}),
    "a property of its own": envelope({BODY: CONTROL}, named=TERM),
    "a message in it": envelope({BODY: CONTROL}, messages=[envelope({BODY: TERM, SUBJECT: TERM})]),
}


def letter_of(held: bytes) -> Letter:
    return read_eml(held, AS_IT_IS)


class TestHidingPlaces:
    """Wherever an envelope says a name, it goes."""

    @pytest.mark.parametrize("place", PLACES)
    def test_a_name_is_gone_and_the_control_words_stay(self, place: str) -> None:
        inside = [] if place == "a message in it" else [TERM]
        copy = posted(carried(PLACES[place]), *inside)

        assert CONTROL in copy.words
        assert not inside or is_clean(copy.held, copy.members, TERM)

    def test_a_message_in_it_is_redacted_as_a_document_of_its_own(self, tmp_path: Path) -> None:
        (tmp_path / "source.eml").write_bytes(carried(PLACES["a message in it"], "Dear Anna Smith"))
        schedule = Schedule((ScheduleEntry(TERM, Ground.CHILD),))

        done = apply(tmp_path / "source.eml", tmp_path / "copy.eml", schedule)

        assert done.report.part_names[-1].startswith("Attachment 1")
        assert len(done.report.removals) == 3
        assert TERM.encode() not in (tmp_path / "copy.eml").read_bytes()


class TestReading:
    """What is in the envelope stands in the message."""

    def test_its_files_are_enclosures(self) -> None:
        letter = letter_of(carried(envelope({BODY: CONTROL}, files=[b"one", b"two"])))

        assert [each.held for each in letter.enclosures] == [b"one", b"two"]

    def test_a_text_that_the_message_says_too_stands_once(self) -> None:
        letter = letter_of(carried(envelope({BODY: "Dear all,\r\nsee below."}), "Dear all,\nsee below.\n"))

        assert [each.text.split() for each in letter.sections] == [["Dear", "all,", "see", "below."]]

    def test_another_reading_of_that_text_stands_beside_it(self) -> None:
        said: dict[int, str | bytes | int] = {
            BODY: "Dear all",
            HTML: b"<html><body>Dear <i>all</i></body></html>",
        }
        letter = letter_of(carried(envelope(said), "Dear all"))

        assert [(each.is_html, each.group) for each in letter.sections] == [(False, 1), (True, 1)]

    def test_a_text_that_only_the_envelope_says_is_kept_apart(self) -> None:
        letter = letter_of(carried(envelope({BODY: "Something else"}), "Dear all"))

        assert [each.group for each in letter.sections] == [1, 2]

    def test_filling_behind_it_is_no_part_of_it(self) -> None:
        assert letter_of(carried(envelope({BODY: CONTROL}) + bytes(3))).sections[0].text == CONTROL


class TestRefusals:
    """An envelope that cannot be told is refused."""

    @pytest.mark.parametrize("size", [5, 7, 30, 60])
    def test_one_that_is_cut_off_is_damaged(self, size: int) -> None:
        with pytest.raises(DocumentUnreadable, match="damaged"):
            letter_of(carried(envelope({BODY: CONTROL * 9})[:size] + b"\1"))

    def test_envelopes_in_envelopes_without_end_are_too_many(self) -> None:
        held = envelope({BODY: CONTROL})
        for _ in range(12):
            held = envelope({}, messages=[held])

        with pytest.raises(DocumentTooCostly, match="more files"):
            letter_of(carried(held))
