"""Who told of what: accounts of events, with the events that several agencies told of as one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, joined, meet, minus
from heeded.chronology.state import known
from heeded.chronology.states import main_people
from heeded.signals.bench import Bench, Piece
from heeded.signals.selection import Answering, Selection
from heeded.words.instants import Instant, start_of
from heeded.words.told import Precision, Told

Refs = Iterable[tuple[str, Spans]]  # refs, each with when it counts
NO_BIRTH_DATE = "no birth date on record, so nobody can tell whether this is a child"

MOST_IN_ONE = 50  # events that one record is taken to tell of, whatever number it gives

# Taking back, sharing and coding a record does nothing about what it says.
OF_RECORDS = ("retracted", "shared", "share_refused", "opened", "coded")


@dataclass(frozen=True, slots=True)
class Account:
    """One agency's account of one event about one person, and when it counts. `event` is the same for all accounts."""

    entry: Entry
    event: int
    spans: Spans
    support: tuple[Piece, ...] = ()
    trigger: str = ""
    ended: Spans = NONE

    @property
    def told(self) -> Told:
        """When it happened, as told."""
        return self.entry.happened

    @property
    def last(self) -> Instant:
        """The instant from which windows and deadlines run."""
        return self.entry.happened.last

    def pieces(self) -> tuple[Piece, ...]:
        """The record and the states it rests on."""
        return (Piece(self.entry.ref, self.spans), *self.support)


def about(bench: Bench, chosen: Iterable[Selection], role: str) -> dict[str, list[Entry]]:
    """The records chosen, by the person they are about, for those whose raises are wanted; each record once."""
    found: dict[str, dict[int, Entry]] = {}
    for selection in chosen:
        for entry in selection.entries(bench):
            for person in dict.fromkeys(subjects(entry, role)):
                if bench.wanted(person):
                    found.setdefault(person, {})[id(entry)] = entry
    return {person: list(entries.values()) for person, entries in found.items()}


def subjects(entry: Entry, role: str) -> tuple[str, ...]:
    """Those who are in a role in a record: of a victim's record the victim, or else whom it is about."""
    if role == "supervised":  # where a record names who did it, it is not about those it was done to
        return entry.people("suspect") or entry.people("about", "supervised")
    if role == "victim":
        return entry.people("victim") or entry.people("about")
    return main_people(entry)


def counting(bench: Bench, person: str, entry: Entry, role: str) -> Spans:
    """When a record counts for a person in this role: while it is known, and known to be about a child if it must."""
    if role != "child":
        return known(entry)
    young = meet(known(entry), bench.states.child_during(person, entry.happened))
    if not young and not bench.states.age_known(person) and person not in entry.people("child"):
        others = [p for p in entry.people("child") if p != person]
        if not others:
            bench.not_judged(person, NO_BIRTH_DATE)
    return young


def as_events(entries: Iterable[Entry]) -> list[tuple[Entry, int]]:
    """Each record with the number of its event: the same kind and day, or the same `answers`, is one event.

    Editions of one record never count at the same time, so they need no number in common.
    """
    listed = list(entries)
    if not any(e.answers for e in listed):
        by_day: dict[object, int] = {}
        return [(e, by_day.setdefault(_day_of(e), len(by_day))) for e in listed]
    parent: dict[object, object] = {}

    def root(key: object) -> object:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for entry in listed:
        day = _day_of(entry)
        for answered in entry.answers:
            parent[root((entry.kind, answered))] = root(day)
    numbers: dict[object, int] = {}
    return [(e, numbers.setdefault(root(_day_of(e)), len(numbers))) for e in listed]


def as_many(numbered: Sequence[tuple[Entry, int]], told_in: str) -> list[tuple[Entry, int]]:
    """Each record once for each event that it says it tells of, in a detail that is a number.

    It is one where it does not say. Two agencies that tell of three events tell of the same three.
    """
    return [
        (entry, event + nth * len(numbered)) for entry, event in numbered for nth in range(_number(entry.one(told_in)))
    ]


def _number(told: str) -> int:
    return min(max(int(told[:6]), 1), MOST_IN_ONE) if told.isascii() and told.isdecimal() else 1


def _day_of(entry: Entry) -> tuple[object, ...]:
    """The same kind and day. A day told without an hour needs no clock change looked up."""
    told = entry.happened
    if told.precision is Precision.INSTANT:
        return (entry.kind, start_of(told.first_day), start_of(told.day))
    return (entry.kind, told.first, told.last)


