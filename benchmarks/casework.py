"""How long people wait for their work list, and how long the clock takes: 10,000 open warnings over 200 staff.

Everything in it is made up. A fifth of the warnings are red, the others amber. The list is asked for one person and for
everybody (first page), the tick when nothing is due, when some of the warnings climb, and when all of them do at once
(after a weekend in which nothing ran). Run by hand: `python benchmarks/casework.py [--json]`.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from heeded.casework.staff import holds_role, joined
from heeded.ledger.record import Draft, Part
from heeded.words.told import Told
from heeded.workspace import Settings, Workspace

PEOPLE = {
    "named_doctor": 60,
    "front_door_manager": 60,
    "designated_doctor": 30,
    "head_of_service": 30,
    "team_manager": 20,
}
WARNINGS = 10_000
REPEATS = 7
GOALS = {"list_one_ms": ("<=", 100), "list_all_ms": ("<=", 100), "tick_quiet_s": ("<=", 2), "tick_some_s": ("<=", 2)}
RESULTS = Path(__file__).parent / "results" / "casework.md"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def staff() -> list[Draft]:
    """200 members of staff in five roles."""
    names = [(f"{role.replace('_', ' ').title()} {n}", role) for role, count in PEOPLE.items() for n in range(count)]
    agency = {"named_doctor": "health", "designated_doctor": "health"}
    on = date(2020, 1, 1)
    made = [joined(name, agency.get(role, "social-care"), on) for name, role in names]
    return [*made, *(holds_role(name, role, on) for name, role in names)]


def histories(count: int) -> list[Draft]:
    """One warning a child: an injury whose story does not fit (red), or three concerns that nobody answered (amber)."""
    drafts = []
    for n in range(count):
        about = (Part("child", f"health:C{n}"),)
        if n % 5 == 0:
            drafts.append(_draft("health", f"i{n}", "injury", date(2026, 2, 2), about, explained=("inconsistent",)))
            continue
        drafts += [
            _draft("health", f"c{n}-{each}", "concern", date(2026, 2, 2 + each), about, reporter=(f"reporter {each}",))
            for each in range(3)
        ]
    return drafts


def _draft(agency: str, ref: str, kind: str, on: date, people: tuple[Part, ...], **details: tuple[str, ...]) -> Draft:
    day = Told.on(on)
    return Draft(agency, "benchmark", ref, kind, day, day, people=people, details=details)


def timed(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median seconds of some runs."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def measured(folder: Path, warnings: int) -> dict[str, float]:
    """The figures of one workspace."""
    clock = Clock()
    workspace = Workspace.init(folder / "w", Settings("Bench", "health", "Last Owner"), clock)
    workspace.write(staff())
    start, drafts = time.perf_counter(), histories(warnings)
    for at in range(0, len(drafts), 500):
        workspace.write(drafts[at : at + 500])
        print(f"{at:,} of {len(drafts):,} records", file=sys.stderr)
    figures = {"written_s": time.perf_counter() - start}
    look = workspace.look(workspace.viewer, "benchmark")
    figures["open"] = look.work_count()
    owner = look.work_list(limit=1)[0].row.owner
    figures["of_one_owner"] = look.work_count(owner)
    workspace.casework.tick()
    figures["list_one_ms"] = timed(lambda: look.work_list(owner)) * 1000
    figures["list_all_ms"] = timed(lambda: look.work_list()) * 1000
    figures["oversight_ms"] = timed(look.oversight) * 1000
    figures["tick_quiet_s"] = timed(workspace.casework.tick)
    clock.now = START + timedelta(hours=1, minutes=1)  # the reds have not been acknowledged
    figures["tick_some_s"] = timed(workspace.casework.tick, 1)
    clock.now = START.replace(hour=23) + timedelta(hours=2)  # the reds climb
    figures["tick_reds_climb_s"] = timed(workspace.casework.tick, 1)
    clock.now = START + timedelta(days=21)  # everything has climbed to the top meanwhile
    figures["list_one_behind_ms"] = timed(lambda: look.work_list(owner), 1) * 1000
    figures["tick_all_climb_s"] = timed(workspace.casework.tick, 1)
    figures["list_one_after_ms"] = timed(lambda: look.work_list(owner)) * 1000
    workspace.close()
    return figures


def report(figures: dict[str, float]) -> str:
    """The figures as a table, with the machine and the date."""
    lines = ["# Casework", "", "Synthetic: 10,000 invented children, one open warning each, 200 invented staff.", ""]
    machine = (
        f"{datetime.now(UTC):%d %B %Y}; {os.cpu_count()} cores; Python {platform.python_version()}; "
        f"load average {os.getloadavg()[0]:.1f}; median of {REPEATS} where a thing can be done again."
    )
    lines += [machine, "", "| figure | measured | goal |", "|---|---|---|"]
    for name, value in figures.items():
        sign, goal = GOALS.get(name, ("", ""))
        lines.append(f"| {name} | {value:,.3f} | {sign} {goal} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--warnings", type=int, default=WARNINGS)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="heeded-casework-"))
    try:
        figures = measured(folder, asked.warnings)
    finally:
        shutil.rmtree(folder)
    if asked.json:
        print(json.dumps(figures, indent=2))
        return
    print(report(figures))
    if asked.warnings == WARNINGS:
        RESULTS.write_text(report(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
