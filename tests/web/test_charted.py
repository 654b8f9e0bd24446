"""Figures as bars: the length of a bar is its sum, and no count is left out."""

from hypothesis import given
from hypothesis import strategies as st

from heeded.web.charted import LEFT, MOST_ROWS, RIGHT, WIDTH, chart

numbers = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=20)


@given(numbers)
def test_bars_lie_within_the_picture_one_piece_after_another_as_long_as_its_sum(
    given_numbers: list[tuple[int, int]],
) -> None:
    drawn = chart("x", "X", ("one", "other"), [(str(n), pair) for n, pair in enumerate(given_numbers)])
    if not any(map(sum, given_numbers)):
        assert drawn is None
        return
    assert drawn
    for bar, pair in zip(drawn.bars, given_numbers, strict=True):
        assert bar.total == sum(pair)
        assert [piece.which for piece in bar.pieces] == [which for which, number in enumerate(pair) if number]
        at = LEFT
        for piece in bar.pieces:
            assert piece.x == at
            assert piece.width >= 1
            at = piece.x + piece.width
        longest = max(map(sum, given_numbers))
        assert abs(at - (LEFT + sum(pair) / longest * (WIDTH - LEFT - RIGHT))) <= 2 * len(pair)


def test_the_longest_bar_fills_the_picture_and_half_of_it_is_half_as_long() -> None:
    drawn = chart("x", "X", ("count",), [("all", [40]), ("half", [20])])
    assert drawn
    whole, half = (bar.pieces[0].width for bar in drawn.bars)
    assert whole == WIDTH - LEFT - RIGHT
    assert half == whole // 2


def test_what_is_not_drawn_is_counted_and_all_that_is_drawn_is_said() -> None:
    drawn = chart("x", "X", ("in time", "late"), [(f"team {n}", [n, 1]) for n in range(MOST_ROWS + 2)])
    assert drawn
    assert (len(drawn.bars), drawn.left_out) == (MOST_ROWS, 2)
    assert "team 7: 7 in time, 1 late." in drawn.says


def test_a_long_name_is_cut_where_it_would_run_out_of_the_picture() -> None:
    drawn = chart("x", "X", ("count",), [("n" * 200, [1])])
    assert drawn
    assert len(drawn.bars[0].name) < 40
