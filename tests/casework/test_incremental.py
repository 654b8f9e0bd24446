"""Judging after each record gives what judging everybody at the end gives, and what a rebuild gives: of every signal."""

from dataclasses import dataclass, field, replace
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
from heeded.world.retelling import as_written, retelling
from tests.written import draft, person

from .office import SETTINGS, Turned, opened

FAMILIES = sorted({signal.family for signal in signals().values()})
TOLD = 3  # histories around each signal, beside its first example as it stands
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
    return (
        each.id,
        each.signal,
        each.raised,
        each.cleared,
        each.levels,
        each.lapsed,
        each.says,
        each.evidence,
        each.later,
    )


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
    histories = [each for code in codes for each in (as_written(code)[0], *(retelling(code, n) for n in range(TOLD)))]
    coming = arrivals(histories, len(codes))
    clock, result = Turned(coming[0].when - timedelta(days=1)), Played()
    with TemporaryDirectory() as folder:
        workspace = Workspace.init(Path(folder) / "w", SETTINGS, clock)
        try:
            for number, each in enumerate(coming):
                note_begun(workspace, clock, max(clock.now, each.when), result)
                if number % 5 == 0:
                    workspace.casework.tick()
                workspace.write(each.drafts)
            note_begun(workspace, clock, clock.now + timedelta(days=400), result)
            workspace.casework.tick()
            result.incremental, result.batch = set(map(kept, held(workspace).values())), at_once(workspace)
            result.warned = workspace.rooms().raises.written(result.begun)
            result.fired = {each.signal for each in held(workspace).values()}
            workspace.rebuild()
            result.rebuilt = set(map(kept, held(workspace).values()))
        finally:
            workspace.close()
    return result


def note_begun(workspace: Workspace, clock: Turned, until: Instant, result: Played) -> None:
    """Turn the clock on, and note what began before then; what is written then would count at that instant.

    What was over at the very instant it began is history and no warning.
    """
    begun = [each for each in held(workspace).values() if each.raised < until and each.raised != each.cleared]
    result.begun |= {each.id for each in begun}
    result.by_the_clock |= {each.signal for each in begun if each.raised > clock.now}
    clock.now = until


@pytest.mark.parametrize("family", FAMILIES)
def test_record_by_record_is_the_same_as_everybody_at_once(family: str) -> None:
    assert played(family).incremental == played(family).batch


@pytest.mark.parametrize("family", FAMILIES)
def test_a_rebuild_holds_what_was_held(family: str) -> None:
    assert played(family).rebuilt == played(family).incremental


@pytest.mark.parametrize("family", FAMILIES)
def test_what_began_by_the_clock_is_a_warning_for_good(family: str) -> None:
    assert played(family).begun == played(family).warned


def test_each_signal_was_raised_in_a_workspace_and_many_by_the_clock_alone() -> None:
    assert set().union(*(played(family).fired for family in FAMILIES)) == set(signals())
    by_the_clock = set().union(*(played(family).by_the_clock for family in FAMILIES))
    assert len(by_the_clock) >= 15, by_the_clock


def test_a_correction_that_names_another_child_is_judged_for_the_first_child_too(tmp_path: Path) -> None:
    with opened(tmp_path, Turned()) as workspace:
        workspace.write([draft("social-care", "r1", "referral", "2024-05-02", "about:C3", reporter="aunt")])
        workspace.write([draft("social-care", "r1", "referral", "2024-05-02", "about:C4", reporter="aunt")])
        undecided = {who for each in held(workspace).values() if each.signal == "REF03" for _, who in each.people}
        assert undecided == {workspace.rooms().linker.person_of("social-care:C4")}
        assert set(map(kept, held(workspace).values())) == at_once(workspace)


def test_somebody_whom_a_record_names_only_in_its_with_is_looked_at_too(tmp_path: Path) -> None:
    with opened(tmp_path, Turned()) as workspace:
        workspace.write([person("police", "N2", "Jade Penfold", "1990-08-30", sex="F")])
        workspace.write([draft("police", "n1", "registered", "2020-01-15", "about:N1", until="indefinite")])
        told = draft("police", "n2", "self_report", "2024-04-02", "about:N1", what="relationship")
        workspace.write([replace(told, details={**told.details, "with": ("N2",)})])
        jade = workspace.rooms().linker.person_of("police:N2")
        assert jade in {each.trigger for each in held(workspace).values() if each.signal == "OFF08"}
        assert set(map(kept, held(workspace).values())) == at_once(workspace)
