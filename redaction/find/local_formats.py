"""References whose form only one partner knows, as it writes them down in the settings.

A form is written with 9 for a digit, A for a letter and X for either; a plus sign behind one of them means one
or more, a question mark behind anything means that it may be missing. A space stands for any gap or none.
Everything else stands for itself. "LCS 999999?" finds LCS 12345, LCS123456 and lcs 123456. No regular
expression is taken: a slow one would stop every worker.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from redaction.recognisers.recogniser import Recogniser, words

LONGEST: Final = 60
_CLASSES: Final = {"9": r"\d", "A": r"[A-Za-z]", "X": r"[A-Za-z\d]"}
_GAP: Final = r"[ \t\u00a0.\-/]{0,2}"
_MOST_REPEATED: Final = 20
_MOST_PLUS_SIGNS: Final = 2
_MOST_QUESTION_MARKS: Final = 6


class LocalFormatRefused(ValueError):
    """A form that cannot be used: says which and why."""


@dataclass(frozen=True, slots=True)
class LocalFormat:
    """One partner's reference: its name for the reviewer, its form, and words that stand near it.

    With `only_near` it is found only where one of the words stands within sixty characters before it.
    """

    name: str
    form: str
    near: tuple[str, ...] = ()
    only_near: bool = False


def recognisers_for(formats: Iterable[LocalFormat]) -> tuple[Recogniser, ...]:
    """The recognisers of local formats, label LOCAL_REFERENCE.

    Raises:
        LocalFormatRefused: a form is empty, too long, would be found anywhere, or wants words it does not name.
    """
    return tuple(_recogniser(each) for each in formats)


def _recogniser(local: LocalFormat) -> Recogniser:
    if local.only_near and not local.near:
        raise LocalFormatRefused(f"The local format {local.name} is found only near words, and names none.")
    context = words(*(re.escape(word) for word in local.near)) if local.near else None
    return Recogniser(
        name="local-format",
        label="LOCAL_REFERENCE",
        pattern=_pattern(local),
        score=0.7,
        context=context,
        near=0.95,
        needs_context=local.only_near,
    )


def _pattern(local: LocalFormat) -> re.Pattern[str]:
    written = " ".join(local.form.split())
    if not written or len(written) > LONGEST:
        raise LocalFormatRefused(f"The form of the local format {local.name} must have 1 to {LONGEST} signs.")
    pieces: list[str] = []
    certain = 0
    place = 0
    while place < len(written):
        sign = written[place]
        behind = written[place + 1 : place + 2]
        piece = _GAP if sign == " " else _CLASSES.get(sign, re.escape(sign))
        if behind == "+" and sign in _CLASSES:
            piece += f"{{1,{_MOST_REPEATED}}}"
        elif behind == "?":
            piece = f"(?:{piece})?"
        certain += sign != " " and behind != "?"
        pieces.append(piece)
        place += 2 if behind == "?" or (behind == "+" and sign in _CLASSES) else 1
    if certain < 3:
        raise LocalFormatRefused(
            f"The local format {local.name} would be found everywhere: give three signs or more."
        )
    # More of these could be fitted to one text in so many ways that looking would take for ever.
    if written.count("+") > _MOST_PLUS_SIGNS or written.count("?") > _MOST_QUESTION_MARKS:
        raise LocalFormatRefused(
            f"The local format {local.name} may have two plus signs and six question marks at most."
        )
    return re.compile(rf"(?<!\w){''.join(pieces)}(?!\w)", re.IGNORECASE)
