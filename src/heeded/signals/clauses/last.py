"""The last so many of some records were all of one sort: four visits all announced, two at which nobody was alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, holds, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.kinds import kinds
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, answered, as_events, counting, in_order, while_none
from heeded.signals.clauses.counting import excused, read_age
from heeded.signals.clauses.grammar import Grammar
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import Instant, day_of
from heeded.words.told import Told

KEYS = (
    "the last", "of", "all", "of each", "age from", "unless", "unless that day", "told in", "not answered by",
    "also answered by",
)  # fmt: skip
NO_BIRTH_DATE = "no birth date on record, so nobody can tell whether the child is old enough"
Run = Sequence[tuple["Event", Spans]]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: all accounts of it, when any is known (`there`), and when all that are known are of the sort asked.

    `of_age` is when the child is known to have been old enough then to be asked about.
    """

    accounts: tuple[Account, ...]
    there: Spans
    such: Spans
    of_age: Spans


@dataclass(frozen=True, slots=True)
class Last:
    """`the last` N `of` some records are `all` of a sort, as far as is known at each moment.

    `each` keeps the records of every agency apart; the trigger is then `agency:police`. At the last of them the child
    has to have been of `age_from`, however young at those before. `unless` and `that_day` excuse a record, by a state in force or by a record of
    the same day: it still counts, and is not of the sort. `told_in` is the detail that has to say whether it is of the
    sort; where the last do not, that is listed as not judged.
    """

    role: str
    count: Dated[int]
    of: tuple[Selection, ...]
    all: tuple[Selection, ...]
    each: bool
    age_from: Dated[Length] | None
    unless: tuple[Selection, ...]
    that_day: tuple[Selection, ...]
    told_in: str
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "count": "how many of the last were all of the sort", "agency": "whose record the last is",
        "days": "days from the first of them to the last", "over": "the same in words: in 61 days, on one day",
        "first": "the day of the first of them", "last": "the day of the last",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The matches of everybody in the scene: one for each event while it is the last that anybody knows of."""
        for person, entries in about(bench, self.of, self.role).items():
            together: dict[str, list[Entry]] = {}
            for entry in entries:
                together.setdefault(f"agency:{entry.agency}" if self.each else "", []).append(entry)
            for trigger, theirs in sorted(together.items()):
                events = self._events(bench, person, theirs)
                yield from self._matches(bench, person, trigger, events)
                self._note_unsaid(bench, person, events)

    def _events(self, bench: Bench, person: str, entries: Iterable[Entry]) -> list[Event]:
        """The events in order of when they happened. What happened on another day is another event, whatever it names."""
        accounts: dict[tuple[int, date], list[Account]] = {}
        for entry, number in as_events(entries):
            spans = counting(bench, person, entry, self.role)
            if spans:
                accounts.setdefault((number, entry.happened.day), []).append(Account(entry, number, spans))
        events = [self._event(bench, person, in_order(theirs)) for theirs in accounts.values()]
        return sorted(events, key=lambda event: (event.accounts[-1].last, event.accounts[-1].entry.id))

    def _event(self, bench: Bench, person: str, accounts: Sequence[Account]) -> Event:
        there = joined(a.spans for a in accounts)
        other = joined(minus(a.spans, self._such(bench, person, a)) for a in accounts)
        return Event(tuple(accounts), there, minus(there, other), self._of_age(bench, person, accounts[-1].told))

    def _of_age(self, bench: Bench, person: str, told: Told) -> Spans:
        if self.age_from is None:
            return ALWAYS
        born = [row for row in bench.states.statements.get(person, ()) if row.born is not None]
        if not born:
            bench.not_judged(person, NO_BIRTH_DATE)
        months = bench.value(self.age_from, told.day).count
        return minus(joined(map(known, born)), bench.states.young_during(person, told, months))

    def _such(self, bench: Bench, person: str, account: Account) -> Spans:
        """When an account is of the sort asked for. That no other came between is known only of an agency that is seen."""
        entry = account.entry
        if not any(selection(entry) for selection in self.all):
            return NONE
        if not bench.sees(entry.agency):
            bench.not_judged(person, f"not every record of {entry.agency} is seen from here")
            return NONE
        excuses = [excused(bench, person, entry, s) for s in self.unless]
        excuses += [known(other) for s in self.that_day for other in _that_day(bench, person, entry, s)]
        return while_none(account.spans, excuses)

    def _matches(self, bench: Bench, person: str, trigger: str, events: Sequence[Event]) -> Iterator[Match]:
        own = tuple(kind for selection in self.of for kind in selection.kinds)
        later = NONE
        for index in range(len(events) - 1, -1, -1):
            event = events[index]
            last = meet(meet(minus(event.there, later), event.such), event.of_age)
            later = joined((later, event.there))
            spans, run = _run(events, index, last, bench.value(self.count, event.accounts[-1].told.day))
            refs = [(a.entry.ref, a.spans) for each, _ in run for a in each.accounts]
            for account in event.accounts if spans else ():
                spans = minus(spans, answered(bench, person, account, self.answers, own, refs))
            if spans:
                pieces, figures = partial(_pieces, run), partial(_figures, run)
                yield Match(((self.role, person),), trigger, spans, pieces, figures=figures)

    def _note_unsaid(self, bench: Bench, person: str, events: Sequence[Event]) -> None:
        """Says so where the last of them would do but for a record that does not tell of what sort it was."""
        latest = events[-bench.value(self.count, events[-1].accounts[-1].told.day) :] if events and self.told_in else ()
        unsaid = [e.accounts[0].entry for e in latest if not any(a.entry.one(self.told_in) for a in e.accounts)]
        if unsaid and sum(bool(event.such) for event in latest) + len(unsaid) == len(latest):
            asked = kinds()[unsaid[0].kind].details[self.told_in].meaning
            bench.not_judged(person, f"a record of {unsaid[0].agency} does not say {asked[:1].lower()}{asked[1:]}")


def _run(events: Sequence[Event], latest: int, spans: Spans, count: int) -> tuple[Spans, Run]:
    """When the last `count` events are all of the sort, and the events this rests on, each with when it is one of them.

    `spans` are the moments at which the latest is the last that anybody knows of, and of the sort. Going back, what
    nobody knows of at a moment is passed over, and what is of another sort ends it.
    """
    run: list[tuple[Event, Spans]] = [(events[latest], spans)]
    counted, found = ({1: spans}, NONE) if count > 1 else ({}, spans)
    for event in (events[index] for index in range(latest - 1, -1, -1)):
        if not any(counted.values()):
            break
        run.append((event, joined(meet(at, event.such) for at in counted.values())))
        going: dict[int, Spans] = {}
        for number, at in counted.items():
            going[number] = joined((going.get(number, NONE), minus(at, event.there)))
            going[number + 1] = meet(at, event.such)
        found, counted = joined((found, going.pop(count, NONE))), going
    return found, run


def _that_day(bench: Bench, person: str, entry: Entry, selection: Selection) -> Iterator[Entry]:
    """The records of the person that happened on a day of the record's span."""
    told = entry.happened
    for kind in selection.kinds:
        for other in bench.states.of_kind(person, kind):
            if selection(other) and told.first_day <= other.happened.day and other.happened.first_day <= told.day:
                yield other


