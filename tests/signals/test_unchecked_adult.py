"""An adult at a child's home whom nobody checked: who counts, from when, and what a check answers."""

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement, Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

CHILD = """
child  born 2019-04-30; place 3 Mill Row; by social-care
2020-01-06  social-care  plan_started  type=child_protection
"""


def judged(given: str, vantage: str = "pooled") -> Judgement:
    return judge(played(given, "child", vantage).scene, signals={"HSE01": signals()["HSE01"]})


def days(found: Judgement) -> list[tuple[str, str, str, str]]:
    return [(r.trigger, str(day_of(r.raised)), ended(r), r.levels[-1][0]) for r in found.raises]


def ended(found: Raise) -> str:
    return str(day_of(found.cleared)) if found.cleared and not found.lapsed else ""


def test_two_adults_are_two_raises() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health       residence  about partner; status=registered; place 3 Mill Row
        2020-06-02  social-care  visit      purpose=child; result=seen; other:lodger; place 3 Mill Row
        """
    )
    assert days(found) == [("partner", "2020-05-08", "", "amber"), ("lodger", "2020-06-05", "", "amber")]


def test_one_adult_of_whom_two_agencies_tell_is_one_raise_from_the_first_day_recorded() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health     residence  about partner; status=registered; place 3 Mill Row
        2020-05-20  police     residence  about partner; status=registered; place 3 Mill Row
        """
    )
    assert days(found) == [("partner", "2020-05-08", "", "amber")]


def test_putting_a_record_right_starts_no_new_time() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health  residence  about partner; status=registered; place 3 Mill Row
        2020-05-04  health  residence  about partner; status=registered; place 3 Mill Row; replaces 2; recorded 2020-06-01
        """
    )
    assert days(found) == [("partner", "2020-05-08", "", "amber")]


def test_a_record_put_right_to_another_house_clears_it() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health  residence  about partner; status=registered; place 3 Mill Row
        2020-05-05  health  residence  about partner; status=registered; place 3 Hill Row; replaces 2; recorded 2020-06-01
        """
    )
    assert days(found) == [("partner", "2020-05-08", "2020-06-01", "amber")]


def test_a_check_asked_for_is_no_check_done_and_another_adults_check_is_none_of_his() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health       residence         about partner; status=registered; place 3 Mill Row
        2020-05-05  social-care  background_check  about partner; status=requested
        2020-05-06  police       background_check  about lodger; status=done; result=clear
        2020-05-20  police       background_check  about partner; status=done; result=clear
        """
    )
    assert days(found) == [("partner", "2020-05-08", "2020-05-20", "amber")]


def test_his_next_visits_after_the_check_start_nothing_new() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  social-care  residence         about partner; status=frequent_visitor; place 3 Mill Row
        2020-05-12  police       background_check  about partner; status=done; result=clear
        2020-06-01  social-care  residence         about partner; status=frequent_visitor; place 3 Mill Row
        2020-06-20  social-care  visit             purpose=child; result=seen; other:partner; place 3 Mill Row
        """
    )
    assert days(found) == [("partner", "2020-05-08", "2020-05-12", "amber")]


def test_a_check_from_before_he_was_known_there_is_too_old() -> None:
    found = judged(
        CHILD
        + """
        2020-02-05  police  background_check  about partner; status=done; result=clear
        2020-05-05  health  residence         about partner; status=registered; place 3 Mill Row
        """
    )
    assert days(found) == [("partner", "2020-05-08", "", "amber")]


def test_a_check_after_he_came_and_before_the_child_was_referred_will_do() -> None:
    found = judged(
        """
        child  born 2019-01-30; place 3 Mill Row; by health
        2019-03-05  health       residence         about child; status=registered; place 3 Mill Row
        2020-02-03  health       residence         about partner; status=registered; place 3 Mill Row
        2020-02-04  police       background_check  about partner; status=done; result=clear
        2020-05-12  social-care  referral          source=neighbour
        """
    )
    assert days(found) == []


def test_deciding_to_do_nothing_about_the_referral_checks_nobody() -> None:
    found = judged(
        """
        child  born 2019-04-30; place 3 Mill Row
        2020-05-05  social-care  referral           source=family
        2020-05-05  social-care  residence          about partner; status=frequent_visitor; place 3 Mill Row
        2020-05-09  social-care  referral_decision  outcome=nfa; answers=1
        """
    )
    assert days(found) == [("partner", "2020-05-08", "", "amber")]


