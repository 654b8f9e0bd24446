"""The log of every look: append-only, durable before anything is shown."""

import sqlite3
import threading
from pathlib import Path

from heeded.words.instants import Instant
from heeded.words.trouble import Trouble

TABLES = """
create table if not exists look(seq integer primary key, at text not null, viewer text not null, agency text not null,
  purpose text not null, what text not null, which text not null, allowed integer not null);
create index if not exists look_which on look(which, seq);
create trigger if not exists look_keeps before update on look begin select raise(abort, 'looks are never changed'); end;
create trigger if not exists look_stays before delete on look begin select raise(abort, 'looks are never deleted'); end;
create trigger if not exists look_grows before insert on look
  when new.seq is not null and new.seq <> (select coalesce(max(seq), 0) + 1 from look)
  begin select raise(abort, 'looks are only added at the end'); end;
"""


class LookNotWritten(Trouble):
    """A look that could not be written down, so nothing is shown."""


class Looks:
    """The log. One connection, used by one thread at a time; each row is on disk before `write` returns."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=5)
        try:
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=full")
            self._db.executescript(TABLES)
        except sqlite3.Error as problem:
            self._db.close()
            raise LookNotWritten(
                "the log of looks", f"cannot be opened ({problem}), so nothing is shown.",
                "Free some disk space, or put its file back from a backup; never take it away.",
            ) from problem  # fmt: skip

    def write(
        self, at: Instant, viewer: str, agency: str, purpose: str, what: str, which: str, *, allowed: bool
    ) -> None:
        """Write one look; LookNotWritten where the disk or the database refuses."""
        row = (at.isoformat(), viewer, agency, purpose[:200], what[:60], which[:200], int(allowed))
        try:
            with self._lock:
                self._db.execute(
                    "insert into look(seq, at, viewer, agency, purpose, what, which, allowed) values("
                    "(select coalesce(max(seq), 0) + 1 from look),?,?,?,?,?,?,?)",
                    row,
                )
        except sqlite3.Error as problem:
            raise LookNotWritten(
                "the log of looks", f"could not be written ({problem}), so nothing is shown.",
                "Free some disk space or call whoever runs this installation.",
            ) from problem  # fmt: skip

    def at(self, which: str, limit: int = 200) -> list[tuple[str, str, str, str, bool]]:
        """The latest looks at one thing: (at, viewer, purpose, what, allowed)."""
        sql = "select at, viewer, purpose, what, allowed from look where which=? order by seq desc limit ?"
        with self._lock:
            return [(a, v, p, w, bool(ok)) for a, v, p, w, ok in self._db.execute(sql, (which, limit))]

    def size(self) -> int:
        """How many looks there have been."""
        with self._lock:
            return int(self._db.execute("select coalesce(max(seq), 0) from look").fetchone()[0])

    def copy(self, to: Path) -> None:
        """Copy the log to a new file, with the database's own means."""
        with self._lock, sqlite3.connect(to) as target:
            self._db.backup(target)
        target.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()
