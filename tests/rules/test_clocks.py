"""Months, days and working days, as the law counts them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.clocks import (
    WorkingDays,
    days_left,
    london_date,
    months_after,
    publication_due_on,
    utc,
)
from exchange.rules.errors import InputRefused

#: England and Wales, December 2026 to the end of 2027, from the table GOV.UK publishes.
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    )
)
DAYS = WorkingDays(HOLIDAYS, covers_until=date(2027, 12, 31))
COVERED = st.dates(date(2026, 12, 1), date(2027, 12, 31))


class TestMonths:
    """Calendar months, never 183 days or 26 weeks (A§6.6)."""

    @pytest.mark.parametrize(
        ("decided", "due"),
        [
            ("2026-08-31", "2027-02-28"),
            ("2027-08-31", "2028-02-29"),
            ("2026-11-30", "2027-05-30"),
            ("2026-11-21", "2027-05-21"),
            ("2026-12-31", "2027-06-30"),
            ("2028-02-29", "2028-08-29"),
        ],
    )
    def test_publication_is_due_six_calendar_months_after_the_decision(self, decided: str, due: str) -> None:
        assert publication_due_on(date.fromisoformat(decided)) == date.fromisoformat(due)

    @given(st.dates(max_value=date(2800, 1, 1)), st.integers(0, 1200))
    def test_the_month_is_the_one_counted_to_and_the_day_is_never_later(self, day: date, months: int) -> None:
        after = months_after(day, months)

        assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
        assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)

    @given(st.dates(max_value=date(2800, 1, 1)), st.dates(max_value=date(2800, 1, 1)))
    def test_a_later_start_is_never_due_earlier(self, one: date, other: date) -> None:
        first, second = sorted((one, other))

        assert publication_due_on(first) <= publication_due_on(second)


class TestLondon:
    """A legal date is the date in London, whatever the server's clock says."""

    @pytest.mark.parametrize(
        ("instant", "day"),
        [
            ("2026-06-30T23:30:00+00:00", "2026-07-01"),
            ("2026-12-31T23:30:00+00:00", "2026-12-31"),
            ("2026-10-25T00:30:00+00:00", "2026-10-25"),
            ("2026-10-24T23:30:00+00:00", "2026-10-25"),
            ("2026-10-25T23:30:00+00:00", "2026-10-25"),
            ("2027-03-28T00:59:59+00:00", "2027-03-28"),
            ("2027-03-28T23:00:00+00:00", "2027-03-29"),
        ],
    )
    def test_the_date_follows_the_clocks_as_they_change(self, instant: str, day: str) -> None:
        assert london_date(datetime.fromisoformat(instant)) == date.fromisoformat(day)

    def test_days_left_are_counted_in_london_and_go_below_nothing(self) -> None:
        late_in_june = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

        assert days_left(date(2026, 7, 1), late_in_june) == 0
        assert days_left(date(2026, 7, 3), late_in_june) == 2
        assert days_left(date(2026, 6, 30), late_in_june) == -1

    def test_48_hours_are_elapsed_hours_across_the_change_of_clocks(self) -> None:
        conference = utc(datetime.fromisoformat("2026-10-26T09:30:00+00:00"))

        assert (conference - timedelta(hours=48)).isoformat() == "2026-10-24T09:30:00+00:00"

    def test_an_instant_without_its_zone_is_a_bug_and_not_a_guess(self) -> None:
        naive = datetime(2026, 6, 30, 12, 0)  # noqa: DTZ001 - the point of the test

        with pytest.raises(ValueError, match="aware"):
            london_date(naive)
        with pytest.raises(ValueError, match="aware"):
            utc(naive)

    def test_an_instant_of_another_zone_is_the_same_instant_in_utc(self) -> None:
        there = datetime(2026, 6, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))

        assert utc(there).isoformat() == "2026-06-30T10:00:00+00:00"


class TestWorkingDays:
    """Monday to Friday less the bank holidays of England and Wales (I-41)."""

    @pytest.mark.parametrize(
        ("conference", "five_before", "ten_before"),
        [
            ("2026-12-29", "2026-12-18", "2026-12-11"),
            ("2027-01-05", "2026-12-24", "2026-12-17"),
            ("2027-03-30", "2027-03-19", "2027-03-12"),
            ("2027-05-04", "2027-04-26", "2027-04-19"),
        ],
    )
    def test_five_and_ten_working_days_before_a_conference(
        self, conference: str, five_before: str, ten_before: str
    ) -> None:
        held = date.fromisoformat(conference)

        assert DAYS.between(date.fromisoformat(five_before), held) == 5
        assert DAYS.between(date.fromisoformat(ten_before), held) == 10

    @given(COVERED, COVERED, COVERED)
    def test_counting_in_two_pieces_is_counting_in_one(self, one: date, two: date, three: date) -> None:
        a, b, c = sorted((one, two, three))

        assert DAYS.between(a, b) + DAYS.between(b, c) == DAYS.between(a, c)

    @given(COVERED)
    def test_a_weekend_or_a_bank_holiday_counts_for_nothing(self, day: date) -> None:
        rests = day.weekday() >= 5 or day in HOLIDAYS

        assert DAYS.between(day - timedelta(days=1), day) == (0 if rests else 1)

    def test_nothing_lies_between_a_day_and_itself(self) -> None:
        assert DAYS.between(date(2027, 12, 31), date(2027, 12, 31)) == 0

    def test_a_count_beyond_the_known_holidays_is_refused_not_guessed(self) -> None:
        with pytest.raises(InputRefused, match="beyond the bank holidays"):
            DAYS.between(date(2027, 12, 1), date(2028, 1, 1))

    def test_a_count_backwards_is_a_bug(self) -> None:
        with pytest.raises(ValueError, match="end is before the start"):
            DAYS.between(date(2027, 1, 2), date(2027, 1, 1))
