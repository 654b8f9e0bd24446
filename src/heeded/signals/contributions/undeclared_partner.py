"""A partner on record whom a supervised person was obliged to declare, and had not declared by then.

In words: while a condition to disclose relationships is in force, a record names a partner (either way round), and no
self-report of that partner was made by then: at once on a licence, within some days on another order. A device
inspection that finds contact counts as an unnamed partner. That somebody was not declared is judged only where the
records of the agency that holds the order are seen, or where that agency itself names the partner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus, since
from heeded.chronology.state import State, known
from heeded.chronology.states import in_force
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import Account, Refs, answered, as_events, refs_of
from heeded.signals.clauses.company import names
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.deadline import overdue_at, plain
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figures
from heeded.words.instants import Instant
from heeded.words.told import Told

KEYS = ("found by", "condition", "on licence", "on another order", "not answered by")
NEVER_NAMES = ("self_report", "contact_approved", "order_made", "order_varied", "disclosure_made")
TOGETHER = ("started", "engaged", "married", "pregnant", "")
MAIN = frozenset({"about", "supervised"})
TWO_SIDES = MAIN | {"partner", "other"}
DECLARED = ("relationship", "contact", "")


@dataclass(frozen=True, slots=True)
class UndeclaredPartner:
    """Finds partners not declared; `on_licence` and `on_order` are the times allowed for declaring them."""

    condition: str
    on_licence: Dated[Length]
    on_order: Dated[Length]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "partner": "a partner, or contact with somebody unnamed", "day": "the day of the record that tells of it",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One trigger a partner; '' for a partner whom nobody named."""
        people = {p for kind in ("order_made", "order_varied") for e in bench.kind(kind) for p in e.people()}
        for person in sorted(people):
            orders = [s for s in bench.states.of(person, "order") if self.condition in s.codes]
            if orders and bench.wanted(person):
                named: dict[str, list[Entry]] = {}
                for entry in bench.states.entries[person]:
                    for partner in partners(entry, person):
                        named.setdefault(partner, []).append(entry)
                for partner, entries in named.items():
                    numbered = as_events(entries)
                    refs = refs_of(numbered)
                    for entry, number in numbered:
                        answers = self._answered(bench, person, entry, refs[number])
                        yield from self._found(bench, person, orders, entry, partner, answers)

    def _answered(self, bench: Bench, person: str, entry: Entry, refs: Refs) -> Spans:
        account = Account(entry, 0, known(entry))
        return answered(bench, person, account, self.answers, (entry.kind,), refs)

    def _found(
        self, bench: Bench, person: str, orders: list[State], entry: Entry, partner: str, answers: Spans
    ) -> Iterator[Match]:
        for order in orders:
            in_force = meet(known(entry), order.during(entry.happened))
            if not in_force or not self._may_judge(bench, person, order, entry):
                continue
            allowed = bench.value(self.on_licence if order.sort == "licence" else self.on_order, entry.happened.day)
            spans = minus(minus(in_force, self._declared(bench, person, entry, partner, allowed)), answers)
            stands = meet(spans, order.over())
            if allowed.count:
                due = overdue_at(plain(allowed), entry.happened)
                spans = meet(spans, since(due))
                stands = meet(meet(stands, spans), _still_bound(bench, order, due))
            if spans:
                pieces = [Piece(entry.ref, known(entry)), *(Piece(ref, order.known) for ref in order.refs)]
                figures = partial(_figures, entry.happened, partner)
                yield Match(
                    (("supervised", person),), partner, spans, partial(tuple, pieces), order.over(), stands, figures
                )

    def _may_judge(self, bench: Bench, person: str, order: State, entry: Entry) -> bool:
        if bench.sees(order.agency) or entry.agency == order.agency:
            return True
        bench.not_judged(
            person, f"the records of {order.agency}, to whom partners are declared, are not seen from here"
        )
        return False

    def _declared(self, bench: Bench, person: str, entry: Entry, partner: str, allowed: Length) -> Spans:
        last = allowed.day_after(entry.happened.day)
        return joined(
            names(bench, report, partner)
            for report in bench.states.of_kind(person, "self_report")
            if report.one("what") in DECLARED and report.happened.first_day <= last
        )


def _figures(told: Told, partner: str, when: Instant) -> Figures:
    return {"partner": "a partner" if partner else "contact with somebody unnamed", "day": told.day}


def _still_bound(bench: Bench, order: State, due: Instant) -> Spans:
    """When some step of the order is known to have been in force at the moment the time to declare had run out."""
    steps = (s for s in bench.states.of(order.person, "order") if s.order == order.order and s.sort == order.sort)
    return in_force(steps, Told.at(due))


def partners(entry: Entry, person: str) -> list[str]:
    """The partners of a person that a record names, either way round; '' for contact found with nobody named."""
    if entry.kind in NEVER_NAMES:
        return []
    mine = {r.role for r in entry.roles if r.person == person}
    if entry.kind == "relationship":
        named = entry.one("type") in ("partner", "") or bool(entry.people("partner"))
        if entry.one("status") not in TOGETHER or not named:
            return []
        wanted = TWO_SIDES if mine & TWO_SIDES else frozenset()
    elif mine & MAIN:
        wanted = frozenset({"partner"})
    else:
        wanted = MAIN if "partner" in mine else frozenset()
    found = list(dict.fromkeys(r.person for r in entry.roles if r.role in wanted and r.person != person))
    contact = entry.kind == "device_inspection" and entry.one("result") == "contact_found"
    return found or ([""] if contact and mine & MAIN else [])


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return UndeclaredPartner(
        block.text("condition"),
        grammar.length(block, "on licence"),
        grammar.length(block, "on another order"),
        grammar.answering(block, inherited),
    )
