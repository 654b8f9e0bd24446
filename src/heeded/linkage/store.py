"""Who is who as tables: portraits' sources, the blocking index, scores, memberships and judgements.

A projection: derived from the ledger alone and rebuilt from it. It never commits; whoever owns the connection does.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from heeded.linkage.blocking import FULLEST
from heeded.linkage.cluster import Edge, Verdict
from heeded.linkage.portrait import Facts, Portrait
from heeded.linkage.reading import Statement, facts_from, facts_written, read_portrait
from heeded.linkage.score import Score
from heeded.words.instants import NEVER, Instant, parsed

TABLES = """
create table if not exists linkage_key(key text primary key, own text not null, first_seq integer not null,
  first_instant text not null, facts text not null, name text not null default '', born text not null default '',
  died text not null default '', search text not null default '') without rowid;
create index if not exists linkage_key_died on linkage_key(died) where died<>'';
create table if not exists linkage_statement(key text not null, seq integer not null, ref text not null,
  load text not null, body text not null, primary key(key, seq)) without rowid;
create index if not exists linkage_statement_load on linkage_statement(load);
create index if not exists linkage_statement_ref on linkage_statement(ref);
create table if not exists linkage_beside(key text not null, other text not null, primary key(key, other))
  without rowid;
create table if not exists linkage_block(block text not null, key text not null, primary key(block, key)) without rowid;
create index if not exists linkage_block_key on linkage_block(key);
create table if not exists linkage_edge(one text not null, other text not null, weight real not null,
  probability real not null, certain integer not null, births_missing integer not null, why text not null,
  primary key(one, other)) without rowid;
create index if not exists linkage_edge_other on linkage_edge(other);
create index if not exists linkage_edge_weight on linkage_edge(weight);
create table if not exists linkage_membership(key text not null, from_seq integer not null, person text not null,
  from_instant text not null, until_seq integer, until_instant text not null, author text not null, weight real,
  probability real, version text not null, why text not null, primary key(key, from_seq)) without rowid;
create index if not exists linkage_membership_person on linkage_membership(person);
create table if not exists linkage_judgement(one text not null, other text not null, seq integer not null,
  verdict text not null, author text not null, reason text not null, primary key(one, other, seq)) without rowid;
create index if not exists linkage_judgement_other on linkage_judgement(other);
"""
AT_ONCE = 400

Connection: TypeAlias = sqlite3.Connection


@dataclass(frozen=True, slots=True)
class Membership:
    """`key` belongs to `person` in `[since, until)`. `author` is a person's name, `linker`, or `own` before any link.

    `weight` (bits) and `probability` are None where nothing was scored; `why` says it in words.
    """

    key: str
    person: str
    since: Instant
    until: Instant
    author: str
    weight: float | None
    probability: float | None
    why: str
    from_seq: int
    until_seq: int | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A Person in a list: its name as written, birth date as told ('' for unknown) and today's keys."""

    person: str
    name: str
    born: str
    keys: tuple[str, ...]


_MEMBERSHIP = (
    "select key, person, from_instant, until_instant, author, weight, probability, why, from_seq, until_seq "
    "from linkage_membership"
)
_EDGE = "select one, other, weight, probability, certain, births_missing, why from linkage_edge"


