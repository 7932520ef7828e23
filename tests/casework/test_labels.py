"""The key table of a matter: one label for one person, sealed, opened on the record, gone with the documents."""

import pytest

from exchange.casework import record
from exchange.casework.beside.plan import read_plan
from exchange.casework.beside.readings import key_table_id, text_of
from exchange.casework.reading_room.labels import open_key_table
from exchange.casework.reading_room.redactions import open_review
from exchange.casework.redacting import redact
from exchange.casework.who_is_who import labels
from exchange.casework.who_is_who.people_kept import read_people
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, NotAllowed, NotFound
from exchange.rules.matter import Matter
from exchange.rules.redactions import Choice
from tests.casework.story import (
    approved_run,
    classified_as_ordinary,
    entries,
    redaction_set,
    retention,
    version_of,
)
from tests.desk import House, a_pdf


@pytest.fixture
def matter(house: House) -> Matter:
    return house.matter()


def named(
    house: House, matter: Matter, *spellings: str, role: str = "child", label: str = "", of: str = ""
) -> str:
    people = labels.add_person(
        house.desk, house.officers["a.khan"], matter.id, role=role, spellings=spellings, label=label, of=of
    )
    return people.persons[-1].label


class TestTheTable:
    """Its own party's officers keep it; nobody else knows that it is there."""

    def test_a_person_gets_a_label_and_every_opening_is_on_the_record(
        self, house: House, matter: Matter
    ) -> None:
        child = named(house, matter, "Rowan Ashdown", "Ro")
        mother = named(house, matter, "Tilly Ashdown", role="mother", of=child)

        view = open_key_table(house.desk, house.officers["m.lewis"], matter.id)

        assert [(p.label, p.spellings) for p in view.people] == [
            (child, ("Rowan Ashdown", "Ro")),
            (mother, ("Tilly Ashdown",)),
        ]
        assert mother == f"Mother of {child}"
        (entry,) = entries(house, deed=Deed.READ_KEY_TABLE)
        assert (entry.officer, entry.matter) == ("m.lewis", matter.id)

    def test_neither_the_database_nor_the_record_has_a_name_or_a_label(
        self, house: House, matter: Matter
    ) -> None:
        named(house, matter, "Rowan Ashdown", label="Child K")
        open_key_table(house.desk, house.officers["a.khan"], matter.id)

        with house.desk.ledger.housekeeping() as act:
            table = act.key_tables.get(key_table_id(matter.id, house.officers["a.khan"].party))
        written = repr(table) + repr(entries(house))

        assert "Ashdown" not in written and "Child K" not in written

    def test_the_other_party_has_a_table_of_its_own(self, house: House, matter: Matter) -> None:
        named(house, matter, "Rowan Ashdown")

        assert open_key_table(house.desk, house.officers["d.moss"], matter.id).people == ()

    def test_nobody_outside_the_matter_or_without_the_role_opens_it(
        self, house: House, matter: Matter
    ) -> None:
        with pytest.raises(NotFound):
            open_key_table(house.desk, house.officers["n.stranger"], matter.id)
        with pytest.raises(NotAllowed):
            open_key_table(house.desk, house.officers["b.osei"], matter.id)
        with pytest.raises(NotAllowed):
            labels.add_person(
                house.desk, house.officers["m.lewis"], matter.id, role="child", spellings=["Rowan Ashdown"]
            )

    @pytest.mark.parametrize(
        ("answer", "field"),
        [
            ({"role": "king", "spellings": ["Moss Vane"]}, "role"),
            ({"role": "child", "spellings": []}, "spellings"),
            ({"role": "child", "spellings": ["Moss Vane"], "label": "Child K"}, "label"),
            ({"role": "child", "spellings": ["Rowan Ashdown"]}, "spellings"),
        ],
    )
    def test_an_answer_that_cannot_be_right_names_its_box(
        self, house: House, matter: Matter, answer: dict[str, object], field: str
    ) -> None:
        named(house, matter, "Rowan Ashdown", label="Child K")

        with pytest.raises(InputRefused) as refused:
            labels.add_person(house.desk, house.officers["a.khan"], matter.id, **answer)  # type: ignore[arg-type]

        assert refused.value.field == field

    def test_people_are_merged_spelt_anew_and_removed(self, house: House, matter: Matter) -> None:
        desk, officer = house.desk, house.officers["a.khan"]
        named(house, matter, "Rowan Ashdown", label="Child K")
        named(house, matter, "R. Ashdown", role="person", label="Person M")
        named(house, matter, "Sam Pike", role="officer", label="Officer 4")

        labels.add_spellings(desk, officer, matter.id, "Child K", ["Ro"])
        labels.merge_people(desk, officer, matter.id, "Child K", ["Person M"])
        people = labels.remove_person(desk, officer, matter.id, "Officer 4")

        assert [(p.label, p.names) for p in people.persons] == [
            ("Child K", ("Rowan Ashdown", "Ro", "R. Ashdown"))
        ]
        with pytest.raises(InputRefused, match="the same person"):
            labels.merge_people(desk, officer, matter.id, "Child K", ["Child K"])
        assert record.check_store(desk).orphans == 0


