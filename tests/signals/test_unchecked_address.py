"""An address fixed by an order: which orders, which checks, how old, and of which place."""

import pytest

from .judging import days, judgement, raised

CURFEW = "2021-06-14  probation  order_made  type=curfew; until=2021-12-14; place 9 Tanner Street"
BOTH = "background_check  status=done; sources=police,children's services"
RAISED, OVER = "2021-06-14", "2021-12-14"


@pytest.mark.parametrize(("day", "enough"), [("2021-03-16", True), ("2021-03-15", False), ("2021-06-14", True)])
def test_a_check_is_new_enough_for_ninety_days(day: str, enough: bool) -> None:
    assert (raised("LIC14", CURFEW, f"{day}  probation  {BOTH}") == ()) == enough


@pytest.mark.parametrize(
    "told",
    ["type=community; conditions=CURFEW", "type=licence; conditions=CURFEW", "type=bail; conditions=APPROVED_ADDRESS"],
)
def test_a_curfew_or_a_residence_that_a_court_fixes_counts_within_another_order(told: str) -> None:
    assert len(raised("LIC14", f"2021-06-14  probation  order_made  {told}")) == 1


def test_each_check_may_be_told_by_whoever_made_it() -> None:
    police = "2021-06-01  police  background_check  place 9 Tanner Street"
    care = "2021-06-16  social-care  background_check  status=done; place 9 Tanner Street"
    assert days(raised("LIC14", CURFEW, police, care)) == [(RAISED, "2021-06-16")]


def test_a_variation_needs_no_new_checks_but_a_new_address_does() -> None:
    checked = f"2021-06-01  probation  {BOTH}; place 9 Tanner Street"
    hours = "2021-11-01  probation  order_varied  type=curfew; place 9 Tanner Street"
    moved = "2021-11-01  probation  order_varied  type=curfew; place 4 Weir Lane"
    assert raised("LIC14", CURFEW, checked, hours) == ()
    assert days(raised("LIC14", CURFEW, checked, moved)) == [("2021-11-01", OVER)]


def test_it_lapses_with_the_order_and_a_second_order_is_a_second_raise() -> None:
    second = "2022-02-01  probation  order_made  type=curfew; until=2022-05-01; place 9 Tanner Street"
    found = raised("LIC14", CURFEW, second)
    assert [(r.trigger, r.lapsed) for r in found] == [("probation:1", "order ended"), ("probation:2", "order ended")]


def test_a_note_that_names_the_order_answers_it_and_one_check_that_does_so_does_not() -> None:
    note = "2021-06-20  probation  action  what=both asked by telephone; answers=1"
    check = "2021-06-20  probation  background_check  status=done; sources=police; answers=1"
    assert days(raised("LIC14", CURFEW, note)) == [(RAISED, "2021-06-20")]
    assert days(raised("LIC14", CURFEW, check)) == [(RAISED, OVER)]


def test_the_checks_for_a_court_are_looked_for_in_the_records_of_probation() -> None:
    court = CURFEW.replace("probation", "court") + "; shared 2021-06-14"
    assert len(raised("LIC14", court, vantage="agency:probation")) == 1
    found = judgement("LIC14", court, vantage="agency:police")
    assert found.raises == ()
    assert [n.because for n in found.not_judged] == [
        "the records of probation, who make the checks, are not seen from here"
    ]


def test_either_check_that_is_missing_is_enough() -> None:
    for source, missing in (("police", "a check with children's services"), ("social-care", "with the police")):
        (found,) = raised(
            "LIC14", CURFEW, f"2021-06-01  {source}  background_check  status=done; place 9 Tanner Street"
        )
        assert found.says.endswith(f"{missing}.")


def test_an_order_varied_so_that_it_no_longer_ties_him_is_not_raised_again_when_it_ends() -> None:
    made = "2021-06-14  probation  order_made  type=community; until=2022-06-14; conditions=CURFEW"
    varied = "2021-06-20  probation  order_varied  type=community; conditions=KEEP_IN_TOUCH"
    ended = "2021-09-20  probation  order_ended  type=community"
    assert days(raised("LIC14", made, varied, ended)) == [(RAISED, "2021-06-20")]


def test_an_order_first_heard_of_when_it_was_over_is_raised_and_lapses_and_may_turn_out_to_go_on() -> None:
    late = f"{CURFEW}; recorded 2021-07-10"
    ended = "2021-07-01  probation  order_ended  type=curfew"
    not_ended = "2021-07-01  probation  supervision_note  replaces 2; recorded 2021-07-20"
    assert days(raised("LIC14", late, ended)) == [("2021-07-10", "2021-07-10")]
    assert days(raised("LIC14", late, ended, not_ended)) == [("2021-07-10", "2021-07-10"), ("2021-07-20", OVER)]


def test_a_check_that_turns_out_to_be_none_after_the_order_is_over_raises_nothing() -> None:
    asked = "2021-06-01  probation  background_check  status=requested; sources=police; replaces 2; recorded 2022-02-01"
    assert raised("LIC14", CURFEW, f"2021-06-01  probation  {BOTH}", asked) == ()
