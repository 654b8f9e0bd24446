"""Every clock on the shelf: its worked examples hold, it names its source, and what is not law yet is off."""

from datetime import UTC, date, datetime

import pytest

from heeded.reference.clocks import clocks
from heeded.reference.holidays import bank_holidays
from heeded.reference.rules import ClockRule, Counting, Example
from heeded.supervision.clock import Due, due, due_under
from heeded.words.instants import day_of
from heeded.words.spans import Span
from heeded.words.told import Told

from .oracle import DAY, LONDON, midnight

EXAMPLES = [(rule, example) for rule in clocks().values() for example in rule.examples]


def told(text: str) -> Told:
    """A day, or an instant in London."""
    if " " in text:
        return Told.at(datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC))
    return Told.on(date.fromisoformat(text))


def reckoned(rule: ClockRule, example: Example) -> Due | None:
    """What the engine says of an example."""
    start, calendar = told(example.start), bank_holidays(example.jurisdiction)
    spans = [Span(midnight(first), midnight(last + DAY)) for first, last in example.suspended]
    if example.as_if_commenced:
        return due_under(rule.versions[0], start, calendar=calendar, suspensions=spans, turn=example.turn)
    return due(
        rule, start, calendar=calendar, suspensions=spans, interval=example.interval, turn=example.turn,
        jurisdiction=example.jurisdiction,
    )  # fmt: skip


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.code}-{e.start}" for r, e in EXAMPLES])
def test_the_worked_example_holds(rule: ClockRule, example: Example) -> None:
    found = reckoned(rule, example)
    if example.due in ("switched off", "not known"):
        assert found is None, example.where
        in_force = rule.version(told(example.start).day, example.jurisdiction)
        assert (in_force is None) == (example.due == "switched off"), example.where
    elif " " in example.due:
        assert found is not None, example.where
        assert found.overdue_at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") == example.due, example.where
    else:
        assert found is not None, example.where
        assert found.last_day.isoformat() == example.due, example.where
        assert day_of(found.overdue_at) == found.last_day + DAY


@pytest.mark.parametrize("rule", clocks().values(), ids=list(clocks()))
def test_a_clock_has_a_source_two_examples_and_something_that_answers_it(rule: ClockRule) -> None:
    assert len(rule.examples) >= 2
    assert rule.starts_on
    assert rule.answered_by
    assert rule.duty_of
    assert len(rule.meaning.split()) > 5
    assert all(version.law and version.confidence for version in rule.versions)


@pytest.mark.parametrize("day", [date(1995, 6, 1), date(2026, 6, 1), date(2030, 1, 1)])
def test_what_has_not_commenced_is_switched_off_on_every_day_and_says_so(day: date) -> None:
    off = [rule for rule in clocks().values() if not rule.commenced]
    assert {rule.code for rule in off} == {"mandatory_report", "notification_absence", "notification_stay_with_child"}
    for rule in off:
        assert due(rule, Told.on(day), calendar=bank_holidays()) is None
        assert "Commencement" in rule.versions[0].note


def test_every_way_of_counting_is_on_the_shelf() -> None:
    assert {version.counting for rule in clocks().values() for version in rule.versions} == set(Counting)
