"""How the pages say how much time is left: filters that every template has."""

from datetime import timedelta

from django import template

from heeded.web.saying import count, day, moment
from heeded.words.instants import LONDON, NEVER, Instant

register = template.Library()

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS_FROM = timedelta(hours=48)  # from here on days are counted, not hours


@register.filter
def deadline(value: Instant | None) -> str:
    """`3 May 2024 at 14:00`; the end of a day, which is kept as the start of the next, is `the end of 3 May 2024`."""
    if value is None or value >= NEVER:
        return "–"
    local = value.astimezone(LONDON)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"the end of {day((local - timedelta(hours=1)).date())}"
    return moment(value)


@register.filter
def span(length: timedelta) -> str:
    """A length of time in its largest whole unit: `2 hours`, `40 minutes`, `3 days`, `less than a minute`."""
    if length >= DAYS_FROM:
        return count(length // DAY, "day,days")
    if length >= HOUR:
        return count(length // HOUR, "hour,hours")
    minutes = length // timedelta(minutes=1)
    return count(minutes, "minute,minutes") if minutes else "less than a minute"


@register.filter
def left(value: Instant, now: Instant) -> str:
    """`2 hours left`, or `time was up 3 days ago`."""
    if value >= NEVER:
        return "no time is set"
    return f"{span(value - now)} left" if value > now else f"time was up {span(now - value)} ago"
