"""One condition broken again: so many breaches of the same condition, on one licence or across several.

Each condition is counted by itself and is the raise's trigger. A breach counts on whichever licence or order it fell,
for a new licence does not make an old habit new; a breach that two agencies tell of is one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import ClassVar

from heeded.chronology.entry import Entry
from heeded.reference.conditions import CONCERNS, conditions
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match
from heeded.signals.clauses.counting import Counting, read_counting
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.selection import Answering, Selection
from heeded.signals.sentence import Counted, Figures
from heeded.words.instants import Instant

KEYS = ("found by", "at least", "of", "concerning", "not answered by", "also answered by")


@dataclass(frozen=True, slots=True)
class SameCondition:
    """Counts the breaches of each condition; with `concerning` only of those that protect such people."""

    counting: Counting
    concerning: frozenset[str]

    offers: ClassVar[Mapping[str, str]] = {
        **Counting.offers, "condition": "what the condition obliges to, in its own words",
    }  # fmt: skip

    def find(self, bench: Bench) -> Iterator[Match]:
        """The matches of each condition that any breach names."""
        chosen = self.counting.sorts[0].of
        codes = {code for s in chosen for entry in s.entries(bench) for code in entry.all("condition")}
        for code in sorted(codes):
            condition = conditions().get(code)
            if not self.concerning or (condition is not None and self.concerning.intersection(condition.concerns)):
                meaning = _within_a_sentence(condition.meaning) if condition is not None else code
                for match in self._of(code).find(bench):
                    figures = partial(_figures, match.figures, meaning)
                    yield replace(match, trigger=f"condition:{code}", figures=figures)

    def _of(self, code: str) -> Counting:
        sort = self.counting.sorts[0]
        return replace(self.counting, sorts=(replace(sort, of=tuple(_naming(s, code) for s in sort.of)),))


@cache
def _naming(selection: Selection, code: str) -> Selection:
    """The records of a selection that name a condition: made once, so that the same is equal."""
    return Selection(f"{selection.name} of {code}", selection.kinds, partial(_names, selection, code))


def _names(selection: Selection, code: str, entry: Entry) -> bool:
    return code in entry.all("condition") and selection(entry)


def _figures(counted: Counted, meaning: str, when: Instant) -> Figures:
    return {**counted(when), "condition": meaning}


def _within_a_sentence(meaning: str) -> str:
    return meaning[:1].lower() + meaning[1:]


def read(block: Block, grammar: Grammar, inherited: Answering) -> Clause:
    """The clause from its words."""
    block.only(*KEYS)
    return SameCondition(
        read_counting(block.without("found by").without("concerning"), grammar, inherited),
        frozenset(block.each_of("concerning", CONCERNS)),
    )
