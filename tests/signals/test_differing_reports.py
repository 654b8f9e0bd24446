"""Reports that differ: for which review, whose word, and on which facts."""

from .judging import days, levels, raised

PRISON = "2025-08-20  prison  report  author=POM; recommendation=open"
PROBATION = "2025-09-01  probation  report  author=COM; recommendation=stay"
RAISED = "2025-09-01"


def test_a_decision_or_a_release_between_two_reports_makes_them_two_reviews() -> None:
    for between in ("parole-board  parole_decision  outcome=stay", "prison  released  type=executive"):
        assert raised("LIC15", PRISON, f"2025-08-25  {between}", PROBATION) == ()
    assert len(raised("LIC15", PRISON, "2025-08-25  prison  released  type=temporary", PROBATION)) == 1


def test_a_decision_that_is_heard_of_late_separates_them_from_then_on() -> None:
    decided = "2025-08-25  parole-board  parole_decision  outcome=stay; recorded 2025-09-20"
    assert days(raised("LIC15", PRISON, PROBATION, decided)) == [(RAISED, "2025-09-20")]


def test_an_officer_has_one_voice_and_two_psychologists_have_two() -> None:
    def report(day: str, author: str, says: str) -> str:
        return f"{day}  prison  report  author={author}; recommendation={says}"

    changed = report("2025-09-10", "COM", "open")
    assert days(raised("LIC15", PRISON, PROBATION, changed)) == [(RAISED, "2025-09-10")]
    assert raised("LIC15", report("2025-08-01", "COM", "stay"), report("2025-09-01", "COM", "open")) == ()
    two = (report("2025-08-01", "psychologist", "stay"), report("2025-09-01", "psychologist", "open"))
    assert len(raised("LIC15", *two)) == 1


def test_a_report_without_a_recommendation_contradicts_nobody() -> None:
    assert raised("LIC15", PRISON, "2025-09-01  police  report  author=police") == ()


def test_one_report_told_by_two_agencies_is_one_opinion() -> None:
    assert raised("LIC15", PRISON, PRISON.replace("prison", "parole-board", 1)) == ()


def test_a_contradiction_on_a_fact_makes_it_amber_from_when_it_is_known() -> None:
    checks = (
        "2025-06-03  police  address_check  result=not_there",
        "2025-06-03  probation  address_check  result=confirmed",
    )
    (found,) = raised("LIC15", PRISON, PROBATION, checks[0], f"{checks[1]}; recorded 2025-09-05")
    assert levels(found) == [("blue", "2025-09-01"), ("amber", "2025-09-05")]


def test_a_contradiction_of_an_earlier_time_or_of_another_day_is_none() -> None:
    decided = "2025-06-10  parole-board  parole_decision  outcome=stay"
    checks = (
        "2025-06-03  police  address_check  result=not_there",
        "2025-06-03  probation  address_check  result=confirmed",
    )
    (before,) = raised("LIC15", *checks, decided, PRISON, PROBATION)
    (days_apart,) = raised("LIC15", checks[0], checks[1].replace("06-03", "06-04"), PRISON, PROBATION)
    assert [r.levels[-1][0] for r in (before, days_apart)] == ["blue", "blue"]


def test_what_names_a_report_or_the_hearing_itself_settles_it() -> None:
    assert days(raised("LIC15", PRISON, PROBATION, "2025-10-22  parole-board  hearing_held")) == [
        (RAISED, "2025-10-22")
    ]
    note = "2025-09-04  parole-board  supervision_note  answers=1"
    assert days(raised("LIC15", PRISON, PROBATION, note)) == [(RAISED, "2025-09-04")]
