"""Many contacts with a child, harm among them, and nothing changed.

In words: at least so many contacts and some harm happened within a time of one another, in whatever order, and nothing
that would have changed the child's life was decided on or after that harm. That nothing was decided is judged
only where the records of those who decide are seen.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, at_least, holds, joined, meet, minus
from heeded.reference.agencies import agencies
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, about, answered, as_events, counting, in_order
from heeded.signals.clauses.counting import first_day
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import Instant, start_of

KEYS = ("found by", "at least", "of", "within", "with", "duty of", "not answered by", "also answered by")


@dataclass(frozen=True, slots=True)
class Harm:
    """One account of harm, with when it is known and nothing has answered it."""

    account: Account
    unanswered: Spans


@dataclass(frozen=True, slots=True)
class VisitsWithoutEffect:
    """`least` contacts `within` a time, and harm among them that nobody `answers` on its day or later."""

    role: str
    least: Dated[int]
    of: tuple[Selection, ...]
    within: Dated[Length]
    harm: tuple[Selection, ...]
    duty_of: tuple[str, ...]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "count": "how many contacts", "days": "days from the first to the last of them and of the harm",
        "over": "the same in words: in 61 days", "harms": "how often harm was recorded", "last": "the day of the last contact",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each contact, and each harm, that could be the latest of so many."""
        people = about(bench, self.of, self.role)
        harmed = about(bench, self.harm, self.role) if people else {}
        for person, entries in people.items():
            if person in harmed and len(entries) >= min(self.least.values):
                contacts = self._accounts(bench, person, entries)
                harms = self._harms(bench, person, self._accounts(bench, person, harmed[person]))
                if harms and all(self._seen(bench, person, agency) for agency in self.duty_of):
                    yield from self._matches(bench, person, contacts, harms)

    def _accounts(self, bench: Bench, person: str, entries: Sequence[Entry]) -> list[Account]:
        found = (Account(e, event, counting(bench, person, e, self.role)) for e, event in as_events(entries))
        return in_order(account for account in found if account.spans)

    def _seen(self, bench: Bench, person: str, agency: str) -> bool:
        if not bench.sees(agency):
            bench.not_judged(person, f"the records of {agency}, whose duty it is, are not seen from here")
        return bench.sees(agency)

    def _harms(self, bench: Bench, person: str, accounts: Sequence[Account]) -> list[Harm]:
        own = tuple(kind for selection in (*self.of, *self.harm) for kind in selection.kinds)
        refs: dict[int, list[tuple[str, Spans]]] = {}
        for account in accounts:
            refs.setdefault(account.event, []).append((account.entry.ref, account.spans))
        found = []
        for account in accounts:
            left = minus(account.spans, answered(bench, person, account, self.answers, own, refs[account.event]))
            if left:
                found.append(Harm(account, left))
        return found

    def _matches(
        self, bench: Bench, person: str, contacts: Sequence[Account], harms: Sequence[Harm]
    ) -> Iterator[Match]:
        lasts, harm_days = [a.last for a in contacts], [start_of(h.account.told.day) for h in harms]
        latests = [(a, a.spans) for a in contacts] + [(h.account, h.unanswered) for h in harms]
        for latest, there in latests:
            since = first_day(bench.value(self.within, latest.told.day), latest)
            window = contacts[bisect_left(lasts, since) : bisect_right(lasts, latest.last)]
            among = harms[bisect_left(harm_days, since) : bisect_right(harm_days, latest.last)]
            if len(window) < min(self.least.values) or not among:
                continue
            spans = meet(there, joined(harm.unanswered for harm in among))
            spans = meet(spans, bench.across(self.least, partial(_enough, window)))
            if spans:
                pieces, figures = partial(_pieces, window, among), partial(_figures, window, among)
                yield Match(((self.role, person),), "", spans, pieces, figures=figures)


def _enough(window: Sequence[Account], least: int) -> Spans:
    """When so many events of the window are known."""
    events: dict[int, list[Spans]] = {}
    for account in window:
        events.setdefault(account.event, []).append(account.spans)
    return at_least(least, [joined(spans) for spans in events.values()])


def _pieces(window: Sequence[Account], among: Sequence[Harm]) -> Iterator[Piece]:
    for account in window:
        yield from account.pieces()
    for harm in among:
        yield Piece(harm.account.entry.ref, harm.unanswered)


def _figures(window: Sequence[Account], among: Sequence[Harm], when: Instant) -> Figures:
    live = [account for account in window if holds(account.spans, when)] or list(window)
    harmed = [harm.account for harm in among if holds(harm.unanswered, when)]
    days = sorted(account.told.day for account in (*live, *harmed))
    taken = (days[-1] - days[0]).days
    harms = {(account.entry.kind, account.event) for account in harmed}
    return {
        "count": len({account.event for account in live}), "days": taken, "over": span_of(taken),
        "harms": len(harms), "last": max(account.told.day for account in live),
    }  # fmt: skip


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return VisitsWithoutEffect(
        grammar.role,
        grammar.number(block, "at least"),
        grammar.selections(block, "of"),
        grammar.length(block, "within"),
        grammar.selections(block, "with"),
        block.each_of("duty of", agencies()),
        grammar.answering(block, inherited),
    )
