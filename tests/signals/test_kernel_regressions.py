"""What the engine once got wrong, as the smallest history in which it showed."""

from dataclasses import replace
from datetime import date
from itertools import permutations, product

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

TOLD_OF_THE_ORDER_TOO_LATE = """
2020-03-22  police     relationship  partner:woman; type=partner; status=started
2020-03-12  probation  order_made    type=licence; conditions=DISCLOSE_RELATIONSHIPS; until=2020-05-11; recorded 2020-05-21
"""


def told(given: str, signal: str, *, vantage: str = "pooled", rules_on: date | None = None) -> list[Raise]:
    scene = played(given, "child" if signals()[signal].subject[0] == "child" else "him", vantage).scene
    return list(judge(scene, signals={signal: signals()[signal]}, rules_on=rules_on).raises)


def days(found: list[Raise]) -> list[str]:
    return [str(day_of(each.raised)) for each in found]


def stood(found: list[Raise]) -> list[tuple[str, str, str]]:
    return [(str(day_of(r.raised)), str(day_of(r.cleared)) if r.cleared else "", r.lapsed) for r in found]


def test_what_is_written_later_about_an_order_that_had_ended_raises_nothing_before_it() -> None:
    second = "2020-03-12  social-care  order_made  type=licence; conditions=DISCLOSE_RELATIONSHIPS; until=2020-05-11"
    for given in (TOLD_OF_THE_ORDER_TOO_LATE, f"{TOLD_OF_THE_ORDER_TOO_LATE}{second}; recorded 2020-05-23"):
        assert stood(told(given, "OFF03")) == [("2020-05-21", "2020-05-21", "order ended")]


def test_a_condition_of_an_order_that_was_taken_back_is_lent_to_no_variation() -> None:
    given = """
    2019-11-10  police  order_made         type=shpo; conditions=NO_DELETE_HISTORY
    2019-11-10  police  order_made         type=shpo; conditions=INTERNET; replaces 1; recorded 2019-11-17
    2019-12-10  police  order_varied       type=shpo
    2019-12-21  police  device_inspection  result=history_deleted
    """
    assert told(given, "LIC07") == []


def test_an_order_that_comes_to_light_after_its_variation_does_not_undo_it() -> None:
    given = """
    2016-10-04  probation  order_varied       type=licence; conditions=INTERNET
    2016-09-05  police     order_made         type=licence; conditions=NO_DELETE_HISTORY; recorded 2016-10-06
    2016-10-15  probation  device_inspection  result=history_deleted
    """
    assert told(given, "LIC07") == []


def test_a_raise_on_an_order_goes_on_when_the_order_is_varied() -> None:
    given = """
    2020-10-16  police  order_made         type=shpo; conditions=NO_DELETE_HISTORY; until=2020-12-15; recorded 2020-11-15
    2020-11-05  police  device_inspection  result=history_deleted
    2020-11     police  order_varied       type=shpo
    """
    found = told(given, "LIC07")
    assert [(str(day_of(r.raised)), str(day_of(r.cleared)), r.lapsed) for r in found if r.cleared] == [
        ("2020-11-15", "2020-12-15", "order ended")
    ]
    assert len(found) == 1


def test_an_action_that_names_the_other_account_of_one_visit_answers_it() -> None:
    given = """
    2020-10-28        police  visit   purpose=offender; result=seen; observed=cot
    2020-10-28T10:00  police  visit   purpose=offender; result=no_reply; observed=photograph
    2020-10-29        police  action  what=spoken to; answers=2
    """
    assert [str(day_of(r.cleared)) for r in told(given, "OFF02") if r.cleared] == ["2020-10-29"]


def test_an_action_that_names_the_other_account_of_a_partner_answers_it() -> None:
    given = """
    2018-04-02  police  order_made  type=shpo; conditions=DISCLOSE_RELATIONSHIPS
    2018-07-11  police  visit       partner:woman; purpose=offender; result=seen
    2018-07-11  police  visit       partner:woman; purpose=offender; result=seen
    2018-07-11  police  action      what=spoken to; answers=3
    """
    assert told(given, "OFF03") == []


def test_a_sign_at_a_visit_of_each_sort_is_red() -> None:
    given = """
    2017-05-10  police  registered  until=2017-11-23
    2017-11-04  police  visit       purpose=welfare; result=seen; child_seen=yes
    2017-12-04  police  visit       purpose=offender; result=seen; observed=school_bag
    """
    (found,) = told(given, "OFF02")
    assert [(level, str(day_of(when))) for level, when in found.levels] == [
        ("amber", "2017-11-04"),
        ("red", "2017-12-04"),
    ]


def test_a_plan_that_had_ended_is_no_evidence() -> None:
    given = """
    child  born 2015-01-01
    2019-10-26  social-care  plan_started  type=child_in_need
    2019-11-15  social-care  plan_ended    type=child_in_need
    2020-05-26  social-care  plan_started
    2021-08-25  health       injury        explained=yes; finding=inflicted
    2021-11-24  education    injury        explained=no
    """
    (found,) = told(given, "HLT02")
    assert set(found.evidence) == {"social-care:3", "health:4", "education:5"}


