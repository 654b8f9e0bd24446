"""A pregnancy that comes near somebody who poses a risk to children: of his partner, or of a woman at his address.

In words: a woman was booked for antenatal care, and while she was expecting he was her partner (either way round) or
had her address, and posed a risk to children. That she moves away later answers nothing; a correction does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import product
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus, since
from heeded.chronology.state import End, State, day_told, known
from heeded.chronology.states import in_force, standing
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, answered
from heeded.signals.clauses.company import NO_ADDRESS, names, statuses
from heeded.signals.clauses.grammar import RISK, Clause, Grammar, Standing
from heeded.signals.contributions.undeclared_partner import partners
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figures
from heeded.words.instants import NEVER, Instant, day_of, start_of
from heeded.words.told import Told

KEYS = ("found by", "expecting lasts", "staying as", "visiting lasts", "not answered by")
BOOKED, BORN = "antenatal_booking", "birth"
DUTIES = ("registered", "order")  # what may be over, and a raise that nobody answered with it
Tie = tuple[tuple[State, ...], str]  # what joins the two, and what she is then called
MOMENT = timedelta(microseconds=1)
PARTNER, LODGER = "his partner", "a woman at his address"


@dataclass(frozen=True, slots=True)
class ExpectingPartner:
    """`lasts` is how long a woman is taken to expect after a booking that gives no due date, when no birth is known."""

    lasts: Dated[Length]
    staying_as: frozenset[str]
    visiting: Dated[Length]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "woman": "his partner, or a woman at his address", "day": "the day of the booking",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One trigger a woman."""
        bookings: dict[str, list[Entry]] = {}
        for entry in bench.kind(BOOKED):
            for woman in entry.people("about"):
                bookings.setdefault(woman, []).append(entry)
        if not bookings:
            return
        for person in bench.states.entries:
            risks = Standing(RISK).states(bench, person) if person not in bookings else ()
            if risks and bench.wanted(person):
                if not self._stays(bench, person):
                    bench.not_judged(person, NO_ADDRESS)
                for woman, ties in self._ties(bench, person, bookings).items():
                    yield from self._near(bench, person, (woman, bookings[woman]), ties, risks)

    def _ties(self, bench: Bench, person: str, women: Iterable[str]) -> dict[str, list[Tie]]:
        """What joins him to each of these women."""
        found: dict[str, list[Tie]] = {}
        for woman, tie in _as_partners(bench, person, frozenset(women)):
            found.setdefault(woman, []).append(((tie,), PARTNER))
        places: dict[str, list[State]] = {}
        for stay in self._stays(bench, person):
            places.setdefault(stay.place, []).append(stay)
        for woman in women if places else ():
            for hers in self._stays(bench, woman):
                for his in places.get(hers.place, ()):
                    found.setdefault(woman, []).append(((his, hers), LODGER))
        return found

    def _near(
        self, bench: Bench, person: str, booked: tuple[str, list[Entry]], ties: list[Tie], risks: tuple[State, ...]
    ) -> Iterator[Match]:
        """Every pregnancy of hers, with each thing that joins the two and each risk that he posed then."""
        duties = [state for state in risks if state.name in DUTIES]
        ended = minus(joined(s.over() for s in duties), standing(risks))
        woman, bookings = booked
        for entry, (tie, called), risk in product(bookings, ties, risks):
            pregnancy = self._pregnancy(bench, woman, entry)
            together = (pregnancy, *tie, risk)
            spans = _at_one_time(together)
            if spans and risk.begins.last > max(state.begins.last for state in (pregnancy, *tie)):
                spans = minus(spans, _risky_before(risks, risk))
            if spans:
                spans = minus(spans, self._answered(bench, person, entry, tie, risk))
            if spans:
                pieces = [Piece(ref, state.known) for state in together for ref in state.refs]
                figures = partial(_figures, called, entry.happened)
                subject, stands = (("supervised", person),), meet(spans, ended)
                yield Match(subject, woman, spans, partial(tuple, pieces), ended, stands, figures)

    def _pregnancy(self, bench: Bench, woman: str, booking: Entry) -> State:
        """From the booking until the birth; where none is known until she was due, or as long as it lasts at most."""
        told = booking.happened
        births = (e for e in bench.states.entries[woman] if e.kind == BORN and e.happened.last >= told.first)
        ends = sorted((End(e.happened.last, known(e)) for e in births), key=lambda end: end.at)
        due = day_told(booking.one("due"))
        until = due if due < NEVER else start_of(bench.value(self.lasts, told.day).day_after(told.day))
        return State("pregnancy", woman, (booking.ref,), booking.agency, told, known(booking), tuple(ends), until)

    def _stays(self, bench: Bench, person: str) -> list[State]:
        visiting = self.visiting.on(bench.rules_on) if bench.rules_on else self.visiting.values[-1]
        return [s for s in bench.joining(person, visiting.count) if s.sort in self.staying_as]

    def _answered(self, bench: Bench, person: str, booking: Entry, tie: Sequence[State], risk: State) -> Spans:
        """When an answer is known: since the last of what came together, or one that names the booking or the tie."""
        latest = max((booking.happened, risk.begins, *(state.begins for state in tie)), key=lambda told: told.last)
        if risk.name not in DUTIES and latest == risk.begins:  # what shows the risk does not answer it
            latest = Told.on(risk.begins.day + timedelta(days=1))
        account = Account(replace(booking, happened=latest), 0, known(booking))
        refs = [(booking.ref, known(booking)), *((ref, state.known) for state in tie for ref in state.refs)]
        return answered(bench, person, account, self.answers, (BOOKED,), refs)


