"""Clocks that are overdue or due soon: what starts, answers, suspends and ends them, and who may say so."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement, Raise
from heeded.signals.shelf import load_text, signals
from heeded.signals.signal import Signal
from heeded.words.instants import day_of, in_london
from heeded.world.telling import instants, known_by

from .test_oracle_agrees import clipped
from .test_overdue_agrees import told

MAIN = {"child": "child", "supervised": "him"}
BORN = "child  born 2010-01-01\n"
OF_CLOCK = {
    "referral_decision": "REF03", "strategy_discussion": "CLK01", "initial_conference": "CLK02", "core_group": "CLK03",
    "review_conference": "CLK04", "assessment": "CLK05", "looked_after_review": "CLK08",
    "looked_after_first_visit": "CLK08",
}  # fmt: skip


def signal(rule: str, subject: str = "child") -> Signal:
    """A signal with another rule: reminders are blue, what is overdue is amber."""
    text = signals()["CLK07"].text
    before, after = text[: text.index("raise when:")], text[text.index("examples:") :]
    before = before.replace("subject: child", f"subject: {subject}")
    if "blue:" in rule:
        before = before.replace("levels:", "levels:\n  blue: {respond: 5 working days}")
    return load_text(f"{before}raise when: {rule}\n{after}")


def found(rule: str, lines: str, *, subject: str = "child", vantage: str = "pooled", law: str = "") -> Judgement:
    """What a rule makes of some lines."""
    made = signal(rule, subject)
    scene = played(lines, MAIN[subject], vantage).scene
    return judge(replace(scene, jurisdiction=law) if law else scene, signals={made.code: made})


def raises(rule: str, lines: str, subject: str = "child") -> tuple[Raise, ...]:
    """What a rule raises."""
    return found(rule, lines, subject=subject).raises


def days(rule: str, lines: str, subject: str = "child") -> list[tuple[str, str]]:
    """From which day to which it raises ('' until the child is grown, or for ever)."""
    told_ = raises(rule, lines, subject)
    return [(str(day_of(r.raised)), str(day_of(r.cleared)) if r.cleared and not r.lapsed else "") for r in told_]


BOTH_LEVELS = "{blue: {due soon: initial_conference}, amber: {overdue: initial_conference}}"


def test_a_reminder_and_the_deadline_after_it_are_one_raise_that_rises() -> None:
    (only,) = raises(BOTH_LEVELS, BORN + "2024-06-03  social-care  s47_started")
    assert [(level, str(day_of(when))) for level, when in only.levels] == [
        ("blue", "2024-06-17"),
        ("amber", "2024-06-25"),
    ]
    assert only.lapsed == "turned 18"


def test_an_enquiry_written_down_after_the_deadline_is_overdue_at_once_without_a_reminder() -> None:
    (only,) = raises(BOTH_LEVELS, BORN + "2024-06-03  social-care  s47_started  recorded 2024-07-01")
    assert [level for level, _ in only.levels] == ["amber"]


def test_of_several_clocks_each_raises_by_itself() -> None:
    lines = BORN + "2024-06-03  social-care  conference  type=initial; outcome=plan"
    found_ = raises("{overdue: [core_group, review_conference]}", lines)
    assert [(r.trigger, str(day_of(r.raised))) for r in found_] == [
        ("core_group social-care:1", "2024-06-18"),
        ("review_conference social-care:1", "2024-09-04"),
    ]


def test_a_decision_and_the_beginning_of_an_assessment_are_one_clock_counted_from_the_referral() -> None:
    lines = (
        BORN
        + """
    2024-01-02  education    referral
    2024-01-03  social-care  referral_decision  outcome=assessment; answers=1
    2024-01-08  social-care  assessment_started
    """
    )
    (only,) = raises("{overdue: assessment}", lines)
    assert only.trigger == "education:1"
    assert str(day_of(only.raised)) == "2024-03-06"


@pytest.mark.parametrize(("law", "raised"), [("england", "2024-03-06"), ("wales", "2024-03-01")])
def test_an_assessment_may_take_longer_in_england_than_in_wales(law: str, raised: str) -> None:
    lines = BORN + "2024-01-02  social-care  assessment_started"
    (only,) = found("{overdue: assessment}", lines, law=law).raises
    assert str(day_of(only.raised)) == raised


def test_an_old_assessment_is_judged_by_the_law_of_its_day() -> None:
    assert days("{overdue: assessment}", BORN + "2013-04-12  social-care  assessment_started") == [("2013-06-05", "")]


def test_hours_run_from_the_minute() -> None:
    (only,) = raises("{overdue: strategy_discussion}", BORN + "2024-06-03T15:30  social-care  s47_started")
    assert in_london(only.raised) == "2024-06-04T16:30:00+01:00"


def test_a_month_told_runs_from_its_end() -> None:
    assert days("{overdue: referral_decision}", BORN + "2024-05  education  referral") == [("2024-06-04", "")]


def test_a_corrected_date_moves_the_deadline() -> None:
    lines = (
        BORN
        + """
    2024-06-03  education  referral
    2024-06-06  education  referral  replaces 1; recorded 2024-06-06
    """
    )
    assert days("{overdue: referral_decision}", lines) == [("2024-06-05", "2024-06-06"), ("2024-06-08", "")]


def test_what_two_agencies_tell_of_one_referral_is_one_raise_with_both_accounts() -> None:
    lines = (
        BORN
        + """
    2024-06-03  education    referral
    2024-06-03  social-care  referral
    """
    )
    (only,) = raises("{overdue: referral_decision}", lines)
    assert set(only.evidence) == {"education:1", "social-care:2"}


def test_a_second_conference_that_makes_a_plan_gives_no_more_time_for_the_review() -> None:
    lines = (
        BORN
        + """
    2024-01-10  social-care  conference  type=initial; outcome=plan
    2024-03-20  social-care  conference  type=transfer; outcome=plan
    """
    )
    assert days("{overdue: review_conference}", lines) == [("2024-04-11", "")]


def test_after_the_plan_has_ended_a_new_one_begins_anew() -> None:
    lines = (
        BORN
        + """
    2023-01-10  social-care  conference  type=initial; outcome=plan
    2023-03-20  social-care  conference  type=review; outcome=no_plan
    2024-01-10  social-care  conference  type=initial; outcome=plan
    """
    )
    assert days("{overdue: review_conference}", lines) == [("2024-04-11", "")]


VISITS = "{overdue: protection_visit}"
PLAN = BORN + "2024-01-08  social-care  plan_started  type=child_protection; visit_every=10 days\n"


def test_a_longer_interval_given_in_time_counts() -> None:
    lines = PLAN + "2024-01-15  social-care  plan_changed  visit_every=20 days"
    assert days(VISITS, lines) == [("2024-01-29", "")]


def test_a_longer_interval_given_too_late_excuses_nothing() -> None:
    lines = PLAN + "2024-01-25  social-care  plan_changed  visit_every=60 days"
    assert days(VISITS, lines) == [("2024-01-19", "")]


def test_a_shorter_interval_makes_a_visit_overdue_on_the_day_it_is_given() -> None:
    lines = PLAN + "2024-01-16  social-care  plan_changed  visit_every=5 days"
    assert days(VISITS, lines) == [("2024-01-16", "")]


def test_the_plan_of_another_sort_says_nothing_of_the_visits_to_protect() -> None:
    lines = PLAN + "2024-01-09  social-care  plan_changed  type=child_in_need; visit_every=60 days"
    assert days(VISITS, lines) == [("2024-01-19", "")]


def test_the_interval_of_a_plan_that_ended_is_not_that_of_the_next() -> None:
    lines = (
        PLAN
        + """
    2024-01-12  social-care  plan_ended    type=child_protection
    2024-06-03  social-care  plan_started  type=child_protection
    """
    )
    assert days(VISITS, lines) == [("2024-06-18", "")]


def test_a_visit_on_the_day_the_plan_began_is_what_the_next_is_counted_from() -> None:
    lines = PLAN + "2024-01-08  social-care  visit  child_seen=yes"
    assert [r.trigger for r in raises(VISITS, lines)] == ["social-care:2"]


def test_a_plan_that_ended_some_day_in_june_ended_at_the_end_of_june() -> None:
    lines = PLAN + "2024-06  social-care  plan_ended  type=child_protection; recorded 2024-06-10"
    assert days(VISITS, lines) == [("2024-01-19", "2024-06-30")]


def test_a_second_decision_for_a_strategy_discussion_has_a_clock_of_its_own() -> None:
    lines = (
        BORN
        + """
    2024-06-03  social-care  referral_decision  outcome=strategy
    2024-08-05  social-care  referral_decision  outcome=strategy
    """
    )
    assert days("{overdue: strategy_discussion}", lines) == [("2024-06-04", ""), ("2024-08-06", "")]


def test_a_record_that_names_the_start_of_a_clock_answers_it() -> None:
    lines = (
        BORN
        + """
    2024-06-03  education    referral
    2024-06-10  social-care  action    what=dealt with as part of the brother's case; answers=1
    """
    )
    assert days("{overdue: referral_decision}", lines) == [("2024-06-05", "2024-06-10")]


def test_a_record_that_names_the_last_meeting_excuses_the_next_only_once_it_is_due() -> None:
    plan = BORN + "2024-05-20  social-care  conference  type=initial; outcome=plan\n"
    early = plan + "2024-05-21  social-care  action  what=minutes sent; answers=1"
    late = plan + "2024-06-10  social-care  action  what=group merged with the brother's; answers=1"
    assert days("{overdue: core_group}", early) == [("2024-06-05", "")]
    assert days("{overdue: core_group}", late) == [("2024-06-05", "2024-06-10")]


def test_who_cannot_see_the_duty_holders_records_says_so() -> None:
    lines = BORN + "2024-06-03  education  referral"
    judged = found("{overdue: referral_decision}", lines, vantage="agency:education")
    assert judged.raises == ()
    (only,) = judged.not_judged
    assert only.because == "the records of social-care, whose duty it is, are not seen from here"


@pytest.mark.parametrize(
    ("vantage", "judged"), [("agency:prison", 1), ("agency:parole-board", 1), ("agency:police", 0)]
)
def test_where_several_may_hold_a_duty_any_of_them_that_knows_the_person_may_say(vantage: str, judged: int) -> None:
    lines = """
    2024-06-03  prison        returned_to_custody  type=STANDARD; shared 2024-06-03
    2024-06-04  parole-board  action               what=case opened; shared 2024-06-04
    """
    assert len(found("{overdue: parole_referral}", lines, subject="supervised", vantage=vantage).raises) == judged


def test_days_in_custody_are_added_to_the_deadline() -> None:
    """The 3rd counts, and after the custody the 20th and the 21st."""
    lines = """
    2024-06-03  police  registered       until=indefinite
    2024-06-04  police  custody_started  type=remand
    2024-06-20  police  custody_ended    type=remand
    """
    assert days("{overdue: notification_initial}", lines, "supervised") == [("2024-06-22", "")]


def test_a_registration_that_names_the_place_is_itself_the_notification() -> None:
    lines = "2024-06-03  police  registered  place 3 Mill Row; until=indefinite"
    assert days("{overdue: notification_initial}", lines, "supervised") == []


REGISTERED = "2020-01-08  police  registered  place 3 Mill Row; until=indefinite\n"
MOVED = "2024-06-03  housing  residence  status=registered; place 9 Tanner Street\n"
CHANGE = "{overdue: notification_address}"


def test_a_move_is_to_be_notified_only_by_those_on_the_register() -> None:
    assert days(CHANGE, REGISTERED + MOVED, "supervised") == [("2024-06-06", "")]
    assert days(CHANGE, MOVED, "supervised") == []


def test_a_duty_lapses_with_the_order_that_made_it() -> None:
    ended = "2024-07-01  police  order_ended  type=notification"
    (only,) = raises(CHANGE, REGISTERED + MOVED + ended, "supervised")
    assert (str(day_of(only.raised)), only.lapsed) == ("2024-06-06", "order ended")


def test_a_move_written_down_after_the_order_had_ended_is_raised_for_that_moment() -> None:
    moved = "2024-06-03  housing  residence  status=registered; place 9 Tanner Street; recorded 2024-08-01\n"
    ended = "2024-07-01  police  order_ended  type=notification"
    (only,) = raises(CHANGE, REGISTERED + moved + ended, "supervised")
    assert (str(day_of(only.raised)), only.cleared, only.lapsed) == ("2024-08-01", only.raised, "order ended")


def test_notice_of_a_journey_is_given_before_it() -> None:
    gone, notice = "2024-08-12  police  abroad_started\n", "2024-08-01  police  notification  type=travel"
    rule = "{overdue: notification_travel}"
    assert days(rule, REGISTERED + gone, "supervised") == [("2024-08-12", "")]
    assert days(rule, REGISTERED + gone + notice, "supervised") == []


def test_without_the_date_of_the_hearing_nobody_can_judge_its_notice() -> None:
    judged = found("{overdue: public_hearing_window}", "2024-06-03  parole-board  hearing_listed", subject="supervised")
    assert judged.raises == ()
    assert [m.because for m in judged.not_judged] == ["a record does not give the date that a deadline needs"]


def test_a_right_that_runs_back_from_a_hearing_is_over_in_time_before_it() -> None:
    lines = "2024-03-04  parole-board  hearing_listed  date=2024-06-24"
    assert days("{overdue: public_hearing_window}", lines, "supervised") == [("2024-04-02", "")]


def test_what_is_not_yet_law_raises_nothing() -> None:
    assert days("{overdue: mandatory_report}", BORN + "2026-08-03  education  concern  harm=sexual") == []


def test_a_duty_to_a_child_lapses_at_eighteen_and_at_death() -> None:
    grown = "child  born 2006-06-10\n2024-06-03  education  referral"
    died = "child  born 2010-01-01; died 2024-06-20\n2024-06-03  education  referral"
    assert [r.lapsed for r in raises("{overdue: referral_decision}", grown)] == ["turned 18"]
    assert [r.lapsed for r in raises("{overdue: referral_decision}", died)] == ["died"]


def test_very_many_visits_and_reviews_are_judged_without_hanging() -> None:
    lines = ["2012-02-01  social-care  placement  type=foster"]
    lines += [f"2012-02-{1 + n % 28:02}T{n % 24:02}:{n % 60:02}  social-care  lac_review" for n in range(190)]
    (last,) = raises("{overdue: looked_after_review}", BORN + "\n".join(lines))
    assert str(day_of(last.raised)) == "2012-08-29"


@pytest.mark.parametrize("clock", sorted(OF_CLOCK))
@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_what_is_judged_today_of_an_earlier_day_is_what_was_judged_then(clock: str, seed: int) -> None:
    scene, code = told(clock, seed), OF_CLOCK[clock]
    chosen = {code: signals()[code]}
    whole = judge(scene, signals=chosen).raises
    for when in instants(scene):
        then = judge(known_by(scene, when), signals=chosen).raises
        assert {clipped(r, when) for r in then if r.raised <= when} == {
            clipped(r, when) for r in whole if r.raised <= when
        }
