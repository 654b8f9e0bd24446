"""A clock of the reference shelf is overdue, or due soon: what starts, answers and suspends it is the clock's to say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from heeded.chronology.spans import NONE, Spans, holds, joined, meet
from heeded.reference.clocks import clocks
from heeded.reference.rules import ClockRule
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.grammar import Clause, Grammar, Standing
from heeded.signals.clauses.running import Running, bound_at, meant
from heeded.signals.clauses.starts import starts
from heeded.signals.clauses.suspended import suspended
from heeded.signals.clauses.turns import turns
from heeded.signals.clauses.waiting import MOMENT, Waiting, read_times
from heeded.signals.deadline import Clock, fallen_due
from heeded.signals.measure import Dated
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figures, span_of
from heeded.supervision.clock import Due
from heeded.words.instants import Instant, day_of

OVERDUE, SOON = "overdue", "due soon"
PERSON = {
    "child": ("about",), "person": ("about",), "supervised": ("about", "supervised"), "victim": ("victim",),
}  # fmt: skip
Fallen = tuple[Spans, Due]  # while this is known, it falls due then


@dataclass(frozen=True, slots=True)
class Overdue:
    """Some clocks of `reference/clocks`: each raises from its time on, or (`soon`) from its reminder until then.

    `times` stretches their lengths, `during` are states that have to be in force now, and the days in `not_counting`
    are left out beside those that a clock leaves out itself. With `named` the clock's code is part of the trigger.
    """

    role: str
    clocks: tuple[ClockRule, ...]
    soon: bool
    times: Dated[float]
    during: tuple[Standing, ...]
    not_counting: tuple[Standing, ...]
    named: bool

    offers: ClassVar[Mapping[str, str]] = {
        "clock": "what the clock is called", "since": "the day from which it runs", "due": "the last day in time",
        "days": "days from its start to the raise", "over": "the same in words: in 30 days",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The overdue clocks of everybody in the scene, the ones that will be overdue too."""
        for rule in self.clocks:
            found = self._by_plan(bench, rule) if only_records_say(rule) else self._by_clock(bench, rule)
            for match in found:
                yield replace(match, trigger=f"{rule.code} {match.trigger}") if self.named else match

    def _by_plan(self, bench: Bench, rule: ClockRule) -> Iterator[Match]:
        """Of a clock whose length only the records give: a new start gives it anew, and a plan may be all there is."""
        more = (*(Standing(name) for name in rule.suspended_while), *self.not_counting)
        starting, answering = meant(rule.code, "starts_on"), meant(rule.code, "answered_by")
        waiting = Waiting(
            self.role, answering, Clock(rule), self.times, (), (*answering, *starting), self.during, more,
            rule.interval_from, rule.duty_of, self.soon,
        )  # fmt: skip
        for match in waiting.find(bench):
            yield replace(match, figures=partial(_with_clock, rule, match))

    def _by_clock(self, bench: Bench, rule: ClockRule) -> Iterator[Match]:
        key = ("running", rule.code, self.role)  # the levels of a signal share their clocks
        runs: Callable[[Bench, ClockRule, str], Iterable[tuple[str, Running]]] = turns if rule.repeats else starts
        for person, run in bench.once(key, lambda: list(runs(bench, rule, self.role))):
            fallen = self._fallen(bench, rule, person, run)
            late = run.due_soon if self.soon else run.overdue
            spans = joined(late(due, cell) for cell, due in fallen)
            if spans:
                bound = (meet(late(due, cell), bound_at(bench, person, rule, due.overdue_at)) for cell, due in fallen)
                stands = meet(joined(bound), run.ended) if run.ended else NONE
                figures = partial(_figures, rule, run, fallen)
                yield Match(((self.role, person),), run.event, spans, partial(_pieces, run), run.ended, stands, figures)

    def _fallen(self, bench: Bench, rule: ClockRule, person: str, run: Running) -> list[Fallen]:
        """When it falls due, as believed at each stretch of knowledge."""
        spans = run.spans
        for standing in self.during:
            spans = meet(spans, joined(state.now() for state in standing.states(bench, person)))
        version = Clock(rule).version(bench, run.told.day)
        if version is None or not spans:
            return []
        times = bench.value(self.times, run.told.day)
        standings = (*(Standing(name) for name in rule.suspended_while), *self.not_counting)
        cells = suspended(bench, person, run.told, spans, standings)
        reckoned = partial(fallen_due, version, run.told, interval=run.interval, times=times, turn=run.turn)
        return [(cell, due) for cell, spells in cells if (due := reckoned(suspensions=spells)) is not None]


def only_records_say(rule: ClockRule) -> bool:
    """Whether a clock has no length of its own, so that only a plan or an assessment gives one."""
    return rule.repeats and bool(rule.interval_from) and not any(version.lengths for version in rule.versions)


def _pieces(run: Running) -> tuple[Piece, ...]:
    return run.pieces


def _with_clock(rule: ClockRule, match: Match, when: Instant) -> Figures:
    return {"clock": rule.name, **match.figures(when)}


def _figures(rule: ClockRule, run: Running, fallen: Iterable[Fallen], when: Instant) -> Figures:
    at = next((due.overdue_at for cell, due in fallen if holds(cell, when)), when)
    days, last_day = (day_of(when) - run.told.day).days, day_of(at - MOMENT)
    return {"clock": rule.name, "since": run.told.day, "due": last_day, "days": days, "over": span_of(days)}


def read_overdue(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """`overdue: CLOCK`, or a list of clocks."""
    return _read(block, grammar, OVERDUE)


def read_soon(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """`due soon: CLOCK`: from the reminder that the clock asks for until it is overdue."""
    return _read(block, grammar, SOON)


def _read(block: Block, grammar: Grammar, key: str) -> Clause:
    block.only(key, "times", "while", "not counting")
    rules = tuple(clocks()[code] for code in block.each_of(key, clocks()))
    if not rules:
        raise block.trouble(key, "it names no clock.", "Name one of reference/clocks.")
    for rule in rules:
        _check(block, grammar, key, rule)
    named = not isinstance(block[key], str)  # of a list, the clock is part of what is raised
    return Overdue(
        grammar.role, rules, key == SOON, read_times(block, grammar), grammar.standings(block, "while"),
        grammar.standings(block, "not counting"), named,
    )  # fmt: skip


def _check(block: Block, grammar: Grammar, key: str, rule: ClockRule) -> None:
    if rule.person not in PERSON[grammar.role]:
        raise block.trouble(
            key, f"the clock '{rule.code}' is of somebody who is {rule.person}, not {grammar.role}.",
            "Choose another clock or subject.",
        )  # fmt: skip
    if key == SOON and not any(version.warn_before for version in rule.versions):
        raise block.trouble(key, f"the clock '{rule.code}' reminds of nothing.", "Give it `warn_before` in its file.")


BEGINS = {OVERDUE: read_overdue, SOON: read_soon}
