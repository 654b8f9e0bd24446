"""Instants are UTC datetimes; days are London days, whatever the season."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from heeded.words.trouble import Trouble

LONDON = ZoneInfo("Europe/London")

Instant = datetime  # always aware, always UTC

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@lru_cache(maxsize=65536)
def start_of(day: date) -> Instant:
    """The first instant of a London day, in UTC. Midnight exists on every London day since 1972."""
    if day.year >= NEVER.year:
        return NEVER
    if day.year <= BEGINNING.year:
        return BEGINNING
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def day_of(instant: Instant) -> date:
    """The London day that an instant falls in."""
    if instant >= NEVER or instant.year <= BEGINNING.year:
        return instant.date()
    return instant.astimezone(LONDON).date()


def days_later(instant: Instant, days: int) -> Instant:
    """The same London wall-clock time `days` calendar days on (never 86,400-second days)."""
    local = instant.astimezone(LONDON)
    try:
        return (local + timedelta(days=days)).astimezone(UTC)
    except OverflowError:
        return NEVER if days > 0 else BEGINNING


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` on, or that month's last day where it is shorter (31 Jan + 1 = 28/29 Feb)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise Trouble("date", f"{day} has no day {months} months later.", "Use a date between the years 1 and 9999.")


def in_london(instant: Instant) -> str:
    """ISO 8601 with the London offset of that instant: `2024-08-12T00:00:00+01:00`."""
    return instant.astimezone(LONDON).isoformat()


def parsed(text: str) -> Instant:
    """An instant from ISO 8601 with an offset; Trouble without one."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise Trouble("instant", f"'{text}' has no offset from UTC.", "Write it as 2024-08-12T09:30:00+01:00.")
    return value.astimezone(UTC)
