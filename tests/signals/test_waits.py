"""What answers a wait, how early it may have come, and what lets a wait lapse."""

import pytest

from .judging import days, raised

BORN = "child  born 2010-01-01"
FIRST = "2022-06-13  probation  breach  condition=KEEP_IN_TOUCH"
SECOND = "2022-06-14  probation  breach  condition=CURFEW"
LICENCE = "2022-01-04  probation  order_made  type=licence; conditions=KEEP_IN_TOUCH"
ENDED = "2022-07-04  probation  order_ended  type=licence"


@pytest.mark.parametrize(
    ("names", "left"),
    [("", []), ("; answers=1,2", []), ("; answers=1", ["2022-06-17"]), ("; answers=2", ["2022-06-16"])],
)
def test_a_decision_answers_the_breaches_it_names_and_all_of_them_where_it_names_none(
    names: str, left: list[str]
) -> None:
    decided = f"2022-06-15  probation  breach_decision  outcome=warning{names}"
    assert [day for day, _ in days(raised("LIC02", FIRST, SECOND, decided))] == left


def test_a_decision_that_names_one_accounts_of_a_breach_answers_the_other_account_too() -> None:
    again = "2022-06-13  police  breach  condition=KEEP_IN_TOUCH; recorded 2022-06-20"
    decided = "2022-06-21  probation  breach_decision  outcome=warning; answers=2"
    assert days(raised("LIC02", FIRST, again, decided)) == [("2022-06-16", "2022-06-21")]


def test_a_decision_on_a_breach_under_the_other_limit_is_none_on_this_one() -> None:
    other = "2022-06-14  probation  breach  condition=NO_VICTIM_CONTACT"
    decided = "2022-06-14  probation  breach_decision  outcome=warning; answers=2"
    assert days(raised("LIC02", FIRST, other, decided)) == [("2022-06-16", "")]


def test_a_decision_names_nothing_else_until_what_it_names_is_known() -> None:
    decided = "2022-06-14  probation  breach_decision  outcome=warning; answers=3"
    late = "2022-06-10  probation  breach  condition=CURFEW; recorded 2022-06-27"
    assert days(raised("LIC02", FIRST, decided, late)) == [("2022-06-27", "")]


def test_a_note_under_the_breach_answers_it_whatever_it_is() -> None:
    note = "2022-06-15  probation  action  what=seen with the manager; answers=1"
    assert days(raised("LIC02", FIRST, SECOND, note)) == [("2022-06-17", "")]


@pytest.mark.parametrize("which", [2, 3])
def test_a_decision_and_the_start_of_an_assessment_are_answered_by_the_name_of_either(which: int) -> None:
    referral = "2024-01-02  education  referral"
    decided = "2024-01-03  social-care  referral_decision  outcome=assessment; answers=1"
    begun = "2024-01-04  social-care  assessment_started  type=single"
    done = f"2024-02-01  social-care  assessment_completed  type=single; answers={which}"
    assert raised("CLK05", BORN, referral, decided, begun, done) == ()


@pytest.mark.parametrize("which", [2, 3])
def test_two_enquiries_from_one_discussion_are_answered_by_the_name_of_either(which: int) -> None:
    talked = "2024-06-03  social-care  strategy_discussion"
    begun = [f"2024-06-0{day}  social-care  s47_started" for day in (3, 4)]
    held = f"2024-06-07  social-care  conference  type=initial; outcome=no_plan; answers={which}"
    assert raised("CLK02", BORN, talked, *begun, held) == ()


@pytest.mark.parametrize(("talked", "late"), [("2020-02-28", False), ("2020-02-27", True), ("2020-02-03", True)])
def test_a_discussion_counts_for_a_decision_up_to_one_working_day_after_it(talked: str, late: bool) -> None:
    discussion = f"{talked}  social-care  strategy_discussion"
    decided = "2020-03-02  social-care  referral_decision  outcome=strategy"
    assert bool(raised("CLK01", BORN, discussion, decided)) == late


@pytest.mark.parametrize(("begun", "late"), [("2020-03-23", False), ("2020-03-24", True), ("2020-06-01", True)])
def test_an_enquiry_follows_from_a_discussion_of_the_last_fifteen_working_days(begun: str, late: bool) -> None:
    discussion = "2020-03-02  social-care  strategy_discussion"
    assert bool(raised("CLK01", BORN, discussion, f"{begun}  social-care  s47_started")) == late


