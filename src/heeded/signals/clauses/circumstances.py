"""What held when something happened: a state in force then or not long before, or a record not long before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans
from heeded.chronology.state import known
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench
from heeded.signals.clauses.grammar import Grammar, Standing
from heeded.signals.measure import Dated, Length
from heeded.signals.selection import Selection
from heeded.words.instants import start_of
from heeded.words.told import Precision, Told

Held = tuple[str, Spans]  # a record's ref, and when it is known that it held


class Circumstance(Protocol):
    """Something that may have held for a person when something happened."""

    def held(self, bench: Bench, person: str, told: Told) -> Iterator[Held]: ...


@dataclass(frozen=True, slots=True)
class InState:
    """A state in force on some day of the span, or (`lately`) that ended so long before it at the most.

    `sorts` are the sorts of it that count; none given means all, and one that nobody told always does.
    """

    standing: tuple[Standing, ...]
    sorts: frozenset[str]
    lately: Dated[Length] | None

    def held(self, bench: Bench, person: str, told: Told) -> Iterator[Held]:
        """The records of each such state, with when it is known to have been in force."""
        if self.lately is not None:
            first = start_of(bench.value(self.lately, told.day).day_before(told.day))
            told = Told(min(first, told.first), told.last, Precision.RANGE)
        for standing in self.standing:
            for state in standing.states(bench, person):
                spans = state.during(told) if not self.sorts or not state.sort or state.sort in self.sorts else ()
                if spans:
                    yield from ((ref, spans) for ref in state.refs)


@dataclass(frozen=True, slots=True)
class After:
    """A record that happened within a time before, on the same day at the latest."""

    of: tuple[Selection, ...]
    within: Dated[Length]

    def held(self, bench: Bench, person: str, told: Told) -> Iterator[Held]:
        """Each such record, with when it is known."""
        first = start_of(bench.value(self.within, told.day).day_before(told.day))
        names = tuple(selection.name for selection in self.of)
        for entry in bench.once(("circumstance", person, names), lambda: self._entries(bench, person)):
            if first <= entry.happened.last and entry.happened.first_day <= told.day:
                yield entry.ref, known(entry)

    def _entries(self, bench: Bench, person: str) -> list[Entry]:
        kinds = dict.fromkeys(kind for selection in self.of for kind in selection.kinds)
        return [e for e in bench.states.of_kind(person, *kinds) if any(selection(e) for selection in self.of)]


def read_circumstances(block: Block, key: str, grammar: Grammar) -> tuple[Circumstance, ...]:
    """One circumstance, or a list of which any will do; none where the key is missing."""
    if key not in block:
        return ()
    value = block[key]
    return tuple(_read(each, grammar) for each in ((value,) if isinstance(value, Block) else block.blocks(key)))


def _read(block: Block, grammar: Grammar) -> Circumstance:
    if "after" in block:
        block.only("after", "within")
        return After(grammar.selections(block, "after"), grammar.length(block, "within"))
    block.only("while", "of type", "or within")
    if "while" not in block:
        raise block.trouble("if", "it names neither a state nor a record.", "Write `while: plan` or `after: injury`.")
    lately = grammar.length(block, "or within") if "or within" in block else None
    return InState(grammar.standings(block, "while"), frozenset(block.texts("of type")), lately)
