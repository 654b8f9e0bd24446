"""What counts as a change around somebody on the register, and when an assessment of it is overdue."""

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

START = (
    "mia  born 2017-08-08",
    "2019-01-15  police  registered       place 9 Tanner Street; until=indefinite",
    "2019-01-15  police  risk_assessment  tool=ARMS; level=medium",
)
END = "2019-11-04  police  custody_started  type=sentence"
ARREST = "2019-03-04  police  arrest  offence=theft"


def judged(*lines: str, vantage: str = "pooled") -> Judgement:
    scene = played("\n".join((*START, *lines, END)), "him", vantage).scene
    return judge(scene, signals={"OFF08": signals()["OFF08"]})


def found(*lines: str) -> list[tuple[str, str]]:
    """Each raise: the day, and what set it off."""
    return [(str(day_of(r.raised)), r.trigger) for r in judged(*lines).raises]


@pytest.mark.parametrize(
    ("line", "trigger"),
    [
        (ARREST, "police:3"),
        ("2019-03-04  police  arrest  about victim; suspect:him", "police:3"),
        ("2019-03-04  police  visit  purpose=offender; result=seen; observed=unknown_adult", "police:3"),
        ("2019-03-04  police  visit  purpose=offender; result=seen; observed=cot", "police:3"),
        ("2019-03-04  police  visit  purpose=offender; result=seen; observed=unknown_adult; partner:jo", "jo"),
        ("2019-03-04  police  relationship  about jo; partner:him; type=partner; status=started", "jo"),
        ("2019-03-04  police  visit  purpose=offender; result=seen; child:mia", "mia"),
        ("2019-03-04  health  birth  about mia; parent:him", "mia"),
        ("2019-03-04  health  residence  about mia; status=registered; place 9 Tanner Street", "mia"),
        ("2019-03-04  health  residence  status=registered; place 4 Park Terrace", "health:3"),
    ],
)
def test_each_change_is_to_be_assessed_within_ten_working_days(line: str, trigger: str) -> None:
    assert found(line) == [("2019-03-19", trigger)]
    assert found(line, "2019-03-18  police  risk_assessment  tool=ARMS; level=high") == []


@pytest.mark.parametrize(
    "line",
    [
        "2019-03-04  police  arrest  about jo; victim:him",
        "2019-03-04  police  visit  purpose=offender; result=seen",
        "2019-03-04  police  visit  about mia; purpose=child; result=seen; observed=toys",
        "2019-03-04  police  relationship  partner:jo; type=partner; status=ended",
        "2019-03-04  health  residence  about mia; status=registered; place 22 Mill Lane",
        "2019-03-04  health  residence  status=registered; place 9 Tanner Street",
        "2019-03-04  police  arrest  about jack; child:mia",
    ],
)
def test_what_is_no_change_around_him_asks_for_nothing(line: str) -> None:
    assert found(line) == []


def test_a_partner_met_again_before_any_assessment_is_no_second_change() -> None:
    met = "{}  police  visit  purpose=offender; result=seen; partner:jo"
    assert found(met.format("2019-03-04"), met.format("2019-06-04")) == [("2019-03-19", "jo")]


def test_a_partner_who_was_known_at_the_assessment_is_none_either() -> None:
    known = "2019-01-15  police  relationship  partner:jo; type=partner; status=started"
    assert found(known, "2019-06-04  police  visit  purpose=offender; result=seen; partner:jo") == []


def test_signs_of_a_child_seen_again_after_an_assessment_are_a_change_again() -> None:
    toys = "{}  police  visit  purpose=offender; result=seen; observed=toys"
    first, second = toys.format("2019-03-04"), toys.format("2019-06-04")
    assert found(first, second) == [("2019-03-19", "police:3")]
    between = "2019-03-11  police  risk_assessment  tool=ARMS; level=high"
    assert found(first, between, second) == [("2019-06-19", "police:5")]


def test_a_second_arrest_is_a_second_raise() -> None:
    again = ARREST.replace("2019-03-04", "2019-04-01")
    assert found(ARREST, again) == [("2019-03-19", "police:3"), ("2019-04-16", "police:4")]


def test_one_arrest_told_by_two_agencies_is_one_change() -> None:
    assert found(ARREST, ARREST.replace("police", "probation")) == [("2019-03-19", "police:3")]


def test_days_in_custody_are_not_counted() -> None:
    away = ("2019-03-05  police  custody_started  type=remand", "2019-03-18  police  custody_ended  type=remand")
    assert found(ARREST, *away) == [("2019-03-30", "police:3")]


def test_what_happened_before_he_was_registered_is_no_change_since() -> None:
    assert found(ARREST.replace("2019-03-04", "2018-12-03")) == []


def test_an_assessment_that_names_the_arrest_answers_it_though_another_tool_was_used() -> None:
    assert found(ARREST, "2019-03-11  probation  risk_assessment  tool=OASys; level=high; answers=3") == []
    assert found(ARREST, "2019-03-11  probation  risk_assessment  tool=OASys; level=high") == [
        ("2019-03-19", "police:3")
    ]


def test_an_assessment_that_names_no_tool_counts() -> None:
    assert found(ARREST, "2019-03-11  police  risk_assessment  level=high") == []


def test_it_is_not_judged_where_the_assessments_of_the_police_are_not_seen() -> None:
    shared = [line + "; shared 2019-01-15 health" for line in (START[1], ARREST)]
    scene = played("\n".join(shared), "him", "agency:health").scene
    seen = judge(scene, signals={"OFF08": signals()["OFF08"]})
    assert seen.raises == ()
    assert {n.because for n in seen.not_judged} == {"the records of police, whose duty it is, are not seen from here"}


def test_a_review_that_fell_due_after_the_register_had_ended_is_not_owed() -> None:
    lines = (START[1].replace("indefinite", "2019-03-11"), *START[2:], ARREST)
    assert judge(played("\n".join(lines), "him").scene, signals={"OFF08": signals()["OFF08"]}).raises == ()


def test_it_lapses_when_the_register_ends() -> None:
    lines = (START[1].replace("indefinite", "2019-06-01"), *START[2:], ARREST)
    (raised,) = judge(played("\n".join(lines), "him").scene, signals={"OFF08": signals()["OFF08"]}).raises
    assert (raised.lapsed, raised.cleared and str(day_of(raised.cleared))) == ("order ended", "2019-06-01")


def test_a_child_at_an_institution_is_none_with_him() -> None:
    at_home = "2019-03-04  health  residence  about mia; status=registered; place 9 Tanner Street"
    scene, one = played("\n".join((*START, at_home, END)), "him").scene, {"OFF08": signals()["OFF08"]}
    assert [r.trigger for r in judge(scene, signals=one).raises] == ["mia"]
    assert judge(scene, signals=one, institution=lambda place: place == "9 tanner street").raises == ()


def test_somebody_grown_up_who_moves_in_is_no_child() -> None:
    line = "2019-03-04  health  residence  about rob; status=registered; place 9 Tanner Street"
    lines = ("rob  born 2001-03-04", *START[1:], line, END)
    one = {"OFF08": signals()["OFF08"]}
    assert judge(played("\n".join(lines), "him").scene, signals=one).raises == ()
    younger = [line.replace("2001-03-04", "2001-03-05") for line in lines]
    assert [r.trigger for r in judge(played("\n".join(younger), "him").scene, signals=one).raises] == ["rob"]
