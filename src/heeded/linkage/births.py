"""A birth date as told: what span it lies in, whether it is only a placeholder, and how far two of them are apart."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from heeded.words.told import Precision, Told
from heeded.words.trouble import Trouble

PLACEHOLDER_YEARS = frozenset({1, 1753, 1800, 1899, 1900, 1901, 2099, 2100, 9999})
_NUMBERS = re.compile(r"^\s*(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})\s*$")
_WORDS = re.compile(r"^\s*(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})\s*$")
_YEAR = re.compile(r"^\s*(?:c\.?|circa|about|abt)?\s*(\d{4})\s*$", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, order=True)
class Birth:
    """Born between `first` and `last`, both included. `weak`: 1 January, which agencies write when they do not know."""

    first: date
    last: date
    weak: bool = False

    @property
    def exact(self) -> bool:
        """Whether it names one day."""
        return self.first == self.last

    def written(self) -> str:
        """Its one written form: a day, or a span."""
        return self.first.isoformat() if self.exact else f"{self.first.isoformat()}/{self.last.isoformat()}"


@lru_cache(maxsize=65536)
def birth(text: str) -> Birth | None:
    """The birth date a record tells, in the ledger's own form or as people write it; None where it tells nothing."""
    told = _told(text.strip()[:60])
    if told is None or told[0].year in PLACEHOLDER_YEARS:
        return None
    first, last = told
    return Birth(first, last, weak=first == last and (first.month, first.day) == (1, 1))


def _told(text: str) -> tuple[date, date] | None:
    try:
        told = Told.read(text)
    except (ValueError, OverflowError, Trouble):
        return _written(text)
    if told.precision is Precision.CIRCA:
        return _year(told.first_day.year - 1)[0], _year(told.day.year + 1)[1]
    return told.first_day, told.day


def _written(text: str) -> tuple[date, date] | None:
    """Day first, as the British write it, unless the year leads or the day cannot be one."""
    try:
        if found := _NUMBERS.match(text):
            one, two, three = (int(part) for part in found.groups())
            year, month, day = (one, two, three) if one > 31 else (_full(three), two, one)
            month, day = (day, month) if month > 12 else (month, day)
            return date(year, month, day), date(year, month, day)
        if (found := _WORDS.match(text)) and found[2][:3].lower() in _MONTHS:
            month, year = _MONTHS.index(found[2][:3].lower()) + 1, int(found[3])
            day = int(found[1] or 1)
            last = day if found[1] else 28
            return date(year, month, day), date(year, month, last)
        return _year(int(found[1])) if (found := _YEAR.match(text)) else None
    except ValueError:
        return None


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _full(year: int) -> int:
    """A two-digit year: people now living were born from 1930 on."""
    return year if year > 99 else year + (1900 if year >= 30 else 2000)


def years_apart(one: Birth, two: Birth) -> int:
    """The least number of whole years between them; 0 where the spans meet."""
    later, earlier = max(one.first, two.first), min(one.last, two.last)
    short = (later.month, later.day) < (earlier.month, earlier.day)
    return max(0, later.year - earlier.year - short)


@lru_cache(maxsize=65536)
def likeness(one: Birth, two: Birth) -> str:
    """How two birth dates agree, which names the level of `weights.json`.

    `same`, `turned` (day and month the other way round), `slip` (one digit, or two neighbours exchanged, within ten
    years), `within` (one a vaguer telling of the other), `year` (a placeholder of the same year), `open` (a
    placeholder that proves nothing), `near` (another day, ten years apart at the most), `far`.
    """
    if one.exact and two.exact:
        return _exact_likeness(one, two)
    if max(one.first, two.first) <= min(one.last, two.last):
        return "month" if max((b.last - b.first).days for b in (one, two)) < 32 else "year"
    return _apart(one, two)


def _exact_likeness(one: Birth, two: Birth) -> str:
    a, b = one.first, two.first
    if a == b:
        return "year" if one.weak else "same"
    if one.weak or two.weak:
        return "year" if a.year == b.year else ("open" if abs(a.year - b.year) < 3 else _apart(one, two))
    if years_apart(one, two) >= 10:
        return "far"
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return "turned"
    return "slip" if OSA.distance(a.strftime("%Y%m%d"), b.strftime("%Y%m%d")) <= 1 else "near"


def _apart(one: Birth, two: Birth) -> str:
    return "far" if years_apart(one, two) >= 10 else "near"


def mistyped(one: Birth, two: Birth) -> bool:
    """Whether dates far apart may still be one date written wrongly: at most two digits differ."""
    return OSA.distance(one.first.strftime("%Y%m%d"), two.first.strftime("%Y%m%d")) <= 2
