"""How fast the bare ledger is, without judging: acknowledged appends, their latency and fairness, and verification."""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from threading import Thread

from heeded.ledger.lane import Lane
from heeded.ledger.record import Draft, Part, Record
from heeded.ledger.store import Store
from heeded.ledger.turnstile import Turnstile
from heeded.ledger.verify import verify
from heeded.words.told import Told

PRODUCERS = 64
REPEATS = 3
GOALS = {
    "appends_per_second": (">=", 10_000),
    "p99_ms": ("<=", 25),
    "fairness": (">=", 0.9),
    "verified_per_second": (">=", 300_000),
}
RESULTS = Path(__file__).parent / "results" / "ledger.md"
DAY = Told.on(date(2024, 3, 1))


class Nothing:
    """Projections that hold nothing but their position."""

    def __init__(self) -> None:
        self._position = 0

    def position(self) -> int:
        return self._position

    def apply(self, records: Sequence[Record]) -> Sequence[Draft]:
        return ()

    def replay(self, records: Sequence[Record]) -> None:
        pass

    def commit(self, position: int) -> None:
        self._position = position

    def rollback(self) -> None:
        pass


def draft(producer: int, number: int) -> Draft:
    """An invented visit of an ordinary length (about 560 bytes as it is kept)."""
    return Draft(
        agency="police", source="table", origin=f"v{producer}-{number}", kind="visit", happened=DAY, recorded=DAY,
        people=(Part("about", "police:N500"),), place="3 Alder Row",
        details={"purpose": ("offender",), "result": ("seen",)},
        says="Home visit. Seen at the door, calm. Nobody else said to be living there. No concerns noted.",
    )  # fmt: skip


def flushes_per_second(folder: Path, seconds: float) -> float:
    """How often the disk can make 4 kB durable: the ceiling for one append at a time."""
    path, count = folder / "flush", 0
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY)
    start = time.perf_counter()
    while time.perf_counter() < start + seconds:
        os.write(descriptor, b"x" * 4096)
        os.fsync(descriptor)
        count += 1
    taken = time.perf_counter() - start
    os.close(descriptor)
    path.unlink()
    return count / taken


def appends(folder: Path, seconds: float) -> dict[str, float]:
    """PRODUCERS threads, each waiting for its acknowledgement before it sends the next draft."""
    store = Store.create(folder / "ledger.db")
    lane = Lane(store, Nothing(), Turnstile(folder), lambda: datetime.now(UTC))
    waits: list[list[float]] = [[] for _ in range(PRODUCERS)]
    until = time.perf_counter() + seconds

    def produce(producer: int) -> None:
        mine, number = waits[producer], 0
        while (start := time.perf_counter()) < until:
            lane.write([draft(producer, number)])
            mine.append(time.perf_counter() - start)
            number += 1

    threads = [Thread(target=produce, args=(producer,)) for producer in range(PRODUCERS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - start
    lane.close()
    store.close()
    every = sorted(wait for mine in waits for wait in mine)
    return {
        "appends_per_second": len(every) / taken,
        "p50_ms": every[len(every) // 2] * 1000,
        "p99_ms": every[len(every) * 99 // 100] * 1000,
        "fairness": min(map(len, waits)) / max(map(len, waits)),
    }


def verification(folder: Path, entries: int) -> dict[str, float]:
    """A ledger of so many entries, appended in slices as a load does, then verified whole."""
    path = folder / "long.db"
    store = Store.create(path)
    start = time.perf_counter()
    for at in range(0, entries, 1000):
        store.begin()
        store.stage([draft(0, number) for number in range(at, at + 1000)], datetime.now(UTC))
        store.commit()
    loaded = time.perf_counter() - start
    store.close()
    start = time.perf_counter()
    verdict = verify(path)
    taken = time.perf_counter() - start
    if not verdict.sound:
        raise SystemExit(str(verdict.fault))
    return {
        "loaded_per_second": entries / loaded,
        "verified_per_second": entries / taken,
        "bytes_per_entry": path.stat().st_size / entries,
    }


def measured(folder: Path, seconds: float, entries: int) -> dict[str, float]:
    """The medians of REPEATS rounds, each in files of its own."""
    rounds = []
    for number in range(REPEATS):
        here = folder / str(number)
        here.mkdir()
        figures = {"flushes_per_second": flushes_per_second(here, min(seconds, 1.0)), "load": os.getloadavg()[0]}
        figures |= appends(here, seconds) | verification(here, entries)
        figures["appends_per_flush"] = figures["appends_per_second"] / figures["flushes_per_second"]
        rounds.append(figures)
        shutil.rmtree(here)
        print(f"round {number + 1} of {REPEATS} done", file=sys.stderr)
    return {name: median(figures[name] for figures in rounds) for name in rounds[0]}


def table(figures: dict[str, float]) -> str:
    """The figures as a Markdown table, with the goals."""
    lines = ["| measure | median | goal | met |", "|---|---|---|---|"]
    for name, value in figures.items():
        sign, goal = GOALS.get(name, ("", 0.0))
        met = "" if not sign else "yes" if (value >= goal if sign == ">=" else value <= goal) else "**no**"
        shown = f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
        lines.append(f"| {name.replace('_', ' ')} | {shown} | {f'{sign} {goal:,}' if sign else ''} | {met} |")
    return "\n".join(lines)


def page(figures: dict[str, float], seconds: float, entries: int) -> str:
    """The page of results: what was run, on what, and what came out."""
    return f"""# The bare ledger

`python benchmarks/ledger.py`, {datetime.now(UTC):%d %B %Y}: medians of {REPEATS} rounds; {PRODUCERS} producer
threads for {seconds:g} s each, every append acknowledged alone after a commit at `synchronous=FULL`;
no projections, no judging; {entries:,} entries verified.

{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()},
SQLite {sqlite3.sqlite_version}. `load` is the machine's load average before each round: other work slows all of this.

{table(figures)}
"""


def main() -> None:
    """Measure, print, and keep the page of results."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=5.0, help="how long producers write, each round")
    arguments.add_argument("--entries", type=int, default=500_000, help="how many entries are verified, in thousands")
    arguments.add_argument("--json", action="store_true", help="print JSON, and keep no page")
    asked = arguments.parse_args()
    entries = max(1000, asked.entries // 1000 * 1000)
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".ledger-benchmark-") as folder:
        figures = measured(Path(folder), asked.seconds, entries)
    if asked.json:
        print(json.dumps(figures))
        return
    print(table(figures))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(page(figures, asked.seconds, entries), encoding="utf-8")


if __name__ == "__main__":
    main()
