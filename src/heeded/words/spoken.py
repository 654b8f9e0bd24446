"""Days, moments and lengths of time as people say them: the same on a page, in a terminal and in a sentence."""

from datetime import date, timedelta

from heeded.words.instants import LONDON, NEVER, Instant, day_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS_FROM = timedelta(hours=48)  # from here on days are counted, not hours
UNSET = "–"


def written_day(day: date) -> str:
    """`12 March 2019`."""
    return f"{day.day} {day:%B %Y}"


def written_moment(instant: Instant) -> str:
    """`12 March 2019 at 14:05`, in London; midnight, which is how a day without a time is kept, is the day alone."""
    local = instant.astimezone(LONDON)
    return written_day(local) if _midnight(local) else f"{written_day(local)} at {local:%H:%M}"


def deadline(instant: Instant | None) -> str:
    """`3 May 2024 at 14:00`; the end of a day, which is kept as the start of the next, is `the end of 3 May 2024`."""
    if instant is None or instant >= NEVER:
        return UNSET
    if _midnight(instant.astimezone(LONDON)):
        return f"the end of {written_day(day_of(instant) - DAY)}"
    return written_moment(instant)


def lasting(length: timedelta) -> str:
    """A length of time in its largest whole unit: `2 hours`, `40 minutes`, `3 days`, `less than a minute`."""
    if length >= DAYS_FROM:
        return _counted(length // DAY, "day")
    if length >= HOUR:
        return _counted(length // HOUR, "hour")
    minutes = length // timedelta(minutes=1)
    return _counted(minutes, "minute") if minutes > 0 else "less than a minute"


def left(until: Instant, now: Instant) -> str:
    """`2 hours left`, or `time was up 3 days ago`."""
    if until >= NEVER:
        return "no time is set"
    return f"{lasting(until - now)} left" if until > now else f"time was up {lasting(now - until)} ago"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def _midnight(local: Instant) -> bool:
    return (local.hour, local.minute, local.second) == (0, 0, 0)
