"""A signal file that says something unknown, or lacks something, is refused with its file and line."""

from datetime import date
from pathlib import Path

import pytest

from heeded.signals.shelf import families, load_text, shared_words, signals
from heeded.words.trouble import Trouble

CONTRIBUTIONS = Path(__file__).parents[2] / "src/heeded/signals/contributions"
REF01 = signals()["REF01"].text
SEE03 = signals()["SEE03"].text
OFF02 = signals()["OFF02"].text
OFF06 = signals()["OFF06"].text
CLK07 = signals()["CLK07"].text
LIC13 = signals()["LIC13"].text
OFF07 = signals()["OFF07"].text


@pytest.mark.parametrize(
    ("text", "was", "becomes", "says"),
    [
        (REF01, "  within: window", "  witin: window", "'witin' is not known"),
        (REF01, "of: [contact,", "of: [contcat,", "'contcat' is neither a kind"),
        (REF01, "not while open: [assessment,", "not while open: [asessment,", "'asessment' is not a state"),
        (REF01, "  within: window", "  within: how_many", "is not a length of time"),
        (REF01, "  at least: how_many", "  at least: window", "is not a whole number"),
        (REF01, "  at least: how_many", "  at least: lots", "'lots' is no parameter"),
        (REF01, "  within: window\n", "", "never uses 'window'"),
        (REF01, "asks: Several", "aks: Several", "'aks' is not known"),
        (REF01, "owner: front_door_manager\n", "", "'owner' is missing"),
        (
            REF01,
            "subject: child\nowner: front_door_manager",
            "owner: front_door_manager\nsubject: child",
            "stands where",
        ),
        (REF01, "subject: child\n", "subject: neighbour\n", "nobody's role"),
        (REF01, "amber: {respond", "purple: {respond", "'purple' is no level"),
        (REF01, "2019-01-01: 3}", "2019-13-01: 3}", "is not a date"),
        (REF01, "2019-01-01: 180 days}", "2019-01-01: 180 moons}", "is no value"),
        (REF01, "signal: REF01 repeated", "signal: repeated", "is no code and name"),
        (REF01, "  - late: ", "  - fires: ", "no example is of the sort 'late'"),
        (REF01, "  - quiet: ", "  - fires: ", "every other says when"),
        (REF01, "survives: one event reported by many people", "survives: nothing", "no example survives"),
        (REF01, "recorded 2020-07-12", "place here", "written down late"),
        (REF01, "    cleared: 2020-06-25\n", "", "does not say when it clears"),
        (SEE03, "    - {at least: failures", "    - {at lest: failures", "no clause begins"),
        (SEE03, "while: plan\n", "while: {condition: X, from: y}\n", "'from' is not known"),
        (SEE03, "age under: very_young", "age under: window", "years or months"),
        (CLK07, "{overdue: legal_threshold}", "{nothing of: visit, within: 3 days}", "needs one beginning"),
        (CLK07, "{overdue: legal_threshold}", "{overdue: legal_treshold}", "legal_treshold"),
        (CLK07, "{overdue: legal_threshold}", "{overdue: offender_visit}", "of somebody who is supervised"),
        (CLK07, "{overdue: legal_threshold}", "{overdue: [assessment, asessment]}", "'asessment' is not known"),
        (CLK07, "{overdue: legal_threshold}", "{overdue: []}", "names no clock"),
        (CLK07, "{overdue: legal_threshold}", "{due soon: core_group}", "reminds of nothing"),
        (OFF02, "of either:\n      - {of:", "of: visit\n    of either:\n      - {of:", "stands beside"),
        (LIC13, "as many as: count", "as many as: counts", "has a detail 'counts'"),
        (OFF07, "duty of: police", "duty of: polis", "'polis'"),
        (OFF06, "  amber: {overdue", "  blue: {overdue", "'blue' is not known"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(text: str, was: str, becomes: str, says: str) -> None:
    assert was in text
    with pytest.raises(Trouble) as trouble:
        load_text(text.replace(was, becomes), "here.yaml")
    assert says in str(trouble.value)
    assert "here.yaml line" in str(trouble.value)


def test_a_parameter_takes_the_value_of_its_day() -> None:
    signal = load_text(REF01.replace("2019-01-01: 3}", "2019-01-01: 3, 2024-01-01: 4}"))
    dated = signal.parameters["how_many"].value
    assert [dated.on(day) for day in (date(2018, 5, 5), date(2023, 12, 31), date(2024, 1, 1))] == [3, 3, 4]


def test_every_family_has_a_title_and_every_word_a_meaning() -> None:
    assert {s.family for s in signals().values()} <= set(families())
    assert all(family.title for family in families().values())
    assert all(word.means for word in shared_words().values())


def test_every_signal_has_the_words_a_reader_needs() -> None:
    for signal in signals().values():
        assert signal.asks.endswith("?")
        assert signal.why
        assert signal.duty.source
        assert signal.false_positives
        assert all(level.respond for level in signal.levels.values())


def test_a_word_changed_makes_another_version() -> None:
    assert load_text(REF01.replace("Has anyone acted", "Who acted")).version != signals()["REF01"].version


def test_every_shared_word_is_used_by_some_signal() -> None:
    rules = "\n".join(signal.text for signal in signals().values())
    contributions = "\n".join(p.read_text(encoding="utf-8") for p in CONTRIBUTIONS.glob("*.py"))
    assert [word for word in shared_words() if word not in rules + contributions] == []
