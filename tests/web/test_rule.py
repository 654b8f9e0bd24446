"""A signal in plain words: numbers with their dates, examples as lines, and what it says of them."""

from datetime import date

import pytest

from heeded.signals.measure import Dated, Length
from heeded.signals.signal import Example
from heeded.web.rule import dated, outcome, rule_of, shown
from tests.web.borough import shelf


def test_a_number_that_changed_says_since_when() -> None:
    assert dated(Dated((date.min,), (Length(10, "working days"),))) == "10 working days"
    changed = Dated((date(2000, 1, 1), date(2018, 6, 1)), (3, 4))
    assert dated(changed) == "4 since 1 June 2018; before that 3 until 1 June 2018"


def test_an_example_is_lines_of_a_time_line_and_what_is_no_record_stays_as_text() -> None:
    lines = shown(shelf()["OFF01"].examples[0]).lines
    assert [(line.agency, line.kind, line.evidence) for line in lines] == [
        ("police", "registered", True),
        ("health", "residence", True),
        ("", "", False),
    ]
    assert [line.number for line in lines] == [1, 2, 0]  # fmt: skip
    assert lines[2].rest == "nobody asks"


def test_lines_about_people_are_not_counted_when_evidence_is_named_by_number() -> None:
    lines = shown(Example("fires", "x", "child  born 2019-03-02\n2019-04-01  health  injury", evidence=(1,))).lines
    assert [(line.number, line.evidence) for line in lines] == [(0, False), (1, True)]
    assert lines[0].rest == "Child, born 2 March 2019"


def test_a_day_that_does_not_exist_stays_as_text() -> None:
    line = shown(Example("fires", "x", "2019-02-31  police  registered")).lines[0]
    assert (line.happened, line.rest) == (None, "2019-02-31  police  registered")


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (
            Example("fires", "x", "", raised="2019-03-14", evidence=(1, 3, 4)),
            "Raised on 14 March 2019, on lines 1, 3 and 4.",
        ),
        (Example("fires", "x", "", raised="2019-03-14", evidence=(2,)), "Raised on 14 March 2019, on line 2."),
        (
            Example("clears", "x", "", raised="2019-03-14", cleared="2019-04-01"),
            "Raised on 14 March 2019. Cleared on 1 April 2019.",
        ),
        (
            Example("fires", "x", "", raised="2019-03-14", cleared="never"),
            "Raised on 14 March 2019. It is not cleared.",
        ),
        (Example("quiet", "x", ""), "Nothing is raised."),
    ],
)
def test_what_the_signal_says_of_an_example(example: Example, said: str) -> None:
    assert outcome(example) == said


def test_every_signal_on_the_shelf_can_be_shown() -> None:
    from heeded.signals.shelf import signals

    for signal in signals().values():
        rule = rule_of(signal)
        assert len(rule.examples) == len(signal.examples)
        assert all(example.lines for example in rule.examples)
        for shown_example in rule.examples:
            assert all(line.happened or ", born " in line.rest for line in shown_example.lines), signal.code
