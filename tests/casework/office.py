"""A real workspace with a clock that a test turns, a small office, and children about whom people worry."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from heeded.casework.staff import holds_role, joined
from heeded.casework.warning import State
from heeded.ledger.record import Draft
from heeded.review.warned import WarningLine
from heeded.words.instants import Instant, day_of
from heeded.workspace import Settings, Workspace
from tests.cast import ROSA
from tests.written import draft, person

SETTINGS = Settings(viewer=ROSA.name, agency=ROSA.agency, last_owner="Lena Orr")
FRIDAY = datetime(2024, 5, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SINCE = date(2024, 1, 1)
SIGNALS = ("REF01", "CLK07")
MIA, NOAH = "social-care:C3", "social-care:C4"


class Turned:
    """A clock that stands still until it is turned."""

    def __init__(self, start: Instant = FRIDAY) -> None:
        self.now = start

    def __call__(self) -> Instant:
        return self.now

    def on(self, days: float = 0, hours: float = 0) -> Instant:
        """Turn it on (or, with a negative number, back)."""
        self.now += timedelta(days=days, hours=hours)
        return self.now


def staff() -> list[Draft]:
    """The front door's manager and the head of service."""
    return [
        joined("Ann Lee", "social-care", SINCE, team="Front door"), holds_role("Ann Lee", "front_door_manager", SINCE),
        joined("Bob Moss", "social-care", SINCE, team="East"), holds_role("Bob Moss", "head_of_service", SINCE),
    ]  # fmt: skip


def children() -> list[Draft]:
    """Two invented children."""
    return [
        person("social-care", "C3", "Mia Penfold", "2018-03-02", sex="F"),
        person("social-care", "C4", "Noah Quirke", "2019-09-19", sex="M"),
    ]


def worry(key: str, on: Instant, ref: str, reporter: str) -> Draft:
    """Somebody worries about a child; three of them in half a year, and REF01 is raised."""
    day = day_of(on).isoformat()
    return draft("social-care", ref, "concern", day, f"about:{key.split(':')[1]}", reporter=reporter, harm="neglect")


def worried(key: str, on: Instant) -> list[Draft]:
    """Three people worry about a child, on three days."""
    people = ("aunt", "school", "neighbour")
    return [worry(key, on - n * DAY, f"{key[-2:]}-{on:%m%d%H}-{who}", who) for n, who in enumerate(people)]


@contextmanager
def opened(folder: Path, clock: Turned) -> Iterator[Workspace]:
    """A workspace with an office and two children."""
    workspace = Workspace.init(folder / "w", SETTINGS, clock)
    try:
        workspace.write([*staff(), *children()])
        yield workspace
    finally:
        workspace.close()


def listed(workspace: Workspace, owner: str | None = None, *, decided: bool = False) -> list[WarningLine]:
    """The work list, of the signals that these tests are about: others of the shelf may see more in the same days."""
    lines = workspace.look(ROSA, "test").work_list(owner, decided=decided)
    return [line for line in lines if line.row.signal in SIGNALS]


def the_warning(workspace: Workspace) -> str:
    """The id of the only warning."""
    (line,) = listed(workspace)
    return line.id


def stands(workspace: Workspace, warning: str) -> State:
    """Where a warning stands."""
    found = workspace.casework.state(warning)
    assert found is not None
    return found
