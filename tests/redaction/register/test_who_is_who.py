"""Wordings are put together into persons with a reason, and a reviewer's word goes before every rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.register import KnownPeople, Person
from redaction.register.who_is_who import Because, Somebody, who_is_who


def groups(*wordings: str, **more: object) -> list[set[str]]:
    found = who_is_who(wordings, **more)  # type: ignore[arg-type]
    return sorted(({b.wording for b in somebody.wordings} for somebody in found), key=sorted)


def of(people: tuple[Somebody, ...], wording: str) -> Somebody:
    return next(p for p in people if wording in {b.wording for b in p.wordings})


ONE_PERSON = {
    "capitals": ("Tyler Brennan", "TYLER BRENNAN"),
    "surname first": ("Tyler Brennan", "BRENNAN, Tyler"),
    "a title": ("Tyler Brennan", "DC Tyler Brennan"),
    "a title and the surname": ("Tyler Brennan", "DC Brennan"),
    "the surname": ("Tyler Brennan", "Brennan"),
    "the forename": ("Tyler Brennan", "Tyler"),
    "a possessive": ("Tyler Brennan", "Tyler's"),
    "an initial": ("Tyler Brennan", "T. Brennan"),
    "a middle name": ("Tyler James Brennan", "Tyler Brennan"),
    "a short form": ("Elizabeth Brennan", "Liz Brennan"),
    "a short form alone": ("Elizabeth Brennan", "Liz"),
    "a spelling": ("Katherine Thornbury", "Katharine Thornbury"),
    "a spelling of the surname": ("Amelia Thornbury", "Amelia Thornberry"),
    "accents": ("Siobhán Łuczak", "Siobhan Luczak"),
    "the same surname twice": ("Mr Brennan", "Brennan"),
}
TWO_PEOPLE = {
    "brothers": ("Tyler Brennan", "Lee Brennan"),
    "other titles": ("Mr Sam Brennan", "Mrs Samantha Brennan"),
    "a title that does not fit": ("Mr Tyler Brennan", "Mrs Brennan"),
    "other middle names": ("Anna Marie Smith", "Ann Louise Smith"),
    "short names that are alike": ("Jon Lees", "Joe Lees"),
    "another initial": ("Tyler Brennan", "K. Brennan"),
    "other people": ("Amelia Thornbury", "Hana Okafor"),
}


@pytest.mark.parametrize("way", ONE_PERSON)
def test_one_person_by(way: str) -> None:
    assert groups(*ONE_PERSON[way]) == [set(ONE_PERSON[way])]


@pytest.mark.parametrize("way", TWO_PEOPLE)
def test_two_people_by(way: str) -> None:
    assert len(groups(*TWO_PEOPLE[way])) == 2


def test_a_surname_that_two_share_waits_for_a_reviewer() -> None:
    people = who_is_who(["Tyler Brennan", "Lee Brennan", "Brennan"])

    assert of(people, "Brennan").may_be == ("Lee Brennan", "Tyler Brennan")


def test_a_title_tells_two_of_a_surname_apart() -> None:
    people = who_is_who(["Mr Tyler Brennan", "Mrs Kay Brennan", "Mrs Brennan"])

    assert of(people, "Mrs Brennan").name == "Kay Brennan"


def test_each_wording_has_its_reason() -> None:
    (person,) = who_is_who(["Elizabeth Brennan", "Liz Brennan", "Ms Brennan"])

    assert {b.wording: b.because for b in person.wordings} == {
        "Elizabeth Brennan": Because.OWN_NAME,
        "Liz Brennan": Because.SHORT_FORM,
        "Ms Brennan": Because.ONLY_SURNAME,
    }


def test_a_reviewer_can_put_two_together() -> None:
    assert groups("Tyler Brennan", "Spud", together=[("Spud", "Tyler Brennan")]) == [
        {"Tyler Brennan", "Spud"}
    ]


def test_a_reviewer_can_part_two() -> None:
    parted = groups("Tyler Brennan", "Brennan", apart=[("Brennan", "Tyler Brennan")])

    assert parted == [{"Brennan"}, {"Tyler Brennan"}]


def test_who_was_parted_is_not_joined_through_a_third() -> None:
    parted = groups("Tyler Brennan", "TYLER BRENNAN", "Brennan", apart=[("Brennan", "Tyler Brennan")])

    assert parted == [{"Brennan"}, {"TYLER BRENNAN", "Tyler Brennan"}]


def test_the_register_knows_two_of_one_name_and_one_of_two() -> None:
    register = KnownPeople(
        [Person("a", ("Amelia Thornbury", "Amelia Okafor")), Person("b", ("Rhys Okafor",))]
    )

    people = who_is_who(["Amelia Thornbury", "Amelia Okafor", "Rhys Okafor"], register=register)

    assert of(people, "Amelia Okafor").person == of(people, "Amelia Thornbury").person == "a"
    assert of(people, "Rhys Okafor").person == "b"


NAMES = st.lists(
    st.builds(
        " ".join,
        st.lists(
            st.sampled_from(
                ["Tyler", "Ty", "T.", "Brennan", "BRENNAN,", "Liz", "Elizabeth", "Mr", "DC", "Lee"]
            ),
            min_size=1,
            max_size=4,
        ),
    ),
    max_size=8,
    unique=True,
)


@given(NAMES)
def test_every_wording_belongs_to_exactly_one(wordings: list[str]) -> None:
    found = [b.wording for somebody in who_is_who(wordings) for b in somebody.wordings]

    assert sorted(found) == sorted(wordings)


@given(NAMES, st.randoms())
def test_who_was_parted_stays_parted(wordings: list[str], order: object) -> None:
    pairs = list(zip(wordings[::2], wordings[1::2], strict=False))

    for group in groups(*wordings, apart=pairs):
        assert not any(one in group and other in group for one, other in pairs)
