"""The engine says what the plain meaning says, and says it again however the same history is told."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.entry import Entry, Role, Scene, Statement
from heeded.signals.raised import Raise
from heeded.words.instants import Instant
from heeded.world.histories import history
from heeded.world.telling import instants, known_by

from .oracle import SIGNALS
from .oracle.compare import Plain, differs, engine, explained, judged

SEEDS = st.integers(min_value=0, max_value=10**9)
SIGNAL = st.sampled_from(sorted(SIGNALS))
EXAMPLES = 120


@pytest.mark.parametrize("signal", sorted(SIGNALS))
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_engine_and_plain_meaning_agree(signal: str, seed: int) -> None:
    scene = history(signal, seed)
    assert not differs(signal, scene), explained(scene, signal)


def clipped(found: Raise, when: Instant) -> tuple[object, ...]:
    """What could be said of a raise at an instant: later levels, evidence and endings are not there yet."""
    over = found.cleared is not None and found.cleared <= when
    return (
        found.id, found.subject, found.trigger, found.raised, found.cleared if over else None,
        found.lapsed if over else "", tuple(x for x in found.levels if x[1] <= when), found.evidence,
        tuple(x for x in found.later if x[1] <= when),
    )  # fmt: skip


@settings(max_examples=EXAMPLES * 2, deadline=None, derandomize=True)
@given(signal=SIGNAL, seed=SEEDS)
def test_no_hindsight(signal: str, seed: int) -> None:
    """Judging what was known by an instant is the whole judgement, clipped there."""
    scene = history(signal, seed)
    when = Random(seed).choice(instants(scene))
    then = judged(known_by(scene, when), signal)
    now = judged(scene, signal)
    assert {clipped(r, when) for r in then if r.raised <= when} == {clipped(r, when) for r in now if r.raised <= when}


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(signal=SIGNAL, seed=SEEDS)
def test_order_of_arrival_at_one_instant_changes_nothing(signal: str, seed: int) -> None:
    scene, chance = history(signal, seed), Random(seed)
    entries = tuple(sorted(scene.entries, key=lambda e: (e.known, chance.random())))
    statements = tuple(sorted(scene.statements, key=lambda s: (s.known, chance.random())))
    assert engine(replace(scene, entries=entries, statements=statements), signal) == engine(scene, signal)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(signal=SIGNAL, seed=SEEDS)
def test_a_record_delivered_twice_changes_nothing(signal: str, seed: int) -> None:
    scene = history(signal, seed)
    again = Random(seed).choice(scene.entries)
    entries = tuple(sorted((*scene.entries, again), key=lambda e: e.known))
    assert engine(replace(scene, entries=entries), signal) == engine(scene, signal)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(signal=SIGNAL, seed=SEEDS)
def test_another_name_for_a_person_gives_the_same_raises_under_that_name(signal: str, seed: int) -> None:
    scene = history(signal, seed)
    people = sorted({r.person for e in scene.entries for r in e.roles} | {s.person for s in scene.statements})
    names = dict(zip(people, reversed([f"{p}-renamed" for p in people]), strict=True))
    found = engine(renamed(scene, names), signal)
    assert sorted(found, key=repr_of) == sorted((_renamed(p, names) for p in engine(scene, signal)), key=repr_of)


def repr_of(plain: Plain) -> str:
    """Any order will do, as long as it is one."""
    return f"{plain.raised} {sorted(plain.people)} {sorted(plain.evidence)} {plain.cleared}"


def _renamed(plain: Plain, names: dict[str, str]) -> Plain:
    return replace(plain, people=frozenset(names[p] for p in plain.people))


def renamed(scene: Scene, names: dict[str, str]) -> Scene:
    """The scene with other Person ids; the agencies' own keys stay."""

    def entry(old: Entry) -> Entry:
        return replace(old, roles=tuple(Role(r.role, names[r.person], r.key) for r in old.roles))

    def statement(old: Statement) -> Statement:
        return replace(old, person=names[old.person])

    return replace(
        scene, entries=tuple(map(entry, scene.entries)), statements=tuple(map(statement, scene.statements)),
        doubts={names.get(p, p): doubt for p, doubt in scene.doubts.items()},
    )  # fmt: skip
