"""Allegations against one man: which count, whose they are, and what answers them."""

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement
from heeded.signals.shelf import load_text, signals
from heeded.words.instants import day_of
from heeded.words.trouble import Trouble

THREE = """
    2006-03-02  police  allegation  suspect:him; victim:ann; harm=sexual; victim_age=24
    2009-07-11  police  allegation  suspect:him; victim:bea; harm=sexual; victim_age=27
    2012-05-20  police  allegation  suspect:him; victim:bea; harm=sexual; victim_age=31
"""


def judged(lines: str, vantage: str = "pooled") -> Judgement:
    return judge(played(lines, "him", vantage).scene, signals={"OFF12": signals()["OFF12"]})


def days(lines: str) -> list[tuple[str, str]]:
    """Each raise: the day and the highest level."""
    return [(str(day_of(r.raised)), r.levels[-1][0]) for r in judged(lines).raises]


def test_it_is_raised_about_the_accused_and_about_no_victim() -> None:
    assert [r.subject for r in judged(THREE).raises] == [(("supervised", "him"),)]


def test_an_allegation_about_a_child_that_names_a_suspect_has_the_child_for_its_victim() -> None:
    lines = THREE.replace("police  allegation  suspect:him; victim:bea", "health  allegation  about bea; suspect:him")
    assert days(lines) == [("2012-05-20", "amber")]


def test_an_allegation_that_names_no_suspect_is_against_whom_it_is_about() -> None:
    assert days(THREE.replace("suspect:him", "about him")) == [("2012-05-20", "amber")]


def test_two_victims_on_one_day_are_one_allegation() -> None:
    lines = THREE.replace("2009-07-11", "2012-05-20").replace(
        "victim:bea; harm=sexual; victim_age=27", "victim:cara; harm=sexual"
    )
    assert days(lines) == []


def test_a_birth_date_tells_that_a_victim_was_under_16() -> None:
    born = "ann  born 1991-05-01\n" + THREE.replace("; victim_age=24", "")
    assert days(born) == [("2012-05-20", "red")]
    assert days(born.replace("1991", "1980")) == [("2012-05-20", "amber")]


def test_a_victim_of_16_is_not_under_16() -> None:
    assert days(THREE.replace("victim_age=24", "victim_age=16")) == [("2012-05-20", "amber")]
    assert days(THREE.replace("victim_age=24", "victim_age=15")) == [("2012-05-20", "red")]


def test_twelve_months_to_the_day_are_within_a_year() -> None:
    year = THREE.replace("2006-03-02", "2011-05-20").replace("2009-07-11", "2011-09-11")
    assert days(year) == [("2012-05-20", "red")]
    assert days(year.replace("2011-05-20", "2011-05-19")) == [("2012-05-20", "amber")]


@pytest.mark.parametrize("outcome", ["charge", "referral_decision", "management_decision", "conviction"])
def test_what_came_of_the_last_allegation_answers_nothing(outcome: str) -> None:
    (found,) = judged(f"{THREE}\n2012-06-01  police  {outcome}  about him; answers=3").raises
    assert found.cleared is None


def test_any_other_record_that_names_the_last_allegation_answers() -> None:
    (found,) = judged(f"{THREE}\n2012-06-01  police  mapp_meeting  about him; answers=3").raises
    assert found.cleared is not None
    assert str(day_of(found.cleared)) == "2012-06-01"


def test_a_fourth_allegation_after_an_assessment_raises_again_with_all_that_went_before() -> None:
    lines = f"""{THREE}
        2012-06-11  police  risk_assessment  about him; level=high
        2014-01-05  police  allegation       suspect:him; victim:cara; harm=sexual; victim_age=40
    """
    found = judged(lines).raises
    assert [str(day_of(r.raised)) for r in found] == ["2012-05-20", "2014-01-05"]
    assert found[1].evidence == ("police:1", "police:2", "police:3", "police:5")


def test_a_vague_date_is_known_from_the_end_of_its_span() -> None:
    assert days(THREE.replace("2012-05-20", "2012-05")) == [("2012-05-31", "amber")]


