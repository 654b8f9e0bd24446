"""One record followed by another within a time: a release and a missed appointment, a label and the next worry."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, Spans, holds, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.kinds import kinds
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, answered, as_events, counting, refs_of, while_none
from heeded.signals.clauses.counting import Sort, as_one, excused, first_day, happened_while, read_age
from heeded.signals.clauses.grammar import Grammar
from heeded.signals.clauses.tellers import Tellers, read_tellers
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import Instant
from heeded.words.told import Precision, Told

KEYS = (
    "first", "then", "then later", "within", "different", "same", "while", "age under", "unless", "not answered by",
    "also answered by",
)  # fmt: skip
SAYS_NOTHING = frozenset({"", "none"})


@dataclass(frozen=True, slots=True)
class Following:
    """`first` some records, `then` others `within` a time of them: one match for each later record.

    `strictly` (`then later`) asks that it happened afterwards: where only days are told, on a later day. Otherwise the
    same day will do, and a vague first day is taken at its earliest. The time runs from the end of the first's span.
    `different` asks for another teller than the first record's, or than that of the report which the first decides.
    `same` are details of which the later record shares a value with some record that happened before the first.
    """

    role: str
    first: tuple[Selection, ...]
    then: Sort
    strictly: bool
    within: Dated[Length]
    different: Tellers | None
    same: tuple[str, ...]
    younger: Dated[Length] | None
    unless: tuple[Selection, ...]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "first": "the day of the first, the nearest where there are several", "then": "the day of the later one",
        "days": "days from the first to the later one", "over": "the same in words: in 61 days, on one day",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The matches of everybody in the scene, each with the nearest of the first records that anybody knows of."""
        firsts = about(bench, self.first, self.role)
        for person, entries in about(bench, self.then.of, self.role).items() if firsts else ():
            if person in firsts:
                before = _Firsts(firsts[person])
                numbered = as_events(entries)
                refs = refs_of(numbered)
                for entry, event in numbered:
                    for then in self._thens(bench, person, entry, event):
                        yield from self._match(bench, person, then, before, tuple(refs[event]))

    def _thens(self, bench: Bench, person: str, entry: Entry, event: int) -> Iterator[Account]:
        spans = counting(bench, person, entry, self.role)
        if self.younger and spans:
            months = bench.value(self.younger, entry.happened.day).count
            spans = meet(spans, bench.states.young_during(person, entry.happened, months))
        if self.unless and spans:
            spans = while_none(spans, (excused(bench, person, entry, s) for s in self.unless))
        if spans:
            found = list(happened_while(bench, person, Account(entry, event, spans), self.then))
            yield from found if len(found) < 2 else as_one(found)

    def _match(
        self, bench: Bench, person: str, then: Account, before: "_Firsts", refs: tuple[tuple[str, Spans], ...]
    ) -> Iterator[Match]:
        rests = self._rests_on(bench, person, then, before)
        spans = joined(part for _, part in rests)
        if not spans:
            return
        own = tuple(kind for s in (*self.first, *self.then.of) for kind in s.kinds)
        named = (*refs, *((first.ref, known(first)) for first, _ in rests))
        spans = minus(spans, answered(bench, person, then, self.answers, own, named))
        if spans:
            pieces, figures = partial(_pieces, then, rests), partial(_figures, then.told, rests)
            stands = meet(spans, then.ended)  # whether an order was in force is asked of the day it happened
            yield Match(((self.role, person),), then.trigger, spans, pieces, then.ended, stands, figures)

    def _rests_on(self, bench: Bench, person: str, then: Account, before: "_Firsts") -> list[tuple[Entry, Spans]]:
        """The first records that it follows, nearest first, each with when no nearer one is known."""
        left, found = then.spans, []
        for first in before.of(then, first_day(bench.value(self.within, then.told.day), then)):
            if not left:
                break
            if follows(first, then.entry, strictly=self.strictly):
                part = self._fitting(bench, person, first, then, meet(left, known(first)))
                if part:
                    found.append((first, part))
                    left = minus(left, part)
        return found

    def _fitting(self, bench: Bench, person: str, first: Entry, then: Account, spans: Spans) -> Spans:
        """When the later record fits the first: told by somebody else, and of the same harm, as far as that is asked."""
        if self.different is not None and spans:
            key = ("told before", person, first.id, self.then.of, self.different)
            tellers = partial(self._told_before, bench, person, first, self.different)
            for told, at in bench.once(key, tellers):
                spans = minus(spans, meet(at, self.different.same(bench, told, then.entry)))
        if self.same and spans:
            told_of = bench.once(
                ("told of before", person, first.id, self.same), partial(self._told_of, bench, person, first)
            )
            spans = meet(spans, joined(told_of[value] for value in _values(then.entry, self.same) & told_of.keys()))
        return spans

    def _told_before(self, bench: Bench, person: str, first: Entry, tellers: Tellers) -> list[tuple[Entry, Spans]]:
        """Who told what the first record is about: the reports it decides, else itself, else the last report before.

        Each with when it is known, and those of a later sort only while none of an earlier sort is.
        """
        reports = [e for s in self.then.of for kind in s.kinds for e in bench.states.of_kind(person, kind)]
        earlier = [e for e in reports if _before(e, first)]
        decided = [(e, known(e)) for e in earlier if e.ref in first.answers]
        left = minus(ALWAYS, joined(at for _, at in decided))
        if tellers.says(first):
            return [*decided, (first, left)]
        latest = bench.states.latest(person, earlier, lambda e: True)
        last = ((s.entry, meet(left, s.known_latest)) for s in latest if s.entry is not None)
        return [*decided, *((entry, at) for entry, at in last if at)]

    def _told_of(self, bench: Bench, person: str, first: Entry) -> dict[str, Spans]:
        """What the person's records before the first one told of, each value with when it is known."""
        found: dict[str, list[Spans]] = {}
        for entry in bench.states.of_kind(person, *_kinds_with(self.same)):
            if _before(entry, first):
                for value in _values(entry, self.same):
                    found.setdefault(value, []).append(known(entry))
        return {value: joined(spans) for value, spans in found.items()}


