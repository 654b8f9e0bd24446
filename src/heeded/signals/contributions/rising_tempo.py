"""Events that come faster and faster: many of late, measured against what was usual in the months before.

In words: looking back from any moment, at least so many events happened in the last days, and at least so many times
as many as in an average month of the months before. It looks at when things happened, never at when they were entered,
so that old records loaded in one week are no tempo; and it passes when the window has run out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import ClassVar

from heeded.chronology.spans import NONE, Span, Spans, holds, joined, meet, minus, span
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, answered, as_events, counting, in_order
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import NEVER, Instant, day_of, start_of

KEYS = ("found by", "of", "at least", "within", "times", "months before", "not answered by", "also answered by")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """One account of an event: when it is one of the late ones (until it `leaves` them), and when one before."""

    account: Account
    leaves: Instant
    late: Spans
    before: Spans


@dataclass(frozen=True, slots=True)
class RisingTempo:
    """At least `least` events `within` the last days, and `times` as many as a month's mean of the `months` before."""

    role: str
    of: tuple[Selection, ...]
    least: Dated[int]
    within: Dated[Length]
    times: Dated[float]
    months: Dated[int]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "count": "how many events of late", "before": "how many in the months before: none, 1, 2", "last": "the last day",
        "window": "how long of late, in words", "months": "how many months before",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each event while it is the last that anybody knows of."""
        for person, entries in about(bench, self.of, self.role).items():
            if len(entries) >= min(self.least.values):
                found = (Account(e, event, counting(bench, person, e, self.role)) for e, event in as_events(entries))
                accounts = in_order(account for account in found if account.spans)
                yield from self._matches(bench, person, [self._counted(bench, account) for account in accounts])

    def _counted(self, bench: Bench, account: Account) -> Counted:
        """When an account is counted: from its end on, until the window and then the months have gone by."""
        day = account.told.day
        last_day = bench.value(self.within, day).day_after(day)
        forgotten = Length(bench.value(self.months, day), "months").day_after(last_day) + DAY
        leaves = start_of(last_day + DAY)
        late, before = span(account.last, leaves), span(leaves, start_of(forgotten))
        return Counted(account, leaves, meet(account.spans, late), meet(account.spans, before))

    def _matches(self, bench: Bench, person: str, counted: Sequence[Counted]) -> Iterator[Match]:
        rising = bench.across(self.least, lambda least: self._rising(bench, counted, least))
        own = tuple(kind for selection in self.of for kind in selection.kinds)
        later = NONE
        for index in range(len(counted) - 1, -1, -1) if rising else ():
            latest = counted[index]
            spans = meet(minus(latest.late, later), rising)
            later = joined((later, latest.account.spans))
            together = tuple(_late_with(counted, index)) if spans else ()
            refs = [(each.account.entry.ref, each.account.spans) for each in together]
            spans = minus(spans, answered(bench, person, latest.account, self.answers, own, refs)) if spans else NONE
            if spans:
                pieces, figures = partial(_pieces, together, spans), partial(self._figures, bench, counted)
                yield Match(((self.role, person),), "", spans, pieces, figures=figures)

    def _rising(self, bench: Bench, counted: Sequence[Counted], least: int) -> Spans:
        late, before = _by_event(counted)

        def at(times: float) -> Spans:
            return bench.across(self.months, lambda months: _rising(late, before, (least, times, months)))

        return bench.across(self.times, at)

    def _figures(self, bench: Bench, counted: Sequence[Counted], when: Instant) -> Figures:
        late, before = ([spans for spans in each if holds(spans, when)] for each in _by_event(counted))
        day = day_of(when)
        return {
            "count": len(late), "before": str(len(before)) if before else "none",
            "last": max((each.account.told.day for each in counted if holds(each.late, when)), default=day),
            "window": str(bench.value(self.within, day)), "months": bench.value(self.months, day),
        }  # fmt: skip


def _by_event(counted: Iterable[Counted]) -> tuple[list[Spans], list[Spans]]:
    """When each event is a late one, by any account of it; and when it is one before, and no longer late."""
    late: dict[int, list[Spans]] = {}
    before: dict[int, list[Spans]] = {}
    for each in counted:
        late.setdefault(each.account.event, []).append(each.late)
        before.setdefault(each.account.event, []).append(each.before)
    return (
        [joined(spans) for spans in late.values()],
        [minus(joined(spans), joined(late[event])) for event, spans in before.items()],
    )


def _late_with(counted: Sequence[Counted], index: int) -> Iterator[Counted]:
    """What may be late together with one, itself among them."""
    for each in (counted[i] for i in range(index, -1, -1)):
        if each.leaves <= counted[index].account.last:
            break
        yield each


def _rising(late: Iterable[Spans], before: Iterable[Spans], asked: tuple[int, float, int]) -> Spans:
    """When at least so many are late, and at least so many times a month's mean of those before: `asked`, with months."""
    least, times, months = asked
    edges: dict[Instant, list[int]] = {}
    for index, events in enumerate((late, before)):
        for start, end in (each for spans in events for each in spans):
            edges.setdefault(start, [0, 0])[index] += 1
            edges.setdefault(end, [0, 0])[index] -= 1
    found: list[Span] = []
    many = earlier = 0
    started: Instant | None = None
    for when in sorted(edges):
        many, earlier = many + edges[when][0], earlier + edges[when][1]
        holding = many >= least and many * months >= times * earlier
        if holding and started is None:
            started = when
        elif not holding and started is not None:
            found.append((started, when))
            started = None
    return (*found, (started, NEVER)) if started is not None else tuple(found)


def _pieces(together: Sequence[Counted], spans: Spans) -> Iterator[Piece]:
    """The late ones as long as they are late and the match holds."""
    for each in together:
        if known := meet(each.late, spans):
            yield Piece(each.account.entry.ref, known)


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return RisingTempo(
        grammar.role,
        grammar.selections(block, "of"),
        grammar.number(block, "at least"),
        grammar.length(block, "within"),
        grammar.factor(block, "times"),
        grammar.number(block, "months before"),
        grammar.answering(block, inherited),
    )
