"""Who is there: a record counts from its entering or its date, and ends when it says so."""

from datetime import UTC, date, datetime

from heeded.casework.staff import absent, event, holds_role, joined, left
from heeded.casework.staffing import Staffing
from heeded.ledger.record import Draft, recorded
from heeded.words.instants import NEVER, Instant
from tests.casework.making import LAST_OWNER

ENTERED = datetime(2024, 5, 1, 8, tzinfo=UTC)


def on(day: int, month: int = 5) -> Instant:
    return datetime(2024, month, day, 12, tzinfo=UTC)


def told(*drafts: Draft, entered: Instant = ENTERED) -> Staffing:
    return Staffing((event(recorded(d, n, entered, 1)) for n, d in enumerate(drafts, start=1)), LAST_OWNER)


def test_somebody_is_there_from_the_day_they_join_and_never_before_it_was_recorded() -> None:
    staff = told(joined("Ann  Lee", "health", date(2024, 1, 1)), joined("Bob Moss", "police", date(2024, 5, 9)))
    assert not staff.present("Ann Lee", on(30, 4)), "nobody had written it down"
    assert staff.present("Ann Lee", ENTERED)
    assert [staff.present("Bob Moss", on(day)) for day in (8, 9)] == [False, True]
    assert [m.name for m in staff.everybody(on(2))] == ["Ann Lee"]
    assert staff.named("ann LEE") == "Ann Lee"


def test_somebody_away_is_back_on_the_day_said_or_earlier_if_that_is_recorded() -> None:
    staff = told(
        joined("Ann Lee", "health", date(2024, 1, 1)), absent("Ann Lee", date(2024, 5, 6), date(2024, 5, 20)),
        absent("Ann Lee", date(2024, 5, 10), date(2024, 5, 10)), absent("Ann Lee", date(2024, 6, 3), date(2024, 6, 5)),
    )  # fmt: skip
    assert [staff.present("Ann Lee", on(day)) for day in (5, 6, 9, 10, 19)] == [True, False, False, True, True]
    assert [staff.present("Ann Lee", on(day, 6)) for day in (2, 3, 4, 5)] == [True, False, False, True]


def test_a_role_is_held_until_the_day_said_and_ends_with_leaving() -> None:
    staff = told(
        joined("Ann Lee", "health", date(2024, 1, 1), until=date(2024, 5, 20)),
        holds_role("Ann Lee", "named_nurse", date(2024, 1, 1), team="East", until=date(2024, 5, 10)),
        holds_role("Ann Lee", "named_doctor", date(2024, 5, 12)), left("Ann Lee", date(2024, 5, 15)),
        joined("Ann Lee", "health", date(2024, 5, 17), until=date(2024, 5, 19)),
    )  # fmt: skip
    assert [staff.holding("named_nurse", on(day)) for day in (9, 10)] == [("Ann Lee",), ()]
    assert [staff.holding("named_doctor", on(day)) for day in (12, 14, 15, 17)] == [("Ann Lee",), ("Ann Lee",), (), ()]
    assert [staff.present("Ann Lee", on(day)) for day in (15, 17, 18, 19)] == [False, True, True, False]
    assert staff.teams(["Ann Lee"], on(9)) == {"East"}
    assert (
        staff.gone("Ann Lee", "named_nurse", on(2)) == event(recorded(left("x", date(2024, 5, 10)), 1, ENTERED, 1)).at
    )


def test_the_last_owner_is_always_there() -> None:
    staff = told(left(LAST_OWNER, date(2024, 5, 2)))
    assert staff.present(LAST_OWNER, on(3))
    assert staff.gone(LAST_OWNER, "named_nurse", on(1)) == NEVER


def test_a_role_that_the_last_owner_takes_was_not_theirs_before() -> None:
    staff = told(
        joined(LAST_OWNER, "health", date(2024, 5, 9)), holds_role(LAST_OWNER, "named_nurse", date(2024, 5, 9))
    )
    assert [staff.holding("named_nurse", on(day)) for day in (8, 9)] == [(), (LAST_OWNER,)]


def test_loading_a_staff_record_twice_is_loading_it_once() -> None:
    once = joined("Ann Lee", "health", date(2024, 1, 1), team="East")
    assert once == joined(" Ann  Lee", "health", date(2024, 1, 1), team="East")
    assert once.origin != joined("Ann Lee", "health", date(2024, 1, 2)).origin
