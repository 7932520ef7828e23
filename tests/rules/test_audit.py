"""The record: every edit, deletion, insertion, reordering and cut is found, and nothing else is."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.audit import FIRST_LINK, Break, Deed, Entry, Result, breaks_in, digest_of
from tests.builders import some_chain

CHAINS = st.lists(st.sampled_from(Deed), min_size=2, max_size=12).map(some_chain)

#: Another value for every field of an entry but its digest.
EDITS: dict[str, Any] = {
    "number": 99,
    "at": some_chain([Deed.COLLECT])[0].at + timedelta(microseconds=1),
    "officer": "b.osei",
    "party": "iopc",
    "matter": "M-2",
    "deed": Deed.LOAD_DEMONSTRATION,
    "result": Result.REFUSED,
    "code": "hold",
    "subjects": ("M-1/1",),
    "facts": (("size_bytes", "1"),),
    "previous": "00" * 31 + "01",
}


def _breaks(entries: tuple[Entry, ...], head: Entry | None) -> list[Break]:
    number, digest = (head.number, head.digest) if head else (0, FIRST_LINK)
    return list(breaks_in(entries, head_number=number, head_digest=digest))


def _rechained(entries: list[Entry]) -> tuple[Entry, ...]:
    """What a forger with the whole table makes of it: numbers and links all in order again."""
    forged: list[Entry] = []
    for number, entry in enumerate(entries, start=1):
        previous = forged[-1].digest if forged else FIRST_LINK
        forged.append(replace(entry, number=number, previous=previous).with_digest())
    return tuple(forged)


@given(st.lists(st.sampled_from(Deed), max_size=12))
def test_an_untouched_record_has_no_break(deeds: list[Deed]) -> None:
    chain = some_chain(deeds)

    assert _breaks(chain, chain[-1] if chain else None) == []


def test_every_field_of_an_entry_is_under_its_digest() -> None:
    entry = some_chain([Deed.COLLECT])[0]

    assert set(EDITS) == {field.name for field in fields(Entry)} - {"digest"}
    for field, value in EDITS.items():
        assert digest_of(replace(entry, **{field: value})) != entry.digest


@given(CHAINS, st.data())
def test_an_edited_entry_is_found(chain: tuple[Entry, ...], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(chain) - 1))
    field = data.draw(st.sampled_from(sorted(EDITS)))
    edited = replace(chain[index], **{field: EDITS[field]})
    if edited == chain[index]:
        edited = replace(edited, code="other")

    found = _breaks((*chain[:index], edited, *chain[index + 1 :]), chain[-1])

    assert found
    assert any("changed after it was written" in each.sentence for each in found)


@given(CHAINS, st.data())
def test_an_edited_entry_with_its_digest_made_anew_is_found(
    chain: tuple[Entry, ...], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(chain) - 1))
    edited = replace(chain[index], officer="b.osei").with_digest()

    assert _breaks((*chain[:index], edited, *chain[index + 1 :]), chain[-1])


@given(CHAINS, st.data())
def test_a_deleted_entry_is_found(chain: tuple[Entry, ...], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(chain) - 1))

    assert _breaks((*chain[:index], *chain[index + 1 :]), chain[-1])


@given(CHAINS, st.data())
def test_entries_cut_off_the_end_are_found(chain: tuple[Entry, ...], data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, len(chain) - 1))

    found = _breaks(chain[:kept], chain[-1])

    assert [each.sentence for each in found] == [
        f"The record ends at entry {kept}; it should end at entry {len(chain)}."
    ]


@given(CHAINS, st.data())
def test_two_entries_that_changed_places_are_found(chain: tuple[Entry, ...], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(chain) - 2))
    swapped = (*chain[:index], chain[index + 1], chain[index], *chain[index + 2 :])

    assert _breaks(swapped, chain[-1])


@given(CHAINS, st.data())
def test_an_inserted_entry_is_found(chain: tuple[Entry, ...], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(chain)))
    forged = replace(chain[0], number=index + 1, officer="b.osei").with_digest()

    assert _breaks((*chain[:index], forged, *chain[index:]), chain[-1])


@given(CHAINS, st.sampled_from(["edit", "delete", "swap", "insert"]))
def test_a_record_chained_anew_from_the_start_does_not_reach_the_head_kept_apart(
    chain: tuple[Entry, ...], forgery: str
) -> None:
    entries = list(chain)
    if forgery == "edit":
        entries[0] = replace(entries[0], code="other")
    elif forgery == "delete":
        del entries[0]
    elif forgery == "swap":
        entries[0], entries[1] = replace(entries[1], code="moved"), entries[0]
    else:
        entries.insert(0, replace(entries[0], officer="b.osei"))

    found = _breaks(_rechained(entries), chain[-1])

    assert len(found) == 1
    assert found[0].sentence.startswith("The record ends at entry")


def test_a_record_that_goes_past_its_head_is_found() -> None:
    chain = some_chain([Deed.UPLOAD, Deed.CLASSIFY])

    assert _breaks(chain, chain[0])
    assert _breaks(chain, None)


def test_a_break_names_its_entry_and_quotes_nothing() -> None:
    chain = some_chain([Deed.UPLOAD, Deed.CLASSIFY, Deed.COLLECT])
    edited = (chain[0], replace(chain[1], facts=(("title", "Minutes"),)), chain[2])

    found = _breaks(edited, chain[-1])

    assert found == [Break(2, "Entry 2 was changed after it was written.")]


@pytest.mark.parametrize("deed", [Deed.READ_MATTER, Deed.EXPORT_DISCLOSURES, Deed.VERIFY_AUDIT, Deed.COLLECT])
def test_looking_is_reading(deed: Deed) -> None:
    assert deed.is_reading


@pytest.mark.parametrize(
    "deed", [Deed.DISCLOSE, Deed.UPLOAD, Deed.SIGN_IN, Deed.DESTROY, Deed.REVOKE_RELEASE]
)
def test_acting_is_not_reading(deed: Deed) -> None:
    assert not deed.is_reading
