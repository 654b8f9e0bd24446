"""How much time is left, in words."""

from datetime import timedelta

import pytest

from heeded.words import spoken
from heeded.words.instants import NEVER, parsed

NOW = parsed("2019-06-03T09:00:00+01:00")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (2, "2 hours left"),
        (1, "1 hour left"),
        (0.5, "30 minutes left"),
        (0.001, "less than a minute left"),
        (47.9, "47 hours left"),
        (48, "2 days left"),
        (-3, "time was up 3 hours ago"),
        (0, "time was up less than a minute ago"),
        (-240, "time was up 10 days ago"),
    ],
)
def test_the_time_left_is_said_in_its_largest_whole_unit(hours: float, said: str) -> None:
    assert spoken.left(NOW + timedelta(hours=hours), NOW) == said


def test_no_deadline_is_said_to_be_none() -> None:
    assert spoken.left(NEVER, NOW) == "no time is set"
    assert spoken.deadline(NEVER) == spoken.deadline(None) == "–"


def test_the_end_of_a_day_is_said_by_that_day() -> None:
    assert spoken.deadline(parsed("2019-06-04T00:00:00+01:00")) == "the end of 3 June 2019"
    assert spoken.deadline(parsed("2019-06-03T13:05:00+01:00")) == "3 June 2019 at 13:05"


def test_the_end_of_the_day_on_which_the_clocks_change_is_said_by_that_day() -> None:
    assert spoken.deadline(parsed("2019-04-01T00:00:00+01:00")) == "the end of 31 March 2019"
    assert spoken.deadline(parsed("2019-10-28T00:00:00+00:00")) == "the end of 27 October 2019"
