"""The swim-lane picture: every entry is in it, in its agency's lane, in the order of time."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from heeded.chronology.entry import Entry
from heeded.web import axis, lanes
from heeded.words.told import Told
from tests.web.borough import ENTRIES, RAISES

entries = st.lists(
    st.builds(
        lambda day, agency: replace(
            ENTRIES[0], agency=agency, happened=Told.on(date(1990, 1, 1) + timedelta(days=day))
        ),
        st.integers(0, 20_000),
        st.sampled_from(["police", "health", "education"]),
    ),
    min_size=1,
    max_size=40,
)


@given(entries)
def test_every_entry_has_a_mark_in_its_agencys_lane_within_the_picture(given_entries: list[Entry]) -> None:
    drawn = lanes.picture(given_entries, [])
    assert drawn is not None
    marks = {lane.agency: [mark.x for mark in lane.marks] for lane in drawn.lanes}
    assert {agency: len(xs) for agency, xs in marks.items()} == {
        agency: sum(e.agency == agency for e in given_entries) for agency in marks
    }
    for xs in marks.values():
        assert xs == sorted(xs)
        assert all(lanes.LEFT <= x <= lanes.WIDTH for x in xs)
    assert len(drawn.ticks) <= axis.MOST_TICKS


def test_a_raise_that_is_open_reaches_the_end_and_one_that_was_cleared_does_not() -> None:
    drawn = lanes.picture(ENTRIES, RAISES)
    assert drawn is not None
    opened, cleared = drawn.bars
    assert opened.open
    assert opened.x + opened.width == lanes.WIDTH - lanes.RIGHT
    assert not cleared.open
    assert cleared.x + cleared.width < lanes.WIDTH - lanes.RIGHT


def test_more_raises_than_can_be_drawn_are_said_to_be_left_out() -> None:
    drawn = lanes.picture(ENTRIES, [RAISES[0]] * (lanes.MOST_BARS + 3))
    assert drawn is not None
    assert drawn.left_out == 3
    assert len(drawn.bars) == lanes.MOST_BARS


def test_nothing_is_drawn_of_nothing() -> None:
    assert lanes.picture([], RAISES) is None
