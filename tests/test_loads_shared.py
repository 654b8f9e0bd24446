"""Rows that two loads said alike: withdrawing one load never takes away what the other, standing one said too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from heeded.cli import heeded
from heeded.workspace import Workspace
from tests.cast import ROSA
from tests.test_loads import after_slice
from tests.test_workspace import CHRONOLOGY, SETTINGS, dump, files, open_signals

__all__ = ["files"]  # the fixture
MORE = "r4,2024-04-02,,C1,visit,,Seen at home\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.init(tmp_path / "workspace", SETTINGS)
    yield made
    made.close()


def typed(*words: str) -> str:
    """What the command prints."""
    done = CliRunner().invoke(heeded, words)
    assert done.exit_code == 0, done.output
    return done.output


def standing(workspace: Workspace) -> dict[str, str]:
    """What counts of Ada Fenn today: each row's ref and what it says."""
    found: dict[str, str] = {}
    for line in workspace.look(ROSA, "test").people("Ada", 5):
        view = workspace.look(ROSA, "test").person(line.person)
        found |= {e.ref: e.says for e in view.entries} if view else {}
    return found


def test_rows_that_a_standing_load_said_too_stay_when_the_first_is_withdrawn(
    workspace: Workspace, files: list[Path]
) -> None:
    first = workspace.load(files).load
    files[0].write_text(CHRONOLOGY + MORE)
    second = workspace.load(files).load
    before = standing(workspace)
    assert len(before) == 4
    assert workspace.withdraw(first, "the wrong year's file") == {second: 4}, "three rows and a person"
    assert standing(workspace) == before
    assert open_signals(workspace) == ["REF01"]
    assert len([r for r in workspace.store.since(0) if r.kind == "raised"]) == 1, "nobody is warned twice"
    kept = dump(workspace)
    workspace.rebuild()
    assert dump(workspace) == kept


def test_a_load_that_only_says_again_what_is_here_keeps_it_here(workspace: Workspace, files: list[Path]) -> None:
    first = workspace.load(files).load
    copies = [path.rename(path.with_name(path.name.replace(".csv", " copy.csv"))) for path in files]
    second = workspace.load(copies, agency="social-care").load
    assert workspace.withdraw(first, "the wrong name") == {second: 4}
    assert len(standing(workspace)) == 3
    size = workspace.store.size()
    assert workspace.load(copies, agency="social-care").outcomes.same == 4
    assert workspace.store.size() == size


def test_a_row_said_by_three_loads_is_gone_only_with_the_last(workspace: Workspace, files: list[Path]) -> None:
    loads = [workspace.load(files).load]
    for extra in (MORE, MORE.replace("r4", "r5")):
        files[0].write_text(CHRONOLOGY + extra)
        loads.append(workspace.load(files).load)
    for load in loads[:2]:
        workspace.withdraw(load, "not this one")
        assert {"social-care:r1", "social-care:r2", "social-care:r3"} <= standing(workspace).keys()
    workspace.withdraw(loads[2], "nor this one")
    assert standing(workspace) == {}


def test_a_correction_made_since_is_not_undone_by_rows_that_stay(workspace: Workspace, files: list[Path]) -> None:
    first = workspace.load(files).load
    files[0].write_text(CHRONOLOGY + MORE)
    workspace.load(files)
    files[0].write_text(CHRONOLOGY.replace("Often hungry", "Never hungry") + MORE)
    workspace.load(files)
    workspace.withdraw(first, "the wrong year's file")
    assert standing(workspace)["social-care:r2"] == "Never hungry"
    assert standing(workspace)["social-care:r1"] == "Crying at night"


def test_a_later_correction_holds_though_two_loads_before_it_are_withdrawn(
    workspace: Workspace, files: list[Path]
) -> None:
    workspace.load([files[1]])
    headings, *rows = CHRONOLOGY.splitlines(keepends=True)
    hungry = rows[1].replace("Often hungry", "Never hungry")
    loads = []
    for told in (rows[:1], rows[:2], [*rows, MORE], [hungry]):
        files[0].write_text("".join([headings, *told]))
        loads.append(workspace.load([files[0]]).load)
    workspace.withdraw(loads[0], "the wrong year's file")
    workspace.withdraw(loads[1], "the wrong year's file")
    assert standing(workspace)["social-care:r2"] == "Never hungry"


def test_who_withdraws_a_load_is_told_which_rows_stay(workspace: Workspace, files: list[Path]) -> None:
    first = workspace.load(files).load
    files[0].write_text(CHRONOLOGY + MORE)
    second = workspace.load(files).load
    told = typed("load", "--workspace", str(workspace.folder), "--withdraw", first, "--reason", "the wrong year")
    assert f"4 of its rows had been loaded again by {second}, and stay as rows of that load." in told


def test_a_load_is_listed_once_however_often_it_was_finished(workspace: Workspace, files: list[Path]) -> None:
    first = workspace.load(files).load
    files[0].write_text(CHRONOLOGY + MORE)
    second = workspace.load(files).load
    workspace.withdraw(first, "the wrong year's file")
    listed = [(line.id, line.records) for line in workspace.look(ROSA, "test").loads()]
    assert listed == [(second, 5), (first, 4)]


def test_a_load_that_was_broken_off_is_listed_as_that(workspace: Workspace, files: list[Path]) -> None:
    def power_cut() -> None:
        raise OSError("the power went")

    after_slice(workspace, 1, power_cut)
    with pytest.raises(OSError, match="the power went"):
        workspace.load(files)
    (line,) = workspace.look(ROSA, "test").loads()
    assert (line.broken_off, line.records, line.agency) == (True, 4, "social-care")
    assert "load the same files again to finish it" in typed("load", "--workspace", str(workspace.folder), "--loads")
    workspace.load(files)
    (line,) = workspace.look(ROSA, "test").loads()
    assert (line.broken_off, line.records) == (False, 4)
