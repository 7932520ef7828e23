"""Messages of Outlook: read to what their reader sees, and written as EML."""

import gzip
import zlib
from pathlib import Path

import pytest

import redaction
from redaction import DocumentLocked, DocumentSigned, DocumentTooCostly, DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise_file
from redaction.mail.packed_rtf import unpacked_rtf
from redaction.mail.read_eml import read_eml
from redaction.mail.read_msg import read_msg
from redaction.schedule import AS_IT_IS, Opening
from tests.redaction.office.line_drawings import an_emf
from tests.redaction.outlook import (
    BODY,
    CLASS,
    HTML,
    RTF,
    SENDER_NAME,
    SENDER_SMTP,
    SUBJECT,
    Attached,
    a_message,
    as_msg,
    packed_rtf,
)
from tests.redaction.posting import Posted, is_clean, posted

TERM = "Anna Smith"
CONTROL = "lighthouse keeper"
WORDS: dict[int, str | bytes] = {
    SUBJECT: CONTROL,
    BODY: "x",
    SENDER_NAME: "Bo Jones",
    SENDER_SMTP: "bo@example.test",
}

SEEN_PLACES = {
    "the subject": a_message({**WORDS, SUBJECT: f"{CONTROL} Anna Smith"}),
    "the text": a_message({**WORDS, BODY: "Dear Anna\r\nSmith"}),
    "HTML in bytes": a_message({**WORDS, HTML: b"<html><body><b>An</b>na Smith</body></html>"}),
    "HTML in words": a_message({**WORDS, HTML: "<html><body><b>An</b>na Smith</body></html>"}),
    "packed RTF alone": a_message({**WORDS, BODY: "", RTF: packed_rtf(rb"{\rtf1 Dear An{\b na} Smith\par}")}),
    "the sender": a_message({**WORDS, SENDER_NAME: "Anna Smith"}),
    "a recipient": a_message(WORDS, to=[("Anna Smith", "a@example.test")]),
    "a recipient of a copy": a_message(WORDS, copied_to=[("Anna Smith", "a@example.test")]),
    "words in an old code page": a_message({**WORDS, BODY: "Dear Anna Smith"}, narrow="cp1252"),
}
HIDDEN_PLACES = {
    "a recipient of a blind copy": a_message(WORDS, hidden_to=[("Anna Smith", "a@example.test")]),
    "the headers of its way": a_message({**WORDS, 0x007D: "Received: from Anna Smith"}),
    "its topic": a_message({**WORDS, 0x0070: "Anna Smith"}),
    "the subject without its prefix": a_message({**WORDS, 0x0E1D: "Anna Smith"}),
    "who is shown as recipients": a_message(
        {**WORDS, 0x0E04: "Anna Smith", 0x0E03: "Anna Smith", 0x0E02: "Anna Smith"}
    ),
    "who last changed it": a_message({**WORDS, 0x3FFA: "Anna Smith"}),
    "a category": a_message(WORDS, named={"Keywords": "Anna Smith"}),
    "the name of a property": a_message(WORDS, named={"Anna Smith": "x"}),
    "packed RTF beside text": a_message({**WORDS, RTF: packed_rtf(rb"{\rtf1 Anna Smith\par}")}),
    "a file's name": a_message(WORDS, attached=[Attached(b"y", "Anna Smith.txt")]),
    "an object": a_message(
        WORDS, attached=[Attached(name="Anna Smith", inner=a_message({BODY: TERM}), method=6)]
    ),
}
ALL_PLACES = {**SEEN_PLACES, **HIDDEN_PLACES}


def copy_of(held: bytes, opening: Opening = AS_IT_IS) -> Posted:
    return posted(held, TERM, read=read_msg, opening=opening)


class TestHidingPlaces:
    """However the file says a name, it goes."""

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_a_name_is_gone_and_the_control_words_stay(self, place: str) -> None:
        copy = copy_of(as_msg(ALL_PLACES[place]))

        assert is_clean(copy.held, copy.members, TERM)
        assert b"Anna" not in copy.held
        assert CONTROL in copy.words
        assert bool(copy.report.removals) is (place in SEEN_PLACES)

    @pytest.mark.parametrize("place", SEEN_PLACES)
    def test_a_copy_in_which_it_was_left_is_refused(self, place: str) -> None:
        left = posted(as_msg(ALL_PLACES[place]), read=read_msg)

        assert not is_clean(left.held, left.members, TERM)


