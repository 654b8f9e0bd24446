"""The time of day in a told date, as a clock on a London wall showed it.

An hour that the clocks went back over comes twice: the first of the two is meant. An hour that the clocks skipped is
read as if they had not gone forward yet (01:30 on that night is 02:30 summer time). A time with an offset (`Z`,
`+01:00`) is exact as it stands. 00:00:00, as databases write a day without a time, is no time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from heeded.words.instants import LONDON, Instant

_VAGUE = re.compile(
    r"\b(?:am|pm|a\.m\.|p\.m\.|morning|early hours|midday|noon|lunchtime|afternoon|evening|overnight|night|"
    r"time (?:not known|unknown)|all day|daytime)\b"
)
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?P<offset>z\b|[+-]\d\d:?\d\d)?"
)
_UNTIL = r"(?P<range>\s*(?:-|–|to)\s*(?:\d{1,2}[:.]\d\d(?!\.)\s*(?:[ap]m)?|\d{1,2}\s*[ap]m|\d{4} ?h)(?:r?s?|ours)\b)"
_TIMES = tuple(
    re.compile(rf"(?:(?<=\d)t|\s|^)(?:at |@ ?|- )?\(?(?P<vague>c\. ?|circa |approx\.? |about |around |~)?{shape}"
               rf"(?: ?(?:hrs?|hours|h)\b\.?)?{_UNTIL}?\)?(?=\s|$)")
    for shape in (
        _CLOCK,
        r"(?P<hour>\d{1,2})(?:\.(?P<minute>\d\d))?\s*(?P<half>[ap]\.?m\b\.?)",
        r"(?P<hour>\d\d)[.]?(?P<minute>\d\d)(?= ?h)",
        r"(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?!\.|\d)(?=$|\s*[-)])",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `exact` is None where a part of the day, or a span, was told; `offset` is in minutes from UTC."""

    exact: time | None
    offset: int | None = None


def clock_in(plain: str) -> tuple[str, Clock | None]:
    """A date text in small letters without its time of day, and that time: None where it gives none."""
    rest, clock = _first_clock(plain)
    if clock is None or clock.offset is not None:
        return rest, clock
    again, second = _first_clock(rest)
    return (again, Clock(None)) if second else (rest, clock)  # two times are a span of time


def _first_clock(plain: str) -> tuple[str, Clock | None]:
    for pattern in _TIMES:
        if found := pattern.search(plain):
            rest = f"{plain[: found.start()]} {plain[found.end() :]}"
            return " ".join(rest.split()).strip(" -"), _clock(found.groupdict())
    rest = _VAGUE.sub(" ", plain)
    if rest != plain:
        return " ".join(rest.replace("()", " ").replace("( )", " ").split()).strip(" -"), Clock(None)
    return plain, None


def _clock(found: dict[str, str | None]) -> Clock | None:
    hour, minute, second = (int(found.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (found.get("half") or "")[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        hour = 99  # 14pm: no clock shows it; the date reader says so
    if found.get("second") == "00" and not (hour or minute or found.get("offset")):
        return None
    if found.get("vague") or found.get("range"):
        return Clock(None)
    if hour > 23 or minute > 59 or second > 59:
        return Clock(time.max, offset=10_000)
    return Clock(time(hour, minute, second), _minutes(found.get("offset")))


def _minutes(offset: str | None) -> int | None:
    if not offset:
        return None
    if offset == "z":
        return 0
    digits = offset[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if offset[0] == "-" else minutes


def instant_of(day: date, clock: Clock) -> Instant:
    """The instant of a time on a London day; ValueError for a time that no clock shows."""
    if clock.exact is None:
        raise ValueError("no time was told")
    if clock.offset is not None:
        zone = timezone(timedelta(minutes=clock.offset))
        return datetime.combine(day, clock.exact, tzinfo=zone).astimezone(UTC)
    return datetime.combine(day, clock.exact, tzinfo=LONDON).astimezone(UTC)
