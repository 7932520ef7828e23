"""Shows a number as a spreadsheet shows it, by its code.

Approximate where it does not matter: a fraction's width, a filled blank. Exact where a person could be
recognised: dates, digits, leading zeros, separators, and words written by the code itself.
"""

import math
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from redaction.wording.number_codes import Part, Piece, Section, sections_of

_DAYS_LATEST: Final = 2_958_466  # 1 January 10000
_YEAR: Final = "January February March April May June July August September October November December"
_WEEK: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTHS: Final = tuple(_YEAR.split())
_WEEKDAYS: Final = tuple(_WEEK.split())


def as_general(number: float) -> str:
    """A number as it stands in a cell without a code: eleven figures at the most."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10g}" if abs(number) >= 1e-9 else f"{number:.5E}"


def moment(days: float, *, from_1904: bool) -> datetime | None:
    """The date and time that a number of days stands for, or None where no calendar has it.

    Day 60 of the older count is a 29 February 1900 that never was; days before it are one off.
    """
    if not 0 <= days < _DAYS_LATEST or not math.isfinite(days):
        return None
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001 - a sheet knows no time zone
    try:
        return epoch + timedelta(days=int(days), seconds=round((days - int(days)) * 86_400))
    except OverflowError:
        return None


def shown(number: float, code: str, *, from_1904: bool) -> str:
    """What a reader sees. Empty where the code hides the number."""
    section, magnitude, needs_sign = _chosen(number, sections_of(code))
    if not section.pieces:
        return ""
    if section.is_date:
        at = moment(number, from_1904=from_1904)
        return "" if at is None else _as_date(at, number, section)
    text = _as_number(magnitude, section)
    return f"-{text}" if needs_sign else text


def shown_text(text: str, code: str) -> str:
    """What a reader sees of a cell that holds text: the fourth section of its code says."""
    sections = sections_of(code)
    if len(sections) < 4:
        last = sections[-1]
        if not any(piece.part is Part.TEXT for piece in last.pieces):
            return text
        return _with_text(text, last)
    return _with_text(text, sections[3])


def _with_text(text: str, section: Section) -> str:
    return "".join(
        text if piece.part in {Part.TEXT, Part.GENERAL} else piece.written
        for piece in section.pieces
        if piece.part in {Part.TEXT, Part.GENERAL, Part.LITERAL}
    )


def _chosen(number: float, sections: tuple[Section, ...]) -> tuple[Section, float, bool]:
    """The section for this number, the number it shows, and whether a minus sign must be put before it."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(number, section.condition):
                return section, abs(number), number < 0
        return sections[-1], abs(number), number < 0
    if number < 0 and len(sections) > 1:
        return sections[1], -number, False
    if number == 0 and len(sections) > 2:
        return sections[2], 0.0, False
    return sections[0], abs(number), number < 0


