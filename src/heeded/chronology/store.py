"""The chronology's index: which records name a key, stand at a place, or speak of another record."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from heeded.chronology.coding import rests_on, words_of
from heeded.chronology.vantage import Later
from heeded.ledger.erasure import ERASED
from heeded.ledger.record import EVERYONE, Record
from heeded.reference.kinds import kinds
from heeded.words.instants import Instant, parsed

TABLES = """
create table if not exists chronology_record(seq integer primary key, ref text not null, kind text not null,
  agency text not null, load text not null, source text not null, id text not null, words text not null);
create index if not exists chronology_record_ref on chronology_record(ref);
create index if not exists chronology_record_kind on chronology_record(kind, seq);
create index if not exists chronology_record_load on chronology_record(load, seq);
create index if not exists chronology_record_agency on chronology_record(agency, source, ref);
create table if not exists chronology_key(key text not null, seq integer not null, primary key(key, seq)) without rowid;
create index if not exists chronology_key_seq on chronology_key(seq);
create table if not exists chronology_place(place text not null, key text not null, since text not null,
  living integer not null, primary key(place, key)) without rowid;
create index if not exists chronology_place_key on chronology_place(key);
create table if not exists chronology_answer(of text not null, ref text not null, primary key(of, ref)) without rowid;
create table if not exists chronology_later(what text not null, of text not null, seq integer not null,
  whom text not null, recorded text not null, entered text not null, primary key(what, of, seq, whom)) without rowid;
