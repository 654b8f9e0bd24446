"""One installation from its files to its raises: loaded, loaded again, withdrawn, rebuilt, backed up, corrected."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from heeded.access.viewer import Refused
from heeded.workspace import Settings, Workspace, WorkspaceTrouble, found_folder, restored
from tests.cast import MALLORY, ROSA
from tests.written import draft, person

SETTINGS = Settings(viewer=ROSA.name, agency=ROSA.agency, last_owner="Lena Orr")
PEOPLE = """Key,Name,Born,Sex,Address
C1,Ada Fenn,2019-05-06,F,"Flat 3, 18 Canal Walk LS9 4QX"
"""
CHRONOLOGY = """Ref,Date,Recorded,About,Kind,Details,Event
r1,2023-01-10,,C1,concern,source=neighbour; reporter=neighbour; harm=neglect,Crying at night
r2,2023-03-06,2023-03-07,C1,contact,source=school; reporter=nursery,Often hungry
r3,2023-03-28,2023-03-29,C1,concern,source=health; reporter=health visitor,Missed clinics
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.init(tmp_path / "workspace", SETTINGS)
    yield made
    made.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "social-care.people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "social-care.chronology.csv").write_text(CHRONOLOGY, encoding="utf-8")
    return sorted(folder.iterdir())


def open_signals(workspace: Workspace) -> list[str]:
    return sorted(s.signal for s in workspace.rooms().raises.open(workspace.clock()))


def dump(workspace: Workspace) -> list[str]:
    with sqlite3.connect(workspace.folder / "projections.db") as db:
        lines = sorted(line for line in db.iterdump() if line.startswith("INSERT"))
    db.close()
    return lines


def test_a_load_raises_what_is_open_now(workspace: Workspace, files: list[Path]) -> None:
    receipt = workspace.load(files)
    assert (receipt.rows, receipt.outcomes.new, receipt.refused_count) == (4, 4, 0)
    assert open_signals(workspace) == ["REF01"]
    raised = next(r for r in workspace.store.since(0) if r.kind == "raised")
    assert raised.details["backlog"] == ("yes",), "an agency's first load is a backlog"


