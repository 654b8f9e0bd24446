"""A home with more than twelve unrelated people joins nobody from then on, whichever signal asks who lives together."""

import pytest

from .judging import days, judgement, raised

REGISTER = "2019-01-07  police  registered  place 9 Tanner Street; until=indefinite"
CHILD = "kim  born 2015-02-01"
MOVED_IN = "2019-02-04  health  residence  about kim; status=registered; place 9 Tanner Street"


def residents(many: int, year: int = 2019) -> tuple[str, ...]:
    """So many people who have nothing to do with one another, from the March of a year."""
    told = "{}-03-{:02}  health  residence  about resident{}; status=registered; place 9 Tanner Street"
    return tuple(told.format(year, 1 + number, number) for number in range(many))


def test_twelve_in_all_are_neighbours_and_the_thirteenth_clears_what_was_raised() -> None:
    assert days(raised("OFF01", CHILD, REGISTER, MOVED_IN, *residents(10))) == [("2019-02-04", "2033-02-01")]
    assert days(raised("OFF01", CHILD, REGISTER, MOVED_IN, *residents(11))) == [("2019-02-04", "2019-03-11")]


def test_a_thirteenth_written_down_late_clears_it_when_that_is_known() -> None:
    *most, last = residents(11)
    late = f"{last}; recorded 2019-06-03"
    assert days(raised("OFF01", CHILD, REGISTER, MOVED_IN, *most, late)) == [("2019-02-04", "2019-06-03")]


def test_who_comes_into_a_full_house_is_joined_to_nobody_and_that_is_said() -> None:
    found = judgement("OFF01", CHILD, REGISTER, MOVED_IN, *residents(13, 2018))
    assert found.raises == ()
    assert {n.because for n in found.not_judged if n.person == "kim"} == {
        "more than 12 people who are not related live at an address on record, so it joins nobody"
    }


@pytest.mark.parametrize(
    ("code", "pattern"),
    [
        ("OFF04", (REGISTER, MOVED_IN.replace("kim", "jo"), "2019-09-20  health  antenatal_booking  about jo")),
        ("HSE01", (f"{CHILD}; place 9 Tanner Street", "2020-01-06  social-care  case_opened  about kim",
                   MOVED_IN.replace("kim", "jo"))),
        ("HSE02", (CHILD, MOVED_IN, *(
            f"2019-{month}-06  police  domestic_abuse_incident  victim:jo; child_present=yes; place 9 Tanner Street"
            for month in ("07", "08", "09")))),
    ],
)  # fmt: skip
def test_no_signal_joins_people_through_it(code: str, pattern: tuple[str, ...]) -> None:
    assert len(raised(code, *pattern)) == 1
    assert raised(code, *pattern, *residents(13, 2018)) == ()
