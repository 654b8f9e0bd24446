"""One thing that lasts: in force from a beginning to an end, each known from some instant to another.

`now()` says at which instants it is in force as known then; `during(told)` says at which instants it is known to be in
force on some day of a told span.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from heeded.chronology.entry import Entry, Statement
from heeded.chronology.spans import NONE, Spans, meet, minus, since, span
from heeded.words.instants import NEVER, Instant
from heeded.words.told import Told
from heeded.words.trouble import Trouble


@dataclass(frozen=True, slots=True)
class End:
    """Something that ends a state: when in the world, and when that is known."""

    at: Instant
    known: Spans


@dataclass(frozen=True, slots=True)
class State:
    """One stay, order, plan or spell of a person. `ends` come nearest first; `until` is the end told beforehand.

    `sort` tells it from others of its name (a plan's type, an address's status), `refs` are the records it rests on.
    Of an order, `codes` are its conditions, `order` is the name of the order that this is a step of, and `closed` when
    that order is known to be over.
    """

    name: str
    person: str
    refs: tuple[str, ...]
    agency: str
    begins: Told
    known: Spans
    ends: tuple[End, ...] = ()
    until: Instant = NEVER
    sort: str = ""
    codes: frozenset[str] = frozenset()
    order: str = ""
    closed: Spans | None = None
    place: str = ""
    entry: Entry | None = None

    def now(self) -> Spans:
        """The instants at which it is in force, as known then."""
        found = meet(self.known, span(self.begins.first, self.until))
        for end in self.ends:
            found = minus(found, meet(end.known, since(end.at)))
        return found

    def during(self, told: Told) -> Spans:
        """The instants at which it is known to be in force on some day of the span."""
        if self.begins.first > told.last or self.until <= told.first:
            return NONE
        found = self.known
        for end in self.ends:
            if end.at <= told.first:
                found = minus(found, end.known)
        return found

    @property
    def known_latest(self) -> Spans:
        """The instants at which it is known and nothing that ends it is: the last of its sort that anybody knows of."""
        found = self.known
        for end in self.ends:
            found = minus(found, end.known)
        return found

    def over(self) -> Spans:
        """The instants at which it is known to have ended; an order goes on when it is varied."""
        return minus(self.known, self.now()) if self.closed is None else meet(self.known, self.closed)

    def believed(self) -> list[tuple[Spans, Instant]]:
        """Its end as believed: at these instants of knowledge, it ends then."""
        left, found = self.known, []
        for end in self.ends:
            part = meet(left, end.known)
            if part:
                found.append((part, min(end.at, self.until)))
                left = minus(left, part)
        return [*found, (left, self.until)] if left else found


class Endings:
    """Records that end a sort of state, in order of when; finds those that matter to one state."""

    def __init__(self, ends: Iterable[End]) -> None:
        self.ends = sorted(ends, key=lambda e: (e.at, e.known))
        self._at = [e.at for e in self.ends]
        self._soonest: list[Instant] = [NEVER] * (len(self.ends) + 1)
        for i in range(len(self.ends) - 1, -1, -1):
            self._soonest[i] = min(self._soonest[i + 1], self.ends[i].known[0][0] if self.ends[i].known else NEVER)

    def of(self, begins: Instant, known: Spans, *, after: bool = False) -> tuple[End, ...]:
        """The ends at or (`after`) later than `begins` that anyone holding `known` could go by, nearest first.

        A farther end matters only while the nearer ones are not known, so the search stops once they all are.
        """
        left, found = known, []
        for i in range(bisect_left(self._at, begins), len(self.ends)):
            if not left or self._soonest[i] >= left[-1][1]:
                break
            end = self.ends[i]
            if (after and end.at == begins) or not meet(left, end.known):
                continue
            found.append(end)
            left = minus(left, end.known)
        return tuple(found)


def told_until(entry: Entry, detail: str = "until") -> Instant:
    """The instant that an `until` gives: see `day_told`; never for `life`, `indefinite` or none."""
    return day_told(entry.one(detail))


def day_told(text: str) -> Instant:
    """The start of a day in the one written form of dates, of a vague date its last; never for anything else."""
    try:
        return Told.read(text).last if text[:1].isdigit() else NEVER
    except (ValueError, Trouble):
        return NEVER


def known(entry: Entry | Statement) -> Spans:
    """When an entry counts."""
    return span(entry.known, entry.until)
