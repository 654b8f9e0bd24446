"""Arrested on licence: whose arrest it is, from when the hours run, and what counts as considering recall."""

from .judging import days, judgement, raised

RELEASED = "2022-06-17  prison  released  type=licence"
LICENCE = "2022-06-17  probation  order_made  type=licence; until=2022-12-17; conditions=KEEP_IN_TOUCH"
ARREST = "2022-07-05T12:00  police  arrest  offence=burglary"
RAISED = "2022-07-06"


def test_a_decision_at_the_very_end_of_the_hours_is_in_time() -> None:
    in_time = "2022-07-06T12:00  probation  breach_decision  outcome=decision_not_to_recall"
    late = "2022-07-06T12:01  probation  breach_decision  outcome=decision_not_to_recall"
    assert raised("LIC05", LICENCE, ARREST, in_time) == ()
    assert days(raised("LIC05", LICENCE, ARREST, late)) == [(RAISED, RAISED)]


def test_a_correction_of_the_arrest_does_not_start_the_hours_again() -> None:
    corrected = "2022-07-05T12:00  police  arrest  offence=theft; replaces 2; recorded 2022-07-20"
    assert days(raised("LIC05", LICENCE, ARREST, corrected)) == [(RAISED, "2022-12-17")]


def test_nor_does_another_agency_that_hears_of_it_later() -> None:
    again = "2022-07-05  prison  arrest  offence=burglary; recorded 2022-09-01"
    (found,) = raised("LIC05", LICENCE, "2022-07-05  police  arrest  offence=burglary", again)
    assert (found.trigger, set(found.evidence)) == ("police:2", {"probation:1", "police:2"})
    assert [ref for ref, _ in found.later] == ["prison:3"]


def test_what_names_the_arrest_answers_it_but_a_charge_does_not() -> None:
    action = "2022-07-08  probation  action  what=recall considered and not needed; answers=2"
    charge = "2022-07-08  police  charge  offence=burglary; answers=2"
    assert days(raised("LIC05", LICENCE, ARREST, action)) == [(RAISED, "2022-07-08")]
    assert days(raised("LIC05", LICENCE, ARREST, charge)) == [(RAISED, "2022-12-17"), ("2022-07-09", "2022-12-17")]


def test_the_raise_lapses_when_the_licence_is_over() -> None:
    (found,) = raised("LIC05", LICENCE, ARREST)
    assert (days((found,)), found.lapsed) == ([(RAISED, "2022-12-17")], "order ended")


def test_after_revocation_or_on_a_day_out_of_prison_there_is_no_licence() -> None:
    assert raised("LIC05", LICENCE, "2022-07-01  prison  revoked", ARREST) == ()
    assert raised("LIC05", "2022-07-05  prison  released  type=temporary", ARREST) == ()


def test_a_licence_known_only_by_the_release_has_no_end_until_the_licence_is_known() -> None:
    later = "2025-01-05  police  arrest  offence=theft"
    assert [r.raised.year for r in raised("LIC05", RELEASED, later)] == [2025]
    assert raised("LIC05", RELEASED, LICENCE, later) == ()


def test_a_licence_written_down_late_does_not_undo_that_he_was_out_on_one() -> None:
    licence = "2022-08-01  probation  order_made  type=licence; until=2022-12-17"
    assert days(raised("LIC05", RELEASED, ARREST, licence)) == [(RAISED, "")]


def test_it_is_red_where_the_sentence_or_the_licence_has_no_end() -> None:
    for line in (RELEASED + "; sentence=life", "2022-06-17  probation  order_made  type=licence; until=life"):
        (found,) = raised("LIC05", line, ARREST)
        assert found.levels[-1][0] == "red"


def test_who_does_not_see_what_probation_decides_is_told_so() -> None:
    lines = (LICENCE + "; shared 2022-06-17", ARREST)
    found = judgement("LIC05", *lines, vantage="agency:police")
    assert found.raises == ()
    assert [n.because for n in found.not_judged] == [
        "the records of probation, who decide on recall, are not seen from here"
    ]


def test_the_last_release_before_the_arrest_is_the_one_it_rests_on() -> None:
    (found,) = raised("LIC05", "2019-06-17  prison  released  type=licence", RELEASED, ARREST)
    assert set(found.evidence) == {"prison:2", "police:3"}
