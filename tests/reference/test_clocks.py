"""The shelf of clocks is read strictly, and local values may be set only where the law leaves them open."""

from datetime import date

import pytest

from heeded.reference.clocks import clocks, clocks_of, with_local
from heeded.reference.rules import Counting, Match
from heeded.reference.shelf import ReferenceTrouble, read
from heeded.words.interval import Interval, Unit
from heeded.words.trouble import Trouble

GOOD = """mine:
  name: Mine
  meaning: A clock of my own
  duty_of: [police]
  starts_on: {registered: {}}
  answered_by: {visit: {result: [seen]}}
  versions:
    - {within: {working_days: 3 working days}, in_force_from: 2020-01-01, law: my own, confidence: read}
"""


def test_a_good_entry_is_read() -> None:
    rule = next(iter(clocks_of(read(GOOD, "clocks/mine.yaml"))))
    assert rule.versions[0].counting is Counting.WORKING_DAYS
    assert rule.versions[0].lengths == (Interval(3, Unit.WORKING_DAYS),)
    assert rule.version(date(2019, 12, 31)) is None
    assert rule.version(date(2020, 1, 1)) is rule.versions[0]


def test_a_version_ends_with_its_last_day_and_the_next_begins() -> None:
    rule = clocks()["assessment"]
    lengths = {
        day: version.lengths[0].count if (version := rule.version(day, "england")) else None
        for day in (date(2000, 3, 31), date(2000, 4, 1), date(2013, 4, 14), date(2013, 4, 15), date(2026, 1, 1))
    }
    assert list(lengths.values()) == [None, 35, 35, 45, 45]


def test_a_version_with_a_last_day_is_off_after_it() -> None:
    closed = GOOD.replace("law: my own", "law: my own, in_force_until: 2021-06-30")
    rule = next(iter(clocks_of(read(closed, "clocks/mine.yaml"))))
    assert rule.version(date(2021, 6, 30)) is not None
    assert rule.version(date(2021, 7, 1)) is None


@pytest.mark.parametrize(
    ("written", "instead", "line", "says"),
    [
        ("meaning:", "meanings:", 3, "'meanings' is not known here"),
        ("registered: {}", "dancing: {}", 5, "'dancing' is not a kind of record"),
        ("result: [seen]", "result: [waved]", 6, "no detail 'result' with that value"),
        ("result: [seen]", "colour: [red]", 6, "no detail 'colour'"),
        ("working_days: 3 working days", "working_days: 3 weeks", 8, "cannot be counted as working_days"),
        ("working_days: 3 working days", "working_days: soon", 8, "not a length of time"),
        ("working_days: 3 working days", "fortnights: 2", 8, "'fortnights' is not known here"),
        ("2020-01-01", "last year", 8, "'last year' is not a date"),
        ("confidence: read", "confidence: sure", 8, "cannot be 'sure'"),
        ("duty_of: [police]", "answered_before: {visit: 1 working day}", 4, "'visit' is not known here"),
        ("duty_of: [police]", "answered_before: {registered: soon}", 4, "not a length of time"),
        ("duty_of: [police]", "from_first_answer: perhaps", 4, "cannot be 'perhaps'"),
        ("{result: [seen]}", "[{result: [seen]}, {result: [waved]}]", 6, "no detail 'result' with that value"),
        ("{result: [seen]}", "[seen]", 6, "'visit' needs a list"),
        (", law: my own", "", 8, "'law' needs a text"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(written: str, instead: str, line: int, says: str) -> None:
    with pytest.raises(Trouble) as caught:
        list(clocks_of(read(GOOD.replace(written, instead), "clocks/mine.yaml")))
    assert f"clocks/mine.yaml line {line}:" in str(caught.value)
    assert says in str(caught.value)


def test_a_local_value_rules_from_its_day_and_only_there() -> None:
    rule = with_local(clocks()["protection_visit"], "4 weeks", "Board minute of 3 March 2024", date(2024, 4, 1))
    before, after = rule.version(date(2024, 3, 31)), rule.version(date(2024, 4, 1))
    assert before is not None
    assert after is not None
    assert before.lengths == (Interval(10, Unit.WORKING_DAYS),)
    assert (after.lengths, after.law) == ((Interval(4, Unit.WEEKS),), "Board minute of 3 March 2024")
    assert after.counting is Counting.AT_MOST_EVERY


def test_a_local_value_in_another_unit_is_counted_in_that_unit() -> None:
    rule = with_local(clocks()["legal_threshold"], "14 days", "local", date(2024, 4, 1))
    assert rule.versions[0].counting is Counting.EXCLUSIVE_DAYS


def test_the_law_cannot_be_overridden_locally() -> None:
    with pytest.raises(ReferenceTrouble, match="fixed by law"):
        with_local(clocks()["notification_initial"], "30 days", "local", date(2024, 1, 1))


def test_a_condition_written_with_not_asks_that_it_be_absent() -> None:
    match = Match("returned_to_custody", {"type": ("not FTR_28", "not FTR_56")})
    assert match.matches("returned_to_custody", {"type": ("STANDARD",)})
    assert match.matches("returned_to_custody", {})
    assert not match.matches("returned_to_custody", {"type": ("FTR_56",)})
    assert not match.matches("revoked", {})


def test_a_kind_may_be_meant_in_several_ways() -> None:
    two = GOOD.replace("{result: [seen]}", "[{result: [seen]}, {purpose: [welfare]}]")
    answers = next(iter(clocks_of(read(two, "clocks/mine.yaml")))).answered_by
    assert [match.matches("visit", {"purpose": ("welfare",)}) for match in answers] == [False, True]
    assert not any(match.matches("visit", {"purpose": ("child",), "result": ("refused",)}) for match in answers)


def test_a_registration_that_names_a_place_is_itself_the_notification() -> None:
    answers = clocks()["notification_initial"].answered_by
    assert any(answer.matches("registered", {}, "12 Sallow Lane") for answer in answers)
    assert not any(answer.matches("registered", {}, "") for answer in answers)


def test_what_the_first_signals_need_is_there_in_their_words() -> None:
    advice = clocks()["legal_threshold"]
    assert any(answer.matches("legal_advice", {"threshold": ("not_met",)}) for answer in advice.answered_by)
    assert {answer.kind for answer in advice.answered_by} == {
        "proceedings_issued", "legal_advice", "pre_proceedings", "management_decision",
    }  # fmt: skip
    visit = clocks()["offender_visit"]
    sources = {kind for kind, detail in visit.interval_from if detail == "visit_every"}
    assert sources >= {"risk_assessment", "plan_started"}, "the interval of the plan or the assessment"
    assert visit.suspended_while == ("custody",)
    assert visit.versions[0].lengths == ()


def test_contact_with_a_child_is_asked_for_only_of_what_starts_a_clock_that_runs_once() -> None:
    asking = GOOD.replace("{registered: {}}", "{self_report: {what: [contact], with: [a child]}}")
    rule = next(iter(clocks_of(read(asking, "clocks/mine.yaml"))))
    assert [match.with_child for match in rule.starts_on] == [True]
    assert rule.starts_on[0].matches("self_report", {"what": ("contact",)}), "who is a child is asked elsewhere"
    answering = GOOD.replace("{visit: {result: [seen]}}", "{self_report: {with: [a child]}}")
    for wrong in (answering, asking.replace("  versions:", "  repeats: yes\n  versions:")):
        with pytest.raises(ReferenceTrouble, match="contact with a child"):
            list(clocks_of(read(wrong, "clocks/mine.yaml")))
