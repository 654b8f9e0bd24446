"""Two people at one place: somebody in a state, and somebody of another role, whose stays overlap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, holds, joined, meet, minus, since
from heeded.chronology.state import State, known
from heeded.chronology.states import standing
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import NO_BIRTH_DATE
from heeded.signals.clauses.grammar import Grammar, Standing
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures
from heeded.words.instants import NEVER, Instant

KEYS = ("living with", "staying as", "child staying as", "visiting lasts", "while", "unless")
Together = list[tuple[Spans, State, State]]  # when two stays overlap, as known
NO_ADDRESS = "no address on record"


@dataclass(frozen=True, slots=True)
class Company:
    """`living with: child` — a supervised person and a child have overlapping stays now, as known now.

    `staying_as` are the statuses of stays that count for either, `child_as` for the child alone (empty: the same).
    `unless` excuses a pair from when it is known, while it is in force.
    """

    staying_as: frozenset[str]
    child_as: frozenset[str]
    visiting: Dated[Length]
    during: tuple[Standing, ...]
    unless: tuple[Selection, ...]

    offers: ClassVar[Mapping[str, str]] = {
        "since": "the day from which both are known to have been there, the later of their coming",
    }

    def find(self, bench: Bench) -> Iterator[Match]:
        """Every pair that ever lived together while the first was in the state asked for."""
        supervised = {p: s for p in bench.states.entries if (s := self._states(bench, p))}
        if not supervised:
            return
        children = self._by_place(bench, self.child_as or self.staying_as)
        for person, states in supervised.items():
            stays = [s for s in self._stays(bench, person) if s.sort in self.staying_as]
            if not stays:
                bench.not_judged(person, NO_ADDRESS)
            found: dict[str, Together] = {}
            for stay in stays:
                for other in children.get(stay.place, ()):
                    both = meet(stay.now(), other.now()) if other.person != person else ()
                    if both and bench.wanted(person, other.person):
                        found.setdefault(other.person, []).append((both, stay, other))
            for child, together in found.items():
                yield from self._pair(bench, person, child, states, together)

    def _pair(self, bench: Bench, person: str, child: str, states: list[State], together: Together) -> Iterator[Match]:
        young = joined((bench.states.childhood(child), bench.states.grown(child)))
        if not bench.states.childhood(child):
            if not bench.states.age_known(child):
                bench.not_judged(child, NO_BIRTH_DATE)
            return
        order_over = joined(minus(s.known, s.now()) for s in states if s.name in ("registered", "order"))
        standing_now = standing(states)
        ended = minus(order_over, standing_now)
        risky = meet(joined((standing_now, order_over)), young)
        risky = minus(risky, joined(excusing(bench, person, child, s) for s in self.unless))
        risk = [Piece(ref, s.now()) for s in states for ref in s.refs]
        dated = joined(both for both, stay, other in together if stay.entry is not None)
        dated_other = joined(both for both, stay, other in together if other.entry is not None)
        for both, stay, other in together:
            spans = meet(both, risky)
            if spans:
                pieces = [*_pieces(stay, dated), *_pieces(other, dated_other)]
                subject = (("supervised", person), ("child", child))
                figures = partial(_figures, together)
                yield Match(subject, "", spans, partial(tuple, [*risk, *pieces]), ended, figures=figures)

    def _states(self, bench: Bench, person: str) -> list[State]:
        return [s for each in self.during for s in each.states(bench, person)]

    def _stays(self, bench: Bench, person: str) -> tuple[State, ...]:
        visiting = self.visiting.on(bench.rules_on) if bench.rules_on else self.visiting.values[-1]
        return bench.joining(person, visiting.count)

    def _by_place(self, bench: Bench, statuses: frozenset[str]) -> dict[str, list[State]]:
        found: dict[str, list[State]] = {}
        for person in dict.fromkeys((*bench.states.entries, *bench.states.statements)):
            for stay in self._stays(bench, person):
                if stay.sort in statuses:
                    found.setdefault(stay.place, []).append(stay)
        return found


def _figures(together: Together, when: Instant) -> Figures:
    """Since when, by the earliest of the stays that overlap at that moment: a later record of one moves nothing."""
    live = [each for each in together if holds(each[0], when)] or together
    return {"since": min(max(stay.begins.first_day, other.begins.first_day) for _, stay, other in live)}


def _pieces(stay: State, dated: Spans) -> list[Piece]:
    """The records of a stay; a People row counts as evidence only where no dated record says the same."""
    spans = stay.now() if stay.entry is not None else minus(stay.now(), dated)
    return [Piece(ref, spans) for ref in stay.refs if spans]


def excusing(bench: Bench, person: str, child: str, selection: Selection) -> Spans:
    """When an approval for this pair is in force, as known then. An approval that names no child approves none."""
    found = []
    for entry in selection.entries(bench):
        if person in entry.people("about", "supervised") and (told := names(bench, entry, child)):
            states = [s for s in bench.states.of(person, entry.kind) if s.entry is entry]
            found.append(meet(standing(states), told))
    return joined(found)


def names(bench: Bench, entry: Entry, person: str) -> Spans:
    """When it is known that a record names a person: by a role, or by a key in its `with`."""
    if any(r.person == person and r.role not in ("about", "supervised", "reporter") for r in entry.roles):
        return known(entry)
    called = (bench.called(entry.agency, key).get(person, NEVER) for key in entry.all("with"))
    return meet(known(entry), since(min(called, default=NEVER)))


def read_company(block: Block, grammar: Grammar, inherited: Answering) -> Company:
    """A living-with clause from its words."""
    block.only(*KEYS)
    if block.text("living with") != "child" or grammar.role != "supervised":
        raise block.trouble("living with", "only a supervised person living with a child can be told.", "")
    visiting = grammar.length(block, "visiting lasts")
    if any(each.unit != "days" for each in visiting.values):
        raise block.trouble("visiting lasts", "visiting is counted in days.", "Write 90 days.")
    return Company(
        statuses(block, "staying as"), statuses(block, "child staying as"), visiting,
        grammar.standings(block, "while"), grammar.selections(block, "unless"),
    )  # fmt: skip


STATUSES = ("registered", "notified", "enrolled", "returned_home", "staying", "frequent_visitor")


def statuses(block: Block, key: str) -> frozenset[str]:
    """The statuses of stays that count."""
    for status in block.texts(key):
        if status not in STATUSES:
            raise block.trouble(key, f"'{status}' is not a status of a stay.", f"Use: {', '.join(STATUSES)}.")
    return frozenset(block.texts(key))


BEGINS = {"living with": read_company}
