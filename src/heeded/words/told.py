"""A date as it was told: the span it may have happened in, and how exactly it was said."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from heeded.words.instants import Instant, day_of, start_of
from heeded.words.trouble import Trouble


class Precision(StrEnum):
    """How exactly a date was told. It never becomes more exact than it was."""

    INSTANT = "instant"
    DAY = "day"
    RANGE = "range"  # 9-11 Apr 2007, w/c 9 Apr 2007
    MONTH = "month"
    YEAR = "year"
    CIRCA = "circa"  # c. Apr 2007: the span said, and perhaps not quite


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A told date: `first` and `last` are instants, both included, with first <= last.

    A day told without a time is its start in London, so a plain day has first == last; a month runs from the start
    of its first day to the start of its last. A window or a deadline runs from `last`; a state's vague end takes
    effect at `last`.
    """

    first: Instant
    last: Instant
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Trouble("date", f"it ends ({self.last:%Y-%m-%d}) before it starts ({self.first:%Y-%m-%d}).", "")

    @property
    def day(self) -> date:
        """The London day it ended on, which for a plain day is the day."""
        return day_of(self.last)

    @property
    def first_day(self) -> date:
        """The London day it may have begun on."""
        return day_of(self.first)

    @property
    def vague(self) -> bool:
        """Whether it spans more than one day."""
        return self.first_day != self.day

    def written(self) -> str:
        """Its one written form in a record's body; `Told.read` reads it back."""
        if self.precision is Precision.INSTANT:
            return self.first.isoformat()
        days = self.first_day.isoformat() if not self.vague else f"{self.first_day}/{self.day}"
        return f"{days} {self.precision}" if self.precision is not Precision.DAY else days

    @classmethod
    def read(cls, text: str) -> "Told":
        """The inverse of `written`."""
        days, _, precision = text.partition(" ")
        if "T" in days:
            instant = datetime.fromisoformat(days).astimezone(UTC)
            return cls(instant, instant, Precision.INSTANT)
        first, _, last = days.partition("/")
        return cls.days(date.fromisoformat(first), date.fromisoformat(last or first), Precision(precision or "day"))

    @classmethod
    def on(cls, day: date) -> "Told":
        """A plain day."""
        return cls(start_of(day), start_of(day), Precision.DAY)

    @classmethod
    def days(cls, first: date, last: date, precision: Precision) -> "Told":
        """A span of whole days, both ends included."""
        return cls(start_of(first), start_of(last), precision)

    @classmethod
    def at(cls, instant: Instant) -> "Told":
        """A known instant."""
        return cls(instant, instant, Precision.INSTANT)
