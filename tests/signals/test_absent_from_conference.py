"""An agency missing from a conference: which ones, in what time, and who can tell."""

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

HARM = """
child  born 2006-02-20
2006-12-11  health  injury  explained=no; shared 2006-12-11
2006-12-11  police  arrest  about mother; victim:child; shared 2006-12-12
"""


def judged(given: str, vantage: str = "pooled") -> Judgement:
    return judge(played(given, "child", vantage).scene, signals={"CLK06": signals()["CLK06"]})


def missing(found: Judgement) -> list[tuple[str, str]]:
    return [(r.trigger, str(day_of(r.cleared)) if r.cleared and not r.lapsed else "") for r in found.raises]


def test_two_missing_agencies_are_two_raises() -> None:
    found = judged(HARM + "2006-12-22  social-care  conference  attended=social-care")
    assert missing(found) == [("health social-care:3", ""), ("police social-care:3", "")]


def test_whoever_held_the_conference_is_not_missing() -> None:
    given = "child  born 2006-02-20\n2006-12-11  social-care  concern  harm=physical\n"
    assert missing(judged(given + "2006-12-22  social-care  conference  attended=police")) == []


def test_an_agency_that_tells_of_the_conference_itself_was_there() -> None:
    given = """
        2006-12-22  social-care  conference  attended=social-care,police
        2006-12-22  health       conference  attended=health
        """
    assert missing(judged(HARM + given)) == []


def test_an_agency_is_known_by_its_other_names() -> None:
    given = "2006-12-22  social-care  conference  attended=Children's Services,Constabulary; reports=GP surgery"
    assert missing(judged(HARM + given)) == []


def test_sixty_days_before_count_and_sixty_one_do_not() -> None:
    given = "child  born 2006-02-20\n2006-10-{}  health  injury  explained=no\n2006-12-22  social-care  conference  attended=police"
    assert missing(judged(given.format("23"))) == [("health social-care:2", "")]
    assert missing(judged(given.format("22"))) == []


def test_what_happened_after_the_conference_was_not_known_to_it() -> None:
    given = "child  born 2006-02-20\n2006-12-22  social-care  conference  attended=police\n2006-12-23  health  injury  explained=no"
    assert missing(judged(given)) == []


def test_a_record_that_answers_the_injury_brings_no_report() -> None:
    given = """
        2006-12-22  social-care  conference  attended=social-care,police
        2006-12-27  social-care  action      what=rang the family; answers=1
        """
    assert missing(judged(HARM + given)) == [("health social-care:3", "")]


def test_where_nobody_wrote_down_who_came_it_is_not_judged() -> None:
    found = judged(HARM + "2006-12-22  social-care  conference  outcome=plan")
    assert found.raises == ()
    assert [n.because for n in found.not_judged] == ["nobody wrote down who came to the conference"]


def test_an_agency_can_tell_of_itself_and_a_third_cannot() -> None:
    given = HARM + "2006-12-22  social-care  conference  attended=social-care,police; shared 2006-12-22"
    assert missing(judged(given, "agency:health")) == [("health social-care:3", "")]
    from_police = judged(given, "agency:police")
    assert from_police.raises == ()
    assert [n.because for n in from_police.not_judged] == [
        "the records of social-care, who held the conference, are not seen from here"
    ]
