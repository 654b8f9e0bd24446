"""An order ties somebody to an address, and the checks of who lives there are not all on record.

In words: while an order of some sort, or one with some condition, is in force, each of several checks has to have been
done: not longer than some time before the order was made, of the person or the place, by asking one of the agencies
that hold it. A check that was only asked for is none, nor is one of another place. What is not on record is judged only
where the records of those who make the checks are seen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, Spans, holds, joined, meet, minus, since
from heeded.chronology.state import End, Endings, State, known
from heeded.reference.agencies import agencies, agency_of
from heeded.reference.conditions import conditions
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import OF_RECORDS
from heeded.signals.clauses.counting import orders_by_name
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figures, listed
from heeded.words.instants import Instant, start_of

KEYS = ("found by", "order", "condition", "condition on", "checks", "at most before")
CHECK, ORDERS = "background_check", ("order_made", "order_varied")
COURT, COURT_TEAM = "court", "probation"  # a court orders; the probation staff there make the checks
UNSEEN = "the records of {}, who make the checks, are not seen from here"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what a sentence calls it, and the agencies any of which can be asked."""

    called: str
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class UncheckedAddress:
    """Finds orders of the `sorts`, or with one of the `codes`, that lack a check; the order is the trigger.

    `codes_on` gives conditions that tie somebody to an address only on orders of some sorts.
    """

    sorts: frozenset[str]
    codes: frozenset[str]
    codes_on: Mapping[str, frozenset[str]]
    checks: tuple[Check, ...]
    fresh: Dated[Length]

    offers: ClassVar[Mapping[str, str]] = {
        "since": "the day the order was made", "missing": "the checks that are not on record",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each step of each order."""
        people = {
            p for kind in ORDERS for e in bench.kind(kind) if self._meant(e) for p in e.people("about", "supervised")
        }
        for person in sorted(people):
            if bench.wanted(person):
                for _, steps in orders_by_name(bench.states.of(person, "order")):
                    for step in steps:
                        if self._ties(step):
                            yield from self._of_step(bench, person, step, steps)

    def _meant(self, entry: Entry) -> bool:
        return self._tie(entry.one("type"), frozenset(entry.all("conditions")))

    def _ties(self, step: State) -> bool:
        return self._tie(step.sort, step.codes)

    def _tie(self, sort: str, codes: frozenset[str]) -> bool:
        on_such = any(sort in sorts and code in codes for code, sorts in self.codes_on.items())
        return sort in self.sorts or bool(self.codes & codes) or on_such

    def _of_step(self, bench: Bench, person: str, step: State, steps: tuple[State, ...]) -> Iterator[Match]:
        holder = COURT_TEAM if step.agency == COURT else step.agency
        spans = self._tied(step, steps)
        if not spans or step.entry is None:
            return
        if not bench.sees(holder):
            bench.not_judged(person, UNSEEN.format(holder))
            return
        earlier = [s for s in steps if s.begins.last <= step.begins.last]
        done = {check.called: self._done(bench, person, step.entry, earlier, check) for check in self.checks}
        all_done: Spans = ALWAYS
        for each in done.values():
            all_done = meet(all_done, each)
        spans = minus(minus(spans, all_done), _named(bench, step.entry))
        if spans:
            ended = meet(spans, step.over())
            late = (
                minus(ended, since(step.now()[0][0])) if step.now() else ended
            )  # nobody knew of it before it was over
            pieces = partial(_pieces, step)
            figures = partial(_figures, earlier, done)
            yield Match((("supervised", person),), step.order, spans, pieces, ended, late, figures)

    def _tied(self, step: State, steps: Iterable[State]) -> Spans:
        """While the order ties him, and after its end; not once it is varied so that it no longer does."""
        loosed = (s.known for s in steps if not self._ties(s) and s.begins.last >= step.begins.last)
        return minus(joined((step.now(), step.over())), joined(loosed))

    def _done(self, bench: Bench, person: str, order: Entry, steps: Iterable[State], check: Check) -> Spans:
        """When the check is known that was new enough when the order was made, or when it was varied since."""
        key = ("checks", person, order.place, check.called)
        checks = bench.once(key, lambda: Endings(_made(bench, person, order.place, check.by)))
        found = []
        for step in steps:
            first = bench.value(self.fresh, step.begins.day).day_before(step.begins.day)
            made = checks.of(start_of(first), step.known)
            found.append(meet(step.known, joined(each.known for each in made)))
        return joined(found)


def _made(bench: Bench, person: str, place: str, by: frozenset[str]) -> Iterator[End]:
    """The checks of a person or place that were made by asking one of some agencies, with when each is known."""
    for each in bench.kind(CHECK):
        asked = {agency_of(s) for s in each.all("sources")} or {each.agency}
        if each.one("status") != "requested" and by & asked and _of_address(each, person, place):
            yield End(each.happened.last, known(each))


def _of_address(check: Entry, person: str, place: str) -> bool:
    """Whether a check is of this person or place; one of another place is not."""
    elsewhere = bool(check.place and place) and check.place != place
    return not elsewhere and (person in check.people("about") or (bool(place) and check.place == place))


def _named(bench: Bench, order: Entry) -> Spans:
    """When a record is known that answers the order by name; a single check answers only for itself."""
    never = (CHECK, *ORDERS, *OF_RECORDS)
    return joined(known(e) for e in bench.naming(order.ref) if e.kind not in never)


def _pieces(step: State) -> Iterator[Piece]:
    for ref in step.refs:
        yield Piece(ref, step.known)


def _figures(steps: Iterable[State], done: Mapping[str, Spans], when: Instant) -> Figures:
    made = min((s.begins for s in steps if holds(s.known, when)), key=lambda begins: begins.last)
    missing = [called for called, spans in done.items() if not holds(spans, when)]
    return {"since": made.day, "missing": listed(missing)}


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words; each of `checks` is `{called: …, by: [agencies]}`."""
    block.only(*KEYS)
    on = block.block("condition on")
    return UncheckedAddress(
        frozenset(block.texts("order")),
        frozenset(block.each_of("condition", conditions())),
        MappingProxyType({code: frozenset(on.texts(code)) for code in on}),
        tuple(_read_check(each) for each in block.blocks("checks")),
        grammar.length(block, "at most before"),
    )


def _read_check(block: Block) -> Check:
    block.only("called", "by")
    return Check(block.text("called"), frozenset(block.each_of("by", agencies())))
