"""The projections file says of what form it is; one of an older form is made again from the ledger on opening."""

import sqlite3
from pathlib import Path

import pytest

from heeded.casework.store import FORM, ProjectionsTrouble
from heeded.workspace import Workspace
from tests.test_workspace import SETTINGS, dump, files, open_signals

__all__ = ["files"]  # the fixture


def changed(folder: Path, script: str) -> None:
    with sqlite3.connect(folder / "projections.db") as db:
        db.executescript(script)
    db.close()


def test_projections_of_an_older_form_are_made_again_on_opening(tmp_path: Path, files: list[Path]) -> None:
    made = Workspace.init(tmp_path / "w", SETTINGS)
    made.load(files)
    before, raised = dump(made), open_signals(made)
    made.close()
    changed(made.folder, "alter table chronology_record drop column words; pragma user_version=0;")
    again = Workspace(made.folder)
    try:
        assert dump(again) == before
        assert "REF01" in raised
        assert open_signals(again) == raised
    finally:
        again.close()


def test_projections_of_a_newer_form_are_left_alone(tmp_path: Path) -> None:
    made = Workspace.init(tmp_path / "w", SETTINGS)
    made.close()
    changed(made.folder, f"create table later(one); pragma user_version={FORM + 1};")
    with pytest.raises(ProjectionsTrouble, match="of a newer Heeded"):
        Workspace(made.folder)
    with sqlite3.connect(made.folder / "projections.db") as db:
        assert db.execute("select count(*) from later").fetchone() == (0,)
    db.close()
