"""Clocks running: what starts, answers, ends and does not reset them, against an oracle that looks at every day."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.reference.clocks import clocks
from heeded.reference.holidays import bank_holidays
from heeded.reference.rules import EVERYWHERE, ClockRule, Counting, Match, Version
from heeded.supervision.runs import Event, Run, Stated, counted_from, running
from heeded.words.instants import NEVER
from heeded.words.interval import Interval, Unit
from heeded.words.spans import Span
from heeded.words.told import Precision, Told

from . import oracle
from .oracle import DAY

CALENDAR = bank_holidays()
ORIGIN = date(2024, 1, 1)
VISIT = Match("visit", MappingProxyType({"result": ("seen",)}))
LENGTH = 9


def rule(counting: Counting, length: Interval | None, repeats: bool) -> ClockRule:
    """A made-up clock."""
    lengths = (length,) if length else ()
    return ClockRule(
        code="made_up", name="Made up", meaning="A clock for these tests", nature="duty", person="about",
        duty_of=("police",), starts_on=(Match("registered", {}),), counted_from=(), date_from="",
        interval_from=() if length else (("risk_assessment", "visit_every"),), answered_by=(VISIT,), ended_by=(),
        holding=(), suspended_while=(), repeats=repeats, local_override=False,
        versions=(Version(counting, lengths, date(1990, 1, 1), None, EVERYWHERE, None, "a test", "read"),), examples=(),
    )  # fmt: skip


EVERY_NINE_DAYS = rule(Counting.AT_MOST_EVERY, Interval(LENGTH, Unit.DAYS), repeats=True)
AS_STATED = rule(Counting.AT_MOST_EVERY, None, repeats=True)
ONCE = rule(Counting.EXCLUSIVE_DAYS, Interval(LENGTH, Unit.DAYS), repeats=False)


def told(number: int) -> Told:
    """The day so many days after the origin."""
    return Told.on(ORIGIN + number * DAY)


def event(number: int, ref: str = "") -> Event:
    """Something that happened that day."""
    return Event(told(number), ref or f"r{number}")


def span(first: int, after: int) -> Span:
    """From the start of one day to the start of another."""
    return Span(oracle.midnight(ORIGIN + first * DAY), oracle.midnight(ORIGIN + after * DAY))


def overdue_days(runs: list[Run], days: int) -> list[int]:
    """The days at whose start some run is overdue."""
    spans = [one for run in runs if (one := run.overdue())]
    return [n for n in range(days) if any(one.holds(oracle.midnight(ORIGIN + n * DAY)) for one in spans)]


DAYS = st.integers(0, 70)
SUSPENSIONS = st.lists(st.tuples(DAYS, st.integers(1, 15)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=2)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 5), st.sets(DAYS, max_size=6), SUSPENSIONS, st.none() | DAYS)
def test_a_repeating_clock_is_overdue_exactly_when_too_many_counted_days_passed_since_the_last_completed(
    start: int, visits: set[int], suspended: list[tuple[int, int]], end: int | None
) -> None:
    runs = running(
        EVERY_NINE_DAYS, [event(start)], [event(day, f"v{day}") for day in visits], calendar=CALENDAR,
        ends=[event(end)] if end is not None else [], suspensions=[span(*pair) for pair in suspended],
    )  # fmt: skip
    expected = []
    for day in range(start, 90):
        if end is not None and start < end <= day:
            break
        since = max([start, *(visit for visit in visits if start <= visit <= day)])
        counted = [n for n in range(since + 1, day) if not any(first <= n < after for first, after in suspended)]
        if len(counted) >= LENGTH:
            expected.append(day)
    assert overdue_days(runs, 90) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.sets(DAYS, max_size=4),
    st.dictionaries(st.integers(0, 60), st.integers(3, 20), max_size=4),
)
def test_the_latest_stated_interval_rules_and_what_is_overdue_stays_so_until_it_is_done(
    visits: set[int], stated: dict[int, int]
) -> None:
    runs = running(
        AS_STATED, [event(0)], [event(day, f"v{day}") for day in visits], calendar=CALENDAR,
        intervals=[Stated(told(day), Interval(length, Unit.DAYS)) for day, length in stated.items()],
    )  # fmt: skip
    expected, overdue = [], False
    for day in range(90):
        since = max([0, *(visit for visit in visits if visit <= day)])
        length = next((stated[n] for n in sorted(stated, reverse=True) if n <= day), None)
        overdue = since != day and (overdue or (length is not None and day - since > length))
        if overdue:
            expected.append(day)
    assert overdue_days(runs, 90) == expected


@settings(max_examples=200, deadline=None)
@given(st.sets(DAYS, min_size=1, max_size=4), st.sets(DAYS, max_size=4))
def test_each_start_of_a_clock_that_does_not_repeat_waits_for_its_own_answer(starts: set[int], done: set[int]) -> None:
    runs = running(ONCE, [event(day) for day in starts], [event(day, f"a{day}") for day in done], calendar=CALENDAR)
    assert len(runs) == len(starts)
    for run, start in zip(runs, sorted(starts), strict=True):
        answer = min((day for day in done if day >= start), default=None)
        late = answer is None or answer > start + LENGTH + 1
        found = run.overdue()
        assert (found is not None) == late
        if found is not None:
            assert found.start == oracle.midnight(ORIGIN + (start + LENGTH + 1) * DAY)
            assert found.end == (NEVER if answer is None else oracle.midnight(ORIGIN + answer * DAY))


def test_a_failed_attempt_answers_nothing() -> None:
    assert VISIT.matches("visit", {"result": ("seen",)})
    assert not VISIT.matches("visit", {"result": ("no_reply",)})
    assert not VISIT.matches("visit", {})
    assert clocks()["offender_visit"].answered_by[0].matches("visit", {"purpose": ("offender",), "result": ("seen",)})
    assert (
        not clocks()["protection_visit"].answered_by[0].matches("visit", {"result": ("seen",), "child_seen": ("no",)})
    )


def test_an_answer_at_the_very_instant_is_in_time() -> None:
    in_time = running(ONCE, [event(0)], [event(LENGTH + 1, "a")], calendar=CALENDAR)[0]
    late = running(ONCE, [event(0)], [event(LENGTH + 2, "a")], calendar=CALENDAR)[0]
    assert in_time.overdue() is None
    assert late.overdue() is not None


def test_an_end_at_the_very_instant_does_not_undo_what_is_overdue_and_one_before_does() -> None:
    at_once = running(ONCE, [event(0)], [], ends=[event(LENGTH + 1, "e")], calendar=CALENDAR)[0].overdue()
    assert at_once is not None
    assert at_once.start == at_once.end
    assert running(ONCE, [event(0)], [], ends=[event(LENGTH, "e")], calendar=CALENDAR)[0].overdue() is None


def test_a_visit_on_the_day_of_registration_counts_and_begins_the_next_turn() -> None:
    runs = running(EVERY_NINE_DAYS, [event(0, "registered")], [event(0, "visit")], calendar=CALENDAR)
    assert [(run.turn, run.started.ref) for run in runs] == [(0, "registered"), (1, "visit")]
    assert overdue_days(runs, 12) == [LENGTH + 1, LENGTH + 2]


def test_a_second_registration_gives_no_more_time() -> None:
    runs = running(EVERY_NINE_DAYS, [event(0), event(5)], [], calendar=CALENDAR)
    assert [run.started.ref for run in runs] == ["r0"]


def test_a_new_start_after_the_end_begins_anew() -> None:
    runs = running(EVERY_NINE_DAYS, [event(0), event(30)], [], ends=[event(5, "e")], calendar=CALENDAR)
    assert [run.started.ref for run in runs] == ["r0", "r30"]
    assert overdue_days(runs, 41) == [40]


def test_one_record_cannot_answer_the_clock_it_starts() -> None:
    runs = running(ONCE, [event(0, "same")], [event(0, "same")], calendar=CALENDAR)
    assert runs[0].answered is None


def test_a_vague_answer_that_may_have_come_after_the_start_answers_from_the_first_day_of_its_span() -> None:
    january = Event(Told.days(ORIGIN, ORIGIN + 30 * DAY, Precision.MONTH), "vague")
    run = running(ONCE, [event(3)], [january], calendar=CALENDAR)[0]
    assert run.answered == january
    assert run.overdue() is None


def test_the_answer_that_may_have_come_earliest_counts_whatever_was_told_after_it() -> None:
    january = Event(Told.days(ORIGIN, ORIGIN + 30 * DAY, Precision.MONTH), "vague")
    run = running(ONCE, [event(3)], [event(20, "exact"), january], calendar=CALENDAR)[0]
    assert [answer.ref for answer in run.answers] == ["exact", "vague"]
    assert run.answered == january
    assert run.overdue() is None


def test_two_accounts_of_one_visit_are_one_turn_and_do_not_answer_each_other() -> None:
    runs = running(EVERY_NINE_DAYS, [event(0)], [event(4, "ours"), event(4, "theirs")], calendar=CALENDAR)
    assert [run.turn for run in runs] == [0, 1]
    assert overdue_days(runs, 16) == [14, 15]


def test_an_answer_after_the_end_is_no_answer() -> None:
    run = running(ONCE, [event(0)], [event(30, "a")], ends=[event(20, "e")], calendar=CALENDAR)[0]
    assert run.answers == ()
    assert run.overdue() == span(LENGTH + 1, 20)


def test_notice_before_a_journey_answers_though_it_comes_first() -> None:
    travel = clocks()["notification_travel"]
    in_time = running(travel, [event(60)], [event(40, "n")], calendar=CALENDAR)[0]
    late = running(travel, [event(60)], [event(58, "n")], calendar=CALENDAR)[0]
    last_year = running(travel, [event(400)], [event(1, "n")], calendar=CALENDAR)[0]
    assert in_time.overdue() is None
    assert late.overdue() == span(54, 58)
    assert last_year.answered is None


def test_a_hearing_listed_too_late_is_short_notice() -> None:
    def listed(day: int) -> Event:
        return Event(told(100), "listing", announced=told(day))

    notice = clocks()["hearing_notice"]
    for day, short in ((79, False), (80, False), (81, True)):
        answer = Event(told(day), "listing")
        run = running(notice, [listed(day)], [answer], calendar=CALENDAR)[0]
        assert (run.overdue() is not None) == short, day


def test_an_assessment_runs_from_the_referral_since_the_last_closure() -> None:
    started, referrals = event(40, "a"), [event(1), event(30), event(41)]
    assert counted_from(started, referrals) == Event(told(30), "a")
    assert counted_from(started, referrals, [event(35)]) == started
    assert counted_from(started, referrals, [event(10)]).when == told(30)
    assert counted_from(started, []) == started
    assert counted_from(started, referrals, [event(40)]) == started


def test_the_interval_of_a_plan_that_ended_is_not_that_of_the_next() -> None:
    stated = [Stated(told(1), Interval(2, Unit.DAYS))]
    by_plan = replace(EVERY_NINE_DAYS, interval_from=(("plan_started", "visit_every"),))
    first, second = running(by_plan, [event(0), event(30)], [], calendar=CALENDAR, intervals=stated,
                            ends=[event(20, "e")])  # fmt: skip
    assert overdue_days([first], 40) == list(range(3, 20))
    assert overdue_days([second], 41) == [40]


def test_a_clock_that_is_switched_off_runs_but_never_falls_due() -> None:
    run = running(clocks()["mandatory_report"], [event(0)], [], calendar=CALENDAR)[0]
    assert run.due is None
    assert run.overdue() is None


def test_very_many_visits_do_not_hang() -> None:
    visits = [event(number, f"v{number}") for number in range(0, 20_000, 2)] + [
        event(3, f"w{n}") for n in range(10_000)
    ]
    runs = running(EVERY_NINE_DAYS, [event(0)], visits, calendar=CALENDAR)
    assert len(runs) == 10_002
    assert overdue_days(runs[:50], 30) == []
