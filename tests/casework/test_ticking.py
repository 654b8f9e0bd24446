"""A tick only writes down what is so anyway: what began, climbed or opened again by the clock alone, and when."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from heeded.casework.warning import DECIDED
from heeded.ledger.record import Record
from heeded.words.instants import Instant
from heeded.workspace import Workspace
from tests.casework.office import (
    DAY,
    FRIDAY,
    MIA,
    SETTINGS,
    SIGNALS,
    Turned,
    children,
    listed,
    opened,
    staff,
    stands,
    worried,
    worry,
)
from tests.test_workspace import dump
from tests.written import draft


@pytest.fixture
def clock() -> Turned:
    return Turned()


@pytest.fixture
def workspace(tmp_path: Path, clock: Turned) -> Iterator[Workspace]:
    with opened(tmp_path, clock) as made:
        yield made


def written(workspace: Workspace, kind: str) -> list[Record]:
    ours = (r for r in workspace.store.since(0) if r.kind == kind and r.agency == "heeded")
    return [r for r in ours if r.details["signal"][0] in SIGNALS]


def test_a_deadline_that_passes_by_the_clock_alone_is_a_warning_before_anybody_looks(
    workspace: Workspace, clock: Turned
) -> None:
    workspace.write([draft("social-care", "l1", "legal_advice", "2024-05-03", "about:C3", threshold="met")])
    assert listed(workspace) == []
    clock.on(days=30)
    (line,) = listed(workspace)
    assert (line.row.signal, line.row.owner) == ("CLK07", "Lena Orr"), "head of service and above have let it pass"
    assert written(workspace, "raised") == []
    ticked = workspace.casework.tick()
    assert ticked.raised >= 1
    assert ticked.climbed >= 1
    (record,) = written(workspace, "raised")
    assert record.happened.first == line.row.raised < record.entered
    assert workspace.casework.last_tick() == clock.now


def test_one_that_is_acted_on_before_a_tick_is_written_down_with_the_act(workspace: Workspace, clock: Turned) -> None:
    workspace.write([draft("social-care", "l1", "legal_advice", "2024-05-03", "about:C3", threshold="met")])
    clock.on(days=30)
    (line,) = listed(workspace)
    workspace.casework.decide(
        line.id, "Lena Orr", stands(workspace, line.id).seen, outcome="acted", reason="papers are with the court",
        action="Proceedings issued",
    )  # fmt: skip
    assert len(written(workspace, "raised")) == len(written(workspace, DECIDED)) == 1
    workspace.casework.tick()
    assert len(written(workspace, "climbed")) == 1, "that it had climbed before is written down all the same"


def test_one_that_was_answered_before_anybody_looked_still_wants_a_decision(
    workspace: Workspace, clock: Turned
) -> None:
    workspace.write([draft("social-care", "l1", "legal_advice", "2024-05-03", "about:C3", threshold="met")])
    clock.on(days=30)
    workspace.write([draft("social-care", "p1", "proceedings_issued", "2024-06-02", "about:C3")])
    (line,) = listed(workspace)
    assert line.row.cleared == clock.now
    assert len(written(workspace, "raised")) == 1


def test_climbs_are_written_with_the_instants_at_which_they_fell_due(workspace: Workspace, clock: Turned) -> None:
    workspace.write(worried(MIA, FRIDAY))
    clock.on(days=40)
    workspace.casework.tick()
    climbed = written(workspace, "climbed")
    due = FRIDAY.replace(hour=23) + 4 * DAY  # Tuesday's end in London: the Monday is a holiday
    assert [r.happened.first for r in climbed] == [due, due + DAY]
    assert [r.details["owner"] for r in climbed] == [("Bob Moss",), ("Lena Orr",)]
    assert workspace.casework.tick().climbed == 0


def test_ticking_each_day_or_once_writes_the_same(tmp_path: Path) -> None:
    told = []
    for every in (1, 40):
        clock = Turned()
        with opened(tmp_path / str(every), clock) as workspace:
            workspace.write(worried(MIA, FRIDAY))
            for _ in range(0, 40, every):
                clock.on(days=every)
                workspace.casework.tick()
            kinds = ("raised", "climbed", "reopened")
            told.append([(r.origin, r.happened, r.details) for kind in kinds for r in written(workspace, kind)])
    assert told[0] == told[1]


def test_a_rebuild_gives_identical_tables(workspace: Workspace, clock: Turned) -> None:
    workspace.write(worried(MIA, FRIDAY))
    workspace.write([draft("social-care", "l1", "legal_advice", "2024-05-03", "about:C4", threshold="met")])
    clock.on(days=9)
    (line,) = listed(workspace)
    workspace.casework.decide(
        line.id, "Bob Moss", stands(workspace, line.id).seen, outcome="not_relevant", reason="one fall told by three"
    )
    clock.on(days=95)
    workspace.casework.tick()
    before = dump(workspace)
    workspace.rebuild()
    workspace.casework.tick()
    assert dump(workspace) == before


def test_a_warning_whose_rule_was_taken_away_is_not_lost(
    workspace: Workspace, clock: Turned, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.write(worried(MIA, FRIDAY))
    folder, (line,) = workspace.folder, listed(workspace)
    workspace.close()
    fewer = {code: signal for code, signal in workspace.signals().items() if code != "REF01"}
    monkeypatch.setattr("heeded.workspace.installation.signals", lambda: fewer)
    again = Workspace(folder, clock)
    try:
        again.rebuild()
        (still,) = listed(again)
        assert (still.id, still.judged, still.row.owner, still.says) == (line.id, False, "Lena Orr", line.says)
        assert [s.name for s in still.people] == ["Mia Penfold"]
    finally:
        again.close()


def test_a_backlog_says_so(tmp_path: Path, clock: Turned) -> None:
    made = Workspace.init(tmp_path / "b", SETTINGS, clock)
    try:
        made.write([*staff(), *children()])
        folder = tmp_path / "files"
        folder.mkdir()
        (folder / "social-care.people.csv").write_text("Key,Name,Born\nC9,Ada Fenn,2019-05-06\n", encoding="utf-8")
        rows = "".join(f"r{n},2024-04-0{n},C9,concern,reporter=person {n},Worried\n" for n in (1, 3, 5))
        table = f"Ref,Date,About,Kind,Details,Event\n{rows}"
        (folder / "social-care.chronology.csv").write_text(table, encoding="utf-8")
        made.load(sorted(folder.iterdir()), backlog=True)
        (line,) = listed(made)
        assert line.row.backlog
        assert line.row.decide_by > clock.now + timedelta(hours=1)
    finally:
        made.close()


@pytest.mark.parametrize("ticked", [True, False])
def test_one_that_was_opened_again_stays_open_when_its_rule_is_taken_away(
    workspace: Workspace, clock: Turned, monkeypatch: pytest.MonkeyPatch, ticked: bool
) -> None:
    workspace.write(worried(MIA, FRIDAY))
    folder, (line,) = workspace.folder, listed(workspace)
    seen = stands(workspace, line.id).seen
    workspace.casework.decide(line.id, "Ann Lee", seen, outcome="not_relevant", reason="one fall told by three")
    clock.on(days=1)
    workspace.write([worry(MIA, clock.now, "fourth", "doctor")])
    if ticked:
        workspace.casework.tick()
    before = stands(workspace, line.id)
    assert before.status == "open"
    workspace.close()
    fewer = {code: signal for code, signal in workspace.signals().items() if code != "REF01"}
    monkeypatch.setattr("heeded.workspace.installation.signals", lambda: fewer)
    again = Workspace(folder, clock)
    try:
        again.watch()
        after = stands(again, line.id)
        assert (after.status, after.opening.at) == ("open", before.opening.at), "no machine closes it"
        again.casework.tick()
        before_rebuild = dump(again)
        again.rebuild()
        again.casework.tick()
        assert dump(again) == before_rebuild
        again.casework.decide(line.id, "Lena Orr", after.seen, outcome="not_relevant", reason="the rule was wrong")
        assert stands(again, line.id).status == "decided"
    finally:
        again.close()


def test_a_clock_that_is_set_back_within_a_tick_does_not_keep_it_going(workspace: Workspace, clock: Turned) -> None:
    workspace.write(worried(MIA, FRIDAY))
    clock.on(days=20)
    looks = iter((0, *[-480] * 50))

    def set_back() -> Instant:
        return clock.now + timedelta(hours=next(looks))

    workspace.casework._clock = set_back
    workspace.casework.tick()
    assert next(looks, None) is not None, "it ended before the looks did"
