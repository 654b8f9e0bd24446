"""An address that somebody on notification requirements was found to have, and had not told the police of in time.

In words: a clock of `reference/clocks` that a record of an address starts, but only where the address is a new one. A
surgery that registers him at the address he has notified tells of nothing that he would have to notify.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.clocks import clocks
from heeded.reference.rules import ClockRule, Version
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match
from heeded.signals.clauses.accounts import about
from heeded.signals.clauses.grammar import Clause, Grammar, Standing
from heeded.signals.clauses.overdue import Overdue
from heeded.signals.clauses.running import held, meant
from heeded.signals.clauses.suspended import Cell, suspended
from heeded.signals.deadline import Clock, fallen_due
from heeded.signals.measure import always
from heeded.signals.selection import Answering

KEYS = ("found by", "clock")
REGISTERED, NOTIFICATION, ADDRESS = "registered", "notification", "address"


@dataclass(frozen=True, slots=True)
class UnnotifiedAddress:
    """The clock that an address starts, overdue, as far as the address had not been notified before."""

    overdue: Overdue

    @property
    def offers(self) -> Mapping[str, str]:
        """The figures of the clock."""
        return self.overdue.offers

    def find(self, bench: Bench) -> Iterator[Match]:
        """Each address that nobody was told of in time."""
        (rule,) = self.overdue.clocks
        told: dict[str, list[Entry]] = {}
        for selection in meant(rule.code, "starts_on"):
            for entry in selection.entries(bench):
                told.setdefault(entry.ref, []).append(entry)
        for match in self.overdue.find(bench) if told else ():
            person = match.subject[0][1]
            entries = (entry for piece in match.pieces() for entry in told.get(piece.ref, ()))
            spans = minus(match.spans, joined(notified_before(bench, person, entry) for entry in entries))
            if spans:
                yield replace(match, spans=spans, stands=meet(match.stands, spans))


def notified_before(bench: Bench, person: str, entry: Entry) -> Spans:
    """When it is known that the place of a record was one he had notified by then, and none in its stead."""
    before = [e for e in _notified(bench, person) if e.happened.first <= entry.happened.last]
    found = []
    for notified in before:
        if notified.place and notified.place == entry.place:
            last = notified.happened.last
            moved = (e for e in before if _moves(e) and e.place != entry.place and e.happened.last > last)
            found.append(minus(meet(known(entry), known(notified)), joined(known(e) for e in moved)))
    return joined(found)


def not_in_time(bench: Bench, person: str, rule: ClockRule) -> Iterator[tuple[Entry, Spans]]:
    """Each record of a new address under a clock, and when it is known that it was not notified by the last day."""
    answers = meant(rule.code, "answered_by")
    told = [e for e in _notified(bench, person) if any(selection(e) for selection in answers)]
    standings = [Standing(name) for name in rule.suspended_while]
    for entry in about(bench, meant(rule.code, "starts_on"), "supervised").get(person, ()):
        spans, _, _ = held(bench, person, rule.holding, entry.happened, known(entry))
        spans = minus(spans, notified_before(bench, person, entry))
        version = Clock(rule).version(bench, entry.happened.day)
        if spans and version is not None:
            since = [e for e in told if e.happened.day >= entry.happened.first_day]
            cells = suspended(bench, person, entry.happened, spans, standings)
            missed = joined(_missed(version, entry, since, cell) for cell in cells)
            if missed:
                yield entry, missed


def _missed(version: Version, entry: Entry, told: Iterable[Entry], cell: Cell) -> Spans:
    """The part of a stretch of knowledge in which nothing is known that was told by the last day."""
    spans, spells = cell
    due = fallen_due(version, entry.happened, suspensions=spells)
    return minus(spans, joined(known(e) for e in told if due is not None and e.happened.first_day <= due.last_day))


def _notified(bench: Bench, person: str) -> list[Entry]:
    return bench.states.of_kind(person, REGISTERED, NOTIFICATION)


def _moves(entry: Entry) -> bool:
    """Whether it gives a home in the place of the one before."""
    return bool(entry.place) and (entry.kind == REGISTERED or ADDRESS in entry.all("what"))


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    rule = clocks()[block.choice("clock", *clocks())]
    return UnnotifiedAddress(Overdue(grammar.role, (rule,), False, always(1.0), (), (), named=True))
