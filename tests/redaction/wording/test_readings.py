"""What people paste into a document says a name in ways of its own: burner and checker read each of them."""

import base64

import pytest

from redaction.grounds import Ground
from redaction.office.runs import Piece, Terms
from redaction.plain.strands import Cutter
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.sought import Sought
from redaction.verify.verdict import verdict_of
from redaction.verify.writing.plain import of_bytes
from redaction.verify.writing.spelt import is_spelt

TERM = "Marlow Pemberton"
CONTROL = "lighthouse keeper"


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


PASTED = {
    "a link": "https://example.test/files/Marlow%20Pemberton/2024",
    "a link in a link": "https://example.test/?next=%2Ffiles%2FMarlow%252520Pemberton",
    "a link with a plus": "https://example.test/?name=Marlow+Pemberton",
    "entities": "Marlow P&#101;mberton",
    "entities that hyphenate": "Marlow Pem&shy;berton",
    "tags and entities": "<b>Marlow</b> Pem</i>ber&shy;ton",
    "times of karaoke": "Marlow <00:00:01.500>Pem<00:00:02.000>berton",
    "escapes of a program": r"Marlow\u0020Pemberton",
    "mail's escapes": "Marlow P=65mberton",
    "mail of seven bits": "Marlow +AFAAZQBt-berton",
    "base64": _coded("this is Marlow Pemberton of old"),
    "short base64": _coded("Marlow Pemberton"),
    "part of a token": "eyJhbGciOiJIUzI1NiJ9." + _coded('{"name":"Marlow Pemberton"}') + ".c2lnbmF0dXJl",
    "base16": TERM.encode().hex(),
    "a coded value in a link": "https://example.test/?t=" + _coded("x Marlow Pemberton x"),
    "base16 in UTF-16": TERM.encode("utf-16-le").hex(),
    "a figure behind": "Marlow Pemberton2",
    "base16 with colons": TERM.encode().hex(":"),
    "an answer": "\n> Marlow Pem-\n> berton",
    "an answer to an answer": "\n> > Marlow\n> > Pemberton",
    "an answer with bars": "\n| Marlow\n| Pemberton",
    "texts put together": "'Marlow Pem' + 'berton'",
    "a formula": '="Marlow Pem"&"berton"',
    "stars for bold letters": "**M**arlow **P**emberton",
    "written backwards": "notrebmeP wolraM",
    "shown backwards": "\u202enotrebmeP wolraM\u202c",
    "letters of tags": "".join(chr(0xE0000 + ord(letter)) for letter in TERM),
}
KEPT = {
    "a short name backwards": ("Liam", "He put it in the mail."),
    "letters of a longer word": ("Anna", "The Savannah%20river & hannah+1 <b>Annan</b>"),
    "a number that is no code": ("Anna", "Call 020 7946 0321 and 616e6e61ff."),
    "a sum": ("Alan Turing", "It was 2 + 2 = 4, 50% of 8 & 'a' + 'b'."),
}


def _schedule(term: str) -> Schedule:
    return Schedule((ScheduleEntry(term, Ground.CHILD),))


def _taken_from_office(text: str, term: str) -> str:
    pieces = [f"{CONTROL} {text} ", CONTROL]

    def put(number: int, left: str) -> None:
        pieces[number] = left

    Terms(_schedule(term)).take_from(
        [Piece(pieces[0], lambda left: put(0, left)), Piece(pieces[1], lambda left: put(1, left))]
    )
    return "".join(pieces)


@pytest.mark.parametrize("way", PASTED)
class TestPasted:
    """However a name came into the text."""

    def test_it_is_taken_out_of_office_documents_and_what_stands_beside_it_stays(self, way: str) -> None:
        left = _taken_from_office(PASTED[way], TERM)

        assert left.startswith(CONTROL)
        assert left.endswith(CONTROL)
        assert "[redacted]" in left
        assert not is_spelt(left, Sought([TERM]))

    def test_it_is_taken_out_of_plain_writing(self, way: str) -> None:
        cutter = Cutter(_schedule(TERM))

        left = cutter.with_marks(cutter.cut_one(f"{CONTROL} {PASTED[way]} {CONTROL}"))

        assert left.count(CONTROL) == 2
        assert not is_spelt(left, Sought([TERM]))

    def test_the_checker_sees_it_by_itself(self, way: str) -> None:
        written = f"{CONTROL} {PASTED[way]} {CONTROL}\n"

        assert is_spelt(written, Sought([TERM]))
        assert not verdict_of(of_bytes(written.encode(), Sought([TERM]), is_ours=False)).is_clean


@pytest.mark.parametrize("text", KEPT)
class TestKept:
    """What only looks like it."""

    def test_the_burner_leaves_it(self, text: str) -> None:
        term, written = KEPT[text]

        assert written in _taken_from_office(written, term)

    def test_the_checker_lets_it_pass(self, text: str) -> None:
        term, written = KEPT[text]

        assert not is_spelt(written, Sought([term]))


def test_an_answer_in_a_message_loses_a_name_over_its_marks() -> None:
    said = (
        f"From: a@example.test\r\nSubject: {CONTROL}\r\n\r\n{CONTROL}\r\n> Marlow Pem-\r\n> berton wrote\r\n"
    )
    cutter = Cutter(_schedule("Pemberton"))

    left = cutter.with_marks(cutter.cut_one(said))

    assert "berton" not in left
    assert "> Marlow [redacted]" in left
