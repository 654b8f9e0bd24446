"""Sexual allegations against one person, on different days and by different victims, whatever came of each.

In words: at least so many allegations (of different days) and at least so many victims, however long between them; at
a higher level where a victim was under an age, or where as many lie within a time of one another. What became of an
allegation (a charge, or no further action) answers nothing: each was closed by itself, and that is the pattern. An
allegation that says it answers an earlier one tells of that one again, and is another account of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, at_least, holds, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, answered, as_events, in_order
from heeded.signals.clauses.counting import first_day
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.contributions._victims import at_least_victims
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import Instant, day_of

KEYS = ("found by", "allegations", "victims", "a victim under", "within", "not answered by")
ALLEGATION, SEXUAL = "allegation", "sexual"
OUTCOMES = ("arrest", "charge", "caution", "conviction", "referral_decision", "management_decision")
NO_VICTIM = "an allegation names no victim, so nobody can tell how many there were"


@dataclass(frozen=True, slots=True)
class RepeatedAllegations:
    """`allegations` and `victims` are the least numbers; `under` an age in months, `within` a time (None: any)."""

    allegations: Dated[int]
    victims: Dated[int]
    under: Dated[Length] | None
    within: Dated[Length] | None
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "count": "how many allegations", "victims": "how many victims", "over": "the time between: in 61 days",
        "first": "the day of the first", "last": "the day of the last",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The matches of everybody accused: one for each allegation that could be the latest of a pattern."""
        accused: dict[str, list[Entry]] = {}
        for entry in bench.kind(ALLEGATION):
            if SEXUAL in entry.all("harm"):
                for person in accused_in(entry):
                    accused.setdefault(person, []).append(entry)
        for person, entries in accused.items():
            if bench.wanted(person) and len(entries) >= min(self.allegations.values):
                yield from self._matches(bench, person, entries)

    def _matches(self, bench: Bench, person: str, entries: Sequence[Entry]) -> Iterator[Match]:
        accounts = _told_once(in_order(Account(e, event, known(e)) for e, event in as_events(entries)))
        refs: dict[int, list[tuple[str, Spans]]] = {}
        for account in accounts:
            refs.setdefault(account.event, []).extend((piece.ref, piece.known) for piece in account.pieces())
        for number, latest in enumerate(accounts):
            window = self._window(bench, latest, [*accounts[: number + 1], *_same_moment(accounts, number)])
            spans = meet(latest.spans, self._enough(bench, person, window))
            if self.under is not None and spans:
                spans = meet(spans, joined(_young(bench, account, self.under) for account in window))
            if spans:
                own = (ALLEGATION, *OUTCOMES)
                spans = minus(spans, answered(bench, person, latest, self.answers, own, refs[latest.event]))
            if spans:
                pieces = partial(_pieces, window)
                figures = partial(_figures, bench, window)
                yield Match((("supervised", person),), "", spans, pieces, figures=figures)

    def _window(self, bench: Bench, latest: Account, accounts: Sequence[Account]) -> Sequence[Account]:
        if self.within is None:
            return accounts
        first = first_day(bench.value(self.within, latest.told.day), latest)
        return [account for account in accounts if account.last >= first]

    def _enough(self, bench: Bench, person: str, window: Sequence[Account]) -> Spans:
        """When so many allegations and so many victims are known."""
        events: dict[int, list[Spans]] = {}
        for account in window:
            events.setdefault(account.event, []).append(account.spans)
        many = [joined(spans) for spans in events.values()]
        spans = bench.across(self.allegations, lambda count: at_least(count, many))
        if not spans:
            return NONE
        enough = meet(spans, bench.across(self.victims, partial(at_least_victims, bench, window, victims_in)))
        if not enough and not all(victims_in(account.entry) for account in window):
            bench.not_judged(person, NO_VICTIM)
        return enough


def _told_once(accounts: Iterable[Account]) -> list[Account]:
    """Accounts in which one that answers an earlier one counts only while that is not known, and is evidence of it."""
    found: list[Account] = []
    by_ref: dict[str, list[int]] = {}
    for account in accounts:
        spans = account.spans
        for number in [n for ref in account.entry.answers for n in by_ref.get(ref, ())]:
            first = found[number]
            again = meet(first.spans, account.spans)
            found[number] = replace(first, support=(*first.support, Piece(account.entry.ref, again)))
            spans = minus(spans, first.spans)
        by_ref.setdefault(account.entry.ref, []).append(len(found))
        found.append(replace(account, spans=spans))
    return [account for account in found if account.spans]


def accused_in(entry: Entry) -> tuple[str, ...]:
    """Whom an allegation is made against: the suspect, or where it names none the person it is about."""
    return entry.people("suspect") or tuple(p for p in entry.people("about", "supervised") if p not in _named(entry))


def victims_in(entry: Entry) -> tuple[str, ...]:
    """Who is said to have been harmed: the victim, or where there is none the child, or whom a suspect's record is about."""
    others = entry.people("about") if entry.people("suspect") else ()
    accused = accused_in(entry)
    return tuple(dict.fromkeys(p for p in _named(entry) or others if p not in accused))


def _named(entry: Entry) -> tuple[str, ...]:
    return entry.people("victim") or entry.people("child")


def _same_moment(accounts: Sequence[Account], number: int) -> Iterator[Account]:
    for other in accounts[number + 1 :]:
        if other.last != accounts[number].last:
            return
        yield other


def _young(bench: Bench, account: Account, under: Dated[Length]) -> Spans:
    """When it is known that a victim was under the age: as the record says, or by a birth date."""
    months = bench.value(under, account.told.day).count
    told = account.entry.one("victim_age")
    if told.isdecimal():
        return account.spans if int(told) * 12 < months else NONE
    ages = (bench.states.young_during(victim, account.told, months) for victim in victims_in(account.entry))
    return meet(account.spans, joined(ages))


def _pieces(window: Iterable[Account]) -> Iterator[Piece]:
    for account in window:
        yield from account.pieces()


def _figures(bench: Bench, window: Sequence[Account], when: Instant) -> Figures:
    live = [account for account in window if holds(account.spans, when)]
    days = sorted(account.told.day for account in live) or [day_of(when)]
    many = (n for n in range(len(live), 0, -1) if holds(at_least_victims(bench, live, victims_in, n), when))
    return {
        "count": len({account.event for account in live}), "victims": next(many, 0),
        "over": span_of((days[-1] - days[0]).days), "first": days[0], "last": days[-1],
    }  # fmt: skip


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    under = grammar.length(block, "a victim under") if "a victim under" in block else None
    if under is not None and any(age.unit != "months" for age in under.values):
        raise block.trouble("a victim under", "an age is written in years or months.", "Write 16 years.")
    return RepeatedAllegations(
        grammar.number(block, "allegations"), grammar.number(block, "victims"), under,
        grammar.length(block, "within") if "within" in block else None, grammar.answering(block, inherited),
    )  # fmt: skip
