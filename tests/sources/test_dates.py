"""Dates as people write them: read with the precision they were told in, or refused with what to write."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.sources.dates import told
from heeded.sources.days import UnreadableDate
from heeded.words.told import Precision, Told

NINTH = "2007-04-09"
ONE_DAY = """2007-04-09 | 9 Apr 2007 | 9 April 2007 | 09/04/2007 | 9/4/2007 | 9/4/07 | 09.04.07 | 09-04-2007 | 9-Apr-07
9th April 2007 | 9th of April 2007 | Monday 9 April 2007 | Mon 9th Apr 2007 | April 9, 2007 | Apr 9th 2007 | 20070409
2007/04/09 | 2007 Apr 9 | 9 April '07 | 9Apr2007 | 9. April 2007 | 9 Ebrill 2007 | 39181 | 39181.0 | 09 04 2007
2007-04-09 00:00:00 | 09/04/2007 00:00:00 | 9 Apr 2007 evening | 9 Apr 2007 (pm) | 9 Apr 2007 overnight
09/04/2007 10:00 - 11:30 | 9 Apr 2007 10am-11am | 9 Apr 2007 c. 14:30 | 9-9 Apr 2007"""
SPANS = """Apr 2007 > 2007-04-01/2007-04-30 month
April 2007 > 2007-04-01/2007-04-30 month
04/2007 > 2007-04-01/2007-04-30 month
2007-04 > 2007-04-01/2007-04-30 month
Apr '07 > 2007-04-01/2007-04-30 month
Feb 2008 > 2008-02-01/2008-02-29 month
2007 > 2007-01-01/2007-12-31 year
summer 2007 > 2007-06-01/2007-08-31 range
w/c 9 Apr 2007 > 2007-04-09/2007-04-15 range
W/C 09/04/2007 > 2007-04-09/2007-04-15 range
week commencing 9th April 2007 > 2007-04-09/2007-04-15 range
week beginning 9 Apr 2007 > 2007-04-09/2007-04-15 range
w/e 15 Apr 2007 > 2007-04-09/2007-04-15 range
9-11 Apr 2007 > 2007-04-09/2007-04-11 range
9 – 11 Apr 2007 > 2007-04-09/2007-04-11 range
9 to 11 April 2007 > 2007-04-09/2007-04-11 range
from 9 to 11 April 2007 > 2007-04-09/2007-04-11 range
between 9 and 11 Apr 2007 > 2007-04-09/2007-04-11 range
9/10 Apr 2007 > 2007-04-09/2007-04-10 range
9 & 10 Apr 2007 > 2007-04-09/2007-04-10 range
April 9-11, 2007 > 2007-04-09/2007-04-11 range
9-11/04/2007 > 2007-04-09/2007-04-11 range
09/04/2007 - 11/04/2007 > 2007-04-09/2007-04-11 range
2007-04-09 to 2007-04-11 > 2007-04-09/2007-04-11 range
2007-04-09/2007-04-11 > 2007-04-09/2007-04-11 range
30 Mar - 2 Apr 2007 > 2007-03-30/2007-04-02 range
Fri 30 Mar - Mon 2 Apr 2007 > 2007-03-30/2007-04-02 range
30 Dec 2006 - 2 Jan 2007 > 2006-12-30/2007-01-02 range
30 Dec - 2 Jan 2007 > 2006-12-30/2007-01-02 range
Apr - Jun 2007 > 2007-04-01/2007-06-30 range
Apr/May 2007 > 2007-04-01/2007-05-31 range
2006-2007 > 2006-01-01/2007-12-31 range
9 Apr 2007 14:30 - 10 Apr 2007 09:00 > 2007-04-09/2007-04-10 range
9-10 May 2007 14:30 > 2007-05-09/2007-05-10 range
c. Apr 2007 > 2007-04-01/2007-04-30 circa
circa 2007 > 2007-01-01/2007-12-31 circa
c2007 > 2007-01-01/2007-12-31 circa
about 9 Apr 2007 > 2007-04-09 circa
9 Apr 2007? > 2007-04-09 circa
early Apr 2007 > 2007-04-01/2007-04-30 circa
mid-April 2007 > 2007-04-01/2007-04-30 circa
late 2007 > 2007-01-01/2007-12-31 circa
April 2007 (exact date unknown) > 2007-04-01/2007-04-30 circa
9 Apr 2007 (approx) > 2007-04-09 circa
Dec - Jan 2007 > 2006-12-01/2007-01-31 range
c. Apr 2007 14:30 > 2007-04-01/2007-04-30 circa"""
TIMES = """9 Apr 2007 14:30 > 13:30 | 2007-04-09T14:30 > 13:30 | 2007-04-09 14:30:00 > 13:30 | 09/04/2007 2.30pm > 13:30
09/04/07 14.30 > 13:30 | 9/4/07 1430hrs > 13:30 | 9 April 2007 at 2:30 pm > 13:30 | 14:30 9 Apr 2007 > 13:30
2007-04-09T14:30:00Z > 14:30 | 2007-04-09T14:30:00+01:00 > 13:30 | 39181.5 > 11:00 | 9 Apr 2007, 09:05 > 08:05
9 Apr 2007 12am > 23:00 | 9 Apr 2007 12pm > 11:00"""
REFUSED = """Monday 9 April > no year
9 Apr > no year
9/4 > no year
Tuesday 9 April 2007 > was a Monday
Monday April 2007 > weekday
04/25/2007 > The day comes first
31/02/2007 > no day 31
29 Feb 2007 > no day 29
2007-13-01 > no month 13
1899 > outside the years
2101 > outside the years
9/4/1850 > outside the years
2006-07 > a month or two years
2006/07 > a month or two years
11-9 Apr 2007 > before it begins
w/c Apr 2007 > week without a day
9 Apr 2007 - 10 Apr 2007 - 11 Apr 2007 > more than two
before 2007 > before or after
since Apr 2007 > before or after
from 2007 > before or after
9 Foo 2007 > no month
9 Apr 2007 25:00 > no clock
9 Apr 2007 14pm > no clock
unknown > not a date
n/k > not a date
99999 > not a date
Apr-07 > not a date"""


@pytest.mark.parametrize("text", [form.strip() for line in ONE_DAY.splitlines() for form in line.split("|")])
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert told(text).written() == NINTH


@pytest.mark.parametrize("line", SPANS.splitlines())
def test_a_vague_date_stays_as_vague_as_it_was_told(line: str) -> None:
    text, _, written = line.partition(" > ")
    assert told(text).written() == written


@pytest.mark.parametrize("form", [form.strip() for line in TIMES.splitlines() for form in line.split("|")])
def test_a_time_is_what_a_london_clock_showed(form: str) -> None:
    text, _, clock = form.partition(" > ")
    found = told(text)
    assert found.precision is Precision.INSTANT
    assert found.first.strftime("%H:%M") == clock


@pytest.mark.parametrize("line", REFUSED.splitlines())
def test_a_date_that_cannot_be_or_could_be_two_is_refused_with_what_to_write(line: str) -> None:
    text, _, why = line.partition(" > ")
    with pytest.raises(UnreadableDate, match=why) as refused:
        told(text)
    assert refused.value.do or "month and year" in refused.value.what


@pytest.mark.parametrize("text", ["", "  ", "x" * 10_000, "9" * 5000, "\x00", "-", "/", "c.", "w/c", "9 -", "?"])
def test_rubbish_of_any_length_is_refused_at_once(text: str) -> None:
    with pytest.raises(UnreadableDate):
        told(text)


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_skipped_is_before_the_change() -> None:
    assert told("28 Oct 2007 01:30").first == datetime(2007, 10, 28, 0, 30, tzinfo=UTC)
    assert told("25 Mar 2007 01:30").first == datetime(2007, 3, 25, 1, 30, tzinfo=UTC)


def test_two_figure_years_are_read_as_spreadsheets_read_them() -> None:
    assert told("1/1/29").day.year == 2029
    assert told("1/1/30").day.year == 1930


DAYS = st.dates(date(1930, 1, 1), date(2029, 12, 31))
WRITTEN = st.sampled_from(
    ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%A %d %B %Y", "%Y%m%d",
     "%d-%b-%y", "%B %d, %Y", "%a %d %b %Y", "%Y/%m/%d"]
)  # fmt: skip


@given(DAYS, WRITTEN)
def test_a_day_written_in_any_form_is_read_back_as_that_day(day: date, form: str) -> None:
    assert told(day.strftime(form)) == Told.on(day)


@given(
    DAYS, st.integers(1, 40), st.sampled_from(["%d %b %Y", "%d/%m/%Y", "%Y-%m-%d"]), st.sampled_from([" - ", " to "])
)
def test_a_span_in_any_form_is_read_back_as_that_span(day: date, length: int, form: str, between: str) -> None:
    last = day + timedelta(length)
    assert told(f"{day.strftime(form)}{between}{last.strftime(form)}") == Told.days(day, last, Precision.RANGE)


@given(st.text("0123456789-/. aprcw:TZ?", max_size=24))
def test_whatever_is_typed_is_a_date_within_bounds_or_a_refusal(text: str) -> None:
    try:
        found = told(text)
    except UnreadableDate:
        return
    assert date(1899, 12, 1) < found.first_day <= found.day < date(2101, 2, 1)
    assert Told.read(found.written()) == found
