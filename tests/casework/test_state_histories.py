"""Any history of a warning: always somebody's who is there, never closed by itself, and what is said holds till then."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.casework.history import CLIMBED, by_the_clock
from heeded.casework.keeping import Held
from heeded.casework.state import state
from heeded.casework.warning import ACKNOWLEDGED, ASSIGNED, DECIDED, DEFERRED, Act, Standing, State
from heeded.words.instants import NEVER, Instant
from tests.casework.making import DAY, FRIDAY, LAST_OWNER, TERMS, Told, act, warning

HOUR = timedelta(hours=1)
NAMES = ("Ann Lee", "Bob Moss", "Cy Hart", "Dot Pike", "Eve Rand")
ROLES = (*TERMS.ladder, "supervisor")
# Mostly the first days, in which it climbs; sometimes months later, when decisions are looked at again.
moments = st.one_of(st.integers(-20, 150), st.integers(-20, 24 * 130)).map(lambda hours: FRIDAY + hours * HOUR)
later = st.one_of(st.integers(0, 150), st.integers(0, 24 * 130)).map(lambda hours: FRIDAY + hours * HOUR)


@st.composite
def staffs(data: st.DrawFn) -> Told:
    told = Told()
    for name in data(st.lists(st.sampled_from(NAMES), unique=True)):
        told.joins(name, data(st.sampled_from(ROLES)), boss=data(st.sampled_from(("", *NAMES))))
    for when, name in sorted(data(st.lists(st.tuples(moments, st.sampled_from(NAMES)), max_size=8))):
        what = data(st.sampled_from(("joins", "joins", "leaves", "away", "loses")))
        if what == "joins":
            boss = data(st.sampled_from(("", *NAMES)))
            told.joins(name, data(st.sampled_from(ROLES)), when, data(st.sampled_from(("", "East", "West"))), boss)
        elif what == "leaves":
            told.leaves(name, when)
        elif what == "away":
            told.away(name, when, when + data(st.integers(0, 20)) * DAY)
        else:
            told.loses(name, data(st.sampled_from(ROLES)), when)
    return told


@st.composite
def standings(data: st.DrawFn) -> Standing:
    rise = data(st.one_of(st.none(), later))
    levels = (("amber", FRIDAY), *((("red", rise),) if rise and rise > FRIDAY else ()))
    cleared = data(st.one_of(st.none(), later))
    joined = tuple(sorted(data(st.lists(later, max_size=3))))
    barred = tuple(data(st.lists(st.tuples(st.sampled_from(NAMES), later), max_size=2)))
    return warning(levels=levels, cleared=cleared, later=joined, barred=barred)


@st.composite
def histories(data: st.DrawFn) -> tuple[Standing, list[Act], Told]:
    held, acts = data(standings()), list[Act]()
    for when in sorted(data(st.lists(later, max_size=6))):
        kind = data(st.sampled_from((ACKNOWLEDGED, ASSIGNED, DEFERRED, DECIDED)))
        until = when + data(st.integers(1, 90)) * DAY if kind == DEFERRED else NEVER
        made = act(kind, when, data(st.sampled_from(NAMES)), held.known_by(when), until)
        acts.append(replace(made, to=data(st.sampled_from(NAMES)) if kind == ASSIGNED else ""))
    return held, acts, data(staffs())


def settled(found: State, when: Instant) -> State:
    """The state but for the instant it is looked at."""
    return replace(found, at=when)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(histories(), later)
def test_an_open_warning_is_always_somebodys_who_is_there(
    told: tuple[Standing, list[Act], Told], when: Instant
) -> None:
    held, acts, staff = told
    staffing = staff.staffing()
    found = state(held, acts, staffing, when, TERMS)
    assert found.open == (found.status != "decided")
    if found.open:
        assert staffing.present(found.owner, when)
        assert not held.bars(found.owner, when) or found.tenures[-1].why == "assigned"
    else:
        assert found.decision in acts
        assert found.decision is not None
        assert found.decision.at <= when
    assert found.owner == LAST_OWNER or found.overdue_since is None or found.decide_by > when or not found.open


@settings(max_examples=300, deadline=None, derandomize=True)
@given(histories(), later, st.floats(0, 1))
def test_what_is_said_holds_until_it_says_it_may_change(
    told: tuple[Standing, list[Act], Told], when: Instant, part: float
) -> None:
    held, acts, staff = told
    known = [a for a in acts if a.at <= when]
    found = state(held, known, staff.staffing(), when, TERMS)
    assert found.next_change > when
    last = min(found.next_change, when + 200 * DAY)
    edges = {e.at for e in staff.events} | {e.until for e in staff.events} | set(held.later) | {found.acknowledge_by}
    for between in (*edges, when + (last - when) * part):
        if when < between < last:
            assert settled(state(held, known, staff.staffing(), between, TERMS), when) == found


@settings(max_examples=200, deadline=None, derandomize=True)
@given(histories(), later, later)
def test_the_past_does_not_change(told: tuple[Standing, list[Act], Told], one: Instant, other: Instant) -> None:
    held, acts, staff = told
    first, last = sorted((one, other))
    staffing = staff.staffing()
    before = Held(held, tuple(a for a in acts if a.at <= first), TERMS)
    then = by_the_clock(before, staffing, before.at(first, staffing))
    after = Held(held, tuple(acts), TERMS)
    now = by_the_clock(after, staffing, after.at(last, staffing))
    assert [event for event in now if event.at <= first] == then


@settings(max_examples=200, deadline=None, derandomize=True)
@given(histories(), later)
def test_each_climb_is_a_deadline_that_passed(told: tuple[Standing, list[Act], Told], when: Instant) -> None:
    held, acts, staff = told
    found = state(held, acts, staff.staffing(), when, TERMS)
    climbed = [t for t in found.tenures if t.why == CLIMBED]
    assert len(climbed) <= found.climbs
    if found.overdue_since is None and not any(a.kind == DEFERRED for a in acts):
        assert found.climbs == 0
