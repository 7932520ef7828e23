"""Other ways in which a cell's number says the same: how the line above the sheet shows it, how people write it.

A date shown as "Mar-14" is 12/03/2014 to whoever clicks on it; a telephone number typed as a number has lost its
first nought. Both are looked for beside what is shown.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from redaction.wording.number_codes import sections_of
from redaction.wording.shown_numbers import as_general, moment

_LEAST_DIGITS_OF_A_TELEPHONE: Final = 9
_COUNTRY: Final = "44"
_LONGEST_NUMBER: Final = 15


def spellings_of_number(number: float) -> Iterator[str]:
    """What a plain number may stand for, other than its own figures."""
    yield repr(number) if number != int(number) else as_general(number)
    yield f"{number:,.15g}"
    for places in range(3):
        yield f"{number * 100:.{places}f}%"
    if number < 0 or number != int(number) or number >= 10**_LONGEST_NUMBER:
        return
    digits = str(int(number))
    if len(digits) >= _LEAST_DIGITS_OF_A_TELEPHONE:
        yield f"0{digits}"
        yield f"+{_COUNTRY}{digits}"
        if digits.startswith(_COUNTRY):
            yield f"0{digits.removeprefix(_COUNTRY)}"
            yield f"+{digits}"


@lru_cache(maxsize=65_536)
def spellings_of_date(days: float, *, from_1904: bool) -> tuple[str, ...]:
    """How people in this country, and forms, write this day; with its time where it has one."""
    at = moment(days, from_1904=from_1904)
    if at is None:
        return ()
    d, m, year = at.day, at.month, at.year
    month, short = f"{at:%B}", f"{at:%b}"
    written = [
        f"{first}{mark}{second}{mark}{last}"
        for mark in "/.-"
        for first, second in ((f"{d:02}", f"{m:02}"), (str(d), str(m)))
        for last in (f"{year:04}", f"{year % 100:02}")
    ]
    written += [
        f"{year:04}-{m:02}-{d:02}",
        f"{year:04}/{m:02}/{d:02}",
        f"{year:04}.{m:02}.{d:02}",
        f"{year:04}{m:02}{d:02}",
        *(f"{day} {name} {year}" for day in (d, f"{d:02}", _ordinal(d)) for name in (month, short)),
        *(f"{name} {d}, {year}" for name in (month, short)),
        *(f"{day} {short} {year % 100:02}" for day in (d, f"{d:02}")),
        *(f"{at:{weekday}} {day} {month} {year}" for weekday in ("%A", "%a") for day in (d, f"{d:02}")),
    ]
    if days != int(days):
        written += [f"{at:%H:%M}", f"{at:%I:%M %p}", f"{d:02}/{m:02}/{year:04} {at:%H:%M}"]
    return tuple(written)


def is_date_code(code: str) -> bool:
    """Say whether numbers with this code are shown as dates or times."""
    return any(section.is_date for section in sections_of(code))


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
