"""Each record that was not followed up in time: one event, its circumstances, its hours, and how the rule is read."""

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement
from heeded.signals.shelf import load_text, signals
from heeded.words.instants import day_of, in_london
from heeded.words.trouble import Trouble

HURT = "child  born 2018-02-20\n2020-05-04  health  injury  explained=no\n"
PLAN = "child  born 2016-02-01\n2020-01-06  social-care  plan_started  type=child_protection\n"


def judged(code: str, given: str, vantage: str = "pooled") -> Judgement:
    return judge(played(given, "child", vantage).scene, signals={code: signals()[code]})


def test_one_examination_told_by_two_agencies_is_one_raise_that_keeps_both_accounts() -> None:
    given = """
        2020-05-25  health       medical_exam  completed=no
        2020-05-25  social-care  medical_exam  completed=no
        """
    found = judged("HLT04", HURT + given).raises
    assert [(str(day_of(r.raised)), set(r.evidence)) for r in found] == [
        ("2020-05-26", {"health:1", "health:2", "social-care:3"})
    ]


def test_two_examinations_not_completed_are_two_raises() -> None:
    given = """
        2020-05-25  health  medical_exam  completed=no
        2020-06-03  health  medical_exam  completed=no
        """
    assert [r.trigger for r in judged("HLT04", HURT + given).raises] == ["health:2", "health:3"]


def test_hours_run_from_the_hour_and_an_answer_at_that_very_moment_counts() -> None:
    given = "2020-11-02T14:30  health  medical_exam  completed=no\n"
    hurt = HURT.replace("2020-05-04", "2020-10-04")
    [found] = judged("HLT04", hurt + given).raises
    assert in_london(found.raised) == "2020-11-03T14:30:00+00:00"
    assert judged("HLT04", hurt + given + "2020-11-03T14:30  health  medical_exam  completed=yes").raises == ()


def test_a_record_put_right_to_a_completed_examination_clears_it() -> None:
    given = """
        2020-05-25  health  medical_exam  completed=no
        2020-05-25  health  medical_exam  completed=yes; replaces 2; recorded 2020-05-29
        """
    [found] = judged("HLT04", HURT + given).raises
    assert found.cleared is not None
    assert str(day_of(found.cleared)) == "2020-05-29"


def test_an_injury_written_down_after_the_examination_makes_it_matter_from_then() -> None:
    given = """
        child  born 2018-02-20
        2020-05-04  health  injury        explained=no; recorded 2020-06-08
        2020-05-25  health  medical_exam  completed=no
        """
    assert [str(day_of(r.raised)) for r in judged("HLT04", given).raises] == ["2020-06-08"]


def test_ninety_days_count_and_ninety_one_do_not() -> None:
    given = "child  born 2018-02-20\n2020-05-04  health  injury  explained=no\n2020-08-{}  health  medical_exam  completed=no"
    assert len(judged("HLT04", given.format("02")).raises) == 1
    assert judged("HLT04", given.format("03")).raises == ()


def test_whoever_sees_the_duty_holder_judges_and_whoever_does_not_says_so() -> None:
    given = PLAN + "2020-03-06  health  attendance  setting=ae; shared 2020-03-06"
    assert len(judged("HLT05", given, "agency:social-care").raises) == 1
    from_health = judged(
        "HLT05", given.replace("child_protection", "child_protection; shared 2020-01-06"), "agency:health"
    )
    assert from_health.raises == ()
    assert [n.because for n in from_health.not_judged] == [
        "the records of social-care, whose duty it is, are not seen from here"
    ]


def test_a_note_by_health_is_no_note_of_the_social_worker() -> None:
    given = PLAN + "2020-03-06  health  attendance  setting=ae\n2020-03-09  health  action  what=rang the mother"
    assert len(judged("HLT05", given).raises) == 1


def test_a_third_attendance_is_red_and_the_earlier_ones_stay_amber() -> None:
    days = ("2020-01-13", "2020-02-10", "2020-03-06")
    given = PLAN + "\n".join(f"{day}  health  attendance  setting=ae" for day in days)
    assert [r.levels[-1][0] for r in judged("HLT05", given).raises] == ["amber", "amber", "red"]


def test_three_attendances_in_ninety_one_days_are_not_red() -> None:
    days = ("2020-01-13", "2020-02-10", "2020-04-13")
    given = PLAN + "\n".join(f"{day}  health  attendance  setting=ae" for day in days)
    assert {r.levels[-1][0] for r in judged("HLT05", given).raises} == {"amber"}


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("    repeated: often\n", "", "so many in what time"),
        ("duty of: social-care", "duty of: nobody", "'duty of' cannot be 'nobody'"),
        ("{while: placement, or within: listed_for}", "{or within: listed_for}", "neither a state nor a record"),
        ("within: time_to_note", "within: 25 hourss", "is no parameter"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_refused_with_a_sentence(was: str, becomes: str, complaint: str) -> None:
    text = signals()["HLT05"].text
    assert was in text
    with pytest.raises(Trouble, match=complaint):
        load_text(text.replace(was, becomes))