@pytest.mark.slow
class TestInACopy:
    """The label is signed with the redactions and stays."""

    def test_labels_are_signed_by_two_people_and_stay_once_put_forward(
        self, house: House, matter: Matter
    ) -> None:
        material = house.document(
            matter, "b.osei", content=a_pdf("Rowan Ashdown rang. Rowan Ashdown's mother came."), title="Call"
        )
        classified_as_ordinary(house, material)
        named(house, matter, "Rowan Ashdown", label="Child K")
        officer = house.officers["a.khan"]
        begun = redact.start(house.desk, officer, material.id, terms=("Rowan Ashdown",), labelled=True)
        house.work()
        draft = redaction_set(house, begun.id)
        numbers = range(1, draft.candidates + 1)
        redact.decide(house.desk, officer, draft.id, numbers, Choice.REDACT, ground="child")

        signed = redact.propose_set(house.desk, officer, draft.id)

        planned = read_plan(house.desk, signed.plan).candidates
        assert {c.pseudonym for c in planned if "Rowan" in c.text} == {"Child K"}
        with pytest.raises(InputRefused, match="stays"):
            labels.remove_person(house.desk, officer, matter.id, "Child K")
        redact.approve_set(house.desk, house.officers["m.lewis"], signed.id, fingerprint=signed.fingerprint)
        assert record.check_store(house.desk).problems == ()

    def test_the_copy_says_the_label_and_not_the_name(self, house: House, matter: Matter) -> None:
        material = house.document(
            matter, "b.osei", content=a_pdf("Rowan Ashdown's bag was found"), title="Call"
        )
        classified_as_ordinary(house, material)
        named(house, matter, "Rowan Ashdown", label="Child K")
        desk, officer = house.desk, house.officers["a.khan"]
        begun = redact.start(desk, officer, material.id, terms=("Rowan Ashdown",), labelled=True)
        house.work()
        numbers = range(1, redaction_set(house, begun.id).candidates + 1)
        redact.decide(desk, officer, begun.id, numbers, Choice.REDACT, ground="child")
        shown = [f for group in open_review(desk, officer, begun.id).groups for f in group.findings]
        signed = redact.propose_set(desk, officer, begun.id)
        redact.approve_set(desk, house.officers["m.lewis"], signed.id, fingerprint=signed.fingerprint)
        house.work()

        done = redaction_set(house, begun.id)
        assert done.result, done.problem
        text = text_of(desk, version_of(house, done.result))

        assert {finding.pseudonym for finding in shown if "Rowan" in finding.text} == {"Child K"}
        assert text is not None and "Child K" in text.pages[0].text and "Ashdown" not in text.pages[0].text

    def test_people_without_a_label_are_offered_from_the_documents(
        self, house: House, matter: Matter
    ) -> None:
        material = house.document(
            matter,
            "b.osei",
            content=a_pdf("DC Samuel Pike came at noon.", "Later DC Samuel Pike left."),
            title="Call",
        )
        classified_as_ordinary(house, material)
        redact.start(house.desk, house.officers["a.khan"], material.id)
        house.work()

        offered = open_key_table(house.desk, house.officers["a.khan"], matter.id).unnamed

        assert ("officer", True) in {(one.role, "Pike" in one.name) for one in offered}

    def test_the_table_goes_with_the_last_document(self, house: House, matter: Matter) -> None:
        document = house.document(matter, "b.osei", content=a_pdf("A record"), title="Record")
        classified_as_ordinary(house, document)
        named(house, matter, "Rowan Ashdown", label="Child K")
        retention(house)

        approved_run(house)
        house.work()

        with house.desk.ledger.housekeeping() as act:
            table = act.key_tables.get(key_table_id(matter.id, house.officers["a.khan"].party))
        assert (table.people, table.print_key) == ("", "")
        assert read_people(house.desk, table).persons == ()
        assert record.check_store(house.desk).problems == ()
