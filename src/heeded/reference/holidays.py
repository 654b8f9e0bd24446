"""Bank holidays: as published where they are, computed from the ordinary rules and marked provisional where not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from heeded.reference.shelf import Block, ReferenceTrouble, page
from heeded.words.working_days import WorkingDays

FIRST_YEAR, LAST_YEAR = 1978, 2099  # the ordinary rules hold from 1978, when the May Day holiday began
MONDAY, DAY = 0, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bank holidays of one jurisdiction.

    `days` maps each holiday to its name, from 1978 to 2099. `published_from` and `published_until` are the first
    and last day of the published list; outside it the days are computed and may yet be moved or added to.
    """

    jurisdiction: str
    days: Mapping[date, str]
    published_from: date
    published_until: date
    working: WorkingDays

    def is_holiday(self, day: date) -> bool:
        """Whether it is a bank holiday (a Saturday or Sunday never is: its substitute day is)."""
        return day in self.days

    def name(self, day: date) -> str:
        """The holiday's name; '' for any other day."""
        return self.days.get(day, "")

    def provisional(self, day: date) -> bool:
        """Whether this day lies outside the published list."""
        return not self.published_from <= day <= self.published_until

    def span(self) -> tuple[date, date]:
        """The first and last day for which holidays are known or computed."""
        return date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


@cache
def bank_holidays(jurisdiction: str = "england-and-wales") -> Calendar:
    """The calendar of a jurisdiction; England and Wales share one, so `england` and `wales` give it too."""
    if jurisdiction not in ("england-and-wales", "england", "wales"):
        raise ReferenceTrouble(
            "bank holidays", f"there is no list for '{jurisdiction}'.", "Use england-and-wales, england or wales."
        )
    block = page("bank_holidays.yaml")
    block.only("jurisdiction", "source", "published_from", "published_until", "moved", "added", "days")
    first, last = day_in(block, "published_from"), day_in(block, "published_until")
    days = {day: name for day, name in _computed_days() if not first <= day <= last}
    listed = block.block("days")
    days |= {_date(listed, key, key): listed.text(key) for key in listed}
    ordered = MappingProxyType(dict(sorted(days.items())))
    return Calendar(block.text("jurisdiction"), ordered, first, last, WorkingDays(ordered))


def ordinary_days(year: int) -> Mapping[date, str]:
    """The eight holidays of a year by the ordinary rules of England and Wales, with substitute days.

    Source: Banking and Financial Dealings Act 1971 Schedule 1; New Year's Day (1974) and the early May day (1978)
    by yearly proclamation; a holiday that falls on a weekend moves to the next weekday that is free.
    """
    easter = easter_day(year)
    days = {
        easter - 2 * DAY: "Good Friday",
        easter + DAY: "Easter Monday",
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
        _monday_from(date(year, 8, 25)): "Summer bank holiday",
    }
    christmas = date(year, 12, 25)
    fixed = [(date(year, 1, 1), "New Year's Day"), (christmas, "Christmas Day"), (christmas + DAY, "Boxing Day")]
    for day, name in sorted(fixed, key=lambda item: item[0].weekday() >= 5):  # the days that stand take theirs first
        observed = day
        while observed.weekday() >= 5 or observed in days:
            observed += DAY
        days[observed] = name if observed == day else f"{name} (substitute day)"
    return dict(sorted(days.items()))


def easter_day(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    leap_years, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def day_in(block: Block, key: str) -> date:
    """A date written as 2024-08-12 in a reference file."""
    return _date(block, key, block.text(key))


def _computed_days() -> list[tuple[date, str]]:
    return [item for year in range(FIRST_YEAR, LAST_YEAR + 1) for item in ordinary_days(year).items()]


def _monday_from(day: date) -> date:
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _date(block: Block, key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise block.trouble(key, f"'{text}' is not a date.", "Write it as 2024-08-12.") from None
