"""A signal in plain words: numbers with their dates, who answers it, and its rule as it is written."""

from datetime import date

from heeded.signals.measure import Dated, Length
from heeded.signals.shelf import signals
from heeded.web.rule import dated, examples_of, rule_of
from tests.web.borough import shelf


def test_a_number_that_changed_says_since_when() -> None:
    assert dated(Dated((date.min,), (Length(10, "working days"),))) == "10 working days"
    assert dated(Dated((date(2019, 1, 1),), (3,))) == "3, since 1 January 2019"
    changed = Dated((date(2000, 1, 1), date(2018, 6, 1)), (3, 4))
    assert dated(changed) == "4 since 1 June 2018; before that 3 until 1 June 2018"


def test_who_answers_a_signal_is_said_by_title_up_to_the_top_of_the_ladder() -> None:
    owners = rule_of(shelf()["OFF01"]).owners
    assert owners[:2] == ("police offender manager", "sergeant of the offender managers")
    assert owners[-1] == "head of public protection"


def test_the_rule_is_shown_as_it_is_written_and_without_what_stands_around_it() -> None:
    written = rule_of(shelf()["OFF01"]).written
    assert written.startswith("red:\n  living with: child")
    assert written.endswith("while: poses a risk to children")


def test_every_signal_on_the_shelf_can_be_shown() -> None:
    for signal in signals().values():
        assert rule_of(signal).written, signal.code
        examples = examples_of(signal)
        assert len(examples) == len(signal.examples)
        for example, source in zip(examples, signal.examples, strict=True):
            assert example.lines, signal.code
            assert example.picture, signal.code
            assert all(line.happened for line in example.lines), signal.code
            assert bool(example.outcomes) == bool(source.raised), f"{signal.code}: {source.title}"
            if source.raised:
                raised = {outcome.raised.isoformat(): outcome.says for outcome in example.outcomes}
                assert raised[source.raised] == source.says, f"{signal.code}: {source.title}"
