"""Which day a replay shows: the date field where it was changed, else the slider, else the last day."""

import pytest

from tests.web.visitor import Visitor


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("", "21 June 2019"),
        ("?day=2019-05-14", "14 May 2019"),
        ("?first=2019-03-12&was=2019-05-14&day=2019-05-14&at=3", "15 March 2019"),
        ("?first=2019-03-12&was=2019-05-14&day=2019-06-01&at=3", "1 June 2019"),
        ("?first=2019-03-12&at=3", "15 March 2019"),
        ("?day=1066-10-14", "12 March 2019"),
        ("?day=2999-01-01", "21 June 2019"),
        ("?day=soon&at=x", "21 June 2019"),
        ("?first=9999-12-30&at=99999", "21 June 2019"),
    ],
)
def test_the_day_that_is_shown(visitor: Visitor, query: str, day: str) -> None:
    answer = visitor.get(f"/replay/person-child{query}")
    assert answer.status == 200
    assert f"At the end of {day}" in answer.text


def test_only_what_was_known_by_then_is_shown(visitor: Visitor) -> None:
    text = visitor.get("/replay/person-child?day=2019-05-19").text
    known = text.partition("data-known")[2].partition('id="silence"')[0]
    assert "Registered at 14 Alder Street" in known
    assert "Home visit. Cot and toys seen" not in known


def test_the_steps_go_to_the_days_on_which_something_became_known(visitor: Visitor) -> None:
    text = visitor.get("/replay/person-child?day=2019-04-15").text
    assert "Back to 1 April 2019" in text
    assert "On to 20 May 2019" in text
    assert "Nothing was known before" in visitor.get("/replay/person-child?day=2019-03-12").text


def test_what_silence_cost_says_what_it_counts(visitor: Visitor) -> None:
    text = visitor.get("/replay/person-child").text
    assert "1,861 or more, never shared" in text
    assert "Days lost counts recorded sharing only" in text
    assert text.count("never told") == 20
