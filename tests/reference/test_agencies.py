"""One agency has one name here, whatever people call it."""

import pytest

from heeded.reference.agencies import agencies, agency_of, known_agency


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("police", "police"),
        ("The Police", "police"),
        ("Children's Services", "social-care"),
        ("children’s social care", "social-care"),
        ("Social_Care", "social-care"),
        ("GP", "health"),
        ("A&E", "health"),
        ("HMP", "prison"),
        ("Parole Board", "parole-board"),
        ("Victim Liaison Unit", "victim-liaison"),
        ("Youth Offending Team", "youth-justice"),
        ("School", "education"),
    ],
)
def test_other_names_are_the_one_agency(name: str, agency: str) -> None:
    assert agency_of(name) == known_agency(name) == agency


def test_an_agency_we_do_not_know_keeps_its_name() -> None:
    assert (agency_of("Night Shelter"), known_agency("Night Shelter")) == ("night-shelter", "")
    assert len(agency_of("x" * 500)) == 80
    assert agency_of("") == ""


def test_every_agency_is_known_by_its_own_name_and_says_what_it_is() -> None:
    for name, meaning in agencies().items():
        assert agency_of(name) == name
        assert meaning
