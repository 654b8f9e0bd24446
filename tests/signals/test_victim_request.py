"""A victim's request: whom it is about, what answers it, and what a decision leaves open."""

import pytest

from .judging import days, judgement, raised

ASKED = "2025-07-10  victim-liaison  victim_condition_requested  about him; victim:victim; condition=ZONE"
SOON = "2025-07-14  victim-liaison  victim_condition_acknowledged  about him; victim:victim"
DECIDED = "2025-10-30  parole-board  parole_decision  about him; outcome=release"
OVERDUE, OPEN = "2025-07-25", ""


def test_it_is_about_the_victim_and_the_person_the_condition_would_bind() -> None:
    (found,) = raised("LIC12", ASKED)
    assert (found.subject, found.trigger) == ((("victim", "victim"), ("supervised", "him")), "victim-liaison:1")


def test_a_request_that_names_nobody_else_is_about_the_victim_alone() -> None:
    (found,) = raised("LIC12", "2025-07-10  victim-liaison  victim_condition_requested  about victim; condition=ZONE")
    assert found.subject == (("victim", "victim"),)


def test_neither_an_acknowledgement_nor_a_decision_about_somebody_else_changes_anything() -> None:
    other = "2025-07-14  victim-liaison  victim_condition_acknowledged  about jay; victim:victim"
    assert days(raised("LIC12", ASKED, other)) == [(OVERDUE, OPEN)]
    elsewhere = DECIDED.replace("about him", "about jay")
    assert raised("LIC12", ASKED, SOON, elsewhere) == ()


def test_an_acknowledgement_is_no_answer_to_a_decision() -> None:
    again = "2025-11-02  victim-liaison  victim_condition_acknowledged  about him; victim:victim; answers=1"
    assert days(raised("LIC12", ASKED, SOON, DECIDED, again)) == [("2025-10-30", OPEN)]


@pytest.mark.parametrize(
    ("line", "cleared"),
    [
        ("2025-11-06  victim-liaison  victim_condition_answered  about him; victim:victim", "2025-11-06"),
        ("2025-11-06  victim-liaison  victim_condition_answered  about victim", "2025-11-06"),
        ("2025-11-06  probation  action  about him; what=explained to her; answers=1", "2025-11-06"),
        ("2025-11-06  victim-liaison  victim_condition_answered  about him; victim:other", OPEN),
        ("2025-11-06  victim-liaison  victim_condition_answered  about him; victim:victim; answers=2", OPEN),
    ],
)
def test_an_answer_to_her_or_by_name_ends_it(line: str, cleared: str) -> None:
    assert days(raised("LIC12", ASKED, SOON, DECIDED, line)) == [("2025-10-30", cleared)]


def test_a_decision_that_names_the_request_answers_it() -> None:
    assert raised("LIC12", ASKED, SOON, f"{DECIDED}; answers=1") == ()


def test_a_decision_of_the_day_of_the_request_had_not_seen_it() -> None:
    assert raised("LIC12", ASKED, SOON, DECIDED.replace("2025-10-30", "2025-07-10")) == ()


def test_unacknowledged_and_then_undecided_is_one_raise() -> None:
    (found,) = raised("LIC12", ASKED, DECIDED)
    assert (days((found,)), [ref for ref, _ in found.later]) == ([(OVERDUE, OPEN)], ["parole-board:2"])


def test_two_agencies_that_write_down_one_request_make_one_raise() -> None:
    assert len(raised("LIC12", ASKED, ASKED.replace("victim-liaison", "probation"))) == 1


def test_who_does_not_see_the_answers_is_told_so() -> None:
    found = judgement("LIC12", f"{ASKED}; shared 2025-07-10", vantage="agency:prison")
    assert (found.raises, {n.person for n in found.not_judged}) == ((), {"victim", "him"})
