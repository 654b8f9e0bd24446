"""At least so many records of some kinds, within a time of one another, that nobody has answered."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, at_least, holds, joined, meet, minus, since
from heeded.chronology.state import State
from heeded.chronology.states import in_force
from heeded.reference.agencies import agencies
from heeded.reference.kinds import kinds
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import (
    Account,
    Refs,
    about,
    answered,
    as_events,
    as_many,
    by_trigger,
    counting,
    dropped_for_good,
    in_order,
    while_none,
)
from heeded.signals.clauses.dropping import Dropping
from heeded.signals.clauses.grammar import Grammar, Standing
from heeded.signals.clauses.household import meaning_children
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import NEVER, Instant, day_of, start_of

KEYS = (
    "at least", "of", "of either", "distinct", "differing in", "within", "while", "at the latest", "age under", "unless",
    "not while open", "dropped by", "duty of", "not answered by", "also answered by", "also in the home of", "as many as",
)  # fmt: skip


NO_AGE = "no birth date on record, so nobody can tell how old the child was"


@dataclass(frozen=True, slots=True)
class Distinct:
    """At least so many different tellers: `detail`, else `otherwise`, else the agency."""

    detail: str
    otherwise: str
    least: Dated[int]

    def teller(self, entry: Entry) -> str:
        """Who told of it."""
        said = entry.one(self.detail) or next(iter(entry.people(self.detail)), "") or entry.one(self.otherwise)
        return said.casefold() or f"agency {entry.agency}"


@dataclass(frozen=True, slots=True)
class Sort:
    """Records that count, and the states of which each has to have happened in one."""

    of: tuple[Selection, ...]
    during: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Counting:
    """`at least` N `of` some records `within` a time of one another; see docs/how-to/add-a-signal.md for each word.

    `sorts` are the records that count: one sort, or with `of either` several that are counted together. `at_home`
    counts a record that says a child was there, and names none, for the children it means. `as_many_as` is the detail
    that says of how many such events one record tells. What was left undone is the duty of `duty_of`: where that
    agency's records are not seen, nothing is judged.
    """

    role: str
    least: Dated[int]
    sorts: tuple[Sort, ...]
    within: Dated[Length] | None
    distinct: Distinct | None
    differing: str
    at_latest: tuple[Standing, ...]
    younger: Dated[Length] | None
    unless: tuple[Selection, ...]
    not_open: tuple[str, ...]
    dropped_by: tuple[Selection, ...]
    answers: Answering
    at_home: bool = False
    as_many_as: str = ""
    duty_of: str = ""

    offers: ClassVar[Mapping[str, str]] = {
        "count": "how many events", "people": "how many different tellers", "agencies": "how many agencies",
        "days": "days from the first to the last", "over": "the same in words: in 61 days, on one day",
        "first": "the day of the first", "last": "the day of the last", "ways": "how many different accounts",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The matches of everybody in the scene: one for each record that could be the latest of a pattern."""
        found = about(bench, self._of(), self.role)
        for child, entry in meaning_children(bench, self._of()) if self.at_home else ():
            found.setdefault(child, []).append(entry)
        for person, entries in found.items():
            dropping = Dropping(bench, person, self.not_open) if self.not_open else None
            numbered = as_many(as_events(entries), self.as_many_as) if self.as_many_as else as_events(entries)
            accounts = [a for e, event in numbered for a in self._accounts(bench, person, e, event, dropping)]
            for trigger, theirs in by_trigger(a for a in accounts if a.spans):
                for match in self._matches(bench, person, trigger, in_order(theirs)):
                    if self.duty_of and not bench.sees(self.duty_of):
                        bench.not_judged(person, UNSEEN.format(self.duty_of))
                    else:
                        yield match

    def _accounts(
        self, bench: Bench, person: str, entry: Entry, event: int, dropping: Dropping | None
    ) -> Iterator[Account]:
        spans = counting(bench, person, entry, self.role)
        ageless = bool(self.younger) and not bench.states.births(person)
        if self.younger and spans and not ageless:
            months = bench.value(self.younger, entry.happened.day).count
            spans = meet(spans, bench.states.young_during(person, entry.happened, months))
        if self.unless and spans:
            excuses = (excused(bench, person, entry, s) for s in self.unless)
            spans = while_none(spans, excuses)
        if dropping is not None and spans:
            spans = minus(spans, dropping.of(entry.happened))
        if self.dropped_by and spans:
            own = tuple(kind for s in self._of() for kind in s.kinds)
            spans = minus(spans, dropped_for_good(bench, person, Account(entry, event, spans), self.dropped_by, own))
        if spans:
            account = Account(entry, event, spans)
            sorts = [sort for sort in self.sorts if any(selection(entry) for selection in sort.of)]
            found = [each for sort in sorts for each in happened_while(bench, person, account, sort)]
            if not ageless:
                yield from found if len(found) < 2 else as_one(found)
            elif any(each.spans for each in found):
                bench.not_judged(person, NO_AGE)

    def _of(self) -> tuple[Selection, ...]:
        return tuple(selection for sort in self.sorts for selection in sort.of)

    def _matches(self, bench: Bench, person: str, trigger: str, accounts: list[Account]) -> Iterator[Match]:
        own = tuple(kind for s in self._of() for kind in s.kinds)
        events: dict[int, list[Account]] = {}
        for account in accounts:
            events.setdefault(account.event, []).append(account)
        for latest, window in self._windows(bench, accounts):
            spans = meet(latest.spans, self._enough(bench, latest, window))
            support: tuple[Piece, ...] = ()
            if self.at_latest and spans:
                states = tuple(s for standing in self.at_latest for s in standing.states(bench, person))
                spans = meet(spans, in_force(states, latest.told))
                support = tuple(Piece(ref, at) for s in states if (at := s.during(latest.told)) for ref in s.refs)
            spans = (
                minus(
                    spans, answered(bench, person, latest, self.answers, own, self._named(events[latest.event], window))
                )
                if spans
                else NONE
            )
            if spans:
                pieces = partial(_pieces, window, support)
                stands = meet(spans, latest.ended)  # whether an order was in force is asked of the day it happened
                figures = partial(self._figures, window)
                yield Match(((self.role, person),), trigger, spans, pieces, latest.ended, stands, figures)

    def _figures(self, window: Sequence[Account], when: Instant) -> Figures:
        live = [a for a in window if holds(a.spans, when)]
        days = sorted(a.told.day for a in live) or [day_of(when)]
        taken = (days[-1] - days[0]).days
        tellers = {self.distinct.teller(a.entry) for a in live} if self.distinct else set()
        ways = {a.entry.one(self.differing) for a in live} if self.differing else set()
        return {
            "count": len({a.event for a in live}), "people": len(tellers), "ways": len(ways),
            "agencies": len({a.entry.agency for a in live}), "days": taken, "over": span_of(taken),
            "first": days[0], "last": days[-1],
        }  # fmt: skip

    def _named(self, accounts: Sequence[Account], window: Sequence[Account]) -> Refs:
        """What a record has to name to answer: any account of a pattern; of a count without a time, the latest event."""
        named = window if self.within is not None else ()
        return ((account.entry.ref, account.spans) for account in (*named, *accounts))

    def _windows(self, bench: Bench, accounts: list[Account]) -> Iterator[tuple[Account, Sequence[Account]]]:
        """Each account as the latest of a pattern, with those that happened within the time before it.

        Without a time all earlier ones would do; among very many, the first known and the nearest are enough.
        """
        lasts = [a.last for a in accounts]
        alone = bool(self.differing) or max(self.least.values) <= 1
        first_known: list[Account] = []
        low = high = 0
        for i, latest in enumerate(accounts):
            if self.within is not None:
                low = bisect_left(lasts, first_day(bench.value(self.within, latest.told.day), latest))
            high = max(high, i + 1)
            while high < len(lasts) and lasts[high] == latest.last:
                high += 1
            if self.within is None and i >= MANY:
                insort(first_known, accounts[i - MANY], key=lambda a: a.spans[0][0])
                del first_known[MANY:]
                low = i - MANY + 1
            window = (*first_known, *accounts[low:high])
            yield latest, of_event(latest, window) if alone else window

    def _enough(self, bench: Bench, latest: Account, window: Sequence[Account]) -> Spans:
        if self.differing:
            return self._different(bench, latest, window)
        spans = bench.across(self.least, lambda count: _many(count, window))
        distinct = self.distinct
        if distinct is not None and spans:
            tellers: dict[str, list[Spans]] = {}
            for account in window:
                tellers.setdefault(distinct.teller(account.entry), []).append(account.spans)
            each = [joined(spans) for spans in tellers.values()]
            spans = meet(spans, bench.across(distinct.least, lambda count: at_least(count, each)))
        return spans

    def _different(self, bench: Bench, latest: Account, window: Sequence[Account]) -> Spans:
        """Accounts of the latest's event that say different things of one detail."""
        said: dict[str, list[Spans]] = {}
        for account in window:
            if account.event == latest.event and account.entry.one(self.differing):
                said.setdefault(account.entry.one(self.differing), []).append(account.spans)
        each = [joined(spans) for spans in said.values()]
        return bench.across(self.least, lambda count: at_least(count, each))


