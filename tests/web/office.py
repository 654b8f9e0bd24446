"""A real workspace with staff and warnings, behind a clock that a test may move: for the pages of casework."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from heeded.casework.staff import absent, holds_role, joined
from heeded.review.warned import WarningLine
from heeded.workspace import Settings, Workspace
from tests.cast import ROSA

MORNING = datetime(2019, 6, 3, 8, 0, tzinfo=UTC)  # nine o'clock on a Monday in London
SINCE = date(2019, 1, 1)
HOME = "Flat 2 9 Tanner Street Leeds LS9 1AA"
ANA, BEN, SERGEI, FARAH, LAST = "Ana Reyes", "Ben Okoro", "Sergei Holt", "Farah Lindqvist", "Dana Whitlock"
STAFF = (
    joined(ANA, "police", SINCE, team="North", answers_to=SERGEI), holds_role(ANA, "offender_manager", SINCE),
    joined(BEN, "police", SINCE, team="South"), holds_role(BEN, "offender_manager", SINCE),
    absent(BEN, SINCE, date(2019, 12, 1)),
    joined(SERGEI, "police", SINCE, team="North"), holds_role(SERGEI, "offender_manager_sergeant", SINCE),
    joined(FARAH, "social-care", SINCE, team="Front door"), holds_role(FARAH, "front_door_manager", SINCE),
)  # fmt: skip
FILES = {
    "police.people.csv": f"Key,Name,Born,Address\nN7,Corin Vale,1982-04-12,{HOME}\n",
    "police.chronology.csv": (
        "Ref,Date,About,Place,Kind,Details,Event\n"
        f"v1,2018-01-15,N7,{HOME},registered,until=indefinite,Registered at the flat\n"
    ),
    "health.people.csv": f"Key,Name,Born,Address\nH4,Isla Reed,2017-03-02,{HOME}\n",
    "health.chronology.csv": (
        "Ref,Date,About,Place,Kind,Details,Event\n"
        f"g1,2019-05-12,H4,{HOME},residence,status=registered,Registered with the surgery by her mother\n"
        "g2,2019-06-02,H4,,concern,reporter=health visitor,SAYS\n"
    ),
    "social-care.people.csv": "Key,Name,Born,Address\nS9,Milo Hart,2015-07-30,8 Weir Lane Leeds LS9 2BB\n",
    "social-care.chronology.csv": (
        "Ref,Date,About,Place,Kind,Details,Event\n"
        "c1,2019-04-05,S9,,referral,reporter=great-grandmother,She is worried about bruises\n"
        "c2,2019-04-20,S9,,concern,reporter=teacher,SAYS\n"
        "c3,2019-05-31,S9,,referral,reporter=father,Milo came back hungry\n"
    ),
}  # fmt: skip


@dataclass
class Office:
    """The workspace, and its clock."""

    workspace: Workspace
    times: list[datetime] = field(default_factory=list)

    def passes(self, **length: float) -> None:
        """Let time pass: `office.passes(hours=2)`."""
        self.times[0] += timedelta(**length)

    def lines(self) -> list[WarningLine]:
        """Every warning that wants a decision."""
        return self.workspace.look(ROSA, "a test").work_list()

    def line(self, signal: str) -> WarningLine:
        """The one warning of a signal."""
        (found,) = [line for line in self.lines() if line.row.signal == signal]
        return found


@contextmanager
def office(folder: Path, says: str = "Plain words.", name: str = "", staff: bool = True) -> Iterator[Office]:
    """An office on a Monday morning: a man and a small child at one address, and three worries about another child.

    `says` is written by agencies in two records; `name`, where given, is what the police call the man.
    """
    times = [MORNING]
    workspace = Workspace.init(folder / "office", Settings(ROSA.name, ROSA.agency, LAST), lambda: times[0])
    try:
        if staff:
            workspace.write(STAFF)
        paths = []
        for file, text in FILES.items():
            quoted = '"' + says.replace('"', '""') + '"'
            named = '"' + name.replace('"', '""') + '"' if name else "Corin Vale"
            (folder / file).write_text(text.replace("SAYS", quoted).replace("Corin Vale", named), encoding="utf-8")
            paths.append(folder / file)
        workspace.load(paths, backlog=False)
        workspace.casework.tick()
        yield Office(workspace, times)
    finally:
        workspace.close()
