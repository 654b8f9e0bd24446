"""The kernel: late records, corrections, lapses, doubt, and what nobody could judge."""

from dataclasses import replace
from datetime import date

from heeded.chronology.entry import Scene
from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import load_text, signals
from heeded.words.instants import day_of, start_of

INJURIES = """
child  born 2018-02-01
2020-01-10  health  injury  explained=no
2020-02-20  health  injury  explained=no
"""


def raises(given: str, signal: str, about: str = "child", vantage: str = "pooled") -> list[Raise]:
    return [r for r in judge(played(given, about, vantage).scene).raises if r.signal == signal]


def days(found: list[Raise]) -> list[tuple[str, str]]:
    return [(str(day_of(r.raised)), str(day_of(r.cleared)) if r.cleared else "") for r in found]


def test_three_concerns_in_59_days_raise_on_day_70_when_the_third_is_written_down() -> None:
    given = """
    2020-01-01  social-care  referral  reporter=father
    2020-01-30  education    concern   reporter=teacher
    2020-02-29  health       concern   reporter=nurse; recorded 2020-03-11
    """
    text = signals()["REF01"].text.replace("180 days", "60 days")
    found = judge(played(given).scene, signals={"REF01": load_text(text)}).raises
    assert days(list(found)) == [("2020-03-11", "")]


def test_a_window_that_runs_out_clears_nothing() -> None:
    assert days(raises(INJURIES, "HLT02")) == [("2020-02-20", "2036-02-01")]


def test_a_raise_nobody_answered_lapses_when_the_child_turns_18() -> None:
    found = raises(INJURIES, "HLT02")
    assert [r.lapsed for r in found] == ["turned 18"]


def test_an_answered_raise_did_not_lapse() -> None:
    found = raises(INJURIES + "2020-02-21  social-care  strategy_discussion", "HLT02")
    assert [(r.lapsed, days([r])) for r in found] == [("", [("2020-02-20", "2020-02-21")])]


def test_an_answer_before_the_latest_evidence_answers_nothing() -> None:
    found = raises(INJURIES + "2020-02-19  social-care  strategy_discussion", "HLT02")
    assert days(found) == [("2020-02-20", "2036-02-01")]


def test_an_answer_of_the_same_day_counts() -> None:
    assert raises(INJURIES + "2020-02-20  social-care  strategy_discussion", "HLT02") == []


def test_a_third_injury_after_an_answer_counts_the_earlier_ones_too() -> None:
    given = INJURIES + "2020-02-21  social-care  strategy_discussion\n2020-03-15  health  injury  explained=no"
    found = raises(given, "HLT02")
    assert days(found) == [("2020-02-20", "2020-02-21"), ("2020-03-15", "2036-02-01")]
    assert found[1].evidence == ("health:1", "health:2", "health:4")


def test_any_record_that_names_the_evidence_answers_it() -> None:
    given = INJURIES + "2020-02-25  social-care  action  what=paediatric opinion; answers=2"
    assert days(raises(given, "HLT02")) == [("2020-02-20", "2020-02-25")]


def test_a_date_corrected_so_that_the_pattern_vanishes_clears_the_raise_as_of_knowing() -> None:
    given = INJURIES + "2018-12-20  health  injury  explained=no; replaces 1; recorded 2020-03-10"
    assert days(raises(given, "HLT02")) == [("2020-02-20", "2020-03-10")]


def test_a_correction_that_changes_nothing_leaves_one_unbroken_raise() -> None:
    given = INJURIES + "2020-02-20  health  injury  explained=inconsistent; replaces 2; recorded 2020-03-10"
    assert days(raises(given, "HLT02")) == [("2020-02-20", "2036-02-01")]


def test_one_injury_told_by_two_agencies_counts_once_and_both_accounts_are_evidence() -> None:
    given = INJURIES + "2020-02-20  police  injury  explained=no"
    assert raises(given, "HLT02")[0].evidence == ("health:1", "health:2", "police:3")
    alone = "child  born 2018-02-01\n2020-02-20  health  injury  explained=no\n2020-02-20  police  injury  explained=no"
    assert raises(alone, "HLT02") == []


def test_two_accounts_that_answer_the_same_record_are_one_event() -> None:
    given = """
    child  born 2012-02-01
    2020-02-20  education  concern  topic=bruise
    2020-02-20  education  injury   explained=no; answers=1
    2020-02-21  health     injury   explained=no; answers=1
    """
    assert raises(given, "HLT02") == []


