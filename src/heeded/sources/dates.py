"""Reads a date as people write it, and never makes it more exact than it was written.

Day first, as in the UK. Two-digit years: 00 to 29 are 2000 to 2029, 30 to 99 are 1930 to 1999, as spreadsheets read
them. A day before 1900 or after 2100 is refused. A time on a vague date (`c. Apr 2007 14:30`), or one that is vague
itself (`evening`, `2pm to 3pm`), leaves the date as it is.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from heeded.sources.days import FORMS, LONGEST, WEEKDAYS, UnreadableDate, days_of, last_day, one_day, refuse
from heeded.sources.serials import from_serial
from heeded.sources.times import Clock, clock_in, instant_of
from heeded.words.told import Precision, Told

_CIRCA = re.compile(
    r"^(?:circa|c\.|c(?=\s|\d)|ca\.?(?=\s|\d)|about|around|approx(?:imately)?\.?|roughly|~|\?)\s*"
    r"|\?$|\s*\((?:approx\w*\.?|circa|est\w*\.?|(?:exact )?date (?:un\w+|not \w+|tbc|approx\w*))\)$"
)
_PART = re.compile(r"^(?:early|mid|middle of|late|beginning of|start of|end of)[\s-]+")
_WEEK = re.compile(r"^(?:w\s*/\s*(c|b|e)|w(c|b|e)|week (commencing|beginning|ending)|week of)[:.]?\s+")
_JOINED = re.compile(r"\s+(?:to|until|till|and|&)\s+|\s*(?:–|—|−)\s*|\s+-\s+|(?<=[a-z])\s*-\s*(?=\d{1,2}\s+[a-z])")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@lru_cache(maxsize=65536)
def told(text: str) -> Told:
    """The date that a text tells, with its precision; UnreadableDate where it tells none, or could be two."""
    if found := _ISO.fullmatch(text):
        return Told.on(one_day(text, int(found[1]), int(found[2]), int(found[3])))
    plain = _plainly(text)
    if not plain:
        raise refuse(text, "is not a date.") if text.strip() else UnreadableDate("date", "there is no date.", FORMS)
    if (serial := from_serial(plain)) is not None:
        return told(serial)
    plain, clock = clock_in(plain)
    plain, circa = _without(_CIRCA, plain)
    plain, part = _without(_PART, plain)
    first, last, spanned = _span(text, _bare(plain))
    if circa or part:
        return Told.days(first, last, Precision.CIRCA)
    if first == last:
        return Told.on(first) if clock is None else _at(text, first, clock)
    return Told.days(first, last, Precision.RANGE if spanned else _precision(first, last))


def _plainly(text: str) -> str:
    if len(text) > LONGEST:
        raise refuse(text, "is too long for a date.")
    return " ".join(text.casefold().replace(",", " ").split()).strip(" .;:")


def _without(pattern: re.Pattern[str], plain: str) -> tuple[str, bool]:
    rest = pattern.sub("", plain).strip()
    return rest, rest != plain


def _bare(plain: str) -> str:
    """Without ordinals and small words, and with the day before the month: `April 9-11 2007` is 9-11 April 2007."""
    plain = " ".join(_ORDINAL.sub("", re.sub(r"\b(?:the|of|on|dated?)\b", " ", plain)).split())
    if found := re.fullmatch(r"([a-z]+)\.? (\d{1,2}\s?(?:-|to|and|&)\s?\d{1,2}) (\d{4})", plain):
        return f"{found[2]} {found[1]} {found[3]}"
    return plain


def _at(text: str, day: date, clock: Clock) -> Told:
    if clock.exact is None:
        return Told.on(day)
    try:
        return Told.at(instant_of(day, clock))
    except (ValueError, OverflowError):
        raise refuse(text, "has a time that no clock shows.", "Write the time as 14:30.") from None


def _precision(first: date, last: date) -> Precision:
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return Precision.YEAR
    return Precision.MONTH if last == last_day(first.year, first.month) else Precision.RANGE


def _span(text: str, plain: str) -> tuple[date, date, bool]:
    """The first and last day, and whether they were told as the two ends of a span (or a week)."""
    if week := _WEEK.match(plain):
        first, last = days_of(text, plain[week.end() :])
        if first != last:
            raise refuse(text, "names a week without a day.", "Write w/c 9 Apr 2007.")
        ending = "e" in (week[1] or week[2] or week[3] or "")[:1]
        return (first - timedelta(6), first, True) if ending else (first, first + timedelta(6), True)
    halves = _halves(re.sub(r"^(?:from|between) (?=.* (?:to|and|-|until) )", "", plain))
    if len(halves) > 2:
        raise refuse(text, "holds more than two dates.", "Write each date in a row of its own, or 9-11 Apr 2007.")
    if len(halves) == 2:
        return *_range(text, *halves), True
    return *days_of(text, plain), False


def _halves(plain: str) -> list[str]:
    """The two ends of a range; one text where it is no range. Dashes inside 2007-04-09 or 09-04-2007 part nothing."""
    for pattern in (
        r"(\d{4}-\d\d?-\d\d?)\s*/\s*(\d{4}-\d\d?-\d\d?)",  # 2007-04-09/2007-04-11
        r"(\d{1,2})\s*[-/]\s*(\d{1,2}\s+[a-z].*)",  # 9-11 Apr 2007, 9/10 Apr 2007
        r"(\d{1,2})\s*-\s*(\d{1,2}[/.]\d{1,2}[/.]\d{2,4})",  # 9-11/04/2007
        r"(\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)\s*-\s*(\d{1,2}[/.]\d{1,2}[/.]\d{2,4})",  # 09/04-11/04/2007
        r"([a-z]+)\s*[-/]\s*([a-z]+\s+'?\d{2,4})",  # Apr-Jun 2007, Apr/May 2007
        r"(\d{4})\s*-\s*(\d{4})",  # 2007-2009
        r"([^-]*[a-z] \d{4})\s*-\s*(\d{1,2}\s+[a-z]+ \d{4}|[a-z]+ \d{4})",  # 30 Dec 2006-2 Jan 2007
        r"(\d{1,2} [a-z]+)\s*-\s*(\d{1,2} [a-z]+ '?\d{2,4})",  # 30 Mar-2 Apr 2007
    ):
        if found := re.fullmatch(pattern, plain):
            return [found[1].strip(), found[2].strip()]
    return [half for half in _JOINED.split(plain) if half]


def _range(text: str, left: str, right: str) -> tuple[date, date]:
    """The first day of the left end and the last of the right; the left borrows the month and year it leaves out."""
    last = days_of(text, right)[1]
    first = days_of(text, _borrowing(left, right, last))[0]
    if first > last and not re.search(r"\d{4}", left) and first.month > last.month:
        the_year_before = last.replace(year=last.year - 1, day=1)  # 30 Dec - 2 Jan 2007
        first = days_of(text, _borrowing(left, right, the_year_before))[0]
    if first > last:
        raise refuse(text, f"ends ({last}) before it begins ({first}).", "Write the earlier date first.")
    return first, last


def _borrowing(left: str, right: str, last: date) -> str:
    left = " ".join(word for word in left.split() if word not in WEEKDAYS)
    if re.fullmatch(r"\d{1,2}", left) and not re.fullmatch(r"\d{4}|[a-z]+ \d{4}", right):
        return f"{last.year}-{last.month}-{left}"
    if re.fullmatch(r"(?:\d{1,2} )?[a-z]+", left):
        return f"{left} {last.year}"
    return f"{left}/{last.year}" if re.fullmatch(r"\d{1,2}[/.]\d{1,2}", left) else left
