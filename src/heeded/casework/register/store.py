"""Warnings as rows that lists are made of, what people did about them, the staff, and when the clock was last looked at."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict

from heeded.casework.register.row import Row
from heeded.casework.staff import StaffEvent, folded
from heeded.casework.store import Database
from heeded.casework.warning import CLOSED, COMING, OPEN, PUT_OFF, Act
from heeded.words.instants import Instant, parsed

TABLES = """
create table if not exists casework_warning(id text primary key, signal text not null, status text not null,
  level text not null, owner text not null, role text not null, raised text not null, opened text not null, since text not null,
  acknowledge_by text not null, acknowledged integer not null, decide_by text not null, overdue_since text not null,
  climbs integer not null, empty text not null, cleared text not null, backlog integer not null,
  openings integer not null, outcome text not null, next_change text not null) without rowid;
create index if not exists casework_warning_next on casework_warning(next_change);
create index if not exists casework_warning_owner on casework_warning(owner, status, decide_by);
create index if not exists casework_warning_status on casework_warning(status, decide_by);
create index if not exists casework_warning_since on casework_warning(since);
create index if not exists casework_warning_empty on casework_warning(empty) where empty<>'';
create table if not exists casework_act(seq integer primary key, warning text not null, body text not null);
create index if not exists casework_act_warning on casework_act(warning, seq);
create table if not exists casework_staff(seq integer primary key, name text not null, body text not null);
create index if not exists casework_staff_name on casework_staff(name);
create table if not exists casework_noted(origin text primary key) without rowid;
create table if not exists casework_behind(id text primary key) without rowid;
create table if not exists casework_reopened(warning text not null, at text not null, primary key(warning, at))
  without rowid;
