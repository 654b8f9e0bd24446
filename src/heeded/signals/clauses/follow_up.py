"""Each record of some kind that was not followed up in time, where the circumstances asked for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from heeded.chronology.spans import Spans, at_least, holds, joined, meet, minus, since
from heeded.reference.agencies import agencies
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import (
    Account,
    Refs,
    about,
    as_events,
    counting,
    names_of,
    refs_of,
)
from heeded.signals.clauses.circumstances import Circumstance, read_circumstances
from heeded.signals.clauses.grammar import Grammar
from heeded.signals.clauses.waits import answered_wait
from heeded.signals.deadline import overdue_at, plain
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, span_of
from heeded.words.instants import Instant, day_of, start_of

KEYS = (
    "each", "if", "not followed by", "within", "duty of", "repeated", "in", "not answered by", "also answered by",
)  # fmt: skip
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`each` record that was `not followed by` others `within` a time, `if` one of some circumstances held then.

    Accounts of one event are one wait, and its name is the trigger. What it waits for answers it, whenever that comes,
    and so does whatever answers the signal's family. `repeated` asks for so many such events `in` a time up to this
    one, whatever became of the earlier ones. The duty is that of `duty_of`, else of the agency that told of it: an
    absence is judged only where that agency's records are seen.
    """

    role: str
    each: tuple[Selection, ...]
    circumstances: tuple[Circumstance, ...]
    waits_for: tuple[Selection, ...]
    within: Dated[Length]
    duty_of: str
    repeated: Dated[int] | None
    window: Dated[Length] | None
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "since": "the day of the record", "due": "the last day in time", "days": "days from the record to the raise",
        "over": "the same in words: in 30 days", "count": "how many such events in the time asked for",
        "spread": "from the first of those to this one, in words: in 53 days, on one day",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each record, from when the time has run out and all of it is known, until it is followed up."""
        for person, entries in about(bench, self.each, self.role).items():
            numbered = as_events(entries)
            names, refs = names_of(numbered), refs_of(numbered)
            told = (Account(e, n, counting(bench, person, e, self.role)) for e, n in numbered)
            asked = [account for each in told if (account := self._asked(bench, person, each)).spans]
            for account in asked:
                if self._seen(bench, person, account.entry.agency):
                    yield from self._match(bench, person, account, asked, names[account.event], refs[account.event])

    def _asked(self, bench: Bench, person: str, account: Account) -> Account:
        """The account as far as the circumstances asked for following it up."""
        if not self.circumstances or not account.spans:
            return account
        found = [part for each in self.circumstances for part in each.held(bench, person, account.told)]
        support = tuple(Piece(ref, spans) for ref, spans in found)
        spans = meet(account.spans, joined(spans for _, spans in found))
        return Account(account.entry, account.event, spans, support)

    def _match(
        self, bench: Bench, person: str, account: Account, asked: Sequence[Account],
        names: Iterable[tuple[Spans, str]], refs: Refs,
    ) -> Iterator[Match]:  # fmt: skip
        length = bench.value(self.within, account.told.day)
        overdue = overdue_at(plain(length), account.told)
        spans = minus(meet(account.spans, since(overdue)), self._answered(bench, person, account, refs))
        window = self._window(bench, account, asked) if spans else ()
        if self.repeated is not None and spans:
            spans = meet(spans, bench.across(self.repeated, partial(_enough, window)))
        for at, name in names:
            both = meet(spans, at)
            if both:
                figures = partial(_figures, account, window, day_of(overdue - MOMENT))
                pieces = partial(_pieces, account, window if self.repeated else ())
                yield Match(((self.role, person),), name, both, pieces, figures=figures)

    def _answered(self, bench: Bench, person: str, account: Account, refs: Refs) -> Spans:
        own = tuple(kind for s in self.each for kind in s.kinds)
        answers = Answering((*self.waits_for, *self.answers.chosen), self.answers.naming)
        return answered_wait(bench, person, account, answers, own, refs)

    def _window(self, bench: Bench, account: Account, asked: Sequence[Account]) -> tuple[Account, ...]:
        """The events of the time up to this one, itself among them."""
        if self.window is None:
            return (account,)
        first = start_of(bench.value(self.window, account.told.day).day_before(account.told.day))
        return tuple(a for a in asked if first <= a.last and a.told.first_day <= account.told.day)

    def _seen(self, bench: Bench, person: str, teller: str) -> bool:
        agency = self.duty_of or teller
        if bench.sees(agency):
            return True
        bench.not_judged(person, f"the records of {agency}, whose duty it is, are not seen from here")
        return False


def _enough(window: Iterable[Account], count: int) -> Spans:
    events: dict[int, list[Spans]] = {}
    for account in window:
        events.setdefault(account.event, []).append(account.spans)
    return at_least(count, [joined(spans) for spans in events.values()])


def _pieces(account: Account, window: Iterable[Account]) -> Iterator[Piece]:
    yield from account.pieces()
    for other in window:
        yield from other.pieces()


def _figures(account: Account, window: Iterable[Account], due: date, when: Instant) -> Figures:
    days = max((day_of(when) - account.told.day).days, 0)
    live = [a for a in window if holds(a.spans, when)]
    first = min((a.told.day for a in live), default=account.told.day)
    return {
        "since": account.told.day, "due": due, "days": days, "over": span_of(days),
        "count": len({a.event for a in live}), "spread": span_of((account.told.day - first).days),
    }  # fmt: skip


def read_follow_up(block: Block, grammar: Grammar, inherited: Answering) -> FollowUp:
    """A follow-up clause from its words."""
    block.only(*KEYS)
    if ("repeated" in block) != ("in" in block):
        raise block.trouble("repeated", "so many in what time?", "Write both `repeated: 3` and `in: 90 days`.")
    return FollowUp(
        grammar.role,
        grammar.selections(block, "each"),
        read_circumstances(block, "if", grammar),
        grammar.selections(block, "not followed by"),
        grammar.length(block, "within"),
        block.choice("duty of", *agencies()) if "duty of" in block else "",
        grammar.number(block, "repeated") if "repeated" in block else None,
        grammar.length(block, "in") if "in" in block else None,
        grammar.answering(block, inherited),
    )


BEGINS = {"each": read_follow_up}
