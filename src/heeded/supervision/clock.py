"""When a clock falls due: one pure function of a rule, a start, the calendar and the time that does not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from heeded.reference.holidays import Calendar
from heeded.reference.rules import EVERYWHERE, ClockRule, Counting, Version
from heeded.supervision.counting import CalendarDays, Days, Suspended
from heeded.words.instants import NEVER, Instant, day_of, months_later, start_of
from heeded.words.interval import Interval, Unit, parse_interval
from heeded.words.spans import Span
from heeded.words.told import Told
from heeded.words.trouble import Trouble

__all__ = ["Due", "Interval", "due", "due_under", "parse_interval"]

_DAY = timedelta(days=1)
_EVERY_DAY = CalendarDays()


@dataclass(frozen=True, slots=True)
class Due:
    """When something must be done by.

    `last_day`: the last London day on which it is in time. `overdue_at`: the instant from which it is overdue, the
    midnight that ends the last day, or for hours the moment they have passed; done at that very instant is in time.
    `warn_at`: when a reminder is due, if the rule wants one. `provisional`: it rests on bank holidays that are
    computed, not yet published. A clock whose suspension never ends has `overdue_at` NEVER.
    """

    last_day: date
    overdue_at: Instant
    warn_at: Instant | None = None
    provisional: bool = False


def due(
    rule: ClockRule, started: Told, *, calendar: Calendar, suspensions: Iterable[Span] | Suspended = (),
    interval: Interval | None = None, turn: int = 0, jurisdiction: str = EVERYWHERE, on: date | None = None,
) -> Due | None:  # fmt: skip
    """When a clock that started then falls due; None where no version is in force or no length is known.

    The version is that of the day the clock started, or of the day `on` (today's rules on an old case). A vague start
    runs from its span's end. `interval` is the length that the records give, for a clock that repeats; `turn` how
    often it was done before. Days of which any part is suspended are not counted
    (give a `Suspended` where many clocks share the same spans).
    """
    version = rule.version(on or started.day, jurisdiction)
    if version is None:
        return None
    return due_under(version, started, calendar=calendar, suspensions=suspensions, interval=interval, turn=turn)


def due_under(
    version: Version, started: Told, *, calendar: Calendar, suspensions: Iterable[Span] | Suspended = (),
    interval: Interval | None = None, turn: int = 0,
) -> Due | None:  # fmt: skip
    """The same under one version of a rule, whether or not it is in force; None where no length is known."""
    length = interval if interval and version.counting is Counting.AT_MOST_EVERY else version.length(turn)
    if length is None:
        return None
    waits = suspensions if isinstance(suspensions, Suspended) else Suspended(suspensions)
    try:
        if length.unit is Unit.HOURS:
            return _of_hours(version, length, started.last, waits)
        last_day = _last_day(version.counting, length, started.day, calendar, waits)
        if last_day is None:
            return Due(date.max, NEVER)
        overdue_at = start_of(last_day + _DAY)
        return Due(last_day, overdue_at, _warning(version, last_day, started.last, calendar),
                   length.unit is Unit.WORKING_DAYS and calendar.provisional(last_day))  # fmt: skip
    except (OverflowError, ValueError, Trouble):  # it lies beyond the end of the calendar
        return Due(date.max, NEVER)


def _of_hours(version: Version, length: Interval, start: Instant, waits: Suspended) -> Due:
    hours = timedelta(hours=length.count)
    overdue_at = start - hours if version.counting is Counting.BEFORE else waits.elapsed(start, hours)
    return Due(day_of(overdue_at), overdue_at)


def _last_day(counting: Counting, length: Interval, day: date, calendar: Calendar, waits: Suspended) -> date | None:
    """The last day in time; None if a suspension never lets it come."""
    if counting is Counting.BEFORE:
        return day_before(day, length, calendar)
    eve = day - _DAY if counting is Counting.INCLUSIVE_DAYS else day
    count, days = _days_of(length, day, calendar)
    return waits.nth_day(eve, count, days)


def _days_of(length: Interval, day: date, calendar: Calendar) -> tuple[int, Days]:
    """A length from a day on as a number of days of one sort. Months become the days they span from there."""
    if length.unit is Unit.WORKING_DAYS:
        return length.count, calendar.working
    if length.unit is Unit.MONTHS:
        return (months_later(day, length.count) - day).days, _EVERY_DAY
    return length.count * (7 if length.unit is Unit.WEEKS else 1), _EVERY_DAY


def day_before(day: date, length: Interval, calendar: Calendar) -> date:
    """The day so long before another."""
    if length.unit is Unit.WORKING_DAYS:
        return calendar.working.add(day, -length.count)
    if length.unit is Unit.MONTHS:
        return months_later(day, -length.count)
    return day - timedelta(days=length.count * (7 if length.unit is Unit.WEEKS else 1))


def _warning(version: Version, last_day: date, start: Instant, calendar: Calendar) -> Instant | None:
    """The start of the day so long before the last, but never before the clock itself started."""
    if version.warn_before is None:
        return None
    return max(start, start_of(day_before(last_day, version.warn_before, calendar)))