def _pieces(run: Run) -> Iterator[Piece]:
    for event, counted in run:
        for account in event.accounts:
            yield Piece(account.entry.ref, meet(account.spans, counted))


def _figures(run: Run, when: Instant) -> Figures:
    live = [event.accounts[0] for event, counted in run if holds(counted, when)]
    days = sorted(a.told.day for a in live) or [day_of(when)]
    taken = (days[-1] - days[0]).days
    return {
        "count": len(live), "agency": run[0][0].accounts[0].entry.agency, "days": taken, "over": span_of(taken),
        "first": days[0], "last": days[-1],
    }  # fmt: skip


def read_last(block: Block, grammar: Grammar, inherited: Answering) -> Last:
    """A clause of the last so many from its words."""
    block.only(*KEYS)
    of, told_in = grammar.selections(block, "of"), block.text("told in", "")
    for kind in (kind for selection in of for kind in selection.kinds):
        if told_in and told_in not in kinds()[kind].details:
            raise block.trouble("told in", f"no {kind} has a detail '{told_in}'.", "Look it up in reference/kinds.")
    return Last(
        grammar.role,
        grammar.number(block, "the last"),
        of,
        grammar.selections(block, "all"),
        "of each" in block and block.choice("of each", "agency") == "agency",
        read_age(block, grammar, "age from"),
        grammar.selections(block, "unless"),
        grammar.selections(block, "unless that day"),
        told_in,
        grammar.answering(block, inherited),
    )


BEGINS = {"the last": read_last}