def in_order(accounts: Iterable[Account]) -> list[Account]:
    """By when they happened; ties by when they were known, then by ref, so that arrival makes no difference."""
    return sorted(accounts, key=lambda a: (a.last, a.entry.known, a.entry.id, a.trigger))


def by_trigger(accounts: Iterable[Account]) -> Iterator[tuple[str, list[Account]]]:
    """Accounts of one trigger together."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.trigger, []).append(account)
    yield from sorted(found.items())


def names_of(numbered: Iterable[tuple[Entry, int]]) -> dict[int, tuple[tuple[Spans, str], ...]]:
    """What each event is called, with when: by the ref under which it was known first.

    A ref that by then, corrected, tells of another day is the name of that event, and no longer of this one.
    """
    events: dict[int, list[Entry]] = {}
    numbers: dict[str, set[int]] = {}
    for entry, number in numbered:
        events.setdefault(number, []).append(entry)
        numbers.setdefault(entry.ref, set()).add(number)
    return {number: tuple(_names(number, entries, events, numbers)) for number, entries in events.items()}


def _names(
    number: int, entries: Iterable[Entry], events: Mapping[int, Iterable[Entry]], numbers: Mapping[str, set[int]]
) -> Iterator[tuple[Spans, str]]:
    left = ALWAYS
    refs = dict.fromkeys(e.ref for e in sorted(entries, key=lambda e: (e.known, e.ref)))
    for ref in refs:
        elsewhere = (known(e) for other in numbers[ref] - {number} for e in events[other] if e.ref == ref)
        free = minus(left, joined(elsewhere))
        if free:
            yield free, ref
            left = minus(left, free)
        if not left:
            return
    yield left, next(iter(refs))


def refs_of(numbered: Iterable[tuple[Entry, int]]) -> dict[int, Refs]:
    """The refs of every account of each event, each with when it is known."""
    events: dict[int, list[tuple[str, Spans]]] = {}
    for entry, number in numbered:
        events.setdefault(number, []).append((entry.ref, known(entry)))
    return {number: tuple(refs) for number, refs in events.items()}


def answered(
    bench: Bench,
    person: str,
    account: Account,
    answers: Answering,
    own: tuple[str, ...],
    refs: Refs,
) -> Spans:
    """When an answer to a pattern is known: a chosen record on or after its latest account, or one that names it.

    A record names the pattern whose `answers` names any account of it (`refs`: each with when it counts). Records of
    the kinds counted (`own`) never answer, for they tell the event again; nor do records about records.
    """
    if not account.spans:
        return NONE
    spans = NONE
    if answers.chosen:
        key = (person, tuple(s.name for s in answers.chosen))
        known_answers = bench.answers(key, lambda: answering(bench, person, answers.chosen))
        spans = known_answers.since(account.told, account.spans)
    if not answers.naming:
        return spans
    named = [(e, at) for ref, at in refs for e in bench.naming(ref)] if bench.any_naming() else []
    naming = [meet(known(e), at) for e, at in named if e.kind not in (*own, *OF_RECORDS) and _after(e, account)]
    return joined((spans, *naming)) if naming else spans


def dropped_for_good(
    bench: Bench, person: str, account: Account, chosen: tuple[Selection, ...], own: tuple[str, ...]
) -> Spans:
    """When something that takes a record out of every count is known: a chosen record since, or one that names it.

    A decision on a referral names it whatever it decides, so it takes nothing out by itself.
    """
    answers = Answering(chosen)
    return answered(bench, person, account, answers, (*own, "referral_decision"), ((account.entry.ref, account.spans),))


def _after(entry: Entry, account: Account) -> bool:
    return entry.happened.first_day >= account.told.day


def answering(bench: Bench, person: str, chosen: Iterable[Selection]) -> Iterator[Entry]:
    """The records chosen that are about a person."""
    chosen = tuple(chosen)
    for entry in bench.states.entries.get(person, ()):
        if any(selection(entry) for selection in chosen) and person in main_people(entry):
            yield entry


def while_none(spans: Spans, excusing: Iterable[Spans]) -> Spans:
    """What is left where nothing excuses it."""
    return minus(spans, joined(excusing))
