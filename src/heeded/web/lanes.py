"""The swim-lane picture of a chronology: a lane an agency, a mark an entry, a bar a raise; lists beside it say it all."""

from collections.abc import Sequence
from dataclasses import dataclass

from heeded.chronology.entry import Entry
from heeded.review.lines import RaiseLine
from heeded.web.axis import Axis, Tick
from heeded.web.saying import agency, count, day
from heeded.words.instants import day_of

WIDTH, LEFT, RIGHT = 960, 150, 24
LANE, TOP, BAR = 36, 28, 22
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
    axis = Axis(first, last, LEFT + 10, WIDTH - RIGHT - 10)
    names = sorted({e.agency for e in entries})
    lanes = tuple(_lane(name, TOP + LANE * n, entries, axis) for n, name in enumerate(names))
    under = TOP + LANE * len(lanes) + 8
    shown = sorted(raises, key=lambda r: r.raised)[:MOST_BARS]
    bars = tuple(_bar(each, under + BAR * n, axis) for n, each in enumerate(shown))
    floor = under + BAR * len(bars)
    says = f"{count(len(entries), 'entry,entries')} of {', '.join(agency(n) for n in names)} from {day(first)} to {day(last)}"
    says += f", and {count(len(raises), 'raise as a bar,raises as bars')} below them."
    return Picture(lanes, bars, axis.ticks(), floor + 34, floor, says, len(raises) - len(shown))


def _lane(name: str, y: int, entries: Sequence[Entry], axis: Axis) -> Lane:
    marks: list[Mark] = []
    before = -99
    for x in sorted(axis.x(e.happened.day) for e in entries if e.agency == name):
        nudge = 5 if marks and x - before < 4 and marks[-1].y <= y + LANE // 2 else 0
        marks.append(Mark(x, y + LANE // 2 + nudge))
        before = x
    return Lane(name, y, tuple(marks))


def _bar(each: RaiseLine, y: int, axis: Axis) -> Bar:
    start = axis.x(day_of(each.raised))
    end = WIDTH - RIGHT if each.cleared is None else axis.x(day_of(each.cleared))
    return Bar(each.signal, each.level, start, y, max(end - start, 6), each.cleared is None)