class _Firsts:
    """The first records of one person in order of when they happened, so that those in time are quickly found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda e: (e.happened.last, e.known, e.id))
        self._lasts = [e.happened.last for e in self._entries]
        self._vaguest = max((e.happened.last - e.happened.first for e in self._entries), default=timedelta())

    def of(self, then: Account, since: Instant) -> Iterator[Entry]:
        """Those whose span ended at `since` or later and that may have happened before `then`; the nearest first."""
        low = bisect_left(self._lasts, since)
        high = bisect_right(self._lasts, then.last + self._vaguest + timedelta(days=1))
        return reversed(self._entries[low:high])


def follows(first: Entry, then: Entry, *, strictly: bool) -> bool:
    """Whether one record happened after another, and is not the same event told again."""
    if first.ref == then.ref:
        return False
    one, other = first.happened, then.happened
    if first.kind == then.kind and (one.first_day, one.day) == (other.first_day, other.day):
        return False
    return _after(one, other) if strictly else _not_before(one, other)


def _after(one: Told, other: Told) -> bool:
    """Whether the other happened afterwards: by the hour where both hours are told, else on a later day."""
    return other.first > one.last if _timed(one, other) else other.day > one.day


def _not_before(one: Told, other: Told) -> bool:
    return other.last >= one.first if _timed(one, other) else other.day >= one.first_day


def _timed(one: Told, other: Told) -> bool:
    return one.precision is Precision.INSTANT and other.precision is Precision.INSTANT


def _before(entry: Entry, first: Entry) -> bool:
    return entry.ref != first.ref and entry.happened.first_day <= first.happened.day


def _values(entry: Entry, details: Sequence[str]) -> frozenset[str]:
    return frozenset(value for name in details for value in entry.all(name)) - SAYS_NOTHING


@cache
def _kinds_with(details: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of record that have one of these details."""
    return tuple(name for name, kind in kinds().items() if not kind.details.keys().isdisjoint(details))


def _pieces(then: Account, rests: Iterable[tuple[Entry, Spans]]) -> Iterator[Piece]:
    yield from then.pieces()
    for first, part in rests:
        yield Piece(first.ref, part)


def _figures(then: Told, rests: Sequence[tuple[Entry, Spans]], when: Instant) -> Figures:
    first = next((entry for entry, part in rests if holds(part, when)), rests[0][0])
    days = max((then.day - first.happened.day).days, 0)
    return {"first": first.happened.day, "then": then.day, "days": days, "over": span_of(days)}


def read_following(block: Block, grammar: Grammar, inherited: Answering) -> Following:
    """A following clause from its words."""
    block.only(*KEYS)
    if ("then" in block) == ("then later" in block):
        raise block.trouble("first", "it does not say what follows.", "Write `then:` or `then later:`, not both.")
    later = "then later" if "then later" in block else "then"
    return Following(
        grammar.role,
        grammar.selections(block, "first"),
        Sort(grammar.selections(block, later), grammar.standings(block, "while")),
        later == "then later",
        grammar.length(block, "within"),
        read_tellers(block, "different"),
        _read_same(block),
        read_age(block, grammar),
        grammar.selections(block, "unless"),
        grammar.answering(block, inherited),
    )


def _read_same(block: Block) -> tuple[str, ...]:
    for detail in block.texts("same"):
        if not _kinds_with((detail,)):
            raise block.trouble("same", f"no record has a detail '{detail}'.", "Look it up in reference/kinds.")
    return block.texts("same")


BEGINS = {"first": read_following}
