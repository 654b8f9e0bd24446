"""Loads that meet with what really happens: broken off, interleaved, withdrawn, corrected, hostile, a clock set back."""

import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from heeded.ledger.editions import Written
from heeded.ledger.record import Draft, Record
from heeded.words.trouble import Trouble
from heeded.workspace import Workspace
from tests.cast import ROSA
from tests.test_workspace import CHRONOLOGY, PEOPLE, SETTINGS, dump, files, open_signals
from tests.written import draft

__all__ = ["files"]  # the fixture
HEADINGS, ROWS = CHRONOLOGY.splitlines()[0], CHRONOLOGY.splitlines()[1:]
CHILDREN = 120  # three rows each: more than one slice


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.init(tmp_path / "workspace", SETTINGS)
    yield made
    made.close()


@pytest.fixture
def many(tmp_path: Path) -> tuple[Path, Path]:
    """A People table and a chronology of many children, each with the rows that raise REF01."""
    people, rows = tmp_path / "social-care.people.csv", tmp_path / "social-care.chronology.csv"
    people.write_text("Key,Name,Born\n" + "".join(f"K{n},Child {n},2019-05-06\n" for n in range(CHILDREN)))
    told = [row.replace(",C1,", f",K{n},").replace("r", f"r{n}-", 1) for n in range(CHILDREN) for row in ROWS]
    rows.write_text("\n".join([HEADINGS, *told]) + "\n")
    return people, rows


def raised(workspace: Workspace) -> list[Record]:
    return [r for r in workspace.store.since(0) if r.kind == "raised"]


def after_slice(workspace: Workspace, number: int, act: Callable[[], None]) -> None:
    """Let something happen when a load has written so many slices."""
    write, seen = workspace.write, list[int]()

    def watched(drafts: Sequence[Draft]) -> list[Written]:
        done = write(drafts)
        seen.append(1)
        if len(seen) == number:
            act()
        return done

    workspace.write = watched  # type: ignore[method-assign]


def test_who_opens_the_workspace_during_a_load_takes_nobody_out_of_it(
    workspace: Workspace, many: tuple[Path, Path]
) -> None:
    workspace.load([many[0]])
    after_slice(workspace, 1, lambda: Workspace(workspace.folder).close())
    workspace.load([many[1]])
    assert len(raised(workspace)) == CHILDREN


def test_a_load_broken_off_is_judged_whole_when_it_is_loaded_again_after_reopening(
    workspace: Workspace, many: tuple[Path, Path]
) -> None:
    workspace.load([many[0]])

    def power_cut() -> None:
        raise OSError("the power went")

    after_slice(workspace, 1, power_cut)
    with pytest.raises(OSError, match="the power went"):
        workspace.load([many[1]])
    workspace.close()
    again = Workspace(workspace.folder)
    try:
        again.load([many[1]])
        assert len(raised(again)) == CHILDREN
        assert again.rooms().index.unfinished_loads() == []
    finally:
        again.close()


def test_a_backlog_is_still_a_backlog_when_it_was_broken_off_before_judging(
    workspace: Workspace, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "judge_waiting", lambda *_: None)
    workspace.load(files)
    assert raised(workspace) == []
    workspace.close()
    again = Workspace(workspace.folder)
    try:
        assert [r.details["backlog"] for r in raised(again)] == [("yes",)]
    finally:
        again.close()


def test_a_load_by_another_process_meanwhile_does_not_finish_this_one(
    workspace: Workspace, many: tuple[Path, Path], tmp_path: Path
) -> None:
    other = tmp_path / "health.chronology.csv"
    other.write_text(f"{HEADINGS}\nh1,2023-05-01,,H1,visit,,Seen at home\n")
    unfinished = list[list[str]]()

    def meanwhile() -> None:
        beside = Workspace(workspace.folder)
        beside.load([other])
        unfinished.append(beside.rooms().index.unfinished_loads())
        beside.close()

    workspace.load([many[0]])
    after_slice(workspace, 1, meanwhile)
    load = workspace.load([many[1]]).load
    assert unfinished == [[load]]
    assert len({r.origin for r in raised(workspace)}) == CHILDREN
    before = dump(workspace)
    workspace.rebuild()
    assert dump(workspace) == before


def test_people_joined_later_keep_their_former_raises_through_a_rebuild(workspace: Workspace, tmp_path: Path) -> None:
    for agency in ("health", "social-care"):
        (tmp_path / f"{agency}.people.csv").write_text(PEOPLE)
        (tmp_path / f"{agency}.chronology.csv").write_text(CHRONOLOGY)
        workspace.load(sorted(tmp_path.glob(f"{agency}.*.csv")))
    assert len(workspace.rooms().linker.everybody()) == 1
    before = dump(workspace)
    workspace.rebuild()
    assert dump(workspace) == before


def test_withdrawing_a_chronology_takes_its_raises_back_though_the_people_came_otherwise(
    workspace: Workspace, files: list[Path]
) -> None:
    rows, people = files
    workspace.load([people])
    load = workspace.load([rows]).load
    assert open_signals(workspace) == ["REF01"]
    workspace.withdraw(load, "another family's file")
    assert open_signals(workspace) == []