def test_a_death_known_at_the_same_moment_takes_nothing_back() -> None:
    found = raises(INJURIES + "2020-02-20  health  death", "HLT02")
    assert [(days([r]), r.lapsed, r.level_at(r.raised)) for r in found] == [
        ([("2020-02-20", "2020-02-20")], "died", "amber")
    ]


def test_a_death_known_before_ends_every_clock() -> None:
    given = "child  born 2006-02-20\n2006-12-22  social-care  legal_advice  threshold=met\n2007-01-05  health  death"
    assert raises(given, "CLK07") == []


def test_a_doubtful_link_is_amber_at_most_and_says_so() -> None:
    given = INJURIES.replace("2020-02-20  health", "2020-02-20  education") + "2020-01-15  social-care  plan_started"
    certain = played(given).scene
    doubtful = replace(certain, doubts={"child": 0.9})
    before, after = (next(r for r in judge(s).raises if r.signal == "HLT02") for s in (certain, doubtful))
    assert (before.levels[-1][0], before.doubt) == ("red", 1.0)
    assert (after.levels[-1][0], after.doubt) == ("amber", 0.9)
    assert after.raised == before.raised


def test_a_doubt_matters_only_where_the_evidence_comes_from_more_than_one_agency() -> None:
    scene = replace(played(INJURIES).scene, doubts={"child": 0.5})
    assert judge(scene, only={"child"}).raises[0].doubt == 1.0


def test_without_a_birth_date_an_injury_is_not_judged_and_says_so() -> None:
    found = judge(played("2020-01-10  health  injury  explained=no").scene)
    assert found.raises == ()
    assert {n.signal for n in found.not_judged} == {"HLT01", "HLT02", "HLT03"}
    assert all("birth date" in n.because for n in found.not_judged)


def test_an_adult_is_not_a_child() -> None:
    found = judge(played("child  born 1980-01-01\n2020-01-10  health  injury  explained=inconsistent").scene)
    assert found.raises == ()
    assert found.not_judged == ()


def test_a_man_without_a_visit_interval_is_not_judged_and_says_so() -> None:
    found = judge(played("2018-01-15  police  registered  place 9 Tanner Street", "him").scene)
    assert [(n.signal, n.person) for n in found.not_judged] == [("OFF06", "him")]


def test_a_man_who_poses_a_risk_and_has_no_address_is_not_judged_and_says_so() -> None:
    given = "2018-01-15  police  order_made  type=shpo\nchild  born 2015-01-01"
    found = judge(played(given, "him").scene)
    assert ("OFF01", "him", "no address on record") in [(n.signal, n.person, n.because) for n in found.not_judged]


def test_an_uncoded_record_is_counted_as_not_judged() -> None:
    found = judge(played("2018-01-15  police  uncoded\n2018-01-16  police  uncoded").scene)
    assert [(n.signal, n.because) for n in found.not_judged] == [
        ("*", "2 records are not coded, so no signal has read them")
    ]


def test_an_absence_is_judged_only_where_the_duty_holder_is_seen() -> None:
    given = "child  born 2006-02-20\n2006-12-22  social-care  legal_advice  threshold=met; shared 2006-12-22"
    assert len(raises(given, "CLK07", vantage="agency:social-care")) == 1
    assert raises(given, "CLK07", vantage="shared") == []
    assert judge(played(given, vantage="shared").scene).not_judged[0].signal == "CLK07"


def test_a_second_child_is_a_second_raise() -> None:
    given = """
    him  born 1980-01-01
    ann  born 2015-01-01
    ben  born 2017-01-01
    2018-01-15  police  registered  place 9 Tanner Street
    2019-03-12  health  residence   about ann; status=registered; place 9 Tanner Street
    2020-03-12  health  residence   about ben; status=registered; place 9 Tanner Street
    """
    found = raises(given, "OFF01", "him")
    assert [(dict(r.subject)["child"], str(day_of(r.raised))) for r in found] == [
        ("ann", "2019-03-12"), ("ben", "2020-03-12"),
    ]  # fmt: skip