MANY = 50
UNSEEN = "the records of {}, whose duty it is, are not seen from here"


def _many(count: int, window: Sequence[Account]) -> Spans:
    if count <= 1:
        return joined(a.spans for a in window)
    if all(len(a.spans) == 1 and a.spans[0][1] == NEVER for a in window):
        starts: dict[int, Instant] = {}
        for account in window:
            starts[account.event] = min(account.spans[0][0], starts.get(account.event, NEVER))
        return since(sorted(starts.values())[count - 1]) if len(starts) >= count else NONE
    events: dict[int, list[Spans]] = {}
    for account in window:
        events.setdefault(account.event, []).append(account.spans)
    return at_least(count, [joined(spans) for spans in events.values()]) if len(events) >= count else NONE


def first_day(within: Length, latest: Account) -> Instant:
    """The start of the first day within a time before the latest: such times are counted in days."""
    return start_of(within.day_before(latest.told.day))


def of_event(latest: Account, window: Sequence[Account]) -> Sequence[Account]:
    """The accounts of the latest's event."""
    return tuple(a for a in window if a.event == latest.event)


def _pieces(window: Sequence[Account], support: tuple[Piece, ...]) -> Iterable[Piece]:
    for account in window:
        yield from account.pieces()
    yield from support


def happened_while(bench: Bench, person: str, account: Account, sort: Sort) -> Iterator[Account]:
    """The account as far as it happened in a state that its sort asks for; of an order, once for each order."""
    if not sort.during:
        yield account
    for standing in sort.during:
        states = standing.states(bench, person)
        if standing.code:
            for name, orders in orders_by_name(states):
                yield rested(account, orders, name)
        else:
            yield rested(account, states, "")