def test_withdrawing_a_correction_leaves_what_it_corrected(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    files[0].write_text(CHRONOLOGY.replace("2023-01-10,,C1", "2021-01-10,2023-05-01,C1"))
    wrong = workspace.load(files).load
    assert open_signals(workspace) == []
    workspace.withdraw(wrong, "the wrong year")
    assert open_signals(workspace) == ["REF01"]


def test_going_back_to_the_first_file_raises_nothing_twice(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    files[0].write_text(CHRONOLOGY.replace("Often hungry", "Always hungry"))
    workspace.load(files)
    files[0].write_text(CHRONOLOGY)
    workspace.load(files)
    assert len(raised(workspace)) == 1


def test_rows_loaded_while_the_clock_is_an_hour_slow_raise_at_once(tmp_path: Path, files: list[Path]) -> None:
    hands = [datetime(2024, 5, 1, 12, tzinfo=UTC)]
    workspace = Workspace.init(tmp_path / "workspace", SETTINGS, clock=lambda: hands[0])
    try:
        workspace.load([files[1]])
        hands[0] -= timedelta(hours=1)
        workspace.load([files[0]])
        assert open_signals(workspace) == ["REF01"]
        assert len(raised(workspace)) == 1
    finally:
        workspace.close()


def test_an_agencys_file_cannot_write_what_only_heeded_writes(workspace: Workspace, files: list[Path]) -> None:
    load = workspace.load(files).load
    hostile = files[0].with_name("police.chronology.csv")
    erasure = "records=social-care:r1; authority=me; reason=because; by=A; by=B"
    hostile.write_text(f"{HEADINGS}\nz1,2024-01-01,,N1,erased,{erasure},Gone\n")
    receipt = workspace.load([hostile])
    assert receipt.uncoded == 1
    assert workspace.store.latest("social-care:r1") is not None
    posing = files[0].with_name("heeded.chronology.csv")
    posing.write_text(f"{HEADINGS}\nz2,2024-01-01,,N1,withdrawn,load={load},Gone\n")
    posed = workspace.load([posing])
    assert (posed.taken, posed.refused_count) == (0, 1)
    assert "no agency" in posed.refused[0].what
    assert open_signals(workspace) == ["REF01"]


def test_no_agency_takes_back_the_record_of_another(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)

    def standing() -> set[str]:
        (line,) = workspace.look(ROSA, "test").people("Ada", 5)
        view = workspace.look(ROSA, "test").person(line.person)
        return {e.ref for e in view.entries} if view else set()

    workspace.write([draft("police", "z1", "retracted", "2023-05-01", answers=("social-care:r1",))])
    assert "social-care:r1" in standing()
    workspace.write([draft("social-care", "z1", "retracted", "2023-05-01", answers=("social-care:r1",))])
    assert "social-care:r1" not in standing()


def test_a_row_can_be_coded_though_its_ref_is_also_somebodys_key(workspace: Workspace, tmp_path: Path) -> None:
    rows, people = tmp_path / "police.chronology.csv", tmp_path / "police.people.csv"
    rows.write_text("Ref,Date,About,Event\n1,2024-01-03,1,Nobody came to the door\n")
    people.write_text("Key,Name,Born\n1,Ada Fenn,2019-05-06\n")
    workspace.load([rows])
    workspace.load([people])
    workspace.confirm(["police:1"], "visit", {})
    assert workspace.rooms().index.uncoded_count() == 0


def test_a_row_no_longer_waits_once_its_agency_gave_the_kind(workspace: Workspace, tmp_path: Path) -> None:
    rows = tmp_path / "police.chronology.csv"
    rows.write_text("Ref,Date,About,Kind,Event\n1,2024-01-03,N1,,Nobody came to the door\n")
    workspace.load([rows])
    assert workspace.rooms().index.uncoded_count() == 1
    rows.write_text("Ref,Date,About,Kind,Event\n1,2024-01-03,N1,visit,Nobody came to the door\n")
    given = workspace.load([rows]).load
    assert workspace.rooms().index.uncoded_count() == 0
    workspace.withdraw(given, "the wrong kind")
    assert workspace.rooms().index.uncoded_count() == 1


def test_a_thread_that_has_ended_keeps_no_file_open(workspace: Workspace, files: list[Path]) -> None:
    def loads() -> int:
        thread = threading.Thread(target=lambda: workspace.load(files, dry_run=True))
        thread.start()
        thread.join()
        gc.collect()
        return sum("projections.db" in str(p.resolve()) for p in Path("/proc/self/fd").iterdir() if p.is_symlink())

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("open files are counted in /proc")
    first = loads()
    assert [loads() for _ in range(5)][-1] <= first


def test_damaged_projections_are_told_in_a_sentence(workspace: Workspace) -> None:
    workspace.close()
    for path in workspace.folder.glob("projections.db*"):
        path.unlink()
    (workspace.folder / "projections.db").write_bytes(b"rubbish" * 500)
    with pytest.raises(Trouble, match="Delete it: it is made again from the ledger"):
        Workspace(workspace.folder)


def test_a_rebuild_that_is_broken_off_leaves_the_old_projections(workspace: Workspace, files: list[Path]) -> None:
    workspace.load(files)
    before = dump(workspace)

    def power_cut(_: int) -> None:
        with sqlite3.connect(workspace.folder / "projections.db") as db:
            assert db.execute("select count(*) from casework_raise").fetchone() == (1,), "readers see the old ones"
        db.close()
        raise OSError("the power went")

    with pytest.raises(OSError, match="the power went"):
        workspace.rebuild(power_cut)
    assert dump(workspace) == before


def test_a_load_of_nothing_but_bad_rows_is_recorded_all_the_same(workspace: Workspace, files: list[Path]) -> None:
    bad = "\n".join(f"x{n},soon,,C1,visit,,{'Somebody came and said a great deal. ' * 30}" for n in range(2000))
    path = files[0].with_name("police.chronology.csv")
    path.write_text(f"{HEADINGS}\nx,2024-01-01,,N1,visit,,Somebody came\n{bad}\n")
    receipt = workspace.load([path])
    assert receipt.refused_count == 2000
    loaded = [r for r in workspace.store.since(0) if r.kind == "loaded"]
    assert loaded[-1].details["refused"][-1].startswith("and "), "what does not fit is counted"
