"""How dates, agencies, kinds and marked words are said."""

import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.web import saying
from heeded.words.instants import NEVER, parsed
from heeded.words.told import Precision, Told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told.on(date(2019, 3, 12)), "12 March 2019"),
        (Told.on(date(2019, 7, 1)), "1 July 2019"),
        (Told.days(date(2019, 4, 1), date(2019, 4, 30), Precision.MONTH), "April 2019"),
        (Told.days(date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR), "2019"),
        (Told.days(date(2007, 4, 9), date(2007, 4, 11), Precision.RANGE), "9 to 11 April 2007"),
        (Told.days(date(2007, 4, 30), date(2007, 5, 6), Precision.RANGE), "30 April 2007 to 6 May 2007"),
        (Told.days(date(2007, 4, 1), date(2007, 4, 30), Precision.CIRCA), "about 1 to 30 April 2007"),
        (Told.at(parsed("2024-08-12T09:30:00+01:00")), "12 August 2024 at 09:30"),
        (None, "not said"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_was_told(told: Told | None, said: str) -> None:
    assert saying.told(told) == said


def test_an_instant_is_said_by_its_london_day() -> None:
    assert saying.day(parsed("2024-08-11T23:30:00+00:00")) == "12 August 2024"
    assert saying.moment(parsed("2024-08-12T00:00:00+01:00")) == "12 August 2024"
    assert saying.day(NEVER) == saying.day(None) == "–"


def test_a_machine_reads_the_day_too() -> None:
    assert saying.machine(Told.on(date(2019, 7, 1))) == "2019-07-01"
    assert saying.machine(parsed("2024-08-12T09:30:00+01:00")) == "2024-08-12T09:30:00+01:00"


@pytest.mark.parametrize(("value", "said"), [(1.0, "100%"), (0.9999, "99%"), (0.93, "93%"), (0.0, "0%"), (None, "–")])
def test_nothing_short_of_certain_is_called_certain(value: float | None, said: str) -> None:
    assert saying.percent(value) == said


def test_kinds_agencies_and_vantages_are_said_in_words() -> None:
    assert saying.words("s47_started") == "Section 47 started"
    assert saying.words("rosh understated") == "RoSH understated"
    assert saying.agency("social-care") == "Social care"
    assert saying.vantage("agency:parole-board") == "Parole board alone"
    assert saying.count(1200, "record,records") == "1,200 records"
    assert saying.count(1, "person,people") == "1 person"


def test_each_known_agency_has_a_colour_of_its_own_and_an_unknown_one_keeps_its() -> None:
    assert len({saying.colour(name) for name in saying.COLOURS}) == len(saying.COLOURS)
    assert saying.colour("ambulance") == saying.colour("ambulance")


def test_markup_inside_a_mark_is_text_too() -> None:
    assert saying.marked("<b>cot</b> seen", [(0, 6)]) == "<mark>&lt;b&gt;cot</mark>&lt;/b&gt; seen"


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=6))
def test_marking_never_changes_the_text_and_never_lets_markup_through(text: str, spans: list[tuple[int, int]]) -> None:
    marked = str(saying.marked(text, spans))
    assert html.unescape(re.sub(r"</?mark>", "", marked)) == text
    assert not re.search(r"<(?!/?mark>)", marked)