def as_one(accounts: Iterable[Account]) -> Iterator[Account]:
    """One record that counts for several reasons counts once for each trigger, while any of them holds."""
    for _, theirs in by_trigger(accounts):
        first, *others = theirs
        support = tuple(piece for each in theirs for piece in each.support)
        spans = joined(each.spans for each in theirs)
        going = joined(minus(each.spans, each.ended) for each in theirs)
        yield replace(first, spans=spans, support=support, ended=minus(spans, going)) if others else first


def orders_by_name(states: Iterable[State]) -> Iterator[tuple[str, tuple[State, ...]]]:
    """The steps of each order, with every account of them, by the order's name."""
    found: dict[str, list[State]] = {}
    for state in states:
        found.setdefault(state.order, []).append(state)
    for name, orders in found.items():
        yield name, tuple(orders)


def rested(account: Account, states: tuple[State, ...], trigger: str) -> Account:
    """The account as far as it rests on a state that was in force when it happened."""
    holding = [(s, s.during(account.told)) for s in states]
    support = tuple(Piece(ref, spans) for s, spans in holding if spans for ref in s.refs)
    spans = meet(account.spans, joined(spans for _, spans in holding))
    going = joined(minus(spans, s.over()) for s, spans in holding)
    ended = minus(spans, going) if trigger else NONE
    return Account(account.entry, account.event, spans, support, trigger, ended)


