"""Opening the people of a matter: everybody found and entered, with every wording and the reason it is theirs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import redaction
from exchange.casework.admission import enter
from exchange.casework.beside.readings import key_table_id
from exchange.casework.desk import Desk
from exchange.casework.who_is_who.people_found import PERSON, Looked, SortedPeople, looked_at, sets_of_matter
from exchange.casework.who_is_who.people_kept import read_people, version_of
from exchange.rules.audit import Deed
from exchange.rules.matter import Matter
from exchange.rules.officers import Officer
from exchange.rules.redactions import Choice, SetState

# `redaction.Person` and its like are reached through the package: they load slowly.
_SIGNED = frozenset({SetState.APPROVED, SetState.VERIFIED})


@dataclass(frozen=True, slots=True)
class WordingSeen:
    """One wording, why it is taken to name this person, and in how many places and documents it stands."""

    wording: str
    because: str
    places: int
    documents: int


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody of a matter. `key` names them to the acts.

    `entry` is what the register has, None for whoever is only found. `may_be` are the key and name of each person
    whom a wording that stands alone may mean: somebody must say. `is_redacted` in a copy that was approved.
    `related_to` is a name.
    """

    key: str
    name: str
    wordings: tuple[WordingSeen, ...]
    places: int
    documents: int
    role: str
    entry: "redaction.Person | None" = None
    may_be: tuple[tuple[str, str], ...] = ()
    is_redacted: bool = False
    related_to: str = ""

    @property
    def label(self) -> str:
        return self.entry.label if self.entry else ""

    @property
    def is_found(self) -> bool:
        """Whether any document names them."""
        return self.places > 0


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody of a matter whom the officer's party knows of. `version` is the register's, 0 while there is none."""

    matter: Matter
    people: tuple[PersonSeen, ...]
    version: int
    documents: int

    @property
    def unclear(self) -> tuple[PersonSeen, ...]:
        """Those of whom somebody must say who is meant."""
        return tuple(person for person in self.people if person.may_be)

    @property
    def offered(self) -> tuple[PersonSeen, ...]:
        """Those who were redacted in an approved copy and are not in the register."""
        return tuple(person for person in self.people if person.is_redacted and person.entry is None)

    @property
    def entered(self) -> tuple[PersonSeen, ...]:
        """Those in the register."""
        return tuple(person for person in self.people if person.entry is not None)


def open_people(desk: Desk, officer: Officer, matter_id: str) -> PeopleView:
    """Everybody of a matter, opened on the record.

    Raises:
        NotFound: no such matter, or not theirs to know of.
    """
    with desk.ledger.act(officer, Deed.READ_KEY_TABLE, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        table = act.key_tables.find(key_table_id(matter_id, officer.party))
        sets = sets_of_matter(act, matter_id, officer.party)
        signed = {each.id for each in sets if each.state in _SIGNED}
        decided = act.finding_decisions.where(redaction_set=signed, choice=Choice.REDACT) if signed else ()
        redacted = {(each.redaction_set, each.number) for each in decided}
    people, looked = read_people(desk, table), looked_at(desk, sets)
    who = SortedPeople(people, looked)
    stands = _standing(looked, redacted)
    seen = [_seen(who, number, stands) for number in range(len(who.persons))]
    ranked = sorted(seen, key=lambda person: (-person.places, person.name.casefold()))
    return PeopleView(
        matter, tuple(ranked), version_of(table), len({each.redactions.material for each in looked})
    )


def export_people(desk: Desk, officer: Officer, matter_id: str) -> str:
    """The register as CSV, which can be taken in again. On the record.

    Raises:
        NotFound: no such matter, or not theirs to know of.
    """
    with desk.ledger.act(officer, Deed.READ_KEY_TABLE, at=desk.now(), matter=matter_id) as act:
        enter(act, matter_id)
        people = read_people(desk, act.key_tables.find(key_table_id(matter_id, officer.party)))
        act.note(exported=len(people.persons))
    return redaction.register_to_csv(people.persons)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a wording stands: how often in each document, and whether an approved copy is without it."""

    places: Counter[str]
    is_redacted: bool = False


def _standing(looked: Iterable[Looked], redacted: set[tuple[str, int]]) -> Mapping[str, _Standing]:
    found: dict[str, _Standing] = {}
    for each in looked:
        for candidate in each.plan.candidates:
            if candidate.label != PERSON:
                continue
            before = found.get(candidate.text, _Standing(Counter()))
            # A draft and an earlier copy of one document count its places once.
            times = max(before.places[each.redactions.material], len(candidate.places), 1)
            before.places[each.redactions.material] = times
            gone = (each.redactions.id, candidate.number) in redacted
            found[candidate.text] = _Standing(before.places, before.is_redacted or gone)
    return found


def _seen(who: SortedPeople, number: int, stands: Mapping[str, _Standing]) -> PersonSeen:
    somebody = who.persons[number]
    entries = {person.id: person for person in who.people.persons}
    entry = entries.get(somebody.person)
    in_documents: Counter[str] = Counter()
    wordings = []
    for belongs in somebody.wordings:
        places = stands.get(belongs.wording, _Standing(Counter())).places
        in_documents.update(places)
        wordings.append(WordingSeen(belongs.wording, belongs.because.value, places.total(), len(places)))
    related = next(
        (entries[whom].names[0] for _, whom in (entry.relations if entry else ()) if whom in entries), ""
    )
    role = entry.role if entry else redaction.suggested_role(w.wording for w in wordings)
    return PersonSeen(
        key=somebody.person or somebody.wordings[0].wording,
        name=who.title(number),
        wordings=tuple(wordings),
        places=in_documents.total(),
        documents=len(in_documents),
        role=role.value,
        entry=entry,
        may_be=_may_be(who, somebody.may_be),
        is_redacted=any(stands[w.wording].is_redacted for w in wordings if w.wording in stands),
        related_to=related,
    )


def _may_be(who: SortedPeople, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    wanted = set(names)
    return tuple(
        (somebody.person or somebody.wordings[0].wording, who.title(number))
        for number, somebody in enumerate(who.persons)
        if somebody.name in wanted
    )
