"""One record followed by another: what counts as following, who counts as somebody else, and no hindsight."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import load_text, signals
from heeded.signals.signal import Signal
from heeded.words.instants import day_of
from heeded.words.trouble import Trouble

CLOSED_THEN_REFERRED = "first: case_closed\n  then: referral\n  within: window"


def signal(rule: str) -> Signal:
    """A signal of the shelf with another rule."""
    text = signals()["REF02"].text
    before, after = text[: text.index("raise when:")], text[text.index("examples:") :]
    return load_text(f"{before}raise when:\n  {rule}\n{after}")


def raises(rule: str, lines: str) -> list[Raise]:
    """What a rule raises about the child of some lines."""
    made = signal(rule)
    return list(judge(played(lines).scene, signals={made.code: made}).raises)


def days(rule: str, lines: str) -> list[str]:
    """The days on which it raises."""
    return [day_of(each.raised).isoformat() for each in raises(rule, lines)]


SAME_DAY = """
2020-03-02  social-care  case_closed
2020-03-02  social-care  referral
"""


def test_the_same_day_follows_but_is_not_later() -> None:
    assert days(CLOSED_THEN_REFERRED, SAME_DAY) == ["2020-03-02"]
    assert days(CLOSED_THEN_REFERRED.replace("then", "then later"), SAME_DAY) == []


def test_where_hours_are_told_the_hour_decides_what_came_later() -> None:
    later = CLOSED_THEN_REFERRED.replace("then", "then later")
    morning = "2020-03-02T09:00  social-care  case_closed\n2020-03-02T15:00  social-care  referral"
    evening = "2020-03-02T18:00  social-care  case_closed\n2020-03-02T15:00  social-care  referral"
    assert days(later, morning) == ["2020-03-02"]
    assert days(later, evening) == []
    assert days(CLOSED_THEN_REFERRED, evening) == []


def test_what_came_before_does_not_follow() -> None:
    assert days(CLOSED_THEN_REFERRED, "2020-03-03 a case_closed\n2020-03-02 a referral") == []


def test_a_month_told_may_have_been_before_but_is_not_surely_before() -> None:
    lines = "2020-03     social-care  case_closed\n2020-03-10  social-care  referral"
    assert days(CLOSED_THEN_REFERRED, lines) == ["2020-03-31"]
    assert days(CLOSED_THEN_REFERRED.replace("then", "then later"), lines) == []


def test_the_time_runs_from_the_end_of_a_month_told() -> None:
    assert days(CLOSED_THEN_REFERRED, "2020-03 a case_closed\n2021-03-31 a referral") == ["2021-03-31"]
    assert days(CLOSED_THEN_REFERRED, "2020-03 a case_closed\n2021-04-01 a referral") == []


def test_an_event_told_twice_does_not_follow_itself() -> None:
    rule = "first: referral\n  then: referral\n  within: window"
    assert days(rule, "2020-03-02 a referral reporter=one\n2020-03-02 b referral reporter=two") == []
    assert days(rule, "2020-03-02 a referral reporter=one\n2020-03-03 b referral reporter=two") == ["2020-03-03"]


def test_the_figures_are_of_the_nearest_that_anybody_knew_of_then() -> None:
    lines = """
    2020-03-02  social-care  case_closed
    2020-03-20  social-care  case_closed  recorded 2020-05-01
    2020-04-01  social-care  referral
    """
    found = raises(CLOSED_THEN_REFERRED, lines)
    assert len(found) == 1
    assert found[0].says.startswith("On 2 March 2020 a report was set aside as malicious; on 1 April 2020 somebody")
    assert found[0].evidence == ("social-care:1", "social-care:3")
    assert [ref for ref, _ in found[0].later] == ["social-care:2"]


def test_a_report_decided_by_name_is_compared_even_where_another_came_between() -> None:
    lines = """
    2020-03-02  social-care  referral           reporter=neighbour
    2020-03-03  social-care  referral           reporter=aunt
    2020-03-04  social-care  referral_decision  label=malicious; answers=1
    2020-03-20  social-care  referral           reporter=neighbour
    """
    rule = "first: report set aside as malicious\n  then later: referral\n  within: window\n  different: {reporter}"
    assert days(rule, lines) == []
    assert days(rule, lines.replace("answers=1", "answers=2")) == ["2020-03-20"]


def test_one_who_moves_in_with_the_first_teller_only_later_was_somebody_else() -> None:
    lines = """
    2020-03-02  social-care  referral           reporter:jo
    2020-03-04  social-care  referral_decision  label=malicious; answers=1
    2020-01-01  social-care  residence          about jo; status=registered; place 5 Mill Row
    2020-01-01  social-care  residence          about sam; status=registered; place 9 Mill Row
    2020-03-20  social-care  referral           reporter:sam
    2020-04-20  social-care  residence          about sam; status=registered; place 5 Mill Row
    """
    rule = "first: report set aside as malicious\n  then later: referral\n  within: window\n  different: {reporter}"
    assert days(rule, lines) == ["2020-03-20"]
    assert days(rule, lines.replace("place 9 Mill Row", "place 5 Mill Row")) == []


def test_a_harm_told_of_only_after_the_closure_is_not_the_same_as_before() -> None:
    rule = CLOSED_THEN_REFERRED.replace("then", "then later") + "\n  same: harm"
    lines = """
    2020-01-02  social-care  referral     harm=neglect,none
    2020-03-02  social-care  case_closed
    2020-03-09  health       concern      harm=sexual
    2020-03-20  social-care  referral     harm=sexual,none
    """
    assert days(rule, lines) == []
    assert days(rule, lines.replace("harm=sexual,none", "harm=sexual,neglect")) == ["2020-03-20"]


def test_the_record_that_came_first_answers_nothing_and_a_later_one_that_names_either_does() -> None:
    rule = "first: report set aside as malicious\n  then later: referral\n  within: window"
    lines = """
    2020-03-02  social-care  referral           reporter=neighbour
    2020-03-04  social-care  referral_decision  label=malicious; answers=1
    2020-03-20  social-care  referral           reporter=aunt
    2020-03-21  social-care  referral_decision  outcome=nfa; answers=3
    """
    assert raises(rule, lines)[0].cleared is None
    answered = raises(rule, f"{lines}\n2020-03-25  social-care  supervision_note  answers=2")
    assert answered[0].cleared is not None
    assert day_of(answered[0].cleared) == date(2020, 3, 25)


@pytest.mark.parametrize(
    "rule",
    [
        "first: case_closed\n  within: window",
        "first: case_closed\n  then: referral\n  then later: referral\n  within: window",
        "first: case_closed\n  then: referral\n  within: window\n  same: nonsense",
        "first: case_closed\n  then: referral\n  within: window\n  different: {reporter: yes}",
        "first: case_closed\n  then: nonsense\n  within: window",
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_line(rule: str) -> None:
    with pytest.raises(Trouble, match="line"):
        signal(rule)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["case_closed", "referral"]),
        st.integers(0, 500),  # the day it happened
        st.integers(0, 40),  # days until it was written down
        st.sampled_from(["aunt", "uncle"]),
    ),
    max_size=8,
)
START = date(2019, 1, 1)


@settings(deadline=None, max_examples=150)
@given(rows=ROWS, looked=st.integers(0, 560))
def test_on_any_day_it_holds_if_two_records_known_by_then_follow_each_other(
    rows: list[tuple[str, int, int, str]], looked: int
) -> None:
    day = START + timedelta(days=looked)
    lines = "\n".join(
        f"{START + timedelta(days=on)}  social-care  {kind}  "
        f"{'reason' if kind == 'case_closed' else 'reporter'}={who}; recorded {START + timedelta(days=on + late)}"
        for kind, on, late, who in rows
    )
    known = [(kind, on) for kind, on, late, _ in rows if on + late <= looked]
    holds = any(
        first == "case_closed" and then == "referral" and 0 < on - before <= 365
        for first, before in known
        for then, on in known
    )
    found = raises(CLOSED_THEN_REFERRED.replace("then", "then later"), lines)
    assert any(day_of(r.raised) <= day and (r.cleared is None or day_of(r.cleared) > day) for r in found) == holds