def excused(bench: Bench, person: str, entry: Entry, selection: Selection) -> Spans:
    """When a record is known whose state was in force at the time, and excuses."""
    found = []
    for other in selection.entries(bench):
        if person in other.people("about", "supervised", "child"):
            started = kinds()[other.kind].started(other.details)
            states = [s for name in started for s in bench.states.of(person, name) if s.entry is other]
            found.append(in_force(states, entry.happened))
    return joined(found)


def read_counting(block: Block, grammar: Grammar, inherited: Answering) -> Counting:
    """A counting clause from its words."""
    block.only(*KEYS)
    takes_out = "not while open" in block or "dropped by" in block  # then nothing answers but what takes records out
    return Counting(
        grammar.role,
        grammar.number(block, "at least"),
        _read_sorts(block, grammar),
        grammar.length(block, "within") if "within" in block else None,
        _read_distinct(block, grammar),
        block.text("differing in", ""),
        grammar.standings(block, "at the latest"),
        read_age(block, grammar),
        grammar.selections(block, "unless"),
        tuple(s.name for s in grammar.standings(block, "not while open")),
        grammar.selections(block, "dropped by"),
        grammar.answering(block, Answering(naming=False) if takes_out else inherited),
        "also in the home of" in block and bool(block.choice("also in the home of", "child")),
        _read_number(block, grammar),
        block.choice("duty of", *agencies()) if "duty of" in block else "",
    )


def _read_sorts(block: Block, grammar: Grammar) -> tuple[Sort, ...]:
    if "of either" not in block:
        return (_read_sort(block, grammar),)
    if "of" in block or "while" in block:
        raise block.trouble("of either", "it stands beside `of` or `while`.", "Put both into each of its lines.")
    sorts = []
    for each in block.blocks("of either"):
        each.only("of", "while")
        sorts.append(_read_sort(each, grammar))
    return tuple(sorts)


def _read_sort(block: Block, grammar: Grammar) -> Sort:
    return Sort(grammar.selections(block, "of"), grammar.standings(block, "while"))


def _read_number(block: Block, grammar: Grammar) -> str:
    told = block.text("as many as", "")
    counted = (kind for sort in _read_sorts(block, grammar) for s in sort.of for kind in s.kinds)
    if told and not any(told in kinds()[kind].details for kind in counted):
        raise block.trouble(
            "as many as", f"none of the kinds counted has a detail '{told}'.", "Look in reference/kinds."
        )
    return told


def read_age(block: Block, grammar: Grammar, key: str = "age under") -> Dated[Length] | None:
    """An age in years or months; None where the key is missing."""
    if key not in block:
        return None
    age = grammar.length(block, key)
    if any(value.unit != "months" for value in age.values):
        raise block.trouble(key, "an age is written in years or months.", "Write 2 years, or 6 months.")
    return age


def _read_distinct(block: Block, grammar: Grammar) -> Distinct | None:
    if "distinct" not in block:
        return None
    inner = block.block("distinct")
    names = [key for key in inner if key not in ("else", "at least")]
    if len(names) != 1 or inner[names[0]] != "":
        raise block.trouble(
            "distinct", "one detail tells the tellers apart.", "Write {reporter, else: source, at least: 2}."
        )
    return Distinct(names[0], inner.text("else", ""), grammar.number(inner, "at least"))


BEGINS = {"at least": read_counting}
