"""Locked and signed documents: kept as they came, opened only with what a person says, and never guessed at."""

import json
from pathlib import Path

import pytest

from exchange.casework.reading_room.materials import open_page
from exchange.casework.receiving.unlock import unlock
from exchange.casework.redacting import redact
from exchange.rules.audit import Deed, Result
from exchange.rules.errors import InputRefused, NotFound, TooManyTries, WrongState
from exchange.rules.material import Material, MaterialState, Obstacle
from redaction import DocumentLocked
from storage import Receipt
from tests.casework.story import approved_run, classified_as_ordinary, entries, retention, run_of, version_of
from tests.desk import House, a_desk
from tests.redaction.bad_documents import a_locked_document, a_signed_document

#: What the builder of the locked document locked it with.
PASSWORD = "reader"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_desk(tmp_path)


@pytest.fixture
def locked(house: House) -> Material:
    return classified_as_ordinary(house, house.document(house.matter(), content=a_locked_document()))


def try_password(house: House, material: Material, password: str, by: str = "a.khan") -> Material:
    return unlock(house.desk, house.officers[by], material.id, password=password)


class TestPassword:
    """The document asks; the officer enters what the sender said."""

    def test_a_locked_document_is_sealed_and_asks_for_its_password(self, locked: Material) -> None:
        assert (locked.state, locked.obstacle) == (MaterialState.SEALED, Obstacle.PASSWORD)
        assert "asks for a password" in locked.problem

    def test_the_right_password_opens_it_and_its_pages_are_counted(
        self, house: House, locked: Material
    ) -> None:
        opened = try_password(house, locked, PASSWORD)

        assert (opened.obstacle, opened.problem) == (Obstacle.NONE, "")
        assert version_of(house, locked.original).pages > 0
        assert open_page(house.desk, house.officers["a.khan"], locked.id, 1).startswith(b"\x89PNG")

    def test_until_then_no_page_is_shown_and_no_redaction_begins(
        self, house: House, locked: Material
    ) -> None:
        with pytest.raises(DocumentLocked):
            open_page(house.desk, house.officers["a.khan"], locked.id, 1)
        with pytest.raises(WrongState, match="asks for a password"):
            redact.start(house.desk, house.officers["a.khan"], locked.id)

    def test_a_wrong_one_is_refused_on_the_record_and_the_right_one_works_after_it(
        self, house: House, locked: Material
    ) -> None:
        with pytest.raises(InputRefused, match="does not open"):
            try_password(house, locked, "a guess")

        counted, refused = entries(house, deed=Deed.UNLOCK)
        assert counted.facts == (("tries", "1"),)
        assert (refused.result, refused.subjects) == (Result.REFUSED, (locked.id,))
        assert try_password(house, locked, PASSWORD).obstacle is Obstacle.NONE

    def test_after_three_wrong_ones_the_next_try_has_to_wait(self, house: House, locked: Material) -> None:
        for number in range(4):
            with pytest.raises(InputRefused):
                try_password(house, locked, f"guess {number}")

        with pytest.raises(TooManyTries, match="tried too many times"):
            try_password(house, locked, PASSWORD)
        house.clock.forward(seconds=2)

        assert try_password(house, locked, PASSWORD).unlock_failures == 0

    def test_neither_the_ledger_nor_the_record_holds_the_password(
        self, house: House, locked: Material, tmp_path: Path
    ) -> None:
        with pytest.raises(InputRefused):
            try_password(house, locked, "a-guess-that-is-long")
        opened = try_password(house, locked, PASSWORD)

        written = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.sqlite*"))
        told = json.dumps([repr(entry) for entry in entries(house)])
        assert b"a-guess-that-is-long" not in written
        assert "a-guess-that-is-long" not in told
        assert PASSWORD not in opened.opening

    def test_it_dies_with_its_document(self, house: House, locked: Material) -> None:
        opened = try_password(house, locked, PASSWORD)
        retention(house)
        run = approved_run(house)

        house.work()

        assert run_of(house, run.id).certificate
        assert house.desk.vault.is_destroyed(Receipt.from_json(opened.opening))

    def test_the_other_party_meets_not_found(self, house: House, locked: Material) -> None:
        with pytest.raises(NotFound):
            try_password(house, locked, PASSWORD, by="d.moss")

    def test_a_document_that_asks_for_none_refuses_one(self, house: House) -> None:
        plain = house.classified(house.matter())

        with pytest.raises(WrongState, match="asks for no password"):
            try_password(house, plain, PASSWORD)


class TestSignature:
    """A signature cannot survive a redaction; a person says that the copy may be without."""

    @pytest.fixture
    def signed(self, house: House) -> Material:
        return classified_as_ordinary(house, house.document(house.matter(), content=a_signed_document()))

    def test_it_is_kept_and_says_so(self, house: House, signed: Material) -> None:
        assert (signed.state, signed.obstacle) == (MaterialState.SEALED, Obstacle.SIGNATURE)
        assert version_of(house, signed.original).pages > 0

    def test_nobody_redacts_it_without_saying_so(self, house: House, signed: Material) -> None:
        with pytest.raises(InputRefused, match="may be without the signature"):
            redact.start(house.desk, house.officers["a.khan"], signed.id)

    def test_the_answer_is_on_the_set_and_on_the_record(self, house: House, signed: Material) -> None:
        begun = redact.start(house.desk, house.officers["a.khan"], signed.id, may_lose_signature=True)

        (told,) = entries(house, subject=begun.id)
        assert begun.may_lose_signature
        assert ("signature", "may be lost") in told.facts

    def test_an_unsigned_document_takes_no_such_answer(self, house: House) -> None:
        plain = house.classified(house.matter())

        begun = redact.start(house.desk, house.officers["a.khan"], plain.id, may_lose_signature=True)

        assert not begun.may_lose_signature
