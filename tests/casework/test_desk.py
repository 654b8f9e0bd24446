"""What people do about warnings: what counts, what is refused in which words, and that nothing typed is ever lost."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from heeded.casework.acting import LONGEST, CaseworkTrouble
from heeded.casework.staff import absent, holds_role, joined, left
from heeded.linkage.judging import judged
from heeded.workspace import Workspace
from tests.casework.office import (
    FRIDAY,
    MIA,
    SINCE,
    Turned,
    listed,
    opened,
    stands,
    the_warning,
    worried,
    worry,
)  # fmt: skip
from tests.cast import ROSA
from tests.written import draft, person

WHY = "one fall told by three people"


@pytest.fixture
def clock() -> Turned:
    return Turned()


@pytest.fixture
def workspace(tmp_path: Path, clock: Turned) -> Iterator[Workspace]:
    with opened(tmp_path, clock) as made:
        made.write(worried(MIA, FRIDAY))
        yield made


def test_a_raise_is_a_warning_with_an_owner_and_a_time_to_decide(workspace: Workspace) -> None:
    (line,) = listed(workspace)
    assert (line.row.owner, line.role, line.row.status) == ("Ann Lee", "manager of the front door", "open")
    assert [s.name for s in line.people] == ["Mia Penfold"]
    assert "3 concerns" in line.says
    assert [found.id for found in listed(workspace, "Ann Lee")] == [line.id]
    assert listed(workspace, "Bob Moss") == []


def test_read_put_off_and_decided_with_each_step_in_its_history(workspace: Workspace, clock: Turned) -> None:
    warning, does = the_warning(workspace), workspace.casework
    seen = does.acknowledge(warning, "ann  lee", stands(workspace, warning).seen).seen
    clock.on(hours=1)
    until = date(2024, 5, 20)
    state = does.defer(warning, "Ann Lee", seen, until=until, reason="after the visit planned", approver="Bob Moss")
    assert state.status == "deferred"
    clock.on(days=9)
    state = does.decide(
        warning, "Ann Lee", state.seen, outcome="acted", reason="seen at home", action="Strategy discussion"
    )
    assert state.status == "decided"
    assert listed(workspace) == []
    (line,) = listed(workspace, decided=True)
    assert (line.row.outcome, line.row.overdue_since) == ("acted", None)
    view = workspace.look(ROSA, "test").warning(warning)
    assert view is not None
    assert [(h.what, h.by) for h in view.history] == [
        ("raised", ""), ("acknowledged", "Ann Lee"), ("deferred", "Ann Lee"), ("decided", "Ann Lee"),
    ]  # fmt: skip
    assert "approved by Bob Moss" in view.history[2].says


def act(workspace: Workspace, **changed: object) -> Callable[[], object]:
    """A decision that is in order, but for what is changed."""
    warning = the_warning(workspace)
    told: dict[str, object] = {
        "by": "Ann Lee", "seen": stands(workspace, warning).seen, "outcome": "not_relevant", "reason": WHY, **changed,
    }  # fmt: skip
    return lambda: workspace.casework.decide(warning, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"reason": "  "}, "it has no reason"),
        ({"reason": "no"}, "too short to be understood"),
        ({"reason": "x " * LONGEST}, "characters long"),
        ({"outcome": "closed"}, "'closed' is no decision"),
        ({"outcome": "acted"}, "does not say what was done"),
        ({"outcome": "already_managed", "action": " "}, "does not say what was done"),
        ({"by": "Mallory Keen"}, "Mallory Keen does not work here now"),
        ({"by": ""}, "nobody is named"),
        ({"by": "x" * 500}, "nobody is named"),
        ({"on": date(2024, 5, 2)}, "it counts from now, 3 May 2024, and not from 2 May 2024"),
        ({"on": date(2024, 5, 4)}, "and not from 4 May 2024"),
        ({"seen": 99}, "it has changed since you read it"),
    ],
)
def test_what_is_out_of_order_is_refused_in_a_sentence_and_carried_back(
    workspace: Workspace, changed: dict[str, object], says: str
) -> None:
    size = workspace.store.size()
    with pytest.raises(CaseworkTrouble) as trouble:
        act(workspace, **changed)()
    assert says in str(trouble.value)
    assert trouble.value.do or trouble.value.what
    typed = str(changed.get("reason", WHY))
    assert trouble.value.typed.get("reason", "") == typed
    assert workspace.store.size() == size
    act(workspace)()


def test_no_such_warning(workspace: Workspace) -> None:
    with pytest.raises(CaseworkTrouble, match="there is no such warning"):
        workspace.casework.acknowledge("nothing", "Ann Lee", 0)


def test_the_local_viewer_may_act_until_the_staff_list_knows_them_otherwise(
    workspace: Workspace, clock: Turned
) -> None:
    warning = the_warning(workspace)
    seen = workspace.casework.acknowledge(warning, ROSA.name, stands(workspace, warning).seen).seen
    workspace.write([joined(ROSA.name, "social-care", SINCE), left(ROSA.name, date(2024, 5, 3))])
    clock.on(hours=1)
    with pytest.raises(CaseworkTrouble, match="Rosa Brandt does not work here now"):
        workspace.casework.acknowledge(warning, ROSA.name, seen)
    workspace.casework.acknowledge(warning, "Lena Orr", seen)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"approver": "Ann Lee"}, "somebody else has to approve"),
        ({"approver": ""}, "somebody else has to approve"),
        ({"approver": "Zed Null"}, "Zed Null cannot approve this"),
        ({"until": date(2024, 5, 3)}, "until which day to come"),
        ({"until": date(2024, 8, 2)}, "more than 90 days"),
        ({"reason": ""}, "it has no reason"),
    ],
)
def test_it_is_put_off_only_with_somebody_elses_approval_and_not_for_ever(
    workspace: Workspace, changed: dict[str, object], says: str
) -> None:
    warning = the_warning(workspace)
    told: dict[str, object] = {"until": date(2024, 8, 1), "reason": WHY, "approver": "Bob Moss", **changed}
    seen = stands(workspace, warning).seen
    with pytest.raises(CaseworkTrouble, match=says):
        workspace.casework.defer(warning, "Ann Lee", seen, **told)  # type: ignore[arg-type]
    told = {"until": date(2024, 8, 1), "reason": WHY, "approver": "Bob Moss"}
    assert workspace.casework.defer(warning, "Ann Lee", seen, **told).status == "deferred"  # type: ignore[arg-type]


def test_it_is_given_to_somebody_who_is_there(workspace: Workspace) -> None:
    workspace.write([absent("Bob Moss", date(2024, 5, 3), date(2024, 5, 9)), joined("Cy Hart", "social-care", SINCE)])
    warning = the_warning(workspace)
    seen = stands(workspace, warning).seen
    for to, says in (("Bob Moss", "or is away"), ("", "whose it is to be"), ("Ann Lee", "Ann Lee's already")):
        with pytest.raises(CaseworkTrouble, match=says):
            workspace.casework.assign(warning, "Ann Lee", seen, to=to, reason=WHY)
    assert workspace.casework.assign(warning, "Ann Lee", seen, to="cy hart", reason=WHY).owner == "Cy Hart"


def test_the_second_of_two_people_is_shown_what_the_first_decided_and_asked_again(workspace: Workspace) -> None:
    warning = the_warning(workspace)
    seen, told = stands(workspace, warning).seen, list[CaseworkTrouble | None]()
    queued = threading.Event()

    def decide(by: str) -> None:
        try:
            workspace.casework.decide(warning, by, seen, outcome="not_relevant", reason=f"{WHY}, says {by}")
            told.append(None)
        except CaseworkTrouble as trouble:
            told.append(trouble)

    def busy() -> tuple[()]:
        queued.wait(20)
        return ()

    threads = [threading.Thread(target=workspace.lane.consider, args=(busy,))]
    threads += [threading.Thread(target=decide, args=(by,)) for by in ("Ann Lee", "Bob Moss")]
    for each in threads:  # both wait in the lane, behind somebody else's work, and are taken up together
        each.start()
        time.sleep(0.1)
    queued.set()
    for each in threads:
        each.join()
    (refusal,) = [t for t in told if t is not None]
    decided = stands(workspace, warning).decision
    assert decided is not None
    assert f"{decided.by} decided “not relevant” on 3 May 2024" in str(refusal)
    assert WHY in refusal.typed["reason"]
    with pytest.raises(CaseworkTrouble, match="it is decided already"):
        workspace.casework.decide(
            warning, "Lena Orr", stands(workspace, warning).seen, outcome="not_relevant", reason=WHY
        )


def test_evidence_that_came_in_meanwhile_has_to_be_read_first(workspace: Workspace) -> None:
    warning = the_warning(workspace)
    seen = stands(workspace, warning).seen
    workspace.write([worry(MIA, FRIDAY, "fourth", "doctor")])
    with pytest.raises(CaseworkTrouble, match="new evidence or a higher level came in"):
        workspace.casework.decide(warning, "Ann Lee", seen, outcome="not_relevant", reason=WHY)


def test_evidence_after_a_decision_opens_the_warning_again_with_the_decision_shown(
    workspace: Workspace, clock: Turned
) -> None:
    warning = the_warning(workspace)
    act(workspace)()
    workspace.write([worry(MIA, FRIDAY, "fourth", "doctor")])  # within the same instant, as with a clock set back
    found = stands(workspace, warning)
    assert (found.status, found.opening.why) == ("open", "new evidence")
    view = workspace.look(ROSA, "test").warning(warning)
    assert view is not None
    assert [(e.by, e.outcome, e.reason) for e in view.earlier] == [("Ann Lee", "not_relevant", WHY)]
    act(workspace)()
    assert stands(workspace, warning).status == "decided"
    clock.on(days=1)
    assert listed(workspace) == []


def test_a_merge_is_said_with_the_person_and_the_warning_that_carries_on(workspace: Workspace, clock: Turned) -> None:
    warning = the_warning(workspace)
    seen = stands(workspace, warning).seen
    workspace.write([person("health", "H9", "Mia Penfold-Rowe", "", sex="F")])
    workspace.write([draft("health", f"h{n}", "attendance", "2024-04-01", "about:H9") for n in range(2)])
    clock.on(hours=1)
    workspace.write([judged(MIA, "health:H9", "same", "Rosa Brandt", "met them both", clock.now)])
    with pytest.raises(CaseworkTrouble) as trouble:
        workspace.casework.decide(warning, "Ann Lee", seen, outcome="not_relevant", reason=WHY)
    assert "it has changed since you read it: the record" in str(trouble.value)
    assert "Mia Penfold" in str(trouble.value)
    view = workspace.look(ROSA, "test").warning(warning)
    assert view is not None
    assert view.moved
    decided = workspace.casework.decide(warning, "Ann Lee", view.state.seen, outcome="wrong_identity", reason=WHY)
    assert decided.status == "decided"


def test_a_clock_set_back_an_hour_loses_nothing(workspace: Workspace, clock: Turned) -> None:
    clock.on(hours=2)
    warning = the_warning(workspace)
    state = workspace.casework.acknowledge(warning, "Ann Lee", stands(workspace, warning).seen)
    clock.on(hours=-1)
    state = workspace.casework.decide(warning, "Ann Lee", state.seen, outcome="not_relevant", reason=WHY)
    assert (state.status, state.at) == ("decided", FRIDAY + timedelta(hours=2))


def test_staff_who_come_and_go_hand_warnings_on_at_once(workspace: Workspace, clock: Turned) -> None:
    clock.on(hours=1)
    workspace.write([left("Ann Lee", date(2024, 5, 3))])
    (line,) = listed(workspace)
    assert (line.row.owner, line.row.fallen) == ("Bob Moss", True)
    workspace.write([
        joined("Di Pell", "social-care", SINCE), holds_role("Di Pell", "front_door_manager", date(2024, 5, 7)),
    ])  # fmt: skip
    assert listed(workspace)[0].row.owner == "Bob Moss", "she begins on Tuesday"
    clock.on(days=3, hours=14)
    (line,) = listed(workspace)
    assert (line.row.owner, line.row.fallen) == ("Di Pell", False)


def test_what_was_dismissed_again_and_again_is_for_somebody_who_did_not(workspace: Workspace, clock: Turned) -> None:
    warning = the_warning(workspace)
    for number, by in enumerate(("Ann Lee", "Bob Moss", "Ann Lee")):
        workspace.casework.decide(
            warning, by, stands(workspace, warning).seen, outcome="not_relevant", reason=f"{WHY}, time {number}"
        )
        clock.on(days=2)
        workspace.write([worry(MIA, clock.now, f"more{number}", f"neighbour {number}")])
    (again,) = [line for line in workspace.look(ROSA, "test").work_list() if line.row.signal == "GOV05"]
    assert again.row.owner == "Lena Orr", "the head of service dismissed it too, and nobody is above her"
    for by in ("Ann Lee", "Bob Moss"):
        with pytest.raises(CaseworkTrouble, match="dismissed a warning that this one is about"):
            workspace.casework.decide(
                again.id, by, stands(workspace, again.id).seen, outcome="acted", reason=WHY, action="Read the file"
            )


def test_whoever_dismisses_it_once_more_gives_up_the_warning_about_that(workspace: Workspace, clock: Turned) -> None:
    workspace.write([joined("Cy Hart", "social-care", SINCE), holds_role("Cy Hart", "head_of_service", SINCE)])
    warning = the_warning(workspace)
    about = {"outcome": "not_relevant", "reason": WHY}
    for number in range(3):
        workspace.casework.decide(warning, "Ann Lee", stands(workspace, warning).seen, **about)  # type: ignore[arg-type]
        clock.on(days=2)
        workspace.write([worry(MIA, clock.now, f"more{number}", f"neighbour {number}")])
    (again,) = [line for line in workspace.look(ROSA, "test").work_list() if line.row.signal == "GOV05"]
    owner = again.row.owner
    assert owner in ("Bob Moss", "Cy Hart")
    workspace.casework.decide(warning, owner, stands(workspace, warning).seen, **about)  # type: ignore[arg-type]
    assert stands(workspace, again.id).owner not in (owner, "Ann Lee")
    with pytest.raises(CaseworkTrouble, match="dismissed a warning that this one is about"):
        workspace.casework.decide(again.id, owner, stands(workspace, again.id).seen, **about)  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", ["\u200b \u200b \u200b", "- - -", "\x00 \x00 \x00", ". one two"])
def test_a_reason_without_words_is_none(workspace: Workspace, reason: str) -> None:
    with pytest.raises(CaseworkTrouble) as trouble:
        act(workspace, reason=reason)()
    assert trouble.value.typed["reason"] == reason


def test_what_no_page_can_show_is_left_out_of_a_reason(workspace: Workspace) -> None:
    act(workspace, reason="one fall\x1b[2J told \u202eby\x00 three\udcff\nشرح בדיקה\n")()
    decided = stands(workspace, the_decided(workspace)).decision
    assert decided is not None
    assert decided.reason == "one fall[2J told by three\nشرح בדיקה"


def the_decided(workspace: Workspace) -> str:
    (line,) = listed(workspace, decided=True)
    return line.id


def test_nobody_below_the_owner_approves_that_it_waits(workspace: Workspace) -> None:
    workspace.write([
        joined("Cy Hart", "social-care", SINCE), holds_role("Cy Hart", "head_of_service", SINCE),
        joined("Di Pell", "social-care", SINCE), holds_role("Di Pell", "team_manager", SINCE),
    ])  # fmt: skip
    warning = the_warning(workspace)
    seen = stands(workspace, warning).seen
    seen = workspace.casework.assign(warning, "Ann Lee", seen, to="Bob Moss", reason="knows the family well").seen
    for below in ("Ann Lee", "Di Pell", "Cy Hart"):
        with pytest.raises(CaseworkTrouble, match=f"{below} cannot approve this"):
            workspace.casework.defer(
                warning, "Bob Moss", seen, until=date(2024, 5, 20), reason=WHY, approver=below
            )  # fmt: skip
    until = date(2024, 5, 20)
    found = workspace.casework.defer(warning, "Bob Moss", seen, until=until, reason=WHY, approver="Lena Orr")
    assert found.status == "deferred"
