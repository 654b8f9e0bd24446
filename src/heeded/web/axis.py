"""A day axis: days to pixels, and the few days or months or years that are written under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from heeded.words.instants import months_later

MOST_TICKS = 12
MOST_DAYS = 8  # ticks where they are days: the first of them says the year too
APART = 62  # pixels that a label needs
EDGE = 32  # pixels from an end within which a label would be cut off if it stood in the middle of its tick
DAYS, MONTHS = (1, 2, 7, 14), (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis. `anchor` is where its label begins: start, middle or end."""

    x: int
    said: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, both included, between the pixels `left` and `right`."""

    first: date
    last: date
    left: int
    right: int

    def x(self, on: date) -> int:
        """Where a day is; a day beyond an end is at that end."""
        span = max((self.last - self.first).days, 1)
        part = min(max((on - self.first).days / span, 0), 1)
        return self.left + round(part * (self.right - self.left))

    def ticks(self) -> tuple[Tick, ...]:
        """At most MOST_TICKS days: days, firsts of months or firsts of years, as far apart as the span wants."""
        days = (self.last - self.first).days
        for step in DAYS:
            if days // step < MOST_DAYS:
                marks = [self.first + timedelta(days=n) for n in range(0, days + 1, step)]
                return self._told(marks, "%-d %b", "%-d %b %Y")
        for step in MONTHS:
            marks = list(self._months(step))
            if len(marks) <= MOST_TICKS:
                return self._told(marks, "%b %Y" if step < 12 else "%Y")
        years = marks[:: -(-len(marks) // MOST_TICKS)]
        return self._told(years, "%Y")

    def _months(self, step: int) -> Iterator[date]:
        """The firsts of every `step`th month of the year that fall on the axis."""
        day = date(self.first.year, 1, 1)
        while day <= self.last and day.year < date.max.year:
            if day >= self.first:
                yield day
            day = months_later(day, step)

    def _told(self, marks: list[date], form: str, first: str = "") -> tuple[Tick, ...]:
        """The marks with their labels, without those whose label would touch the one before."""
        found: list[Tick] = []
        for day in marks:
            x, anchor = self.x(day), self._anchor(self.x(day))
            if not found or x - found[-1].x >= APART * (1.5 if anchor == "end" else 1):
                found.append(Tick(x, f"{day:{form if found else first or form}}", anchor))
        return tuple(found)

    def _anchor(self, x: int) -> str:
        if x - self.left < EDGE:
            return "start"
        return "end" if self.right - x < EDGE else "middle"
