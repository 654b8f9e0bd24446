"""Times to answer: read strictly, and counted over nights, week-ends, holidays and changes of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.words.instants import in_london, parsed
from heeded.words.respond import MOMENT, Respond, end_of, parse_respond
from heeded.words.trouble import Trouble
from heeded.words.working_days import WorkingDays

EARLY_MAY = WorkingDays([date(2024, 5, 6)])  # a Monday off


@pytest.mark.parametrize(
    ("text", "opened", "due"),
    [
        ("4 hours", "2024-05-03T22:30:00+01:00", "2024-05-04T02:30:00+01:00"),
        ("at once", "2024-05-03T22:30:00+01:00", "2024-05-03T23:30:00+01:00"),
        ("same day", "2024-05-04T10:00:00+01:00", "2024-05-05T00:00:00+01:00"),
        ("same working day", "2024-05-03T10:00:00+01:00", "2024-05-04T00:00:00+01:00"),
        ("same working day", "2024-05-04T10:00:00+01:00", "2024-05-08T00:00:00+01:00"),
        ("1 working day", "2024-05-03T10:00:00+01:00", "2024-05-08T00:00:00+01:00"),
        ("3 working days", "2024-05-03T10:00:00+01:00", "2024-05-10T00:00:00+01:00"),
        ("2 days", "2024-05-03T10:00:00+01:00", "2024-05-06T00:00:00+01:00"),
        ("1 week", "2024-10-21T10:00:00+01:00", "2024-10-29T00:00:00+00:00"),
        ("same day", "2024-10-27T00:30:00+01:00", "2024-10-28T00:00:00+00:00"),
    ],
)
def test_the_time_is_up_when_people_would_say_so(text: str, opened: str, due: str) -> None:
    assert in_london(parse_respond(text).due(parsed(opened), EARLY_MAY)) == due


@pytest.mark.parametrize(
    "text", ["", "soon", "0 days", "1000 hours", "3 fortnights", "-1 day", "1.5 days", "९ days", "3 months"]
)
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(Trouble, match="at line 9"):
        parse_respond(text, "at line 9")


responds = st.one_of(
    st.builds(Respond, st.integers(1, 48), st.just("hour")),
    st.builds(Respond, st.integers(0, 9), st.sampled_from(("day", "working day"))),
)
instants = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(responds, instants, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_the_times_it_is_up_are_counted_without_walking_through_them(
    respond: Respond, opened: datetime, later: timedelta
) -> None:
    first = respond.due(opened, EARLY_MAY)
    assert first > opened
    now, passed, due = opened + later, 0, first
    while due <= now:
        passed += 1
        again = respond.due_after(first, due, EARLY_MAY)
        assert again > due
        assert respond.times_up(first, again - MOMENT, EARLY_MAY) == passed
        due = again
    assert respond.times_up(first, now, EARLY_MAY) == passed
    assert respond.due_after(first, now, EARLY_MAY) == due


@given(responds, instants)
def test_each_time_is_as_long_as_the_first_at_least(respond: Respond, opened: datetime) -> None:
    first = respond.due(opened, EARLY_MAY)
    again = respond.due_after(first, first, EARLY_MAY)
    if respond.unit == "hour":
        assert again - first == timedelta(hours=respond.count)
    elif respond.unit == "working day" and respond.count:
        ended = [first.date() + timedelta(days=n) for n in range((again - first).days + 2)]
        days = [d for d in ended if first < end_of(d) <= again]
        assert sum(EARLY_MAY.is_working(d) for d in days) == respond.count
