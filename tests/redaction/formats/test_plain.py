"""Text files: what is taken out, what stays, and what the check of a copy sees."""

import base64
import time
from pathlib import Path

import pytest

import redaction
from redaction import DocumentEmpty, DocumentUnreadable, Ground, Schedule, ScheduleEntry
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise
from redaction.plain.as_meant import as_meant
from redaction.plain.encoding import decoded
from redaction.plain.invisible import visible
from redaction.plain.writing import burn_writing, parts_of, read_writing
from redaction.report import BurnReport
from redaction.verify.sought import Sought
from redaction.verify.verdict import verdict_of
from redaction.verify.writing.plain import of_bytes
from redaction.wording.readings import without_files

TERM = "Anna Smith"
NUMBER = "020 7946 0321"
CONTROL = "lighthouse keeper"


def some_schedule(*terms: str, label: str = "") -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD, label) for term in terms))


def burned(folder: Path, held: bytes, *terms: str) -> tuple[str, BurnReport]:
    source, target = folder / "source", folder / "target"
    source.write_bytes(held)
    report = burn_writing(source, target, some_schedule(*(terms or (TERM, NUMBER))))
    return target.read_bytes().decode("utf-8"), report


def is_clean(held: bytes, *terms: str) -> bool:
    checks = of_bytes(held, Sought(terms or (TERM, NUMBER)), is_ours=True)
    return verdict_of(checks).is_clean


def _coded(text: str, encoding: str = "utf-8") -> str:
    return base64.b64encode(text.encode(encoding)).decode()


# Each spells the term in a way of its own. None has it letter by letter unless its name says so.
HIDING_PLACES = {
    "letter by letter": "Anna Smith is here",
    "over a line end": "this is Anna\r\nSmith indeed",
    "hyphenated over a line end": "this is Anna Smi-\nth indeed",
    "soft hyphens": "Anna Smi\u00adth",
    "zero-width letters": "An\u200bna\u2060 Sm\ufeffith",
    "letter spaced": "A n n a  S m i t h",
    "full width": "\uff21\uff4e\uff4e\uff41 \uff33\uff4d\uff49\uff54\uff48",
    "shown backwards": "\u202ehtimS annA\u202c",
    "colours of a terminal": "Anna \x1b[31mSmi\x1b[0mth",
    "escapes of a program": r'{"name": "\u0041nna\u0020Smith"}',
    "a line end as an escape": r'{"name": "Anna\nSmith"}',
    "escapes of a byte": r"\x41nna Smith",
    "a link": "http://example.test/?name=Anna%20Smith&x=1",
    "a link with a plus": "http://example.test/?name=Anna+Smith",
    "entities": "An&#110;a &#x53;mith",
    "named entities": "Anna&nbsp;Smith",
    "mail's escapes": "An=6Ea Smith",
    "mail's soft line break": "Anna Smi=\nth",
    "base64": _coded("the child is Anna Smith of this parish"),
    "base64 over lines": "\n".join(
        [_coded("x" * 57), _coded("and now it is Anna Smith who comes next, she")]
    ),
    "base64 in UTF-16": _coded("the child is Anna Smith", "utf-16"),
    "between tags": "<b>Anna</b> <i>Sm<u>ith</u></i>",
    "two cells": "id,first,last\n1,Anna,Smith\n2,Bob,Jones\n",
    "two cells in quotes": 'id;first;last\n1;"Anna";"Smith"\n2;"Bob";"Jones"\n',
    "two cells and a tab": "id\tfirst\tlast\n1\tAnna\tSmith\n",
    "two captions": "WEBVTT\n\n00:01.000 --> 00:02.000\nI saw Anna\n\n2\n00:03.000 --> 00:04.000\nSmith there\n",
    "a speaker": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna Smith>I was there\n",
    "a number with dots": "call 020.7946.0321 now",
    "a number in brackets": "call (020) 7946-0321 now",
    "a number with underscores": "ref_020_7946_0321_x",
}


