"""Reads `raise when`: a clause, alternatives, or both for each level."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from pathlib import PurePath
from types import MappingProxyType

from heeded.chronology.spans import holds, joined, meet
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench, Match, Piece
from heeded.signals.clauses.grammar import Clause, Grammar, read_template
from heeded.signals.raised import LEVELS
from heeded.signals.selection import Answering
from heeded.signals.sentence import Figure, Figures, Template
from heeded.words.instants import Instant

Reader = Callable[[Block, Grammar, Answering], Clause]
ANSWERED = ("not answered by", "also answered by")
SAYS = "says"


@dataclass(frozen=True, slots=True)
class All:
    """`and`: every clause holds for the same people at once. A figure is the first clause's that has it."""

    clauses: tuple[Clause, ...]

    @property
    def offers(self) -> Mapping[str, str]:
        """The figures of every clause."""
        return {name: means for clause in reversed(self.clauses) for name, means in clause.offers.items()}

    @property
    def rests_on_raises(self) -> bool:
        """Whether any of them asks what other signals have raised."""
        return any(getattr(clause, "rests_on_raises", False) for clause in self.clauses)

    def find(self, bench: Bench) -> Iterator[Match]:
        """The matches of the first clause, as far as each other holds for its subject."""
        first, *others = self.clauses
        for match in first.find(bench):
            spans, together = match.spans, [match]
            for other in others:
                theirs = [m for m in other.find(bench) if m.subject == match.subject]
                spans = meet(spans, joined(m.spans for m in theirs))
                together += theirs
            if spans:
                pieces, figures = partial(_pieces, together), partial(_figures, together)
                stands = meet(spans, match.stands)
                yield replace(match, spans=spans, pieces=pieces, stands=stands, figures=figures)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause with a sentence of its own."""

    clause: Clause
    says: Template

    @property
    def offers(self) -> Mapping[str, str]:
        """The clause's figures."""
        return self.clause.offers

    @property
    def rests_on_raises(self) -> bool:
        """Whether the clause asks what other signals have raised."""
        return bool(getattr(self.clause, "rests_on_raises", False))

    def find(self, bench: Bench) -> Iterator[Match]:
        """The clause's matches, each with this sentence."""
        return (replace(match, says=self.says) for match in self.clause.find(bench))


def _pieces(together: Iterable[Match]) -> Iterator[Piece]:
    for each in together:
        yield from each.pieces()


def _figures(together: Iterable[Match], when: Instant) -> Figures:
    found: dict[str, Figure] = {}
    for each in together:
        if holds(each.spans, when) or holds(each.stands, when):
            found = {**each.figures(when), **found}
    return found


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
    block.only(*levels, *ANSWERED)
    for level in levels:
        if level not in block:
            raise block.trouble(level, f"the rule does not say when it is {level}.", "Add it, or drop the level.")
    answers = grammar.answering(block, answered_by)
    return {level: alternatives(block.block(level), grammar, answers) for level in levels}


def alternatives(block: Block, grammar: Grammar, answers: Answering) -> tuple[Clause, ...]:
    """The clauses of which any may hold."""
    if "or" in block:
        block.only("or", *ANSWERED)
        inner = grammar.answering(block, answers)
        return tuple(clause for each in block.blocks("or") for clause in alternatives(each, grammar, inner))
    if "and" in block:
        block.only("and", *ANSWERED, SAYS)
        inner = grammar.answering(block, answers)
        parts = tuple(_one(each, grammar, inner) for each in block.blocks("and"))
        return (_said(block, All(parts)),)
    return (_said(block, _one(block.without(SAYS), grammar, answers)),)


def _said(block: Block, clause: Clause) -> Clause:
    return Said(clause, read_template(block, SAYS)) if SAYS in block else clause


def _one(block: Block, grammar: Grammar, answers: Answering) -> Clause:
    if "found by" in block:
        return _contribution(block)(block, grammar, answers)
    for key, reader in readers().items():
        if key in block:
            return reader(block, grammar, answers)
    known = ", ".join([*readers(), "found by", "or", "and"])
    key = next(iter(block), "")
    raise block.trouble(key, f"no clause begins with '{key}'.", f"Begin it with one of: {known}.")


@cache
def readers() -> Mapping[str, Reader]:
    """What reads each clause, by the words that it begins with: every file of clauses/ that has a BEGINS."""
    found: dict[str, Reader] = {}
    for name in _files("heeded.signals.clauses"):
        found.update(getattr(import_module(f"heeded.signals.clauses.{name}"), "BEGINS", {}))
    return MappingProxyType(found)


def contributions() -> tuple[str, ...]:
    """The names of the contribution functions, one file each."""
    return _files("heeded.signals.contributions")


def _files(folder: str) -> tuple[str, ...]:
    found = (PurePath(f.name) for f in files(folder).iterdir())
    return tuple(sorted(p.stem for p in found if p.suffix == ".py" and not p.stem.startswith("_")))


def _contribution(block: Block) -> Reader:
    name = block.choice("found by", *contributions())
    reader: Reader = import_module(f"heeded.signals.contributions.{name}").read
    return reader
