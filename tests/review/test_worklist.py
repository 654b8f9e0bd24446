"""A page of the work list: what is on it and what is counted, whether or not anything ticked meanwhile."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from heeded.review.desk import Desk
from heeded.review.worklist import Wanted
from tests.cast import ROSA
from tests.web.office import FARAH, Office, office


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Office]:
    """The office five hours later."""
    with office(tmp_path) as opened:
        opened.passes(hours=5)
        yield opened


@pytest.fixture
def look(at_work: Office) -> Desk:
    """The door, opened."""
    return at_work.workspace.look(ROSA, "a test")


def test_owners_are_counted_the_same_whether_or_not_anything_ticked(look: Desk, at_work: Office) -> None:
    before = look.work(Wanted(), 0, 50)
    at_work.workspace.casework.tick()
    assert look.work(Wanted(), 0, 50) == before
    held = Counter(line.row.owner for line in before.lines)
    assert {owner.name: owner.open for owner in before.owners} == held
    assert before.overdue == sum(line.row.overdue_since is not None for line in before.lines) == 1


@pytest.mark.parametrize("by", ["owner", "level"])
def test_every_warning_is_in_exactly_one_part_of_the_list(look: Desk, by: str) -> None:
    whole = look.work(Wanted(), 0, 50)
    parts = {getattr(line.row, by) for line in whole.lines}
    found = [line.id for part in parts for line in look.work(Wanted(**{by: part}), 0, 50).lines]
    assert sorted(found) == sorted(line.id for line in whole.lines)


def test_a_name_is_known_whatever_its_capitals(look: Desk) -> None:
    mine = look.work(Wanted(owner="farah  LINDQVIST"), 0, 50)
    assert {line.row.owner for line in mine.lines} == {FARAH}


def test_narrowing_and_paging_give_the_same_lines_in_the_same_order(look: Desk) -> None:
    amber = look.work(Wanted(level="amber"), 0, 50)
    again = [line for first in range(0, amber.total, 2) for line in look.work(Wanted(level="amber"), first, 2).lines]
    assert again == list(amber.lines)
    assert amber.total == len(amber.lines) > 2


def test_what_is_not_there_is_an_empty_page(look: Desk) -> None:
    for wanted in (Wanted(owner="Nobody"), Wanted(team="No such team"), Wanted(decided=True)):
        assert (look.work(wanted, 0, 50).lines, look.work(wanted, 0, 50).total) == ((), 0)
    assert look.work(Wanted(), 10_000, 50).lines == ()
