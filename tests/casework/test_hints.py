"""Suggestions for a classification: read by a worker when somebody asks, sealed, and gone with the document."""

import json

import pytest

from exchange.casework import hints
from exchange.casework.reading_room.hints import open_hints
from exchange.rules.audit import Deed
from exchange.rules.errors import NotFound
from exchange.rules.hints import HintState
from exchange.rules.material import Material
from storage import Receipt
from tests.casework.story import approved_run, entries, retention
from tests.desk import House, a_pdf

pytestmark = [
    pytest.mark.slow,  # the language model takes seconds to load
    pytest.mark.parametrize("house", ["embedded"], indirect=True),
]

LINES = ("SECRET", "Maisie was taken to hospital with bruising.", "Her school rang on Tuesday.")


def read(house: House, document: Material) -> None:
    hints.ask_hints(house.desk, house.officers["a.khan"], document.id)
    house.work()


class TestHints:
    """Issue 4, item 6."""

    def test_what_was_seen_is_told_with_pages_and_reasons(self, house: House) -> None:
        document = house.document(house.matter(), content=a_pdf(*LINES))
        before = open_hints(house.desk, house.officers["a.khan"], document.id)

        read(house, document)

        seen = open_hints(house.desk, house.officers["a.khan"], document.id)
        told = {each.hint: each.reason for each in seen.hints}
        assert (before.state, seen.state) == (None, HintState.READ)
        assert seen.secret is not None and seen.secret.pages == (1,)
        assert {"marked-secret", "special-category", "child"} <= set(told)
        assert "hospital" in told["special-category"] and "Maisie" not in repr(told)

    def test_nothing_of_it_is_in_the_ledger_and_opening_it_is_on_the_record(self, house: House) -> None:
        document = house.document(house.matter(), content=a_pdf(*LINES))
        read(house, document)
        open_hints(house.desk, house.officers["m.lewis"], document.id)

        with house.desk.ledger.housekeeping() as act:
            rows = repr(act.document_hints.where())
        written = json.dumps([repr(entry) for entry in entries(house)])
        assert not [word for word in ("hospital", "school", "special-category") if word in rows + written]
        assert [entry.officer for entry in entries(house, deed=Deed.READ_HINTS)] == ["m.lewis"]

    def test_a_document_that_cannot_be_read_says_so(self, house: House) -> None:
        document = house.document(
            house.matter(), content=b"%PDF-1.7\nnothing more of it", file_name="broken.pdf"
        )

        read(house, document)

        seen = open_hints(house.desk, house.officers["a.khan"], document.id)
        assert (seen.state, seen.hints) == (HintState.UNREADABLE, ())

    def test_the_other_party_never_learns_what_was_seen(self, house: House) -> None:
        document = house.document(house.matter(), content=a_pdf(*LINES))
        read(house, document)

        for act in (hints.ask_hints, open_hints):
            with pytest.raises(NotFound):
                act(house.desk, house.officers["d.moss"], document.id)

    def test_it_goes_with_the_document(self, house: House) -> None:
        retention(house)
        document = house.classify(house.document(house.matter(), content=a_pdf(*LINES)))
        read(house, document)
        with house.desk.ledger.housekeeping() as act:
            (row,) = act.document_hints.where()

        approved_run(house)
        house.work()

        with house.desk.ledger.housekeeping() as act:
            assert [each.sealed for each in act.document_hints.where()] == [""]
        assert house.desk.vault.is_destroyed(Receipt.from_json(row.sealed))
