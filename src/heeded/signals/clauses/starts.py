"""A clock that runs once: every record that starts it starts its own, counted from where its rule says."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.rules import ClockRule
from heeded.signals.bench import Bench, Piece
from heeded.signals.clauses.accounts import Account, about, answered, as_events, counting, names_of, refs_of
from heeded.signals.clauses.running import Running, Stops, duty_seen, held, meant
from heeded.signals.selection import Answering
from heeded.words.instants import Instant, days_later
from heeded.words.told import Told
from heeded.words.trouble import Trouble

BEFOREHAND = 366  # days: how early a thing that is due before an event may have been done for it
Named = tuple[tuple[Spans, str], ...]


def starts(bench: Bench, rule: ClockRule, role: str) -> Iterator[tuple[str, Running]]:
    """Each person and each run of a clock that does not repeat. Accounts of one event are one clock."""
    begun = about(bench, meant(rule.code, "starts_on"), role)
    if not begun:
        return
    origins, stops = Origins(bench, rule, role), Stops(bench, meant(rule.code, "ended_by"), role)
    answers = Answering(meant(rule.code, "answered_by"))
    own = tuple(match.kind for match in rule.starts_on)
    for person, entries in begun.items():
        numbered = as_events(entries)
        names, refs = names_of(numbered), refs_of(numbered)
        for entry, number in numbered:
            spans = counting(bench, person, entry, role)
            if not spans or not duty_seen(bench, person, rule, entry):
                continue
            spans, ended, support = held(bench, person, rule.holding, entry.happened, spans)
            for told, at, name, pieces in origins.of(person, entry, spans, names[number]):
                account = Account(replace(entry, happened=_answerable(rule, entry, told)), number, at)
                done = answered(bench, person, account, answers, own, refs[number])
                left = minus(minus(at, done), stops.over(person, entry.happened.last, at))
                if left:
                    yield person, Running(told, entry, left, name, pieces=(*pieces, *support), ended=meet(left, ended))


def _answerable(rule: ClockRule, entry: Entry, told: Told) -> Told:
    """From when on a record may answer. What is due before an event may have been done long before it."""
    if not rule.backwards:
        return told
    return entry.happened if rule.date_from else Told.at(days_later(told.first, -BEFOREHAND))


class Origins:
    """Where the time of each start runs from, as known at every moment."""

    def __init__(self, bench: Bench, rule: ClockRule, role: str) -> None:
        self._bench, self._rule = bench, rule
        self._kinds = [about(bench, (chosen,), role) for chosen in meant(rule.code, "counted_from")]
        closing = (*meant(rule.code, "set_aside_by"), *meant(rule.code, "answered_by"), *meant(rule.code, "ended_by"))
        closings = about(bench, closing, role) if self._kinds else {}
        self._closings = {person: sorted(entries, key=_last) for person, entries in closings.items()}
        self._named: dict[tuple[int, str], tuple[list[Entry], dict[int, Named]]] = {}

    def of(
        self, person: str, entry: Entry, spans: Spans, names: Named
    ) -> Iterator[tuple[Told, Spans, str, tuple[Piece, ...]]]:
        """Where time runs from, while that is known, what the clock is then called, and the records it rests on."""
        own = Piece(entry.ref, known(entry))
        told = self._dated(person, entry) if self._rule.date_from else entry.happened
        if told is None:
            return
        for index in range(len(self._kinds)):
            for origin, at in self._latest(index, person, entry, spans):
                spans = minus(spans, at)
                pieces = (own, Piece(origin.ref, known(origin)))
                for called, name in self._of(index, person)[1][id(origin)]:
                    if meet(at, called):
                        yield origin.happened, meet(at, called), name, pieces
        for called, name in names:
            if meet(spans, called):
                yield told, meet(spans, called), name, (own,)

    def _latest(self, index: int, person: str, entry: Entry, spans: Spans) -> Iterator[tuple[Entry, Spans]]:
        """The latest records on or before a start from which it may run, each while none later is known."""
        candidates, last = self._of(index, person)[0], entry.happened.last
        for i in range(bisect_right(candidates, last, key=_last) - 1, -1, -1):
            origin = candidates[i]
            if not spans or origin is entry:
                return
            at = minus(meet(spans, known(origin)), self._closed(person, origin, entry))
            if at:
                spans = minus(spans, at)
                yield origin, at

    def _closed(self, person: str, origin: Entry, entry: Entry) -> Spans:
        """When it is known that what the origin began was over before the start."""
        first, last = origin.happened.last, entry.happened.last
        closings = self._closings.get(person, [])
        between = closings[bisect_left(closings, first, key=_last) : bisect_right(closings, last, key=_last)]
        return joined(known(e) for e in between if (e.kind, e.happened.last) != (origin.kind, first))

    def _of(self, index: int, person: str) -> tuple[list[Entry], dict[int, Named]]:
        """The person's records of one sort in order of when they happened, and what the event of each is called."""
        key = (index, person)
        if key not in self._named:
            numbered = as_events(self._kinds[index].get(person, ()))
            names = names_of(numbered)
            ordered = sorted((e for e, _ in numbered), key=lambda e: (e.happened.last, e.seq))
            self._named[key] = (ordered, {id(e): names[number] for e, number in numbered})
        return self._named[key]

    def _dated(self, person: str, entry: Entry) -> Told | None:
        """The date that the record gives; without one nobody can judge."""
        try:
            return Told.read(entry.one(self._rule.date_from))
        except (ValueError, Trouble):
            self._bench.not_judged(person, f"a record does not give the {self._rule.date_from} that a deadline needs")
            return None


def _last(entry: Entry) -> Instant:
    return entry.happened.last
