"""Working days of England and Wales, counted by hand for the years that the histories use."""

from datetime import date, timedelta

from heeded.words.instants import months_later

# The day a holiday was held on: the day it would have been.
SUBSTITUTED = {
    date(2012, 6, 4): date(2012, 5, 28),
    date(2020, 5, 8): date(2020, 5, 4),
    date(2022, 6, 2): date(2022, 5, 30),
}
ONE_OFF = {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def easter(year: int) -> date:
    """Easter Sunday (Gauss, Gregorian)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year: int) -> set[date]:
    """The bank holidays of one year."""
    found = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    for month, day in ((1, 1), (12, 25), (12, 26)):
        holiday = date(year, month, day)
        while holiday.weekday() >= 5 or holiday in found:
            holiday += timedelta(days=1)
        found.add(holiday)
    first = date(year, 5, 1)
    found.add(first + timedelta(days=-first.weekday() % 7))
    for month in (5, 8):
        last = date(year, month, 31)
        found.add(last - timedelta(days=last.weekday()))
    found = {h for h in found if h not in SUBSTITUTED.values()}
    return found | {d for d in (*SUBSTITUTED, *ONE_OFF) if d.year == year}


def working(day: date) -> bool:
    """Whether a day is a working day."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_day(day: date, number: int) -> date:
    """The working day so many after a day, which itself is day 0."""
    while number:
        day += timedelta(days=1)
        number -= working(day)
    return day


def months_on(day: date, months: int) -> date:
    """The same day so many months on."""
    return months_later(day, months)