def test_loading_the_same_files_again_writes_nothing(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    before = (workspace.store.size(), workspace.store.root())
    again = workspace.load(files)
    assert (again.outcomes.new, again.outcomes.same, again.outcomes.corrections) == (0, 4, 0)
    assert (workspace.store.size(), workspace.store.root()) == before


def test_a_trial_load_says_what_would_happen_and_writes_nothing(workspace: Workspace, files: list[Path]) -> None:
    assert workspace.load(files, dry_run=True).outcomes.new == 4
    assert workspace.store.size() == 0


def test_a_withdrawn_load_takes_its_raises_back(workspace: Workspace, files: list[Path]) -> None:
    load = workspace.load(files).load
    workspace.withdraw(load, "the wrong child's file")
    assert open_signals(workspace) == []
    assert [line.withdrawn for line in workspace.look(ROSA, "test").loads()] == ["the wrong child's file"]


def test_files_withdrawn_by_mistake_can_be_loaded_again(workspace: Workspace, files: list[Path]) -> None:
    load = workspace.load(files).load
    workspace.withdraw(load, "thought it was wrong")
    again = workspace.load(files)
    assert again.load != load
    assert open_signals(workspace) == ["REF01"]


def test_a_withdrawal_needs_a_load_and_a_reason(workspace: Workspace, files: list[Path]) -> None:
    load = workspace.load(files).load
    with pytest.raises(Exception, match="there is no load 'L-none'"):
        workspace.withdraw("L-none", "because")
    with pytest.raises(Exception, match="a reason is needed"):
        workspace.withdraw(load, " ")


def test_a_row_that_cannot_be_read_is_kept_in_the_ledger(workspace: Workspace, files: list[Path]) -> None:
    files[0].write_text(CHRONOLOGY + "r9,soon,,C1,visit,,Somebody came\n", encoding="utf-8")
    receipt = workspace.load(files)
    assert receipt.refused_count == 1
    (loaded,) = (r for r in workspace.store.since(0) if r.kind == "loaded")
    assert "Somebody came" in loaded.details["refused"][0]
    assert workspace.look(ROSA, "test").counts().refused == 1


def test_an_answer_about_somebody_else_or_nobody_answers(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    workspace.write([draft("health", "d1", "action", "2023-05-02", "about:H9", answers=("social-care:r3",))])
    assert open_signals(workspace) == []


def test_a_correction_clears_what_is_no_longer_true(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    corrected = CHRONOLOGY.replace("2023-01-10,,C1", "2021-01-10,2023-05-01,C1")
    files[0].write_text(corrected, encoding="utf-8")
    assert workspace.load(files).outcomes.corrections == 1
    assert open_signals(workspace) == []


def test_the_projections_are_rebuilt_the_same(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    workspace.write([draft("police", "v1", "visit", "2023-04-01", "about:N1", result="seen")])
    before = dump(workspace)
    workspace.rebuild()
    assert dump(workspace) == before


def test_lost_projections_are_made_again_on_opening(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    before = dump(workspace)
    workspace.close()
    for path in workspace.folder.glob("projections.db*"):
        path.unlink()
    again = Workspace(workspace.folder)
    try:
        assert dump(again) == before
    finally:
        again.close()


def test_a_load_broken_off_is_finished_when_it_is_loaded_again(workspace: Workspace, files: list[Path]) -> None:
    whole = workspace.write
    seen: list[list[object]] = []

    def broken(drafts: list[object]) -> object:
        if seen:
            raise OSError("the power went")
        seen.append(drafts)
        return whole(drafts)  # type: ignore[arg-type]

    workspace.write = broken  # type: ignore[method-assign,assignment]
    with pytest.raises(OSError, match="the power went"):
        workspace.load(files)
    workspace.write = whole  # type: ignore[method-assign]
    assert open_signals(workspace) == []
    workspace.load(files)
    assert open_signals(workspace) == ["REF01"]


def test_history_is_proved_and_a_change_to_it_is_found(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    workspace.checkpoint()
    assert workspace.verify().sound
    workspace.close()
    with sqlite3.connect(workspace.folder / "ledger.db") as db:
        names = [n for (n,) in db.execute("select name from sqlite_master where type='trigger'")]
        for name in names:
            db.execute(f'drop trigger "{name}"')
        db.execute("update body set body = replace(body, 'Often hungry', 'Well cared for')")
    db.close()
    again = Workspace(workspace.folder)
    try:
        assert not again.verify().sound
    finally:
        again.close()


def test_a_backup_is_restored_with_the_same_history(workspace: Workspace, files: list[Path], tmp_path: Path) -> None:
    workspace.load(files)
    root = workspace.store.root()
    assert workspace.backup(tmp_path / "copy").sound
    restored(tmp_path / "copy", tmp_path / "again")
    again = Workspace(tmp_path / "again")
    try:
        assert again.store.root() == root
        assert open_signals(again) == ["REF01"]
    finally:
        again.close()


def test_somebody_else_is_shown_nothing(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    with pytest.raises(Refused):
        workspace.look(MALLORY, "curious").people("Fenn")


def test_a_judgement_joins_two_keys_and_another_parts_them(workspace: Workspace) -> None:
    from heeded.linkage.judging import judged

    workspace.write([person("police", "N1", "Ada Fenn"), person("health", "H1", "Adeline Fen")])
    linker = workspace.rooms().linker
    assert linker.person_of("police:N1") != linker.person_of("health:H1")
    workspace.write([judged("police:N1", "health:H1", "same", ROSA.name, "seen both cards", workspace.clock())])
    assert linker.person_of("police:N1") == linker.person_of("health:H1")
    workspace.write([judged("police:N1", "health:H1", "different", ROSA.name, "a cousin", workspace.clock())])
    assert linker.person_of("police:N1") != linker.person_of("health:H1")


def test_a_workspace_is_made_only_in_a_new_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceTrouble, match="is not empty"):
        Workspace.init(tmp_path, SETTINGS)


def test_a_newer_workspace_is_refused(workspace: Workspace) -> None:
    workspace.close()
    settings = workspace.folder / "heeded.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("form = 1", "form = 2"), encoding="utf-8")
    with pytest.raises(WorkspaceTrouble, match="newer Heeded"):
        Workspace(workspace.folder)


def test_the_workspace_is_the_one_named_else_the_environments_else_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "heeded.toml").touch()
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert found_folder(Path("named"), {"HEEDED_WORKSPACE": "other"}, inner) == Path("named")
    assert found_folder(None, {"HEEDED_WORKSPACE": "other"}, inner) == Path("other")
    assert found_folder(None, {}, inner) == tmp_path
