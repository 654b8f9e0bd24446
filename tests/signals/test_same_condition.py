"""The same condition broken again: each condition by itself, whatever the licence."""

from heeded.reference.clocks import clocks
from heeded.reference.conditions import conditions

from .judging import days, raised


def test_each_condition_is_a_raise_of_its_own() -> None:
    found = raised(
        "LIC06",
        "2024-05-03  probation  breach  condition=CURFEW,ZONE",
        "2024-05-20  probation  breach  condition=ZONE,CURFEW",
    )
    assert [(r.trigger, r.levels[-1][0]) for r in found] == [("condition:CURFEW", "amber"), ("condition:ZONE", "red")]


def test_a_condition_that_nobody_has_described_counts_under_its_own_name() -> None:
    (found,) = raised("LIC06", *(f"2024-05-{day}  probation  breach  condition=NO_DOGS" for day in ("03", "20")))
    assert (found.trigger, found.says.rpartition(": ")[2]) == ("condition:NO_DOGS", "NO_DOGS.")


def test_a_breach_without_a_condition_is_no_repetition() -> None:
    assert raised("LIC06", "2024-05-03  probation  breach", "2024-05-20  probation  breach") == ()


def test_an_answer_to_the_first_breach_says_nothing_of_the_second() -> None:
    found = raised(
        "LIC06",
        "2024-05-03  probation  breach           condition=CURFEW",
        "2024-05-04  probation  breach_decision  outcome=warning; answers=1",
        "2024-05-20  probation  breach           condition=CURFEW",
        "2024-05-22  probation  supervision_note  answers=3",
    )
    assert days(found) == [("2024-05-20", "2024-05-22")]


def test_a_breach_is_due_a_decision_in_a_day_where_its_condition_protects_somebody() -> None:
    protective = {code for code, condition in conditions().items() if condition.concerns}
    in_a_day, others = (clocks()[code] for code in ("breach_decision_protective", "breach_decision_other"))
    assert set(in_a_day.starts_on[0].where["condition"]) == protective
    assert set(others.starts_on[0].where["condition"]) == {f"not {code}" for code in protective}
