"""Something changed around a person on the register since the last assessment, and nobody assessed him again in time.

In words: a child or partner who had not been heard of before, an adult whom nobody knew at a visit, signs of a child
at one, an arrest, or a new address that he did not notify in time; and no assessment within some working days of it.
What is heard of again before anybody assessed him is no further change. An absence, so judged only where the records
of the police are seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from heeded.chronology.spans import Spans, holds, joined, meet, minus, since
from heeded.reference.clocks import clocks
from heeded.reference.rules import ClockRule
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match
from heeded.signals.clauses.accounts import Account
from heeded.signals.clauses.grammar import Clause, Grammar, Standing
from heeded.signals.clauses.running import bound_at, duty_seen, held, meant
from heeded.signals.clauses.suspended import suspended
from heeded.signals.clauses.waits import answered_wait
from heeded.signals.contributions._changes import Change, changes
from heeded.signals.deadline import fallen_due, plain
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figures
from heeded.supervision.clock import Due
from heeded.words.instants import Instant, day_of
from heeded.words.spoken import written_day

KEYS = ("found by", "assessed by", "address told by", "within")


@dataclass(frozen=True, slots=True)
class UnreviewedChange:
    """`assessed_by` is the clock that says what an assessment is, `address` the one by which addresses are notified."""

    assessed_by: ClockRule
    address: ClockRule
    within: Dated[Length]

    offers: ClassVar[Mapping[str, str]] = {
        "change": "what changed and on which day, in words", "due": "the last day in time",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One trigger a change: the other person where one is named, else the record that tells of it."""
        for person in {p: None for e in bench.kind("registered") for p in e.people("about", "supervised")}:
            if bench.wanted(person):
                for change in changes(bench, person, self.address, meant(self.assessed_by.code, "answered_by")):
                    yield from self._unreviewed(bench, person, change)

    def _unreviewed(self, bench: Bench, person: str, change: Change) -> Iterator[Match]:
        entry, rule = change.entry, self.assessed_by
        spans, ended, support = held(bench, person, rule.holding, entry.happened, change.spans)
        spans = meet(spans, duty_seen(bench, person, rule, entry)) if spans else spans
        if not spans:
            return
        answers = Answering(meant(rule.code, "answered_by"))
        refs = [(piece.ref, piece.known) for piece in change.pieces]
        spans = minus(spans, answered_wait(bench, person, Account(entry, 0, spans), answers, (entry.kind,), refs))
        length = bench.value(self.within, entry.happened.day)
        standings = [Standing(name) for name in rule.suspended_while]
        overdue: list[tuple[Spans, Due]] = []
        for cell, spells in suspended(bench, person, entry.happened, spans, standings) if spans else ():
            due = fallen_due(plain(length), entry.happened, suspensions=spells)
            if due is not None and (late := meet(cell, since(due.overdue_at))):
                overdue.append((late, due))
        if overdue:
            spans = joined(late for late, _ in overdue)
            pieces, figures = [*change.pieces, *support], partial(_figures, change, overdue)
            bound = (meet(late, bound_at(bench, person, rule, due.overdue_at)) for late, due in overdue)
            subject, stands = (("supervised", person),), meet(joined(bound), ended)
            yield Match(subject, change.trigger, spans, partial(tuple, pieces), ended, stands, figures)


def _figures(change: Change, overdue: Sequence[tuple[Spans, Due]], when: Instant) -> Figures:
    due = next((due.last_day for late, due in overdue if holds(late, when)), day_of(when))
    day = change.entry.happened.day
    return {"change": change.says.format(written_day(day)), "due": due}


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return UnreviewedChange(
        clocks()[block.choice("assessed by", *clocks())],
        clocks()[block.choice("address told by", *clocks())],
        grammar.length(block, "within"),
    )
