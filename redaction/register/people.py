"""Everybody of a matter: found by name, id or label; added, named, merged, and kept once a copy has their label.

Pure. The value is the secret: it lies sealed, and only its own party's officers open it.
Source: docs/decisions/0014-difference-guard.md, 0019-one-register.md.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from redaction.register.labels import LabelRefused, check_label, check_tells_nothing, free_label
from redaction.register.person import Person
from redaction.register.roles import PersonRole
from redaction.register.spellings import compared_forms, tidied

Pair = tuple[str, str]
Pick = Callable[[Sequence[str]], str]


def new_person_id() -> str:
    """A reference that says nothing of the person."""
    return f"P-{secrets.token_hex(5)}"


@dataclass(frozen=True)
class People:
    """The register of a matter, and what reviewers said of wordings in its documents.

    No two people share a label, and no spelling is of two people. `together` and `apart` are pairs of wordings that
    a reviewer said name one person, or two; `who_is_who` takes them before every rule.
    """

    persons: tuple[Person, ...] = ()
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()

    @cached_property
    def _by_spelling(self) -> dict[str, Person]:
        return {
            form: person for person in self.persons for name in person.names for form in compared_forms(name)
        }

    @property
    def labelled(self) -> tuple[Person, ...]:
        """Those who have a label."""
        return tuple(person for person in self.persons if person.label)

    @property
    def data_subjects(self) -> tuple[Person, ...]:
        """Those whose own data a copy for them keeps."""
        return tuple(person for person in self.persons if person.is_data_subject)

    def named(self, wording: str) -> Person | None:
        """Who is called exactly this, with or without title and possessive; None for nobody in the register."""
        return next((self._by_spelling[f] for f in compared_forms(wording) if f in self._by_spelling), None)

    def label_of(self, wording: str) -> str:
        """The label for these words; empty for nobody in the register, or nobody with a label."""
        person = self.named(wording)
        return person.label if person else ""

    def find(self, label: str) -> Person:
        """The person with this label.

        Raises:
            LabelRefused: nobody has it.
        """
        for person in self.labelled:
            if person.label == label:
                return person
        raise LabelRefused("label", "Nobody has this label any more")

    def by_id(self, person_id: str) -> Person:
        """The person with this id.

        Raises:
            LabelRefused: nobody has it.
        """
        for person in self.persons:
            if person.id == person_id:
                return person
        raise LabelRefused("people", "This person is not in the register any more")

    def with_person(
        self,
        role: PersonRole,
        spellings: Iterable[str],
        *,
        label: str = "",
        of: str = "",
        pick: Pick = secrets.choice,
    ) -> "People":
        """The register with one person more who has a label; an empty one is chosen.

        Whoever is in the register without a label is given one, and the further spellings.

        Raises:
            LabelRefused: no spelling, a spelling or a label that another has, or a label that tells the name.
        """
        written = tidied(tuple(spellings))
        known = {person.id: person for each in written if (person := self.named(each)) is not None}
        if len(known) == 1 and not (person := next(iter(known.values()))).label:
            longer = self.with_names(person.id, written)
            return longer.put(replace(longer.by_id(person.id), role=role)).with_label(
                person.id, label=label, of=of, pick=pick
            )
        return self.adding(role, written).with_last_label(label, of, pick)

    def adding(self, role: PersonRole, spellings: Iterable[str]) -> "People":
        """The register with one person more, without a label.

        Raises:
            LabelRefused: no spelling, or one that another has.
        """
        written = tidied(tuple(spellings))
        self._check_spellings(written)
        return replace(self, persons=(*self.persons, Person(new_person_id(), written, role)))

    def with_last_label(self, label: str, of: str, pick: Pick) -> "People":
        """The register where whoever came last has a label."""
        return self.with_label(self.persons[-1].id, label=label, of=of, pick=pick)

    def with_label(
        self, person_id: str, *, label: str = "", of: str = "", pick: Pick = secrets.choice
    ) -> "People":
        """The register where this person has a label; an empty one is chosen.

        Without `of` a relative's label is made from the label of whom they are related to.

        Raises:
            LabelRefused: no such person, a label that another has, that tells the name, or one fixed before.
        """
        person = self.by_id(person_id)
        if person.is_fixed:
            raise LabelRefused("label", "This label was put forward in a copy, so it stays")
        if of:
            self.find(of)
        root = of or self._label_of_relation(person)
        used = [each.label for each in self.labelled if each.id != person_id]
        in_use = sum(each.role is person.role for each in self.labelled)
        chosen = label.strip() or free_label(
            person.role, person.names, root, used=used, in_use=in_use, pick=pick
        )
        check_label(chosen, used)
        check_tells_nothing(chosen, person.names, self._all_names(), of=root)
        renamed = replace(person, label=chosen, of=root if root in chosen else "")
        others = (
            replace(each, of=chosen) if person.label and each.of == person.label else each
            for each in self.persons
        )
        return replace(self, persons=tuple(renamed if each.id == person_id else each for each in others))

    def _label_of_relation(self, person: Person) -> str:
        if not person.role.is_of_someone:
            return ""
        labels = {each.id: each.label for each in self.labelled}
        related = (labels[whom] for _, whom in person.relations if whom in labels)
        return next(related, "")

    def merged(self, kept: str, *others: str) -> "People":
        """The register where people turn out to be one: they all have the label `kept`.

        Raises:
            LabelRefused: one is not there, or two of the labels have gone out in copies.
        """
        return self.joined(self.find(kept).id, *(self.find(label).id for label in others if label != kept))

    def joined(self, kept: str, *others: str) -> "People":
        """The register where these people, by id, are the one person `kept`, with all that is known of any of them.

        Raises:
            LabelRefused: one is not there, or a label besides that of `kept` has gone out in a copy.
        """
        chosen = [self.by_id(kept), *(self.by_id(each) for each in dict.fromkeys(others) if each != kept)]
        if any(person.is_fixed for person in chosen[1:]):
            raise LabelRefused(
                "label", "A label that was put forward in a copy cannot be given up; keep that one"
            )
        whole = _one_of(chosen)
        gone = {person.id for person in chosen[1:]}
        labels_gone = {person.label for person in chosen[1:] if person.label} - {whole.label}
        kept_people = (whole if each.id == kept else each for each in self.persons if each.id not in gone)
        return replace(
            self, persons=tuple(_moved(each, gone, kept, labels_gone, whole.label) for each in kept_people)
        )

    def without(self, label: str) -> "People":
        """The register without this person.

        Raises:
            LabelRefused: nobody has the label, it was put forward in a copy, or another label is made from it.
        """
        return self.removing(self.find(label).id)

    def removing(self, person_id: str) -> "People":
        """The register without this person, by id.

        Raises:
            LabelRefused: nobody has it, their label was put forward in a copy, or another label is made from it.
        """
        person = self.by_id(person_id)
        if person.is_fixed:
            raise LabelRefused("label", "This label was put forward in a copy, so it stays")
        if person.label and any(each.of == person.label for each in self.persons):
            raise LabelRefused("label", "Another label is made from this one; remove that first")
        left = (each for each in self.persons if each.id != person_id)
        return replace(self, persons=tuple(_unrelated(each, person_id) for each in left))

    def with_spellings(self, label: str, spellings: Iterable[str]) -> "People":
        """The register where the person with this label has more spellings.

        Raises:
            LabelRefused: nobody has the label, or a spelling is another's.
        """
        return self.with_names(self.find(label).id, spellings)

    def with_names(self, person_id: str, spellings: Iterable[str]) -> "People":
        """The register where this person, by id, has more spellings.

        Raises:
            LabelRefused: nobody has the id, or a spelling is another's.
        """
        person = self.by_id(person_id)
        more = tidied(tuple(spellings))
        replace(self, persons=tuple(p for p in self.persons if p.id != person_id))._check_spellings(more)
        if person.label:
            check_tells_nothing(person.label, more, self._all_names(), of=person.of)
        return self.put(replace(person, names=tuple(dict.fromkeys((*person.names, *more)))))

    def put(self, person: Person) -> "People":
        """The register with this person in the place of the one who had their id."""
        return replace(self, persons=tuple(person if p.id == person.id else p for p in self.persons))

    def fixing(self, labels: Iterable[str]) -> "People":
        """The register where these labels stay for good."""
        wanted = frozenset(labels)
        return replace(
            self, persons=tuple(replace(p, is_fixed=p.is_fixed or p.label in wanted) for p in self.persons)
        )

    def _check_spellings(self, spellings: Sequence[str]) -> None:
        if not any(compared_forms(each) for each in spellings):
            raise LabelRefused("spellings", "Enter the name that the label stands for")
        known = [person for each in spellings if (person := self.named(each)) is not None]
        if any(person.label for person in known):
            raise LabelRefused(
                "spellings", "One of these names has a label already. Merge the people instead"
            )
        if known:
            raise LabelRefused(
                "spellings", "One of these names is of someone in the register. Merge the people instead"
            )

    def _all_names(self) -> Iterable[str]:
        return (name for person in self.persons for name in person.names)


def _one_of(chosen: Sequence[Person]) -> Person:
    """The first person, with all that is known of the others; the label is the first one there is."""
    first = chosen[0]
    labelled = first if first.label else next((each for each in chosen if each.label), first)
    known = (person.role for person in chosen if person.role is not PersonRole.PERSON)
    ids = {person.id for person in chosen}
    return replace(
        first,
        names=tuple(dict.fromkeys(name for person in chosen for name in person.names)),
        role=next(known, PersonRole.PERSON),
        relations=tuple(dict.fromkeys(r for person in chosen for r in person.relations if r[1] not in ids)),
        dates_of_birth=tuple(dict.fromkeys(born for person in chosen for born in person.dates_of_birth)),
        addresses=tuple(dict.fromkeys(address for person in chosen for address in person.addresses)),
        numbers=tuple(dict.fromkeys(number for person in chosen for number in person.numbers)),
        is_data_subject=any(person.is_data_subject for person in chosen),
        label=labelled.label,
        of=labelled.of,
        is_fixed=labelled.is_fixed,
    )


def _moved(person: Person, gone: set[str], kept: str, labels_gone: set[str], label: str) -> Person:
    """The person, related to `kept` wherever they were related to one who is gone."""
    relations = tuple((what, kept if whom in gone else whom) for what, whom in person.relations)
    of = label if person.of in labels_gone else person.of
    return replace(person, relations=tuple(dict.fromkeys(relations)), of=of)


def _unrelated(person: Person, gone: str) -> Person:
    return replace(person, relations=tuple(each for each in person.relations if each[1] != gone))