class Store:
    """The tables of linkage over one open connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        there = connection.execute("select 1 from sqlite_master where name='linkage_judgement_other'").fetchone()
        if not there:
            connection.executescript(TABLES)

    # -- keys and what is said of them ---------------------------------------------------------------------------

    def facts_of(self, keys: Collection[str]) -> dict[str, Facts]:
        """What records show of the keys already known."""
        found = _in(self._db, "select key, facts from linkage_key where key in ({})", keys)
        return {key: facts_from(text) for key, text in found}

    def meet(self, key: str, own: str, seq: int, at: Instant, facts: Facts) -> None:
        """A key mentioned for the first time: a Person of its own from now on."""
        when = at.isoformat()
        row = (key, own, seq, when, facts_written(facts), key, key.replace(":", " ").lower())
        self._db.execute(
            "insert into linkage_key(key, own, first_seq, first_instant, facts, name, search) values(?,?,?,?,?,?,?)",
            row,
        )
        self._db.execute(
            "insert into linkage_membership values(?,?,?,?,null,?,'own',null,null,'','')",
            (key, seq, own, when, NEVER.isoformat()),
        )

    def set_facts(self, key: str, facts: Facts) -> None:
        """What records show of a key by now."""
        self._db.execute("update linkage_key set facts=? where key=?", (facts_written(facts), key))

    def set_beside(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Two keys in one record; said in both directions."""
        both = [p for one, other in pairs for p in ((one, other), (other, one))]
        self._db.executemany("insert or ignore into linkage_beside values(?,?)", both)

    def state(self, key: str, seq: int, ref: str, load: str, told: Statement) -> None:
        """A People row."""
        row = (key, seq, ref, load, told.written())
        self._db.execute("insert or replace into linkage_statement values(?,?,?,?,?)", row)

    def unsay(self, *, loads: Collection[str] = (), refs: Collection[str] = ()) -> set[str]:
        """Statements of a load withdrawn or of refs taken back are gone; the keys they were about."""
        keys: set[str] = set()
        for column, values in (("load", loads), ("ref", refs)):
            where = f"from linkage_statement where {column} in ({{}})"
            keys |= {key for (key,) in _in(self._db, f"select key {where}", values)}
            list(_in(self._db, f"delete {where}", values))
        return keys

    def portraits(self, keys: Collection[str]) -> dict[str, Portrait]:
        """The portraits of keys, as they stand; unknown keys are left out."""
        told: dict[str, list[str]] = {}
        for key, body in _in(self._db, "select key, body from linkage_statement where key in ({}) order by seq", keys):
            told.setdefault(key, []).append(body)
        beside: dict[str, list[str]] = {}
        for key, other in _in(self._db, "select key, other from linkage_beside where key in ({})", keys):
            beside.setdefault(key, []).append(other)
        shown = _in(self._db, "select key, facts from linkage_key where key in ({})", keys)
        return {
            key: read_portrait(key, tuple(told.get(key, ())), facts, tuple(beside.get(key, ()))) for key, facts in shown
        }

    def describe(self, key: str, name: str, born: str, died: str, search: str) -> None:
        """What a list shows of a key, and the words it is found by."""
        row = (name, born, died, search, key)
        self._db.execute("update linkage_key set name=?, born=?, died=?, search=? where key=?", row)

    def near_the_dead(self, keys: Collection[str]) -> set[str]:
        """Those of these keys that are much like somebody who has died."""
        sql = ("select e.one, e.other from linkage_key k join linkage_edge e on e.{}=k.key where k.died<>''",)
        found = {key for column in ("one", "other") for row in self._db.execute(sql[0].format(column)) for key in row}
        return found & set(keys)

    # -- the blocking index and the scores -----------------------------------------------------------------------

    def set_blocks(self, key: str, blocks: Iterable[str]) -> None:
        """The blocks a key stands in from now on."""
        self._db.execute("delete from linkage_block where key=?", (key,))
        self._db.executemany("insert into linkage_block values(?,?)", [(b, key) for b in blocks])

    def block(self, block: str) -> list[str] | None:
        """The keys in a block; None where there are too many for it to mean anything."""
        sql = "select key from linkage_block where block=? limit ?"
        found = [key for (key,) in self._db.execute(sql, (block, FULLEST + 1))]
        return None if len(found) > FULLEST else found

    def set_edges(self, keys: Collection[str], edges: Iterable[Edge]) -> None:
        """All the scores that these keys have."""
        for column in ("one", "other"):
            self._db.executemany(f"delete from linkage_edge where {column}=?", [(k,) for k in keys])
        rows = [
            (
                e.one,
                e.other,
                s.weight,
                s.probability,
                s.certain,
                s.births_missing,
                json.dumps(s.why, ensure_ascii=False),
            )
            for e in edges
            for s in (e.score,)
        ]
        self._db.executemany("insert or replace into linkage_edge values(?,?,?,?,?,?,?)", rows)

    def edges(self, keys: Collection[str], least: float) -> list[Edge]:
        """The scores of these keys with anybody, from a weight on."""
        found = {}
        for column in ("one", "other"):
            for row in _in(self._db, f"{_EDGE} where {column} in ({{}}) and weight>={float(least)}", keys):
                found[row[0], row[1]] = _edge(row)
        return list(found.values())

    def edges_between_persons(self, least: float) -> Iterator[Edge]:
        """Scores of keys that are of different Persons today, the strongest first."""
        sql = (
            "select one, other, e.weight, e.probability, certain, births_missing, e.why from linkage_edge e "
            "join linkage_membership a on a.key=e.one and a.until_seq is null "
            "join linkage_membership b on b.key=e.other and b.until_seq is null "
            "where e.weight>=? and a.person<>b.person order by e.weight desc, e.one, e.other"
        )
        for row in self._db.execute(sql, (least,)):
            yield _edge(row)

    # -- memberships and judgements ------------------------------------------------------------------------------

    def move(
        self, key: str, person: str, seq: int, at: Instant, author: str,
        weight: float | None, probability: float | None, version: str, why: str,
    ) -> None:  # fmt: skip
        """A key belongs to another Person from a record on. A second move by the same record changes nothing."""
        if self._db.execute("select 1 from linkage_membership where key=? and from_seq=?", (key, seq)).fetchone():
            return
        when = at.isoformat()
        sql = "update linkage_membership set until_seq=?, until_instant=? where key=? and until_seq is null"
        self._db.execute(sql, (seq, when, key))
        row = (key, seq, person, when, NEVER.isoformat(), author, weight, probability, version, why)
        self._db.execute("insert into linkage_membership values(?,?,?,?,null,?,?,?,?,?,?)", row)

    def current(self, keys: Collection[str]) -> dict[str, tuple[str, int]]:
        """The Person each key belongs to today, and the number of the record that says so."""
        sql = "select key, person, from_seq from linkage_membership where until_seq is null and key in ({})"
        return {key: (person, seq) for key, person, seq in _in(self._db, sql, keys)}

    def memberships(self, key: str) -> list[Membership]:
        """Every Person a key ever belonged to, the first first."""
        return [_membership(r) for r in self._db.execute(f"{_MEMBERSHIP} where key=? order by from_seq", (key,))]

    def members(self, person: str) -> list[Membership]:
        """Every key a Person ever had, today's and past ones."""
        sql = f"{_MEMBERSHIP} where person=? order by key, from_seq"
        return [_membership(r) for r in self._db.execute(sql, (person,))]

    def keys_of(self, persons: Collection[str]) -> dict[str, list[str]]:
        """Today's keys of each Person."""
        sql = "select person, key from linkage_membership where until_seq is null and person in ({}) order by key"
        found: dict[str, list[str]] = {}
        for person, key in _in(self._db, sql, persons):
            found.setdefault(person, []).append(key)
        return found

    def first_seqs(self, keys: Collection[str]) -> dict[str, tuple[int, str]]:
        """When each key was first mentioned (record number), and the Person of its own it then was."""
        found = _in(self._db, "select key, first_seq, own from linkage_key where key in ({})", keys)
        return {key: (seq, own) for key, seq, own in found}

    def judge(self, one: str, other: str, seq: int, verdict: str, author: str, reason: str) -> None:
        """A person's judgement of two keys."""
        one, other = sorted((one, other))
        row = (one, other, seq, verdict, author, reason)
        self._db.execute("insert or replace into linkage_judgement values(?,?,?,?,?,?)", row)

    def verdicts(self, keys: Collection[str]) -> list[Verdict]:
        """The latest judgement of every pair that has one of these keys."""
        found: dict[tuple[str, str], Verdict] = {}
        sql = "select one, other, verdict, seq, author, reason from linkage_judgement where {} in ({{}}) order by seq"
        for column in ("one", "other"):
            for one, other, verdict, seq, author, reason in _in(self._db, sql.format(column), keys):
                held = found.get((one, other))
                if held is None or held.number < seq:
                    found[one, other] = Verdict(one, other, verdict, seq, author, reason)
        return list(found.values())

    # -- lists ---------------------------------------------------------------------------------------------------

    def search(self, words: Sequence[str], limit: int) -> list[str]:
        """Persons of whom some key has all these words, in order of name."""
        where = " and ".join(["search like ? escape '\\'"] * len(words)) or "1"
        like = ["%" + w.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for w in words]
        sql = (
            "select m.person from linkage_key k join linkage_membership m on m.key=k.key and m.until_seq is null "
            f"where {where} group by m.person order by min(k.name), m.person limit ?"
        )
        return [person for (person,) in self._db.execute(sql, (*like, limit))]

    def described(self, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        """Name and birth date of each key, for lists; the key itself where it has no name."""
        found = _in(self._db, "select key, name, born from linkage_key where key in ({})", keys)
        return {key: (name, born) for key, name, born in found}

    def count(self) -> int:
        """How many Persons there are today."""
        sql = "select count(distinct person) from linkage_membership where until_seq is null"
        return int(self._db.execute(sql).fetchone()[0])

    def everybody(self) -> list[str]:
        """Every Person of today, in order of id."""
        sql = "select distinct person from linkage_membership where until_seq is null order by person"
        return [person for (person,) in self._db.execute(sql)]

    def every_key(self) -> list[str]:
        """Every key ever mentioned, in order."""
        return [key for (key,) in self._db.execute("select key from linkage_key order by key")]


def _in(db: sqlite3.Connection, sql: str, values: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of a query with one list of values in it, a few hundred values at a time."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        yield from db.execute(sql.format(",".join("?" * len(part))), part).fetchall()


def _edge(row: tuple[Any, ...]) -> Edge:
    one, other, weight, probability, certain, births_missing, why = row
    return Edge(one, other, Score(weight, probability, tuple(json.loads(why)), bool(certain), births_missing))


def _membership(row: tuple[Any, ...]) -> Membership:
    key, person, since, until, *rest = row
    return Membership(key, person, parsed(since), parsed(until), *rest)
