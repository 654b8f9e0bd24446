"""Nothing of what was due has come: a clock that each record starts, or that the last of some records started."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, holds, joined, meet, minus, overlapping, since
from heeded.chronology.state import State, known
from heeded.chronology.states import spans_of
from heeded.reference.clocks import clocks
from heeded.reference.rules import Match as Starting
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, answered, as_events, counting, names_of, refs_of
from heeded.signals.clauses.grammar import Grammar, Standing
from heeded.signals.deadline import Allowance, Clock, Records, Within, interval_told, overdue_at
from heeded.signals.measure import Dated, always
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import Instant, day_of
from heeded.words.interval import Interval
from heeded.words.spans import Span
from heeded.words.told import Told

KEYS = (
    "nothing of", "within", "times", "after each", "since the last of", "while", "not counting",
)  # fmt: skip
PLAN = "the interval of the plan"
PERSON = {"supervised": "supervised", "child": "about"}
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
            answers = answered(bench, person, account, Answering(self.nothing_of), own, refs[number])
            unanswered = minus(spans, answers)
            for at, name in names[number]:
                start = Start(entry.happened, entry, meet(unanswered, at), name)
                yield from self._overdue(bench, person, start, None)

    def _last(self, bench: Bench) -> Iterator[Match]:
        """One clock a person, that the last known of some records started; it runs by the interval of the plan."""
        starts = about(bench, self.last, self.role)
        plans = self._plans(bench)
        for person in sorted({*starts, *plans}):
            intervals = [e for e in plans.get(person, []) if self._interval(e) is not None]
            if not intervals:
                if person in starts:
                    bench.not_judged(person, NO_INTERVAL)
                continue
            latest = bench.states.latest(person, intervals, lambda e: True)
            held = {e.agency for e in starts.get(person, []) if e.kind == "registered"}
            held = held.intersection(self.duty_of) or held
            seen = [p for p in latest if all(self._seen(bench, person, a) for a in sorted(held or {p.agency}))]
            key = ("clocks", person, *(s.name for s in self.last))  # the levels of a signal share their clocks
            for start, plan in bench.once(key, partial(self._clocks, bench, person, starts.get(person, []), seen)):
                yield from self._overdue(bench, person, start, plan)

    def _clocks(self, bench: Bench, person: str, entries: list[Entry], plans: list[State]) -> list[tuple[Start, State]]:
        """Each beginning with the plan by which it runs, while both are the last that anybody knows of."""
        intervals = [p.entry for p in plans if p.entry is not None]
        runs = [(s.spans, s) for s in self._starts(bench, person, entries, intervals)]
        by_plan = [(p.known_latest, p) for p in plans]
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
        for cell, spells in self._suspended(bench, person, start.told, spans):
            at = overdue_at(version, start.told, interval=interval, times=times, suspensions=spells)
            overdue = joined((overdue, meet(cell, since(at))))
            dues.append((cell, at))
        if overdue:
            pieces = [Piece(start.entry.ref, known(start.entry))]
            if plan is not None:
                pieces += [Piece(ref, plan.known) for ref in plan.refs]
            ended = self._ended(bench, person)
            figures = partial(_figures, start.told, dues)
            yield Match(((self.role, person),), start.event, overdue, partial(tuple, pieces), ended, figures=figures)

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

    def _suspended(self, bench: Bench, person: str, begins: Told, spans: Spans) -> list[tuple[Spans, list[Span]]]:
        """The time that does not count, as believed at each stretch of knowledge."""
        cells: list[tuple[Spans, list[Span]]] = [(spans, [])]
        states = [s for standing in self.not_counting for s in standing.states(bench, person)]
        last = spans[-1][1]
        for state in states:
            if not state.known or state.known[0][0] >= last or _over_for_good(state, begins):
                continue
            split = []
            for cell, spells in cells:
                rest = minus(cell, state.known)
                for part, end in state.believed():
                    both = meet(cell, part)
                    if both:
                        split.append((both, [*spells, Span(state.begins.first, end)]))
                if rest:
                    split.append((rest, spells))
            cells = split
        return cells


def _figures(started: Told, dues: Iterable[tuple[Spans, Instant]], when: Instant) -> Figures:
    at = next((at for cell, at in dues if holds(cell, when)), when)
    days = (day_of(when) - started.day).days
    return {"since": started.day, "due": day_of(at - MOMENT), "days": days, "over": span_of(days)}


def _over_for_good(state: State, begins: Told) -> bool:
    """Whether nobody who knows of the state ever thought that it lasted into the clock's time."""
    first = state.ends[0] if state.ends else None
    return first is not None and first.at <= begins.last and not minus(state.known, first.known)


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
        _read_times(block, grammar),
        each,
        last,
        grammar.standings(block, "while"),
        grammar.standings(block, "not counting"),
        tuple((kind, "visit_every") for kind in INTERVALS[grammar.role]) if by_plan else (),
    )


def read_overdue(block: Block, grammar: Grammar, inherited: Answering) -> Waiting:
    """`overdue: CLOCK` — what starts, answers and suspends it, and how long it runs, is the clock's to say."""
    block.only("overdue", "times", "while", "not counting")
    rule = clocks()[block.choice("overdue", *clocks())]
    more = (rule.counted_from, rule.date_from, rule.ended_by, rule.holding, rule.backwards)
    if any(more) or rule.person != PERSON[grammar.role] or (rule.interval_from and not rule.repeats):
        raise block.trouble("overdue", f"no rule can wait for the clock '{rule.code}' yet.", "Use `nothing of`.")
    starts, answers = _turns(rule.code)
    return Waiting(
        grammar.role,
        answers,
        Clock(rule),
        _read_times(block, grammar),
        () if rule.repeats else starts,
        (*answers, *starts) if rule.repeats else (),
        grammar.standings(block, "while"),
        (*(Standing(name) for name in rule.suspended_while), *grammar.standings(block, "not counting")),
        rule.interval_from,
        rule.duty_of,
    )


@cache
def _turns(code: str) -> tuple[tuple[Selection, ...], tuple[Selection, ...]]:
    """What starts a clock and what answers it: made once, so that the same rule read twice is equal."""
    rule = clocks()[code]
    return _chosen(rule.starts_on), _chosen(rule.answered_by)


def _chosen(matches: Iterable[Starting]) -> tuple[Selection, ...]:
    return tuple(Selection(_called(m), (m.kind,), partial(_fits, m)) for m in matches)


def _called(match: Starting) -> str:
    """A name that is the same for the same records, by which answers are looked up."""
    where = "; ".join(f"{name}: {', '.join(values)}" for name, values in match.where.items())
    return f"{match.kind} {where}".strip()


def _fits(match: Starting, entry: Entry) -> bool:
    return match.matches(entry.kind, entry.details, entry.place)


def _read_times(block: Block, grammar: Grammar) -> Dated[float]:
    return grammar.factor(block, "times") if "times" in block else always(1.0)


BEGINS = {"nothing of": read_waiting, "overdue": read_overdue}
