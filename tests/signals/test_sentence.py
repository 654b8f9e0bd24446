"""A raise is said in one whole sentence, whatever its figures are."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.signals.example import MAIN, played
from heeded.signals.kernel import judge
from heeded.signals.sentence import listed, span_of, template
from heeded.signals.shelf import signals

CONCERNS = "{count: concern} from {people: person/people} {over}; nothing answered them."
BROKEN = re.compile(r"[{}]|  | [,.;:]|\b1 \w+s\b(?! of)|\bon in\b|\bin on\b|\.\.|^[a-z]|[^.]$")


def test_a_sentence_counts_as_people_do() -> None:
    says = template(CONCERNS)
    assert says.filled({"count": 3, "people": 2, "over": "in 61 days"}) == (
        "3 concerns from 2 people in 61 days; nothing answered them."
    )
    assert says.filled({"count": 1, "people": 1, "over": "on one day"}) == (
        "1 concern from 1 person on one day; nothing answered them."
    )


def test_a_day_is_written_out_and_a_sentence_begins_large() -> None:
    assert template("{who} came on {day}.").filled({"who": "a child", "day": date(2020, 3, 5)}) == (
        "A child came on 5 March 2020."
    )


@given(st.integers(0, 10**6))
def test_any_number_has_its_plural(count: int) -> None:
    said = template("{count: child/children} in the home.").filled({"count": count})
    assert said.endswith("1 child in the home." if count == 1 else "children in the home.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{count: concern} and no end", "full stop"),
        ("{count: concern.", "not closed"),
        ("count: concern}.", "not closed"),
        ("{count: injury}.", "plural of 'injury'"),
        ("{two words}.", "names no figure"),
        ("a" * 400 + ".", "at most"),
    ],
)
def test_a_sentence_that_could_break_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        template(text)


def test_days_and_lists_are_said_in_words() -> None:
    assert [span_of(n) for n in (0, 1, 61)] == ["on one day", "in 1 day", "in 61 days"]
    assert [listed(w) for w in (["health"], ["education", "health"], ["education", "health", "police"])] == [
        "health",
        "education and health",
        "education, health and police",
    ]


@pytest.mark.parametrize("code", signals())
def test_no_example_is_said_in_broken_english(code: str) -> None:
    signal = signals()[code]
    for example in signal.examples:
        scene = played(example.given, MAIN[signal.subject[0]], example.vantage).scene
        for each in judge(scene, signals={code: signal}).raises:
            assert not BROKEN.search(each.says), each.says


def test_broken_english_is_noticed() -> None:
    for said in ("1 concerns.", "{count}.", "Two  gaps.", "no end", "Visits in on one day."):
        assert BROKEN.search(said), said
