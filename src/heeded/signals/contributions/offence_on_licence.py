"""Somebody on licence is arrested, charged, remanded or convicted, and nobody considers recall.

In words: the record tells of a day on which he was on licence, and so many hours after it was known nobody has decided
whether to recall him. The hours run from when the record was first known, not from the offence: nobody can consider
what nobody was told. That nothing was decided is judged only where the records of the licence's holder are seen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus, since
from heeded.chronology.state import known
from heeded.reference.rules import EVERYWHERE, Counting, Version
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, Refs, about, as_events, names_of, refs_of
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.clauses.licence import on_licence, on_licence_for_life
from heeded.signals.clauses.waits import answered_wait
from heeded.signals.deadline import overdue_at
from heeded.signals.measure import Dated
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import Instant
from heeded.words.interval import Interval, Unit
from heeded.words.told import Told

KEYS = ("found by", "of", "considered by", "hours", "sentence")
FOR_LIFE, BREACH = "indeterminate", "breach"
CALLED = {"arrest": "an arrest", "charge": "a charge", "conviction": "a conviction", "custody_started": "a remand"}


@dataclass(frozen=True, slots=True)
class OffenceOnLicence:
    """Finds them; `only_for_life` looks only at sentences without an end. `answers` are what considering recall is."""

    of: tuple[Selection, ...]
    hours: Dated[int]
    only_for_life: bool
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "what": "an arrest, a charge, a remand or a conviction", "day": "the day on which that happened",
        "hours": "the hours there were to consider recall",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One trigger for each event: the ref by which it was known first."""
        for person, entries in about(bench, self.of, "supervised").items():
            if bench.states.of(person, "licence") or bench.states.of(person, "order"):
                yield from self._of_person(bench, person, entries)

    def _of_person(self, bench: Bench, person: str, entries: list[Entry]) -> Iterator[Match]:
        numbered = as_events(entries)
        names, refs, first = names_of(numbered), refs_of(numbered), _first_known(numbered)
        for entry, event in numbered:
            account = self._on_licence(bench, person, entry, event)
            if account.spans:
                hours = bench.value(self.hours, entry.happened.day)
                overdue = since(overdue_at(_elapsed(hours), Told.at(min(first[event], first[entry.ref]))))
                own = tuple(kind for s in self.of for kind in s.kinds)
                named, breaches = _with(refs[event], account), self._breaches(bench, person, entry)
                answers = answered_wait(bench, person, account, self.answers, own, named, (*own, BREACH), breaches)
                unanswered = minus(meet(account.spans, overdue), answers)
                yield from _matches(person, account, unanswered, names[event], hours)

    def _breaches(self, bench: Bench, person: str, offence: Entry) -> Refs:
        """The breaches of that day or later: a decision on one of them considers this too, one on an earlier does not."""
        found = (e for e in bench.states.of_kind(person, BREACH) if e.happened.day >= offence.happened.first_day)
        return [(e.ref, known(e)) for e in found]

    def _on_licence(self, bench: Bench, person: str, entry: Entry, event: int) -> Account:
        """The record as far as it happened on a licence whose holder's records are seen."""
        told, spans, going, pieces = entry.happened, [], [], []
        for licence in on_licence(bench, person, told, known(entry)):
            at = licence.spans
            if self.only_for_life:
                at = meet(at, on_licence_for_life(bench, person, told))
            if at and not bench.sees(licence.holder):
                bench.not_judged(
                    person, f"the records of {licence.holder}, who decide on recall, are not seen from here"
                )
            elif at:
                spans.append(at)
                going.append(minus(at, licence.over))
                pieces += [Piece(ref, at) for ref in licence.refs]
        counts = joined(spans)
        return Account(entry, event, counts, tuple(pieces), "", minus(counts, joined(going)))


def _matches(
    person: str, account: Account, unanswered: Spans, names: Iterable[tuple[Spans, str]], hours: int
) -> Iterator[Match]:
    figures = partial(_figures, account.entry, hours)
    for at, name in names:
        spans = meet(unanswered, at)
        if spans:
            ended = account.ended
            subject = (("supervised", person),)
            yield Match(subject, name, spans, account.pieces, ended, meet(spans, ended), figures)


def _with(refs: Refs, account: Account) -> Refs:
    return (*refs, (account.entry.ref, account.spans))


def _first_known(numbered: Iterable[tuple[Entry, int]]) -> dict[int | str, Instant]:
    """When each event, and each record through all its corrections, was known first."""
    found: dict[int | str, Instant] = {}
    for entry, event in numbered:
        for key in (event, entry.ref):
            found[key] = min(entry.known, found.get(key, entry.known))
    return found


def _elapsed(hours: int) -> Version:
    """So many hours by the clock, whatever the day of the week."""
    return Version(Counting.HOURS, (Interval(hours, Unit.HOURS),), None, None, EVERYWHERE, None, "", "")


def _figures(entry: Entry, hours: int, when: Instant) -> Figures:
    return {"what": CALLED.get(entry.kind, "an offence"), "day": entry.happened.day, "hours": hours}


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words; `sentence: indeterminate` asks for a sentence for life or without an end."""
    block.only(*KEYS)
    if "sentence" in block:
        block.choice("sentence", FOR_LIFE)
    return OffenceOnLicence(
        grammar.selections(block, "of"), grammar.number(block, "hours"), "sentence" in block,
        Answering(grammar.selections(block, "considered by")),
    )  # fmt: skip