def _holds(number: float, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _as_date(at: datetime, days: float, section: Section) -> str:
    twelve_hours = any(piece.part is Part.NOON for piece in section.pieces)
    timed = [piece for piece in section.pieces if piece.part in {Part.DATE, Part.ELAPSED}]
    out: list[str] = []
    for piece in section.pieces:
        if piece.part is Part.DATE:
            out.append(_date_piece(at, piece, timed, twelve_hours=twelve_hours))
        elif piece.part is Part.ELAPSED:
            per_day = {"h": 24, "m": 1440, "s": 86_400}[piece.written[0]]
            out.append(str(int(days * per_day + 1e-9)).zfill(len(piece.written)))
        elif piece.part is Part.NOON:
            out.append(("AM" if at.hour < 12 else "PM")[: 2 if len(piece.written) > 3 else 1])
        elif piece.part is not Part.DIGIT:
            out.append(piece.written)
    return "".join(out).rstrip(".")


def _date_piece(at: datetime, piece: Piece, timed: list[Piece], *, twelve_hours: bool) -> str:
    letter, length = piece.written[0].lower(), len(piece.written)
    if letter == "m" and length <= 2 and _is_minute(piece, timed):
        return f"{at.minute:0{length}}"
    hour = (at.hour % 12 or 12) if twelve_hours else at.hour
    counted = {"d": at.day, "m": at.month, "h": hour, "s": at.second}
    if letter in counted and (length <= 2 or letter in "hs"):
        return f"{counted[letter]:0{min(length, 2)}}"
    if letter == "d":
        return _WEEKDAYS[at.weekday()][: 3 if length == 3 else None]
    if letter == "m":
        return _MONTHS[at.month - 1][: {3: 3, 5: 1}.get(length)]
    return f"{at.year % 100:02}" if length <= 2 and letter != "e" else f"{at.year:04}"


def _is_minute(piece: Piece, timed: list[Piece]) -> bool:
    """ "m" is a minute straight after hours or straight before seconds, and a month elsewhere."""
    place = next(place for place, each in enumerate(timed) if each is piece)
    before = timed[place - 1].written[0].lower() if place else ""
    after = timed[place + 1].written[0].lower() if place + 1 < len(timed) else ""
    return before == "h" or after == "s"


def _as_number(magnitude: float, section: Section) -> str:
    pieces = section.pieces
    if any(piece.part is Part.GENERAL for piece in pieces):
        return "".join(
            as_general(magnitude) if piece.part is Part.GENERAL else piece.written for piece in pieces
        )
    parts = [piece.part for piece in pieces]
    if Part.DIGIT not in parts:
        return "".join(
            as_general(magnitude) if piece.part is Part.TEXT else piece.written for piece in pieces
        )
    scaled = Decimal(repr(magnitude)) * 100 ** parts.count(Part.PERCENT)
    if Part.EXPONENT in parts:
        return _as_scientific(scaled, pieces)
    if Part.SLASH in parts:
        return _as_fraction(scaled, pieces)
    return _as_digits(scaled, pieces)


def _as_digits(scaled: Decimal, pieces: tuple[Piece, ...]) -> str:
    """Digits put into their places from the right, with whatever the code writes between them."""
    parts = [piece.part for piece in pieces]
    last = len(parts) - 1 - parts[::-1].index(Part.DIGIT)
    point = parts.index(Part.POINT) if Part.POINT in parts else len(parts)
    thousands = parts[last + 1 :].count(Part.COMMA)  # a comma behind the last digit divides by a thousand
    decimals = parts[point:].count(Part.DIGIT)
    rounded = (scaled / 1000**thousands).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    grouped = any(part is Part.COMMA and place < min(point, last) for place, part in enumerate(parts))
    before = _whole_part(whole.lstrip("0"), pieces[:point], grouped=grouped)
    after = _fraction_part(fraction, pieces[point:])
    return before + after


def _whole_part(digits: str, pieces: tuple[Piece, ...], *, grouped: bool) -> str:
    out: list[str] = []
    left, written = list(digits), 0
    first = next((place for place, piece in enumerate(pieces) if piece.part is Part.DIGIT), -1)
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if piece.part is Part.DIGIT:
            taking = len(left) if place == first else min(1, len(left))
            wanted = [left.pop() for _ in range(taking)] or {"0": ["0"], "?": [" "]}.get(piece.written, [])
            for digit in wanted:
                if grouped and written and written % 3 == 0:
                    out.append(",")
                out.append(digit)
                written += 1
        elif piece.part is not Part.COMMA:
            out.append(piece.written[::-1])
    return "".join(out)[::-1]


def _fraction_part(digits: str, pieces: tuple[Piece, ...]) -> str:
    kept = list(digits)
    wanted = [piece.written for piece in pieces if piece.part is Part.DIGIT]
    while kept and kept[-1] == "0" and wanted[len(kept) - 1] != "0":
        kept.pop()
    out, at = [], 0
    for piece in pieces:
        if piece.part is Part.DIGIT:
            out.append(kept[at] if at < len(kept) else "")
            at += 1
        elif piece.part is not Part.COMMA:
            out.append(piece.written)
    return "".join(out)


def _as_scientific(scaled: Decimal, pieces: tuple[Piece, ...]) -> str:
    parts = [piece.part for piece in pieces]
    at = parts.index(Part.EXPONENT)
    point = parts.index(Part.POINT) if Part.POINT in parts[:at] else at
    decimals, width = parts[point:at].count(Part.DIGIT), max(1, parts[at:].count(Part.DIGIT))
    mantissa, _, power = f"{scaled:.{decimals}E}".partition("E")
    sign = "-" if power.startswith("-") else ("+" if pieces[at].written.endswith("+") else "")
    return f"{mantissa}E{sign}{abs(int(power)):0{width}}"


def _as_fraction(scaled: Decimal, pieces: tuple[Piece, ...]) -> str:
    parts = [piece.part for piece in pieces]
    places = parts[parts.index(Part.SLASH) :].count(Part.DIGIT)
    near = Fraction(scaled).limit_denominator(10 ** max(1, places) - 1)
    whole, rest = divmod(near.numerator, near.denominator)
    if not rest:
        return str(whole)
    return (f"{whole} " if whole else "") + f"{rest}/{near.denominator}"