create table if not exists casework_last_owner(one integer primary key, name text not null);
create table if not exists casework_tick(one integer primary key, at text not null);
"""
COLUMNS = ", ".join(Row.__slots__)
INSTANTS = ("raised", "opened", "since", "acknowledge_by", "decide_by", "next_change")
MAYBE = ("overdue_since", "cleared")
AT_ONCE = 400


class Register:
    """The casework tables of one projections database. It never commits; whoever owns the connection does."""

    def __init__(self, connection: Database) -> None:
        self._db = connection
        connection.executescript(TABLES)

    def take_acts(self, acts: Iterable[tuple[int, Act]]) -> None:
        """Note what people did, each with its number in the ledger; the same one twice changes nothing."""
        rows = [(seq, act.warning, _written(asdict(act))) for seq, act in acts]
        self._db.executemany("insert or ignore into casework_act values(?,?,?)", rows)

    def acts(self, warning: str) -> list[Act]:
        """What people did about a warning, in the order of the ledger."""
        found = self._db.execute("select body from casework_act where warning=? order by seq", (warning,))
        return [_act_read(body) for (body,) in found]

    def acts_of(self, warnings: Collection[str]) -> dict[str, list[Act]]:
        """What people did about each of these warnings."""
        found: dict[str, list[Act]] = {}
        for part in _parts(warnings):
            marks = ",".join("?" * len(part))
            sql = f"select warning, body from casework_act where warning in ({marks}) order by seq"
            for warning, body in self._db.execute(sql, part):
                found.setdefault(warning, []).append(_act_read(body))
        return found

    def decisions(self, outcome: str) -> list[Act]:
        """Every decision with this outcome, in the order of the ledger."""
        sql = "select body from casework_act where body like ? order by seq"
        found = (_act_read(body) for (body,) in self._db.execute(sql, (f'%"outcome": "{outcome}"%',)))
        return [act for act in found if act.outcome == outcome]

    def take_staff(self, events: Iterable[StaffEvent]) -> None:
        """Note what is recorded of the staff."""
        rows = [(e.seq, folded(e.name), _written(asdict(e))) for e in events]
        self._db.executemany("insert or ignore into casework_staff values(?,?,?)", rows)

    def staff(self) -> list[StaffEvent]:
        """Everything recorded of the staff, in the order of the ledger."""
        found = []
        for (body,) in self._db.execute("select body from casework_staff order by seq"):
            told = json.loads(body)
            found.append(StaffEvent(**{**told, "at": parsed(told["at"]), "until": parsed(told["until"])}))
        return found

    def staff_position(self) -> int:
        """The ledger number of the last staff record."""
        return int(self._db.execute("select coalesce(max(seq), 0) from casework_staff").fetchone()[0])

    def put(self, rows: Iterable[Row]) -> None:
        """These rows stand for their warnings from now."""
        marks = ",".join("?" * len(Row.__slots__))
        self._db.executemany(
            f"insert or replace into casework_warning({COLUMNS}) values({marks})", [_row_written(row) for row in rows]
        )

    def drop(self, warnings: Iterable[str]) -> None:
        """These are no warnings: they were to come, and will not."""
        self._db.executemany("delete from casework_warning where id=?", [(w,) for w in warnings])

    def rows(self, warnings: Collection[str]) -> dict[str, Row]:
        """The rows of these warnings, as far as they have any."""
        found = {}
        for part in _parts(warnings):
            sql = f"select {COLUMNS} from casework_warning where id in ({','.join('?' * len(part))})"
            found.update({row[0]: _row_read(row) for row in self._db.execute(sql, part)})
        return found

    def listed(self, warnings: Collection[str]) -> set[str]:
        """Which of these raises are warnings, or are to become so by the clock alone."""
        return set(self.rows(warnings))

    def stale(self, now: Instant, limit: int = -1) -> list[str]:
        """Warnings that the clock alone may have changed since their row was written, the longest ago first."""
        sql = "select id from casework_warning where next_change<=? order by next_change, id limit ?"
        return [w for (w,) in self._db.execute(sql, (now.isoformat(), limit))]

    def fresh(self, now: Instant, *, owner: str | None, decided: bool, most: int) -> list[Row]:
        """The first rows that are not stale: open ones by the time to decide, or decided ones; of one owner or all."""
        where, values = _wanted(owner, decided)
        sql = f"select {COLUMNS} from casework_warning where {where} and next_change>? order by decide_by, id limit ?"
        return [_row_read(row) for row in self._db.execute(sql, [*values, now.isoformat(), most])]

    def fresh_count(self, now: Instant, *, owner: str | None, decided: bool) -> int:
        """How many there are of them."""
        where, values = _wanted(owner, decided)
        sql = f"select count(*) from casework_warning where {where} and next_change>?"
        return int(self._db.execute(sql, [*values, now.isoformat()]).fetchone()[0])

    def fresh_tally(self, now: Instant) -> dict[str, tuple[int, int]]:
        """Of the open ones that are not stale: how many each owner has, and how many of these are overdue."""
        where, values = _wanted(None, decided=False)
        sql = (
            f"select owner, count(*), sum(overdue_since<>'') from casework_warning where {where} and next_change>? "
            "group by owner"
        )
        return {owner: (held, late) for owner, held, late in self._db.execute(sql, [*values, now.isoformat()])}

    def hinging_on(self, names: Collection[str], at: Instant) -> list[str]:
        """Warnings whose owner may be another when something is recorded of these people that counts from an instant.

        They are theirs; or fell from a role that one of them has or had; or were found or decided at that instant.
        """
        sql = "select id from casework_warning where since>=?"
        found = {w for (w,) in self._db.execute(sql, (at.isoformat(),))}
        for part in _parts(names):
            marks = ",".join("?" * len(part))
            sql = f"select id from casework_warning where owner in ({marks}) and status<>'{CLOSED}'"
            found.update(w for (w,) in self._db.execute(sql, part))
            sql = f"select distinct body from casework_staff where name in ({marks})"
            told = self._db.execute(sql, [folded(name) for name in part])
            for role in {json.loads(body)["role"] for (body,) in told} - {""}:
                sql = "select id from casework_warning where empty<>'' and empty like ?"
                found.update(w for (w,) in self._db.execute(sql, (f"%|{role}|%",)))
        return sorted(found)

    def note(self, origins: Iterable[str]) -> None:
        """Note that these records of what passed are in the ledger."""
        self._db.executemany("insert or ignore into casework_noted values(?)", [(o,) for o in origins])

    def noted(self, origins: Collection[str]) -> set[str]:
        """Which of these are."""
        found: set[str] = set()
        for part in _parts(origins):
            sql = f"select origin from casework_noted where origin in ({','.join('?' * len(part))})"
            found.update(o for (o,) in self._db.execute(sql, part))
        return found

    def take_reopened(self, told: Iterable[tuple[str, Instant]]) -> None:
        """Note that these warnings were opened again, and when; the same one twice changes nothing."""
        rows = [(warning, at.isoformat()) for warning, at in told]
        self._db.executemany("insert or ignore into casework_reopened values(?,?)", rows)

    def reopened(self, warning: str) -> tuple[Instant, ...]:
        """When a warning was opened again, as far as that is in the ledger, in order of time."""
        sql = "select at from casework_reopened where warning=? order by at"
        return tuple(parsed(at) for (at,) in self._db.execute(sql, (warning,)))

    def succeeded(self, last_owner: str) -> None:
        """Note who the last owner is. Where it was somebody else, every row is behind: their warnings are another's."""
        before = self._db.execute("select name from casework_last_owner").fetchone()
        if before is not None and before[0] != last_owner:
            self._db.execute(f"update casework_warning set next_change=raised where status<>'{COMING}'")
        self._db.execute("insert or replace into casework_last_owner values(1, ?)", (last_owner,))

    def leave(self, warnings: Iterable[str]) -> None:
        """Leave what passed in these warnings to be written down by the next tick."""
        self._db.executemany("insert or ignore into casework_behind values(?)", [(w,) for w in warnings])

    def left(self, limit: int) -> list[str]:
        """Some of those that were left."""
        return [w for (w,) in self._db.execute("select id from casework_behind order by id limit ?", (limit,))]

    def caught_up(self, warnings: Iterable[str]) -> None:
        """What passed in these is written down."""
        self._db.executemany("delete from casework_behind where id=?", [(w,) for w in warnings])

    def ticked(self, at: Instant) -> None:
        """The clock was looked at."""
        self._db.execute("insert or replace into casework_tick values(1, ?)", (at.isoformat(),))

    def last_tick(self) -> Instant | None:
        """When the clock was last looked at; None if it never was."""
        row = self._db.execute("select at from casework_tick where one=1").fetchone()
        return parsed(row[0]) if row else None


