"""An appointment missed in the first days after a release, by somebody who is on licence.

In words: the missed appointment happened within some days of the release, on a licence, and nothing excuses it (`unless`:
a record whose state was in force, such as a stay in hospital). `before any of` asks that none of some records happened
since the release: then it was the first contact that failed; one that its own record calls the first is that anyway.
The release is the trigger, so that the next release begins anew, and the raise lapses with the licence.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, answered, as_events, names_of, refs_of, while_none
from heeded.signals.clauses.counting import excused
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.clauses.licence import on_licence
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import Instant

KEYS = ("found by", "of", "after", "within", "unless", "before any of", "not answered by", "also answered by")
ROLE = "supervised"
Named = tuple[tuple[Spans, str], ...]


@dataclass(frozen=True, slots=True)
class MissedContact:
    """Finds them; see the words above."""

    of: tuple[Selection, ...]
    after: tuple[Selection, ...]
    within: Dated[Length]
    unless: tuple[Selection, ...]
    before: tuple[Selection, ...]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "released": "the day of the release", "missed": "the day of the appointment",
        "after": "on the day of the release, or so many days after it",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each missed appointment and release."""
        missed = about(bench, self.of, ROLE)
        releases = about(bench, self.after, ROLE) if missed else {}
        contacts = about(bench, self.before, ROLE) if releases else {}
        for person, entries in missed.items():
            named = _by_day(releases.get(person, []))
            for account, refs in self._missed(bench, person, entries) if named else ():
                for release, called in self._before(bench, account, named):
                    spans = self._soon_after(bench, account, release, contacts.get(person, []))
                    if spans:
                        spans = minus(spans, answered(bench, person, account, self.answers, self._own(), refs))
                    yield from _matches(bench, person, account, release, spans, called)

    def _own(self) -> tuple[str, ...]:
        return tuple(kind for s in (*self.of, *self.after) for kind in s.kinds)

    def _missed(
        self, bench: Bench, person: str, entries: list[Entry]
    ) -> Iterator[tuple[Account, tuple[tuple[str, Spans], ...]]]:
        numbered = as_events(entries)
        refs = refs_of(numbered)
        for entry, event in numbered:
            spans = while_none(known(entry), (excused(bench, person, entry, s) for s in self.unless))
            if spans:
                yield Account(entry, event, spans), tuple(refs[event])

    def _before(
        self, bench: Bench, account: Account, named: list[tuple[date, Entry, Named]]
    ) -> Iterator[tuple[Entry, Named]]:
        """The releases that the appointment followed in time."""
        first = bench.value(self.within, account.told.day).day_before(account.told.day)
        for _, release, called in named[bisect_left(named, first, key=lambda each: each[0]) :]:
            if release.happened.first_day > account.told.day:
                if not release.happened.vague:
                    return
            else:
                yield release, called

    def _soon_after(self, bench: Bench, account: Account, release: Entry, contacts: Iterable[Entry]) -> Spans:
        """When it is known that the appointment was in the first days after a release, and the first contact if asked."""
        spans = meet(account.spans, known(release))
        if not self.before or account.entry.one("first") == "yes":
            return spans
        if account.entry.one("first") == "no" or not bench.sees(account.entry.agency):
            return ()  # whether there was contact before is seen only in the records of who made the appointment
        first, last = release.happened.first_day, account.told.day
        between = (e for e in contacts if first <= e.happened.day <= last)
        return minus(spans, joined(known(e) for e in between))


def _by_day(releases: Iterable[Entry]) -> list[tuple[date, Entry, Named]]:
    """Releases by the day they happened, of a vague one the last, each with what its event is called."""
    numbered = as_events(releases)
    names = names_of(numbered)
    return sorted(
        ((e.happened.day, e, names[number]) for e, number in numbered), key=lambda each: (each[0], each[1].id)
    )


def _matches(
    bench: Bench, person: str, account: Account, release: Entry, spans: Spans, called: Named
) -> Iterator[Match]:
    licences = list(on_licence(bench, person, account.told, spans)) if spans else []
    held = meet(spans, joined(each.spans for each in licences))
    ended = minus(held, joined(minus(each.spans, each.over) for each in licences))
    figures = partial(_figures, account, release)
    for at, name in called:
        both = meet(held, at)
        if both:
            pieces = (Piece(account.entry.ref, account.spans), Piece(release.ref, known(release)))
            yield Match(((ROLE, person),), name, both, partial(tuple, pieces), ended, meet(both, ended), figures)


def _figures(account: Account, release: Entry, when: Instant) -> Figures:
    days = max((account.told.day - release.happened.day).days, 0)
    after = "on the day of" if not days else "1 day after" if days == 1 else f"{days} days after"
    return {"released": release.happened.day, "missed": account.told.day, "after": after}


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return MissedContact(
        grammar.selections(block, "of"), grammar.selections(block, "after"), grammar.length(block, "within"),
        grammar.selections(block, "unless"), grammar.selections(block, "before any of"),
        grammar.answering(block, inherited),
    )  # fmt: skip
