"""A clock that repeats: what was done last starts the next turn, as it was known at every moment."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, at_least, joined, meet, minus
from heeded.chronology.state import End, Endings, known
from heeded.reference.rules import ClockRule
from heeded.signals.bench import Bench, Piece
from heeded.signals.clauses.accounts import about, as_events, counting, names_of
from heeded.signals.clauses.intervals import Intervals
from heeded.signals.clauses.running import Running, Stops, by_time, duty_seen, held, meant, naming
from heeded.signals.selection import Selection
from heeded.words.instants import Instant


def turns(bench: Bench, rule: ClockRule, role: str) -> Iterator[tuple[str, Running]]:
    """Each person and each turn of a clock that repeats, while nothing that was done later is known."""
    begun = about(bench, meant(rule.code, "starts_on"), role)
    if not begun:
        return
    done = about(bench, meant(rule.code, "answered_by"), role)
    stops = Stops(bench, meant(rule.code, "ended_by"), role, begun)
    stating = about(bench, tuple(Selection(kind, (kind,)) for kind, _ in rule.interval_from), role)
    for person, entries in begun.items():
        course = Course(bench, rule, role, person, stops, entries, done.get(person, []))
        intervals = Intervals(rule, person, stating.get(person, ()), stops)
        for run in course.runs():
            seen = meet(run.spans, duty_seen(bench, person, rule, run.entry))
            if not seen:
                continue
            spans, ended, support = held(bench, person, rule.holding, run.told, seen)
            run = replace(run, spans=spans, ended=ended, pieces=(*run.pieces, *support))
            yield from ((person, each) for each in intervals.of(run) if each.spans)


@dataclass(slots=True)
class Course:
    """What started a clock for one person and what was done, in order of when it happened.

    A start while an earlier one still runs begins nothing (it must not give more time). What was done begins the next
    turn where a start went before it and no end lies between.
    """

    bench: Bench
    rule: ClockRule
    role: str
    person: str
    stops: Stops
    starts: Sequence[Entry]
    done: Sequence[Entry]
    _spans: dict[int, Spans] = field(default_factory=dict)
    _begun: dict[int, Spans] = field(default_factory=dict)
    _later: Endings = field(init=False)
    _answers: Endings = field(init=False)

    def __post_init__(self) -> None:
        for entry in (*self.starts, *self.done):
            self._spans[id(entry)] = counting(self.bench, self.person, entry, self.role)
        self.starts, self.done = by_time(self.starts), by_time(self.done)
        begun = {id(entry) for entry in self.starts}
        self._later = self._endings(self.done)
        self._answers = self._endings(e for e in self.done if id(e) not in begun)

    def _endings(self, entries: Iterable[Entry]) -> Endings:
        return Endings(End(e.happened.last, self._spans[id(e)]) for e in entries if self._spans[id(e)])

    def runs(self) -> Iterator[Running]:
        """Every turn, while nothing done later is known; both accounts of what two agencies told."""
        numbered = as_events({id(e): e for e in (*self.starts, *self.done)}.values())
        names, own = names_of(numbered), {e.kind for e, _ in numbered}
        numbers = {id(e): number for e, number in numbered}
        begun = () if self.rule.from_first_answer else self.starts
        found = [(e, 0, self._first(e)) for e in begun] + [(e, 1, self._went_before(e)) for e in self.done]
        for entry, turn, spans in found:
            ended = self._done_since(entry, turn, spans)
            left = minus(minus(spans, ended), self.stops.over(self.person, entry.happened.last, spans))
            for called, name in names[numbers[id(entry)]]:
                for at, which in self._counted(entry, turn, meet(left, called)):
                    pieces = (Piece(entry.ref, known(entry)),)
                    answered = partial(naming, self.bench, entry, own)
                    yield Running(entry.happened, entry, at, name, which, pieces=pieces, answered=answered)

    def _done_since(self, entry: Entry, turn: int, spans: Spans) -> Spans:
        """When something is known that was done later; of a start, also on its day, by another record than a start."""
        if not spans:
            return NONE
        later = self._later.of(entry.happened.last, spans, after=True)
        same_day = self._answers.of(entry.happened.first, spans) if not turn else ()
        return joined(end.known for end in (*later, *same_day))

    def _first(self, start: Entry) -> Spans:
        """When a start is known and no earlier one that still runs is."""
        spans = self._spans[id(start)]
        for earlier, ended in self._earlier(start, bisect_left(self.starts, start.happened.last, key=_last), spans):
            spans = minus(spans, minus(self._spans[id(earlier)], ended))
        return spans

    def _went_before(self, done: Entry) -> Spans:
        """When what was done is known, and a start that it belongs to."""
        if id(done) not in self._begun:
            left = spans = self._spans[id(done)]
            for start, ended in self._earlier(done, bisect_right(self.starts, done.happened.last, key=_last), spans):
                left = left if start is done else minus(left, minus(self._spans[id(start)], ended))
            self._begun[id(done)] = minus(spans, left)
        return self._begun[id(done)]

    def _earlier(self, entry: Entry, index: int, spans: Spans) -> Iterator[tuple[Entry, Spans]]:
        """The starts before one, latest first, each with when an end between is known; as far back as any may matter."""
        for i in range(index - 1, -1, -1):
            ended = self.stops.between(self.person, self.starts[i].happened.last, entry.happened.last)
            spans = minus(spans, ended)
            if not spans:
                return
            yield self.starts[i], ended
            if self.starts[i] is not entry:
                spans = minus(spans, self._spans[id(self.starts[i])])

    def _counted(self, entry: Entry, turn: int, spans: Spans) -> Iterator[tuple[Spans, int]]:
        """The spans by which turn it is, as far as the lengths of the turns differ."""
        most = max(len(version.lengths) for version in self.rule.versions) - 1
        if not turn or most < 2 or not spans:
            yield spans, min(turn, max(most, 0))
            return
        before: list[Spans] = []
        for theirs in self._before(entry):
            before.append(meet(spans, theirs))
            if not minus(spans, at_least(most - 1, before)):
                break
        for which in range(most, 1, -1):
            so_many = meet(spans, at_least(which - 1, before))
            spans = minus(spans, so_many)
            yield so_many, which
        yield spans, 1

    def _before(self, entry: Entry) -> Iterator[Spans]:
        """What was done on each day before, in the same course, latest first."""
        earlier = self.done[: bisect_left(self.done, entry.happened.last, key=_last)]
        for _, group in groupby(reversed(earlier), key=_last):
            same_day = list(group)
            between = self.stops.between(self.person, same_day[0].happened.last, entry.happened.last)
            yield minus(joined(self._went_before(each) for each in same_day), between)


def _last(entry: Entry) -> Instant:
    return entry.happened.last
