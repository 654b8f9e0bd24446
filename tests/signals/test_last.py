"""The last so many records, all of one sort: as they were known on each day, each agency by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Judgement
from heeded.signals.shelf import load_text, signals
from heeded.words.instants import day_of
from heeded.words.trouble import Trouble

ANNOUNCED = "purpose=offender; result=seen; announced=yes"
SURPRISE = "purpose=offender; result=seen; announced=no"


def judged(lines: str, code: str = "SEE06", about: str = "person") -> Judgement:
    """What one signal makes of some lines."""
    return judge(played(lines, about).scene, signals={code: signals()[code]})


def visits(*details: str, agency: str = "police", year: int = 2018) -> str:
    """Visits a month apart."""
    return "\n".join(f"{year}-{month:02}-10  {agency}  visit  {each}" for month, each in enumerate(details, start=1))


def test_three_announced_visits_and_a_surprise_before_them_say_nothing() -> None:
    assert judged(visits(SURPRISE, ANNOUNCED, ANNOUNCED, ANNOUNCED)).raises == ()


def test_each_agency_is_a_raise_of_its_own() -> None:
    lines = visits(*[ANNOUNCED] * 4) + "\n" + visits(*[ANNOUNCED] * 4, agency="probation", year=2019)
    assert [each.trigger for each in judged(lines).raises] == ["agency:police", "agency:probation"]


def test_a_fifth_announced_visit_prolongs_the_raise_and_joins_its_evidence() -> None:
    (found,) = judged(visits(*[ANNOUNCED] * 5)).raises
    assert found.evidence == ("police:1", "police:2", "police:3", "police:4")
    assert [ref for ref, _ in found.later] == ["police:5"]
    assert found.cleared is None


def test_a_surprise_written_down_late_clears_it_when_it_is_known_and_not_before() -> None:
    lines = visits(*[ANNOUNCED] * 4) + f"\n2018-02-20  police  visit  {SURPRISE}; recorded 2018-05-05"
    (found,) = judged(lines).raises
    assert found.cleared is not None
    assert (str(day_of(found.raised)), str(day_of(found.cleared))) == ("2018-04-10", "2018-05-05")


def test_a_visit_taken_for_announced_and_corrected_clears_it() -> None:
    lines = visits(*[ANNOUNCED] * 4) + f"\n2018-02-10  police  visit  {SURPRISE}; replaces 2; recorded 2018-06-06"
    (found,) = judged(lines).raises
    assert found.cleared is not None
    assert str(day_of(found.cleared)) == "2018-06-06"


def test_two_accounts_of_one_visit_that_disagree_are_not_all_announced() -> None:
    child = "about child; purpose=child; result=seen; child_seen=yes; seen_alone="
    first, second = f"2020-03-02 a visit {child}no", f"2020-03-16 a visit {child}no"
    born = "child  born 2010-01-01"
    assert len(judged(f"{born}\n{first}\n{second}", "SEE02", "child").raises) == 1
    assert judged(f"{born}\n{first}\n{second}\n2020-03-02 b visit {child}yes", "SEE02", "child").raises == ()


def test_a_visit_that_does_not_say_whether_it_was_announced_is_not_judged_and_says_so() -> None:
    found = judged(visits(ANNOUNCED, ANNOUNCED, ANNOUNCED, "purpose=offender; result=seen"))
    assert found.raises == ()
    assert [each.because for each in found.not_judged] == [
        "a record of police does not say whether they knew that the visitor was coming"
    ]
    assert judged(visits(SURPRISE, ANNOUNCED, ANNOUNCED, "purpose=offender; result=seen")).not_judged == ()


def test_without_a_birth_date_nobody_can_say_whether_the_child_is_old_enough() -> None:
    child = "purpose=child; result=seen; child_seen=yes; seen_alone=no; child:child"
    found = judged(f"2020-03-02 a visit {child}\n2020-03-16 a visit {child}", "SEE02", "child")
    assert found.raises == ()
    assert any("birth date" in each.because for each in found.not_judged)


def test_an_adult_is_never_asked_for_alone() -> None:
    details = "purpose=child; result=seen; child_seen=yes; seen_alone=no"
    lines = f"child  born 1980-01-01\n2020-03-02 a visit {details}\n2020-03-16 a visit {details}"
    assert judged(lines, "SEE02", "child").raises == ()


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("told in: announced", "told in: loudness"),
        ("of each: agency", "of each: street"),
        ("the last: visits", "the last: many"),
        ("all: announced visit", "all: sung visit"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_line(was: str, becomes: str) -> None:
    with pytest.raises(Trouble, match="line"):
        load_text(signals()["SEE06"].text.replace(was, becomes))


START = date(2019, 1, 1)
ROWS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()),  # day, days until written down, announced
    max_size=9,
    unique_by=lambda row: row[0],
)


@settings(deadline=None, max_examples=200)
@given(rows=ROWS, looked=st.integers(0, 130))
def test_on_any_day_it_holds_if_the_last_four_known_by_then_were_announced(
    rows: list[tuple[int, int, bool]], looked: int
) -> None:
    lines = "\n".join(
        f"{START + timedelta(days=on)}  police  visit  {ANNOUNCED if announced else SURPRISE}; "
        f"recorded {START + timedelta(days=on + late)}"
        for on, late, announced in rows
    )
    known = sorted((on, announced) for on, late, announced in rows if on + late <= looked)[-4:]
    day = START + timedelta(days=looked)
    open_then = [
        r for r in judged(lines).raises if day_of(r.raised) <= day and (r.cleared is None or day_of(r.cleared) > day)
    ]
    assert bool(open_then) == (len(known) == 4 and all(announced for _, announced in known))