def _wanted(owner: str | None, decided: bool) -> tuple[str, list[str]]:
    which = f"status='{CLOSED}'" if decided else f"status in ('{OPEN}','{PUT_OFF}')"
    return (which, []) if owner is None else (f"{which} and owner=?", [owner])


def _row_written(row: Row) -> tuple[object, ...]:
    return tuple(_cell(getattr(row, name)) for name in Row.__slots__)


def _cell(value: object) -> object:
    if isinstance(value, Instant):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"|{'|'.join(value)}|" if value else ""
    return "" if value is None else value


def _row_read(found: Sequence[object]) -> Row:
    values = dict(zip(Row.__slots__, found, strict=True))
    for name in INSTANTS:
        values[name] = parsed(str(values[name]))
    for name in MAYBE:
        values[name] = parsed(str(values[name])) if values[name] else None
    values["empty"] = tuple(role for role in str(values["empty"]).split("|") if role)
    for name in ("acknowledged", "backlog"):
        values[name] = bool(values[name])
    return Row(**values)  # type: ignore[arg-type]


def _act_read(body: str) -> Act:
    told = json.loads(body)
    return Act(**{**told, "at": parsed(told["at"]), "until": parsed(told["until"])})


def _written(told: dict[str, object]) -> str:
    return json.dumps(told, default=lambda value: value.isoformat(), ensure_ascii=False)


def _parts(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