def test_two_accounts_of_one_advice_become_two_clocks_when_one_is_put_on_another_day() -> None:
    given = """
    2020-11-02        social-care  legal_advice  threshold=met
    2020-11-02T06:00  social-care  legal_advice  threshold=met
    2020-11-01        social-care  legal_advice  threshold=met; replaces 1; recorded 2020-11-03
    """
    assert [r.trigger for r in told(given, "CLK07")] == ["social-care:1", "social-care:2"]


@pytest.mark.parametrize(
    ("spells", "raised"),
    [
        (("2020-01-19", "remand", "2020-02-16", "remand"), "2020-02-29"),
        (("2020-01-19", "remand", "2020-02-16", "sentence"), "2020-02-29"),
    ],
)
def test_working_days_in_custody_are_left_out_whatever_the_end_of_it_is_called(
    spells: tuple[str, str, str, str], raised: str
) -> None:
    begun, kind, ended, kind_ended = spells
    given = f"""
    2020-01-20  police  registered       until=indefinite
    2020-01-20  police  risk_assessment  visit_every=10 working days
    {begun}  police  custody_started  type={kind}
    {ended}  police  custody_ended    type={kind_ended}
    """
    assert days(told(given, "OFF06")) == [raised]


def test_the_end_of_a_remand_does_not_end_the_sentence_that_followed_it() -> None:
    given = """
    2020-01-10  police  registered       until=indefinite
    2020-01-10  police  risk_assessment  visit_every=1 month
    2020-01-15  police  custody_started  type=remand
    2020-01-20  police  custody_started  type=sentence
    2020-01-22  police  custody_ended    type=remand
    """
    assert told(given, "OFF06") == []


def test_a_vague_end_of_an_order_is_the_end_of_its_span() -> None:
    given = """
    2022-01-10  probation  order_made         type=licence; conditions=NO_DELETE_HISTORY; until=2023-02-01/2023-02-28 month
    {day}  probation  device_inspection  result=history_deleted
    """
    assert days(told(given.format(day="2023-02-20"), "LIC07")) == ["2023-02-20"]
    assert told(given.format(day="2023-04-10"), "LIC07") == []


def test_the_police_who_hold_the_register_are_judged_though_another_agency_told_of_it_too() -> None:
    given = """
    2018-11-10  police       registered       until=indefinite
    2018-11-10  social-care  registered       until=indefinite; recorded 2018-11-27
    2018-12-16  police       risk_assessment  visit_every=1 month
    """
    assert len(told(given, "OFF06", vantage="agency:police")) == 1
    assert told(given, "OFF06", vantage="agency:social-care") == []


def test_a_clock_that_started_before_its_first_version_runs_by_that_one_and_todays_rules_may_be_asked_for() -> None:
    given = """
    1999-01-10  police  registered       until=indefinite
    1999-01-10  police  risk_assessment  visit_every=1 month
    """
    assert days(told(given, "OFF06")) == days(told(given, "OFF06", rules_on=date(2024, 1, 1))) == ["1999-02-11"]


def test_taking_a_record_back_or_sharing_it_is_no_answer_to_it() -> None:
    given = """
    child  born 2018-02-01
    2020-01-10  health  injury     site=arm; explained=no
    2020-03-05  health  injury     site=face; explained=no
    2020-03-06  police  retracted  answers=2
    2020-03-07  health  shared     to=police; answers=2
    """
    (raised,) = told(given, "HLT02")
    assert raised.cleared is None or raised.lapsed


BEFORE_ANYBODY_KNEW_WHO = """
2018-01-15  police  registered   until=indefinite
2018-02-01  police  self_report  what=relationship; with=jade
2018-03-01  police  visit        about jade; purpose=welfare; result=seen
"""
ASSESSED_BY_ONE_REGISTERED_BY_ANOTHER = """
2024-04-24  social-care  risk_assessment  tool=ARMS; level=very_high; visit_every=1 month
2024-06-23  police       registered       until=indefinite; shared 2024-06-23
"""
TWO_TOLD_OF_THE_REFERRAL = """
child  born 2019-04-30; place 3 Mill Row
2020-05-05  social-care  referral   parent:mother; source=family
2020-05-05  probation    referral   parent:mother; source=family
2020-05-05  social-care  residence  about partner; status=frequent_visitor; place 3 Mill Row
2020-05-25  social-care  case_opened
2020-09-02  social-care  residence  about partner; status=staying; place 3 Mill Row
2020-09-23  social-care  background_check  about partner; status=done; result=found
"""


def test_a_key_that_nobody_had_yet_told_of_names_nobody_yet() -> None:
    found = told(BEFORE_ANYBODY_KNEW_WHO, "OFF08")
    assert days([each for each in found if each.trigger == "jade"]) == ["2018-03-01"]


def test_a_duty_that_another_agency_takes_on_later_was_seen_until_then() -> None:
    found = told(ASSESSED_BY_ONE_REGISTERED_BY_ANOTHER, "OFF06", vantage="agency:social-care")
    assert stood(found) == [("2024-05-25", "2024-06-23", "")]


def test_what_two_agencies_told_at_one_instant_is_evidence_in_any_order() -> None:
    scene, signal = played(TWO_TOLD_OF_THE_REFERRAL).scene, {"HSE01": signals()["HSE01"]}
    found = judge(scene, signals=signal).raises
    assert found
    for first, rows in product(permutations(scene.entries[:3]), permutations(scene.statements)):
        otherwise = replace(scene, entries=(*first, *scene.entries[3:]), statements=rows)
        assert judge(otherwise, signals=signal).raises == found
