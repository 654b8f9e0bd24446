"""The raises as they stand now in `live`, and whom a load left to be judged."""

import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeAlias

from heeded.casework.kept import read, written
from heeded.casework.warning import Standing
from heeded.words.instants import Instant
from heeded.words.trouble import Trouble

TABLES = """
create table if not exists casework_raise(id text primary key, signal text not null, raised text not null,
  cleared text not null, level text not null, set_off_by text not null, more text not null);
create table if not exists casework_subject(person text not null, role text not null, raise_id text not null,
  primary key(person, raise_id)) without rowid;
create index if not exists casework_subject_raise on casework_subject(raise_id);
create table if not exists casework_written(raise_id text primary key, body text not null) without rowid;
create table if not exists casework_waiting(person text not null, load text not null, due integer not null,
  backlog text not null, primary key(person, load)) without rowid;
create index if not exists casework_waiting_load on casework_waiting(load);
"""


FORM = 4  # of every table in the file; raise it with any change to one, in whichever room


class ProjectionsTrouble(Trouble):
    """A projections file that cannot be used."""


# As those are handed them who read and write only through the stores.
Database: TypeAlias = sqlite3.Connection
DatabaseError: TypeAlias = sqlite3.Error


class Connection(sqlite3.Connection):
    """A connection to the projections that is closed with the thread whose it was."""


class Raises:
    """Raises of `live`, kept as judged last; rebuilt at any time from the ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        connection.executescript(TABLES)

    def replace(self, judged: Collection[str], standing: Iterable[Standing]) -> set[str]:
        """What was just judged takes the place of all that was held about these people; the raises concerned."""
        old = {
            (raise_id,)
            for person in judged
            for (raise_id,) in self._db.execute("select raise_id from casework_subject where person=?", (person,))
        }
        self._db.executemany("delete from casework_raise where id=?", old)
        self._db.executemany("delete from casework_subject where raise_id=?", old)
        concerned = {raise_id for (raise_id,) in old}
        for each in standing:
            self._db.execute("insert or replace into casework_raise values(?,?,?,?,?,?,?)", written(each))
            self._db.executemany(
                "insert or ignore into casework_subject values(?,?,?)", [(p, r, each.id) for r, p in each.people]
            )
            concerned.add(each.id)
        return concerned

    def going(self, judged: Collection[str], staying: Collection[str]) -> list[Standing]:
        """The raises held about these people that are not among those that stay."""
        sql = "select raise_id from casework_subject where person=?"
        held = {raise_id for person in judged for (raise_id,) in self._db.execute(sql, (person,))}
        return self._standing(held.difference(staying))

    def about(self, person: str) -> list[Standing]:
        """The raises about one person, first raised first."""
        sql = "select raise_id from casework_subject where person=?"
        return self._standing([i for (i,) in self._db.execute(sql, (person,))])

    def one(self, raise_id: str) -> Standing | None:
        """A raise by its id."""
        found = self._standing([raise_id])
        return found[0] if found else None

    def open(self, now: Instant) -> list[Standing]:
        """All raises that have begun and are not cleared at `now`."""
        sql = "select id from casework_raise where raised<=? and (cleared='' or cleared>?)"
        return self._standing([i for (i,) in self._db.execute(sql, (now.isoformat(), now.isoformat()))])

    def open_by_person(self, now: Instant) -> dict[str, int]:
        """How many open raises each person has."""
        sql = (
            "select person, count(*) from casework_subject join casework_raise on id=raise_id "
            "where raised<=? and (cleared='' or cleared>?) group by person"
        )
        return dict(self._db.execute(sql, (now.isoformat(), now.isoformat())))

    def written(self, ids: Collection[str]) -> set[str]:
        """Which of these raises have their record in the ledger."""
        return {i for i in ids if self._db.execute("select 1 from casework_written where raise_id=?", (i,)).fetchone()}

    def note_written(self, ids: Iterable[str]) -> None:
        """Note that these raises are about to have their record."""
        self._db.executemany("insert or ignore into casework_written values(?,'')", [(i,) for i in ids])

    def take_raised(self, told: Iterable[tuple[str, str]]) -> None:
        """Keep what the records of raises say, by the raise's id."""
        self._db.executemany("insert or replace into casework_written values(?,?)", list(told))

    def told(self, raise_id: str) -> str:
        """What the record of a raise says, '' where it has none."""
        row = self._db.execute("select body from casework_written where raise_id=?", (raise_id,)).fetchone()
        return str(row[0]) if row else ""

    def leave(self, persons: Iterable[str], load: str = "") -> None:
        """Leave people to be judged soon, or when the load that named them is finished."""
        rows = [(p, load, int(not load), "") for p in persons]
        self._db.executemany("insert or replace into casework_waiting values(?,?,?,?)", rows)

    def finish(self, loads: Iterable[str], backlog: str) -> None:
        """These loads are finished, so whoever waited for that is to be judged now. `backlog` is '' or 'yes'."""
        sql = "update casework_waiting set due=1, backlog=? where load=?"
        self._db.executemany(sql, [(backlog, load) for load in loads])

    def pending(self, limit: int) -> tuple[list[str], str]:
        """Some of the people to be judged now, and whether that is for a backlog ('' or 'yes')."""
        sql = "select person, min(backlog) from casework_waiting where due group by person order by 2, 1 limit ?"
        rows = self._db.execute(sql, (limit,)).fetchall()
        return [person for person, backlog in rows if backlog == rows[0][1]], rows[0][1] if rows else ""

    def pending_count(self) -> int:
        """How many people are to be judged now."""
        return int(self._db.execute("select count(distinct person) from casework_waiting where due").fetchone()[0])

    def judged(self, persons: Iterable[str]) -> None:
        """These people wait no longer, but for loads that are still to be finished."""
        self._db.executemany("delete from casework_waiting where person=? and due", [(p,) for p in persons])

    def _standing(self, ids: Collection[str]) -> list[Standing]:
        found = []
        for each in sorted(ids):
            row = self._db.execute(
                "select r.*, coalesce(w.body, '') from casework_raise r left join casework_written w on w.raise_id=r.id "
                "where r.id=?", (each,),
            ).fetchone()  # fmt: skip
            if row is None:
                continue
            people = self._db.execute(
                "select role, person from casework_subject where raise_id=? order by role", (each,)
            )
            found.append(read(row, tuple(people)))
        return sorted(found, key=lambda s: (s.raised, s.signal, s.id))


