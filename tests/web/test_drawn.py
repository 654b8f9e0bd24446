"""The picture of a worked example: every record in its lane, none hidden, each raise as long as it lasted."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heeded.web.drawn import APART, LEFT, RIGHT, WIDTH, Point, drawn

FIRST = date(2019, 3, 1)
points = st.lists(
    st.builds(
        lambda after, vague, late, agency: Point(
            0, FIRST + timedelta(days=after), FIRST + timedelta(days=after + vague),
            FIRST + timedelta(days=after + vague + late) if late else None, agency, "visit", False,
        ),
        st.integers(0, 4000), st.sampled_from([0, 0, 30]), st.sampled_from([0, 0, 90]),
        st.sampled_from(["police", "health"]),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


def point(number: int, on: date, recorded: date | None = None) -> Point:
    """A record of the police."""
    return Point(number, on, on, recorded, "police", "visit", True)


@given(points)
def test_every_record_is_drawn_within_the_picture_and_hides_no_other(given_points: list[Point]) -> None:
    picture = drawn(given_points, [], 1)
    assert picture
    assert sum(len(lane.marks) for lane in picture.lanes) == len(given_points)
    for lane in picture.lanes:
        rows: dict[int, list[int]] = {}
        for mark in lane.marks:
            assert LEFT <= mark.x <= WIDTH - RIGHT
            assert lane.top <= mark.y <= lane.top + lane.height
            rows.setdefault(mark.y, []).append(mark.x)
        for xs in rows.values():
            assert all(after - before >= APART for before, after in pairwise(xs))


def test_a_raise_reaches_from_the_day_raised_to_the_day_cleared_and_changes_with_its_level() -> None:
    raised, higher, cleared = FIRST + timedelta(days=10), FIRST + timedelta(days=20), FIRST + timedelta(days=40)
    picture = drawn([point(1, FIRST)], [([("amber", raised), ("red", higher)], cleared)], 1)
    assert picture
    amber, red = picture.bars[0].pieces
    assert (amber.level, red.level) == ("amber", "red")
    assert amber.x + amber.width == red.x
    assert red.x + red.width == WIDTH - RIGHT  # nothing happened after it was cleared
    assert not picture.bars[0].open
    assert picture.bars[0].says == "Amber from 11 March 2019, then red from 21 March 2019 until 10 April 2019"


def test_a_raise_that_goes_on_is_drawn_beyond_the_last_record() -> None:
    picture = drawn([point(1, FIRST)], [([("red", FIRST)], None)], 1)
    assert picture
    assert picture.bars[0].open
    assert picture.bars[0].says == "Red from 1 March 2019, not cleared"


def test_a_lapse_many_years_on_does_not_press_the_records_together() -> None:
    two = [point(1, FIRST), point(2, FIRST + timedelta(days=100))]
    picture = drawn(two, [([("red", FIRST + timedelta(days=100))], date(2037, 1, 2))], 1)
    assert picture
    first, second = picture.lanes[0].marks
    assert second.x - first.x > (WIDTH - LEFT - RIGHT) // 2
    assert picture.bars[0].open
    assert "until 2 January 2037" in picture.bars[0].says


def test_a_record_written_down_late_shows_both_days() -> None:
    picture = drawn([point(1, FIRST, FIRST + timedelta(days=60)), point(2, FIRST + timedelta(days=90))], [], 1)
    assert picture
    late, prompt = picture.lanes[0].marks
    assert late.late
    assert late.x < late.late < prompt.x
    assert prompt.late is None


def test_the_picture_says_in_sentences_all_that_it_shows() -> None:
    picture = drawn([point(1, FIRST, date(2019, 3, 9))], [([("red", FIRST)], date(2019, 4, 1))], 1)
    assert picture
    assert picture.says == (
        "1 record. 1: 1 March 2019, Police, visit, written down 9 March 2019. "
        "Raised: red from 1 March 2019, until 1 April 2019."
    )
    quiet = drawn([point(1, FIRST)], [], 1)
    assert quiet
    assert quiet.says.endswith("Nothing is raised.")


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn([], [], 1) is None
