"""How the spellings of a name are compared: as written, without a possessive, and without a title."""

import re
from typing import Final

from redaction.find.names import name_in
from redaction.wording.folding import fold

_POSSESSIVE: Final = re.compile(r"(?<=[^\W_])['’]s?$", re.IGNORECASE)


def without_possessive(wording: str) -> str:
    """The words without "'s" at their end, which stays in the sentence: "Anna's" becomes "Child A's"."""
    return _POSSESSIVE.sub("", wording.strip())


def compared_forms(wording: str) -> tuple[str, ...]:
    """What two spellings of one name have in common: any of these, folded."""
    bare = without_possessive(wording)
    untitled = " ".join(name_in(bare).words)
    forms = (fold(wording), fold(bare), fold(untitled))
    return tuple(dict.fromkeys(form for form in forms if form))


def tidied(spellings: "tuple[str, ...] | list[str]") -> tuple[str, ...]:
    """The spellings with their white space folded, each once, empty ones left out."""
    return tuple(dict.fromkeys(" ".join(each.split()) for each in spellings if each.split()))
