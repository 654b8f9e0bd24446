"""Something was left open when a case was closed: a visit that failed, a report undecided, a warning unanswered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, holds, joined, meet, minus
from heeded.chronology.state import known
from heeded.reference.agencies import agencies
from heeded.reference.shelf import Block
from heeded.signals.bench import Answers, Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, Refs, about, answered, as_events, counting, refs_of, while_none
from heeded.signals.clauses.counting import first_day
from heeded.signals.clauses.grammar import Grammar
from heeded.signals.measure import Dated, Length
from heeded.signals.raised import LEVELS, Raise
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import Instant

KEYS = (
    "at each", "left open", "settled by", "duty of", "raises open", "unless", "within", "not answered by",
    "also answered by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closing:
    """One account of a closing, and the refs of every account of it, each with when it is known."""

    account: Account
    refs: Refs


@dataclass(frozen=True, slots=True)
class Closings:
    """`at each` closing of a person's case. `unless` a record of these came `within` a time before it."""

    role: str
    each: tuple[Selection, ...]
    unless: tuple[Selection, ...]
    within: Dated[Length] | None
    answers: Answering

    def of(self, bench: Bench) -> Iterator[tuple[str, list[Closing]]]:
        """The closings of everybody in the scene."""
        for person, entries in about(bench, self.each, self.role).items():
            numbered = as_events(entries)
            refs = refs_of(numbered)
            found = []
            for entry, event in numbered:
                spans = counting(bench, person, entry, self.role)
                account = Account(entry, event, while_none(spans, map(known, self._excuses(bench, person, entry))))
                if account.spans:
                    found.append(Closing(account, refs[event]))
            yield person, found

    def _excuses(self, bench: Bench, person: str, entry: Entry) -> Iterator[Entry]:
        if self.within is None:
            return
        since = first_day(bench.value(self.within, entry.happened.day), Account(entry, 0, NONE))
        for selection in self.unless:
            for other in bench.states.of_kind(person, *selection.kinds):
                if selection(other) and since <= other.happened.last and other.happened.first <= entry.happened.last:
                    yield other

    def unanswered(self, bench: Bench, person: str, closing: Closing, open_refs: Refs) -> Spans:
        """When nothing has answered the closing, or by name what was left open at it."""
        own = tuple(kind for selection in self.each for kind in selection.kinds)
        refs = (*closing.refs, *open_refs)
        return minus(closing.account.spans, answered(bench, person, closing.account, self.answers, own, refs))


