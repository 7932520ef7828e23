"""Who is named in the documents of a matter: the candidates of every set, put together into persons.

Everything here is worked out from sealed plans and is held only while it is asked for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import redaction
from exchange.casework.beside.plan import Plan, PlannedCandidate, read_plan
from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.redactions import RedactionSet, SetState

# `redaction.register.who_is_who` and its like are reached through the package: they load slowly.
PERSON = "PERSON"
#: What a register knows of people besides their names; any of these may be somebody's.
_NAMELESS = frozenset({"ORGANIZATION", "SCHOOL", "TYPED_TERM"})
_NOTHING_FOUND = frozenset({SetState.SUGGESTING, SetState.FAILED})


@dataclass(frozen=True, slots=True)
class Looked:
    """One set of redactions with its plan, opened."""

    redactions: RedactionSet
    plan: Plan


def sets_of_matter(act: Act, matter: str, party: str) -> tuple[RedactionSet, ...]:
    """The sets of a party that speak for their documents: the last one of each that is left, and its drafts."""
    own = act.materials.where(matter=matter, holder=party)
    alive = {material.id for material in own if material.destroyed_at is None}
    found = act.redaction_sets.where(matter=matter, material=alive, order_by="-started_at")
    with_words = [each for each in found if each.plan and each.state not in _NOTHING_FOUND]
    latest: dict[str, str] = {}
    for each in with_words:
        latest.setdefault(each.material, each.id)
    return tuple(
        each for each in with_words if each.state is SetState.DRAFT or latest[each.material] == each.id
    )


def looked_at(desk: Desk, sets: Iterable[RedactionSet]) -> tuple[Looked, ...]:
    """The sets with their plans."""
    return tuple(Looked(each, read_plan(desk, each.plan)) for each in sets)


def names_found(looked: Iterable[Looked], *, besides: str = "") -> Iterator[tuple[str, str]]:
    """Each wording that names somebody for certain, with what found it, in the documents besides one.

    What is only in the review queue is not looked for elsewhere: one doubtful find would become a hundred.
    """
    seen: set[tuple[str, str]] = set()
    for each in looked:
        for candidate in each.plan.candidates if each.redactions.material != besides else ():
            pair = (candidate.text, candidate.detector)
            if candidate.label == PERSON and candidate.confidence == "found" and pair not in seen:
                seen.add(pair)
                yield pair


class SortedPeople:
    """The people of a matter: those of its register, and everybody whom its documents name."""

    def __init__(self, people: "redaction.People", looked: Iterable[Looked]) -> None:
        self.people = people
        self.register = redaction.KnownPeople(people.persons)
        self._wordings = {
            candidate.text: None
            for each in looked
            for candidate in each.plan.candidates
            if candidate.label == PERSON
        }
        names = (name for person in people.persons for name in person.names)
        self.persons: tuple[redaction.Somebody, ...] = redaction.who_is_who(
            (*self._wordings, *names), register=self.register, together=people.together, apart=people.apart
        )
        self._by_wording = {
            belongs.wording: (number, belongs.because.value)
            for number, somebody in enumerate(self.persons)
            for belongs in somebody.wordings
        }
        self._titles = self._told_apart()

    def number_of(self, key: str) -> int | None:
        """The place in `persons` of whoever has this id in the register, or this wording; None for nobody."""
        for number, somebody in enumerate(self.persons):
            if somebody.person and somebody.person == key:
                return number
        return self._by_wording.get(key, (None, ""))[0]

    def wordings(self, number: int) -> tuple[str, ...]:
        """Every wording of the person at this place, the fullest first."""
        return tuple(belongs.wording for belongs in self.persons[number].wordings)

    def is_found(self, wording: str) -> bool:
        """Whether it stands in a document, and not in the register alone."""
        return wording in self._wordings

    def title(self, number: int) -> str:
        """What to call the person at this place of `persons`; two of one name are numbered."""
        return self._titles[number]

    def _told_apart(self) -> tuple[str, ...]:
        entered = {person.id: person.names[0] for person in self.people.persons}
        plain = [entered.get(each.person, each.name) for each in self.persons]
        seen: Counter[str] = Counter()
        titles = []
        for name in plain:
            seen[name] += 1
            titles.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(titles)

    def placed(self, candidate: PlannedCandidate) -> PlannedCandidate:
        """The candidate with whom it is about, and why."""
        if candidate.label == PERSON and candidate.text in self._by_wording:
            number, because = self._by_wording[candidate.text]
            person = self.persons[number].person
            return replace(candidate, group=self._titles[number], person=person, because=because)
        owners = self.owners(candidate)
        return replace(candidate, person=owners[0] if len(owners) == 1 else "")

    def may_be(self, wording: str, person_id: str) -> bool:
        """Whether a wording that stands alone may mean this person of the register, among others."""
        number = self.number_of(wording)
        mine = self.number_of(person_id)
        if number is None or mine is None:
            return False
        return self.persons[mine].name in self.persons[number].may_be

    def owners(self, candidate: PlannedCandidate) -> tuple[str, ...]:
        """The ids of the people of the register whose name, date of birth, address or number this is."""
        if candidate.label == PERSON:
            number, _ = self._by_wording.get(candidate.text, (-1, ""))
            person = self.persons[number].person if number >= 0 else ""
            return (person,) if person else ()
        if candidate.label in _NAMELESS:
            return ()
        return redaction.whose_identifier(self.register, candidate.text)


def regrouped(plan: Plan, who: SortedPeople) -> Plan:
    """The plan with every candidate in the group of whom it is about. Numbers and their order stay."""
    return replace(plan, candidates=tuple(who.placed(candidate) for candidate in plan.candidates))
