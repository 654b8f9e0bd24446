"""A clock that runs once: every record that starts it starts its own, counted from where its rule says."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.holidays import bank_holidays
from heeded.reference.rules import ClockRule
from heeded.signals.bench import Bench, Piece
from heeded.signals.clauses.accounts import Account, Refs, about, as_events, counting, names_of, refs_of
from heeded.signals.clauses.licence import licence_over
from heeded.signals.clauses.running import Running, Stops, duty_seen, held, meant
from heeded.signals.clauses.waits import Replies, answered_wait
from heeded.signals.clauses.with_child import with_child
from heeded.signals.selection import Answering, Selection
from heeded.supervision.clock import day_before
from heeded.words.instants import Instant, days_later, start_of
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
    answering = meant(rule.code, "answered_by")
    for person, entries in begun.items():
        numbered = as_events(entries)
        names, refs = names_of(numbered), refs_of(numbered)
        done_with_it = {} if rule.backwards else themselves(answering, numbered)
        runs: list[tuple[Account, Running]] = []
        for entry, number in numbered:
            spans = counting(bench, person, entry, role)
            spans = meet(spans, duty_seen(bench, person, rule, entry)) if spans else spans
            if not spans:
                continue
            spans = minus(meet(spans, with_child(bench, person, rule, entry)), done_with_it.get(number, NONE))
            spans, ended, support = held(bench, person, rule.holding, entry.happened, spans)
            ended = joined((ended, _licence_over(bench, rule, person, entry, spans)))
            for run in origins.of(person, entry, spans, names[number]):
                left = minus(run.spans, stops.over(person, entry.happened.last, run.spans))
                run = replace(run, spans=left, pieces=(*run.pieces, *support), ended=meet(left, ended))
                runs.append((Account(entry, number, left), run))
        yield from ((person, run) for run in origins.unanswered(person, runs, refs))


def themselves(answering: Iterable[Selection], numbered: Iterable[tuple[Entry, int]]) -> dict[int, Spans]:
    """The starts that are themselves what is waited for, however vague their dates, and when an account says so."""
    found: dict[int, Spans] = {}
    for entry, number in numbered:
        if any(selection(entry) for selection in answering):
            found[number] = joined((found.get(number, NONE), known(entry)))
    return found


def _answerable(rule: ClockRule, entry: Entry, told: Told) -> Told:
    """From when on a record may answer. What is due before an event may have been done long before it."""
    if not rule.backwards:
        return told
    return entry.happened if rule.date_from else Told.at(days_later(told.first, -BEFOREHAND))


def _licence_over(bench: Bench, rule: ClockRule, person: str, entry: Entry, spans: Spans) -> Spans:
    """When the licence is over on which it happened, for a clock that lapses with it."""
    return licence_over(bench, person, entry, spans) if rule.lapses_with_licence and spans else NONE


class Origins:
    """Where the time of each start runs from, as known at every moment."""

    def __init__(self, bench: Bench, rule: ClockRule, role: str) -> None:
        self._bench, self._rule = bench, rule
        self._kinds = [about(bench, (chosen,), role) for chosen in meant(rule.code, "counted_from")]
        closing = (*meant(rule.code, "set_aside_by"), *meant(rule.code, "answered_by"), *meant(rule.code, "ended_by"))
        closings = about(bench, closing, role) if self._kinds or rule.answered_before else {}
        self._closings = {person: sorted(entries, key=_last) for person, entries in closings.items()}
        self._named: dict[tuple[int, str], tuple[list[Entry], dict[int, Named]]] = {}

    def of(self, person: str, entry: Entry, spans: Spans, names: Named) -> Iterator[Running]:
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
                        yield Running(origin.happened, origin, meet(at, called), name, pieces=pieces)
        for called, name in names:
            if meet(spans, called):
                yield Running(told, entry, meet(spans, called), name, pieces=(own,))

    def unanswered(
        self, person: str, runs: Iterable[tuple[Account, Running]], refs: Mapping[int, Refs]
    ) -> Iterator[Running]:
        """The runs of one person as far as nothing answers them. Starts of the same clock are answered by either's name."""
        same: dict[tuple[str, str], dict[int, Refs]] = {}
        for account, run in runs:
            same.setdefault((account.entry.kind, run.event), {})[account.event] = refs[account.event]
        named = {key: tuple(ref for each in theirs.values() for ref in each) for key, theirs in same.items()}
        own = tuple(dict.fromkeys(match.kind for match in self._rule.starts_on))
        answers = Answering(meant(self._rule.code, "answered_by"))
        for account, run in runs:
            kind, theirs = account.entry.kind, refs[account.event]
            akin = named[kind, run.event]
            waits = replace(
                account, entry=replace(account.entry, happened=_answerable(self._rule, account.entry, run.told))
            )
            done = answered_wait(self._bench, person, waits, answers, own, theirs, (kind,), akin)
            left = minus(minus(run.spans, done), self._answered_before(person, kind, run, akin))
            if left:
                yield replace(run, spans=left, ended=meet(left, run.ended))

    def _answered_before(self, person: str, kind: str, run: Running, akin: Refs) -> Spans:
        """When an answer is known that came a little before what time runs from, as far as the rule lets it.

        What was over by then answers nothing any more.
        """
        length = dict(self._rule.answered_before).get(run.entry.kind)
        if length is None:
            return NONE
        first = start_of(day_before(run.told.first_day, length, bank_holidays()))
        early = Replies.of(self._bench, person, meant(self._rule.code, "answered_by"), (kind,))
        found = early.between(first, run.told, akin)
        return joined(minus(at, self._closed(person, answer, run.entry)) for answer, at in found)

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
