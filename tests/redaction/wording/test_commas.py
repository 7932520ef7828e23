"""Commas between the parts of an address may be there or not; everything else is as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.verify.sought import Sought
from redaction.wording.link_escapes import found_in
from redaction.wording.needles import FoldedText, Needles

ADDRESS = "14 Larch Close, Exeham, EX4 9ZZ"


def found(term: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in FoldedText(text).find(Needles([term]))]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (ADDRESS, "14 Larch Close\nExeham\nEX4 9ZZ"),
        (ADDRESS, "14 Larch Close Exeham; EX4 9ZZ"),
        (ADDRESS, "14 LARCH CLOSE,\r\nExeham\r\nEX4 9ZZ"),
        ("14 Larch Close Exeham EX4 9ZZ", ADDRESS),
        ("Flat 2, Larch House", "Flat 2\nLarch House"),
        ("Flat 2,Larch House", "Flat 2 Larch House"),
        ("Flat 2, Larch House", "Flat 2,Larch House"),
    ],
)
def test_an_address_is_taken_with_and_without_commas(term: str, text: str) -> None:
    assert found(term, f"at {text}.") == [text]
    assert Sought([term]).count(f"at {text}.") == 1


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Marwood, Anna", "Marwood Anna"),
        ("Anna Marwood", "Anna, Marwood"),
        ("Marwood,Anna", "Marwood Anna"),
        ("2019 2020 2021", "2019, 2020, 2021"),
        (ADDRESS, "14 Larch Close\nExeham\nEX4 9Z"),
        ("Larchwood Lane House", "Larch, wood Lane House"),
    ],
)
def test_what_is_no_address_keeps_its_commas(term: str, text: str) -> None:
    assert found(term, text) == []
    assert not Sought([term]).is_in(text)


@pytest.mark.parametrize("text", ["a/Anna%20Marwood.pdf", "%41nna+Marwood", "Anna%2520Marwood"])
def test_a_name_in_a_link_is_taken(text: str) -> None:
    assert len(found_in(text, Needles(["Anna Marwood"]))) == 1
    assert Sought(["Anna Marwood"]).is_in(text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["14", "Larch", "Close", "EX4", "9ZZ"]), min_size=1, max_size=5),
    st.lists(st.sampled_from(["14", "Larch", "Close", "EX4", "9ZZ", " ", " ", "-", "\n"]), max_size=20),
)
def test_where_there_are_no_commas_nothing_changes(parts: list[str], pieces: list[str]) -> None:
    text, needles = "".join(pieces), Needles([" ".join(parts)])
    plain = Needles([" ".join(parts)])
    plain.listed = ()

    assert sorted(FoldedText(text).find(needles), key=repr) == sorted(FoldedText(text).find(plain), key=repr)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["14", "Larch", "Close"]), min_size=2, max_size=3).map(
        lambda some: [*some, "Exeham"]
    ),
    st.lists(st.sampled_from([", ", "; ", " ", ",\n", "\n"]), min_size=3, max_size=3),
    st.lists(st.sampled_from([", ", "; ", " ", ",\n", "\n"]), min_size=3, max_size=3),
)
def test_burner_and_checker_agree_on_commas(parts: list[str], typed: list[str], shown: list[str]) -> None:
    term = "".join(part + gap for part, gap in zip(parts, [*typed[: len(parts) - 1], ""], strict=False))
    text = "".join(part + gap for part, gap in zip(parts, [*shown[: len(parts) - 1], ""], strict=False))

    assert bool(found(term, text)) is Sought([term]).is_in(text)
