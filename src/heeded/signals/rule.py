"""Reads `raise when`: a clause, alternatives, or both for each level."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.resources import files
from pathlib import PurePath

from heeded.chronology.spans import joined, meet
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.company import read_company
from heeded.signals.clauses.counting import read_counting
from heeded.signals.clauses.grammar import Clause, Grammar
from heeded.signals.clauses.waiting import read_overdue, read_waiting
from heeded.signals.raised import LEVELS
from heeded.signals.selection import Answering

Reader = Callable[[Block, Grammar, Answering], Clause]
READERS: Mapping[str, Reader] = {
    "at least": read_counting, "nothing of": read_waiting, "overdue": read_overdue, "living with": read_company,
}  # fmt: skip
ANSWERED = "not answered by"


@dataclass(frozen=True, slots=True)
class All:
    """`and`: every clause holds for the same people at once."""

    clauses: tuple[Clause, ...]

    def find(self, bench: Bench) -> Iterator[Match]:
        """The matches of the first clause, as far as each other holds for its subject."""
        first, *others = self.clauses
        for match in first.find(bench):
            spans, pieces = match.spans, [match.pieces]
            for other in others:
                theirs = [m for m in other.find(bench) if m.subject == match.subject]
                spans = meet(spans, joined(m.spans for m in theirs))
                pieces += [m.pieces for m in theirs]
            if spans:
                yield Match(
                    match.subject,
                    match.trigger,
                    spans,
                    partial(_together, pieces),
                    match.ended,
                    meet(spans, match.stands),
                )


def _together(pieces: list[Callable[[], Iterable[Piece]]]) -> Iterator[Piece]:
    for each in pieces:
        yield from each()


def read_rule(
    block: Block, levels: Iterable[str], grammar: Grammar, answered_by: Answering
) -> dict[str, tuple[Clause, ...]]:
    """Each level's alternatives. A rule that names no level is for the one level that the signal has."""
    levels = tuple(levels)
    named = [key for key in block if key in LEVELS]
    if not named:
        if len(levels) != 1:
            raise block.trouble("", "it has several levels, and the rule does not say which.", f"Name {levels}.")
        return {levels[0]: alternatives(block, grammar, answered_by)}
    block.only(*levels, ANSWERED)
    for level in levels:
        if level not in block:
            raise block.trouble(level, f"the rule does not say when it is {level}.", "Add it, or drop the level.")
    answers = grammar.answering(block, answered_by)
    return {level: alternatives(block.block(level), grammar, answers) for level in levels}


def alternatives(block: Block, grammar: Grammar, answers: Answering) -> tuple[Clause, ...]:
    """The clauses of which any may hold."""
    if "or" in block:
        block.only("or", ANSWERED)
        inner = grammar.answering(block, answers)
        return tuple(clause for each in block.blocks("or") for clause in alternatives(each, grammar, inner))
    if "and" in block:
        block.only("and", ANSWERED)
        inner = grammar.answering(block, answers)
        return (All(tuple(_one(each, grammar, inner) for each in block.blocks("and"))),)
    return (_one(block, grammar, answers),)


def _one(block: Block, grammar: Grammar, answers: Answering) -> Clause:
    for key, reader in READERS.items():
        if key in block:
            return reader(block, grammar, answers)
    if "found by" in block:
        return _contribution(block)(block, grammar, answers)
    known = ", ".join([*READERS, "found by", "or", "and"])
    key = next(iter(block), "")
    raise block.trouble(key, f"no clause begins with '{key}'.", f"Begin it with one of: {known}.")


def contributions() -> tuple[str, ...]:
    """The names of the contribution functions, one file each."""
    found = (PurePath(f.name) for f in files("heeded.signals.contributions").iterdir())
    return tuple(sorted(p.stem for p in found if p.suffix == ".py" and not p.stem.startswith("_")))


def _contribution(block: Block) -> Reader:
    name = block.choice("found by", *contributions())
    reader: Reader = import_module(f"heeded.signals.contributions.{name}").read
    return reader