class TestHidingPlaces:
    """However a name is spelt, it goes."""

    @pytest.mark.parametrize("place", HIDING_PLACES)
    def test_a_term_is_gone_and_the_control_words_stay(self, place: str, tmp_path: Path) -> None:
        text, report = burned(tmp_path, f"{CONTROL}\n{HIDING_PLACES[place]}\n".encode())

        assert is_clean(text.encode())
        assert report.removals or place == "base64 over lines"
        assert CONTROL in text

    @pytest.mark.parametrize("place", HIDING_PLACES)
    def test_a_copy_that_says_it_there_is_refused(self, place: str) -> None:
        assert not is_clean(f"{CONTROL}\n{HIDING_PLACES[place]}\n".encode())

    def test_tags_that_nobody_sees_do_not_travel(self, tmp_path: Path) -> None:
        hidden = "".join(chr(0xE0000 + ord(letter)) for letter in TERM)

        text, _ = burned(tmp_path, f"{CONTROL}{hidden} sails".encode())

        assert text == f"{CONTROL} sails"

    def test_a_photograph_in_a_contact_card_does_not_travel(self, tmp_path: Path) -> None:
        picture = base64.b64encode(bytes(range(256)) * 3).decode()

        text, report = burned(tmp_path, f"BEGIN:VCARD\nPHOTO:{picture}\nNOTE:{CONTROL}\n".encode())

        assert picture[:40] not in text
        assert report.left_out == ("1 file inside the text",)

    def test_a_list_of_surnames_is_no_file(self) -> None:
        names = ["Featherstonehaugh", *["Okonedo", "SMITH", "Fforde-Smythe", "Wray"] * 40]

        text, files = without_files("\n".join(names))

        assert text.split() == names
        assert files == 0

    def test_a_file_of_old_mail_does_not_travel(self, tmp_path: Path) -> None:
        old = "begin 644 Anna Smith.txt\n#0V%T\n`\nend\n"

        text, report = burned(tmp_path, f"Dear Bo,\n{old}{CONTROL}\n".encode())

        assert text == f"Dear Bo,\n[file left out]\n{CONTROL}\n"
        assert report.left_out == ("1 file inside the text",)

    def test_a_checksum_is_no_photograph(self, tmp_path: Path) -> None:
        checksum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

        text, report = burned(tmp_path, f"sha256 {checksum * 5}\n".encode())

        assert checksum in text
        assert report.left_out == ()


