"""What a reviewer and a records officer are told of the recognisers; and what is suggested before classifying."""

from collections.abc import Callable

from exchange.casework import hints
from exchange.casework.redacting import redact
from exchange.casework.work_room import seal_plan
from exchange.rules.audit import Deed
from exchange.rules.hints import DocumentHints, HintState
from exchange.rules.redactions import Choice
from storage import ObjectKind
from tests.desk import House, a_pdf
from tests.drafts import a_draft
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]


def approved(house: House) -> None:
    """A set of five findings, three redacted and two kept, that two people signed."""
    draft = a_draft(house)
    officer = house.officers["a.khan"]
    redact.decide(house.desk, officer, draft.id, [1, 2, 3], Choice.REDACT, ground="child")
    redact.decide(house.desk, officer, draft.id, [4, 5], Choice.KEEP)
    signed = redact.propose_set(house.desk, officer, draft.id)
    redact.approve_set(house.desk, house.officers["m.lewis"], draft.id, fingerprint=signed.fingerprint)


class TestRates:
    """How often reviewers follow a recogniser, said only where there are enough decisions."""

    def test_counts_are_shown_and_a_rate_from_few_is_not(self, visit: Visit, house: House) -> None:
        approved(house)
        visitor = visit("e.vance")

        words = words_of(visitor.open("/detection"))
        table = visitor.open("/detection.csv")

        assert "titled-name Name Found 1 0 1 Fewer than 10: too few to say" in words
        assert "unknown-word Name Less certain 0 1 1" in words
        assert table.mimetype == "text/csv"
        assert "titled-name,PERSON,found,1,0,1,1,\r\n" in table.text
        assert "Brennan" not in words + table.text

    def test_the_other_party_sees_its_own_and_an_administrator_none(self, visit: Visit, house: House) -> None:
        approved(house)

        assert "No set of redactions has been approved yet" in words_of(visit("o.dean").open("/detection"))
        assert visit("p.stone").open("/detection").status_code == 403


class TestSuggestionsBeforeClassifying:
    """Shown before a person chooses, never chosen for them, and nobody waits for a page to be read."""

    def test_they_are_asked_for_and_the_page_does_not_wait(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())
        visitor, address = visit("a.khan"), f"/documents/{document.id}/classify"
        before = words_of(visitor.open(address))

        sent = visitor.send(f"/documents/{document.id}/hints")

        assert "Read it for suggestions" in before
        assert (sent.status_code, sent.headers["Location"]) == (303, f"{address}#hints")
        assert "The document is being read. You need not wait" in words_of(visitor.open(address))

    def test_a_marking_of_secret_leads_to_the_advice_to_stop(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter(), content=a_pdf("SECRET"))
        seen(house, document.id, hints.SeenHint("marked-secret", "It carries a marking.", (1, 2), 2))

        page = visit("a.khan").open(f"/documents/{document.id}/classify")

        assert "It carries a marking above OFFICIAL, on pages 1, 2. You cannot keep secret" in words_of(page)
        assert f"/matters/{document.matter}/secret-pointers/new" in page.text

    def test_what_looks_like_a_child_is_suggested_and_not_ticked(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())
        seen(house, document.id, hints.SeenHint("child", "It speaks of a child: school.", (2,), 1))

        page = visit("a.khan").open(f"/documents/{document.id}/classify")

        assert "Data about a child. It speaks of a child: school. Page 2." in words_of(page)
        assert "checked" not in page.text

    def test_a_document_that_cannot_be_read_says_so(self, visit: Visit, house: House) -> None:
        document = house.document(house.matter())
        seen(house, document.id, state=HintState.UNREADABLE)

        words = words_of(visit("a.khan").open(f"/documents/{document.id}/classify"))

        assert "This document could not be read, so nothing is suggested" in words


def test_a_document_in_another_language_says_so_on_its_page(visit: Visit, house: House) -> None:
    document = house.document(house.matter())
    warning = "Page 1 looks like Polish. Names are looked for in English, so they may be missed there."
    seen(house, document.id, language=warning)

    assert warning in words_of(visit("a.khan").open(f"/documents/{document.id}"))


def seen(
    house: House, document: str, *found: hints.SeenHint, state: HintState = HintState.READ, language: str = ""
) -> None:
    """As a worker leaves it, without loading the language model."""
    material = house.material(document)
    plan = {
        "hints": [{"hint": f.hint, "reason": f.reason, "pages": f.pages, "times": f.times} for f in found],
        "language": language,
    }
    receipt = seal_plan(
        house.desk, matter=material.matter, party=material.holder, plan=plan, kind=ObjectKind.TEXT
    )
    row = DocumentHints(
        material.original,
        material.matter,
        material.holder,
        material.id,
        house.clock(),
        state,
        receipt.as_json(),
    )
    with house.desk.ledger.act(house.officers["a.khan"], Deed.ASK_HINTS, at=house.clock()) as act:
        act.document_hints.add(row)
