"""A page of the work list: the warnings somebody asked for, by time left, and who else has how many."""

from collections.abc import Callable
from dataclasses import dataclass

from heeded.casework.keeping import Keeping
from heeded.casework.register.row import Row
from heeded.casework.staffing import Staffing
from heeded.review.warned import WarningLine
from heeded.review.warnings import Names, lines
from heeded.words.instants import Instant


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which warnings: of one owner, of a team's members, of a level, overdue only; '' and False for all.

    `decided` asks for those that have a decision instead of those that want one.
    """

    owner: str = ""
    team: str = ""
    level: str = ""
    overdue: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """Somebody who has warnings: how many of them want a decision, and how many of these are overdue."""

    name: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The lines from `first` on. `total` counts all that were asked for, `owners` is everybody who has any.

    `open` and `overdue` count all warnings that want a decision, whoever's they are.
    """

    lines: tuple[WarningLine, ...]
    first: int
    total: int
    open: int
    overdue: int
    owners: tuple[OwnerLine, ...]
    teams: tuple[str, ...]


def work_page(keeping: Keeping, names: Names, wanted: Wanted, now: Instant, first: int, most: int) -> WorkPage:
    """One page: at most `most` lines from number `first` (from 0) of what is wanted."""
    staffing = keeping.staffing()
    rows, total = _found(keeping, wanted, now, first + most)
    owners = tuple(OwnerLine(name, *counts) for name, counts in sorted(keeping.tally(now).items()))
    teams = {team for member in staffing.everybody(now) for team in member.teams}
    return WorkPage(
        tuple(lines(keeping, names, rows[first : first + most])), first, total, sum(o.open for o in owners),
        sum(o.overdue for o in owners), owners, tuple(sorted(teams)),
    )  # fmt: skip


def _found(keeping: Keeping, wanted: Wanted, now: Instant, most: int) -> tuple[list[Row], int]:
    """The first rows of what is wanted, and how many there are; only what narrows further has to look at every row."""
    owner = keeping.staffing().named(wanted.owner) if wanted.owner else None
    if not (wanted.team or wanted.level or wanted.overdue):
        rows = keeping.listed(now, owner=owner, decided=wanted.decided, most=most)
        return rows, keeping.count(now, owner=owner, decided=wanted.decided)
    every = keeping.listed(now, owner=owner, decided=wanted.decided)
    found = list(filter(_meets(wanted, keeping.staffing(), now), every))
    return found, len(found)


def _meets(wanted: Wanted, staffing: Staffing, now: Instant) -> Callable[[Row], bool]:
    members = {m.name for m in staffing.everybody(now) if wanted.team in m.teams} if wanted.team else set()

    def meets(row: Row) -> bool:
        return (
            (not wanted.team or row.owner in members)
            and (not wanted.level or row.level == wanted.level)
            and (not wanted.overdue or row.overdue_since is not None)
        )

    return meets
