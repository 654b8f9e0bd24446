"""When clocks fall due: against an oracle that counts one day at a time, for every way of counting."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heeded.reference.clocks import clocks
from heeded.reference.holidays import bank_holidays
from heeded.reference.rules import EVERYWHERE, Counting, Version
from heeded.supervision.clock import due, due_under
from heeded.words.instants import NEVER
from heeded.words.interval import Interval, Unit
from heeded.words.spans import Span
from heeded.words.told import Precision, Told

from . import oracle
from .oracle import DAY

CALENDAR = bank_holidays()
YEARS = range(1990, 2029)


def version(counting: Counting, length: Interval, warn_before: Interval | None = None) -> Version:
    """A version in force for ever."""
    return Version(counting, (length,), date(1990, 1, 1), None, EVERYWHERE, warn_before, "a test", "read")


def last_sunday(year: int, month: int) -> date:
    """The day on which the clocks change."""
    return max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6)


SPECIAL = sorted(
    {day for day in CALENDAR.days if day.year in YEARS}
    | {last_sunday(year, month) for year in YEARS for month in (3, 10)}
    | {date(year, 2, 28) + DAY for year in YEARS}
)
NEAR_SPECIAL = st.builds(lambda day, days: day + days * DAY, st.sampled_from(SPECIAL), st.integers(-20, 4))
QUARTERS = st.integers(-40 * 96, 80 * 96)
MIDNIGHTS = st.integers(-40, 80)


@st.composite
def cases(draw: st.DrawFn) -> tuple[date, list[Span]]:
    """A start near a special day, and up to four suspensions near it, to the quarter of an hour or of whole days."""
    day = draw(NEAR_SPECIAL)
    origin = oracle.midnight(day)
    pairs = draw(st.lists(st.tuples(QUARTERS, st.integers(0, 20 * 96)), max_size=2))
    spans = [Span(origin + n * oracle.QUARTER, origin + (n + long) * oracle.QUARTER) for n, long in pairs]
    whole = draw(st.lists(st.tuples(MIDNIGHTS, st.integers(0, 20)), max_size=2))
    spans += [Span(oracle.midnight(day + n * DAY), oracle.midnight(day + (n + long) * DAY)) for n, long in whole]
    return day, spans


def expected(counting: Counting, length: Interval, day: date, spans: Sequence[Span]) -> date:
    """The last day in time, found one day at a time."""

    def counts(one: date) -> bool:
        working = one.weekday() < 5 and not CALENDAR.is_holiday(one)
        return (working or length.unit is not Unit.WORKING_DAYS) and not (spans and oracle.touched(one, spans))

    number = length.count * 7 if length.unit is Unit.WEEKS else length.count
    if length.unit is Unit.MONTHS:
        number = (oracle.months_on(day, length.count) - day).days
    return oracle.walk(day if counting is Counting.INCLUSIVE_DAYS else day + DAY, number, counts)


FORWARD = [
    (Counting.INCLUSIVE_DAYS, Unit.DAYS),
    (Counting.EXCLUSIVE_DAYS, Unit.DAYS),
    (Counting.WORKING_DAYS, Unit.WORKING_DAYS),
    (Counting.AT_MOST_EVERY, Unit.DAYS),
    (Counting.AT_MOST_EVERY, Unit.WORKING_DAYS),
    (Counting.AT_MOST_EVERY, Unit.WEEKS),
    (Counting.AT_MOST_EVERY, Unit.MONTHS),
]


@pytest.mark.parametrize(("counting", "unit"), FORWARD)
@settings(max_examples=120, deadline=None)
@given(case=cases(), count=st.integers(1, 30))
def test_the_last_day_is_the_one_found_by_counting_days_one_at_a_time(
    counting: Counting, unit: Unit, case: tuple[date, list[Span]], count: int
) -> None:
    day, spans = case
    length = Interval(count if unit in (Unit.DAYS, Unit.WORKING_DAYS) else 1 + count % 12, unit)
    found = due_under(version(counting, length), Told.on(day), calendar=CALENDAR, suspensions=spans)
    assert found is not None
    assert found.last_day == expected(counting, length, day, spans)
    assert found.overdue_at == oracle.midnight(found.last_day + DAY)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_the_year_counts_right_over_its_holidays_leap_day_and_clock_changes(year: int) -> None:
    lengths = [(counting, Interval(count, unit)) for counting, unit in FORWARD[:3] for count in (1, 10)]
    lengths += [(Counting.AT_MOST_EVERY, Interval(count, Unit.MONTHS)) for count in (1, 6)]
    for number in range(365 if date(year, 12, 31).timetuple().tm_yday == 365 else 366):
        day = date(year, 1, 1) + number * DAY
        for counting, length in lengths:
            found = due_under(version(counting, length), Told.on(day), calendar=CALENDAR)
            assert found is not None
            assert found.last_day == expected(counting, length, day, ()), (day, counting, length)


@settings(max_examples=150, deadline=None)
@given(case=cases(), quarter=st.integers(0, 95), hours=st.integers(1, 72))
def test_hours_are_elapsed_time_whatever_the_clocks_do(case: tuple[date, list[Span]], quarter: int, hours: int) -> None:
    day, spans = case
    start = oracle.midnight(day) + quarter * oracle.QUARTER
    found = due_under(
        version(Counting.HOURS, Interval(hours, Unit.HOURS)), Told.at(start), calendar=CALENDAR, suspensions=spans
    )
    assert found is not None
    assert found.overdue_at == oracle.after_hours(start, hours, spans)


@settings(max_examples=150, deadline=None)
@given(day=NEAR_SPECIAL, count=st.integers(1, 30))
@example(day=date(2024, 3, 7), count=7)
def test_before_is_counted_back_one_day_at_a_time(day: date, count: int) -> None:
    def working(one: date) -> bool:
        return one.weekday() < 5 and not CALENDAR.is_holiday(one)

    for unit, counts, times in (
        (Unit.DAYS, lambda _: True, 1),
        (Unit.WEEKS, lambda _: True, 7),
        (Unit.WORKING_DAYS, working, 1),
    ):
        found = due_under(version(Counting.BEFORE, Interval(count, unit)), Told.on(day), calendar=CALENDAR)
        assert found is not None
        assert found.last_day == oracle.walk(day - DAY, count * times, counts, -DAY)
        assert found.overdue_at == oracle.midnight(found.last_day + DAY)


def test_a_vague_start_runs_from_the_end_of_its_span() -> None:
    march = Told.days(date(2024, 3, 1), date(2024, 3, 31), Precision.MONTH)
    found = due_under(version(Counting.EXCLUSIVE_DAYS, Interval(5, Unit.DAYS)), march, calendar=CALENDAR)
    assert found is not None
    assert found.last_day == date(2024, 4, 5)


def test_a_time_of_day_does_not_change_the_day_it_is_due() -> None:
    late = Told.at(datetime(2024, 7, 1, 22, 59, tzinfo=UTC))  # one minute to midnight in London
    found = due_under(version(Counting.INCLUSIVE_DAYS, Interval(3, Unit.DAYS)), late, calendar=CALENDAR)
    assert found is not None
    assert found.last_day == date(2024, 7, 3)
    assert found.overdue_at == datetime(2024, 7, 3, 23, 0, tzinfo=UTC)


def test_a_suspension_that_never_ends_never_lets_it_fall_due() -> None:
    waiting = [Span(oracle.midnight(date(2024, 1, 3)))]
    for counting, unit in [*FORWARD, (Counting.HOURS, Unit.HOURS)]:
        found = due_under(
            version(counting, Interval(60, unit)), Told.on(date(2024, 1, 1)), calendar=CALENDAR, suspensions=waiting
        )
        assert found is not None
        assert found.overdue_at == NEVER


@pytest.mark.parametrize("counting", list(Counting))
@pytest.mark.parametrize("day", [date(1, 1, 1), date(1066, 10, 14), date(9998, 12, 30), date(9999, 12, 31)])
def test_absurd_dates_neither_fail_nor_hang(counting: Counting, day: date) -> None:
    unit = {Counting.HOURS: Unit.HOURS, Counting.WORKING_DAYS: Unit.WORKING_DAYS}.get(counting, Unit.DAYS)
    found = due_under(version(counting, Interval(10_000, unit)), Told.on(day), calendar=CALENDAR)
    assert found is not None
    assert found.overdue_at.tzinfo is UTC


def test_a_reminder_is_due_so_long_before_and_never_before_the_start() -> None:
    reminded = version(Counting.WORKING_DAYS, Interval(45, Unit.WORKING_DAYS), Interval(10, Unit.WORKING_DAYS))
    found = due_under(reminded, Told.on(date(2024, 1, 2)), calendar=CALENDAR)
    at_thirty_five = due_under(
        version(Counting.WORKING_DAYS, Interval(35, Unit.WORKING_DAYS)), Told.on(date(2024, 1, 2)), calendar=CALENDAR
    )
    assert found is not None
    assert at_thirty_five is not None
    assert found.warn_at == oracle.midnight(at_thirty_five.last_day)
    soon = version(Counting.EXCLUSIVE_DAYS, Interval(3, Unit.DAYS), Interval(14, Unit.DAYS))
    short = due_under(soon, Told.on(date(2024, 1, 2)), calendar=CALENDAR)
    assert short is not None
    assert short.warn_at == oracle.midnight(date(2024, 1, 2))


def test_a_deadline_that_rests_on_unpublished_holidays_says_so() -> None:
    ten = version(Counting.WORKING_DAYS, Interval(10, Unit.WORKING_DAYS))
    published = due_under(ten, Told.on(date(2028, 11, 1)), calendar=CALENDAR)
    computed = due_under(ten, Told.on(date(2028, 12, 27)), calendar=CALENDAR)
    assert published is not None
    assert computed is not None
    assert (published.provisional, computed.provisional) == (False, True)


def test_the_rule_is_that_of_the_day_it_started_unless_todays_is_asked_for() -> None:
    rule, old = clocks()["recall_release_fifty_six"], Told.on(date(2024, 2, 5))
    assert due(rule, old, calendar=CALENDAR) is None
    today = due(rule, old, calendar=CALENDAR, on=date(2026, 11, 1))
    assert today is not None
    assert today.last_day == date(2024, 2, 5) + timedelta(days=55)


def test_england_and_wales_count_an_assessment_differently() -> None:
    start = Told.on(date(2024, 1, 2))
    found = [due(clocks()["assessment"], start, calendar=CALENDAR, jurisdiction=j) for j in ("england", "wales")]
    assert [one.last_day for one in found if one] == [date(2024, 3, 5), date(2024, 2, 29)]


def test_an_interval_on_record_counts_only_for_a_clock_that_repeats() -> None:
    start, week = Told.on(date(2024, 1, 2)), Interval(1, Unit.WEEKS)
    visit = due(clocks()["offender_visit"], start, calendar=CALENDAR, interval=week)
    advice = due(clocks()["legal_threshold"], start, calendar=CALENDAR, interval=week)
    assert visit is not None
    assert advice is not None
    assert visit.last_day == date(2024, 1, 9)
    assert advice.last_day == date(2024, 1, 16)
