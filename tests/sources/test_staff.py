"""A staff file is read as people write them, and every row that cannot be taken says why."""

from datetime import date
from pathlib import Path

import pytest

from heeded.sources.rows import Unreadable
from heeded.sources.staff import read_staff

ON = date(2026, 3, 2)


def written(folder: Path, text: str, name: str = "staff.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_staff_file_gives_name_agency_team_role_and_dates(tmp_path: Path) -> None:
    read = read_staff(written(tmp_path, (
        "Name,Agency,Team,Role,From,Until,Answers to\n"
        "Ada  Quill,Children's Services,North,team manager,1 Feb 2024,,Ben Marsh\n"
        "Ben Marsh,social-care,,head_of_service,2023-05-01,2027-05-01,-\n"
    )), ON)  # fmt: skip
    first, second = read.rows
    assert (first.name, first.agency, first.team, first.role) == ("Ada Quill", "social-care", "North", "team_manager")
    assert (first.since, first.until, first.manager) == (date(2024, 2, 1), None, "Ben Marsh")
    assert (second.role, second.until, second.manager) == ("head_of_service", date(2027, 5, 1), "")
    assert read.refused == ()


def test_without_a_date_somebody_begins_today_and_without_an_agency_the_role_says_it(tmp_path: Path) -> None:
    (row,) = read_staff(written(tmp_path, "Staff member;Job title\nCy Dole;health visitor\n"), ON).rows
    assert (row.since, row.agency, row.role) == (ON, "health", "health_visitor")


def test_an_absence_says_until_when(tmp_path: Path) -> None:
    table = "Name,Role,Away from,Away until\nCy Dole,health visitor,9 Mar 2026,23 Mar 2026\nDi Orr,health visitor,9 Mar 2026,\n"
    read = read_staff(written(tmp_path, table), ON)
    assert [(r.away, r.back) for r in read.rows] == [(date(2026, 3, 9), date(2026, 3, 23))]
    assert "until when" in read.refused[0].what


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",team manager,2024-02-01,", "names nobody"),
        ("Ada Quill,teem manager,2024-02-01,", "'teem manager' is no role"),
        ("Ada Quill,,2024-02-01,", "gives no role"),
        ("Ada Quill,team manager,soon,", "soon"),
        ("Ada Quill,team manager,2024-02-01,2024-01-01", "is not after"),
        (f"{'x' * 200},team manager,2024-02-01,", "too long"),
    ],
)
def test_a_row_that_cannot_be_taken_says_where_and_why_and_holds_up_no_other(
    tmp_path: Path, row: str, says: str
) -> None:
    read = read_staff(written(tmp_path, f"Name,Role,From,Until\n{row}\nBen Marsh,team manager,2024-02-01,\n"), ON)
    assert [r.name for r in read.rows] == ["Ben Marsh"]
    assert read.refused[0].row == 2
    assert says in read.refused[0].what


def test_a_role_misspelt_is_told_what_it_may_have_been(tmp_path: Path) -> None:
    read = read_staff(written(tmp_path, "Name,Role\nAda Quill,teem manager\n"), ON)
    assert "team manager" in read.refused[0].do


@pytest.mark.parametrize(
    ("name", "text"), [("notes.csv", "Dear all,\nplease find\n"), ("none.csv", ""), ("x.txt", "Name,Role")]
)
def test_a_file_without_such_a_table_is_refused_whole(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(Unreadable):
        read_staff(written(tmp_path, text, name), ON)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        read_staff(tmp_path / "staff.xlsx", ON)
