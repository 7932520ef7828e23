"""One person, one label, in every copy; and a label that tells nothing of the name."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.register import (
    LABEL_LIMIT,
    LabelRefused,
    People,
    PersonRole,
    suggested_role,
    without_possessive,
)
from redaction.register.anonymizer import Pseudonym
from redaction.register.pseudonyms import Labeller

NAMES = st.tuples(
    st.sampled_from(["Anna", "Bea", "Caleb", "Dilys", "Ewan", "Fern", "Gwen", "Hal"]),
    st.sampled_from(["Marsh", "Reed", "Ashdown", "Pike", "Quill", "Stone", "Vance", "Birch"]),
).map(" ".join)
ROLES = st.sampled_from(PersonRole)


def _first(free: Sequence[str]) -> str:
    return free[0]


def _name(number: int) -> str:
    return "Z" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def _people() -> People:
    child = People().with_person(PersonRole.CHILD, ["Rowan Ashdown", "Ro"], pick=_first)
    mother = child.with_person(PersonRole.MOTHER, ["Tilly Ashdown"], of=child.persons[0].label)
    return mother.with_person(PersonRole.OFFICER, ["DC Sam Pike", "Pike"], pick=_first)


class TestChoosing:
    """Labels are drawn, not counted off."""

    @given(names=st.lists(st.tuples(ROLES, NAMES), max_size=8, unique_by=lambda pair: pair[1]))
    def test_no_two_people_share_a_label_and_none_has_an_initial_of_the_name(
        self, names: list[tuple[PersonRole, str]]
    ) -> None:
        people = People()
        for role, name in names:
            people = people.with_person(role, [name])

        labels = [person.label for person in people.persons]
        assert len({label.casefold() for label in labels}) == len(labels)
        for person, (_, name) in zip(people.persons, names, strict=True):
            mark = person.label.split()[-1]
            assert person.role.is_numbered or not {*mark} & {part[0] for part in name.split()}

    def test_the_order_of_labels_says_nothing_of_the_order_of_names(self) -> None:
        in_order = 0
        for seed in range(400):
            chance = random.Random(seed)
            people = People()
            for name in ("Una Stone", "Vic Reed"):
                people = people.with_person(PersonRole.CHILD, [name], pick=chance.choice)
            first, second = (person.label for person in people.persons)
            in_order += first < second

        assert 140 < in_order < 260

    def test_a_mother_is_named_by_her_child_and_a_second_relative_counts(self) -> None:
        people = _people()
        child = people.persons[0].label

        more = people.with_person(PersonRole.SIBLING, ["Ivy Ashdown"], of=child)
        more = more.with_person(PersonRole.SIBLING, ["Ned Ashdown"], of=child)

        assert people.persons[1].label == f"Mother of {child}"
        assert more.persons[3].label == f"Sibling of {child}"
        assert more.persons[4].label.startswith("Sibling ") and more.persons[4].label.endswith(f" of {child}")

    def test_a_mother_whose_initial_is_her_childs_letter_is_named_by_her_child_all_the_same(self) -> None:
        people = People().with_person(PersonRole.CHILD, ["Rowan Vane"], label="Child D")
        people = people.with_person(PersonRole.MOTHER, ["Donna Vane"], of="Child D")

        assert people.persons[1].label == "Mother of Child D"
        assert people.with_names(people.persons[1].id, ["Dee"]).persons[1].names == ("Donna Vane", "Dee")
        with pytest.raises(LabelRefused, match="initial"):
            people.with_person(PersonRole.MOTHER, ["Dora Moss"], of="Child D", label="Mother D of Child D")

    def test_officers_are_numbered(self) -> None:
        assert _people().persons[2].label == "Officer 1"

    def test_there_are_labels_for_hundreds(self) -> None:
        people = People()
        for number in range(120):
            people = people.with_person(PersonRole.WITNESS, [_name(number) + "x"], pick=_first)
            people = people.with_person(PersonRole.CHILD, [_name(number) + "y"], pick=_first)

        assert len({person.label for person in people.persons}) == 240


class TestOwnLabels:
    """A person may choose, within the rules."""

    @pytest.mark.parametrize(
        ("label", "sentence"),
        [
            ("x" * (LABEL_LIMIT + 1), "40 characters"),
            ("Child [A]", "only letters"),
            ("Child Rowan", "part of a name"),
            ("Child of Tilly", "part of a name"),
            ("Child Q", "initial"),
            ("child k", "already used"),
        ],
    )
    def test_a_label_that_cannot_be_taken_is_refused(self, label: str, sentence: str) -> None:
        people = _people().with_person(PersonRole.CHILD, ["Moss Vane"], label="Child K")
        with pytest.raises(LabelRefused, match=sentence):
            people.with_person(PersonRole.CHILD, ["Bea Quill"], label=label)

    def test_a_good_label_is_taken_as_it_is(self) -> None:
        assert People().with_person(PersonRole.PERSON, ["Bea Quill"], label="Head teacher").persons[
            0
        ].label == ("Head teacher")

    @pytest.mark.parametrize("spellings", [[], [" "], ["-"]])
    def test_there_must_be_a_name(self, spellings: list[str]) -> None:
        with pytest.raises(LabelRefused, match="Enter the name"):
            People().with_person(PersonRole.CHILD, spellings)

    def test_a_name_has_one_label_only(self) -> None:
        with pytest.raises(LabelRefused, match="Merge the people"):
            _people().with_person(PersonRole.CHILD, ["ROWAN ASHDOWN"])

    def test_a_label_is_of_somebody_in_the_table(self) -> None:
        with pytest.raises(LabelRefused, match="Nobody has"):
            People().with_person(PersonRole.MOTHER, ["Tilly Ashdown"], of="Child A")


class TestChanging:
    """What has gone out in a copy stays."""

    def test_people_who_are_one_share_a_label(self) -> None:
        people = _people().with_person(PersonRole.PERSON, ["R. Ashdown"], label="Person K")
        child = people.persons[0].label

        merged = people.merged(child, "Person K")

        assert merged.label_of("R Ashdown") == child
        assert "Person K" not in {person.label for person in merged.persons}

    def test_whoever_was_named_by_a_label_that_is_merged_is_named_by_the_one_that_stays(self) -> None:
        people = _people().with_person(PersonRole.CHILD, ["Wren"], label="Child K")

        merged = people.merged("Child K", people.persons[0].label)

        assert merged.persons[0].of == "Child K"

    def test_a_label_in_a_copy_is_neither_merged_away_nor_removed(self) -> None:
        people = _people().fixing(["Officer 1"])

        with pytest.raises(LabelRefused, match="given up"):
            people.merged(people.persons[0].label, "Officer 1")
        with pytest.raises(LabelRefused, match="stays"):
            people.without("Officer 1")

    def test_a_label_that_another_is_made_from_is_not_removed(self) -> None:
        people = _people()
        with pytest.raises(LabelRefused, match="made from"):
            people.without(people.persons[0].label)

    def test_anybody_else_can_be_removed(self) -> None:
        assert len(_people().without("Officer 1").persons) == 2

    def test_more_spellings_share_the_label(self) -> None:
        people = _people().with_spellings("Officer 1", ["Sammy"])

        assert people.label_of("sammy") == "Officer 1"
        with pytest.raises(LabelRefused, match="has a label already"):
            people.with_spellings("Officer 1", ["Rowan Ashdown"])


class TestReplacing:
    """Through presidio-anonymizer, with an operator of our own."""

    @pytest.mark.parametrize(
        "wording",
        ["Rowan Ashdown", "ROWAN ASHDOWN", "Rowan Ashdown's", "Rowan Ashdown’s", "Miss Rowan Ashdown", "Ro"],
    )
    def test_every_spelling_of_one_person_has_the_one_label(self, wording: str) -> None:
        people = _people()

        assert (
            Labeller(people).label(wording)
            == people.persons[0].label + (wording[len(without_possessive(wording)) :])
        )

    def test_somebody_unknown_has_none(self) -> None:
        assert Labeller(_people()).label("Bea Quill") == ""

    def test_a_text_keeps_its_possessives_and_its_neighbours(self) -> None:
        people = _people()
        child, mother, officer = (person.label for person in people.persons)
        text = "Ro's mother Tilly Ashdown rang DC Pike about Bea"
        places = [(0, 4), (12, 25), (31, 38), (45, 48)]

        shown = Labeller(people).text(text, places, otherwise="[redacted]")

        assert shown == f"{child}'s mother {mother} rang {officer} about [redacted]"

    def test_two_people_side_by_side_stay_two(self) -> None:
        people = _people()

        shown = Labeller(people).text("Ro Pike", [(0, 2), (3, 7)], otherwise="")

        assert shown == f"{people.persons[0].label} {people.persons[2].label}"

    @pytest.mark.parametrize("params", [None, {}, {"label_of": 3, "otherwise": ""}, {"label_of": str}])
    def test_the_operator_refuses_to_work_without_its_table(self, params: dict[str, object] | None) -> None:
        with pytest.raises(ValueError, match="table of labels"):
            Pseudonym().validate(params)


@pytest.mark.parametrize(
    ("wordings", "role"),
    [
        (["DC Sam Pike"], PersonRole.OFFICER),
        (["Pike", "Detective Sergeant Pike"], PersonRole.OFFICER),
        (["Mum Kayleigh"], PersonRole.MOTHER),
        (["Nan Jean"], PersonRole.RELATIVE),
        (["Dr Lowe"], PersonRole.PROFESSIONAL),
        (["Social Worker Hannah Price"], PersonRole.PROFESSIONAL),
        (["Rowan Ashdown"], PersonRole.PERSON),
        ([""], PersonRole.PERSON),
    ],
)
def test_a_role_is_suggested_by_how_somebody_is_titled(wordings: list[str], role: PersonRole) -> None:
    assert suggested_role(wordings) is role
