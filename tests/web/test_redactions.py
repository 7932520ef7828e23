"""Reviewing redactions in the browser, from the words to look for to the verified copy."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest

from exchange.rules.material import Material
from tests.desk import House, a_pdf
from tests.redaction.office.sheet_book import Book
from tests.redaction.office_papers import a_docx, paragraph
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]

pytestmark = pytest.mark.slow  # the language model takes seconds to load


@pytest.fixture
def document(house: House) -> Material:
    matter = house.matter()
    return house.document(
        matter,
        content=a_pdf(
            "Maisie Brennan was seen at Wrenfield School.",
            "Ms Brennan rang 01632 960123 about Maisie.",
            "The bluebird group met on Tuesday.",
        ),
    )


def begin(house: House, visitor: Visitor, document: Material, terms: str = "bluebird\r\nwrenfield") -> str:
    """Classify, ask for suggestions, wait for them; gives the set's address."""
    visitor.send(
        f"/documents/{document.id}/classify",
        level="ordinary",
        marking="OFFICIAL",
        categories=["child"],
        basis="It names a child.",
    )
    begun = visitor.send(f"/documents/{document.id}/redact", terms=terms, gap="fixed")
    assert "Looking for names and identifiers" in words_of(visitor.open(begun.headers["Location"]))
    house.work()
    return str(begun.headers["Location"])


def version_on(visitor: Visitor, address: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', visitor.open(address).text)
    assert found
    return found[1]


def decide_all(visitor: Visitor, address: str, *, choice: str = "redact", ground: str = "child") -> int:
    """Decide every suggestion, group by group, as the page offers them."""
    numbers = sorted(set(re.findall(r'name="numbers" value="(\d+)"', visitor.open(address).text)), key=int)
    for number in numbers:
        sent = visitor.send(
            f"{address}/decide",
            version=version_on(visitor, address),
            numbers=number,
            place=number,
            choice=choice,
            ground=ground,
        )
        assert sent.status_code == 303, words_of(sent)
    return len(numbers)


class TestReview:
    """Every suggestion is somebody's decision, with a reason from the closed list."""

    def test_suggestions_are_grouped_and_counted(
        self, visit: Visit, house: House, document: Material
    ) -> None:
        visitor = visit("a.khan")
        address = begin(house, visitor, document)

        words = words_of(visitor.open(address))

        assert re.search(r"0 of \d+ decisions made", words)
        assert "Maisie Brennan" in words and "bluebird" in words.casefold()
        assert "Words that you asked for" in words

    def test_a_redaction_without_a_reason_is_refused_beside_its_box(
        self, visit: Visit, house: House, document: Material
    ) -> None:
        visitor = visit("a.khan")
        address = begin(house, visitor, document)

        page = visitor.send(
            f"{address}/decide",
            version=version_on(visitor, address),
            numbers="1",
            place="1",
            choice="redact",
            ground="",
        )

        assert page.status_code == 422
        assert "Choose a reason for redacting this text" in words_of(page)
        assert 'href="#ground-1"' in page.text and 'id="ground-1-error"' in page.text

    def test_two_people_deciding_at_once_are_told_so(
        self, visit: Visit, house: House, document: Material
    ) -> None:
        one, other = visit("a.khan"), visit("t.adeyemi")
        address = begin(house, one, document)
        seen = version_on(other, address)
        one.send(
            f"{address}/decide",
            version=version_on(one, address),
            numbers="1",
            place="1",
            choice="redact",
            ground="child",
        )

        page = other.send(f"{address}/decide", version=seen, numbers="1", place="1", choice="keep")

        assert page.status_code == 412
        said = words_of(page)
        assert re.search(r"Someone else changed this decision at 10:\d+am\. Check it and decide again", said)

    def test_it_cannot_be_finished_while_something_is_left(
        self, visit: Visit, house: House, document: Material
    ) -> None:
        visitor = visit("a.khan")
        address = begin(house, visitor, document)

        page = visitor.send(f"{address}/propose")

        assert page.status_code == 422
        assert re.search(r"Decide on the remaining \d+ suggestions before you finish", words_of(page))

    def test_words_can_be_added_once(self, visit: Visit, house: House, document: Material) -> None:
        visitor = visit("a.khan")
        address = begin(house, visitor, document)

        added = visitor.send(f"{address}/words", term="group met", ground="not-relevant")
        again = visitor.send(f"{address}/words", term="Group met", ground="not-relevant")

        assert added.status_code == 303
        assert "Added by hand, wherever it stands" in words_of(visitor.open(address))
        assert "These words are already in the list" in words_of(again)

    def test_the_other_party_never_sees_a_word_of_it(
        self, visit: Visit, house: House, document: Material
    ) -> None:
        address = begin(house, visit("a.khan"), document)

        assert visit("d.moss").open(address).status_code == 404


class TestSecondReview:
    """Somebody else approves exactly what was proposed, and the copy is verified before it exists."""

    def test_from_proposal_to_a_verified_copy(self, visit: Visit, house: House, document: Material) -> None:
        first, second = visit("a.khan"), visit("m.lewis")
        address = begin(house, first, document)
        decide_all(first, address)
        first.send(f"{address}/propose")
        assert "Do the second review of redactions" in words_of(second.open("/"))
        page = second.open(f"{address}/approve")
        fingerprint = re.search(r'name="fingerprint" value="([0-9a-f]{64})"', page.text)
        assert fingerprint
        assert "What would be taken out of each page" in words_of(page)
        assert "In its own format" in words_of(page)

        second.send(f"{address}/approve", fingerprint=fingerprint[1])
        house.work()

        result = words_of(second.open(address))
        assert "Redacted and verified" in result
        assert "No redacted words were found when the result was read back." in result
        assert "What was taken out of each page" in result
        assert "Redacted copy" in words_of(second.open(f"/documents/{document.id}"))
        paper, table = (second.open(f"{address}/schedule.{kind}") for kind in ("pdf", "csv"))
        assert (paper.mimetype, table.mimetype) == ("application/pdf", "text/csv")
        assert "Identifies a child" in table.text
        assert "Brennan" not in table.text

    def test_whoever_decided_cannot_approve(self, visit: Visit, house: House, document: Material) -> None:
        visitor = visit("a.khan")
        address = begin(house, visitor, document)
        decide_all(visitor, address, choice="keep", ground="")
        visitor.send(f"{address}/propose")

        sent = words_of(visitor.open(address))
        page = visitor.open(f"{address}/approve")
        forced = visitor.send(f"{address}/approve", fingerprint="0" * 64)

        assert "someone else on this matter must do the second review" in sent
        assert "Do the second review" not in sent
        assert "Do the second review" in words_of(visit("m.lewis").open(address))
        assert "Someone else must do the second review" in words_of(page)
        assert forced.status_code == 403

    def test_sent_back_it_can_be_changed(self, visit: Visit, house: House, document: Material) -> None:
        first, second = visit("a.khan"), visit("m.lewis")
        address = begin(house, first, document)
        decide_all(first, address, choice="keep", ground="")
        first.send(f"{address}/propose")

        second.send(f"{address}/return")

        assert "Send to a second person" in words_of(first.open(address))


def a_pdf_with_a_file() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf("Maisie Brennan was seen."))) as pdf:
        pdf.attachments["note.txt"] = b"A note."
        pdf.save(made)
    return made.getvalue()


