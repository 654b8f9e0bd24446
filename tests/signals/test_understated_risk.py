"""Risk put too low: which assessment counts, which facts, and what answers."""

import time

from .judging import days, raised

CONVICTED = tuple(f"{year}-02-03  police  conviction  category=violent" for year in (2014, 2017, 2020))
WEAPON = "2021-03-01  prison  intelligence  topic=weapon; setting=custody"
MEDIUM = "2022-06-10  probation  risk_assessment  tool=RoSH; level=medium"
RAISED = "2022-06-10"
SECONDS = 20  # only against hanging


def test_one_sort_of_fact_is_not_enough_however_often() -> None:
    many = (f"{year}-02-03  police  conviction  category=sexual" for year in range(1990, 2015))
    assert raised("LIC13", *many, MEDIUM) == ()


def test_a_weapon_outside_prison_and_a_conviction_for_theft_are_not_those_facts() -> None:
    outside, theft = WEAPON.replace("custody", "community"), CONVICTED[0].replace("violent", "other")
    assert raised("LIC13", *CONVICTED, outside, MEDIUM) == ()
    assert raised("LIC13", theft, *CONVICTED[1:], WEAPON, MEDIUM) == ()


def test_one_conviction_told_by_two_agencies_is_one() -> None:
    again = CONVICTED[0].replace("police", "prison")
    assert raised("LIC13", *CONVICTED[:2], again, WEAPON, MEDIUM) == ()


def test_the_latest_assessment_counts_whichever_is_known_first() -> None:
    high = "2022-06-12  probation  risk_assessment  tool=RoSH; level=high"
    assert days(raised("LIC13", *CONVICTED, WEAPON, MEDIUM, high)) == [(RAISED, "2022-06-12")]
    assert raised("LIC13", *CONVICTED, WEAPON, f"{MEDIUM}; recorded 2022-06-20", high) == ()


def test_another_instrument_neither_raises_nor_answers() -> None:
    police = "2022-06-20  police  risk_assessment  tool=ARMS; level=low"
    assert raised("LIC13", *CONVICTED, WEAPON, police) == ()
    assert days(raised("LIC13", *CONVICTED, WEAPON, MEDIUM, police)) == [(RAISED, "")]


def test_after_a_decision_a_new_fact_raises_it_again_with_all_that_is_known() -> None:
    decided = "2022-06-20  probation  breach_decision  outcome=warning"
    new = "2022-09-01  police  conviction  category=violent"
    first, second = raised("LIC13", *CONVICTED, WEAPON, MEDIUM, decided, new)
    assert days((first, second)) == [(RAISED, "2022-06-20"), ("2022-09-01", "")]
    assert len(second.evidence) == 6
    assert "4 violent or sexual convictions" in second.says


def test_a_note_that_names_the_assessment_answers_it() -> None:
    note = "2022-06-20  probation  supervision_note  answers=5"
    assert days(raised("LIC13", *CONVICTED, WEAPON, MEDIUM, note)) == [(RAISED, "2022-06-20")]


def test_three_incidents_have_to_lie_within_a_year() -> None:
    breaches = tuple(f"2022-0{month}-01  probation  breach  condition=CURFEW" for month in (1, 2))

    def incidents(*told: str) -> tuple[str, ...]:
        return tuple(f"{day}  police  domestic_abuse_incident  suspect:him; victim:jo" for day in told)

    within = incidents("2021-06-01", "2021-09-01", "2022-06-01")
    over = incidents("2021-05-31", "2021-09-01", "2022-06-01")
    assert len(raised("LIC13", *breaches, *within, MEDIUM)) == 1
    assert raised("LIC13", *breaches, *over, MEDIUM) == ()


def test_a_long_record_does_not_hang() -> None:
    lines = [f"{1990 + n // 28}-02-{n % 28 + 1:02}  police  conviction  category=violent" for n in range(190)]
    began = time.monotonic()
    assert len(raised("LIC13", *lines, WEAPON, MEDIUM)) == 1
    assert time.monotonic() - began < SECONDS


def test_two_convictions_of_the_three_it_takes_are_no_evidence_yet() -> None:
    breaches = tuple(f"2022-0{month}-01  probation  breach  condition=CURFEW" for month in (1, 2))
    late = f"{CONVICTED[2]}; recorded 2022-08-01"
    (found,) = raised("LIC13", *CONVICTED[:2], late, WEAPON, *breaches, MEDIUM)
    assert set(found.evidence) == {"prison:4", "probation:5", "probation:6", "probation:7"}
    assert {ref for ref, _ in found.later} == {"police:1", "police:2", "police:3"}


def test_an_assessment_that_gives_no_level_changes_nothing() -> None:
    blank = "2022-06-12  probation  risk_assessment  tool=RoSH"
    assert days(raised("LIC13", *CONVICTED, WEAPON, MEDIUM, blank)) == [(RAISED, "")]


def test_an_assessment_by_probation_that_names_no_instrument_is_of_serious_harm() -> None:
    assert len(raised("LIC13", *CONVICTED, WEAPON, MEDIUM.replace("tool=RoSH; ", ""))) == 1


def test_a_record_counts_for_as_many_convictions_as_it_tells_of() -> None:
    one = "2017-05-01  police  conviction  category=violent; count={}"
    assert days(raised("LIC13", one.format(3), WEAPON, MEDIUM)) == [(RAISED, "")]
    assert raised("LIC13", one.format(2), WEAPON, MEDIUM) == ()
    assert raised("LIC13", one.format("0"), WEAPON, MEDIUM) == ()


def test_two_agencies_that_tell_of_two_convictions_tell_of_the_same_two() -> None:
    two = "2017-05-01  police  conviction  category=violent; count=2"
    assert raised("LIC13", two, two.replace("police", "prison"), WEAPON, MEDIUM) == ()
    (found,) = raised("LIC13", two, two.replace("police", "prison").replace("=2", "=3"), WEAPON, MEDIUM)
    assert "3 violent or sexual convictions" in found.says


def test_no_number_of_convictions_however_great_keeps_anybody_waiting() -> None:
    one = f"2017-05-01  police  conviction  category=violent; count={'9' * 300}"
    began = time.monotonic()
    assert len(raised("LIC13", one, WEAPON, MEDIUM)) == 1
    assert time.monotonic() - began < SECONDS
