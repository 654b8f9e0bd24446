"""A victim asked for a licence condition, and nobody acknowledged it, or a decision came that does not answer it.

In words: a request of one victim about one person. Either (`waits for`) a clock of the reference shelf runs out before
anything is heard of it, or (`decided by`) a decision about that person is issued after it and no answer to it is known.
An acknowledgement is no answer. What answers another request by name answers that one alone. That nothing came is
judged only where the records are seen of one who had to say something.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus, since
from heeded.chronology.state import known
from heeded.reference.clocks import clocks
from heeded.reference.rules import ClockRule
from heeded.reference.shelf import Block
from heeded.signals.bench import Answers, Bench, Match, Piece
from heeded.signals.clauses.accounts import OF_RECORDS, as_events, names_of, refs_of
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.clauses.waiting import MOMENT
from heeded.signals.deadline import Clock, overdue_at
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import day_of, start_of
from heeded.words.told import Precision, Told

KEYS = ("found by", "of", "waits for", "decided by", "answered by")
NEXT = 20  # decisions after a request that are looked at
Pair = tuple[str, str]  # the victim and the supervised person, '' where the request does not name him
Found = tuple[Spans, tuple[Piece, ...], Figures]


@dataclass(frozen=True, slots=True)
class VictimRequest:
    """Finds the requests; `clock` is waited for, or `decided_by` are the decisions that should answer them."""

    of: tuple[Selection, ...]
    clock: ClockRule | None
    decided_by: tuple[Selection, ...]
    answered_by: tuple[Selection, ...]

    offers: ClassVar[Mapping[str, str]] = {
        "asked": "the day of the request", "due": "the last day for acknowledging it", "decided": "the day of the decision",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One trigger a request: the ref by which it was known first."""
        for pair, entries in self._requests(bench).items():
            numbered = as_events(entries)
            names, refs = names_of(numbered), refs_of(numbered)
            told = Answers(self._replies(bench, pair))
            decisions = self._decisions(bench, pair[1])
            for entry, event in numbered:
                answered = _answered(bench, entry, {ref for ref, _ in refs[event]}, told, self._own())
                found = (
                    self._waiting(bench, pair, entry) if self.clock else self._decided(bench, pair, entry, decisions)
                )
                for spans, pieces, figures in found:
                    yield from _matches(pair, minus(spans, answered), names[event], pieces, figures)

    def _own(self) -> tuple[str, ...]:
        """Kinds that never answer by naming: the request itself, and what only says that it was received."""
        own = tuple(kind for s in self.of for kind in s.kinds)
        return own if self.clock else (*own, "victim_condition_acknowledged")

    def _requests(self, bench: Bench) -> dict[Pair, list[Entry]]:
        found: dict[Pair, list[Entry]] = {}
        for selection in self.of:
            for entry in selection.entries(bench):
                for pair in pairs(entry):
                    if bench.wanted(*filter(None, pair)):
                        found.setdefault(pair, []).append(entry)
        return found

    def _replies(self, bench: Bench, pair: Pair) -> list[Entry]:
        """What answers whatever this victim asked before about this person: it names no request."""
        return [e for s in self.answered_by for e in s.entries(bench) if not e.answers and _of_one(e, pair)]

    def _waiting(self, bench: Bench, pair: Pair, entry: Entry) -> Iterator[Found]:
        """The time in which nobody said anything, from when the clock ran out."""
        if self.clock is None or not self._seen(bench, pair, entry, self.clock.duty_of):
            return
        version = Clock(self.clock).version(bench, entry.happened.day)
        if version is not None:
            due = overdue_at(version, entry.happened)
            pieces = (Piece(entry.ref, known(entry)),)
            figures = {"asked": entry.happened.day, "due": day_of(due - MOMENT), "decided": entry.happened.day}
            yield meet(known(entry), since(due)), pieces, figures

    def _decided(self, bench: Bench, pair: Pair, entry: Entry, decisions: list[Entry]) -> Iterator[Found]:
        """Each of the next decisions about him, from when both are known."""
        begun = bisect_left(decisions, start_of(entry.happened.day), key=lambda e: e.happened.last)
        for decision in islice((e for e in decisions[begun:] if _later(e.happened, entry.happened)), NEXT):
            both = meet(known(entry), known(decision))
            if both and self._seen(bench, pair, entry, (entry.agency, decision.agency)):
                pieces = (Piece(entry.ref, known(entry)), Piece(decision.ref, known(decision)))
                day = decision.happened.day
                yield both, pieces, {"asked": entry.happened.day, "due": day, "decided": day}

    def _decisions(self, bench: Bench, person: str) -> list[Entry]:
        kinds = tuple(kind for s in self.decided_by for kind in s.kinds)
        found = bench.states.of_kind(person, *kinds) if person else []
        chosen = (e for e in found if any(s(e) for s in self.decided_by))
        return sorted(chosen, key=lambda e: (e.happened.last, e.id))

    def _seen(self, bench: Bench, pair: Pair, entry: Entry, duty: Sequence[str]) -> bool:
        holders = (entry.agency,) if entry.agency in duty else duty
        if any(bench.sees(agency) for agency in holders):
            return True
        for person in filter(None, pair):
            bench.not_judged(person, "the records of those who answer victims are not seen from here")
        return False


def pairs(entry: Entry) -> list[Pair]:
    """The victims of a record, each with the supervised person it is about ('' where it names none)."""
    victims = entry.people("victim") or entry.people("about")
    others = entry.people("supervised") or (entry.people("about") if entry.people("victim") else ())
    return [(victim, other) for victim in dict.fromkeys(victims) for other in dict.fromkeys(others) or ("",)]


def _of_one(entry: Entry, pair: Pair) -> bool:
    """Whether a reply is to this victim, about this person as far as either says about whom."""
    return any(victim == pair[0] and (not other or not pair[1] or other == pair[1]) for victim, other in pairs(entry))


def _later(decided: Told, asked: Told) -> bool:
    """Whether a decision came after the request: by the hour where both hours are told, else on a later day."""
    timed = decided.precision is asked.precision is Precision.INSTANT
    return decided.last > asked.last if timed else decided.day > asked.day


def _answered(bench: Bench, entry: Entry, refs: set[str], told: Answers, own: Sequence[str]) -> Spans:
    """When an answer to a request is known: a reply since that names no record, or a record that names this one."""
    named = (e for ref in refs | {entry.ref} for e in bench.naming(ref) if e.kind not in (*own, *OF_RECORDS))
    since_then = (known(e) for e in named if e.happened.first_day >= entry.happened.day)
    return joined((told.since(entry.happened, known(entry)), *since_then))


def _matches(
    pair: Pair, spans: Spans, names: Iterable[tuple[Spans, str]], pieces: tuple[Piece, ...], figures: Figures
) -> Iterator[Match]:
    subject = tuple((role, person) for role, person in zip(("victim", "supervised"), pair, strict=True) if person)
    for at, name in names:
        both = meet(spans, at)
        if both:
            yield Match(subject, name, both, lambda: pieces, figures=lambda when: figures)


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words: `waits for` a clock, or `decided by` some records."""
    block.only(*KEYS)
    if ("waits for" in block) == ("decided by" in block):
        raise block.trouble(
            "found by", "it waits for one thing.", "Write `waits for:` a clock, or `decided by:` records."
        )
    return VictimRequest(
        grammar.selections(block, "of"),
        clocks()[block.choice("waits for", *clocks())] if "waits for" in block else None,
        grammar.selections(block, "decided by"),
        grammar.selections(block, "answered by"),
    )
