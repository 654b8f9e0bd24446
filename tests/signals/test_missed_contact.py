"""Missed after release: which days count, what excuses it, and when it was the first contact."""

import pytest

from .judging import days, raised

RELEASED = "2022-06-17  prison  released  type=licence"
MISSED = "2022-06-20  probation  appointment  result=missed"


def level(*lines: str) -> str:
    (found,) = raised("LIC01", *lines)
    return found.levels[-1][0]


@pytest.mark.parametrize(
    ("day", "counts"), [("2022-06-16", 0), ("2022-06-17", 1), ("2022-06-24", 1), ("2022-06-25", 0)]
)
def test_the_day_of_release_and_the_seven_after_it_count(day: str, counts: int) -> None:
    assert len(raised("LIC01", RELEASED, f"{day}  probation  appointment  result=missed")) == counts


def test_it_is_red_until_somebody_of_probation_has_met_him() -> None:
    kept = "2022-06-18  probation  appointment  result=kept"
    seen = "2022-06-18  probation  visit  purpose=offender; result=seen"
    dentist = "2022-06-18  health  appointment  service=dentist; result=kept"
    assert [level(RELEASED, MISSED), level(RELEASED, dentist, MISSED)] == ["red", "red"]
    assert [level(RELEASED, kept, MISSED), level(RELEASED, seen, MISSED)] == ["amber", "amber"]


def test_what_the_record_says_of_the_first_appointment_is_believed() -> None:
    kept = "2022-06-18  probation  appointment  result=kept"
    assert level(RELEASED, kept, f"{MISSED}; first=yes") == "red"
    assert level(RELEASED, f"{MISSED}; first=no") == "amber"


def test_two_agencies_that_tell_of_one_release_and_one_appointment_make_one_raise() -> None:
    again = ("2022-06-17  probation  released  type=licence", "2022-06-20  youth-justice  appointment  result=missed")
    (found,) = raised("LIC01", RELEASED, MISSED, *again)
    assert found.trigger == "prison:1"


def test_the_next_release_begins_anew() -> None:
    again = ("2023-03-01  prison  released  type=automatic", "2023-03-02  probation  appointment  result=missed")
    assert [r.trigger for r in raised("LIC01", RELEASED, MISSED, *again)] == ["prison:1", "prison:3"]


def test_back_in_custody_he_cannot_come_and_back_out_he_can() -> None:
    back = "2022-06-18  police  custody_started  type=remand"
    out = "2022-06-19  police  custody_ended  type=remand"
    assert raised("LIC01", RELEASED, back, MISSED) == ()
    assert len(raised("LIC01", RELEASED, back, out, MISSED)) == 1


def test_an_excuse_that_is_heard_of_late_ends_it_when_it_is_heard_of() -> None:
    ward = "2022-06-18  health  admission  recorded 2022-06-23"
    assert days(raised("LIC01", RELEASED, MISSED, ward)) == [("2022-06-20", "2022-06-23")]


def test_the_risk_assessed_again_answers_it() -> None:
    assessed = "2022-06-21  probation  risk_assessment  tool=RoSH; level=high"
    assert days(raised("LIC01", RELEASED, MISSED, assessed)) == [("2022-06-20", "2022-06-21")]


def test_who_does_not_see_probations_records_cannot_say_that_it_was_the_first() -> None:
    lines = (f"{RELEASED}; shared 2022-06-17", f"{MISSED}; shared 2022-06-20")
    (found,) = raised("LIC01", *lines, vantage="shared")
    assert found.levels[-1][0] == "amber"


@pytest.mark.parametrize("day", ["2022-06-17", "2022-06-20"])
def test_contact_on_the_day_of_release_or_of_the_appointment_is_contact_before(day: str) -> None:
    assert level(RELEASED, f"{day}  probation  appointment  result=kept", MISSED) == "amber"
