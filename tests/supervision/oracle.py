"""The plain meaning of the clocks, one day (or one quarter of an hour) at a time: slow, and easy to believe."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from heeded.words.instants import Instant
from heeded.words.spans import Span

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)


def midnight(day: date) -> Instant:
    """The first instant of a London day."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def touched(day: date, spans: Sequence[Span]) -> bool:
    """Whether any part of the day is in one of the spans."""
    begin, end = midnight(day), midnight(day + DAY)
    return any(max(begin, span.start) < min(end, span.end) for span in spans)


def walk(first: date, count: int, counts: Callable[[date], bool], step: timedelta = DAY) -> date:
    """The `count`th day that counts, looking at `first` first."""
    day = first
    while True:
        count -= counts(day)
        if count == 0:
            return day
        day += step


def months_on(day: date, months: int) -> date:
    """The same day so many months on, found by trying ever earlier days of that month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def after_hours(start: Instant, hours: int, spans: Sequence[Span]) -> Instant:
    """The instant by which so many unsuspended quarters of an hour have passed."""
    left, instant = hours * 4, start
    while left:
        left -= not any(span.holds(instant) for span in spans)
        instant += QUARTER
    return instant