class TestWhatStays:
    """The message itself."""

    def test_the_head_stays(self) -> None:
        held = as_msg(
            a_message(
                WORDS, to=[("Ca Day", "ca@example.test"), ("", "d@example.test")], copied_to=[("Ed", "")]
            )
        )

        assert dict(copy_of(held).letter.head) == {
            "From": "Bo Jones <bo@example.test>",
            "To": "Ca Day <ca@example.test>, d@example.test",
            "Cc": "Ed",
            "Date": "Mon, 02 Nov 2026 10:00:00 +0000",
            "Subject": CONTROL,
        }

    def test_files_large_and_small_stay_whole(self) -> None:
        large, small = bytes(range(256)) * 400, b"y" * 70
        held = as_msg(a_message(WORDS, attached=[Attached(large), Attached(small)]))

        assert [each.held for each in copy_of(held).letter.enclosures] == [large, small]

    def test_a_message_in_a_message_is_a_message(self) -> None:
        inner = a_message({**WORDS, SUBJECT: "inner"}, attached=[Attached(b"y" * 5000)])
        held = as_msg(a_message(WORDS, attached=[Attached(inner=inner, method=5)]))

        letter = read_eml(copy_of(held).letter.enclosures[0].held, AS_IT_IS)

        assert letter.fields["Subject"] == "inner"
        assert letter.fields["Date"] == "Mon, 02 Nov 2026 10:00:00 +0000"
        assert [len(each.held) for each in letter.enclosures] == [5000]

    def test_a_picture_in_the_text_stays_in_its_place(self) -> None:
        html = b'<html><body>a<img src="cid:pic@x">b</body></html>'
        held = as_msg(
            a_message({**WORDS, HTML: html}, attached=[Attached(b"\x89PNG\r\n\x1a\n", content_id="pic@x")])
        )

        assert 'a<img src="cid:attachment-1">b' in copy_of(held).words

    def test_what_is_left_out_is_counted(self) -> None:
        held = as_msg(
            a_message(WORDS, attached=[Attached(inner=a_message(WORDS), method=6), Attached(method=4)])
        )

        assert copy_of(held).report.left_out == ("1 embedded object", "1 link to a file")

    @pytest.mark.parametrize(
        "kind", ["IPM.Appointment", "IPM.Schedule.Meeting.Request", "IPM.Contact", "IPM.Task"]
    )
    def test_what_outlook_keeps_of_a_meeting_or_a_contact_is_counted(self, kind: str) -> None:
        copy = copy_of(as_msg(a_message({**WORDS, CLASS: kind})))

        assert copy.report.left_out[0].startswith("1 set of details of a ")
        assert CONTROL in copy.words

    @pytest.mark.parametrize(
        ("drawn", "told"),
        [
            (Attached(gzip.compress(an_emf(["Visit"]))), "1 drawing"),
            (Attached(an_emf(["Visit"]), content_id="image001.emf@x"), "1 drawing"),
            (Attached(b"ActiveMime\0\0"), "1 embedded object"),
            (Attached(bytes(4) + zlib.compress(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")), "1 embedded object"),
        ],
    )
    def test_what_outlook_draws_for_itself_is_left_out_and_told(self, drawn: Attached, told: str) -> None:
        copy = copy_of(as_msg(a_message(WORDS, attached=[drawn])))

        assert copy.report.left_out == (told,)
        assert not copy.letter.enclosures

    def test_a_drawing_that_a_person_attached_stays_an_attachment(self) -> None:
        held = as_msg(a_message(WORDS, attached=[Attached(an_emf(["Visit"]))]))

        assert len(copy_of(held).letter.enclosures) == 1

    def test_words_in_another_alphabet_s_code_page_stay(self) -> None:
        held = as_msg(a_message({SUBJECT: "Мария", BODY: "маяк"}, to=(), narrow="cp1251"))

        assert copy_of(held).letter.fields["Subject"] == "Мария"


class TestKind:
    """A message is told wherever in the file its directory stands."""

    @pytest.mark.parametrize("padding_sectors", [0, 100])
    def test_a_message_is_told_from_other_compound_files(self, padding_sectors: int, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(as_msg(a_message(WORDS), padding_sectors=padding_sectors))

        assert recognise_file(source).kind is DocumentKind.MSG

    @pytest.mark.parametrize("held", [b"", bytes(600), b"\xff" * 600])
    def test_a_compound_file_that_is_cut_short_is_none(self, held: bytes, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + held)

        assert recognise_file(source).kind is DocumentKind.OLE


class TestPackedRtf:
    """Outlook's packing is undone."""

    def test_the_example_of_the_specification_is_unpacked(self) -> None:
        packed = bytes.fromhex(
            "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09002062770"
            "5b06c647d0a800fa0"
        )

        assert unpacked_rtf(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"

    def test_what_is_packed_without_repetition_is_unpacked(self) -> None:
        assert unpacked_rtf(packed_rtf(rb"{\rtf1 hello}")) == rb"{\rtf1 hello}"

    def test_plain_rtf_is_taken_as_it_is(self) -> None:
        assert unpacked_rtf(b"\x10\0\0\0\x05\0\0\0MELA\0\0\0\0hello") == b"hello"

    @pytest.mark.parametrize("held", [b"", b"\x10\0\0\0\x05\0\0\0XXXX\0\0\0\0hello"])
    def test_what_is_neither_is_refused(self, held: bytes) -> None:
        with pytest.raises(DocumentUnreadable):
            unpacked_rtf(held)

    def test_a_bomb_is_refused(self) -> None:
        with pytest.raises(DocumentTooCostly):
            unpacked_rtf(b"\x10\0\0\0\xff\xff\xff\x7fLZFu\0\0\0\0hello")


class TestLockedAndSigned:
    """As for messages of the internet."""

    SIGNED = (
        b'From: x\nMIME-Version: 1.0\nContent-Type: multipart/signed; boundary="b"\n\n--b\n'
        b"Content-Type: text/plain\n\nsigned words\n--b\nContent-Type: application/pkcs7-signature\n\nxx\n--b--\n"
    )

    def test_a_signed_message_is_refused_until_somebody_says_so(self) -> None:
        words = {**WORDS, CLASS: "IPM.Note.SMIME.MultipartSigned"}
        held = as_msg(a_message(words, attached=[Attached(self.SIGNED)]))

        with pytest.raises(DocumentSigned):
            copy_of(held)
        assert "signed words" in copy_of(held, Opening(may_lose_signature=True)).words

    def test_an_encrypted_message_is_refused(self) -> None:
        with pytest.raises(DocumentLocked):
            copy_of(as_msg(a_message({**WORDS, CLASS: "IPM.Note.SMIME"}, attached=[Attached(b"xx")])))


class TestBadInput:
    """One sentence, whatever came."""

    def test_a_compound_file_with_nothing_of_a_message_is_refused(self) -> None:
        with pytest.raises(DocumentUnreadable):
            copy_of(as_msg(a_message({}, to=())).replace(b"\x39\0", b"\x38\0"))

    @pytest.mark.parametrize("cut", [100, 600, 1500])
    def test_a_file_that_is_cut_short_is_refused(self, cut: int) -> None:
        with pytest.raises(DocumentUnreadable):
            copy_of(as_msg(a_message(WORDS))[:cut])


@pytest.mark.slow
class TestThroughTheFrontDoor:
    """Outlook's message becomes EML."""

    def test_a_message_is_redacted_with_all_that_it_encloses(self, tmp_path: Path) -> None:
        inner = a_message({**WORDS, SUBJECT: "inner Anna Smith"})
        attached = [Attached(b"id,a,b\n1,Anna,Smith\n2,Bo,Jo\n"), Attached(inner=inner, method=5)]
        source, target = tmp_path / "source.msg", tmp_path / "target.eml"
        source.write_bytes(
            as_msg(a_message({**WORDS, BODY: "Anna Smith"}, attached=attached), padding_sectors=50)
        )
        schedule = redaction.Schedule((redaction.ScheduleEntry(TERM, redaction.Ground.CHILD),))

        redacted = redaction.apply(source, target, schedule)

        assert redacted.kind is DocumentKind.EML
        assert [removal.page_number for removal in redacted.report.removals] == [2, 3, 3, 4]
        assert redaction.verify_file(target, [TERM]).is_clean
        assert redaction.pages_of(source) == 5
