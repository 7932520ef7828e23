"""What a number in a cell may look like to whoever opens the sheet: recomputed here, not taken from the burner.

Where the burner works a code out exactly, this makes every look that a code of that sort can give.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

_WRITTEN: Final = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', re.IGNORECASE | re.DOTALL)
_PLACES: Final = re.compile(r"[0#?]")
_FIRST_DAY: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_TELEPHONE: Final = 9
_LAST_DAY: Final = 2_900_000
_DATE_LOOKS: Final = tuple(
    look
    for day in ("%d", "D")
    for look in (
        f"{day} %B %Y", f"{day} %b %Y", f"{day} %b %y", f"{day} %B", f"%B {day}, %Y", f"%a {day} %B %Y",
        f"%A {day} %B %Y", f"{day}th %B %Y", f"{day}st %B %Y", f"{day}nd %B %Y", f"{day}rd %B %Y",
    )
)  # fmt: skip


@lru_cache(maxsize=100_000)
def looks_of(written: str, code: str, *, from_1904: bool) -> tuple[str, ...]:
    """Every look of a number with this code, its own figures first."""
    try:
        number = float(written)
    except ValueError:
        return (written,)
    bare = _WRITTEN.sub("", code)
    looks = [written, *_plain(number), *_as_code(number, code)]
    if re.search(r"[dmyhs]", bare, re.IGNORECASE) and 0 <= number < _LAST_DAY:
        looks += _dates(number, from_1904=from_1904)
    return tuple(dict.fromkeys(looks))


def _plain(number: float) -> Iterator[str]:
    yield f"{number:.15g}"
    yield f"{number:,.15g}"
    for places in range(3):
        yield f"{number * 100:.{places}f}%"
    if number == int(number):
        whole = str(abs(int(number)))
        yield whole
        if len(whole) >= _TELEPHONE:
            yield from ("0" + whole, "+44" + whole, "+" + whole)
            if whole.startswith("44"):
                yield "0" + whole[2:]


def _as_code(number: float, code: str) -> Iterator[str]:
    """The digits dealt out to the code's places from the right; what the code writes stays where it is."""
    for section in code.split(";"):
        plain = re.sub(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.', r"\1\2\3", section)
        before, point, after = plain.partition(".")
        decimals = len(_PLACES.findall(after)) if point else 0
        digits = f"{abs(number):.{decimals}f}".replace(".", "")
        places = len(_PLACES.findall(before)) + decimals
        left = list(digits.rjust(places, "0"))
        out = []
        for letter in reversed(plain):
            out.append(left.pop() if left and _PLACES.match(letter) else letter)
            if left and len(left) == len(digits) - places and _PLACES.match(letter):
                out.extend(reversed(left))
                left = []
        yield "".join(reversed(out))


def _dates(number: float, *, from_1904: bool) -> Iterator[str]:
    day = _FIRST_DAY[from_1904] + timedelta(days=int(number))
    for look in _DATE_LOOKS:
        yield day.strftime(look.replace("D", str(day.day)))
    for mark in "/.- ":
        for year in ("%Y", "%y"):
            yield day.strftime(f"%d{mark}%m{mark}{year}")
            yield f"{day.day}{mark}{day.month}{mark}{day.strftime(year)}"
        yield day.strftime(f"%Y{mark}%m{mark}%d")
    yield day.strftime("%Y%m%d")
    minutes = round((number - int(number)) * 1440)
    if minutes:
        at = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
        yield from (at.strftime("%H:%M"), at.strftime("%I:%M %p"), at.strftime("%d/%m/%Y %H:%M"))