def test_an_institution_joins_nobody() -> None:
    given = """
    child  born 2015-01-01
    2018-01-15  police  registered  place Elm House
    2019-03-12  health  residence   about child; status=registered; place Elm House
    """
    scene, one = played(given, "him").scene, {"OFF01": signals()["OFF01"]}
    assert [r.signal for r in judge(scene, signals=one).raises] == ["OFF01"]
    assert judge(scene, signals=one, institution=lambda place: place == "elm house").raises == ()


def test_a_second_overdue_clock_is_a_second_raise() -> None:
    given = """
    child  born 2006-02-20
    2006-12-22  social-care  legal_advice  threshold=met
    2007-02-22  social-care  legal_advice  threshold=met
    """
    assert [r.trigger for r in raises(given, "CLK07")] == ["social-care:1", "social-care:2"]


def test_only_those_wanted_are_judged() -> None:
    scene = played(INJURIES).scene
    assert judge(scene, only={"somebody else"}).raises == ()
    assert judge(scene, only={"child"}).raises != ()


def test_todays_rules_and_the_rules_of_the_day_may_differ() -> None:
    text = signals()["HLT02"].text.replace(
        "short: {value: {2005-01-01: 90 days}", "short: {value: {2005-01-01: 90 days, 2024-01-01: 30 days}"
    )
    changed = {"HLT02": load_text(text)}
    scene = played(INJURIES).scene
    assert len(judge(scene, signals=changed).raises) == 1
    assert judge(scene, signals=changed, rules_on=date(2024, 6, 1)).raises == ()
    assert len(judge(scene, signals=changed, rules_on=date(2023, 6, 1)).raises) == 1


def test_a_threshold_changed_on_a_day_raises_on_that_day() -> None:
    text = signals()["HLT02"].text.replace(
        "two: {value: {2005-01-01: 2}", "two: {value: {2005-01-01: 9, 2021-01-01: 2}"
    )
    found = judge(played(INJURIES).scene, signals={"HLT02": load_text(text)}).raises
    assert [str(day_of(r.raised)) for r in found] == ["2021-01-01"]


def test_ids_are_the_same_from_every_vantage_and_after_every_judging() -> None:
    ids = {raises(INJURIES, "HLT02", vantage=v)[0].id for v in ("pooled", "agency:health")}
    assert len(ids) == 1


def test_ten_thousand_records_of_one_child_are_judged_without_hanging() -> None:
    one = played(INJURIES).scene
    first = one.entries[0]
    many = tuple(
        replace(first, ref=f"health:{n}", id=f"health:{n}", seq=n, known=start_of(date.fromordinal(737000 + n // 4)),
                happened=type(first.happened).on(date.fromordinal(737000 + n // 4)))
        for n in range(10_000)
    )  # fmt: skip
    found = judge(Scene("pooled", many, one.statements))
    assert {r.signal for r in found.raises} == {"HLT02"}


def test_a_record_that_names_the_evidence_and_came_before_the_latest_answers_nothing() -> None:
    given = INJURIES + "2020-02-01  social-care  action  what=paediatric opinion; answers=1"
    assert days(raises(given, "HLT02")) == [("2020-02-20", "2036-02-01")]


def test_a_concern_that_led_to_a_plan_does_not_come_back_when_the_plan_ends() -> None:
    given = """
    2020-01-01  social-care  referral      reporter=father
    2020-01-10  education    concern       reporter=teacher
    2020-01-20  social-care  plan_started  type=child_protection
    2020-03-01  social-care  plan_ended    type=child_protection
    2020-03-10  health       concern       reporter=nurse
    """
    assert raises(given, "REF01") == []


def test_a_day_of_which_any_part_is_in_custody_is_not_counted() -> None:
    given = """
    2020-01-10  police  risk_assessment  visit_every=10 days
    2020-01-10  police  visit            purpose=offender; result=seen
    2020-01-12T14:00  police  custody_started  type=remand
    2020-01-14  police  custody_ended    type=remand
    """
    assert [str(day_of(r.raised)) for r in raises(given, "OFF06", "him")] == ["2020-01-23"]


def test_ninety_days_apart_is_within_ninety_days_and_ninety_one_is_not() -> None:
    first = "child  born 2018-02-01\n2020-01-10  health  injury  explained=no\n"
    assert len(raises(first + "2020-04-09  health  injury  explained=no", "HLT02")) == 1
    assert raises(first + "2020-04-10  health  injury  explained=no", "HLT02") == []
