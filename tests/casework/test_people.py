"""The people of a matter: entered, found in one document and looked for in all, merged, told apart, kept for one."""

from dataclasses import replace
from pathlib import Path

import pytest

from exchange.casework import record
from exchange.casework.beside.plan import PlannedCandidate, read_plan
from exchange.casework.beside.readings import key_table_id
from exchange.casework.reading_room.people import PersonSeen, export_people, open_people
from exchange.casework.redacting import copies_for, redact
from exchange.casework.who_is_who import labels, people, people_import
from exchange.casework.who_is_who.people_kept import read_people
from exchange.casework.work_room import seal_plan
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile, InputRefused, NotAllowed, NotFound
from exchange.rules.matter import Matter
from exchange.rules.redactions import Choice, RedactionSet
from storage import ObjectKind
from tests.casework.story import classified_as_ordinary, entries, redaction_set
from tests.desk import House, a_desk, a_pdf

TABLE = (
    b"name,other names,role,relation,date of birth,numbers,data subject\n"
    b"Rowan Ashdown,Ro,child,,05/03/2014,943 476 5919,yes\n"
    b"Tilly Ashdown,,,mother of Rowan Ashdown,,,\n"
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_desk(tmp_path)


@pytest.fixture
def matter(house: House) -> Matter:
    return house.matter()


def begun(house: House, matter: Matter, *lines: str, title: str = "Note") -> RedactionSet:
    material = house.document(matter, "b.osei", content=a_pdf(*lines), title=title, file_name=f"{title}.pdf")
    classified_as_ordinary(house, material)
    made = redact.start(house.desk, house.officers["a.khan"], material.id)
    house.work()
    return redaction_set(house, made.id)


def planned(house: House, found: RedactionSet) -> dict[str, PlannedCandidate]:
    return {each.text: each for each in read_plan(house.desk, redaction_set(house, found.id).plan).candidates}


def seen(house: House, matter: Matter) -> dict[str, PersonSeen]:
    view = open_people(house.desk, house.officers["a.khan"], matter.id)
    return {person.name: person for person in view.people}


class TestTables:
    """A table is taken in whole or not at all, and only by its own party."""

    def test_a_preview_says_what_would_happen_and_changes_nothing(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]

        would = people_import.preview_import(desk, officer, matter.id, TABLE)

        assert (would.new, would.changed, would.same, would.version) == (2, 0, 0, 0)
        assert seen(house, matter) == {}

    def test_the_same_table_twice_doubles_nobody(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)

        again = people_import.import_people(desk, officer, matter.id, TABLE)

        assert (again.new, again.changed, again.same) == (0, 0, 2)
        assert set(seen(house, matter)) == {"Rowan Ashdown", "Tilly Ashdown"}
        assert record.check_store(desk).problems == ()

    def test_a_mistake_is_said_by_line_and_nothing_is_taken(self, house: House, matter: Matter) -> None:
        with pytest.raises(InputRefused, match="Line 3") as refused:
            people_import.import_people(
                house.desk, house.officers["a.khan"], matter.id, b"name,role\nA B,child\nC D,king\n"
            )

        assert refused.value.field == "table"
        assert seen(house, matter) == {}

    def test_whoever_looked_at_an_older_register_is_told(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        would = people_import.preview_import(desk, officer, matter.id, TABLE)
        labels.add_person(desk, officer, matter.id, role="child", spellings=["Moss Vane"])

        with pytest.raises(ChangedMeanwhile):
            people_import.import_people(desk, officer, matter.id, TABLE, seen_version=would.version)

    def test_the_register_goes_out_as_a_table_that_can_be_taken_in(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)

        written = export_people(desk, officer, matter.id)

        assert people_import.preview_import(desk, officer, matter.id, written.encode()).same == 2
        assert entries(house, deed=Deed.READ_KEY_TABLE)[-1].facts == (("exported", "2"),)

    def test_the_other_party_and_strangers_know_nobody(self, house: House, matter: Matter) -> None:
        people_import.import_people(house.desk, house.officers["a.khan"], matter.id, TABLE)

        assert open_people(house.desk, house.officers["d.moss"], matter.id).people == ()
        with pytest.raises(NotFound):
            open_people(house.desk, house.officers["n.stranger"], matter.id)
        with pytest.raises(NotAllowed):
            people_import.import_people(house.desk, house.officers["m.lewis"], matter.id, TABLE)

    def test_neither_the_database_nor_the_record_has_a_name(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)
        people.join_people(desk, officer, matter.id, ["Rowan Ashdown", "Tilly Ashdown"])

        with desk.ledger.housekeeping() as act:
            rows = repr((act.key_tables.where(), act.redaction_sets.where(), act.jobs.where()))

        assert "Ashdown" not in rows + repr(entries(house))

    def test_a_key_table_from_before_is_the_register(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        labels.add_person(desk, officer, matter.id, role="child", spellings=["Rowan Ashdown"])
        row = {
            "label": "Child K",
            "role": "child",
            "spellings": ["Rowan Ashdown"],
            "of": "",
            "is_fixed": True,
        }
        old = seal_plan(
            desk, matter=matter.id, party=officer.party, plan={"people": [row]}, kind=ObjectKind.KEY_TABLE
        )
        with desk.ledger.act(officer, Deed.CHANGE_KEY_TABLE, at=house.clock(), matter=matter.id) as act:
            table = act.key_tables.get(key_table_id(matter.id, officer.party))
            act.key_tables.save(replace(table, people=old.as_json()))

        people_import.import_people(desk, officer, matter.id, TABLE)

        child = seen(house, matter)["Rowan Ashdown"]
        assert child.label == "Child K"
        assert child.entry is not None and child.entry.is_data_subject and child.entry.is_fixed


class TestDescribing:
    """What an officer says of a person."""

    def test_roles_and_relations_give_labels_when_they_are_asked_for(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)
        assert {person.label for person in seen(house, matter).values()} == {""}

        people.label_people(desk, officer, matter.id, ["Tilly Ashdown", "Rowan Ashdown"])

        found = seen(house, matter)
        assert found["Rowan Ashdown"].label.startswith("Child ")
        assert found["Tilly Ashdown"].label == f"Mother of {found['Rowan Ashdown'].label}"

    def test_a_person_is_entered_changed_and_removed(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        told = people.Description(("Sam Pike", "Sammy"), "officer")
        entered = people.describe_person(desk, officer, matter.id, "", told)
        person = entered.people.persons[0]

        changed = replace(told, names=("Sam Pike", "Pikey"), role="witness", is_data_subject=True)
        marked = people.describe_person(desk, officer, matter.id, person.id, changed)

        assert marked.people.persons[0].names == ("Sam Pike", "Pikey")
        assert marked.people.persons[0].is_data_subject
        assert people.remove_from_register(desk, officer, matter.id, person.id).people.persons == ()

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            (people.Description(("Sam Pike",), "king"), "role"),
            (people.Description(("Rowan Ashdown",), "child"), "spellings"),
            (people.Description((), "child"), "spellings"),
            (people.Description(("Sam Pike",), "child", related_to="P-nobody"), "people"),
        ],
    )
    def test_an_answer_that_cannot_be_right_names_its_box(
        self, house: House, matter: Matter, told: people.Description, field: str
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)

        with pytest.raises(InputRefused) as refused:
            people.describe_person(desk, officer, matter.id, "", told)

        assert refused.value.field == field

    def test_nobody_is_merged_with_themselves_or_with_someone_who_is_gone(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)

        with pytest.raises(InputRefused, match="the same person"):
            people.join_people(desk, officer, matter.id, ["Rowan Ashdown", "Ro"])
        with pytest.raises(InputRefused, match="has changed"):
            people.join_people(desk, officer, matter.id, ["Rowan Ashdown", "Nobody Here"])


@pytest.mark.slow
class TestWholeMatter:
    """A name found in one document is looked for in all of them."""

    def test_a_name_found_later_is_added_to_earlier_drafts_and_told_to_sets_put_forward(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        draft = begun(house, matter, "Mr Samuel Pike came. then grace field rang.", title="One")
        proposed = begun(house, matter, "and grace field left.", title="Two")
        numbers = range(1, proposed.candidates + 1)
        if proposed.candidates:
            redact.decide(desk, officer, proposed.id, numbers, Choice.KEEP)
        signed = redact.propose_set(desk, officer, proposed.id)
        before = planned(house, draft)
        assert "grace field" not in before

        later = begun(house, matter, "Mrs Grace Field attended with Mr Samuel Pike.", title="Three")

        after = planned(house, draft)
        assert after["grace field"].number == len(before) + 1 == redaction_set(house, draft.id).candidates
        assert {text: each.number for text, each in after.items() if text in before} == {
            text: each.number for text, each in before.items()
        }
        assert after["grace field"].group == planned(house, later)["Mrs Grace Field"].group
        told = redaction_set(house, signed.id)
        assert (told.found_since, told.plan, told.candidates) == (1, signed.plan, signed.candidates)
        back = redact.return_set(desk, house.officers["m.lewis"], signed.id)
        house.work()
        assert back.found_since == 0
        assert "grace field" in planned(house, back)
        stood = redaction_set(house, draft.id).version
        begun(house, matter, "Dr Moss Vane attended.", title="Four")
        assert redaction_set(house, draft.id).version == stood
        assert record.check_store(desk).problems == ()

    def test_somebody_entered_is_found_where_no_model_would_and_a_merge_regroups_at_once(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        draft = begun(
            house, matter, "Mrs Grace Field met Mr Tyler Brennan.", "then wozza99z rang about the dog"
        )
        people_import.import_people(desk, officer, matter.id, b"name,other names\nTilly Ashdown,wozza99z\n")
        house.work()
        assert planned(house, draft)["wozza99z"].group == "Tilly Ashdown"

        joined = people.join_people(desk, officer, matter.id, ["Mr Tyler Brennan", "wozza99z"])

        assert joined.drafts == 1
        assert {planned(house, draft)[w].group for w in ("wozza99z", "Mr Tyler Brennan")} == {"Tilly Ashdown"}
        people.part_wording(desk, officer, matter.id, "Mr Tyler Brennan")
        assert planned(house, draft)["Mr Tyler Brennan"].group == "Tyler Brennan"
        (entry, *_) = [
            e for e in entries(house, deed=Deed.CHANGE_KEY_TABLE) if ("change", "joined") in e.facts
        ]
        assert ("drafts", "1") in entry.facts

    def test_a_wording_that_may_be_two_people_asks_and_the_answer_stays(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        draft = begun(
            house, matter, "Mr Tyler Brennan and Ms Kayleigh Brennan attended.", "In the end, Brennan left."
        )
        unclear = open_people(desk, officer, matter.id).unclear
        assert [(one.name, [name for _, name in one.may_be]) for one in unclear] == [
            ("Brennan", ["Kayleigh Brennan", "Tyler Brennan"])
        ]

        people.join_people(desk, officer, matter.id, [unclear[0].key, unclear[0].may_be[1][0]])

        assert planned(house, draft)["Brennan"].group == "Tyler Brennan"
        assert open_people(desk, officer, matter.id).unclear == ()

    def test_people_redacted_in_an_approved_copy_are_offered_and_entered_without_a_label(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        draft = begun(house, matter, "Mr Tyler Brennan attended.", "In the end, Tyler left with the bag.")
        redact.decide(desk, officer, draft.id, range(1, draft.candidates + 1), Choice.REDACT, ground="family")
        assert open_people(desk, officer, matter.id).offered == ()
        signed = redact.propose_set(desk, officer, draft.id)
        redact.approve_set(desk, house.officers["m.lewis"], signed.id, fingerprint=signed.fingerprint)

        (offered,) = open_people(desk, officer, matter.id).offered
        entered = people.add_found(desk, officer, matter.id, [offered.key])

        (person,) = entered.people.persons
        assert (person.names, person.label) == (("Tyler Brennan",), "")
        assert open_people(desk, officer, matter.id).offered == ()


@pytest.mark.slow
class TestCopyForOne:
    """Show everything about this person; hide everyone else."""

    def test_what_is_theirs_is_kept_in_every_document_by_an_act_on_each(
        self, house: House, matter: Matter
    ) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)
        child = seen(house, matter)["Rowan Ashdown"].key
        lines = (
            "Rowan Ashdown, born 5 March 2014, NHS number 943 476 5919, met Mr Samuel Pike and Tilly Ashdown."
        )
        first = begun(house, matter, lines, title="One")
        second = begun(house, matter, "Ro was quiet. Samuel Pike left.", title="Two")

        kept = copies_for.make_copy_for(desk, officer, first.id, child)

        by_number = {each.number: text for text, each in planned(house, first).items()}
        with desk.ledger.housekeeping() as act:
            decided = act.finding_decisions.where(redaction_set=first.id)
            other = act.finding_decisions.where(redaction_set=second.id)
        assert other == () and kept.copy_for == child
        assert {each.choice for each in decided} == {Choice.KEEP}
        theirs = {by_number[each.number] for each in decided}
        assert {"Rowan Ashdown", "943 476 5919"} <= theirs
        assert any("2014" in text for text in theirs)
        assert not any("Pike" in text or "Tilly" in text for text in theirs)

        others = [n for n, text in by_number.items() if "Pike" in text or "Tilly" in text]
        with pytest.raises(ChangedMeanwhile):
            copies_for.redact_others(desk, officer, first.id, others[:1])
        copies_for.redact_others(desk, officer, first.id, others)
        with desk.ledger.housekeeping() as act:
            redacted = act.finding_decisions.where(redaction_set=first.id, choice=Choice.REDACT)
        assert {each.number for each in redacted} == set(others)
        assert {each.ground for each in redacted} == {"third-party"}
        copies_for.make_copy_for(desk, officer, second.id, child)
        with desk.ledger.housekeeping() as act:
            (only,) = act.finding_decisions.where(redaction_set=second.id)
        assert planned(house, second)["Ro"].number == only.number

    def test_a_copy_is_only_for_somebody_marked(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        people_import.import_people(desk, officer, matter.id, TABLE)
        draft = begun(house, matter, "Tilly Ashdown came.")

        with pytest.raises(InputRefused, match="data subject"):
            copies_for.make_copy_for(desk, officer, draft.id, seen(house, matter)["Tilly Ashdown"].key)
        with pytest.raises(InputRefused, match="for whom"):
            copies_for.redact_others(desk, officer, draft.id, [1])
        with pytest.raises(NotFound):
            copies_for.make_copy_for(desk, house.officers["d.moss"], draft.id, "")


def test_the_register_lies_sealed_and_is_gone_when_it_is_replaced(house: House, matter: Matter) -> None:
    desk, officer = house.desk, house.officers["a.khan"]
    for role in ("child", "witness"):
        labels.add_person(desk, officer, matter.id, role=role, spellings=[f"Moss {role}x"])

    with desk.ledger.housekeeping() as act:
        table = act.key_tables.get(key_table_id(matter.id, officer.party))

    assert len(read_people(desk, table).persons) == 2
    assert record.check_store(desk).orphans == 0
