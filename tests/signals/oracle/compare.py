"""Holding the engine's raises against the oracle's: one plain form for both, and the smallest history that differs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from heeded.chronology.entry import Scene
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import Signal, signals
from heeded.words.instants import NEVER, Instant

from .runs import Told, raises


@dataclass(frozen=True)
class Plain:
    """What must agree about a raise. Who is who in it, in any role; `level` and since when; and what it rested on."""

    people: frozenset[str]
    raised: Instant
    cleared: Instant
    levels: tuple[tuple[str, Instant], ...]
    evidence: frozenset[str]
    lapsed: bool
    beside: frozenset[str] = frozenset()


def plain_of(found: Raise, scene: Scene) -> Plain:
    """A raise of the engine. A trigger that is a person counts with the people, whichever way the engine files it."""
    everyone = {r.person for e in scene.entries for r in e.roles} | {s.person for s in scene.statements}
    people = {person for _, person in found.subject} | ({found.trigger} & everyone)
    return Plain(
        frozenset(people), found.raised, found.cleared or NEVER, found.levels, frozenset(found.evidence),
        bool(found.lapsed),
    )  # fmt: skip


def plain_told(told: Told) -> Plain:
    """A raise of the oracle."""
    return Plain(told.subject, told.raised, told.cleared, told.levels, told.evidence, told.lapsed, told.beside)


def engine(scene: Scene, signal: str, shelf: Mapping[str, Signal] | None = None) -> list[Plain]:
    """What the engine says of one signal, by the shelf or by another form of it."""
    return _sorted([plain_of(r, scene) for r in judged(scene, signal, shelf)])


def judged(scene: Scene, signal: str, shelf: Mapping[str, Signal] | None = None) -> tuple[Raise, ...]:
    """The engine's raises of one signal."""
    return judge(scene, signals={signal: (shelf or signals())[signal]}).raises


def oracle(scene: Scene, signal: str) -> list[Plain]:
    """What the oracle says of one signal."""
    return _sorted([plain_told(told) for told in raises(scene, signal)])


def _sorted(found: list[Plain]) -> list[Plain]:
    return sorted(found, key=lambda p: (p.raised, sorted(p.people), p.cleared, sorted(p.evidence), p.levels))


def smallest(scene: Scene, differs: Callable[[Scene], bool]) -> Scene:
    """The scene without every entry that is not needed for it to differ; what is said of people stays."""
    changed = True
    while changed:
        changed = False
        for entry in scene.entries:
            fewer = replace(scene, entries=tuple(e for e in scene.entries if e is not entry))
            if differs(fewer):
                scene, changed = fewer, True
                break
    return scene


def differs(signal: str, scene: Scene) -> bool:
    """Whether engine and oracle disagree about a scene."""
    said, meant = engine(scene, signal), oracle(scene, signal)
    return len(said) != len(meant) or not all(map(same, said, meant))


def same(said: Plain, meant: Plain) -> bool:
    """Whether the engine says what is meant, with all the evidence that is needed and none that is not allowed."""
    enough = meant.evidence <= said.evidence <= meant.evidence | meant.beside
    return enough and replace(said, evidence=meant.evidence, beside=meant.beside) == meant


def explained(scene: Scene, signal: str) -> str:
    """The smallest history on which they disagree, as lines to read, and what each of them says of it."""
    scene = smallest(scene, partial(differs, signal))
    lines = [f"{signal} {scene.vantage} doubts={dict(scene.doubts)}"]
    lines += [
        f"  {e.known:%Y-%m-%d %H:%M}..{_end(e.until)} {e.id} {e.kind} happened {e.happened.written()} "
        f"{[(r.role, r.person) for r in e.roles]} {e.place} {dict(e.details)} {e.answers}"
        for e in scene.entries
    ]
    lines += [
        f"  {s.known:%Y-%m-%d}..{_end(s.until)} says {s.key} born {s.born and s.born.written()} "
        f"died {s.died and s.died.written()} at {s.place} since {s.since.written()}"
        for s in scene.statements
    ]
    for name, told in (("engine", engine(scene, signal)), ("oracle", oracle(scene, signal))):
        lines += [f" {name}:"] + [f"   {line(p)}" for p in told]
    return "\n".join(lines)


def line(plain: Plain) -> str:
    """One raise on one line."""
    levels = " ".join(f"{level}@{when:%Y-%m-%d %H:%M}" for level, when in plain.levels)
    return (
        f"{sorted(plain.people)} {plain.raised:%Y-%m-%d %H:%M} -> {_end(plain.cleared)} {levels} "
        f"{sorted(plain.evidence)}{' lapsed' if plain.lapsed else ''}"
    )


def _end(instant: Instant) -> str:
    return "" if instant >= NEVER else f"{instant:%Y-%m-%d %H:%M}"
