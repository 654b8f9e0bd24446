"""The case of child P played day by day as live work: who would have had to answer what, on which day, up to the last owner.

Nobody in this story ever decides anything: it shows where the warnings go. The staff are invented; the days follow from the
dates of the records, the time that each signal gives, and the bank holidays of 2006 and 2007.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from heeded.casework import staff
from heeded.ledger.record import Draft
from heeded.reference.kinds import kinds
from heeded.sources.reading import read_files
from heeded.workspace import Settings, Workspace

CASE = Path(__file__).parents[2] / "../shared/cases/child-p"
BEGAN = date(2005, 1, 3)
DIED = date(2007, 8, 3)
STAFF = {
    "Paula Reed": ("paediatric_lead", "health"),
    "Nora Dene": ("named_doctor", "health"),
    "Desmond Vale": ("designated_doctor", "health"),
    "Cora Pike": ("conference_chair", "social-care"),
    "Tam Wells": ("team_manager", "social-care"),
    "Hal Stone": ("head_of_service", "social-care"),
    "Dora Finch": ("director_of_childrens_services", "social-care"),
}  # nobody is chief nurse, and nobody manages the conferences: their warnings fall to the next above
LAST = "Lena Orr"

ANSWERS = {
    # A bruise in a baby who does not move about, 13 October 2006: red, the same day, and again the next.
    "HLT01": ["2006-10-13 Paula Reed", "2006-10-14 Nora Dene", "2006-10-15 Desmond Vale", "2006-10-16 Lena Orr"],
    # The general practitioner and the paediatrician are not at the conference of Friday 22 December: three working days,
    # over Christmas until the 29th, then over New Year until 4 January, then until the 9th.
    "CLK06": ["2006-12-22 Cora Pike", "2006-12-30 Hal Stone", "2007-01-05 Dora Finch", "2007-01-10 Lena Orr"],
    # The threshold is met on 22 December; ten working days are over on 10 January. Two working days each.
    "CLK07": ["2007-01-11 Hal Stone", "2007-01-16 Dora Finch", "2007-01-18 Lena Orr"],
    # The second injury that nobody explained, on a plan, 9 April 2007.
    "HLT02": ["2007-04-09 Nora Dene", "2007-04-10 Desmond Vale", "2007-04-11 Lena Orr"],
    # The examination of 1 August was not completed. The child died on the third.
    "HLT04": ["2007-08-02 Paula Reed", "2007-08-03 Nora Dene", "2007-08-04 Desmond Vale", "2007-08-05 Lena Orr"],
}


class Clock:
    """A clock that the story sets."""

    def __init__(self) -> None:
        self.now = datetime(2005, 1, 3, 9, tzinfo=UTC)

    def at(self, day: date, hour: int) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def records() -> dict[date, list[Draft]]:
    """The records of the case by the day on which they were written down."""
    if not CASE.is_dir():
        pytest.skip("the shared cases are not beside the project")
    files = [path for path in sorted(CASE.iterdir()) if path.suffix != ".toml"]
    reading = read_files(files, load="story", on=datetime(2007, 12, 1, tzinfo=UTC), known=kinds())
    found: dict[date, list[Draft]] = {}
    for draft in (replace(draft, load="") for batch in reading.slices() for draft in batch):
        found.setdefault(draft.recorded.day, []).append(draft)
    return found


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def played(folder: Path, *, ticking: bool) -> tuple[dict[str, list[str]], Workspace]:
    """Everything is written down in the morning; in the evening of each day somebody looks at the work list.

    For each signal: each day on which its first warning came to somebody new, and to whom.
    """
    clock, told = Clock(), records()
    workspace = Workspace.init(folder, Settings("Vera Cole", "social-care", LAST), clock)
    for name, (role, agency) in STAFF.items():
        workspace.write([staff.joined(name, agency, BEGAN), staff.holds_role(name, role, BEGAN)])
    look = workspace.look(workspace.viewer, "the story of child P")
    found: dict[str, list[str]] = {}
    firsts: dict[str, str] = {}
    for day in days(min(told), DIED + timedelta(days=7)):
        clock.at(day, 10)
        for draft in told.get(day, ()):
            workspace.write([draft])
        clock.at(day, 18)
        if ticking:
            workspace.casework.tick()
        for line in look.work_list(limit=1000):
            assert workspace.casework.staffing().present(line.row.owner, clock.now), line
            if firsts.setdefault(line.row.signal, line.id) == line.id:
                owners = found.setdefault(line.row.signal, [])
                if not owners or not owners[-1].endswith(line.row.owner):
                    owners.append(f"{day} {line.row.owner}")
    return found, workspace


@pytest.mark.parametrize("ticking", [True, False], ids=["ticked each day", "never ticked"])
def test_each_warning_comes_to_somebody_on_a_day_and_climbs_to_the_last_owner(tmp_path: Path, *, ticking: bool) -> None:
    found, workspace = played(tmp_path / "w", ticking=ticking)
    assert {signal: found.get(signal) for signal in ANSWERS} == ANSWERS
    look = workspace.look(workspace.viewer, "the story of child P")
    left = look.work_list(limit=1000)
    assert look.work_list(decided=True, limit=1000) == [], "nobody decided anything, so nothing is closed"
    assert {line.row.signal for line in left} >= set(found), "and nothing that was raised has gone"
    assert all(line.row.cleared for line in left), (
        "the child is dead: every pattern has ended, and still wants a decision"
    )
    workspace.close()


def test_nobody_is_warned_of_an_offender_in_this_story(tmp_path: Path) -> None:
    found, workspace = played(tmp_path / "w", ticking=False)
    assert not [signal for signal in found if signal.startswith(("OFF", "LIC"))]
    workspace.close()
