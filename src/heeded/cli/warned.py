"""Warnings as plain values and as a table in a terminal."""

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from heeded.words.instants import Instant, in_london
from heeded.words.spoken import lasting, left

if TYPE_CHECKING:
    from heeded.review.warned import WarningLine

SHORT = 8  # characters of an id that are shown, and are enough to name a warning


def plain(line: "WarningLine") -> dict[str, Any]:
    """A warning as JSON says it; times carry London's offset."""
    row = line.row
    return {
        "raised": in_london(row.raised),
        "id": line.id, "signal": row.signal, "name": line.name, "level": row.level, "says": line.says,
        "people": [{"person": s.person, "role": s.role, "name": s.name} for s in line.people],
        "owner": row.owner, "role": row.role, "status": row.status, "opened": in_london(row.opened),
        "acknowledge_by": in_london(row.acknowledge_by), "acknowledged": row.acknowledged,
        "decide_by": in_london(row.decide_by), "overdue": row.overdue_since is not None,
        "overdue_since": _told(row.overdue_since), "climbs": row.climbs, "cleared": _told(row.cleared),
        "backlog": row.backlog, "reopened": row.openings > 1, "fallen": row.fallen,
    }  # fmt: skip


def table(lines: "list[WarningLine]", now: Instant, title: str = "") -> Table:
    """The work list: what is asked of whom, by when."""
    found = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, width in (("Id", SHORT), ("Level", 6), ("Signal", 7), ("Who", 18), ("Time", 17), ("Owner", 22)):
        found.add_column(heading, min_width=min(width, 6), max_width=width)
    found.add_column("What", overflow="fold")
    for line in lines:
        row = line.row
        owner = f"{row.owner}\n{line.role}" if line.role else row.owner
        who = ", ".join(subject.name for subject in line.people)
        found.add_row(line.id[:SHORT], row.level, row.signal, who, time_left(line, now), owner, line.says)
    return found


def time_left(line: "WarningLine", now: Instant) -> str:
    """`2 hours left`, `overdue 3 days`, `decided`."""
    row = line.row
    if row.status == "decided":
        return "decided"
    if row.overdue_since is not None:
        return f"overdue {lasting(now - row.overdue_since)}"
    return left(row.decide_by, now)


def _told(when: Instant | None) -> str | None:
    return in_london(when) if when is not None else None
