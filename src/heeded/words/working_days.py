"""Working days: Monday to Friday less a set of holidays, counted without walking through the days."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from heeded.words.trouble import Trouble

MOST = 100_000


class WorkingDays:
    """Arithmetic over a fixed set of holidays.

    The holidays that fall on weekdays are kept in order, so that their index is a running total: any count is one
    look-up, whatever the distance. Every date of the calendar is covered; where no holiday is known only weekends
    are left out.
    """

    def __init__(self, holidays: Iterable[date]) -> None:
        self._holidays = sorted({day.toordinal() for day in holidays if day.weekday() < 5})
        self._set = frozenset(self._holidays)

    def is_working(self, day: date) -> bool:
        """Whether it is Monday to Friday and no holiday."""
        return day.weekday() < 5 and day.toordinal() not in self._set

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; negative if `end` is before `start`."""
        return self._until(end.toordinal()) - self._until(start.toordinal())

    def add(self, day: date, count: int) -> date:
        """The `count`th working day after `day`, which is day 0 whatever day it is; `count` 0 gives `day` itself.

        A negative count goes back to the working days before. Trouble beyond 100,000 days or the year 9999.
        """
        if count == 0:
            return day
        if abs(count) > MOST:
            raise Trouble("working days", f"{count} is more than can be counted.", f"Use at most {MOST}.")
        ordinal = day.toordinal()
        wanted = self._until(ordinal) + count if count > 0 else self._until(ordinal - 1) + count + 1
        try:
            return date.fromordinal(self._reached(wanted))
        except (ValueError, OverflowError):
            raise Trouble("working days", f"{count} from {day} leaves the calendar.", "Use a nearer date.") from None

    def _until(self, ordinal: int) -> int:
        """Working days from the first day of the calendar (a Monday) to this day, included."""
        return _weekdays(ordinal) - bisect_right(self._holidays, ordinal)

    def _reached(self, wanted: int) -> int:
        """The first day by which this many working days have passed: the weekday so many on, skipping holidays."""
        ordinal = _weekday(wanted)
        while True:
            later = _weekday(wanted + bisect_right(self._holidays, ordinal))
            if later == ordinal:
                return ordinal
            ordinal = later


def _weekdays(ordinal: int) -> int:
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)


def _weekday(number: int) -> int:
    weeks, day = divmod(number - 1, 5)
    return weeks * 7 + day + 1
