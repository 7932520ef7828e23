"""What a reviewer says of wordings, "one person" or "not this person", as the pairs that detection is given back."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from redaction.register.people import Pair, People
from redaction.register.spellings import compared_forms, tidied


def said_together(people: People, groups: Sequence[Sequence[str]]) -> People:
    """The register where every wording of these groups names one person; what was said before against it is gone.

    Each group is the wordings of one person as they stood; their first wordings are tied together.
    """
    members = {wording for group in groups for wording in group}
    heads = [group[0] for group in groups if group]
    pairs = itertools.pairwise(heads)
    apart = tuple(pair for pair in people.apart if not members.issuperset(pair))
    return replace(people, together=_with(people.together, pairs), apart=apart)


def said_apart(people: People, wording: str, others: Iterable[str]) -> People:
    """The register where `wording` names somebody else than `others`; the others stay as they were tied.

    A name of a person in the register is theirs no more, unless it is their only one.
    """
    rest = tuple(other for other in dict.fromkeys(others) if other != wording)
    tied = [one if other == wording else other for one, other in people.together if wording in (one, other)]
    kept = tuple(pair for pair in people.together if wording not in pair)
    chained = itertools.pairwise(tied)
    parted = replace(
        people,
        together=_with(kept, chained),
        apart=_with(people.apart, ((wording, other) for other in rest)),
    )
    return _without_name(parted, wording, rest)


def _without_name(people: People, wording: str, others: Sequence[str]) -> People:
    person = people.named(wording)
    if person is None or not any(people.named(other) == person for other in others):
        return people
    forms = set(compared_forms(wording))
    left = tuple(name for name in tidied(person.names) if not forms & set(compared_forms(name)))
    return people.put(replace(person, names=left)) if left else people


def _with(pairs: tuple[Pair, ...], more: Iterable[Pair]) -> tuple[Pair, ...]:
    known = {frozenset(pair) for pair in pairs}
    added = {frozenset(pair): pair for pair in more if pair[0] != pair[1]}
    return (*pairs, *(pair for key, pair in added.items() if key not in known))
