"""A case folder and what is expected of it."""

from datetime import date
from pathlib import Path

import pytest

from heeded.review.case import BadCase, Expectation, holds, read_case

RAISED = [
    ("OFF01", "pooled", frozenset({"police:N1", "health:H1"}), date(2019, 3, 14)),
    ("OFF01", "pooled", frozenset({"police:N1", "health:H2"}), date(2021, 10, 4)),
]
SAME_PERSON = {"police:N1": "P-1", "health:H1": "P-2", "education:S1": "P-2"}


def expect(**facts: object) -> Expectation:
    return Expectation(**{"signal": "OFF01", "about": "police:N1", "vantage": "pooled", **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "true"),
    [
        (expect(by=date(2019, 3, 14)), True),
        (expect(by=date(2019, 3, 13)), False),
        (expect(by=date(2021, 12, 31), after=date(2020, 1, 1)), True),
        (expect(by=date(2019, 3, 14), after=date(2019, 3, 15)), False),
        (expect(never_before=date(2019, 3, 14)), True),
        (expect(never_before=date(2019, 3, 15)), False),
        (expect(never=True), False),
        (expect(never=True, vantage="shared"), True),
        (expect(never=True, about="police:N2"), True),
        (expect(), True),
        (Expectation("SAME", "police:N1", "pooled", other="health:H1"), True),
        (Expectation("SAME", "health:H1", "pooled", other="education:S1"), False),
    ],
)
def test_an_expectation_is_judged_by_the_london_day_of_the_raise(wanted: Expectation, true: bool) -> None:
    assert holds(wanted, RAISED, SAME_PERSON) is true


def folder_with(tmp_path: Path, toml: str) -> Path:
    (tmp_path / "police.csv").write_text("Date,Event\n2020-01-01,Something\n", encoding="utf-8")
    (tmp_path / "case.toml").write_text(toml, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_with_its_expectations(tmp_path: Path) -> None:
    toml = 'title = "A case"\nuntil = 2020-12-31\n[[expect]]\nsignal = "SAME"\nagency = "police"\nabout = "N1"\nother = "health:H1"\n'
    case = read_case(folder_with(tmp_path, toml), date(2026, 1, 1))
    assert (case.title, case.until, [p.name for p in case.files]) == ("A case", date(2020, 12, 31), ["police.csv"])
    assert (case.expects[0].about, case.expects[0].other) == ("police:N1", "health:H1")


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("until = 'soon'", "Write it as until = 2024-03-31"),
        ("until = ", "cannot be read"),
        ('[[expect]]\nsignal = "OFF01"\nabout = "N1"\nby = "2020-01-01"\n', "Write it as by = 2024-03-31"),
        ('[[expect]]\nsignal = "OFF01"\n', "signal or about is missing"),
    ],
)
def test_a_mistake_in_case_toml_gets_a_sentence(tmp_path: Path, toml: str, sentence: str) -> None:
    with pytest.raises(BadCase, match=sentence):
        read_case(folder_with(tmp_path, toml), date(2026, 1, 1))


def test_of_a_last_day_with_a_time_the_day_is_taken(tmp_path: Path) -> None:
    assert read_case(folder_with(tmp_path, "until = 2020-06-30T10:00:00"), date(2026, 1, 1)).until == date(2020, 6, 30)


def test_a_word_nobody_knows_is_passed_over_and_said(tmp_path: Path) -> None:
    case = read_case(
        folder_with(tmp_path, '[[expect]]\nsignal = "OFF01"\nabout = "N1"\nnote = "x"\n'), date(2026, 1, 1)
    )
    assert len(case.expects) == 1
    assert "'note' is not known and was passed over" in case.remarks[0]


def test_an_empty_folder_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadCase, match="holds no file to read"):
        read_case(tmp_path, date(2026, 1, 1))