def test_a_record_that_says_what_was_done_about_him_answers() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health       residence  about partner; status=registered; place 3 Mill Row
        2020-05-11  social-care  action     what=asked the police and another council; answers=2
        """
    )
    assert days(found) == [("partner", "2020-05-08", "2020-05-11", "amber")]


def test_he_turns_out_to_be_the_father() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health       residence  about partner; status=registered; place 3 Mill Row
        2020-05-14  social-care  core_group  parent:partner
        """
    )
    assert days(found) == [("partner", "2020-05-08", "2020-05-14", "amber")]


def test_a_brother_who_is_sixteen_is_no_adult_until_he_is_eighteen_and_a_new_referral_comes() -> None:
    brother = """
        brother  born 2002-03-01
        2019-05-05  health       residence  about brother; status=registered; place 3 Mill Row
        2019-06-05  social-care  referral   source=school; about child
        """
    child = "child  born 2010-04-30; place 3 Mill Row; by social-care\n2019-05-01  social-care  contact\n"
    assert days(judged(child + brother)) == []
    later = "2020-06-05  social-care  referral  source=school; about child"
    assert days(judged(child + brother + later)) == [("brother", "2020-06-08", "", "amber")]


def test_a_check_that_found_something_turns_it_red_until_somebody_acts() -> None:
    found = judged(
        CHILD
        + """
        2020-05-05  health       residence            about partner; status=registered; place 3 Mill Row
        2020-05-12  police       background_check     about partner; status=done; result=found
        2020-05-14  social-care  strategy_discussion
        """
    )
    assert days(found) == [("partner", "2020-05-08", "2020-05-14", "red")]
    assert [level for level, _ in found.raises[0].levels] == ["amber", "red"]


def test_a_conviction_heard_of_later_turns_it_red_and_what_was_done_to_him_does_not() -> None:
    given = """
        2020-05-05  health  residence                about partner; status=registered; place 3 Mill Row
        2020-05-20  police  domestic_abuse_incident  victim:partner; suspect:other
        """
    assert days(judged(CHILD + given)) == [("partner", "2020-05-08", "", "amber")]
    convicted = "2015-05-20  police  conviction  about partner; category=violent; recorded 2020-05-25"
    assert days(judged(CHILD + given + convicted)) == [("partner", "2020-05-08", "", "red")]


def test_somebody_without_a_key_is_an_adult_whom_nobody_named() -> None:
    found = judged(CHILD + "2020-05-05  social-care  visit  purpose=child; result=seen; other:?1; place 3 Mill Row")
    assert days(found) == [("", "2020-05-08", "", "amber")]


def test_a_child_without_an_address_is_named_as_not_judged() -> None:
    found = judged("child  born 2019-04-30\n2020-05-05  social-care  referral  source=family")
    assert [n.because for n in found.not_judged] == ["no address on record"]


def test_an_adult_with_a_case_of_his_own_is_no_child_without_an_address() -> None:
    found = judged("him  born 1980-04-30\n2020-05-05  probation  case_opened  about him")
    assert (found.raises, found.not_judged) == ((), ())


def test_whoever_cannot_see_social_care_says_so_and_raises_nothing() -> None:
    given = """
        child  born 2019-04-30; place 3 Mill Row
        2020-05-04  health       residence     about child; status=registered; place 3 Mill Row
        2020-05-04  social-care  plan_started  type=child_protection; shared 2020-05-04
        2020-05-05  health       residence     about partner; status=registered; place 3 Mill Row
        """
    found = judged(given, "agency:health")
    assert found.raises == ()
    assert [n.because for n in found.not_judged] == [
        "the records of social-care, whose duty the check is, are not seen from here"
    ]


def test_people_of_an_institution_are_not_at_the_childs_home() -> None:
    scene = played(CHILD + "2020-05-05  health  residence  about partner; status=registered; place 3 Mill Row").scene
    mine = {"HSE01": signals()["HSE01"]}
    assert judge(scene, signals=mine, institution=lambda place: True).raises == ()
    assert len(judge(scene, signals=mine).raises) == 1


def test_the_adults_death_ends_the_wait_and_a_raise_of_before_lapses() -> None:
    there = CHILD + "2020-05-05  health  residence  about partner; status=registered; place 3 Mill Row\n"
    assert judged(there + "2020-05-06  police  death  about partner").raises == ()
    (found,) = judged(there + "2020-06-06  police  death  about partner").raises
    assert (str(day_of(found.raised)), str(day_of(found.cleared or found.raised))) == ("2020-05-08", "2020-06-06")
    (late,) = judged(there + "2020-05-06  police  death  about partner; recorded 2020-05-20").raises
    assert str(day_of(late.cleared or late.raised)) == "2020-05-20", "it was right until anybody knew"
