"""The register's people are found in every way they are named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.register import Known, KnownPeople, Person, PersonRole
from redaction.register.forms import Why, date_wordings

AMELIA = Person(
    "amelia",
    ("Amelia Rose Thornbury", "Millie T"),
    role=PersonRole.CHILD,
    dates_of_birth=(date(2014, 3, 5),),
    addresses=("14 Example Road, Anytown AN1 2BC",),
    numbers=("943 476 5919",),
    is_data_subject=True,
)
MOTHER = Person(
    "mother", ("Elizabeth Adebayo-Clarke",), role=PersonRole.MOTHER, relations=(("mother", "amelia"),)
)
FATHER = Person(
    "father",
    ("Rhys ap Gwilym",),
    addresses=("9 Quay Street Anytown",),
    numbers=("07700 900461", "Tel: 01632 960461"),
)
NEIGHBOUR = Person("neighbour", ("Agnieszka Kowalska",))
OFFICER = Person("officer", ("DC Grace Will",))
IRISH = Person("irish", ("Siobhán O'Donnell-Łuczak",))
PEOPLE = KnownPeople([AMELIA, MOTHER, FATHER, NEIGHBOUR, OFFICER, IRISH])


def found(text: str) -> list[tuple[str, str, Why]]:
    return [(text[k.span.start : k.span.end], k.people[0], k.why) for k in PEOPLE.find(text)]


WAYS = {
    "the full name": ("Amelia Rose Thornbury came", "Amelia Rose Thornbury", "amelia"),
    "without the middle name": ("saw Amelia Thornbury there", "Amelia Thornbury", "amelia"),
    "in capitals": ("AMELIA THORNBURY (child)", "AMELIA THORNBURY", "amelia"),
    "in small letters": ("text from amelia thornbury lol", "amelia thornbury", "amelia"),
    "surname first": ("Thornbury, Amelia: absent", "Thornbury, Amelia", "amelia"),
    "surname first without a comma": ("THORNBURY Amelia absent", "THORNBURY Amelia", "amelia"),
    "the surname alone": ("the Thornbury family", "Thornbury", "amelia"),
    "the forename alone": ("Amelia cried", "Amelia", "amelia"),
    "an alias": ("known as millie t online", "millie t", "amelia"),
    "a nickname": ("Millie said", "Millie", "amelia"),
    "a nickname with the surname": ("Liz Adebayo-Clarke said", "Liz Adebayo-Clarke", "mother"),
    "half of a double name": ("Ms Clarke said", "Clarke", "mother"),
    "the double name without its hyphen": ("Elizabeth Adebayo Clarke", "Elizabeth Adebayo Clarke", "mother"),
    "an initial": ("A. Thornbury signed", "A. Thornbury", "amelia"),
    "two initials": ("A.R. Thornbury signed", "A.R. Thornbury", "amelia"),
    "a possessive": ("Amelia's room", "Amelia", "amelia"),
    "over a line's end": ("for Amelia\n    Thornbury today", "Amelia\n    Thornbury", "amelia"),
    "divided at a line's end": ("with Thorn-\nbury today", "Thorn-\nbury", "amelia"),
    "with a zero-width space": ("Thorn\u200bbury today", "Thorn\u200bbury", "amelia"),
    "a patronymic": ("Mr ap Gwilym rang", "ap Gwilym", "father"),
    "the other ending": ("Pan Kowalski came", "Kowalski", "neighbour"),
    "without accents": ("Siobhan O'Donnell-Luczak", "Siobhan O'Donnell-Luczak", "irish"),
    "with another apostrophe": ("Ms O’Donnell-Łuczak", "O’Donnell-Łuczak", "irish"),
    "a typing error": ("Thornbery said", "Thornbery", "amelia"),
    "two letters swapped": ("Thronbury said", "Thronbury", "amelia"),
    "a scanner's error": ("Th0rnbury said", "Th0rnbury", "amelia"),
    "the initials": ("ART to be told", "ART", "amelia"),
    "a date of birth": ("dob 5th March 2014.", "5th March 2014", "amelia"),
    "a short date of birth": ("(5.3.14)", "5.3.14", "amelia"),
    "the street in short": ("at 14 Example Rd last night", "14 Example Rd", "amelia"),
    "a number written otherwise": ("NHS 943-476-5919.", "943-476-5919", "amelia"),
    "a number that was entered with its name": ("on 01632 960 461 at", "01632 960 461", "father"),
    "an address entered without a comma": ("lives at 9 Quay Street", "9 Quay Street", "father"),
    "a number run together": ("rang 07700900461 twice", "07700900461", "father"),
    "a name that is a word": ("then Grace left", "Grace", "officer"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_person_is_found_by(way: str) -> None:
    text, wording, person = WAYS[way]

    assert [(words, who) for words, who, _ in found(text)] == [(wording, person)]


@pytest.mark.parametrize(
    "text",
    [
        "she has the grace to say she will come",
        "a thorn bush, a burying",
        "Amelianna Thornburyshire",
        "the art of clark",
        "943 476 59190",
        "on 5 March 2015 at 5.3.140",
    ],
)
def test_what_merely_looks_like_one_is_nobody(text: str) -> None:
    assert found(text) == []


def test_a_wording_that_two_share_names_both() -> None:
    twins = KnownPeople([Person("one", ("Tom Thornbury",)), Person("two", ("Tim Thornbury",))])

    (known,) = twins.find("the Thornbury boys")

    assert set(known.people) == {"one", "two"}


def test_nobody_is_found_by_an_empty_register() -> None:
    assert KnownPeople([]).find("Amelia Thornbury") == ()


def test_each_find_says_why() -> None:
    assert [why for _, _, why in found("Amelia Thornbury, then Thornbery")] == [
        Why.FULL_NAME,
        Why.NEAR_SPELLING,
    ]


@given(st.dates(min_value=date(1920, 1, 1), max_value=date(2030, 1, 1)))
def test_a_date_of_birth_is_found_in_every_way_of_writing_it(born: date) -> None:
    people = KnownPeople([Person("p", ("Amelia Thornbury",), dates_of_birth=(born,))])

    for wording in date_wordings(born):
        assert any(k.why is Why.DATE_OF_BIRTH for k in people.find(f"born {wording.upper()};")), wording


@given(st.dates(min_value=date(1920, 1, 1), max_value=date(2030, 1, 1)), st.integers(1, 20))
def test_another_day_is_not_theirs(born: date, later: int) -> None:
    people = KnownPeople([Person("p", ("Amelia Thornbury",), dates_of_birth=(born,))])

    assert people.find((born + timedelta(days=later)).strftime("%d/%m/%Y")) == ()


STRANGE = st.text(st.sampled_from("\x00\t\n\r -\u00ad\u200b\ufeffßİﬁ\ud800é😀aB'’.,;"), max_size=12)


@given(STRANGE, STRANGE)
def test_offsets_are_right_whatever_stands_around(before: str, after: str) -> None:
    text = f"{before};; Amelia Thornbury ;;{after}"

    spans = [known.span for known in PEOPLE.find(text)]

    assert "Amelia Thornbury" in [text[span.start : span.end] for span in spans]


@given(st.text(max_size=200))
def test_finds_are_in_order_and_inside_the_text(text: str) -> None:
    reach = 0
    for known in PEOPLE.find(text):
        assert isinstance(known, Known)
        assert 0 <= known.span.start < known.span.end <= len(text)
        assert known.span.end >= reach
        reach = known.span.end
