"""The last owner: named before anything else is, somebody always, and followed by whoever is named next."""

from datetime import date
from pathlib import Path

import pytest

from heeded.casework.staff import left
from heeded.workspace import Settings, Workspace, WorkspaceTrouble
from tests.casework.office import DAY, FRIDAY, MIA, Turned, listed, opened, stands, the_warning, worried
from tests.test_workspace import dump


def test_whoever_follows_the_last_owner_has_their_warnings_at_once(tmp_path: Path) -> None:
    clock = Turned()
    with opened(tmp_path, clock) as made:
        made.write([left("Ann Lee", date(2024, 5, 3)), left("Bob Moss", date(2024, 5, 3)), *worried(MIA, FRIDAY)])
        clock.now += 30 * DAY
        made.casework.tick()
        warning, folder = the_warning(made), made.folder
        assert listed(made)[0].row.owner == "Lena Orr"
    changed(folder, 'last_owner = "Lena Orr"', 'last_owner = "Nia Vane"')
    again = Workspace(folder, clock)
    try:
        assert stands(again, warning).owner == "Nia Vane"
        assert [line.id for line in listed(again, "Nia Vane")] == [warning]
        assert listed(again, "Lena Orr") == []
        again.casework.tick()
        before = dump(again)
        again.rebuild()
        again.casework.tick()
        assert dump(again) == before
    finally:
        again.close()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "last_owner is missing"),
        ('last_owner = " "', "last_owner is missing"),
        ("last_owner = 5", "'last_owner' is of the wrong sort"),
        ('last_owner = ["Lena Orr"]', "'last_owner' is of the wrong sort"),
    ],
)
def test_no_workspace_is_opened_without_a_last_owner(tmp_path: Path, line: str, says: str) -> None:
    with opened(tmp_path, Turned()) as made:
        folder = made.folder
    changed(folder, 'last_owner = "Lena Orr"', line)
    with pytest.raises(WorkspaceTrouble, match=says):
        Workspace(folder, Turned())


@pytest.mark.parametrize("settings", [Settings("Rosa Brandt", "health", " "), Settings("", "health", "Lena Orr")])
def test_none_is_made_without_the_people_it_has_to_name(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(WorkspaceTrouble, match="nobody is named"):
        Workspace.init(tmp_path / "w", settings)
    assert not (tmp_path / "w").exists()


def changed(folder: Path, old: str, new: str) -> None:
    settings = folder / "heeded.toml"
    text = settings.read_text(encoding="utf-8")
    assert old in text
    settings.write_text(text.replace(old, new), encoding="utf-8")
