"""The work list, one warning and the oversight of them, as whoever was let in reads them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from heeded.access.viewer import Refused
from heeded.review.warned import Figure
from heeded.workspace import Workspace
from tests.casework.office import FRIDAY, MIA, NOAH, Turned, listed, opened, stands, worried, worry
from tests.cast import MALLORY, ROSA

WHY = "one fall told by three people"


@pytest.fixture
def clock() -> Turned:
    return Turned()


@pytest.fixture
def workspace(tmp_path: Path, clock: Turned) -> Iterator[Workspace]:
    with opened(tmp_path, clock) as made:
        made.write(worried(MIA, FRIDAY))
        clock.on(hours=3)
        made.write(worried(NOAH, FRIDAY))
        yield made


def dismiss(workspace: Workspace, warning: str, by: str = "Ann Lee") -> None:
    seen = stands(workspace, warning).seen
    workspace.casework.decide(warning, by, seen, outcome="not_relevant", reason=WHY)


def figure(workspace: Workspace, by: str, of: str = "") -> Figure:
    found = workspace.look(ROSA, "test").oversight().figures
    return next(f for f in found if (f.by, f.of) == (by, of))


def test_nobody_who_is_not_let_in_sees_any_of_it(workspace: Workspace) -> None:
    look, warning = workspace.look(MALLORY, "curious"), listed(workspace)[0].id
    for ask in (
        look.work_list,
        look.work_count,
        look.oversight,
        lambda: look.warning(warning),
        lambda: look.warnings_of("P"),
    ):
        with pytest.raises(Refused):
            ask()


def test_the_list_is_by_time_left_and_can_be_read_in_parts(workspace: Workspace, clock: Turned) -> None:
    clock.on(days=4)  # Tuesday: both are due at its end
    workspace.write([worry(NOAH, clock.now, "again", "doctor")])
    lines = workspace.look(ROSA, "test").work_list()
    assert [line.row.decide_by for line in lines] == sorted(line.row.decide_by for line in lines)
    look = workspace.look(ROSA, "test")
    assert look.work_list(limit=1) + look.work_list(limit=50, offset=1) == lines
    assert (look.work_count(), look.work_count("Nobody")) == (len(lines), 0)
    assert len(lines) >= 2


def test_a_person_has_their_warnings_decided_ones_last(workspace: Workspace) -> None:
    line = listed(workspace)[0]
    person = line.people[0].person
    assert line in workspace.look(ROSA, "test").warnings_of(person)
    dismiss(workspace, line.id)
    mine = workspace.look(ROSA, "test").warnings_of(person)[-1]
    assert (mine.row.status, mine.row.outcome) == ("decided", "not_relevant")


def test_what_does_not_exist_is_not_found(workspace: Workspace) -> None:
    assert workspace.look(ROSA, "test").warning("nothing") is None


def test_the_history_says_who_got_it_and_why(workspace: Workspace, clock: Turned) -> None:
    warning = listed(workspace)[0].id
    clock.on(days=30)
    view = workspace.look(ROSA, "test").warning(warning)
    assert view is not None
    assert [line.says for line in view.history] == [
        "Raised, and came to Ann Lee (manager of the front door).",
        "Nobody decided in time. It climbed to Bob Moss (head of service).",
        "Nobody decided in time. It climbed to Lena Orr.",
    ]
    assert view.present == ("Ann Lee", "Bob Moss")
    assert view.signal is not None


def test_the_figures_count_what_was_answered_in_time_and_what_grows_old(workspace: Workspace, clock: Turned) -> None:
    first, second = (line.id for line in listed(workspace))
    dismiss(workspace, first)
    clock.on(days=6)
    both = figure(workspace, "signal", "REF01")
    assert (both.open, both.overdue, both.decided, both.in_time, both.ages) == (1, 1, 1, 1, (0, 0, 1, 0, 0))
    dismiss(workspace, second, "Bob Moss")
    both = figure(workspace, "signal", "REF01")
    assert (both.open, both.decided, both.in_time, sum(both.ages)) == (0, 2, 1, 0)
    assert figure(workspace, "team", "Front door").decided == 1
    assert figure(workspace, "role", "manager of the front door").in_time == 1
    assert figure(workspace, "all").decided == 2


def test_what_is_dismissed_again_and_again_is_shown_with_who_did(workspace: Workspace, clock: Turned) -> None:
    warning = listed(workspace)[0].id
    for number in range(3):
        dismiss(workspace, warning, "Bob Moss" if number else "Ann Lee")
        clock.on(days=2)
        workspace.write([worry(MIA, clock.now, f"more{number}", f"neighbour {number}")])
    (line,) = [d for d in workspace.look(ROSA, "test").oversight().dismissed if d.signal == "REF01"]
    assert (line.signal, line.count, line.by, line.days) == ("REF01", 3, ("Ann Lee", "Bob Moss"), 4)
    view = workspace.look(ROSA, "test").warning(warning)
    assert view is not None
    assert [e.by for e in view.earlier] == ["Ann Lee", "Bob Moss", "Bob Moss"]
    assert view.state.opening.why == "new evidence"
