"""Invented drafts for the ledger's tests, and projections small enough to read at a glance."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from heeded.ledger.lane import Lane
from heeded.ledger.record import Draft, Part, Record
from heeded.ledger.store import Store
from heeded.ledger.turnstile import Turnstile
from heeded.words.told import Told

DAY = Told.on(date(2024, 3, 1))
NOON = datetime(2024, 3, 2, 12, tzinfo=UTC)


def visit(origin: str, says: str = "Seen at home, well.", **changed: object) -> Draft:
    """A visit recorded by an invented police force."""
    draft = Draft(
        agency="police", source="table", origin=origin, kind="visit", happened=DAY, recorded=DAY,
        people=(Part("about", "police:N500"),), details={"result": ("seen",)}, says=says,
    )  # fmt: skip
    return replace(draft, **changed)  # type: ignore[arg-type]


def visits(count: int, start: int = 1) -> list[Draft]:
    """Visits v1, v2, v3…"""
    return [visit(f"v{number}") for number in range(start, start + count)]


def erasure(*records: str, origin: str = "e1") -> Draft:
    """An erasure of the records named."""
    said = {"records": records, "authority": ("court order 12",), "reason": ("ordered",), "by": ("A. Ash", "B. Birch")}
    return visit(origin, says="", kind="erased", agency="heeded", source="erasure", people=(), details=said)


def written(store: Store, drafts: Sequence[Draft]) -> None:
    """Append drafts to a ledger that has no lane."""
    store.begin()
    store.stage(drafts, NOON)
    store.commit()


class Ticking:
    """A clock that goes on by a second each time it is read."""

    def __init__(self, start: datetime = NOON) -> None:
        self.at = start

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class Listing:
    """Projections: the list of all record ids, in an SQLite file. A `concern` is followed by a `raised`."""

    def __init__(self, path: Path) -> None:
        self.file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.file.execute("PRAGMA journal_mode=WAL")
        self.file.execute("PRAGMA synchronous=NORMAL")
        self.file.execute("CREATE TABLE IF NOT EXISTS listed (seq INTEGER PRIMARY KEY, id TEXT)")
        self.file.execute("CREATE TABLE IF NOT EXISTS at (position INTEGER)")
        self.replayed = 0

    def position(self) -> int:
        return int(self.file.execute("SELECT coalesce(max(position), 0) FROM at").fetchone()[0])

    def apply(self, records: Sequence[Record]) -> Sequence[Draft]:
        self._list(records)
        return [visit(f"raise-{r.origin}", kind="raised", agency="heeded") for r in records if r.kind == "concern"]

    def replay(self, records: Sequence[Record]) -> None:
        self._list(records)
        self.replayed += len(records)

    def commit(self, position: int) -> None:
        self._begin()
        self.file.execute("DELETE FROM at")
        self.file.execute("INSERT INTO at VALUES (?)", (position,))
        self.file.execute("COMMIT")

    def rollback(self) -> None:
        if self.file.in_transaction:
            self.file.execute("ROLLBACK")

    def ids(self) -> list[str]:
        return [row[0] for row in self.file.execute("SELECT id FROM listed ORDER BY seq")]

    def _begin(self) -> None:
        if not self.file.in_transaction:
            self.file.execute("BEGIN")

    def _list(self, records: Sequence[Record]) -> None:
        self._begin()
        self.file.executemany("INSERT INTO listed VALUES (?, ?)", [(r.seq, r.id) for r in records])


class Workplace:
    """A ledger, its projections and its lane in a folder, opened (and the first time made)."""

    def __init__(self, folder: Path, projections: Listing | None = None) -> None:
        path = folder / "ledger.db"
        self.store = Store(path) if path.exists() else Store.create(path)
        self.projections = projections or Listing(folder / "projections.db")
        self.clock = Ticking()
        self.lane = Lane(self.store, self.projections, Turnstile(folder), self.clock)

    def __enter__(self) -> "Workplace":
        self.lane.catch_up()
        return self

    def __exit__(self, *_: object) -> None:
        self.lane.close()
        self.store.close()
        self.projections.file.close()
