"""The interval that a plan or an assessment gives to a clock that repeats, as it was known at every moment."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.rules import ClockRule
from heeded.signals.bench import Piece
from heeded.signals.clauses.running import Running, Stops, by_time
from heeded.signals.deadline import interval_told
from heeded.words.instants import Instant


class Intervals:
    """What the records say of one person's interval, in order of when they said it.

    A plan of another sort than the one that starts the clock says nothing of it.
    """

    def __init__(self, rule: ClockRule, person: str, entries: Iterable[Entry], stops: Stops) -> None:
        details = dict(rule.interval_from)
        sorts = {sort for match in rule.starts_on for sort in match.where.get("type", ())}
        told = [e for e in entries if not sorts or e.one("type") in (*sorts, "")]
        found = ((e, interval_told(e.one(details[e.kind]))) for e in by_time(told))
        self._person, self._stops = person, stops
        self._stated = [(entry, interval) for entry, interval in found if interval is not None]
        self._lasts = [entry.happened.last for entry, _ in self._stated]

    def of(self, run: Running) -> Iterator[Running]:
        """A turn by each interval that was stated before it or while it runs; while none was, by the clock's own.

        An interval counts from when it was stated, and makes overdue what was not answered before the next was stated:
        a longer one given too late excuses nothing.
        """
        if not self._stated:
            yield run
            return
        begun = bisect_right(self._lasts, run.told.last)
        left = run.spans
        for index in range(begun - 1, -1, -1):
            if not left:
                break
            entry, at = self._stated[index][0], self._standing(index, run, left)
            left = minus(left, at)
            yield from self._by(index, run, meet(at, known(entry)))
        for index in range(begun, len(self._stated)):
            yield from self._by(index, run, meet(run.spans, known(self._stated[index][0])))
        yield replace(run, spans=left, replaced=partial(self._replaced, begun - 1))

    def _standing(self, index: int, run: Running, spans: Spans) -> Spans:
        """When an interval stated before a turn is known, and no end of what it belonged to."""
        entry = self._stated[index][0]
        over = self._stops.between(self._person, entry.happened.last, run.told.last)
        return minus(meet(spans, known(entry)), over)

    def _by(self, index: int, run: Running, spans: Spans) -> Iterator[Running]:
        entry, interval = self._stated[index]
        if spans:
            pieces = run.pieces if entry is run.entry else (*run.pieces, Piece(entry.ref, known(entry)))
            replaced = partial(self._replaced, index)
            yield replace(run, spans=spans, interval=interval, pieces=pieces, replaced=replaced)

    def _replaced(self, index: int, when: Instant) -> Spans:
        """When another interval is known that was stated after this one and not after `when`."""
        later = bisect_right(self._lasts, self._lasts[index]) if index >= 0 else 0
        until = bisect_right(self._lasts, when)
        return joined(known(self._stated[i][0]) for i in range(max(later, index + 1), until))
