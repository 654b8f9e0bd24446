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


def test_capitals_make_nobody_another_person() -> None:
    staff = told(
        joined("Zoë Lee", "health", date(2024, 1, 1)), holds_role("Zoë Lee", "named_nurse", date(2024, 1, 1)),
        joined("ZOE\u0308 LEE", "health", date(2024, 2, 1)), holds_role("zoë lee", "named_doctor", date(2024, 2, 1)),
    )  # fmt: skip
    assert [member.name for member in staff.everybody(on(2))] == ["Zoë Lee"]
    assert staff.holding("named_nurse", on(2)) == staff.holding("named_doctor", on(2)) == ("Zoë Lee",)
    assert staff.named("ZOË LEE") == "Zoë Lee"


def test_the_last_owner_is_the_same_however_a_file_spells_them() -> None:
    staff = told(
        joined(LAST_OWNER.upper(), "health", date(2024, 1, 1)), left(LAST_OWNER.upper(), date(2024, 5, 2))
    )  # fmt: skip
    assert staff.named(LAST_OWNER.lower()) == LAST_OWNER
    assert staff.present(staff.named(LAST_OWNER.upper()), on(3))
    assert told().named(LAST_OWNER.lower()) == LAST_OWNER, "whether any record is about them or not"


def test_a_holiday_within_an_illness_does_not_end_it() -> None:
    holiday, illness = (
        absent("Ann Lee", date(2024, 5, 10), date(2024, 5, 12)),
        absent("Ann Lee", date(2024, 5, 6), date(2024, 5, 20)),
    )
    for both in ((holiday, illness), (illness, holiday)):
        staff = told(joined("Ann Lee", "health", date(2024, 1, 1)), *both)
        assert [staff.present("Ann Lee", on(day)) for day in (5, 6, 12, 19, 20)] == [True, False, False, False, True]
    shorter = absent("Ann Lee", date(2024, 5, 6), date(2024, 5, 9))
    staff = told(joined("Ann Lee", "health", date(2024, 1, 1)), illness, shorter)
    assert staff.present("Ann Lee", on(9)), "what was said of the same absence last is so"


def test_names_that_are_nearly_the_same_are_records_of_their_own() -> None:
    names = ("Jo Ann Lee", "Jo-Ann Lee", "Jo'Ann Lee", "!!!", "???")
    assert len({joined(name, "health", date(2024, 1, 1)).origin for name in names}) == len(names)
    assert (
        joined("jo ann LEE", "health", date(2024, 1, 1)).origin == joined(names[0], "health", date(2024, 1, 1)).origin
    )
