"""Every example of every signal on the shelf comes out as it says."""

import pytest

from heeded.signals.example import ExampleTrouble, differences, played
from heeded.signals.shelf import load_text, signals

EVERY = [(s.code, n) for s in signals().values() for n in range(len(s.examples))]


@pytest.mark.parametrize(("code", "number"), EVERY)
def test_an_example_comes_out_as_it_says(code: str, number: int) -> None:
    signal = signals()[code]
    assert differences(signal, signal.examples[number]) == [], signal.examples[number].title


def test_the_ten_first_signals_are_on_the_shelf() -> None:
    ten = {"OFF01", "OFF02", "OFF03", "OFF06", "HLT02", "HLT03", "REF01", "SEE03", "CLK07", "LIC07"}
    assert ten <= set(signals())


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("raised: 2020-03-05", "raised: 2020-03-04", "raised 2020-03-05 instead of 2020-03-04"),
        ("cleared: 2020-03-06", "cleared: 2020-03-07", "cleared 2020-03-06 instead of 2020-03-07"),
        ("level: amber", "level: red", "reached amber instead of red"),
        ("evidence: [1, 2]", "evidence: [1]", "instead of lines [1]"),
    ],
)
def test_an_example_that_says_otherwise_is_found_out(was: str, becomes: str, complaint: str) -> None:
    signal = load_text(signals()["HLT02"].text.replace(was, becomes))
    found = [sentence for example in signal.examples for sentence in differences(signal, example)]
    assert any(complaint in sentence for sentence in found)


def test_a_month_told_is_known_from_its_end() -> None:
    entry = played("2015-02  health  injury  explained=no").scene.entries[0]
    assert (entry.happened.first_day.isoformat(), entry.happened.day.isoformat()) == ("2015-02-01", "2015-02-28")
    assert entry.known == entry.happened.last


@pytest.mark.parametrize(
    "line",
    [
        "2020-01-01  health",
        "2020-13-01  health  injury",
        "2020-01-01  health  injury  whatever",
        "child  aged 7",
        "2020-01-01  health  injry  explained=no",
        "2020-01-01  health  injury  explaned=no",
        "2020-01-01  health  injury  explained=perhaps",
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ExampleTrouble) as trouble:
        played(line)
    assert str(trouble.value)