def _risky_before(risks: Iterable[State], risk: State) -> Spans:
    """When it is known that he posed a risk already a moment before this one began, which then is nothing new."""
    before = Told.at(risk.begins.first - MOMENT)
    return in_force((other for other in risks if other is not risk), before)


def _as_partners(bench: Bench, person: str, women: frozenset[str]) -> Iterator[tuple[str, State]]:
    """Each record by which one of these women is his partner, from then until one says that this ended."""
    entries = [e for e in bench.states.entries[person] if not women.isdisjoint(_others(bench, e))]
    over = [e for e in entries if e.kind == "relationship" and e.one("status") == "ended"]
    for entry in entries:
        told = entry.happened
        named = partners_of(bench, entry, person)
        for woman in women.intersection(named):
            later = (e for e in over if woman in e.people() and e.happened.last >= told.first)
            ends = sorted((End(e.happened.last, known(e)) for e in later), key=lambda end: end.at)
            yield woman, State("relationship", person, (entry.ref,), entry.agency, told, named[woman], tuple(ends))


def partners_of(bench: Bench, entry: Entry, person: str) -> dict[str, Spans]:
    """The partners that a record names, what he told of himself included: each with when that is known."""
    if entry.kind == "self_report" and entry.one("what") == "relationship":
        return {other: at for other in _others(bench, entry) if (at := names(bench, entry, other))}
    told = entry.people("partner") if entry.kind == "self_report" else partners(entry, person)
    return dict.fromkeys(told, known(entry))


def _others(bench: Bench, entry: Entry) -> set[str]:
    """Everybody whom a record names, by a role or in its `with`."""
    return {*entry.people(), *(p for key in entry.all("with") for p in bench.called(entry.agency, key))}


def _at_one_time(together: Iterable[State]) -> Spans:
    """When it is known that all of them were in force at one moment, which has come."""
    states = list(together)
    begins = max(state.begins.first for state in states)
    found = []
    for beliefs in product(*(state.believed() for state in states)):
        if begins < min(end for _, end in beliefs):
            spans = since(begins)
            for held, _ in beliefs:
                spans = meet(spans, held)
            found.append(spans)
    return joined(found)


def _figures(called: str, booked: Told, when: Instant) -> Figures:
    return {"woman": called, "day": day_of(booked.last)}


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    visiting = grammar.length(block, "visiting lasts")
    if any(each.unit != "days" for each in visiting.values):
        raise block.trouble("visiting lasts", "visiting is counted in days.", "Write 90 days.")
    return ExpectingPartner(
        grammar.length(block, "expecting lasts"), statuses(block, "staying as"), visiting,
        grammar.answering(block, inherited),
    )  # fmt: skip
