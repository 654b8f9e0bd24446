"""When a home has so many residents that it is an institution, as known on each day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.chronology.crowds import MOST, crowds
from heeded.chronology.entry import Crowds
from heeded.chronology.spans import holds
from heeded.chronology.states import States
from heeded.chronology.stays import stays
from heeded.signals.example import played
from heeded.words.instants import Instant, day_of, start_of
from heeded.words.told import Told

FIRST = date(2020, 3, 1)


def moved_in(number: int, day: int, *more: str, name: str = "resident") -> str:
    """Somebody's new address, so many days after the first."""
    told = "; ".join((f"about {name}{number}", "status=registered", "place 9 Tanner Street", *more))
    return f"{FIRST + timedelta(days=day)}  health  residence  {told}"


def found(*lines: str) -> Crowds:
    """What is counted of some lines."""
    return crowds(States(played("\n".join(lines), "him").scene))


def days(*lines: str) -> list[tuple[str, str]]:
    """From which day it is a crowd, and from which day that is known."""
    told = next(iter(found(*lines).values()), ())
    return [(str(day_of(when)), str(day_of(spans[0][0]))) for when, spans in told]


def test_twelve_people_are_neighbours_and_a_thirteenth_makes_it_an_institution_from_then() -> None:
    twelve = [moved_in(n, n) for n in range(MOST)]
    assert days(*twelve) == []
    assert days(*twelve, moved_in(99, 40)) == [("2020-04-10", "2020-04-10")]


def test_one_person_told_by_many_agencies_is_one() -> None:
    told = [moved_in(n, n) for n in range(MOST)]
    again = [line.replace("health", "police") for line in told]
    assert days(*told, *again) == []


def test_a_large_family_is_one_household() -> None:
    family = [
        f"2020-02-01  social-care  relationship  about resident0; child:resident{n}; type=parent" for n in range(1, 6)
    ]
    partners = "2020-02-01  health  antenatal_booking  about resident0; partner:resident6"
    told = [moved_in(n, n) for n in range(MOST + 6)]
    assert days(*family, partners, *told) == []
    assert days(*family, partners, *told, moved_in(99, 40)) == [("2020-04-10", "2020-04-10")]


def test_a_child_whom_a_visit_to_him_names_is_no_relative_by_that() -> None:
    visits = [f"2020-02-01  police  visit  about resident0; child:resident{n}; result=seen" for n in range(1, 6)]
    assert days(*visits, *(moved_in(n, n) for n in range(MOST + 1))) == [("2020-03-13", "2020-03-13")]


def test_tenants_who_come_one_after_another_are_not_there_at_one_time() -> None:
    tenants = [moved_in(n, 10 * n, f"until={FIRST + timedelta(days=10 * n + 9)}") for n in range(30)]
    assert days(*tenants) == []


def test_frequent_visitors_live_elsewhere_and_nobody_knows_who_a_placeholder_is() -> None:
    visitors = [moved_in(n, n).replace("registered", "frequent_visitor") for n in range(20)]
    strangers = [
        f"2020-03-01  health  residence  child:?{n}; status=registered; place 9 Tanner Street" for n in range(20)
    ]
    assert days(*visitors) == []
    assert days(*strangers) == []


def test_a_resident_written_down_late_counts_from_when_he_came_as_soon_as_that_is_known() -> None:
    late = moved_in(99, 5, "recorded 2020-06-01")
    assert days(*(moved_in(n, n) for n in range(MOST)), late) == [("2020-03-12", "2020-06-01")]
    # The fourteenth made it a crowd before that was known, and what was known then stands.
    assert days(*(moved_in(n, n) for n in range(MOST)), moved_in(50, 60), late) == [
        ("2020-03-12", "2020-06-01"),
        ("2020-04-30", "2020-04-30"),
    ]


def test_it_is_no_crowd_any_longer_when_one_turns_out_to_live_elsewhere() -> None:
    wrong = moved_in(99, 40)
    right = wrong.replace("9 Tanner Street", "4 Park Terrace") + "; replaces 13; recorded 2020-06-01"
    ((_, spans),) = found(*(moved_in(n, n) for n in range(MOST)), wrong, right)["9 tanner street"]
    assert [str(day_of(edge)) for edge in spans[0]] == ["2020-04-10", "2020-06-01"]


def plainly(states: States, when: Instant, known: Instant) -> bool:
    """Whether by some day up to then there were too many at one time, counted one by one as known."""
    told = [s for n in range(20) for s in stays(states, f"resident{n}")]
    for day in {s.begins.last for s in told if s.begins.last <= when}:
        there = {s.person for s in told if holds(s.during(Told.at(day)), known)}
        homes = {person: person for person in there}
        for entry in states.scene.entries:
            one, other = (*entry.people("about"), ""), (*entry.people("child"), "")
            if entry.kind == "relationship" and entry.known <= known and {one[0], other[0]} <= there:
                homes = {p: homes[one[0]] if home == homes[other[0]] else home for p, home in homes.items()}
        if len(set(homes.values())) > MOST:
            return True
    return False


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(20, 90), st.sampled_from((0, 0, 0, 15, 50))), min_size=13, max_size=16
    ),
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15), st.integers(0, 90)), max_size=3),
)
def test_counting_by_spans_is_counting_one_by_one(
    people: list[tuple[int, int, int]], families: list[tuple[int, int, int]]
) -> None:
    lines = [
        moved_in(n, came, f"until={FIRST + timedelta(days=came + stayed)}",
                 f"recorded {FIRST + timedelta(days=came + late)}")
        for n, (came, stayed, late) in enumerate(people)
    ]  # fmt: skip
    lines += [
        f"{FIRST + timedelta(days=day)}  health  relationship  about resident{one}; child:resident{other}; type=parent"
        for one, other, day in families if one != other
    ]  # fmt: skip
    states = States(played("\n".join(lines), "him").scene)
    told = crowds(states).get("9 tanner street", ())
    moments = [start_of(FIRST + timedelta(days=day)) for day in range(0, 160, 9)]
    for known in moments:
        for when in moments:
            counted = any(since <= when and holds(spans, known) for since, spans in told)
            assert counted == plainly(states, when, known), (when, known)
