"""Warnings, staff and the clock on the command line, as a duty manager types them."""

import json
from pathlib import Path
from typing import Any

import pytest

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
