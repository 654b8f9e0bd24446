"""Nothing of what was due has come: a clock that each record starts, or that the last of some records started."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, holds, joined, meet, minus, overlapping, since, span
from heeded.chronology.state import State, known
from heeded.chronology.states import spans_of
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, as_events, counting, names_of, refs_of
from heeded.signals.clauses.grammar import Grammar, Standing
from heeded.signals.clauses.suspended import suspended
from heeded.signals.clauses.waits import answered_wait
from heeded.signals.deadline import Allowance, Records, Within, fallen_due, interval_told
from heeded.signals.measure import Dated, always
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, span_of
from heeded.supervision.clock import Due
from heeded.words.instants import Instant, day_of
from heeded.words.interval import Interval
from heeded.words.told import Told

KEYS = (
    "nothing of", "within", "times", "after each", "since the last of", "while", "not counting",
)  # fmt: skip
PLAN = "the interval of the plan"
INTERVALS = {"supervised": ("risk_assessment",), "child": ("plan_started", "plan_changed")}
MOMENT = timedelta(microseconds=1)
NO_INTERVAL = "no visit interval on record"


@dataclass(frozen=True, slots=True)
class Start:
    """What a clock runs from, while it is the last that anybody knows of. `event` names the same one however told."""

    told: Told
    entry: Entry
    spans: Spans
    event: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """`nothing of` some records `within` a time `after each` or `since the last of` others.

    `within` says how long, `times` stretches it, and `intervals` are the kinds and details by which a plan gives its
    own. Days in the states of `not_counting` do not count. `duty_of` are the agencies whose duty it is, if known.
    `soon`: from the reminder until it is overdue, instead of from then on.
    """

    role: str
    nothing_of: tuple[Selection, ...]
    within: Allowance
    times: Dated[float]
    each: tuple[Selection, ...]
    last: tuple[Selection, ...]
    during: tuple[Standing, ...]
    not_counting: tuple[Standing, ...]
    intervals: tuple[tuple[str, str], ...] = ()
    duty_of: tuple[str, ...] = ()
    soon: bool = False

    offers: ClassVar[Mapping[str, str]] = {
        "since": "the day the clock started", "due": "the last day in time",
        "days": "days from its start to the raise", "over": "the same in words: in 30 days",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The overdue clocks of everybody in the scene, the ones that will be overdue too."""
        if self.each:
            for person, entries in about(bench, self.each, self.role).items():
                yield from self._each(bench, person, entries)
        else:
            yield from self._last(bench)

    def _each(self, bench: Bench, person: str, entries: list[Entry]) -> Iterator[Match]:
        """Every record starts its own clock; accounts of one event are one clock."""
        numbered = as_events(entries)
        names = names_of(numbered)
        own, refs = tuple(kind for s in self.each for kind in s.kinds), refs_of(numbered)
        for entry, number in numbered:
            spans = counting(bench, person, entry, self.role)
            if not self._seen(bench, person, entry.agency) or not spans:
                continue
            account = Account(entry, number, spans)
            answers = answered_wait(bench, person, account, Answering(self.nothing_of), own, refs[number])
            unanswered = minus(spans, answers)
            for at, name in names[number]:
                start = Start(entry.happened, entry, meet(unanswered, at), name)
                yield from self._overdue(bench, person, start, None)

    def _last(self, bench: Bench) -> Iterator[Match]:
        """One clock a person, that the last known of some records started; it runs by the interval of the plan."""
        starts = about(bench, self.last, self.role)
        plans = self._plans(bench)
        for person in sorted({*starts, *plans}):
            if self.role == "supervised" and not _supervised((*starts.get(person, ()), *plans.get(person, ()))):
                continue  # a child's plan gives nobody visits as an offender
            intervals = [e for e in plans.get(person, []) if self._interval(e) is not None]
            if not intervals:
                if person in starts:
                    bench.not_judged(person, NO_INTERVAL)
                continue
            latest = bench.states.latest(person, intervals, lambda e: True)
            seen = [(p, spans) for p in latest if (spans := self._judged(bench, person, p, starts.get(person, ())))]
            key = ("clocks", person, *(s.name for s in self.last))  # the levels of a signal share their clocks
            for start, plan in bench.once(key, partial(self._clocks, bench, person, starts.get(person, []), seen)):
                yield from self._overdue(bench, person, start, plan)

    def _judged(self, bench: Bench, person: str, plan: State, starts: Iterable[Entry]) -> Spans:
        """When a plan is the last, and those whose duty it is are seen: where he is registered, else whose plan it is."""
        if bench.scene.agencies is None:
            return plan.known_latest
        registered = [e for e in starts if e.kind == "registered"]
        bound = joined(known(e) for e in registered if e.agency in self.duty_of)
        holding = [(e.agency, minus(known(e), NONE if e.agency in self.duty_of else bound)) for e in registered]
        holding.append((plan.agency, minus(plan.known_latest, spans_of(registered))))
        unseen = [spans for agency, spans in holding if spans and not self._seen(bench, person, agency)]
        return minus(plan.known_latest, joined(unseen))

    def _clocks(
        self, bench: Bench, person: str, entries: list[Entry], plans: list[tuple[State, Spans]]
    ) -> list[tuple[Start, State]]:
        """Each beginning with the plan by which it runs, while both are the last that anybody knows of."""
        intervals = [p.entry for p, _ in plans if p.entry is not None]
        runs = [(s.spans, s) for s in self._starts(bench, person, entries, intervals)]
        by_plan = [(spans, p) for p, spans in plans]
        return [(replace(start, spans=spans), plan) for spans, start, plan in overlapping(runs, by_plan)]

    def _plans(self, bench: Bench) -> dict[str, list[Entry]]:
        kinds = tuple(Selection(kind, (kind,)) for kind, _ in self.intervals)
        return about(bench, kinds, self.role)

    def _starts(self, bench: Bench, person: str, entries: list[Entry], plans: list[Entry]) -> list[Start]:
        """What the clock may run from; the plan itself while nothing else is known."""
        numbered = as_events(entries)
        names = names_of(numbered)
        events = {id(e): names[n] for e, n in numbered}
        found = [
            Start(s.begins, s.entry, meet(s.known_latest, at), name)
            for s in bench.states.latest(person, entries, lambda e: True)
            if s.entry is not None
            for at, name in events[id(s.entry)]
        ]
        alone = minus(spans_of(plans), spans_of(entries))
        if alone:
            ordered = sorted(plans, key=lambda e: (e.happened.last, e.known, e.seq))
            left = alone
            for entry in ordered:
                found.append(Start(entry.happened, entry, meet(left, known(entry)), entry.ref))
                left = minus(left, known(entry))
        return [s for s in found if s.spans]

    def _seen(self, bench: Bench, person: str, agency: str) -> bool:
        if bench.sees(agency):
            return True
        bench.not_judged(person, f"the records of {agency}, whose duty it is, are not seen from here")
        return False

    def _overdue(self, bench: Bench, person: str, start: Start, plan: State | None) -> Iterator[Match]:
        spans = self._standing(bench, person, start)
        version = self.within.version(bench, start.told.day)
        if version is None or not spans:
            return
        times = bench.value(self.times, start.told.day)
        interval = self._interval(plan.entry) if plan is not None and plan.entry is not None else None
        overdue, dues = NONE, []
        for cell, spells in suspended(bench, person, start.told, spans, self.not_counting):
            due = fallen_due(version, start.told, interval=interval, times=times, suspensions=spells)
            if due is not None:
                overdue = joined((overdue, meet(cell, self._late(due))))
                dues.append((cell, due.overdue_at))
        if overdue:
            pieces = [Piece(start.entry.ref, known(start.entry))]
            if plan is not None:
                pieces += [Piece(ref, plan.known) for ref in plan.refs]
            ended = self._ended(bench, person)
            figures = partial(_figures, start.told, dues)
            yield Match(((self.role, person),), start.event, overdue, partial(tuple, pieces), ended, figures=figures)

    def _late(self, due: Due) -> Spans:
        """When it is overdue; or due soon, which is from its reminder until then."""
        if not self.soon:
            return since(due.overdue_at)
        return span(due.warn_at, due.overdue_at) if due.warn_at is not None else NONE

    def _standing(self, bench: Bench, person: str, start: Start) -> Spans:
        spans = start.spans
        for standing in self.during:
            spans = meet(spans, joined(s.now() for s in standing.states(bench, person)))
        return spans

    def _interval(self, entry: Entry) -> Interval | None:
        """The interval that a plan or assessment gives, None where it gives none that can be read."""
        details = (detail for kind, detail in self.intervals if kind == entry.kind)
        return next((found for each in details if (found := interval_told(entry.one(each)))), None)

    def _ended(self, bench: Bench, person: str) -> Spans:
        """When every registration that made the duty is known to be over."""
        if not self.last or self.role != "supervised":
            return NONE
        duties = bench.states.of(person, "registered")
        return minus(joined(s.over() for s in duties), joined(s.now() for s in duties))


