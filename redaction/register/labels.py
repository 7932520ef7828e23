"""Labels for people: drawn so that they tell nothing of the name, or chosen within the rules.

No initial, no order of names, and gaps in their numbering. Source: docs/decisions/0014-difference-guard.md.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from string import ascii_uppercase
from typing import Final

from redaction.find.names import TITLE_WORD
from redaction.register.roles import PersonRole
from redaction.wording.folding import fold

LABEL_LIMIT: Final = 40
_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]*")
# I and O are read as one and nought.
_LETTERS: Final = tuple(letter for letter in ascii_uppercase if letter not in "IO")
#: Labels are drawn from at least so many, and from so many more than are in use: their order says nothing.
_DRAWN_FROM, _SPARE = 12, 6


class LabelRefused(ValueError):
    """A label, or a person, that cannot be taken. `sentence` says why and never whom it is about."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def check_label(label: str, used: Iterable[str]) -> None:
    """Refuse a label that is none, or another's.

    Raises:
        LabelRefused.
    """
    if not label:
        raise LabelRefused("label", "Enter a label, like Child A")
    if len(label) > LABEL_LIMIT:
        raise LabelRefused("label", f"Label must be {LABEL_LIMIT} characters or fewer")
    if not _LABEL.fullmatch(label):
        raise LabelRefused("label", "Label must have only letters, numbers, spaces and hyphens")
    if fold(label) in {fold(each) for each in used}:
        raise LabelRefused("label", f"{label} is already used. Choose another label or merge the people")


def check_tells_nothing(
    label: str, spellings: Sequence[str], everyone: Iterable[str], *, of: str = ""
) -> None:
    """Refuse a label with any part of a name of the matter in it, or with an initial of this one.

    The label `of` another, from which this one is made, was drawn without this name: its letter tells nothing of it,
    and to refuse it would leave Donna without the label "Mother of Child D".

    Raises:
        LabelRefused.
    """
    words = _words(label)
    names = {fold(word) for spelling in (*spellings, *everyone) for word in _name_words(spelling)}
    if any(word in names for word in words if len(word) > 1):
        raise LabelRefused("label", "Label must not have any part of a name in it")
    own = _words(label.removesuffix(f" of {of}") if of else label)
    if any(len(word) == 1 and word.upper() in _initials(spellings) for word in own):
        raise LabelRefused("label", "Label must not have an initial of the name in it")


def _words(label: str) -> list[str]:
    return [fold(word) for word in label.replace("-", " ").split()]


def free_label(
    role: PersonRole,
    spellings: Sequence[str],
    of: str,
    *,
    used: Iterable[str],
    in_use: int,
    pick: Callable[[Sequence[str]], str],
) -> str:
    """A label nobody has, for the role; `in_use` counts the labels that this role has already."""
    taken = {fold(each) for each in used}
    name = role.value.capitalize()
    is_of = bool(of) and role.is_of_someone
    if is_of and fold(f"{name} of {of}") not in taken:
        return f"{name} of {of}"
    marks = _marks(role, avoid=_initials(spellings))
    forms = (f"{name} {mark} of {of}" if is_of else f"{name} {mark}" for mark in marks)
    free: list[str] = []
    for form in forms:
        if len(free) == max(_DRAWN_FROM, in_use + _SPARE):
            break
        if fold(form) not in taken:
            free.append(form)
    return pick(free)


def _marks(role: PersonRole, *, avoid: frozenset[str]) -> Iterable[str]:
    if role.is_numbered:
        return map(str, range(1, 10_000))
    single = [letter for letter in _LETTERS if letter not in avoid]
    return (*single, *(first + second for first in single for second in single))


def _name_words(spelling: str) -> tuple[str, ...]:
    return tuple(word for word in spelling.split() if not TITLE_WORD.fullmatch(word))


def _initials(spellings: Iterable[str]) -> frozenset[str]:
    words = (
        word for spelling in spellings for word in re.split(r"[\s\-'’]+", " ".join(_name_words(spelling)))
    )
    return frozenset(fold(word)[:1].upper() for word in words if fold(word))
