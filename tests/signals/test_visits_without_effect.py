"""Many contacts with a child and harm among them: what counts as a contact, as harm, and as a change."""

from datetime import date, timedelta

import pytest

from heeded.signals.example import played
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import signals
from heeded.words.instants import day_of

FIRST = date(2020, 3, 2)
HARM = "2020-03-12  education  concern  harm=neglect"


def contacts(count: int, apart: int = 7) -> str:
    """So many visits at which the child was seen, so many days apart."""
    days = (FIRST + timedelta(days=apart * number) for number in range(count))
    return "\n".join(f"{day}  social-care  visit  purpose=child; result=seen; child_seen=yes" for day in days)


def raises(lines: str) -> list[Raise]:
    """What is raised about the child."""
    return list(judge(played(f"child  born 2018-02-01\n{lines}").scene, signals={"SEE05": signals()["SEE05"]}).raises)


def test_seven_contacts_are_too_few_and_eight_are_enough() -> None:
    assert raises(f"{contacts(7)}\n{HARM}") == []
    assert [str(day_of(r.raised)) for r in raises(f"{contacts(8)}\n{HARM}")] == ["2020-04-20"]


def test_sixty_days_from_the_first_to_the_last_are_within_and_more_are_not() -> None:
    tail = "2020-{}  health  attendance  setting=gp"
    seven = contacts(7)
    assert len(raises(f"{seven}\n{HARM}\n{tail.format('05-01')}")) == 1  # the sixtieth day after 2 March
    assert raises(f"{seven}\n{HARM}\n{tail.format('05-02')}") == []


def test_harm_before_the_first_of_the_contacts_is_not_among_them() -> None:
    assert raises(f"{contacts(8)}\n{HARM.replace('2020-03-12', '2020-01-10')}") == []


def test_harm_counts_anywhere_in_the_sixty_days_after_the_last_contact_too() -> None:
    found = raises(f"{contacts(8)}\n{HARM.replace('2020-03-12', '2020-05-01')}")
    assert [(str(day_of(r.raised)), r.says) for r in found] == [
        ("2020-05-01", "8 contacts in 60 days, with 1 injury or worry in that time that changed nothing.")
    ]
    late = HARM.replace("2020-03-12", "2020-05-02")  # the 61st day after the first contact
    assert raises(f"{contacts(8)}\n{late}") == []
    assert [
        str(day_of(r.raised)) for r in raises(f"{contacts(8)}\n{late}\n2020-05-03  health  attendance  setting=gp")
    ] == ["2020-05-03"]


@pytest.mark.parametrize(
    ("change", "cleared"),
    [
        ("plan_changed  visit_every=2 days", True),
        ("legal_advice  threshold=met", True),
        ("management_decision  outcome=move", True),
        ("s47_started", True),
        ("conference  type=review; outcome=plan", False),  # the plan continues
        ("core_group", False),
        ("supervision_note", False),
    ],
)
def test_only_what_changes_something_after_the_harm_answers_it(change: str, cleared: bool) -> None:
    after = f"2020-03-20  social-care  {change}"
    assert (raises(f"{contacts(8)}\n{HARM}\n{after}") == []) == cleared
    before = after.replace("2020-03-20", "2020-03-05")
    assert len(raises(f"{contacts(8)}\n{HARM}\n{before}")) == 1


def test_a_second_harm_after_the_change_is_unanswered() -> None:
    change, again = "2020-03-20  social-care  plan_changed", "2020-03-28  health  injury  explained=yes"
    (found,) = raises(f"{contacts(8)}\n{HARM}\n{change}\n{again}")
    assert "health:11" in found.evidence
    assert "education:9" not in found.evidence
    assert found.says == "8 contacts in 49 days, with 1 injury or worry in that time that changed nothing."


def test_many_agencies_that_tell_of_one_day_are_one_contact() -> None:
    week = [f"2020-03-{day:02}  {agency}  attendance  setting=gp" for day in range(9, 16) for agency in "abcdef"]
    assert raises("\n".join([*week, HARM])) == []
    assert len(raises("\n".join([*week, HARM, "2020-03-16  a  attendance  setting=gp"]))) == 1
