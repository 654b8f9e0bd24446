"""Where a warning stands: its clock, its climbing, its decisions and reopenings, as people would work them out by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from heeded.casework.warning import ACKNOWLEDGED, DECIDED, DEFERRED, Opening
from tests.casework.making import DAY, FRIDAY, LAST_OWNER, act, at, now, office, warning

HOUR = timedelta(hours=1)
TUESDAY_NIGHT = at("2024-05-08T00:00+01:00")  # the end of the first working day after that Friday


def test_amber_wants_reading_the_same_day_and_deciding_in_the_time_of_its_signal() -> None:
    found = now(FRIDAY)
    assert (found.status, found.owner, found.role) == ("open", "Ann Lee", "social_worker")
    assert (found.acknowledge_by, found.decide_by) == (at("2024-05-04T00:00+01:00"), TUESDAY_NIGHT)
    assert found.overdue_since is None


def test_red_wants_reading_within_the_hour_and_never_later_than_deciding() -> None:
    found = now(FRIDAY, warning("red"))
    assert (found.acknowledge_by, found.decide_by) == (FRIDAY + HOUR, at("2024-05-04T00:00+01:00"))
    late = at("2024-05-03T23:40+01:00")
    assert now(late, warning("red", raised=late)).acknowledge_by == at("2024-05-04T00:00+01:00")


def test_it_climbs_a_level_each_time_nobody_decides_and_stays_overdue_with_the_last_owner() -> None:
    climbs = [
        (TUESDAY_NIGHT - HOUR, "Ann Lee", 0), (TUESDAY_NIGHT, "Bob Moss", 1), (TUESDAY_NIGHT + DAY, "Cy Hart", 2),
        (TUESDAY_NIGHT + 2 * DAY, LAST_OWNER, 3), (TUESDAY_NIGHT + 3 * DAY, LAST_OWNER, 4),
        (TUESDAY_NIGHT + 5 * DAY, LAST_OWNER, 4),
    ]  # fmt: skip
    for when, owner, missed in climbs:
        found = now(when)
        assert (found.owner, found.climbs) == (owner, missed), when
        assert (found.overdue_since is not None) == (missed > 0)
    years = now(TUESDAY_NIGHT + 365 * DAY)
    assert years.owner == LAST_OWNER
    assert years.overdue_since == TUESDAY_NIGHT
    assert years.decide_by < years.at, "for the last owner it stays overdue"
    assert years.climbs > 240, "and the count goes on"


def test_a_higher_level_while_undecided_gives_the_new_levels_time_never_a_later_one() -> None:
    risen = warning(levels=(("amber", FRIDAY), ("red", FRIDAY + 2 * HOUR)))
    before = now(FRIDAY + HOUR, risen)
    assert (before.level, before.decide_by) == ("amber", TUESDAY_NIGHT)
    found = now(FRIDAY + 2 * HOUR, risen)
    assert (found.level, found.decide_by) == ("red", at("2024-05-04T00:00+01:00"))
    assert found.acknowledge_by == FRIDAY + 3 * HOUR
    nearly = TUESDAY_NIGHT - HOUR
    slow = warning("blue", levels=(("blue", FRIDAY - 11 * DAY), ("amber", nearly)), raised=FRIDAY - 11 * DAY)
    assert now(nearly, slow).decide_by == at("2024-05-08T00:00+01:00"), "the time that ran was shorter"


def test_reading_it_before_it_rose_is_not_reading_it() -> None:
    risen = warning(levels=(("amber", FRIDAY), ("red", FRIDAY + 2 * HOUR)))
    read = act(ACKNOWLEDGED, FRIDAY + HOUR)
    assert now(FRIDAY + HOUR, risen, [read]).acknowledged == read
    assert now(FRIDAY + 3 * HOUR, risen, [read]).acknowledged is None


def test_a_decision_stands_until_there_is_something_new() -> None:
    decided = act(DECIDED, FRIDAY + HOUR, outcome="acted", action="Strategy discussion held", reason="seen to today")
    found = now(FRIDAY + 30 * DAY, acts=[decided])
    assert (found.status, found.decision, found.open) == ("decided", decided, False)
    assert found.next_change == decided.at + 90 * DAY
    again = now(FRIDAY + 10 * DAY, warning(later=(FRIDAY + 5 * DAY,)), [decided])
    assert (again.status, again.decision) == ("open", decided)
    assert again.opening == Opening(FRIDAY + 5 * DAY, "new evidence", "amber")
    assert again.openings[0].at == FRIDAY


def test_evidence_known_before_the_decision_opens_nothing() -> None:
    decided = act(DECIDED, FRIDAY + HOUR, known=2, outcome="not_relevant")
    assert now(FRIDAY + DAY, warning(later=(FRIDAY + HOUR,)), [decided]).status == "decided"
    unseen = replace(decided, known=1)
    found = now(FRIDAY + DAY, warning(later=(FRIDAY + HOUR,)), [unseen])
    assert found.status == "open", "evidence of the same instant that the decision had not counted"


def test_a_higher_level_opens_it_again() -> None:
    decided = act(DECIDED, FRIDAY + HOUR, outcome="already_managed", action="Plan in force")
    risen = warning(levels=(("amber", FRIDAY), ("red", FRIDAY + 3 * DAY)))
    found = now(FRIDAY + 3 * DAY, risen, [decided])
    assert (found.opening.why, found.level, found.status) == ("higher level", "red", "open")
    assert found.decide_by == at("2024-05-07T00:00+01:00")


def test_after_ninety_days_it_opens_again_only_if_the_pattern_is_still_there() -> None:
    decided = act(DECIDED, FRIDAY + HOUR, outcome="not_relevant")
    assert now(decided.at + 90 * DAY - HOUR, acts=[decided]).status == "decided"
    assert now(decided.at + 90 * DAY, acts=[decided]).opening.why == "still there"
    gone = warning(cleared=FRIDAY + 80 * DAY)
    assert now(decided.at + 200 * DAY, gone, [decided]).status == "decided"


def test_a_pattern_that_went_still_wants_a_decision() -> None:
    gone = warning(cleared=FRIDAY + DAY)
    assert now(FRIDAY + HOUR, gone).cleared is None
    found = now(FRIDAY + 60 * DAY, gone)
    assert (found.status, found.cleared, found.owner) == ("open", FRIDAY + DAY, LAST_OWNER)
    decided = act(DECIDED, FRIDAY + 61 * DAY, by=LAST_OWNER, outcome="acted", action="Case read again")
    assert now(FRIDAY + 400 * DAY, gone, [decided]).status == "decided"


def test_put_off_with_approval_it_waits_and_then_climbs_as_before() -> None:
    until = at("2024-05-20T00:00+01:00")
    waits = act(DEFERRED, FRIDAY + HOUR, until=until, approver="Bob Moss", reason="after the conference")
    found = now(FRIDAY + 10 * DAY, acts=[waits])
    assert (found.status, found.owner, found.decide_by) == ("deferred", "Ann Lee", at("2024-05-21T00:00+01:00"))
    over = now(at("2024-05-21T00:00+01:00"), acts=[waits])
    assert (over.status, over.owner, over.climbs) == ("open", "Bob Moss", 1)


@pytest.mark.parametrize(
    "news", [{"later": (FRIDAY + 3 * DAY,)}, {"levels": (("amber", FRIDAY), ("red", FRIDAY + 3 * DAY))}]
)
def test_what_is_new_ends_the_wait(news: dict[str, object]) -> None:
    waits = act(DEFERRED, FRIDAY + HOUR, until=FRIDAY + 60 * DAY, approver="Bob Moss")
    found = now(FRIDAY + 3 * DAY, replace(warning(), **news), [waits])  # type: ignore[arg-type]
    assert (found.status, found.deferred) == ("open", None)
    assert found.decide_by <= at("2024-05-08T00:00+01:00")


def test_put_off_when_it_was_overdue_it_is_overdue_no_longer_and_stays_where_it_climbed_to() -> None:
    waits = act(DEFERRED, TUESDAY_NIGHT + HOUR, by="Bob Moss", until=FRIDAY + 20 * DAY, approver="Cy Hart")
    found = now(TUESDAY_NIGHT + DAY, acts=[waits])
    assert (found.status, found.overdue_since, found.owner, found.climbs) == ("deferred", None, "Bob Moss", 1)


def test_two_decisions_of_one_opening_are_both_kept_and_the_later_one_stands() -> None:
    first = act(DECIDED, FRIDAY + HOUR, outcome="not_relevant")
    other = act(DECIDED, FRIDAY + 2 * HOUR, by="Bob Moss", outcome="acted")
    assert now(FRIDAY + DAY, acts=[first, other]).decision == other
    assert now(FRIDAY + DAY, acts=[first, first]).decision == first, "the same, word for word and at the same instant"


def test_what_was_seen_changes_with_every_act_and_everything_new() -> None:
    held = warning(later=(FRIDAY + 2 * HOUR,))
    acts = [act(ACKNOWLEDGED, FRIDAY + HOUR)]
    seen = [now(FRIDAY, held).seen, now(FRIDAY + HOUR, held, acts).seen, now(FRIDAY + 2 * HOUR, held, acts).seen]
    assert len(set(seen)) == 3


def test_staff_who_all_left_leave_it_with_the_last_owner() -> None:
    told = office()
    for name in ("Ann Lee", "Bob Moss", "Cy Hart"):
        told.leaves(name, FRIDAY - DAY)
    assert now(FRIDAY, told=told).owner == LAST_OWNER