def test_an_enquiry_does_not_follow_from_a_discussion_whose_matter_was_over() -> None:
    discussion = "2020-03-02  social-care  strategy_discussion"
    over = "2020-03-04  social-care  assessment_completed  outcome=nfa"
    begun = "2020-03-09  social-care  s47_started"
    assert days(raised("CLK01", BORN, discussion, over, begun)) == [("2020-03-10", "2028-01-01")]


def test_an_enquiry_begun_on_a_decision_that_nobody_discussed_is_the_same_raise() -> None:
    decided = "2020-03-02  social-care  referral_decision  outcome=strategy"
    begun = "2020-03-09  social-care  s47_started"
    assert [r.trigger for r in raised("CLK01", BORN, decided, begun)] == ["social-care:1"]


def test_a_discussion_shortly_before_and_written_down_late_answers_from_then_on() -> None:
    discussion = "2020-02-28  social-care  strategy_discussion  recorded 2020-03-05"
    decided = "2020-03-02  social-care  referral_decision  outcome=strategy"
    assert days(raised("CLK01", BORN, discussion, decided)) == [("2020-03-03", "2020-03-05")]


def test_an_undecided_breach_lapses_when_the_licence_ends() -> None:
    (only,) = raised("LIC02", LICENCE, FIRST, ENDED)
    assert (days((only,)), only.lapsed) == ([("2022-06-16", "2022-07-04")], "order ended")


def test_an_undecided_breach_stays_while_another_order_asks_for_the_same() -> None:
    other = "2022-02-01  court  order_made  type=community; conditions=KEEP_IN_TOUCH; until=2023-02-01"
    assert [r.lapsed for r in raised("LIC02", LICENCE, other, FIRST, ENDED)] == ["order ended"]
    assert days(raised("LIC02", LICENCE, other, FIRST, ENDED)) == [("2022-06-16", "2023-02-01")]


def test_a_licence_that_ended_before_the_time_was_up_leaves_nothing_to_decide() -> None:
    assert raised("LIC02", LICENCE, FIRST, "2022-06-15  probation  order_ended  type=licence") == ()


def test_a_breach_written_down_after_the_licence_ended_is_told_once_and_has_lapsed() -> None:
    (only,) = raised("LIC02", LICENCE, f"{FIRST}; recorded 2022-07-20", ENDED)
    assert (days((only,)), only.lapsed) == ([("2022-07-20", "2022-07-20")], "order ended")


def test_a_breach_of_which_nobody_knows_the_licence_waits_for_a_decision() -> None:
    assert days(raised("LIC02", FIRST, ENDED)) == [("2022-06-16", "")]


def test_a_review_that_names_one_arrest_reviews_only_that() -> None:
    registered = "2020-01-06  police  registered  place 9 Tanner Street; until=indefinite"
    assessed = "2020-01-13  police  risk_assessment  tool=ARMS"
    arrests = [f"2020-03-0{day}  police  arrest  offence=theft" for day in (2, 3)]
    review = "2020-03-04  police  risk_assessment  tool=ARMS; answers=3"
    found = raised("OFF08", registered, assessed, *arrests, review, "2020-12-01  police  death")
    assert [r.trigger for r in found if r.raised.year == 2020] == ["police:4"]


def test_the_visits_after_a_first_visit_that_came_late_are_counted_from_it() -> None:
    placed = "2024-02-26  social-care  placement  type=foster"
    visit = "2024-03-20  social-care  visit  purpose=child; result=seen; child_seen=yes"
    review = "2024-03-18  social-care  lac_review"
    ended = "2024-05-20  social-care  placement  type=foster; status=ended"
    found = raised("CLK08", BORN, placed, review, visit, ended)
    assert days(found) == [("2024-03-05", "2024-03-20"), ("2024-05-02", "2024-05-20")]


def test_a_move_on_one_day_does_not_begin_the_reviews_anew() -> None:
    lines = [
        "2024-02-26  social-care  placement  type=foster",
        "2024-03-18  social-care  lac_review",
        "2024-06-10  social-care  placement  type=foster; status=ended",
        "2024-06-10  social-care  placement  type=residential; status=started",
    ]
    found = [r for r in raised("CLK08", BORN, *lines) if r.trigger.startswith("looked_after_review")]
    assert days(tuple(found)) == [("2024-06-19", "2028-01-01")]


def test_a_child_placed_before_the_regulations_is_judged_by_what_happened_under_them() -> None:
    placed = "2011-02-07  social-care  placement  type=foster"
    seen = "2011-04-04  social-care  visit  purpose=child; result=seen; child_seen=yes"
    home = "2011-06-06  social-care  placement  type=foster; status=ended"
    assert days(raised("CLK08", BORN, placed, seen, home)) == [("2011-05-17", "2011-06-06")]
