"""Values go in and come out as they were; they are found, paged and counted."""

import dataclasses
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from exchange.ledger import Act, Ledger
from exchange.ledger.act import Kept
from exchange.ledger.codec import hints_of
from exchange.ledger.shape import Shape
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile, InputRefused, NotFound
from exchange.rules.markings import Classification, DataCategory, Level, Marking
from exchange.rules.matter import Matter, MatterState
from exchange.rules.sign_in import Account
from tests.ledger.given import NOON, OFFICER, SYSTEM, some_material, some_matter, some_version

SHAPES: list[Shape[Any]] = [kept.shape for kept in vars(Act).values() if isinstance(kept, Kept)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.name))
def test_a_table_keeps_exactly_the_fields_of_its_value(shape: Shape[Any]) -> None:
    assert {column.name for column in shape.table.columns} == set(hints_of(shape.value_type))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.name))
def test_a_column_may_be_empty_exactly_when_its_field_may_be_none(shape: Shape[Any]) -> None:
    for name, hint in hints_of(shape.value_type).items():
        assert shape.column(name).nullable == ("None" in str(hint)), name


def open_matters(ledger: Ledger, *ids: str, **changed: object) -> None:
    with ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON) as act:
        for id in ids:
            act.matters.add(some_matter(id, **changed))


class TestKeeping:
    """What comes out equals what went in."""

    def test_a_material_with_everything_filled_in_comes_back_equal(self, ledger: Ledger) -> None:
        full = some_material(
            "DOC-2",
            title="Ünïcode 文 title",
            classification=Classification(
                marking=Marking.OFFICIAL_SENSITIVE,
                level=Level.SENSITIVE,
                categories=(DataCategory.CHILD, DataCategory.PERSONAL),
                basis="would harm an open inquiry",
                handling_instruction="named readers only",
                decided_by="OFF-1",
                decided_at=NOON,
            ),
            destroyed_at=NOON,
        )
        with ledger.act(OFFICER, Deed.UPLOAD, at=NOON) as act:
            act.materials.add(full)

        with ledger.look(OFFICER, Deed.READ_MATERIAL, at=NOON) as look:
            assert look.materials.get("DOC-2") == full

    def test_an_instant_comes_back_as_the_same_instant_in_utc(self, ledger: Ledger) -> None:
        summer = datetime(2026, 7, 1, 13, 30, 0, 7, tzinfo=timezone(timedelta(hours=1)))
        open_matters(ledger, "MX-2", closed_at=summer)

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            kept = look.matters.get("MX-2").closed_at
        assert kept == summer
        assert kept is not None and kept.utcoffset() == timedelta(0)

    def test_a_naive_instant_is_a_mistake(self, ledger: Ledger) -> None:
        with pytest.raises(Exception, match="aware"):
            open_matters(ledger, "MX-2", closed_at=datetime(2026, 7, 1))  # noqa: DTZ001

    def test_two_rows_that_need_each_other_may_be_added_in_either_order(self, ledger: Ledger) -> None:
        with ledger.act(OFFICER, Deed.UPLOAD, at=NOON) as act:
            act.versions.add(some_version("VER-9", material="DOC-9"))
            act.materials.add(some_material("DOC-9", original="VER-9"))

        with ledger.look(OFFICER, Deed.READ_MATERIAL, at=NOON) as look:
            assert look.versions.get("VER-9").material == "DOC-9"

    def test_a_row_that_names_nothing_is_not_kept(self, ledger: Ledger) -> None:
        with (
            pytest.raises(RuntimeError, match="refused a row"),
            ledger.act(OFFICER, Deed.UPLOAD, at=NOON) as act,
        ):
            act.versions.add(some_version("VER-9", material="DOC-NONE"))

        with ledger.look(OFFICER, Deed.READ_MATERIAL, at=NOON) as look:
            assert look.versions.count() == 0

    @pytest.mark.parametrize("text", ["a\x00b", "half \ud83d"])
    def test_text_that_no_database_can_hold_is_refused(self, ledger: Ledger, text: str) -> None:
        with pytest.raises(InputRefused, match="cannot be shown"):
            open_matters(ledger, "MX-2", review_reference=text)

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            assert look.matters.find(text) is None
            assert look.matters.where(review_reference=(text,)) == ()


