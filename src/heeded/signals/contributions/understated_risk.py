"""A level of risk that is lower than the facts on record are used to call for.

In words: the latest assessment of some sort (`assessed`) gave one of the levels asked about (`as low as`), and at least
so many sorts of facts are on record with it. An answer comes on or after the latest of all that. A further assessment
is no answer: it either gives a higher level, which ends the pattern, or is the same understatement once more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.chronology.spans import NONE, Spans, at_least, holds, joined, meet, minus
from heeded.chronology.state import State, known
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.accounts import OF_RECORDS, about
from heeded.signals.clauses.counting import Counting, read_counting
from heeded.signals.clauses.grammar import Clause, Grammar, read_template
from heeded.signals.measure import Dated
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Figures, Template, listed
from heeded.words.instants import Instant, day_of
from heeded.words.told import Told

KEYS = ("found by", "assessed", "as low as", "at least", "of these", "not answered by", "also answered by")
ROLE = "supervised"
NEAREST = 50  # of each sort, so many of the latest parts are looked at


@dataclass(frozen=True, slots=True)
class Fact:
    """One sort of fact: so many records of a kind; `called` says it in a few words with its figures."""

    counting: Counting
    called: Template


@dataclass(frozen=True, slots=True)
class Part:
    """Something a pattern is made of, and when it counts: the latest of it happened on `day`."""

    day: date
    spans: Spans
    pieces: Callable[[], Iterable[Piece]]


@dataclass(frozen=True, slots=True)
class UnderstatedRisk:
    """Finds them; `least` is how many of the `facts` there have to be."""

    assessed: tuple[Selection, ...]
    low: frozenset[str]
    least: Dated[int]
    facts: tuple[Fact, ...]
    answers: Answering

    offers: ClassVar[Mapping[str, str]] = {
        "level": "the level of the latest assessment", "assessed": "the day of that assessment",
        "facts": "the facts on record, each with its number", "sorts": "how many sorts of facts",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """One match for each day on which something was added to the pattern."""
        people = {p: a for p, a in about(bench, self.assessed, ROLE).items() if any(self._is_low(e) for e in a)}
        facts = {person: [list[Match]() for _ in self.facts] for person in people}
        for number, fact in enumerate(self.facts if people else ()):
            for match in fact.counting.find(bench):
                person = match.subject[0][1]
                if person in facts:
                    facts[person][number].append(match)
        for person, theirs in facts.items():
            if any(theirs):
                low = self._low(bench, person, [e for e in people[person] if e.one("level")])
                yield from self._of_person(bench, person, low, theirs)

    def _is_low(self, entry: Entry) -> bool:
        return entry.one("level") in self.low

    def _low(self, bench: Bench, person: str, assessments: list[Entry]) -> list[tuple[State, Spans]]:
        """The low assessments, while each is the latest and none of the same day gives more (risk to somebody else)."""
        low = bench.states.latest(person, assessments, self._is_low)
        high = bench.states.latest(person, assessments, lambda e: not self._is_low(e))
        return [
            (s, minus(s.known_latest, joined(h.known_latest for h in high if h.begins.day >= s.begins.day)))
            for s in low
        ]

    def _of_person(
        self, bench: Bench, person: str, low: list[tuple[State, Spans]], facts: list[list[Match]]
    ) -> Iterator[Match]:
        figures = partial(self._figures, low, facts)
        sorts = [[_fact(m) for m in matches] for matches in facts] + [[_level(state, spans) for state, spans in low]]
        by_day: dict[date, list[tuple[int, Part]]] = {}
        for sort, parts in enumerate(sorts):
            for part in parts:
                by_day.setdefault(part.day, []).append((sort, part))
        so_far: list[Spans] = [NONE for _ in sorts]
        nearest: list[list[Part]] = [[] for _ in sorts]
        for day in sorted(by_day):
            for sort, part in by_day[day]:
                so_far[sort] = joined((so_far[sort], part.spans))
                nearest[sort] = [*nearest[sort][1 - NEAREST :], part]
            spans = meet(self._enough(bench, so_far), joined(part.spans for _, part in by_day[day]))
            upto = [part for parts in nearest for part in parts]
            if spans:
                spans = minus(spans, self._answered(bench, person, day, spans, upto))
            if spans:
                yield Match(((ROLE, person),), "", spans, partial(_pieces, upto), figures=figures)

    def _enough(self, bench: Bench, so_far: list[Spans]) -> Spans:
        """When enough sorts of facts are on record beside an assessment, which is the last of them."""
        *facts, understated = so_far
        return meet(understated, bench.across(self.least, lambda count: at_least(count, facts)))

    def _answered(self, bench: Bench, person: str, day: date, spans: Spans, parts: Iterable[Part]) -> Spans:
        """When an answer on or after the latest day is known, or a record of then that names any part."""
        chosen = bench.answers(
            (person, "understated", *(s.name for s in self.answers.chosen)), lambda: self._answering(bench, person)
        )
        found = [chosen.since(Told.on(day), spans)]
        if self.answers.naming and bench.any_naming():
            own = {kind for fact in self.facts for s in fact.counting.sorts for k in s.of for kind in k.kinds}
            own |= {kind for s in self.assessed for kind in s.kinds}
            named = (e for ref in {p.ref for part in parts for p in part.pieces()} for e in bench.naming(ref))
            found += [known(e) for e in named if e.kind not in {*own, *OF_RECORDS} and e.happened.first_day >= day]
        return joined(found)

    def _answering(self, bench: Bench, person: str) -> Iterator[Entry]:
        own = {kind for s in self.assessed for kind in s.kinds}
        kinds = tuple(dict.fromkeys(k for s in self.answers.chosen for k in s.kinds if k not in own))
        for entry in bench.states.of_kind(person, *kinds):
            if any(selection(entry) for selection in self.answers.chosen):
                yield entry

    def _figures(self, low: Iterable[tuple[State, Spans]], facts: Iterable[Iterable[Match]], when: Instant) -> Figures:
        held = [state for state, spans in low if holds(spans, when)]
        latest = max(held, key=lambda s: s.begins.last)
        told = []
        for fact, matches in zip(self.facts, facts, strict=True):
            live = [m for m in matches if holds(m.spans, when)]
            if live:
                told.append(fact.called.filled(live[-1].figures(when)).rstrip("."))
        level = latest.entry.one("level").replace("_", " ") if latest.entry is not None else ""
        return {"level": level, "assessed": latest.begins.day, "facts": listed(told), "sorts": len(told)}


def _fact(match: Match) -> Part:
    """A counting match as a part: the day of its latest record is among its figures."""
    began = match.spans[0][0]
    last = match.figures(began)["last"]
    return Part(last if isinstance(last, date) else day_of(began), match.spans, match.pieces)


def _level(state: State, spans: Spans) -> Part:
    return Part(state.begins.day, spans, lambda: [Piece(ref, spans) for ref in state.refs])


def _pieces(parts: Iterable[Part]) -> Iterator[Piece]:
    """The records of every part, each only while its part counts: two convictions of three are no evidence yet."""
    for part in parts:
        for piece in part.pieces():
            spans = meet(piece.known, part.spans)
            if spans:
                yield Piece(piece.ref, spans)


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words; each of `of these` is a counting clause with a `says` of a few words."""
    block.only(*KEYS)
    facts = tuple(_read_fact(each, grammar) for each in block.blocks("of these"))
    return UnderstatedRisk(
        grammar.selections(block, "assessed"), frozenset(block.texts("as low as")), grammar.number(block, "at least"),
        facts, grammar.answering(block, inherited),
    )  # fmt: skip


def _read_fact(block: Block, grammar: Grammar) -> Fact:
    """A fact stays a fact whatever was decided about it, so nothing answers it by itself."""
    return Fact(read_counting(block.without("says"), grammar, Answering(naming=False)), read_template(block, "says"))
