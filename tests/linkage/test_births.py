"""Birth dates in every form and precision, and how near two of them are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.linkage.births import Birth, birth, likeness, mistyped, years_apart
from heeded.words.told import Precision, Told


@pytest.mark.parametrize(
    "written", ["1980-11-03", "03/11/1980", "3/11/1980", "3 Nov 1980", "3rd November 1980", "03.11.80"]
)
def test_one_birth_date_written_many_ways_is_one_day(written: str) -> None:
    assert birth(written) == Birth(date(1980, 11, 3), date(1980, 11, 3))


def test_a_date_never_becomes_more_exact_than_it_was_told() -> None:
    month = birth(Told.days(date(2007, 4, 1), date(2007, 4, 30), Precision.MONTH).written())
    assert month == Birth(date(2007, 4, 1), date(2007, 4, 30))
    assert birth("1980") == Birth(date(1980, 1, 1), date(1980, 12, 31))


@pytest.mark.parametrize(
    "written", ["", "unknown", "31/02/1980", "1900-01-01", "01/01/1900", "9999-12-31", "0000-00-00", "99/99/9999"]
)
def test_what_tells_no_birth_date_is_none(written: str) -> None:
    assert birth(written) is None


def test_first_of_january_is_a_placeholder() -> None:
    told = birth("1980-01-01")
    assert told is not None
    assert told.weak


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [
        ("1981-06-20", "20/06/1981", "same"),
        ("1981-06-07", "1981-07-06", "turned"),
        ("1981-06-07", "1981-06-17", "slip"),
        ("1981-06-12", "1981-06-21", "slip"),
        ("1981-06-07", "1983-11-29", "near"),
        ("1981-06-07", "1991-06-08", "far"),
        ("1985-06-07", "1995-06-07", "far"),
        ("1981-01-01", "1981-06-17", "year"),
        ("1981-01-01", "1981-01-01", "year"),
        ("1981-01-01", "1983-06-17", "open"),
        ("1981", "1981-06-17", "year"),
        ("1981", "1999-06-17", "far"),
        ("1981", "1982-01-15", "near"),
    ],
)
def test_how_two_birth_dates_agree(one: str, two: str, level: str) -> None:
    first, second = birth(one), birth(two)
    assert first is not None
    assert second is not None
    assert likeness(first, second) == likeness(second, first) == level


def test_a_decade_mistyped_is_recognised() -> None:
    def day(text: str) -> Birth:
        told = birth(text)
        assert told is not None
        return told

    assert mistyped(day("1982-04-12"), day("1992-04-12"))
    assert not mistyped(day("1982-04-12"), day("2014-09-30"))


@given(st.text(max_size=80))
def test_any_text_can_stand_for_a_birth_date(text: str) -> None:
    told = birth(text)
    assert told is None or told.first <= told.last


@given(st.dates(min_value=date(1930, 1, 2)), st.dates(min_value=date(1930, 1, 2)))
def test_ten_years_apart_is_far_however_alike_the_figures(one: date, two: date) -> None:
    a, b = Birth(one, one), Birth(two, two)
    assert (likeness(a, b) == "far") == (years_apart(a, b) >= 10)