class TestWhatStays:
    """Nothing else changes."""

    def test_text_without_a_term_stays_to_the_letter(self, tmp_path: Path) -> None:
        held = "Dear all,\r\n\r\n\tTea at 4 – caf\u00e9 \U0001f600 1.5 % \u0645\u200c\u06cc.\r\n\x0cPage 2\n"

        text, report = burned(tmp_path, held.encode())

        assert text == held
        assert report.removals == ()

    def test_line_ends_stay_even_inside_a_term(self, tmp_path: Path) -> None:
        text, _ = burned(tmp_path, b"one\r\nAnna\r\nSmith\r\nfour\r\n")

        assert text == "one\r\n[redacted]\r\n\r\nfour\r\n"

    def test_cells_of_a_table_stay_apart(self, tmp_path: Path) -> None:
        text, report = burned(tmp_path, b'id,first,last\r\n1,"Anna","Smith"\r\n2,Bob,Jones\r\n')

        assert text == 'id,first,last\r\n1,"[redacted]","[redacted]"\r\n2,Bob,Jones\r\n'
        assert report.kind is DocumentKind.CSV

    def test_times_of_a_transcript_stay(self, tmp_path: Path) -> None:
        text, _ = burned(tmp_path, HIDING_PLACES["two captions"].encode())

        assert "00:01.000 --> 00:02.000" in text
        assert "2\n00:03.000 --> 00:04.000" in text

    def test_a_label_stands_in_the_gap(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_text("Anna Smith met ANNA SMITH.")

        burn_writing(source, target, some_schedule(TERM, label="Child A"))

        assert target.read_text() == "[Child A] met [Child A]."

    def test_the_mark_is_the_same_whatever_went(self, tmp_path: Path) -> None:
        first, _ = burned(tmp_path, b"it was Jo Li there", "Jo Li")
        second, _ = burned(
            tmp_path, b"it was Bartholomew Featherstonehaugh there", "Bartholomew Featherstonehaugh"
        )

        assert first == second

    def test_a_table_with_accents_is_marked_for_excel(self, tmp_path: Path) -> None:
        text, _ = burned(tmp_path, "id,name\n1,Zo\u00eb\n2,Bo\n".encode("cp1252"))

        assert text == "\ufeffid,name\n1,Zo\u00eb\n2,Bo\n"


class TestBombs:
    """A file that is all one sign costs no more than another."""

    @pytest.mark.parametrize("sign", ["\n", "\n ", "\r\n", "a", "1.", "%41", "=41", "\\u", "&a", '"a,'])
    def test_a_hundred_thousand_signs_are_read_in_seconds(self, sign: str, tmp_path: Path) -> None:
        started_at = time.process_time()

        burned(tmp_path, f"x -->{sign * 50_000}x\n".encode())

        assert time.process_time() - started_at < 10


class TestParts:
    """A long text is leafed through in parts."""

    def test_removals_say_the_part_that_they_were_in(self, tmp_path: Path) -> None:
        lines = [f"line {number}" for number in range(150)]
        lines[100] = "Anna Smith"

        _, report = burned(tmp_path, "\n".join(lines).encode())

        assert report.pages == 3
        assert report.part_names == ("Lines 1 to 60", "Lines 61 to 120", "Lines 121 to 150")
        assert [removal.page_number for removal in report.removals] == [2]
        assert report.share_removed[0] == 0 < report.share_removed[1]

    def test_the_parts_of_a_text_are_the_whole_of_it(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_text("\n".join(f"line {number} " * 40 for number in range(500)))

        assert "\n".join(page.text for page in read_writing(source).pages) == source.read_text()
        assert "\n".join(parts_of(source)) == source.read_text()


class TestEncodings:
    """A file says how it was saved, or it is refused."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_the_encodings_of_our_machines_are_told(self, encoding: str) -> None:
        assert decoded("Zo\u00eb Smith\r\n".encode(encoding)) == "Zo\u00eb Smith\r\n"

    def test_an_encoding_that_came_with_the_text_is_used(self) -> None:
        assert decoded("Мария".encode("koi8-r"), told="koi8-r") == "Мария"

    @pytest.mark.parametrize(
        "held", ["Здравствуйте".encode("cp1251"), "田中さん".encode("shift-jis"), b"\x81 \x8d", b"\0a\xff"]
    )
    def test_what_cannot_be_told_is_refused(self, held: bytes) -> None:
        with pytest.raises(DocumentUnreadable, match="encoding"):
            decoded(held)

    def test_a_text_with_nothing_to_see_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentEmpty):
            burned(tmp_path, "\u200b \u2060\n".encode())

    def test_what_cannot_be_seen_is_taken_out_and_refused_in_a_copy(self) -> None:
        unseen = "a\x07b\u2066c\ufe01d\ue000e"

        assert visible(unseen) == "abcde"
        assert not is_clean(unseen.encode())

    def test_other_encodings_in_the_bytes_are_looked_at(self) -> None:
        assert not is_clean(TERM.encode("utf-16-le"))
        assert not is_clean("Zo\u00eb".encode("cp1252"), "Zo\u00eb")

    @pytest.mark.parametrize("held", ["Smiths and Annas of any kind.", "ANNAS, or \u00c9Annas"])
    def test_a_longer_word_is_not_taken_for_the_term_in_it(self, held: str) -> None:
        assert is_clean(held.encode(), "Smith", "Anna")


class TestKind:
    """A table is told from other writing by its shape."""

    @pytest.mark.parametrize(
        "text", ["a,b,c\n1,2,3\n", "a;b\n1;2\n3;4\n", 'a\tb\n"x\ny"\tz\n1\t2\n', "\ufeffa|b|c\r\n1|2|3\r\n"]
    )
    def test_rows_of_one_width_are_a_table(self, text: str) -> None:
        assert recognise(text.encode(), "list.csv").kind is DocumentKind.CSV
        assert recognise(text.encode(), "list.csv").name_agrees

    @pytest.mark.parametrize(
        "text", ["Dear Bo, how are you?\nFine, thanks.\n", "one line, only, this\n", "a,b\n1,2,3\n4,5,6\n7\n"]
    )
    def test_sentences_with_commas_are_not(self, text: str) -> None:
        assert recognise(text.encode(), "note.txt").kind is DocumentKind.TEXT

    def test_a_table_longer_than_what_is_looked_at_is_told(self) -> None:
        assert recognise(("name,number\n" * 2000).encode()[:8192], "").kind is DocumentKind.CSV


class TestThroughTheFrontDoor:
    """A text goes through a child like every document."""

    def test_a_text_is_redacted_read_drawn_and_verified(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source.txt", tmp_path / "target.txt"
        source.write_text(f"{CONTROL} saw Anna Smith\n" * 100)

        redacted = redaction.apply(source, target, some_schedule(TERM))

        assert redacted.verdict.is_clean
        assert redacted.kind is DocumentKind.TEXT
        assert len(redacted.report.removals) == 100
        assert redaction.pages_of(target) == 2
        assert TERM not in redaction.read_pages(target).pages[0].text
        assert redaction.render_page(target, 2).startswith(b"\x89PNG")


def test_a_name_is_written_out_for_the_printer_however_the_text_spells_it() -> None:
    for spelt in (
        "Anna\\nSmith",
        "An<b>na</b> Smith",
        '{"n": "\\u0041nna Smith"}',
        "QW5uYSBTbWl0aA==",
        "htimS annA",
    ):
        (meant,) = as_meant([f"see {spelt} here, and benefits"], ["Anna Smith"])

        assert "Anna Smith" in meant and meant.endswith(" here, and benefits"), spelt
    table = "Ref,Surname,Forename\n1,Smith,Anna\n2,Jones,Bo\n"
    assert "1, Anna Smith , Anna Smith\n2,Jones,Bo" in as_meant([table], ["Anna Smith"], separator=",")[0]
    assert as_meant([table], ["Smith, Anna"], separator=",") == [table]
    assert as_meant(["ANNA SMITH and Anna\nSmith"], ["Anna Smith"]) == ["ANNA SMITH and Anna\nSmith"]


@pytest.mark.parametrize("name", ["Smith;Anna;;;", "Smith;Anna", "Smith;Anna;May;Dr;"])
def test_a_name_on_a_contact_card_goes_though_its_parts_stand_the_other_way_round(
    name: str, tmp_path: Path
) -> None:
    card = f"BEGIN:VCARD\nVERSION:3.0\nitem1.N;CHARSET=utf-8:{name}\nNOTE:the lighthouse keeper\nEND:VCARD\n"
    term = "Anna May Smith" if "May" in name else "Anna Smith"

    text, _ = burned(tmp_path, card.encode(), term)

    assert "Smith" not in text and "Anna" not in text and "lighthouse keeper" in text
    assert not verdict_of(of_bytes(card.encode(), Sought([term]), is_ours=False)).is_clean
    assert verdict_of(of_bytes(text.encode(), Sought([term]), is_ours=True)).is_clean


def test_a_surname_first_is_the_name_before_an_address_and_two_people_in_a_list(tmp_path: Path) -> None:
    text, _ = burned(
        tmp_path, b"To: Smith, Anna <a@example.test>\nOf Smith, Anna and Bo no word.\n", "Anna Smith"
    )

    assert "Smith" not in text.splitlines()[0] and "Anna" not in text.splitlines()[0]
    assert "Of Smith, Anna and Bo no word." in text