def test_allegations_that_name_no_victim_are_not_judged_and_say_so() -> None:
    found = judged(THREE.replace("victim:bea; ", "").replace("victim:ann; ", ""))
    assert found.raises == ()
    assert [n.because for n in found.not_judged] == [
        "an allegation names no victim, so nobody can tell how many there were"
    ]


def test_a_doubtful_link_between_agencies_makes_amber_at_most() -> None:
    lines = THREE.replace("victim_age=24", "victim_age=15").replace("2009-07-11  police", "2009-07-11  health")
    scene = played(lines, "him").scene
    doubtful = type(scene)(scene.vantage, scene.entries, scene.statements, scene.agencies, {"him": 0.9})
    (found,) = judge(doubtful, signals={"OFF12": signals()["OFF12"]}).raises
    assert (found.levels[-1][0], found.doubt) == ("amber", 0.9)


def test_his_death_lets_it_lapse() -> None:
    (found,) = judged(f"{THREE}\n2013-01-01  health  death  about him").raises
    assert found.lapsed == "died"


def test_an_age_in_days_is_refused() -> None:
    with pytest.raises(Trouble, match="years or months"):
        load_text(signals()["OFF12"].text.replace("16 years", "5840 days"))


def unnamed(*told: tuple[str, int]) -> str:
    """Allegations of these days against him by somebody of an age whom nobody named."""
    return "\n".join(f"{day}  police  allegation  about him; harm=sexual; victim_age={age}" for day, age in told)


def test_unnamed_victims_whose_ages_differ_by_more_than_a_birthday_are_different_people() -> None:
    twelve_years = ("2006-03-02", 20), ("2009-07-11", 23), ("2018-06-20", 32)
    assert days(unnamed(*twelve_years)) == [], "all may be one woman"
    assert days(unnamed(*twelve_years[:2], ("2018-06-20", 31))) == [], "her birthday may lie between the days"
    assert days(unnamed(*twelve_years[:2], ("2018-06-20", 30))) == [("2018-06-20", "amber")]


def test_those_who_may_each_be_the_same_as_the_next_are_counted_as_few_as_they_may_be() -> None:
    found = judged(unnamed(("2006-03-02", 20), ("2009-07-11", 22), ("2018-06-20", 30))).raises
    assert [r.says for r in found] == [
        "3 sexual allegations by 2 victims in 4,493 days; nobody has assessed them together."
    ]


def test_an_unnamed_victim_is_another_than_a_named_one_only_where_both_ages_are_known() -> None:
    ann = "{}  police  allegation  suspect:him; victim:ann; harm=sexual{}"
    twice = ann.format("2006-03-02", "") + "\n" + ann.format("2009-07-11", "") + "\n"
    other = unnamed(("2018-06-20", 50))
    assert days(twice + other) == []
    assert days("ann  born 1985-05-01\n" + twice + other) == [("2018-06-20", "amber")]
    assert days("ann  born 1968-05-01\n" + twice + other) == [], "she may have been ann"
    assert days(twice.replace("sexual\n", "sexual; victim_age=21\n", 1) + other) == [("2018-06-20", "amber")]


def test_an_allegation_told_again_is_evidence_of_the_first_and_nothing_new() -> None:
    again = "2014-01-01  social-care  allegation  suspect:him; victim:ann; harm=sexual; answers=1\n"
    (found,) = judged(THREE + again).raises
    assert (str(day_of(found.raised)), found.says) == (
        "2012-05-20", "3 sexual allegations by 2 victims in 2,271 days; nobody has assessed them together.",
    )  # fmt: skip
    assert [ref for ref, _ in found.later] == ["social-care:4"]
    assessed = "2013-01-01  police  risk_assessment  about him; level=high\n"
    (found,) = judged(THREE + assessed + again).raises
    assert str(day_of(found.cleared or found.raised)) == "2013-01-01", "it is not raised again"


def test_where_only_the_second_account_was_shared_it_stands_for_the_first() -> None:
    shared = THREE.replace("victim_age=27", "victim_age=27; shared 2009-07-11").replace(
        "victim_age=31", "victim_age=31; shared 2012-05-20"
    )
    again = "2014-01-01  probation  allegation  suspect:him; victim:ann; harm=sexual; answers=1\n"
    assert [str(day_of(r.raised)) for r in judged(shared + again, "agency:probation").raises] == ["2014-01-01"]
