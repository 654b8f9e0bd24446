"""Lengths of time are read as people write them, and anything else is told in a sentence."""

import pytest

from heeded.words.interval import Interval, Unit, parse_interval
from heeded.words.trouble import Trouble


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("6 months", Interval(6, Unit.MONTHS)),
        ("10 working days", Interval(10, Unit.WORKING_DAYS)),
        ("10_working_days", Interval(10, Unit.WORKING_DAYS)),
        ("1 Working Day", Interval(1, Unit.WORKING_DAYS)),
        ("2 weeks", Interval(2, Unit.WEEKS)),
        ("30 days", Interval(30, Unit.DAYS)),
        ("30days", Interval(30, Unit.DAYS)),
        ("every 2 years", Interval(24, Unit.MONTHS)),
        ("24 hours", Interval(24, Unit.HOURS)),
        ("6-weekly", Interval(6, Unit.WEEKS)),
        ("fortnightly", Interval(2, Unit.WEEKS)),
        ("Monthly", Interval(1, Unit.MONTHS)),
    ],
)
def test_a_length_of_time_is_read(text: str, interval: Interval) -> None:
    assert parse_interval(text) == interval


@pytest.mark.parametrize(
    "interval", [Interval(1, Unit.WORKING_DAYS), Interval(6, Unit.MONTHS), Interval(1, Unit.HOURS)]
)
def test_what_is_written_is_read_back(interval: Interval) -> None:
    assert parse_interval(str(interval)) == interval


@pytest.mark.parametrize("text", ["", "soon", "0 days", "-3 days", "99999 days", "9999 years", "6", "six", "9" * 99])
def test_anything_else_is_told_with_where_it_stands(text: str) -> None:
    with pytest.raises(Trouble, match=r"^police\.xlsx row 4: "):
        parse_interval(text, "police.xlsx row 4")