def _figures(started: Told, dues: Iterable[tuple[Spans, Instant]], when: Instant) -> Figures:
    at = next((at for cell, at in dues if holds(cell, when)), when)
    days = (day_of(when) - started.day).days
    return {"since": started.day, "due": day_of(at - MOMENT), "days": days, "over": span_of(days)}


def _supervised(entries: Iterable[Entry]) -> bool:
    """Whether anything says that somebody is registered, or was assessed as a risk to others."""
    return any(entry.kind in ("registered", "risk_assessment") for entry in entries)


def read_waiting(block: Block, grammar: Grammar, inherited: Answering) -> Waiting:
    """A waiting clause from its words."""
    block.only(*KEYS)
    by_plan = block.text("within") == PLAN
    each, last = grammar.selections(block, "after each"), grammar.selections(block, "since the last of")
    if bool(each) == bool(last) or (by_plan and not last):
        raise block.trouble("within", "the clock needs one beginning.", "Write `after each:` or `since the last of:`.")
    nothing_of = grammar.selections(block, "nothing of")
    if last and not set(nothing_of) <= set(last):
        raise block.trouble(
            "nothing of", "what is waited for must start the clock again.", "Name it in `since the last of`."
        )
    return Waiting(
        grammar.role,
        nothing_of,
        Records() if by_plan else Within(grammar.length(block, "within")),
        read_times(block, grammar),
        each,
        last,
        grammar.standings(block, "while"),
        grammar.standings(block, "not counting"),
        tuple((kind, "visit_every") for kind in INTERVALS[grammar.role]) if by_plan else (),
    )


def read_times(block: Block, grammar: Grammar) -> Dated[float]:
    """By how much a time is stretched; by nothing where the rule does not say."""
    return grammar.factor(block, "times") if "times" in block else always(1.0)


BEGINS = {"nothing of": read_waiting}
