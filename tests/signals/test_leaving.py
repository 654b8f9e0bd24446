"""What was left open when a case was closed: visits, reports, injuries, and what other signals had raised."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.signals.example import played
from heeded.signals.kernel import in_turn, judge
from heeded.signals.raised import Judgement
from heeded.signals.shelf import load_text, signals
from heeded.words.instants import day_of
from heeded.words.trouble import Trouble

CLOSED = "2020-09-07  social-care  case_closed  reason=unfounded"


def judged(lines: str, *codes: str, vantage: str = "pooled") -> Judgement:
    """What REF07 and some other signals make of some lines."""
    chosen = {code: signals()[code] for code in ("REF07", *codes)}
    return judge(played(lines, "child", vantage).scene, signals=chosen)


def days(lines: str, *codes: str) -> list[str]:
    """The days on which REF07 is raised."""
    return [str(day_of(each.raised)) for each in judged(lines, *codes).raises if each.signal == "REF07"]


CONCERNS = """
child  born 2015-01-01
2020-05-05  social-care  contact  reporter=great-grandmother
2020-05-20  health       concern  reporter=health visitor
2020-06-21  social-care  contact  reporter=father
"""


def test_a_case_closed_while_a_warning_is_open_says_how_many_and_rests_on_their_evidence() -> None:
    (found,) = [r for r in judged(f"{CONCERNS}{CLOSED}", "REF01").raises if r.signal == "REF07"]
    assert found.says == "The case was closed on 7 September 2020 while 1 warning was open."
    assert set(found.evidence) == {"social-care:1", "health:2", "social-care:3", "social-care:4"}


def test_a_warning_answered_before_the_closing_was_not_open() -> None:
    answered = "2020-07-01  social-care  plan_started  type=child_in_need\n"
    assert days(f"{CONCERNS}{answered}{CLOSED}", "REF01") == []
    assert days(f"{CONCERNS}{CLOSED}", "REF01") == ["2020-09-07"]


def test_a_warning_raised_only_after_the_closing_was_not_open_at_it() -> None:
    lines = CONCERNS.replace("reporter=father", "reporter=father; recorded 2020-10-01")
    assert days(f"{lines}{CLOSED}", "REF01") == []


def test_the_signals_that_rest_on_others_are_judged_after_them() -> None:
    order = [each.code for each in in_turn(signals())]
    assert order.index("REF07") > order.index("SEE03")


def test_a_reminder_is_no_open_warning() -> None:
    blue = signals()["REF01"].text.replace("  amber: {respond", "  blue: {respond")
    chosen = {"REF01": load_text(blue), "REF07": signals()["REF07"]}
    found = judge(played(f"{CONCERNS}{CLOSED}").scene, signals=chosen).raises
    assert [each.signal for each in found] == ["REF01"]


def test_a_child_seen_after_the_closing_does_not_make_the_closing_right() -> None:
    failed = "2020-09-04  social-care  visit  purpose=child; result=refused\n"
    seen = "\n2020-09-09  police  visit  purpose=welfare; result=seen; child_seen=yes"
    (found,) = judged(f"{failed}{CLOSED}{seen}").raises
    assert found.cleared is None


def test_a_visit_before_the_closing_that_is_written_up_late_settles_it_when_it_is_known() -> None:
    failed = "2020-09-04  social-care  visit  purpose=child; result=refused\n"
    seen = "\n2020-09-05  police  visit  purpose=welfare; result=seen; child_seen=yes; recorded 2020-09-12"
    (found,) = judged(f"{failed}{CLOSED}{seen}").raises
    assert found.cleared is not None
    assert str(day_of(found.cleared)) == "2020-09-12"


def test_a_transfer_months_before_the_closing_excuses_nothing() -> None:
    failed = "2020-09-04  social-care  visit  purpose=child; result=refused\n"
    moved = "2020-08-20  social-care  transfer  to=other; status=accepted\n"
    assert days(f"{moved}{failed}{CLOSED}") == []
    assert days(f"{moved.replace('2020-08-20', '2020-03-20')}{failed}{CLOSED}") == ["2020-09-07"]


def test_two_agencies_that_tell_of_one_referral_have_one_decision() -> None:
    lines = """
    2020-09-02  social-care  referral           reporter=neighbour
    2020-09-02  police       referral           reporter=neighbour
    2020-09-03  social-care  referral_decision  outcome=nfa; answers=1
    """
    assert days(f"{lines}{CLOSED}") == []
    assert days(f"{lines.replace('; answers=1', '')}{CLOSED}") == []


def test_where_decisions_are_not_seen_nobody_is_blamed_and_it_is_said() -> None:
    lines = "2020-09-02  education  referral  reporter=teacher\n"
    closed = f"{CLOSED}; shared 2020-09-07"
    found = judged(f"{lines}{closed}", vantage="agency:education")
    assert found.raises == ()
    assert [each.because for each in found.not_judged] == [
        "the records of social-care, whose duty it is, are not seen from here"
    ]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("raises open: [amber, red]", "raises open: [amber, purple]"),
        ("raises open: [amber, red]", "left open: nonsense"),
        ("    - at each: case_closed\n      raises open: [amber, red]", "    - at each: case_closed"),
        ("duty of: social-care", "duty of: the neighbours"),
        ("      unless: case taken over elsewhere\n      within: taken_over\n      says", "      within: taken_over\n      says"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_refused_with_its_line(was: str, becomes: str) -> None:
    assert was in signals()["REF07"].text
    with pytest.raises(Trouble, match="line"):
        load_text(signals()["REF07"].text.replace(was, becomes))


START = date(2019, 1, 1)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["failed", "seen", "closed"]),
        st.integers(0, 40),  # the day it happened
        st.integers(0, 20),  # days until it was written down
    ),
    max_size=9,
    unique_by=lambda row: (row[0], row[1]),
)
LINES = {
    "failed": "visit  purpose=child; result=no_reply",
    "seen": "visit  purpose=welfare; result=seen; child_seen=yes",
    "closed": "case_closed  reason=x",
}


@settings(deadline=None, max_examples=150)
@given(rows=ROWS, looked=st.integers(0, 70))
def test_on_any_day_it_holds_if_a_visit_known_by_then_failed_before_a_closing_and_nobody_saw_the_child(
    rows: list[tuple[str, int, int]], looked: int
) -> None:
    lines = "\n".join(
        f"{START + timedelta(days=on)}  {'police' if what == 'seen' else 'social-care'}  {LINES[what]}; "
        f"recorded {START + timedelta(days=on + late)}"
        for what, on, late in rows
    )
    known = [(what, on) for what, on, late in rows if on + late <= looked]
    # A visit of one day that failed, and another of the same day at which the child was seen, are one event, told twice.
    seen = {on for what, on in known if what == "seen"}
    holds = any(
        what == "failed" and on <= closed and not any(on <= day <= closed for day in seen)
        for other, closed in known
        if other == "closed"
        for what, on in known
    )
    day = START + timedelta(days=looked)
    found = judged(lines).raises
    assert any(day_of(r.raised) <= day and (r.cleared is None or day_of(r.cleared) > day) for r in found) == holds
