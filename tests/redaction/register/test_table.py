"""The register as a table: read with a sentence for every mistake, written so that it reads the same again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.register import Person, RegisterProblem, register_from_csv, register_to_csv

TABLE = (
    "Name,Other names,Role,Relation,Date of birth,Address,Numbers,Data subject\r\n"
    'Amelia Thornbury,Millie T; Amy,child,,05/03/2014,"14 Example Road, Anytown",943 476 5919; A123,yes\r\n'
    "Elizabeth Clarke,,mother,mother of Amelia Thornbury,1985-02-01,,,\r\n"
)


def test_a_table_becomes_people() -> None:
    amelia, mother = register_from_csv(TABLE.encode())

    assert amelia.names == ("Amelia Thornbury", "Millie T", "Amy")
    assert amelia.dates_of_birth == (date(2014, 3, 5),)
    assert amelia.numbers == ("943 476 5919", "A123")
    assert amelia.is_data_subject
    assert mother.relations == (("mother", amelia.id),)


@pytest.mark.parametrize(
    "written",
    [
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.replace("\r\n", "\n").encode(),
        b"role\tname\nchild\tAmelia Thornbury\n",
        b"role;NAME\nchild;Amelia Thornbury\n",
        b"\n\nname\n\n  Amelia   Thornbury \n\n",
    ],
    ids=["byte order mark", "windows", "unix", "tabs", "semicolons", "blank lines"],
)
def test_tables_of_every_office_are_read(written: bytes) -> None:
    assert register_from_csv(written)[0].names[0] == "Amelia Thornbury"


@pytest.mark.parametrize(
    ("written", "line", "words"),
    [
        (b"", 0, "empty"),
        (b"PK\x03\x04\x00\x00", 0, "CSV"),
        (b"forename,surname\nA,B\n", 1, "no column called name"),
        (b"name,shoe size\nA B,4\n", 1, "column 2"),
        (b"name,role\n,child\n", 2, "name is missing"),
        (b"name\n12345\n", 2, "name is missing"),
        (b"name,date of birth\nA B,next week\n", 2, "05/03/2014"),
        (b"name,date of birth\nA B,31/02/2014\n", 2, "not a date"),
        (b"name,relation\nA B,mother of Nobody\n", 2, "in the table"),
        (b"name,relation\nA B,mother\n", 2, "mother of"),
        (b"name,data subject\nA B,perhaps\n", 2, "yes or no"),
        (b"name,role\nA B,astronaut\n", 2, "child, mother"),
        (b"name,other names\nA B,\nC D,A B\n", 3, "earlier line"),
        (b"name\n" + b"A B\n" * 5_001, 0, "more than 5000"),
    ],
)
def test_a_mistake_is_said_with_its_line(written: bytes, line: int, words: str) -> None:
    with pytest.raises(RegisterProblem) as refused:
        register_from_csv(written)

    assert refused.value.line == line
    assert words in str(refused.value)


def test_no_cell_is_quoted_in_a_refusal() -> None:
    with pytest.raises(RegisterProblem) as refused:
        register_from_csv(b"name,date of birth\nAmelia Thornbury,sometime in Thornbury\n")

    assert "Thornbury" not in str(refused.value)


def test_a_cell_that_would_run_as_a_formula_is_made_harmless() -> None:
    written = register_to_csv([Person("P1", ("=cmd|' /C calc'!A0 x",))])

    assert "\n'=cmd" in written


WORDS = st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True)
NAMES = st.builds(lambda one, two: f"{one} {two}", WORDS, WORDS)


def nobody_shares_a_name(drawn: list[tuple[list[str], date, bool]]) -> bool:
    names = [name.casefold() for own, _, _ in drawn for name in own]
    return len(names) == len(set(names))


@given(
    st.lists(
        st.tuples(
            st.lists(NAMES, min_size=1, max_size=3, unique=True),
            st.dates(min_value=date(1900, 1, 1)),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    ).filter(nobody_shares_a_name)
)
def test_a_written_table_reads_the_same_again(drawn: list[tuple[list[str], date, bool]]) -> None:
    people = tuple(
        Person(f"P{number}", tuple(names), dates_of_birth=(born,), is_data_subject=subject)
        for number, (names, born, subject) in enumerate(drawn, start=1)
    )

    assert register_from_csv(register_to_csv(people).encode()) == people
