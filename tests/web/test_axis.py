"""The axis of days: in order, within its ends, and with as many dates as can be read."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heeded.web.axis import APART, MOST_TICKS, Axis

days = st.dates(date(1950, 1, 1), date(2090, 1, 1))


@given(days, st.integers(0, 40_000))
def test_dates_are_in_order_within_the_picture_and_never_touch(first: date, span: int) -> None:
    axis = Axis(first, first + timedelta(days=span), 100, 900)
    ticks = axis.ticks()
    assert len(ticks) <= MOST_TICKS
    assert all(100 <= tick.x <= 900 for tick in ticks)
    for before, after in pairwise(ticks):
        assert after.x - before.x >= (APART * 1.5 if after.anchor == "end" else APART)


@given(days, st.integers(1, 40_000), st.integers(0, 40_000), st.integers(0, 40_000))
def test_a_later_day_is_never_further_left(first: date, span: int, one: int, other: int) -> None:
    axis = Axis(first, first + timedelta(days=span), 100, 900)
    early, late = sorted((one, other))
    assert axis.x(first + timedelta(days=early)) <= axis.x(first + timedelta(days=late))


def test_a_few_weeks_are_said_in_days_and_the_first_says_the_year() -> None:
    assert [tick.said for tick in Axis(date(2020, 5, 4), date(2020, 6, 1), 0, 900).ticks()] == [
        "4 May 2020", "11 May", "18 May", "25 May", "1 Jun",
    ]  # fmt: skip


def test_a_year_is_said_in_months_and_a_life_in_years() -> None:
    months = Axis(date(2020, 1, 20), date(2020, 12, 20), 0, 900).ticks()
    assert (months[0].said, months[-1].said) == ("Feb 2020", "Dec 2020")
    years = Axis(date(1982, 4, 12), date(2020, 1, 20), 0, 900).ticks()
    assert years[0].said == "1983"
    assert all(tick.said.isdecimal() for tick in years)
