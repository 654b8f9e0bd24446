"""Warnings, staff and the clock on the command line, as a duty manager types them."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from heeded.casework.staff import joined
from heeded.workspace import Workspace
from tests.cli.test_verbs import CHRONOLOGY, PEOPLE, heeded

STAFF = (
    "Name,Agency,Team,Role,From,Until,Answers to\n"
    "Ada Quill,social-care,North,team manager,2024-02-01,,Ben Marsh\n"
    "Ben Marsh,social-care,North,head of service,2023-05-01,,\n"
    "Cy Dole,social-care,North,teem manager,2023-05-01,,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "social-care.people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "social-care.chronology.csv").write_text(CHRONOLOGY, encoding="utf-8")
    (tmp_path / "staff.csv").write_text(STAFF, encoding="utf-8")
    heeded("init", "w", "--viewer", "Rosa Brandt", "--last-owner", "Lena Orr", cwd=tmp_path)
    return tmp_path


def listed(folder: Path, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(heeded("warnings", "--json", "--workspace", "w", *more, cwd=folder))
    return found


def loaded(folder: Path) -> dict[str, Any]:
    heeded("staff", "staff.csv", "--workspace", "w", cwd=folder)
    heeded("load", "--workspace", "w", "social-care.people.csv", "social-care.chronology.csv", cwd=folder)
    return next(each for each in listed(folder) if each["signal"] == "SEE03")


def test_a_staff_file_is_taken_in_and_what_it_says_wrongly_is_told(folder: Path) -> None:
    said = heeded("staff", "staff.csv", "--workspace", "w", cwd=folder)
    assert "2 roles taken" in said
    assert "'teem manager' is no role" in said
    assert "Ada Quill" in heeded("staff", "--workspace", "w", cwd=folder)
    again = heeded("staff", "staff.csv", "--workspace", "w", cwd=folder)
    assert "0 of the records new or changed" in again


def test_a_warning_comes_to_the_manager_of_the_team_with_its_time_and_its_sentence(folder: Path) -> None:
    warning = loaded(folder)
    assert (warning["owner"], warning["role"], warning["status"]) == ("Ada Quill", "team_manager", "open")
    assert warning["says"] == "2 visits to see the child failed in 6 days; nobody has seen the child since."
    said = heeded("warnings", "--workspace", "w", cwd=folder)
    assert "left" in said
    assert "Ada Quill" in said
    assert listed(folder, "--owner", "Ben Marsh") == []


def test_it_is_decided_by_a_named_person_with_a_reason_and_leaves_the_list(folder: Path) -> None:
    which = loaded(folder)["id"][:8]
    act = ("warnings", which, "--workspace", "w", "--by", "Ada Quill", "--decide", "acted")
    assert "reason" in heeded(*act, cwd=folder, code=2)
    done = heeded(*act, "--action", "joint visit with police", "--reason", "seen and safe at 3 pm", cwd=folder)
    assert "Ada Quill decided" in done
    assert which not in [each["id"][:8] for each in listed(folder)]
    assert which in [each["id"][:8] for each in listed(folder, "--all")]


def test_what_is_decided_is_told_to_whoever_comes_second(folder: Path) -> None:
    which = loaded(folder)["id"]
    act = ("warnings", which, "--workspace", "w", "--decide", "not_relevant", "--reason", "a wrong address was tried")
    heeded(*act, "--by", "Ada Quill", cwd=folder)
    assert "Ada Quill" in heeded(*act, "--by", "Ben Marsh", cwd=folder, code=2)


def test_somebody_who_leaves_hands_on_what_was_theirs(folder: Path) -> None:
    warning = loaded(folder)
    heeded("staff", "--left", "ada quill", "--workspace", "w", cwd=folder)
    (same,) = [each for each in listed(folder) if each["id"] == warning["id"]]
    assert same["owner"] == "Ben Marsh"
    heeded("staff", "--absent", "Ben Marsh", "--until", "2099-01-01", "--workspace", "w", cwd=folder)
    (same,) = [each for each in listed(folder) if each["id"] == warning["id"]]
    assert (same["owner"], same["fallen"]) == ("Lena Orr", True)


def test_an_absence_needs_a_day_and_a_name_that_is_known(folder: Path) -> None:
    loaded(folder)
    assert "until when" in heeded("staff", "--absent", "Ada Quill", "--workspace", "w", cwd=folder, code=2)
    far_past = ("staff", "--absent", "Ada Quill", "--until", "2001-01-01", "--workspace", "w")
    assert "not after today" in heeded(*far_past, cwd=folder, code=2)
    assert "Nobody called" in heeded("staff", "--left", "Zed Zed", "--workspace", "w", cwd=folder, code=1)


def test_everybody_is_judged_again_when_asked_and_nothing_is_raised_twice(folder: Path) -> None:
    loaded(folder)
    before = listed(folder)
    told = json.loads(heeded("watch", "--json", "--workspace", "w", cwd=folder))
    assert (told["judged"], told["opened"]) == (1, [])
    assert [each["id"] for each in listed(folder)] == [each["id"] for each in before]


def test_a_tick_says_what_fell_due(folder: Path) -> None:
    loaded(folder)
    assert "Nothing fell due" in heeded("tick", "--workspace", "w", cwd=folder)


def test_two_things_at_once_are_not_done(folder: Path) -> None:
    which = loaded(folder)["id"]
    said = heeded("warnings", which, "--acknowledge", "--assign", "Ben Marsh", "--workspace", "w", cwd=folder, code=2)
    assert "one thing to do" in said
    assert "no warning 'zzzzzz'" in heeded("warnings", "zzzzzz", "--workspace", "w", cwd=folder, code=1)


def test_somebody_who_was_away_is_back_when_that_is_said(folder: Path) -> None:
    heeded("staff", "staff.csv", "--workspace", "w", cwd=folder)
    heeded("staff", "--absent", "Ada Quill", "--until", "2099-01-01", "--workspace", "w", cwd=folder)
    heeded("staff", "--back", "ADA QUILL", "--workspace", "w", cwd=folder)
    told = json.loads(heeded("staff", "--json", "--workspace", "w", cwd=folder))
    assert [(each["name"], each["away_until"]) for each in told] == [("Ada Quill", None), ("Ben Marsh", None)]


def test_the_last_owner_cannot_be_taken_off_without_another(folder: Path) -> None:
    (folder / "staff.csv").write_text(f"{STAFF}Lena Orr,social-care,,head of service,2023-05-01,,\n", encoding="utf-8")
    heeded("staff", "staff.csv", "--workspace", "w", cwd=folder)
    said = heeded("staff", "--left", "lena orr", "--workspace", "w", cwd=folder, code=1)
    assert "Lena Orr is the last owner" in said
    assert "heeded.toml" in said


def test_a_work_list_is_found_by_a_name_in_any_capitals_and_never_empty_for_a_wrong_one(folder: Path) -> None:
    warning = loaded(folder)
    assert warning["id"] in [each["id"] for each in listed(folder, "--owner", "ada  QUILL")]
    said = heeded("warnings", "--owner", "Ada Quil", "--workspace", "w", cwd=folder, code=1)
    assert "Nobody called 'Ada Quil'" in said


def test_what_was_not_seen_is_not_decided_on(folder: Path) -> None:
    which = loaded(folder)["id"]
    assert "Seen: " in heeded("warnings", which, "--workspace", "w", cwd=folder)
    act = ("warnings", which, "--workspace", "w", "--by", "Ada Quill", "--decide", "not_relevant")
    reason = ("--reason", "told by one person twice")
    assert "changed since you read it" in heeded(*act, *reason, "--seen", "99", cwd=folder, code=2)
    seen = json.loads(heeded("warnings", which, "--json", "--workspace", "w", cwd=folder))["seen"]
    heeded(*act, *reason, "--seen", str(seen), cwd=folder)


def test_a_tick_says_when_the_clock_is_behind_the_last_record(folder: Path) -> None:
    ahead = Workspace(folder / "w", lambda: datetime.now(UTC) + timedelta(days=365))
    ahead.write([joined("Ada Quill", "social-care", date(2024, 2, 1))])
    ahead.close()
    assert "later than this machine's clock" in heeded("tick", "--workspace", "w", cwd=folder)
    told = json.loads(heeded("tick", "--json", "--workspace", "w", cwd=folder))
    assert told["held_up_seconds"] > 364 * 24 * 3600


def test_a_name_in_brackets_is_only_a_name(folder: Path) -> None:
    (folder / "staff.csv").write_text(f"{STAFF}[/b] Lee [red],social-care,[/i],head of service,2023-05-01,,\n")
    heeded("staff", "staff.csv", "--workspace", "w", cwd=folder)
    assert "[/b] Lee [red]" in heeded("staff", "--workspace", "w", cwd=folder)
