"""Counting days and hours while leaving out the time that does not count."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from typing import Protocol

from heeded.words.instants import NEVER, Instant, day_of
from heeded.words.spans import Span, merged

_TICK = timedelta(microseconds=1)
_NOTHING = timedelta(0)


class Days(Protocol):
    """A way of counting days: every day of the calendar, or working days only."""

    def between(self, start: date, end: date) -> int:
        """How many count after `start`, up to and including `end`."""

    def add(self, day: date, count: int) -> date:
        """The `count`th that counts after `day`."""


class CalendarDays:
    """Every day counts."""

    def between(self, start: date, end: date) -> int:
        """The days after `start` up to and including `end`."""
        return (end - start).days

    def add(self, day: date, count: int) -> date:
        """The day `count` days on."""
        return day + timedelta(days=count)


class Suspended:
    """The time that does not count: spans in order, and the London days of which any part lies in one."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.spans = merged(spans)
        self._ends = [span.end for span in self.spans]
        self._days = [(day_of(span.start), _last_day(span)) for span in self.spans]
        self._last_days = [last for _, last in self._days]

    def nth_day(self, day: date, count: int, days: Days) -> date | None:
        """The `count`th day after `day` that counts and is not suspended; None where a suspension never ends.

        Walks the suspensions, not the days: the free days before each are taken off what is left to count.
        """
        reached, left = day, count
        for first, last in islice(self._days, bisect_right(self._last_days, day), None):
            eve = date.fromordinal(max(reached.toordinal(), first.toordinal() - 1))
            free = days.between(reached, eve)
            if free >= left:
                break
            left -= free
            if last == date.max:
                return None
            reached = last
        return days.add(reached, left)

    def elapsed(self, start: Instant, length: timedelta) -> Instant:
        """The instant by which so much unsuspended time has passed; NEVER where a suspension never ends."""
        reached, left = start, length
        for span in islice(self.spans, bisect_right(self._ends, start), None):
            free = max(span.start - reached, _NOTHING)
            if free >= left:
                break
            left -= free
            if span.end >= NEVER:
                return NEVER
            reached = span.end
        return reached + left


def _last_day(span: Span) -> date:
    """The last day that a span touches; `date.max` where it still lasts."""
    return date.max if span.end >= NEVER else day_of(span.end - _TICK)