class Kept:
    """The projections' own transaction: one connection, and the number of the last ledger entry that it holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        connection.execute("create table if not exists projections_position(one integer primary key, seq integer)")

    def position(self) -> int:
        """The last ledger number held, 0 for none."""
        row = self._db.execute("select seq from projections_position where one=1").fetchone()
        return int(row[0]) if row else 0

    def begin(self) -> None:
        """Begin, unless begun."""
        if not self._db.in_transaction:
            self._db.execute("begin immediate")

    def commit(self, position: int) -> None:
        """Commit together with the position."""
        self.begin()
        self._db.execute("insert or replace into projections_position values(1, ?)", (position,))
        self._db.execute("commit")

    def rollback(self) -> None:
        """Undo what was taken in since the last commit."""
        if self._db.in_transaction:
            self._db.execute("rollback")


def connected(path: Path) -> Connection:
    """A connection to the projections: rebuilt from the ledger at any time, so NORMAL is durable enough."""
    connection = sqlite3.connect(
        path, check_same_thread=False, isolation_level=None, timeout=30, cached_statements=256, factory=Connection
    )
    try:
        for pragma in ("journal_mode=wal", "synchronous=normal", "temp_store=memory", "cache_size=-65536"):
            connection.execute(f"pragma {pragma}")
        _renewed(connection, path)
    except ProjectionsTrouble:
        connection.close()
        raise
    except sqlite3.DatabaseError as problem:
        connection.close()
        if isinstance(problem, sqlite3.OperationalError):
            raise
        what = f"is damaged ({problem})."
        raise ProjectionsTrouble(str(path), what, "Delete it: it is made again from the ledger.") from problem
    return connection


def _renewed(connection: sqlite3.Connection, path: Path) -> None:
    """Empty a file of an older form, so that whoever opens it fills it from the ledger; a newer form is left alone."""
    if _form(connection) == FORM:
        return
    connection.execute("begin immediate")
    form = _form(connection)  # again: somebody else may have just done it
    if form > FORM:
        connection.execute("rollback")
        what = f"is of a newer Heeded (form {form}; this one knows {FORM})."
        raise ProjectionsTrouble(str(path), what, "Upgrade this program, or delete it: it is made again.")
    if form < FORM:
        tables = connection.execute("select name from sqlite_master where type='table' and name not like 'sqlite_%'")
        for (name,) in tables.fetchall():
            connection.execute(f'drop table "{name}"')
        connection.execute(f"pragma user_version={FORM}")
    connection.execute("commit")


def _form(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def removed(path: Path) -> None:
    """Take a projections file away, with the files that SQLite keeps beside it."""
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        each.unlink(missing_ok=True)
