"""A worked example as a picture: a lane an agency, a numbered mark a record, a bar a raise; the table beside it says it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heeded.web.axis import Axis, Tick
from heeded.web.saying import agency, count, day, words

WIDTH, LEFT, RIGHT = 900, 130, 24
ROW, PAD, BAR = 26, 12, 44
APART = 24  # pixels between two marks of one row
ROOM = 60  # days, at least, that the picture goes on after the last record before a bar is cut short
MOST_BARS = 6

Levels = Sequence[tuple[str, date]]


@dataclass(frozen=True, slots=True)
class Point:
    """A record to be drawn: the days it may have happened on, the day it was written down where that was later."""

    number: int
    first: date
    last: date
    recorded: date | None
    agency: str
    kind: str
    evidence: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A record: its number in a circle; `since` where a vague date begins, `late` where it was written down."""

    number: int
    x: int
    y: int
    evidence: bool
    since: int | None
    late: int | None


@dataclass(frozen=True, slots=True)
class Lane:
    """An agency's lane, from `top` on, with its marks."""

    agency: str
    top: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar in which the level did not change."""

    x: int
    width: int
    level: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A raise, from the day it was raised to the day it was cleared. `open`: it goes on beyond the picture's end."""

    y: int
    pieces: tuple[Piece, ...]
    open: bool
    says: str
    label: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole, with the sentences that say it to somebody who cannot see it."""

    number: int
    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    floor: int
    height: int
    says: str
    left_out: int
    width: int = WIDTH
    left: int = LEFT
    end: int = WIDTH - RIGHT


def drawn(points: Sequence[Point], raises: Sequence[tuple[Levels, date | None]], number: int) -> Picture | None:
    """The picture of some records and of the raises on them: (levels with their days, day cleared). None of nothing."""
    if not points:
        return None
    shown = raises[:MOST_BARS]
    axis = Axis(min(p.first for p in points), _end(points, shown), LEFT, WIDTH - RIGHT)
    lanes, top = list[Lane](), PAD
    for name in dict.fromkeys(p.agency for p in points):
        lanes.append(_lane(name, top, [p for p in points if p.agency == name], axis))
        top += lanes[-1].height
    bars = [_bar(levels, cleared, top + 6 + BAR * n, axis) for n, (levels, cleared) in enumerate(shown)]
    floor = top + BAR * len(bars) + 4
    return Picture(
        number, tuple(lanes), tuple(bars), axis.ticks(), floor, floor + 26, described(points, raises),
        len(raises) - len(shown),
    )  # fmt: skip


def described(points: Sequence[Point], raises: Sequence[tuple[Levels, date | None]]) -> str:
    """The picture in sentences."""
    said = [f"{count(len(points), 'record,records')}."]
    for p in points:
        when = day(p.last) if p.first == p.last else f"{day(p.first)} to {day(p.last)}"
        late = f", written down {day(p.recorded)}" if p.recorded else ""
        said.append(f"{p.number}: {when}, {agency(p.agency)}, {words(p.kind).lower()}{late}.")
    said += [_sentence(levels, cleared) for levels, cleared in raises] or ["Nothing is raised."]
    return " ".join(said)


def _sentence(levels: Levels, cleared: date | None) -> str:
    reached = ", ".join(f"{level} from {day(when)}" for level, when in levels)
    return f"Raised: {reached}, {f'until {day(cleared)}' if cleared else 'not cleared'}."


def _end(points: Sequence[Point], raises: Sequence[tuple[Levels, date | None]]) -> date:
    """The last day drawn: a raise that is cleared many years on does not press the records together."""
    first = min(p.first for p in points)
    days = [max(p.last, p.recorded or p.last) for p in points] + [when for levels, _ in raises for _, when in levels]
    last = max(days)
    room = last + max(last - first, timedelta(days=ROOM))
    near = [cleared for _, cleared in raises if cleared and cleared <= room]
    last = max([last, *near])
    still = any(cleared is None or cleared > last for _, cleared in raises)
    return last + max((last - first) // 8, timedelta(days=4)) if still else max(last, first + timedelta(days=1))


def _lane(name: str, top: int, points: Sequence[Point], axis: Axis) -> Lane:
    """A lane as high as its marks need so that none hides another."""
    taken: list[int] = []  # the pixel up to which each row is taken
    marks = []
    for p in sorted(points, key=lambda p: (p.last, p.number)):
        x, since = axis.x(p.last), axis.x(p.first) if p.first != p.last else None
        late = axis.x(p.recorded) if p.recorded and p.recorded > p.last else None
        begins = x if since is None else since
        row = next((n for n, end in enumerate(taken) if begins - end >= APART), len(taken))
        taken[row:] = [max(x, late or x), *taken[row + 1 :]]
        marks.append(Mark(p.number, x, top + PAD + ROW * row + 4, p.evidence, since, late))
    return Lane(name, top, ROW * max(len(taken), 1) + 8, tuple(marks))


def _bar(levels: Levels, cleared: date | None, y: int, axis: Axis) -> Bar:
    goes_on = cleared is None or cleared > axis.last
    end = axis.right if cleared is None or goes_on else axis.x(cleared)
    starts = [axis.x(when) for _, when in levels]
    ends = [*starts[1:], end]
    pieces = tuple(
        Piece(start, max(until - start, 4), level)
        for (level, _), start, until in zip(levels, starts, ends, strict=True)
    )
    right = starts[0] > (axis.left + axis.right) // 2
    until = f" until {day(cleared)}" if cleared else ", not cleared"
    said = ", then ".join(f"{level} from {day(when)}" for level, when in levels) + until
    label = max(pieces[-1].x + pieces[-1].width, starts[0]) if right else starts[0]
    return Bar(y, pieces, goes_on, said[:1].upper() + said[1:], label, "end" if right else "start")
