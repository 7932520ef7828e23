"""Months, days and working days, as the law counts them.

Legal dates are plain dates in Europe/London; instants are aware UTC. Source: A§6.6 (six months from the
decision date); calendar months as in the Interpretation Act 1978, Schedule 1.
"""

import calendar
from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from exchange.rules.errors import InputRefused

LONDON = ZoneInfo("Europe/London")
PUBLICATION_MONTHS = 6


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it has no such day (31 August + 6)."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def publication_due_on(decided_on: date) -> date:
    """The last day to publish the review: six calendar months from the decision date (A§6.6)."""
    return months_after(decided_on, PUBLICATION_MONTHS)


def london_date(at: datetime) -> date:
    """The legal date of an aware instant."""
    if at.tzinfo is None:
        raise ValueError("an instant must be aware")
    return at.astimezone(LONDON).date()


def days_left(due_on: date, at: datetime) -> int:
    """Whole days from today in London to the due date; negative when it has passed."""
    return (due_on - london_date(at)).days


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday less the bank holidays of England and Wales, known up to `covers_until`."""

    holidays: Set[date]
    covers_until: date

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`.

        Additive: between(a, b) + between(b, c) == between(a, c). Zero when start == end.

        Raises:
            InputRefused: end lies beyond the holidays that are known; a guess would be wrong (domain.md 4.0).
            ValueError: end is before start.
        """
        if end < start:
            raise ValueError("the end is before the start")
        if end > self.covers_until:
            raise InputRefused("date", "The date is beyond the bank holidays this service knows")
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(1 for day in days if day.weekday() < 5 and day not in self.holidays)


def utc(at: datetime) -> datetime:
    """The instant in UTC; naive instants are a bug, not a guess."""
    if at.tzinfo is None:
        raise ValueError("an instant must be aware")
    return at.astimezone(UTC)