"""
FINISHED, WITHDRAWN, RETRACTED, TOLD, CODED = "loaded", "withdrawn", "retracted", "shared", "coded"
LIVING = frozenset({"person", "residence", "registered", "notification", "address_check", "uncoded"})
TAKEN_OVER = "taken_over"  # the detail of a load's record
STANDS = "not exists (select 1 from chronology_later l where l.what='withdrawn' and l.of={}.load)"
WITHOUT_KIND = (
    "from chronology_record r where kind='uncoded' and words<>'' "  # an erased record has no words
    "and not exists (select 1 from chronology_later l join chronology_record c on c.ref=l.of and c.id=l.whom "
    "where l.what='coded' and l.of=r.ref and c.words=r.words) "
    f"and {STANDS.format('r')} and not exists (select 1 from chronology_record n "
    f"where n.ref=r.ref and n.source=r.source and n.seq>r.seq and {STANDS.format('n')})"
)
AT_ONCE = 400  # values in one query; SQLite takes 32,766, and short lists are planned best


class Chronology:
    """The index over one projections database. Holds no record's words, only where to find them."""

    def __init__(self, connection: sqlite3.Connection, place_key: Callable[[str], str]) -> None:
        self._db, self._place_key = connection, place_key
        connection.executescript(TABLES)

    def apply(self, records: Sequence[Record]) -> None:
        """Index these records; the same record twice changes nothing."""
        rows = [(r.seq, r.ref, r.kind, r.agency, r.load, r.source, r.id, words_of(r)) for r in records]
        self._db.executemany("insert or ignore into chronology_record values(?,?,?,?,?,?,?,?)", rows)
        gone = [
            (i,) for r in records if r.kind == ERASED and r.agency == "heeded" for i in r.details.get("records", ())
        ]
        self._db.executemany("update chronology_record set words='' where id=?", gone)
        keys = {(key, r.seq) for r in records for key in _named(r)}
        self._db.executemany("insert or ignore into chronology_key values(?,?)", sorted(keys))
        places = {
            (place, p.key, r.happened.first.isoformat(), int(r.kind in LIVING and not p.placeholder))
            for r in records
            if (place := self._place_key(r.place))
            for p in r.people
        }
        self._db.executemany(
            "insert into chronology_place values(?,?,?,?) on conflict(place, key) do update set "
            "since=min(since, excluded.since), living=max(living, excluded.living)",
            sorted(places),
        )
        answers = {(of, r.ref) for r in records if r.agency != "heeded" for of in r.answers}
        self._db.executemany("insert or ignore into chronology_answer values(?,?)", sorted(answers))
        self._db.executemany(
            "insert or ignore into chronology_later values(?,?,?,?,?,?)", [row for r in records for row in _later(r)]
        )

    def seqs_about(self, keys: Collection[str]) -> list[int]:
        """Every edition of every record that (in any edition) names one of these keys, or answers one that does."""
        refs: set[str] = set()
        for part in _parts(keys):
            marks = _marks(part)
            refs.update(
                ref
                for (ref,) in self._db.execute(
                    f"select distinct ref from chronology_key join chronology_record using(seq) where key in ({marks})",
                    part,
                )
            )
        return self.seqs_of(refs | self._answering(refs))

    def _answering(self, refs: Collection[str]) -> set[str]:
        """The refs of records that say they answer one of these, whomever they are about."""
        found: set[str] = set()
        for part in _parts(refs):
            sql = f"select distinct ref from chronology_answer where of in ({_marks(part)})"
            found.update(ref for (ref,) in self._db.execute(sql, part))
        return found

    def seqs_of(self, refs: Collection[str]) -> list[int]:
        """Every edition of these refs, in order of entry."""
        seqs: list[int] = []
        for part in _parts(refs):
            sql = f"select seq from chronology_record where ref in ({_marks(part)})"
            seqs += [seq for (seq,) in self._db.execute(sql, part)]
        return sorted(seqs)

    def seqs_of_kind(self, kind: str, limit: int, offset: int = 0) -> list[int]:
        """Records of one kind, newest last."""
        sql = "select seq from chronology_record where kind=? order by seq limit ? offset ?"
        return [seq for (seq,) in self._db.execute(sql, (kind, limit, offset))]

    def uncoded(self, limit: int, offset: int = 0) -> list[int]:
        """Records without a kind whose words nobody has coded or refused to code, oldest first."""
        return [
            s for (s,) in self._db.execute(f"select seq {WITHOUT_KIND} order by seq limit ? offset ?", (limit, offset))
        ]

    def uncoded_count(self) -> int:
        """How many records wait for a kind, and so are not judged."""
        return int(self._db.execute(f"select count(*) {WITHOUT_KIND}").fetchone()[0])

    def loads(self) -> list[int]:
        """The records of finished loads, one for each (its last), newest first."""
        sql = "select max(seq) from chronology_record where kind=? and agency='heeded' group by ref order by 1 desc"
        return [s for (s,) in self._db.execute(sql, (FINISHED,))]

    def finished_loads(self) -> set[str]:
        """The loads that were finished, withdrawn ones included."""
        return {of for of, _ in self._of_loads(FINISHED)}

    def withdrawn_loads(self) -> set[str]:
        """The loads that were taken back."""
        return {of for of, _ in self._of_loads(WITHDRAWN)}

    def unfinished_loads(self) -> list[str]:
        """Loads that were broken off: they have records, and no record of their own."""
        sql = (
            "select distinct load from chronology_record r where load<>'' and not exists "
            "(select 1 from chronology_later l where l.what=? and l.of=r.load) order by load"
        )
        return [load for (load,) in self._db.execute(sql, (FINISHED,))]

    def refs_of(self, agencies: Iterable[str], source: str) -> Iterator[str]:
        """The refs that these agencies gave by one kind of source, in loads that stand."""
        for agency in agencies:
            sql = (
                "select distinct ref from chronology_record r where agency=? and source=? and not exists "
                "(select 1 from chronology_later l where l.what=? and l.of=r.load)"
            )
            for (ref,) in self._db.execute(sql, (agency, source, WITHDRAWN)):
                yield ref

    def seqs_in_load(self, load: str) -> list[int]:
        """What came in one load, its own record included."""
        return [s for (s,) in self._db.execute("select seq from chronology_record where load=? order by seq", (load,))]

    def rows_in_load(self, load: str) -> int:
        """How many records came in one load, its own apart."""
        sql = "select count(*) from chronology_record where load=? and agency<>'heeded'"
        return int(self._db.execute(sql, (load,)).fetchone()[0])

    def keys_in_load(self, load: str) -> set[str]:
        """The keys that one load's records name, or that stand in records which one of them takes back or shares."""
        sql = "select distinct key from chronology_record join chronology_key using(seq) where load=?"
        named = {key for (key,) in self._db.execute(sql, (load,))}
        spoken_of = "select distinct l.of from chronology_record r join chronology_later l using(seq) where r.load=?"
        return named | self.keys_in(self.seqs_of([of for (of,) in self._db.execute(spoken_of, (load,))]))

    def keys_in(self, seqs: Collection[int]) -> set[str]:
        """The keys that these records name."""
        keys: set[str] = set()
        for part in _parts(seqs):
            sql = f"select distinct key from chronology_key where seq in ({_marks(part)})"
            keys.update(key for (key,) in self._db.execute(sql, part))
        return keys

    def places_of(self, keys: Collection[str]) -> set[str]:
        """Every place that a record naming one of these keys stands at."""
        places: set[str] = set()
        for part in _parts(keys):
            sql = f"select distinct place from chronology_place where key in ({_marks(part)})"
            places.update(place for (place,) in self._db.execute(sql, part))
        return places

    def keys_at(self, places: Collection[str]) -> set[str]:
        """Every key that a record at one of these places names."""
        keys: set[str] = set()
        for part in _parts(places):
            sql = f"select distinct key from chronology_place where place in ({_marks(part)})"
            keys.update(key for (key,) in self._db.execute(sql, part))
        return keys

    def keys_before(self, place: str, when: Instant) -> set[str]:
        """Every key that a record at a place names which may have happened before an instant."""
        sql = "select key from chronology_place where place=? and since<?"
        return {key for (key,) in self._db.execute(sql, (place, when.isoformat()))}

    def residents(self, places: Collection[str], most: int) -> dict[str, list[str]]:
        """Of places at which more keys than so many may live: the keys, of very many those who came first."""
        found: dict[str, list[str]] = {}
        for part in _parts(places):
            sql = (
                f"select place from chronology_place where place in ({_marks(part)}) and living "
                "group by place having count(*)>?"
            )
            for (place,) in self._db.execute(sql, (*part, most)).fetchall():
                sql = "select key from chronology_place where place=? and living order by since, key limit ?"
                found[place] = [key for (key,) in self._db.execute(sql, (place, AT_ONCE))]
        return found

    def seqs_living(self, keys: Collection[str]) -> list[int]:
        """Every edition of the records that may say where these people (so many as `AT_ONCE`) live, or name two of them."""
        (part,) = _parts(keys)
        kinds = sorted(LIVING)
        sql = (
            f"select ref from chronology_key join chronology_record using(seq) where key in ({_marks(part)}) "
            f"group by seq having count(*)>1 or kind in ({_marks(kinds)})"
        )
        return self.seqs_of({ref for (ref,) in self._db.execute(sql, (*part, *kinds))})

    def keys_beside(self, keys: Collection[str]) -> set[str]:
        """Every key named in one record with one of these keys."""
        beside: set[str] = set()
        for part in _parts(keys):
            sql = (
                "select distinct b.key from chronology_key a join chronology_key b on a.seq=b.seq "
                f"where a.key in ({_marks(part)})"
            )
            beside.update(key for (key,) in self._db.execute(sql, part))
        return beside

    def agencies(self) -> list[str]:
        """The agencies that any record is from, in alphabetical order, Heeded itself left out."""
        sql = "select distinct agency from chronology_record where agency<>'heeded' order by agency"
        return [agency for (agency,) in self._db.execute(sql)]

    def settled_agencies(self) -> set[str]:
        """Those of which anything came otherwise than in a load that was broken off or is under way."""
        sql = (
            "select distinct agency from chronology_record r where agency<>'heeded' and "
            "(load='' or exists (select 1 from chronology_later l where l.what=? and l.of=r.load))"
        )
        return {agency for (agency,) in self._db.execute(sql, (FINISHED,))}

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, every edition counted."""
        return dict(self._db.execute("select kind, count(*) from chronology_record group by kind"))

    def later(self, refs: Collection[str], record: Callable[[int], Record]) -> Later:
        """What later records said of these refs, and of every load. `record` reads a coding by its number."""
        finished: dict[str, list[Instant]] = defaultdict(list)
        for of, entered in self._of_loads(FINISHED):
            finished[of].append(parsed(entered))
        withdrawn = {of: parsed(entered) for of, entered in self._of_loads(WITHDRAWN)}
        retracted: dict[str, list[tuple[Instant, Instant]]] = defaultdict(list)
        told: dict[str, list[tuple[str, Instant]]] = defaultdict(list)
        coded: dict[str, list[Record]] = defaultdict(list)
        for what, of, seq, whom, recorded, entered in self._of_refs(refs):
            if what == RETRACTED:
                retracted[of].append((parsed(recorded), parsed(entered)))
            elif what == TOLD:
                told[of].append((whom, parsed(recorded)))
            elif what == CODED:
                coded[of].append(record(seq))
        return Later({k: tuple(v) for k, v in finished.items()}, withdrawn,
                     {k: tuple(v) for k, v in retracted.items()}, {k: tuple(v) for k, v in told.items()},
                     {k: tuple(v) for k, v in coded.items()}, self._taken_over())  # fmt: skip

    def _taken_over(self) -> dict[str, frozenset[str]]:
        """For each load, the withdrawn loads whose rows it took over."""
        found: dict[str, set[str]] = defaultdict(set)
        for of, gone in self._db.execute(
            "select of, whom from chronology_later where what=? and whom<>''", (FINISHED,)
        ):
            found[of].add(gone)
        return {of: frozenset(gone) for of, gone in found.items()}

    def _of_loads(self, what: str) -> list[tuple[str, str]]:
        return list(self._db.execute("select of, entered from chronology_later where what=?", (what,)))

    def _of_refs(self, refs: Collection[str]) -> Iterator[tuple[str, str, int, str, str, str]]:
        for part in _parts(refs):
            sql = (
                "select what, of, seq, whom, recorded, entered from chronology_later join chronology_record r using(seq) "
                f"where what in ('{RETRACTED}','{TOLD}','{CODED}') and of in ({_marks(part)}) "
                f"and {STANDS.format('r')} order by seq"
            )
            yield from self._db.execute(sql, part)


def _named(record: Record) -> set[str]:
    """The keys of those whom a record names, by a role or in a detail that tells of a person (`with=police:N2`)."""
    kind = kinds().get(record.kind)
    persons = [d.name for d in kind.details.values() if d.type == "person"] if kind else []
    told = {value for name in persons for value in record.details.get(name, ()) if value}
    return {part.key for part in record.people} | {k if ":" in k else f"{record.agency}:{k}" for k in told}


def _later(record: Record) -> list[tuple[str, str, int, str, str, str]]:
    """What this record says of others: a load finished or withdrawn, a record taken back, shared or coded."""
    recorded, entered = record.recorded.last.isoformat(), record.entered.isoformat()
    if record.kind in (FINISHED, WITHDRAWN) and record.agency == "heeded":
        whom = record.details.get(TAKEN_OVER, ("",))
        loads = record.details.get("load", ())
        return [(record.kind, of, record.seq, gone, recorded, entered) for of in loads for gone in whom]
    if record.kind == RETRACTED:  # an agency takes back its own records, and nobody else's
        mine = (of for of in record.answers if of.startswith(f"{record.agency}:"))
        return [(record.kind, of, record.seq, "", recorded, entered) for of in mine]
    if record.kind == CODED and record.agency == "heeded":
        return [(record.kind, of, record.seq, rests_on(record), recorded, entered) for of in record.answers]
    if record.kind == TOLD:
        when = record.happened.last.isoformat()
        refs = [r if ":" in r else f"{record.agency}:{r}" for r in record.details.get("records", ())]
        partners = record.details.get("to", ()) or (EVERYONE,)
        return [(TOLD, ref, record.seq, to, when, entered) for ref in refs for to in partners]
    return []


def _parts(values: Collection[str] | Collection[int]) -> Iterator[list[str | int]]:
    ordered: list[str | int] = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _marks(part: Sequence[object]) -> str:
    return ",".join("?" * len(part))
