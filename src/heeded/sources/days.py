"""One day, month, season or year as people write it, day before month; ends of a range are read here too."""

import re
from calendar import day_name, monthrange
from collections.abc import Callable
from datetime import date, timedelta

from heeded.words.instants import months_later
from heeded.words.trouble import Trouble

FIRST_YEAR, LAST_YEAR, PIVOT = 1900, 2100, 30
LONGEST = 80
FORMS = "Write it as 9 Apr 2007, 09/04/2007, Apr 2007, 2007, w/c 9 Apr 2007, 9-11 Apr 2007 or c. Apr 2007."

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ion ionawr", "feb february chw chwefror", "mar march maw mawrth", "apr april ebr ebrill",
            "may mai", "jun june meh mehefin", "jul july gor gorffennaf", "aug august aws awst",
            "sep sept september med medi", "oct october hyd hydref", "nov november tach tachwedd",
            "dec december rhag rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {name[:size].casefold(): n for n, name in enumerate(day_name) for size in (3, 4, 5, len(name))}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


class UnreadableDate(Trouble):
    """A date that cannot be read, or could be read in two ways."""


def refuse(text: str, what: str, do: str = FORMS) -> UnreadableDate:
    """What is wrong with a date as it was written, and what to write instead."""
    shown = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return UnreadableDate("date", f"'{shown}' {what}", do)


def days_of(text: str, plain: str) -> tuple[date, date]:
    """The first and last day of one date, month, season or year; UnreadableDate for anything else."""
    if re.match(r"(?:before|after|since|by|prior|pre|post|from|until|up to)\b", plain):
        raise refuse(text, "says before or after when, not when.", "Write the day, month or year it happened.")
    words = plain.split()
    named = [WEEKDAYS[word] for word in words if word in WEEKDAYS]
    plain = " ".join(word for word in words if word not in WEEKDAYS)
    for pattern, read in _SHAPES:
        if found := pattern.fullmatch(plain):
            span = read(text, found)
            if named and span[0] != span[1]:
                raise refuse(text, "names a weekday without a day.")
            if named and span[0].weekday() != named[0]:
                right = day_name[span[0].weekday()]
                raise refuse(text, f"cannot be: that day was a {right}.", "Write the right day, or no weekday.")
            return span
    raise _why_not(text, plain)


def _why_not(text: str, plain: str) -> UnreadableDate:
    if re.fullmatch(r"\d{1,2} [a-z]+|[a-z]+ \d{1,2}", plain) and any(word in _MONTHS for word in plain.split()):
        return refuse(text, "has no year, or a year of two figures that could be a day.", "Write 9 April 2007.")
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}", plain):
        return refuse(text, "has no year.", "Write 09/04/2007.")
    if re.fullmatch(r"\d{4}/\d\d", plain):
        return refuse(text, "may be a month or two years.", "Write Apr 2007, or 2006-2007.")
    return refuse(text, "is not a date.")


def _year(text: str, written: str) -> int:
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < PIVOT else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(text, f"is outside the years {FIRST_YEAR} to {LAST_YEAR}.", "Write the year in four figures.")
    return year


def _month(text: str, name: str) -> int:
    if name not in _MONTHS:
        raise refuse(text, f"has no month that we know: '{name}'.", "Write the month as Apr or April.")
    return _MONTHS[name]


def one_day(text: str, year: int, month: int, day: int) -> date:
    """A day that the calendar has, within the years that are taken."""
    _year(text, f"{year:04}")
    if not 1 <= month <= 12:
        hint = " The day comes first." if re.match(r"\d\d?\D", text.strip()) else ""
        raise refuse(text, f"has no month {month}.{hint}", "Write 25/04/2007, or 25 Apr 2007.")
    if not 1 <= day <= last_day(year, month).day:
        raise refuse(text, f"cannot be: that month has no day {day}.", "Write the day it happened.")
    return date(year, month, day)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _single(text: str, year: str, month: int, day: str) -> tuple[date, date]:
    one = one_day(text, _year(text, year), month, int(day))
    return one, one


def _by_figures(text: str, found: re.Match[str]) -> tuple[date, date]:
    return _single(text, found[3], int(found[2]), found[1])


def _by_name(text: str, found: re.Match[str]) -> tuple[date, date]:
    return _single(text, found[3], _month(text, found[2]), found[1])


def _whole_month(text: str, year: str, month: int) -> tuple[date, date]:
    first = one_day(text, _year(text, year), month, 1)
    return first, months_later(first, 1) - timedelta(1)


def _iso_month(text: str, found: re.Match[str]) -> tuple[date, date]:
    if int(found[2]) == (int(found[1]) + 1) % 100:
        raise refuse(text, "may be a month or two years.", "Write Jul 2006, or 2006-2007.")
    return _whole_month(text, found[1], int(found[2]))


def _whole_year(text: str, found: re.Match[str]) -> tuple[date, date]:
    year = _year(text, found[1])
    return date(year, 1, 1), date(year, 12, 31)


def _season(text: str, found: re.Match[str]) -> tuple[date, date]:
    first, last = _SEASONS[found[1]]
    return _whole_month(text, found[2], first)[0], _whole_month(text, found[2], last)[1]


_Reader = Callable[[str, re.Match[str]], tuple[date, date]]
_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), lambda t, f: _single(t, f[1], int(f[2]), f[3])),
    (re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})"), _by_figures),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), lambda t, f: _single(t, f[1], int(f[2]), f[3])),
    (re.compile(r"(\d{1,2})[-. /]{0,2}([a-z]+)[-. /]*'?(\d{4}|\d{2})"), _by_name),
    (re.compile(r"([a-z]+)\.? (\d{1,2}) (\d{4})"), lambda t, f: _single(t, f[3], _month(t, f[1]), f[2])),
    (re.compile(r"(\d{4})[- ]([a-z]+)[- ](\d{1,2})"), lambda t, f: _single(t, f[1], _month(t, f[2]), f[3])),
    (re.compile(r"(spring|summer|autumn) (\d{4})"), _season),
    (re.compile(r"([a-z]+)[-. /]*(?:(\d{4})|'(\d{2}))"), lambda t, f: _whole_month(t, f[2] or f[3], _month(t, f[1]))),
    (re.compile(r"(\d{1,2})[/.](\d{4})"), lambda t, f: _whole_month(t, f[2], int(f[1]))),
    (re.compile(r"(\d{4})-(\d{2})"), _iso_month),
    (re.compile(r"(\d{4})"), _whole_year),
)  # fmt: skip
