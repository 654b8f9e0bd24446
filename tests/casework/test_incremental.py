"""Judging after each record gives what judging everybody at the end gives, and what a rebuild gives: of every signal."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from heeded.casework.warning import Standing
from heeded.chronology.vantage import LIVE
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import Instant
from heeded.workspace import Workspace
from heeded.world.arriving import arrivals
from heeded.world.retelling import retelling

from .office import SETTINGS, Turned

FAMILIES = sorted({signal.family for signal in signals().values()})
TOLD = 4  # histories around each signal
Row = tuple[object, ...]


@dataclass
class Played:
    """What a workspace held after a family's histories had arrived. `begun` is what began as the clock went on."""

    incremental: set[Row] = field(default_factory=set)
    batch: set[Row] = field(default_factory=set)
    rebuilt: set[Row] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    warned: set[str] = field(default_factory=set)
    fired: set[str] = field(default_factory=set)
    by_the_clock: set[str] = field(default_factory=set)


def held(workspace: Workspace) -> dict[str, Standing]:
    """Every raise that the workspace holds, past and future, by id."""
    raises, everybody = workspace.rooms().raises, workspace.rooms().linker.everybody()
    return {each.id: each for person in everybody for each in raises.about(person)}


def kept(each: Standing) -> Row:
    """What is compared of a raise that is kept."""
    return (each.id, each.signal, each.raised, each.cleared, each.levels, each.lapsed, each.says, each.evidence, each.later)


def told(found: Raise) -> Row:
    """The same of a raise as the kernel gives it."""
    later = tuple(when for _, when in found.later)
    return (
        found.id, found.signal, found.raised, found.cleared, found.levels, found.lapsed, found.says, len(found.evidence),
        later,
    )  # fmt: skip


def at_once(workspace: Workspace) -> set[Row]:
    """Everybody judged together, from nothing."""
    everybody = workspace.rooms().linker.everybody()
    sight = workspace.sight(workspace.viewer, "test", "everybody")
    found = judge(sight.scene(everybody, LIVE), signals=workspace.signals(), institution=sight.institution)
    return {told(each) for each in found.raises}


@cache
def played(family: str) -> Played:
    """The histories of a family's signals, arriving one record at a time; now and then the clock is looked at."""
    codes = [signal.code for signal in signals().values() if signal.family == family]
    rows, coming = arrivals([retelling(code, seed) for seed in range(TOLD) for code in codes], len(codes))
    clock, result = Turned(coming[0].when - timedelta(days=1)), Played()
    with TemporaryDirectory() as folder:
        workspace = Workspace.init(Path(folder) / "w", SETTINGS, clock)
        try:
            workspace.write(rows)
            for number, each in enumerate(coming):
                note_begun(workspace, max(clock.now, each.when), result)
                clock.now = max(clock.now, each.when)
                if number % 5 == 0:
                    workspace.casework.tick()
                workspace.write([each.draft])
            note_begun(workspace, clock.on(days=400), result)
            workspace.casework.tick()
            result.incremental, result.batch = set(map(kept, held(workspace).values())), at_once(workspace)
            result.warned = workspace.rooms().keeping.register.listed(result.begun)
            result.fired = {each.signal for each in held(workspace).values()}
            workspace.rebuild()
            result.rebuilt = set(map(kept, held(workspace).values()))
        finally:
            workspace.close()
    return result


def note_begun(workspace: Workspace, now: Instant, result: Played) -> None:
    """What has begun by now with nobody writing anything."""
    for each in held(workspace).values():
        if each.raised <= now and each.id not in result.begun:
            result.begun.add(each.id)
            result.by_the_clock |= {each.signal}


@pytest.mark.parametrize("family", FAMILIES)
def test_record_by_record_is_the_same_as_everybody_at_once(family: str) -> None:
    assert played(family).incremental == played(family).batch


@pytest.mark.parametrize("family", FAMILIES)
def test_a_rebuild_holds_what_was_held(family: str) -> None:
    assert played(family).rebuilt == played(family).incremental


@pytest.mark.parametrize("family", FAMILIES)
def test_what_began_by_the_clock_is_a_warning_for_good(family: str) -> None:
    assert played(family).begun == played(family).warned


def test_each_signal_was_raised_in_a_workspace() -> None:
    assert set().union(*(played(family).fired for family in FAMILIES)) == set(signals())
