"""Spans are half-open, and merging them neither loses nor invents time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heeded.words.instants import NEVER
from heeded.words.spans import Span, merged

ORIGIN = datetime(2024, 1, 1, tzinfo=UTC)
HOURS = st.integers(0, 40)


def span(first: int, last: int) -> Span:
    """A span between two hours of one day or two."""
    return Span(ORIGIN + timedelta(hours=first), ORIGIN + timedelta(hours=last))


@given(st.lists(st.tuples(HOURS, HOURS), max_size=8))
def test_merging_covers_the_same_hours_with_gaps_between(pairs: list[tuple[int, int]]) -> None:
    spans = [span(*pair) for pair in pairs]
    joined = merged(spans)
    for hour in range(42):
        instant = ORIGIN + timedelta(hours=hour)
        assert any(one.holds(instant) for one in joined) == any(one.holds(instant) for one in spans)
    assert all(one.end < other.start for one, other in pairwise(joined))


def test_a_span_without_an_end_lasts() -> None:
    assert merged([Span(ORIGIN), span(3, 4)]) == (Span(ORIGIN, NEVER),)
