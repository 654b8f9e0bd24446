"""More and more reports: measured by when things happened, looking back from each day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of, months_later

START = date(2019, 1, 1)


def raises(rows: list[tuple[int, int]]) -> list[Raise]:
    """What is raised about a child of whom something was reported on some days, each written down so much later."""
    lines = "\n".join(
        f"{START + timedelta(days=on)}  education  concern  topic=t{on}; recorded {START + timedelta(days=on + late)}"
        for on, late in rows
    )
    return list(judge(played(f"child  born 2015-01-01\n{lines}").scene, signals={"REF05": signals()["REF05"]}).raises)


def test_three_reports_in_a_month_are_not_yet_a_tempo_and_four_are() -> None:
    assert raises([(0, 0), (10, 0), (20, 0)]) == []
    assert len(raises([(0, 0), (10, 0), (20, 0), (30, 0)])) == 1


def test_the_first_of_four_counts_on_the_thirtieth_day_after_it_and_not_on_the_next() -> None:
    (found,) = raises([(0, 0), (10, 0), (20, 0), (30, 0)])
    assert found.cleared is not None
    assert (day_of(found.cleared) - day_of(found.raised)).days == 1
    assert raises([(0, 0), (10, 0), (20, 0), (31, 0)]) == []


def test_a_tempo_that_passed_before_anybody_knew_of_it_is_not_raised() -> None:
    assert raises([(0, 0), (10, 0), (20, 0), (30, 40)]) == []


def test_a_death_within_the_month_ends_it_unanswered() -> None:
    lines = "\n".join(f"2020-03-{day:02}  education  concern  topic=x" for day in (1, 5, 9, 13))
    scene = played(f"child  born 2015-01-01\n{lines}\n2020-03-20  health  death").scene
    (found,) = judge(scene, signals={"REF05": signals()["REF05"]}).raises
    assert (found.lapsed, str(day_of(found.raised))) == ("died", "2020-03-13")


def test_two_agencies_that_tell_of_the_same_day_are_counted_by_kind_and_day() -> None:
    lines = "\n".join(
        f"2020-03-{day:02}  {agency}  concern  topic=x" for day in (1, 8, 15) for agency in ("education", "health")
    )
    assert judge(played(f"child  born 2015-01-01\n{lines}").scene, signals={"REF05": signals()["REF05"]}).raises == ()


@settings(deadline=None, max_examples=200)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 260), st.integers(0, 20)), min_size=4, max_size=14, unique_by=lambda row: row[0]
    ),
    looked=st.integers(0, 300),
)
def test_on_any_day_it_holds_if_the_month_known_by_then_outran_the_six_before(
    rows: list[tuple[int, int]], looked: int
) -> None:
    day = START + timedelta(days=looked)
    known = [START + timedelta(days=on) for on, late in rows if on + late <= looked]
    late = [each for each in known if (day - each).days <= 30]
    before = [e for e in known if (day - e).days > 30 and day <= months_later(e + timedelta(days=30), 6)]
    holds = len(late) >= 4 and len(late) >= 3 * len(before) / 6
    open_then = [r for r in raises(rows) if day_of(r.raised) <= day and (r.cleared is None or day_of(r.cleared) > day)]
    assert bool(open_then) == holds


def test_three_times_the_usual_is_enough_and_a_little_less_only_once_an_old_one_is_forgotten() -> None:
    usual, lately = [(on, 0) for on in range(0, 160, 20)], [(190, 0), (195, 0), (200, 0), (205, 0)]
    assert len(usual) == 8
    assert [str(day_of(each.raised)) for each in raises([*usual, *lately])] == ["2019-07-25"]
    # 1 January is the first of six months and thirty days up to 31 July, and of none from 1 August on.
    assert [str(day_of(each.raised)) for each in raises([*usual, (165, 0), *lately])] == ["2019-08-01"]
