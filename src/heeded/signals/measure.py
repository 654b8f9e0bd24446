"""How many and how long: lengths of time as people write them, and values that change on a date."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Generic, TypeVar

from heeded.reference.holidays import bank_holidays
from heeded.words.instants import NEVER, Instant, day_of, days_later, months_later, start_of

T = TypeVar("T")
UNITS = {
    "hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years", "working day": "working days",
}  # fmt: skip
LONGEST = 40_000  # days


@dataclass(frozen=True, slots=True)
class Length:
    """A number of hours, days, working days, months (weeks and years are turned into these)."""

    count: int
    unit: str

    def day_after(self, day: date) -> date:
        """The day this long after a day, which is day 0."""
        if self.unit == "months":
            return months_later(day, self.count)
        if self.unit == "working days":
            return bank_holidays().working.add(day, self.count)
        if self.unit == "hours":
            return day + timedelta(hours=self.count)  # in whole days, for a day has no hour to begin at
        return day + timedelta(days=self.count)

    def after(self, instant: Instant) -> Instant:
        """This long after an instant, at the same time of day in London."""
        return days_later(instant, (self.day_after(day_of(instant)) - day_of(instant)).days)

    def day_before(self, day: date) -> date:
        """The day this long before a day."""
        return Length(-self.count, self.unit).day_after(day)

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"


@lru_cache(maxsize=1024)
def length(text: str) -> Length | None:
    """`10 working days`, `6 months`, `2 weeks`, `1 year`; None for anything else."""
    number, _, unit = text.strip().partition(" ")
    unit = UNITS.get(unit, unit)
    if not number.isdecimal() or len(number) > 5 or unit not in UNITS.values():
        return None
    count = int(number)
    many, plain = {"weeks": (7, "days"), "years": (12, "months")}.get(unit, (1, unit))
    return Length(count * many, plain) if count * many <= LONGEST else None


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that holds from a date; before the first date the first value holds, so that no rule begins silent."""

    dates: tuple[date, ...]
    values: tuple[T, ...]

    def on(self, day: date) -> T:
        """The value in force on a day."""
        return self.values[max(bisect_right(self.dates, day) - 1, 0)]

    def stretches(self) -> list[tuple[Instant, Instant, T]]:
        """Each value with the instants from and until which it is in force."""
        edges = [start_of(d) for d in self.dates[1:]]
        return list(zip([start_of(date.min), *edges], [*edges, NEVER], self.values, strict=True))


def always(value: T) -> Dated[T]:
    """A value that never changes."""
    return Dated((date.min,), (value,))
