"""One act is one transaction and one entry."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from exchange.ledger import Ledger, LedgerFault
from exchange.rules.audit import FIRST_LINK, Deed, Result, breaks_in
from exchange.rules.errors import ChangedMeanwhile, NotAllowed, NotFound, WrongState
from exchange.rules.work import JobKind, JobState
from tests.ledger.given import NOON, OFFICER, READER, SYSTEM, record_of, some_matter


class TestAct:
    """What is done and what is recorded are written together or not at all."""

    def test_an_allowed_act_leaves_its_change_and_one_entry(self, ledger: Ledger) -> None:
        with ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON) as act:
            act.matters.add(some_matter("MX-2"))
            act.note("MX-2", matter="MX-2", documents=3)

        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            entry = look.entries(after=1)[0]
            assert look.matters.get("MX-2") == some_matter("MX-2")
            assert (entry.number, entry.officer, entry.party, entry.matter) == (2, "OFF-1", "P-IOPC", "MX-2")
            assert (entry.result, entry.subjects) == (Result.ALLOWED, ("MX-2",))
            assert entry.facts == (("documents", "3"),)
            assert look.head() == (2, entry.digest)

    def test_a_refusal_leaves_an_entry_and_nothing_else(self, ledger: Ledger) -> None:
        with (
            pytest.raises(WrongState),
            ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON, subjects=("MX-1",)) as act,
        ):
            act.matters.add(some_matter("MX-2"))
            act.owe(JobKind.SUGGEST, "DOC-1")
            act.note("DOC-1", matter="MX-1", documents=3)
            raise WrongState("No.", next_step="Stop.")

        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            entry = look.entries(after=1)[0]
            assert look.matters.find("MX-2") is None
            assert look.jobs.count() == 0
            assert (entry.result, entry.code, entry.matter) == (Result.REFUSED, "wrong-state", "MX-1")
            assert entry.subjects == ("MX-1", "DOC-1")
            assert entry.facts == ()

    def test_an_officer_whose_role_does_not_include_the_deed_is_refused_on_the_record(
        self, ledger: Ledger
    ) -> None:
        with pytest.raises(NotAllowed), ledger.act(READER, Deed.OPEN_MATTER, at=NOON):
            pytest.fail("the act must not begin")

        assert record_of(ledger)[1:] == ((Deed.OPEN_MATTER, "not-allowed"),)

    def test_a_crash_inside_an_act_leaves_neither_change_nor_entry(self, ledger: Ledger) -> None:
        with (
            pytest.raises(ZeroDivisionError),
            ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON) as act,
        ):
            act.matters.add(some_matter("MX-2"))
            raise ZeroDivisionError

        assert len(record_of(ledger)) == 1
        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            assert look.matters.find("MX-2") is None

    def test_owed_work_is_written_with_the_act(self, ledger: Ledger) -> None:
        with ledger.act(OFFICER, Deed.UPLOAD, at=NOON) as act:
            job = act.owe(JobKind.TAKE_IN, "DOC-1")

            assert act.owed == (job,)
        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            assert look.jobs.get(job.id) == job
            assert (job.state, job.due_at) == (JobState.QUEUED, NOON)

    def test_what_is_not_a_reference_never_gets_into_the_record(self, ledger: Ledger) -> None:
        with (
            pytest.raises(NotFound),
            ledger.act(OFFICER, Deed.CLASSIFY, at=NOON, matter="Robin Example of Elm Road") as act,
        ):
            act.materials.get("x'; DROP TABLE officers")

        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            assert look.entries(after=1)[0].matter == "not-a-reference"

    def test_a_fact_too_long_to_be_a_count_or_digest_is_a_mistake(self, ledger: Ledger) -> None:
        with (
            pytest.raises(RuntimeError, match="too long"),
            ledger.act(OFFICER, Deed.CLASSIFY, at=NOON) as act,
        ):
            act.note(said="word " * 60)

    def test_references_give_no_count_away(self, ledger: Ledger) -> None:
        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            made = {look.new_reference("DOC") for _ in range(500)}

        assert len(made) == 500
        assert all(len(reference) == 13 and reference.startswith("DOC-") for reference in made)
        assert not any(set("ILOU") & set(reference[4:]) for reference in made)


class TestReading:
    """Reading changes nothing."""

    def test_a_look_leaves_no_entry_when_it_is_allowed(self, ledger: Ledger) -> None:
        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            look.matters.get("MX-1")

        assert len(record_of(ledger)) == 1

    def test_a_refused_look_is_on_the_record(self, ledger: Ledger) -> None:
        with pytest.raises(NotFound), ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            look.matters.get("MX-9")

        assert record_of(ledger)[1:] == ((Deed.READ_MATTER, "not-found"),)

    def test_a_look_cannot_write(self, ledger: Ledger) -> None:
        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            matter = look.matters.get("MX-1")
            for write in (look.matters.add, look.matters.save):
                with pytest.raises(RuntimeError, match="may not write"):
                    write(matter)
            with pytest.raises(RuntimeError, match="locks nothing"):
                look.matters.lock("MX-1")

    def test_the_database_itself_refuses_a_write_in_a_look(self, ledger: Ledger) -> None:
        with (
            pytest.raises(LedgerFault, match="cannot be reached") as refused,
            ledger.transaction(reading=True) as connection,
        ):
            connection.exec_driver_sql("DELETE FROM officers")

        assert "officers" not in str(refused.value)

    def test_a_reading_act_leaves_an_entry_but_changes_nothing(self, ledger: Ledger) -> None:
        with ledger.act(OFFICER, Deed.OPEN_ORIGINAL, at=NOON) as act:
            matter = act.matters.get("MX-1")
            with pytest.raises(RuntimeError, match="may not write"):
                act.matters.save(matter)
            with pytest.raises(RuntimeError, match="may not write"):
                act.owe(JobKind.SUGGEST, "DOC-1")

        assert record_of(ledger)[1:] == ((Deed.OPEN_ORIGINAL, "allowed"),)

    def test_a_look_sees_one_instant(self, ledger: Ledger) -> None:
        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            before = look.matters.count()
            with ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON) as act:
                act.matters.add(some_matter("MX-2"))

            assert look.matters.count() == before


class TestHousekeeping:
    """Keeping house has no officer and no entry, and touches nothing else."""

    def test_housekeeping_leaves_no_entry(self, ledger: Ledger) -> None:
        with ledger.housekeeping() as act:
            act.owe(JobKind.LETTER, "OFF-1")

        assert len(record_of(ledger)) == 1

    def test_housekeeping_may_not_touch_a_matter(self, ledger: Ledger) -> None:
        with ledger.housekeeping() as act, pytest.raises(RuntimeError, match="may not write"):
            act.matters.save(act.matters.get("MX-1"))


class TestTwoAtOnce:
    """Two people deciding at once: one decides, the other is told."""

    def test_the_second_of_two_who_read_the_same_is_told_it_changed(self, ledger: Ledger) -> None:
        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            read = look.matters.get("MX-1")
        with ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
            act.matters.save(replace(read, review_reference="first"))

        with pytest.raises(ChangedMeanwhile), ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
            act.matters.save(replace(read, review_reference="second"))

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            assert look.matters.get("MX-1").review_reference == "first"
        assert [code for _, code in record_of(ledger)] == ["allowed", "allowed", "stale"]

    def test_of_two_acts_that_race_on_one_row_one_wins_and_one_is_told(self, ledger: Ledger) -> None:
        together = Barrier(2)

        def decide(reference: str) -> str:
            with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
                read = look.matters.get("MX-1")
            together.wait(timeout=240)
            try:
                with ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
                    act.matters.save(replace(read, review_reference=reference))
            except ChangedMeanwhile:
                return "told"
            return reference

        with ThreadPoolExecutor(2) as pool:
            said = set(pool.map(decide, ["first", "second"]))

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            assert said == {"told", look.matters.get("MX-1").review_reference}
        assert sorted(code for _, code in record_of(ledger)) == ["allowed", "allowed", "stale"]

    def test_a_locked_row_is_changed_by_each_in_turn(self, ledger: Ledger) -> None:
        def add_one(_: int) -> None:
            with ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
                matter = act.matters.lock("MX-1")
                act.matters.save(replace(matter, conflicted=(*matter.conflicted, "ORG")))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(add_one, range(12)))

        with ledger.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
            assert len(look.matters.get("MX-1").conflicted) == 13

    def test_the_chain_holds_over_allowed_and_refused_acts(self, ledger: Ledger) -> None:
        for n in range(5):
            with ledger.act(OFFICER, Deed.CHANGE_MATTER, at=NOON, matter="MX-1") as act:
                act.note(step=n)
            with pytest.raises(NotAllowed), ledger.act(READER, Deed.CLOSE_MATTER, at=NOON):
                pass

        with ledger.look(SYSTEM, Deed.PUBLIC, at=NOON) as look:
            number, digest = look.head()
            entries = look.entries(limit=1000)
        assert (number, entries[0].previous) == (11, FIRST_LINK)
        assert not list(breaks_in(entries, head_number=number, head_digest=digest))
