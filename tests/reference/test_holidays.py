"""Bank holidays: the published list against an independent computation, and every departure accounted for."""

from datetime import date, timedelta

import pytest

from heeded.reference.holidays import bank_holidays, easter_day, ordinary_days
from heeded.reference.shelf import ReferenceTrouble, page

MOVED = {  # by proclamation: the day kept, and the ordinary day it replaced
    date(1995, 5, 8): date(1995, 5, 1),
    date(2002, 6, 4): date(2002, 5, 27),
    date(2012, 6, 4): date(2012, 5, 28),
    date(2020, 5, 8): date(2020, 5, 4),
    date(2022, 6, 2): date(2022, 5, 30),
}
ADDED = {
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
}


def test_the_published_years_are_the_ordinary_rules_with_every_one_off_and_nothing_else() -> None:
    expected = {day for year in range(1990, 2029) for day in slow_ordinary_days(year)}
    expected = (expected - set(MOVED.values())) | set(MOVED) | ADDED
    calendar = bank_holidays()
    assert {day for day in calendar.days if 1990 <= day.year <= 2028} == expected


def test_every_departure_is_written_with_its_reason_and_source() -> None:
    block = page("bank_holidays.yaml")
    moved, added = block.block("moved"), block.block("added")
    assert {date.fromisoformat(day): date.fromisoformat(moved.block(day).text("from")) for day in moved} == MOVED
    assert {date.fromisoformat(day) for day in added} == ADDED
    for departures in (moved, added):
        for _, entry in departures.entries():
            entry.only("from", "why", "source")
            assert entry.text("why")
            assert entry.text("source")


@pytest.mark.parametrize("year", range(1978, 2100))
def test_the_rules_give_the_same_days_as_a_slow_reading_of_them(year: int) -> None:
    assert set(ordinary_days(year)) == slow_ordinary_days(year)
    assert len(ordinary_days(year)) == 8


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1994, 1, 3), "New Year's Day (substitute day)"),
        (date(2010, 12, 27), "Christmas Day (substitute day)"),
        (date(2010, 12, 28), "Boxing Day (substitute day)"),
        (date(2016, 12, 26), "Boxing Day"),
        (date(2016, 12, 27), "Christmas Day (substitute day)"),
        (date(2020, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 9, 19), "State funeral of Queen Elizabeth II"),
        (date(2023, 5, 1), "Early May bank holiday"),
        (date(2023, 5, 8), "Coronation of King Charles III"),
        (date(2028, 1, 3), "New Year's Day (substitute day)"),
        (date(2020, 5, 4), ""),
        (date(2022, 5, 30), ""),
        (date(2021, 12, 25), ""),
    ],
)
def test_days_that_are_easily_got_wrong(day: date, name: str) -> None:
    assert bank_holidays().name(day) == name
    assert bank_holidays().is_holiday(day) == bool(name)


def test_days_outside_the_published_list_are_provisional() -> None:
    calendar = bank_holidays()
    assert not calendar.provisional(date(1990, 1, 1))
    assert not calendar.provisional(date(2028, 12, 31))
    assert calendar.provisional(date(2029, 1, 1))
    assert calendar.provisional(date(1989, 12, 31))
    assert calendar.is_holiday(date(2029, 12, 25))
    assert calendar.span() == (date(1978, 1, 1), date(2099, 12, 31))


def test_wales_and_england_keep_the_same_days_and_an_unknown_country_is_told_so() -> None:
    assert bank_holidays("wales").days == bank_holidays("england").days == bank_holidays().days
    with pytest.raises(ReferenceTrouble, match="no list for 'atlantis'"):
        bank_holidays("atlantis")


def slow_ordinary_days(year: int) -> set[date]:
    """The same eight days found another way: walking the year, and Easter by Gauss's rule."""
    easter = gauss_easter(year)
    assert easter == easter_day(year)
    mondays = [day for day in every_day(year) if day.weekday() == 0]
    days = {easter - timedelta(2), easter + timedelta(1)}
    days.add(min(day for day in mondays if day.month == 5))
    days.add(max(day for day in mondays if day.month == 5))
    days.add(max(day for day in mondays if day.month == 8))
    days.add(min(day for day in every_day(year) if day.weekday() < 5))
    christmas = {"Mon": (25, 26), "Tue": (25, 26), "Wed": (25, 26), "Thu": (25, 26)}
    christmas |= {"Fri": (25, 28), "Sat": (27, 28), "Sun": (26, 27)}
    return days | {date(year, 12, day) for day in christmas[f"{date(year, 12, 25):%a}"]}


def every_day(year: int) -> list[date]:
    """Every day of a year."""
    start = date(year, 1, 1).toordinal()
    return [date.fromordinal(n) for n in range(start, date(year + 1, 1, 1).toordinal())]


def gauss_easter(year: int) -> date:
    """Easter by Gauss's rule with its two exceptions."""
    a, b, c, k = year % 19, year % 4, year % 7, year // 100
    p, q = (13 + 8 * k) // 25, k // 4
    m, n = (15 - p + k - q) % 30, (4 + k - q) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if (d == 29 and e == 6) or (d == 28 and e == 6 and (11 * m + 11) % 30 < 19):
        e -= 7
    return date(year, 3, 22) + timedelta(d + e)
