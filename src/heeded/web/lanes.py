"""The swim-lane picture of a chronology: a lane an agency, a mark an entry, a bar a raise; lists beside it say it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heeded.chronology.entry import Entry
from heeded.review.lines import RaiseLine
from heeded.web.saying import agency, count, day
from heeded.words.instants import day_of

WIDTH, LEFT, RIGHT = 960, 150, 24
LANE, TOP, BAR = 36, 28, 22
MOST_YEARS_TICKED = 12
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry: where its mark is."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Lane:
    """An agency's lane: its name, its height in the picture, its marks."""

    agency: str
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A raise from the day it was raised to the day it was cleared, or to the picture's end."""

    signal: str
    level: str
    x: int
    y: int
    width: int
    open: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: int
    said: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole, with the sentence that says it to somebody who cannot see it."""

    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int
    floor: int
    says: str
    left_out: int
    width: int = WIDTH
    left: int = LEFT


def picture(entries: Sequence[Entry], raises: Sequence[RaiseLine]) -> Picture | None:
    """The picture of these entries and raises; None where there is nothing to show."""
    if not entries:
        return None
    first = min(e.happened.first_day for e in entries)
    last = max(*(e.happened.day for e in entries), *(day_of(r.raised) for r in raises), first)
    scale = Scale(first, last)
    names = sorted({e.agency for e in entries})
    lanes = tuple(_lane(name, TOP + LANE * n, entries, scale) for n, name in enumerate(names))
    under = TOP + LANE * len(lanes) + 8
    shown = sorted(raises, key=lambda r: r.raised)[:MOST_BARS]
    bars = tuple(_bar(each, under + BAR * n, scale) for n, each in enumerate(shown))
    floor = under + BAR * len(bars)
    says = f"{count(len(entries), 'entry,entries')} of {', '.join(agency(n) for n in names)} from {day(first)} to {day(last)}"
    says += f", and {count(len(raises), 'raise as a bar,raises as bars')} below them."
    return Picture(lanes, bars, scale.ticks(), floor + 34, floor, says, len(raises) - len(shown))


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels."""

    first: date
    last: date

    def x(self, on: date) -> int:
        """Where a day is, within the picture."""
        span = max((self.last - self.first).days, 1)
        part = min(max((on - self.first).days / span, 0), 1)
        return LEFT + 10 + round(part * (WIDTH - LEFT - RIGHT - 20))

    def ticks(self) -> tuple[Tick, ...]:
        """The years, thinned to what can be read; the first and the last day where it is all within a year or two."""
        years = range(self.first.year + 1, self.last.year + 1)
        if len(years) < 2:
            return (Tick(self.x(self.first), day(self.first)), Tick(self.x(self.last), day(self.last)))
        step = -(-len(years) // MOST_YEARS_TICKED)
        return tuple(Tick(self.x(date(year, 1, 1)), str(year)) for year in years[::step])


def _lane(name: str, y: int, entries: Sequence[Entry], scale: Scale) -> Lane:
    marks: list[Mark] = []
    before = -99
    for x in sorted(scale.x(e.happened.day) for e in entries if e.agency == name):
        nudge = 5 if marks and x - before < 4 and marks[-1].y <= y + LANE // 2 else 0
        marks.append(Mark(x, y + LANE // 2 + nudge))
        before = x
    return Lane(name, y, tuple(marks))


def _bar(each: RaiseLine, y: int, scale: Scale) -> Bar:
    start = scale.x(day_of(each.raised))
    end = WIDTH - RIGHT if each.cleared is None else scale.x(day_of(each.cleared))
    return Bar(each.signal, each.level, start, y, max(end - start, 6), each.cleared is None)
