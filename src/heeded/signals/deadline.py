"""When what a signal waits for is overdue: counted by the clocks of supervision, as every other deadline is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from heeded.reference.holidays import bank_holidays
from heeded.reference.rules import EVERYWHERE, ClockRule, Counting, Version
from heeded.signals.bench import Bench
from heeded.signals.measure import Dated, Length
from heeded.supervision.clock import Due, due_under
from heeded.words.instants import NEVER, Instant
from heeded.words.interval import Interval, Unit, parse_interval
from heeded.words.spans import Span
from heeded.words.told import Told
from heeded.words.trouble import Trouble

UNITS = {"hours": Unit.HOURS, "days": Unit.DAYS, "months": Unit.MONTHS, "working days": Unit.WORKING_DAYS}


class Allowance(Protocol):
    """How long something may take that began on a day."""

    def version(self, bench: Bench, day: date) -> Version | None: ...


@dataclass(frozen=True, slots=True)
class Within:
    """A length that the signal's own parameters give."""

    length: Dated[Length]

    def version(self, bench: Bench, day: date) -> Version | None:
        """The length in force on the day, or on the day whose rules are asked for."""
        return plain(bench.value(self.length, day))


@dataclass(frozen=True, slots=True)
class Records:
    """A length that only the records give: the interval of the plan."""

    def version(self, bench: Bench, day: date) -> Version | None:
        """A version without a length of its own."""
        return _version(Counting.AT_MOST_EVERY)


@dataclass(frozen=True)
class Clock:
    """A clock of `reference/clocks`, with the law of the place, and of the day it started or whose rules are asked for.

    Before its first version comes into force the first holds, so that no rule begins silent, unless its data ask for that.
    """

    rule: ClockRule

    def version(self, bench: Bench, day: date) -> Version | None:
        """The version to go by; None where the clock is switched off."""
        wanted, here = bench.rules_on or day, bench.scene.jurisdiction
        first = min((v.in_force_from for v in self.rule.here(here) if v.in_force_from is not None), default=None)
        if first is not None and not self.rule.silent_before_law:
            wanted = max(wanted, first)
        return self.rule.version(wanted, here)


def overdue_at(
    version: Version, started: Told, *, interval: Interval | None = None, times: float = 1.0,
    suspensions: Iterable[Span] = (),
) -> Instant:  # fmt: skip
    """The midnight from which it is overdue; NEVER without a length, or where a suspension never ends."""
    due = fallen_due(version, started, interval=interval, times=times, suspensions=suspensions)
    return due.overdue_at if due is not None else NEVER


def fallen_due(
    version: Version, started: Told, *, interval: Interval | None = None, times: float = 1.0,
    suspensions: Iterable[Span] = (), turn: int = 0,
) -> Due | None:  # fmt: skip
    """When it falls due, and when a reminder does; None without a length.

    `interval` is the length that the records give, `turn` how often it was done before. `times` stretches the days that
    the length comes to, rounded up to a whole day, before the suspended days are added; then nothing is reminded of.
    """
    calendar = bank_holidays()
    if times != 1:
        plainly = due_under(version, started, calendar=calendar, interval=interval, turn=turn)
        if plainly is None or plainly.overdue_at >= NEVER:
            return plainly
        days = -int(-(plainly.last_day - started.day).days * times // 1)
        version, interval = _version(Counting.EXCLUSIVE_DAYS, Interval(days, Unit.DAYS)), None
    return due_under(version, started, calendar=calendar, interval=interval, suspensions=suspensions, turn=turn)


def plain(length: Length) -> Version:
    """A length of a signal's own as something to count by; the day it starts on is day 0."""
    return _version(Counting.AT_MOST_EVERY, Interval(length.count, UNITS[length.unit]))


@lru_cache(maxsize=1024)
def interval_told(text: str) -> Interval | None:
    """The interval that a record gives; None where it gives none that can be read."""
    try:
        return parse_interval(text) if text else None
    except Trouble:
        return None


def _version(counting: Counting, *lengths: Interval) -> Version:
    return Version(counting, lengths, None, None, EVERYWHERE, None, "", "")
