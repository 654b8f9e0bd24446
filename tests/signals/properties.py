"""What must hold of every signal in any history; each check gives what is wrong, as a sentence, or nothing."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import TypeVar

from heeded.chronology.entry import Entry, Scene, Statement
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.words.instants import NEVER, Instant
from heeded.world.telling import instants, known_by

from .test_sentence import BROKEN

WORD = re.compile(r"[a-z]+")
WORDS = ("child", "him", "victim", "person", "partner", "mother", "woman", "man")  # names that are words too
MOMENT = timedelta(microseconds=1)
Check = Callable[[Scene, Random], Iterator[str]]
Believed = TypeVar("Believed", Entry, Statement)


def clipped(found: Iterable[Raise], when: Instant) -> list[Raise]:
    """Raises as they stood at an instant: later levels, evidence and endings are not there yet."""
    return [_clipped(each, when) for each in found if each.raised <= when]


def _clipped(found: Raise, when: Instant) -> Raise:
    over = found.cleared is not None and found.cleared <= when
    return replace(
        found, cleared=found.cleared if over else None, lapsed=found.lapsed if over else "",
        levels=tuple(x for x in found.levels if x[1] <= when), later=tuple(x for x in found.later if x[1] <= when),
    )  # fmt: skip


def hindsight(scene: Scene, _: Random) -> Iterator[str]:
    """What was known by an instant gives what is judged of everything, clipped anywhere before the next instant."""
    now = judge(scene).raises
    for edge, following in pairwise([*instants(scene), NEVER]):
        then = judge(known_by(scene, edge)).raises
        for when in (edge, following - MOMENT):
            yield from _differ(f"as known {edge}, at {when}", clipped(then, when), clipped(now, when))


def order(scene: Scene, chance: Random) -> Iterator[str]:
    """Records that become known at one instant may come in any order."""

    def otherwise(told: Iterable[Believed]) -> tuple[Believed, ...]:
        return tuple(sorted(told, key=lambda each: (each.known, chance.random())))

    shuffled = replace(
        scene, entries=otherwise(scene.entries), statements=otherwise(scene.statements),
        decisions=otherwise(scene.decisions),
    )  # fmt: skip
    yield from _differ("in another order", judge(shuffled).raises, judge(scene).raises)


def twice(scene: Scene, _: Random) -> Iterator[str]:
    """A record delivered twice is once. A decision is not delivered: it is written here."""
    entries = tuple(e for entry in scene.entries for e in (entry, entry))
    statements = tuple(s for statement in scene.statements for s in (statement, statement))
    doubled = replace(scene, entries=entries, statements=statements)
    yield from _differ("delivered twice", judge(doubled).raises, judge(scene).raises)


def asked_for(scene: Scene, _: Random) -> Iterator[str]:
    """Judging some people gives just their raises."""
    found = judge(scene).raises
    for person in sorted({person for each in found for _, person in each.subject}):
        theirs = [each for each in found if any(p == person for _, p in each.subject)]
        yield from _differ(f"only {person}", judge(scene, only={person}).raises, theirs)


def words(scene: Scene, _: Random) -> Iterator[str]:
    """Every sentence is whole, and names nobody."""
    people = {p for e in scene.entries for p in e.people()}
    for each in judge(scene).raises:
        if BROKEN.search(each.says):
            yield f"{each.signal} says in broken English: {each.says}"
        named = people.intersection(WORD.findall(each.says.lower())) - set(WORDS)
        if named:
            yield f"{each.signal} names {named}: {each.says}"


CHECKS: Mapping[str, Check] = {
    "no hindsight": hindsight, "any order": order, "twice is once": twice, "only those asked for": asked_for,
    "whole sentences": words,
}  # fmt: skip


def _differ(how: str, one: Iterable[Raise], other: Iterable[Raise]) -> Iterator[str]:
    here, there = list(one), list(other)
    if here != there:
        odd = [f"  + {_told(r)}" for r in here if r not in there] + [f"  - {_told(r)}" for r in there if r not in here]
        yield "\n".join([f"{how}:", *odd])


def _told(found: Raise) -> str:
    return (
        f"{found.signal} {found.subject} {found.trigger} {found.raised} to {found.cleared} {found.lapsed} "
        f"{found.levels} on {found.evidence} then {found.later}: {found.says}"
    )
