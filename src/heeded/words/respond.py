"""Within what time an answer is asked for, as signal files say it: `4 hours`, `same day`, `3 working days`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from heeded.words.instants import Instant, day_of, start_of
from heeded.words.trouble import Trouble
from heeded.words.working_days import WorkingDays

_WRITTEN = re.compile(r"([0-9]{1,3}) (hour|day|week|working day)s?")
_WORDS = {"at once": ("hour", 1), "same day": ("day", 0), "same working day": ("working day", 0)}
MOST = {"hour": 240, "day": 180, "week": 26, "working day": 120}
MOMENT = timedelta(microseconds=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Respond:
    """A time to answer. `unit` is hour (exact), day or working day (both up to the end of a London day).

    Of days, 0 is the same day; of working days, 0 is the same day where it is a working day and else the next one.
    """

    count: int
    unit: str

    def due(self, opened: Instant, working: WorkingDays) -> Instant:
        """When the time is up that began at an instant."""
        if self.unit == "hour":
            return opened + timedelta(hours=self.count)
        return end_of(self._last_day(day_of(opened), working))

    def due_after(self, first: Instant, instant: Instant, working: WorkingDays) -> Instant:
        """The first time after an instant at which the time, given again each time it is up, is up: `first` or later."""
        if instant < first:
            return first
        return self._nth(first, self.times_up(first, instant, working), working)

    def times_up(self, first: Instant, instant: Instant, working: WorkingDays) -> int:
        """How many times it is up by an instant, `first` being the first time."""
        if instant < first:
            return 0
        if self.unit == "hour":
            return 1 + (instant - first) // timedelta(hours=max(self.count, 1))
        ended, last = day_of(first - MOMENT), day_of(instant) - DAY
        passed = working.between(ended, last) if self.unit == "working day" else (last - ended).days
        return 1 + passed // max(self.count, 1)

    def _nth(self, first: Instant, index: int, working: WorkingDays) -> Instant:
        length = max(self.count, 1) * index
        if self.unit == "hour":
            return first + timedelta(hours=length)
        ended = day_of(first - MOMENT)
        return end_of(working.add(ended, length) if self.unit == "working day" else ended + timedelta(days=length))

    def _last_day(self, day: date, working: WorkingDays) -> date:
        if self.unit == "day":
            return day + timedelta(days=self.count)
        if self.count == 0 and working.is_working(day):
            return day
        return working.add(day, max(self.count, 1))

    def __str__(self) -> str:
        if self.count == 0:
            return f"same {self.unit}"
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def end_of(day: date) -> Instant:
    """The end of a London day, which is the start of the next."""
    return start_of(day + DAY)


def parse_respond(text: str, where: str = "respond") -> Respond:
    """A time to answer from its written form: `at once` (an hour), `4 hours`, `same day`, `2 working days`, `1 week`.

    Trouble, naming `where`, for anything else and for what is out of range.
    """
    plain = " ".join(text.lower().split())
    if plain in _WORDS:
        unit, count = _WORDS[plain]
        return Respond(count, unit)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        what = f"'{text[:60]}' is no time to answer."
        raise Trouble(where, what, "Write at once, 4 hours, same day, 3 working days or 2 weeks.")
    count, unit = int(found[1]), found[2]
    if not 1 <= count <= MOST[unit]:
        raise Trouble(where, f"'{text[:60]}' is out of range.", f"Use 1 to {MOST[unit]} {unit}s.")
    return Respond(count * 7, "day") if unit == "week" else Respond(count, unit)
