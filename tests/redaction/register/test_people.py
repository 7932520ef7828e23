"""One register for a matter: entered, taken from a table, found again when it was sealed long ago."""

import pytest

from redaction.register import (
    LabelRefused,
    People,
    PersonRole,
    RegisterProblem,
    imported,
    people_read,
    people_written,
    register_from_csv,
    register_to_csv,
    said_apart,
    said_together,
)
from redaction.register.who_is_who import who_is_who

TABLE = (
    b"name,other names,role,relation,date of birth,data subject\n"
    b"Rowan Ashdown,Ro,child,,05/03/2014,yes\n"
    b"Tilly Ashdown,,,mother of Rowan Ashdown,,\n"
)


def taken(written: bytes, people: People | None = None) -> People:
    return imported(people or People(), register_from_csv(written)).people


class TestTables:
    """A table joins people by name and never doubles them."""

    def test_a_relation_gives_the_role_and_later_the_label(self) -> None:
        people = taken(TABLE)
        child, mother = people.persons

        labelled = people.with_label(child.id, label="Child K").with_label(mother.id)

        assert mother.role is PersonRole.MOTHER
        assert [person.label for person in labelled.persons] == ["Child K", "Mother of Child K"]
        assert labelled.persons[1].of == "Child K"

    def test_taking_the_same_table_again_changes_nobody(self) -> None:
        people = taken(TABLE)

        again = imported(people, register_from_csv(TABLE))

        assert (again.new, again.changed, again.same) == (0, 0, 2)
        assert again.people == people

    def test_a_row_is_whoever_has_one_of_its_names_and_adds_what_is_new(self) -> None:
        people = taken(TABLE)
        child = people.persons[0]
        people = people.with_label(child.id, label="Child K")

        again = imported(people, register_from_csv(b"name,other names,numbers\nro,Roro,A 1234\nSam Pike,,\n"))

        joined = again.people.by_id(child.id)
        assert (again.new, again.changed, again.same) == (1, 1, 0)
        assert joined.names == ("Rowan Ashdown", "Ro", "ro", "Roro")
        assert (joined.label, joined.numbers, joined.is_data_subject) == ("Child K", ("A 1234",), True)

    @pytest.mark.parametrize(
        ("written", "line", "words"),
        [
            (b"name,other names\nSam Pike,\nRowan Ashdown,Tilly Ashdown\n", 3, "two people"),
            (b"name\nRowan Ashdown\nRo\n", 3, "same person"),
        ],
    )
    def test_a_row_of_two_people_and_two_rows_of_one_are_said_by_line(
        self, written: bytes, line: int, words: str
    ) -> None:
        people = taken(TABLE)

        with pytest.raises(RegisterProblem) as refused:
            imported(people, register_from_csv(written))

        assert (refused.value.line, words in str(refused.value)) == (line, True)
        assert "Ashdown" not in str(refused.value)

    def test_what_is_exported_and_taken_again_is_the_same(self) -> None:
        people = taken(TABLE)

        again = imported(people, register_from_csv(register_to_csv(people.persons).encode()))

        assert again.people == people


class TestWritten:
    """What lies sealed is read, whenever it was sealed."""

    def test_everything_comes_back(self) -> None:
        people = said_together(taken(TABLE), [["Ro A", "Ro"], ["Rowan"]])
        people = said_apart(people, "Tilly", ["Tilly Ashdown"])

        assert people_read(people_written(people)) == people

    def test_a_table_of_labels_from_before_there_was_a_register_is_read(self) -> None:
        row = {
            "label": "Child K",
            "role": "child",
            "spellings": ["Rowan Ashdown"],
            "of": "",
            "is_fixed": True,
        }

        people = people_read({"people": [row]})

        assert people.label_of("rowan ashdown") == "Child K"
        assert people.persons[0].is_fixed and people.persons[0].id


class TestLabels:
    """A label is given when it is asked for, to whoever is there."""

    def test_whoever_is_in_the_register_gets_the_label_instead_of_being_doubled(self) -> None:
        people = taken(TABLE).with_person(PersonRole.CHILD, ["Rowan Ashdown", "Row"], label="Child K")

        assert len(people.persons) == 2
        assert people.persons[0].names == ("Rowan Ashdown", "Ro", "Row")
        assert people.label_of("Row") == "Child K"

    def test_a_person_joined_to_another_keeps_the_label_that_there_is(self) -> None:
        people = taken(TABLE).adding(PersonRole.PERSON, ["R. A."])
        child, _, third = people.persons
        people = people.with_label(third.id, label="Person M").fixing(["Person M"])

        joined = people.joined(third.id, child.id)

        assert joined.by_id(third.id).label == "Person M"
        assert joined.by_id(third.id).is_data_subject
        assert joined.persons[0].relations == (("mother", third.id),)
        with pytest.raises(LabelRefused, match="given up"):
            people.joined(child.id, third.id)

    def test_a_person_who_is_removed_is_nobodys_relative(self) -> None:
        people = taken(TABLE)

        left = people.removing(people.persons[0].id)

        assert left.persons[0].relations == ()
        with pytest.raises(LabelRefused, match="not in the register"):
            left.removing("P-gone")


class TestSaid:
    """What a reviewer says goes before every rule, and the last word counts."""

    def groups(self, people: People, *wordings: str) -> list[set[str]]:
        found = who_is_who(wordings, together=people.together, apart=people.apart)
        return [{belongs.wording for belongs in one.wordings} for one in found]

    def test_wordings_said_to_be_one_person_are_one(self) -> None:
        people = said_together(People(), [["Tyler Brennan"], ["TB"]])

        assert self.groups(people, "Tyler Brennan", "TB") == [{"Tyler Brennan", "TB"}]

    def test_a_wording_taken_out_takes_nobody_else_with_it(self) -> None:
        people = said_together(People(), [["Tyler Brennan"], ["Ty"], ["Spud"]])

        people = said_apart(people, "Ty", ["Tyler Brennan", "Spud"])

        assert {"Tyler Brennan", "Spud"} in self.groups(people, "Tyler Brennan", "Ty", "Spud")
        assert {"Ty"} in self.groups(people, "Tyler Brennan", "Ty", "Spud")

    def test_saying_that_they_are_one_again_takes_back_that_they_are_two(self) -> None:
        people = said_apart(People(), "Tyler", ["Tyler Brennan"])

        people = said_together(people, [["Tyler Brennan"], ["Tyler"]])

        assert people.apart == ()
        assert len(self.groups(people, "Tyler Brennan", "Tyler")) == 1

    def test_a_name_taken_from_a_person_of_the_register_is_theirs_no_more(self) -> None:
        people = said_apart(taken(TABLE), "Ro", ["Rowan Ashdown"])

        assert people.persons[0].names == ("Rowan Ashdown",)
        assert people.named("Ro") is None
