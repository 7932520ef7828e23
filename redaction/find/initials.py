"""Carries the initials of a found name: "OAC to start", "RQ suspended", "KO-L was calm".

Minutes and notes name somebody once and write the initials from then on.
"""

import itertools
import re
from collections.abc import Iterable, Iterator

from redaction.find.names import TITLE_WORD, Name
from redaction.recognisers.not_names import NOT_NAMES
from redaction.spans import Span

_INITIALS = re.compile(
    r"(?<![\w.&/'’\-])(?:[A-Z]{2,4}|[A-Z]{1,2}-[A-Z]{1,2}|[A-Z]{1,2}[A-Z]-[A-Z]|(?:[A-Z]\.){2,4})(?![\w&/\-])"
)
_SHORT = "am pm ok tv uk us eu un id re cc hr it pe ra ni mp qc kc js sr jr"
# What is also a rank, a form or a country counts only where it does what people do.
_ALSO_ELSE = frozenset(_SHORT.split())
# "Precious Dube (PD)": minutes say themselves what the letters stand for.
_IN_BRACKETS = re.compile(r"(?<=[^\W\d_] )\(([A-Z]{2,4})[,)]")
_AS_A_PERSON = re.compile(
    r"['’]s?\b|[ ](?:to|will|said|says|told|asked|stated|reported|advised|agreed|confirmed|explained|felt|rang|called"
    r"|visited|spoke|noted|queried|wants|wanted|denied|is|was|has|had|went|came|left)\b|[ ]only\b|['’]s[ ]name"
)


def initials_of(names: Iterable[Name]) -> frozenset[str]:
    """The initials, in capitals, of the full names: both OAC and OA for Oluwaseun Adebayo-Clarke."""
    found: set[str] = set()
    for name in names:
        # "Kacper W." has initials too, though only a full name is carried whole.
        # "T.K." is written TK a line later.
        is_letters = all(len(word) == 1 for word in name.words)
        if 2 <= len(name.words) <= 4 and (len(name.words[0]) > 1 or is_letters):
            plain = [word[0] for word in name.words]
            parted = list(itertools.chain.from_iterable(_parts(word) for word in name.words))
            found.update("".join(letters).upper() for letters in (plain, parted, [plain[0], plain[-1]]))
    return frozenset(letters for letters in found if 2 <= len(letters) <= 4 and letters.isalpha())


def carry_initials(text: str, initials: frozenset[str]) -> Iterator[Span]:
    """Yield every place in `text` where some of `initials` stand for a person."""
    if not initials:
        return
    given = {letters for letters in _IN_BRACKETS.findall(text) if letters in initials}
    for match in _INITIALS.finditer(text):
        letters = match[0].replace("-", "").replace(".", "")
        if letters not in initials:
            continue
        low = letters.casefold()
        is_doubtful = low in NOT_NAMES or low in _ALSO_ELSE or TITLE_WORD.fullmatch(letters)
        if is_doubtful and letters not in given and not _AS_A_PERSON.match(text, match.end()):
            continue
        yield Span(match.start(), match.end(), "PERSON", 0.5, "initials-of-a-name")


def _parts(word: str) -> list[str]:
    return [part[0] for part in word.split("-") if part]