class TestChanging:
    """A change is made from what was read, or not at all."""

    def test_saving_gives_the_next_version(self, ledger: Ledger) -> None:
        with ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
            once = act.matters.save(replace(act.matters.lock("MX-1"), conflicted=()))
            twice = act.matters.save(replace(once, review_reference="LCSPR-8"))

        assert (once.version, twice.version) == (2, 3)
        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            assert look.matters.get("MX-1") == twice

    def test_adding_what_is_there_already_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(ChangedMeanwhile):
            open_matters(ledger, "MX-1")

    def test_taking_a_user_name_that_is_taken_is_refused(self, ledger: Ledger) -> None:
        with ledger.housekeeping() as act:
            act.accounts.add(Account("OFF-1", "robin", "hash", "secret"))

        with pytest.raises(ChangedMeanwhile), ledger.housekeeping() as act:
            act.accounts.add(Account("OFF-2", "robin", "hash", "secret"))

    def test_changing_what_is_not_there_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(ChangedMeanwhile), ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
            act.matters.save(some_matter("MX-9"))


class TestFinding:
    """Values are found by what they say, in a fixed order."""

    def test_getting_or_locking_what_is_not_there_is_refused(self, ledger: Ledger) -> None:
        for find in ("get", "lock"):
            with pytest.raises(NotFound), ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
                getattr(act.matters, find)("MX-9")

    def test_values_are_found_by_equality_membership_and_emptiness(self, ledger: Ledger) -> None:
        open_matters(ledger, "MX-2", state=MatterState.CLOSED, closed_at=NOON)
        open_matters(ledger, "MX-3")

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            found: Callable[..., tuple[str, ...]] = lambda **q: tuple(m.id for m in look.matters.where(**q))  # noqa: E731
            assert found(state=MatterState.OPEN) == ("MX-1", "MX-3")
            assert found(id=("MX-2", "MX-3", "MX-9")) == ("MX-2", "MX-3")
            assert found(id=()) == ()
            assert found(closed_at=None) == ("MX-1", "MX-3")
            assert found(closed_at=(None, NOON), state=[MatterState.CLOSED]) == ("MX-2",)
            assert look.matters.count(state={MatterState.OPEN, MatterState.CLOSED}) == 3

    @pytest.mark.parametrize("order_by", ["", "-id", "review_reference", "-review_reference"])
    def test_pages_put_together_are_the_whole_in_order(self, ledger: Ledger, order_by: str) -> None:
        for n in range(2, 8):
            open_matters(ledger, f"MX-{n}", review_reference=f"R-{n % 3}")

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            whole = look.matters.where(order_by=order_by)
            paged: list[Matter] = []
            after = ""
            while page := look.matters.where(order_by=order_by, limit=2, after=after):
                paged += page
                after = page[-1].id

        assert tuple(paged) == whole
        assert len(whole) == 7

    def test_what_is_empty_comes_last_however_it_is_sorted(self, ledger: Ledger) -> None:
        open_matters(ledger, "MX-2", closed_at=NOON)

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            for order_by in ("closed_at", "-closed_at"):
                assert [m.id for m in look.matters.where(order_by=order_by)] == ["MX-2", "MX-1"]

    def test_a_field_that_is_not_there_or_sealed_cannot_be_asked_for(self, ledger: Ledger) -> None:
        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            with pytest.raises(RuntimeError, match="keeps no"):
                look.matters.where(colour="red")
            with pytest.raises(RuntimeError, match="sealed"):
                look.materials.where(title="Statement 4")


def test_every_value_that_changes_has_a_version_and_what_never_changes_has_none() -> None:
    only_added_to = {shape.name for shape in SHAPES if not shape.is_changeable}

    assert only_added_to == {"disclosures", "collections", "certificates", "copy_looks"}
    for shape in SHAPES:
        has_version = "version" in {field.name for field in dataclasses.fields(shape.value_type)}
        assert has_version == shape.is_changeable
