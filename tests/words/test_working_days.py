"""Counting working days agrees with counting them one at a time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.words.trouble import Trouble
from heeded.words.working_days import WorkingDays

DAYS = st.dates(date(2000, 2, 1), date(2000, 3, 31))  # so few that a holiday often falls on either end
HOLIDAYS = st.sets(DAYS, max_size=30)


@given(HOLIDAYS, DAYS, st.integers(-90, 90))
def test_adding_agrees_with_stepping_one_day_at_a_time(holidays: set[date], day: date, count: int) -> None:
    calendar, reached, left = WorkingDays(holidays), day, abs(count)
    while left:
        reached += timedelta(1 if count > 0 else -1)
        left -= reached.weekday() < 5 and reached not in holidays
    assert calendar.add(day, count) == reached


@given(HOLIDAYS, DAYS, DAYS)
def test_counting_agrees_with_looking_at_every_day(holidays: set[date], start: date, end: date) -> None:
    calendar = WorkingDays(holidays)
    first, last = sorted((start, end))
    days = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
    counted = sum(1 for day in days if day.weekday() < 5 and day not in holidays)
    assert calendar.between(first, last) == counted
    assert calendar.between(last, first) == -counted
    assert all(calendar.is_working(day) == (day.weekday() < 5 and day not in holidays) for day in days)


def test_a_long_run_of_holidays_is_stepped_over() -> None:
    fortnight = {date(2024, 12, 23) + timedelta(n) for n in range(14)}
    assert WorkingDays(fortnight).add(date(2024, 12, 20), 1) == date(2025, 1, 6)


def test_the_end_of_the_calendar_and_absurd_counts_are_told_in_a_sentence() -> None:
    with pytest.raises(Trouble, match="leaves the calendar"):
        WorkingDays(()).add(date(9999, 12, 30), 10)
    with pytest.raises(Trouble, match="more than can be counted"):
        WorkingDays(()).add(date(2024, 1, 1), 10**9)