@dataclass(frozen=True, slots=True)
class LeavingRecords:
    """`left open` some records up to the closing, none of them `settled by` a later record of others by then.

    A record that names one of those left open settles that one alone. `duty_of` are the agencies whose duty it is to
    settle: where not all that they and the closing agency recorded is seen, nobody can say that nothing was done.
    """

    closings: Closings
    left_open: tuple[Selection, ...]
    settled_by: tuple[Selection, ...]
    duty_of: tuple[str, ...]

    offers: ClassVar[Mapping[str, str]] = {
        "closed": "the day of the closing", "count": "how many events were left open",
        "first": "the day of the first of them", "last": "the day of the last",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each closing at which something was open."""
        for person, closings in self.closings.of(bench):
            numbered = as_events(self._records(bench, person, self.left_open)) if closings else []
            for closing in closings if numbered else ():
                open_then = self._open(bench, person, closing, numbered)
                if open_then and self._seen(bench, person, closing):
                    yield from self._match(bench, person, closing, open_then)

    def _records(self, bench: Bench, person: str, chosen: Iterable[Selection]) -> list[Entry]:
        found = {id(e): e for s in chosen for kind in s.kinds for e in bench.states.of_kind(person, kind) if s(e)}
        return list(found.values())

    def _open(
        self, bench: Bench, person: str, closing: Closing, numbered: Sequence[tuple[Entry, int]]
    ) -> list[tuple[Entry, int, Spans]]:
        """What happened up to the closing, each with when it is not known to have been settled by then."""
        day = closing.account.told.day
        settling = [e for e in self._records(bench, person, self.settled_by) if e.happened.first_day <= day]
        settled = _Settled(settling, numbered)
        found = []
        for entry, event in numbered:
            spans = meet(known(entry), closing.account.spans) if entry.happened.first_day <= day else NONE
            spans = minus(spans, settled.at(entry, event, spans)) if spans else NONE
            if spans:
                found.append((entry, event, spans))
        return found

    def _seen(self, bench: Bench, person: str, closing: Closing) -> bool:
        for agency in dict.fromkeys((closing.account.entry.agency, *self.duty_of)):
            if not bench.sees(agency):
                bench.not_judged(person, f"the records of {agency}, whose duty it is, are not seen from here")
                return False
        return True

    def _match(
        self, bench: Bench, person: str, closing: Closing, open_then: list[tuple[Entry, int, Spans]]
    ) -> Iterator[Match]:
        refs = ((entry.ref, at) for entry, _, at in open_then)
        spans = meet(joined(at for *_, at in open_then), self.closings.unanswered(bench, person, closing, refs))
        if spans:
            pieces = (*closing.account.pieces(), *(Piece(entry.ref, at) for entry, _, at in open_then))
            figures = partial(_figures, closing.account, open_then)
            yield Match(((self.closings.role, person),), "", spans, partial(tuple, pieces), figures=figures)


class _Settled:
    """What some records settle: all that happened before them, or what they name once anybody knows what that is."""

    def __init__(self, settling: Iterable[Entry], numbered: Sequence[tuple[Entry, int]]) -> None:
        events: dict[str, list[tuple[int, Spans]]] = {}
        for entry, event in numbered:
            events.setdefault(entry.ref, []).append((event, known(entry)))
        self._named: list[tuple[Entry, list[tuple[int, Spans]]]] = []
        general = []
        for each in settling:
            named = [pair for ref in each.answers for pair in events.get(ref, ())]
            if named:
                self._named.append((each, named))
            else:
                general.append(each)
        self._general = Answers(general)

    def at(self, entry: Entry, event: int, spans: Spans) -> Spans:
        """When an event is known to be settled, as far as that matters to `spans`."""
        found = [self._general.since(entry.happened, spans)]
        for each, named in self._named:
            this = joined(at for number, at in named if number == event)
            if each.happened.first_day >= entry.happened.day:
                this = joined((this, minus(ALWAYS, joined(at for _, at in named))))
            found.append(meet(known(each), this))
        return joined(found)


@dataclass(frozen=True, slots=True)
class LeavingRaises:
    """`raises open` of some levels, in this vantage, when the closing became known."""

    closings: Closings
    levels: tuple[str, ...]

    rests_on_raises: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, str]] = {
        "closed": "the day of the closing", "count": "how many raises were open",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each closing at which something raised before was open."""
        raises: dict[str, list[Raise]] = {}
        for each in bench.found:
            for _, person in each.subject:
                raises.setdefault(person, []).append(each)
        for person, closings in self.closings.of(bench):
            for closing in closings:
                when = closing.account.spans[0][0]
                open_then = [r for r in raises.get(person, ()) if r.open_at(when) and r.level_at(when) in self.levels]
                spans = self.closings.unanswered(bench, person, closing, ()) if open_then else NONE
                if spans:
                    pieces = (*closing.account.pieces(), *_rested_on(open_then, when, closing.account.spans))
                    figures = partial(_as_it_was, closing.account.told.day, len(open_then))
                    subject = ((self.closings.role, person),)
                    yield Match(subject, "", spans, partial(tuple, pieces), figures=figures)


def _as_it_was(closed: date, count: int, when: Instant) -> Figures:
    return {"closed": closed, "count": count}


def _rested_on(raises: Iterable[Raise], when: Instant, spans: Spans) -> Iterator[Piece]:
    """The evidence of the raises as it was at an instant."""
    for each in raises:
        joined_by_then = (ref for ref, at in each.later if at <= when)
        for ref in (*each.evidence, *joined_by_then):
            yield Piece(ref, spans)


def _figures(closing: Account, open_then: Sequence[tuple[Entry, int, Spans]], when: Instant) -> Figures:
    live = [(entry, event) for entry, event, at in open_then if holds(at, when)]
    days = sorted(entry.happened.day for entry, _ in live) or [closing.told.day]
    count = len({event for _, event in live})
    return {"closed": closing.told.day, "count": count, "first": days[0], "last": days[-1]}


def read_leaving(block: Block, grammar: Grammar, inherited: Answering) -> LeavingRecords | LeavingRaises:
    """A clause of what a closing left open from its words."""
    block.only(*KEYS)
    if ("unless" in block) != ("within" in block):
        raise block.trouble("unless", "what excuses a closing came within a time before it.", "Write both, or neither.")
    closings = Closings(
        grammar.role,
        grammar.selections(block, "at each"),
        grammar.selections(block, "unless"),
        grammar.length(block, "within") if "within" in block else None,
        grammar.answering(block, inherited),
    )
    if ("raises open" in block) == ("left open" in block):
        raise block.trouble("at each", "it does not say what was left open.", "Write `left open:` or `raises open:`.")
    if "raises open" in block:
        return LeavingRaises(closings, block.each_of("raises open", LEVELS))
    return LeavingRecords(
        closings,
        grammar.selections(block, "left open"),
        grammar.selections(block, "settled by"),
        block.each_of("duty of", agencies()),
    )


BEGINS = {"at each": read_leaving}
