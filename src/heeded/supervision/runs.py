"""A clock running: from each start to its answer, its end, or past its time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, islice

from heeded.reference.holidays import Calendar
from heeded.reference.rules import EVERYWHERE, ClockRule
from heeded.supervision.clock import Due, due
from heeded.supervision.counting import Suspended
from heeded.words.instants import BEGINNING, NEVER, Instant
from heeded.words.interval import Interval
from heeded.words.spans import Span
from heeded.words.told import Told

_BEFOREHAND = timedelta(days=366)  # how early a thing that is due before an event may have been done for it


@dataclass(frozen=True, slots=True)
class Event:
    """Something that starts, answers or ends a clock: when it happened, and the record that says so.

    For a clock that runs back from a date (`before`), `when` is that date and `announced` when the date was set.
    """

    when: Told
    ref: str = ""
    announced: Told | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """An interval that the records gave from then on (`visit_every` of an assessment)."""

    when: Told
    interval: Interval


@dataclass(frozen=True, slots=True)
class Run:
    """One turn of a clock. `turn` is 0 for the first.

    `due` is None where the clock is switched off or no interval is known. `answered` is the earliest answer, which
    counts from the first day of its span; `answers` are all that could answer it, in order of their last day: whoever
    looks at what was known when takes the earliest that was known. `ended`: what stopped it. `suspended`: the spans
    that did not count. `done` holds every completed answer of the clock, shared by its runs, of which this run's are
    those from index `since` up to `until`.
    """

    started: Event
    turn: int
    due: Due | None
    answered: Event | None
    ended: Event | None
    suspended: tuple[Span, ...]
    done: tuple[Event, ...]
    since: int
    until: int

    @property
    def answers(self) -> tuple[Event, ...]:
        """Every answer in time or late, none of them the record that started it."""
        return tuple(one for one in self.done[self.since : self.until] if not _same(one, self.started))

    def overdue(self) -> Span | None:
        """From the instant it is overdue until it is answered or ended; None where it never is.

        An answer at that very instant is in time. An end at that very instant does not undo it: the span is empty.
        """
        if self.due is None or self.due.overdue_at >= NEVER:
            return None
        begin = self.due.overdue_at
        answered = self.answered.when.first if self.answered else NEVER
        ended = self.ended.when.last if self.ended else NEVER
        return None if answered <= begin or ended < begin else Span(begin, min(answered, ended))


def running(
    rule: ClockRule, starts: Iterable[Event], answers: Iterable[Event], *, calendar: Calendar,
    ends: Iterable[Event] = (), suspensions: Iterable[Span] = (), intervals: Iterable[Stated] = (),
    jurisdiction: str = EVERYWHERE, on: date | None = None,
) -> list[Run]:  # fmt: skip
    """Every run of a clock, in order of its start.

    `answers` are completed ones only: an attempt never resets a clock. Each start begins a run. Where the rule
    repeats, each answer begins the next turn, and a start while a turn is open begins nothing (it must not give more
    time); where it runs from the first answer, the start itself begins none. An answer that may have happened on or
    after the start answers, if it is over by the end; an end must come after the start.
    """
    course = _Course(rule, _in_order(answers), _in_order(ends))
    waits = Suspended(suspensions)
    stated = sorted(intervals, key=lambda one: one.when.last)
    runs = []
    for event, turn, end in course.turns(_in_order(starts)):
        fallen = _due(rule, event, turn, course.standing(stated, event), calendar, waits, jurisdiction, on)
        since, until = course.reach(event, turn, end)
        first = course.first(event, since, until)
        runs.append(Run(event, turn, fallen, first, end, waits.spans, course.done, since, until))
    return runs


def counted_from(start: Event, earlier: Iterable[Event], closed: Iterable[Event] = ()) -> Event:
    """The start with the time of the latest of `earlier` on or before it and since the latest closure by then.

    For a clock that runs from a record before its own start: an assessment's from the referral, a conference's from
    the strategy discussion. Without one the start stands.
    """
    shut = max((one.when.last for one in closed if one.when.last <= start.when.last), default=None)
    times = [
        one.when
        for one in earlier
        if one.when.last <= start.when.last and (shut is None or one.when.last > shut)
    ]  # fmt: skip
    return replace(start, when=max(times, key=lambda told: told.last)) if times else start


class _Course:
    """What was done and what ended, in order, so that what belongs to each turn is found without a search."""

    def __init__(self, rule: ClockRule, done: tuple[Event, ...], ends: tuple[Event, ...]) -> None:
        self.rule, self.done, self.ends = rule, done, ends
        self._lasts = [event.when.last for event in done]
        self._over = [event.when.last for event in ends]
        self._earliest = list(range(len(done)))  # for each index, which of those from there on began first
        for index in range(len(done) - 2, -1, -1):
            after = self._earliest[index + 1]
            if done[after].when.first < done[index].when.first:
                self._earliest[index] = after

    def turns(self, starts: Iterable[Event]) -> Iterator[tuple[Event, int, Event | None]]:
        """What begins each run, which turn it is, and what ends it."""
        free_from: Instant | None = None  # a repeating clock is open until then
        for start in starts:
            if free_from is not None and start.when.last < free_from:
                continue
            index = bisect_right(self._over, start.when.last)
            end = self.ends[index] if index < len(self.ends) else None
            if not self.rule.from_first_answer:
                yield start, 0, end
            if self.rule.repeats:
                free_from = end.when.last if end else NEVER
                yield from self._later_turns(start, end)

    def _later_turns(self, start: Event, end: Event | None) -> Iterator[tuple[Event, int, Event | None]]:
        since, until = self.reach(start, 0, end)
        turn, last = 0, None
        for answer in self.done[since:until]:
            ended_with_it = end is not None and answer.when.last == end.when.last
            if answer.when.last != last and not ended_with_it and not _same(answer, start):
                turn, last = turn + 1, answer.when.last
                yield answer, turn, end

    def reach(self, start: Event, turn: int, end: Event | None) -> tuple[int, int]:
        """Which of what was done may have happened on or after the start of a turn, and by its end."""
        until = bisect_right(self._lasts, end.when.last) if end else len(self.done)
        if turn:
            return bisect_right(self._lasts, start.when.last), until
        since = start.when.first
        if self.rule.backwards:
            since = start.announced.first if start.announced else since - _BEFOREHAND
        return bisect_left(self._lasts, since), until

    def standing(self, stated: Sequence[Stated], start: Event) -> Sequence[Stated]:
        """The intervals that an end before the start did not end as well."""
        index = bisect_right(self._over, start.when.last)
        if not index or not stated:
            return stated
        return stated[bisect_left(stated, self._over[index - 1], key=lambda one: one.when.last) :]

    def first(self, start: Event, since: int, until: int) -> Event | None:
        """The answer that counts earliest; none answers itself."""
        if since < until:
            earliest = self._earliest[since]
            if earliest < until and not _same(self.done[earliest], start):
                return self.done[earliest]
        return next((one for one in islice(self.done, since, until) if not _same(one, start)), None)


def _same(answer: Event, start: Event) -> bool:
    """Whether both are one record. A listing may answer for its own notice; that has another time than its start."""
    return answer.ref != "" and answer.ref == start.ref and answer.when == start.when


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(set(events), key=lambda event: (event.when.last, event.when.first, event.ref)))


def _due(
    rule: ClockRule, start: Event, turn: int, stated: Sequence[Stated], calendar: Calendar,
    waits: Suspended, jurisdiction: str, on: date | None,
) -> Due | None:  # fmt: skip
    """When a turn falls due, if its interval may be stated anew while it runs.

    Under each interval it is overdue at the later of its time and the statement, unless another was stated by then.
    """
    if not rule.interval_from:
        return due(rule, start.when, calendar=calendar, suspensions=waits, turn=turn, jurisdiction=jurisdiction, on=on)
    index = bisect_right(stated, start.when.last, key=lambda one: one.when.last)
    since, interval, found = BEGINNING, stated[index - 1].interval if index else None, None
    for later in chain(islice(stated, index, None), [None]):
        until = later.when.last if later else NEVER
        fallen = due(rule, start.when, calendar=calendar, suspensions=waits, interval=interval, turn=turn,
                     jurisdiction=jurisdiction, on=on)  # fmt: skip
        if fallen is not None:
            warn = max(fallen.warn_at, since) if fallen.warn_at else None
            found = replace(fallen, overdue_at=max(fallen.overdue_at, since), warn_at=warn)
            if found.overdue_at < until:
                break
        since, interval = until, later.interval if later else None
    return found