def a_letter_with_a_deletion() -> bytes:
    author = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    gone = f"<w:p><w:del {author}><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    return a_docx(paragraph("Maisie Brennan was seen.") + gone)


def a_workbook_with_a_hidden_sheet() -> bytes:
    book = Book()
    book.say("Maisie Brennan")
    book.further_sheet("Aside", "", "hidden")
    return book.packed()


class TestHidden:
    """What is on no page is told before anybody decides, whatever the format."""

    @pytest.mark.parametrize(
        ("make", "name", "told"),
        [
            (a_pdf_with_a_file, "a.pdf", "1 attached file"),
            (a_letter_with_a_deletion, "a.docx", "1 tracked deletion"),
            (a_workbook_with_a_hidden_sheet, "a.xlsx", "1 hidden sheet"),
        ],
    )
    def test_the_review_says_what_the_document_hides(
        self, visit: Visit, house: House, make: Callable[[], bytes], name: str, told: str
    ) -> None:
        visitor = visit("a.khan")
        address = begin(house, visitor, house.document(house.matter(), content=make(), file_name=name))

        said = words_of(visitor.open(address))

        assert "What this document hides" in said
        assert told in said


class TestNotRead:
    """A document that nobody could read is not one without names."""

    def test_it_is_said_and_cannot_be_opened_as_a_review(self, visit: Visit, house: House) -> None:
        damaged = house.document(house.matter(), content=b"%PDF-1.7\n" + b"nothing of the kind\n" * 20)
        visitor = visit("a.khan")
        address = begin(house, visitor, damaged)

        shown = words_of(visitor.open(address))
        forced = visitor.send(f"{address}/return")

        assert "nobody has looked for names in it" in shown
        assert "Ask the sender for a fresh copy" in shown
        assert "Open it again" not in shown
        assert forced.status_code == 409
        assert "could not be read" in words_of(forced)
