"""A pregnancy near somebody who poses a risk: who is his partner, who lives with him, and when that was so."""

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement, Raise
from heeded.signals.shelf import load_text, signals
from heeded.words.instants import day_of
from heeded.words.trouble import Trouble

REGISTERED = "2018-01-15  police  registered  place 9 Tanner Street; until=indefinite"
BOOKED = "2018-09-20  health  antenatal_booking  about jade; due=2019-03-01"


def judged(*lines: str, vantage: str = "pooled") -> Judgement:
    return judge(played("\n".join(lines), "him", vantage).scene, signals={"OFF04": signals()["OFF04"]})


def raised(*lines: str) -> list[str]:
    return [str(day_of(r.raised)) for r in judged(*lines).raises]


def only(*lines: str) -> Raise:
    (found,) = judged(*lines).raises
    return found


def test_each_woman_is_a_raise_of_her_own() -> None:
    found = judged(REGISTERED, f"{BOOKED}; partner:him", f"{BOOKED}; partner:him".replace("jade", "kay")).raises
    assert sorted(r.trigger for r in found) == ["jade", "kay"]


def test_two_bookings_of_one_woman_are_one_raise() -> None:
    again = BOOKED.replace("2018-09-20", "2018-10-02")
    assert raised(REGISTERED, f"{BOOKED}; partner:him", f"{again}; partner:him") == ["2018-09-20"]


@pytest.mark.parametrize(
    "tie",
    [
        "2018-03-01  police     relationship  partner:jade; type=partner; status=started",
        "2018-03-01  probation  relationship  about jade; partner:him; type=partner; status=engaged",
        "2018-03-01  probation  self_report   what=relationship; partner:jade",
        "2018-03-01  police     visit         purpose=offender; result=seen; partner:jade",
    ],
)
def test_a_partner_is_one_whoever_told_of_it_and_whichever_way_round(tie: str) -> None:
    assert raised(REGISTERED, tie, BOOKED) == ["2018-09-20"]


def test_a_friend_is_no_partner() -> None:
    assert raised(REGISTERED, "2018-03-01  police  relationship  other:jade; type=friend; status=started", BOOKED) == []


def test_they_become_a_couple_while_she_is_expecting() -> None:
    late = "2018-12-01  police  relationship  partner:jade; type=partner; status=started"
    assert raised(REGISTERED, BOOKED, late) == ["2018-12-01"]
    assert raised(REGISTERED, BOOKED, late.replace("2018-12-01", "2019-03-01")) == []


def test_without_a_due_date_she_is_taken_to_expect_for_nine_months() -> None:
    booked = BOOKED.replace("; due=2019-03-01", "")
    couple = "{}  police  relationship  partner:jade; type=partner; status=started"
    assert raised(REGISTERED, booked, couple.format("2019-06-19")) == ["2019-06-19"]
    assert raised(REGISTERED, booked, couple.format("2019-06-20")) == []


def test_that_she_moves_away_afterwards_answers_nothing() -> None:
    lives, leaves = (f"{day}  health  residence  about jade; status=registered; place {place}"
                     for day, place in (("2018-09-20", "9 Tanner Street"), ("2018-11-01", "4 Park Terrace")))  # fmt: skip
    assert only(REGISTERED, BOOKED, lives, leaves).cleared is None


def test_somebody_who_poses_no_risk_raises_nothing() -> None:
    assert (
        raised(f"{BOOKED}; partner:him", "2018-01-15  police  residence  status=registered; place 9 Tanner Street")
        == []
    )


def test_a_high_risk_to_children_found_after_the_booking_is_no_answer_to_itself() -> None:
    assessed = "2018-11-05  police  risk_assessment  tool=ARMS; level=high; to=children"
    booked = f"{BOOKED}; partner:him"
    assert raised(booked, assessed) == ["2018-11-05"]
    found = only(booked, assessed, "2018-12-03  police  risk_assessment  tool=ARMS; level=high; to=children")
    assert found.cleared is not None
    assert str(day_of(found.cleared)) == "2018-12-03"


def test_an_assessment_before_he_was_a_risk_answers_nothing() -> None:
    low = "2018-10-01  police  risk_assessment  tool=ARMS; level=low; to=children"
    high = "2018-11-05  police  risk_assessment  tool=ARMS; level=high; to=children"
    assert raised(f"{BOOKED}; partner:him", low, high) == ["2018-11-05"]


def test_it_lapses_when_the_register_ends() -> None:
    found = only(REGISTERED.replace("indefinite", "2018-12-01"), f"{BOOKED}; partner:him")
    assert (found.lapsed, found.cleared and str(day_of(found.cleared))) == ("order ended", "2018-12-01")


def test_a_booking_written_down_after_the_register_ended_is_raised_and_lapses() -> None:
    found = only(REGISTERED.replace("indefinite", "2018-12-01"), f"{BOOKED}; partner:him; recorded 2018-12-20")
    assert (str(day_of(found.raised)), found.lapsed, found.cleared) == ("2018-12-20", "order ended", found.raised)


def test_without_an_address_on_record_it_says_what_it_could_not_compare() -> None:
    found = judged("2018-01-15  police  registered  until=indefinite", BOOKED)
    assert [(n.person, n.because) for n in found.not_judged] == [("him", "no address on record")]


def test_nobody_is_told_of_a_missing_address_where_nobody_is_expecting() -> None:
    assert judged("2018-01-15  police  registered  until=indefinite").not_judged == ()


def test_a_length_of_visiting_in_months_is_refused() -> None:
    with pytest.raises(Trouble, match="counted in days"):
        load_text(signals()["OFF04"].text.replace("90 days", "3 months"))


def test_an_institution_joins_nobody() -> None:
    lines = (REGISTERED, BOOKED, "2018-09-20  health  residence  about jade; status=registered; place 9 Tanner Street")
    scene, one = played("\n".join(lines), "him").scene, {"OFF04": signals()["OFF04"]}
    assert [r.trigger for r in judge(scene, signals=one).raises] == ["jade"]
    assert judge(scene, signals=one, institution=lambda place: place == "9 tanner street").raises == ()
