"""ledger.db: an append-only SQLite file of entries, with one writing connection and readers that never block it."""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from heeded.ledger import body, erasure, schema
from heeded.ledger.editions import Account, Held, Written, decide, fresh, withdrawal_of
from heeded.ledger.merkle import Frontier, leaf
from heeded.ledger.record import Draft, Record
from heeded.words.instants import BEGINNING, Instant, parsed
from heeded.words.trouble import Trouble

PAGE = 1000  # entries read at a time
SALT = 32  # bytes
_BLOCKS = (8, 64, 512)
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "recursive_triggers=ON",  # so that INSERT OR REPLACE meets the triggers on delete
    "trusted_schema=OFF",
    "secure_delete=ON",  # an erased body is overwritten, not just unlinked
    "cell_size_check=ON",
    "wal_autocheckpoint=4000",
)
_ALLOWED = {
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE,
    sqlite3.SQLITE_DELETE, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_RECURSIVE,
}  # fmt: skip


class LedgerTrouble(Trouble):
    """A ledger file that cannot be opened, read or written."""


class Store:
    """One open ledger. Reading is safe from any thread; `begin`…`commit` belongs to whoever holds the turnstile."""

    def __init__(self, path: Path) -> None:
        """Open the ledger at `path`; LedgerTrouble when it is absent, not a ledger, or of a newer Heeded."""
        self.path = path
        self._closed = False
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._writer = connect(path)
        self._staged: Frontier | None = None
        self._erasing = False
        self._entered = BEGINNING
        self._list_erasures()  # again, should the program have died between an erasure and its listing

    @classmethod
    def create(cls, path: Path) -> "Store":
        """A new, empty ledger, readable by its owner only; LedgerTrouble when the file is there already."""
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise LedgerTrouble(str(path), f"a ledger cannot be made here ({error.strerror}).", "") from error
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN")
        for statement in schema.statements().values():
            connection.execute(statement)
        connection.execute("INSERT INTO head VALUES (1, 0, x'', ?)", (BEGINNING.isoformat(),))
        connection.execute(f"PRAGMA application_id={schema.APPLICATION}")
        connection.execute(f"PRAGMA user_version={schema.VERSION}")
        connection.execute("COMMIT")
        connection.close()
        return cls(path)

    # Reading

    def size(self) -> int:
        """How many entries there are; the last one's number."""
        return self._head()[0]

    def last_entered(self) -> Instant:
        """When the last entry was made; the beginning of time for an empty ledger."""
        return parsed(self._head()[2])

    def root(self, size: int | None = None) -> bytes:
        """The Merkle root over all entries, or over the first `size` of them."""
        held, kept, _ = self._head()
        if size in (None, held):
            return Frontier(held, kept).root()
        frontier = Frontier()
        frontier.extend(self.leaves(size))
        return frontier.root()

    def leaves(self, size: int | None = None) -> list[bytes]:
        """The leaf hashes of the first `size` entries (all without it), for proofs."""
        with self._reading() as connection:
            rows = connection.execute("SELECT hash FROM leaf WHERE seq <= ? ORDER BY seq", (size or self.size(),))
            return [row[0] for row in rows]

    def records(self, seqs: Sequence[int]) -> list[Record]:
        """The records of those numbers, in the order asked; what was erased or never written is left out."""
        with self._reading() as connection:
            rows = _chosen(connection, "SELECT seq, body FROM body WHERE seq IN ({})", seqs)
            found = {seq: body.read(text, seq) for seq, text in rows}
        return [found[seq] for seq in seqs if seq in found]

    def page(self, after: int, limit: int = PAGE) -> tuple[list[Record], int]:
        """The records among the `limit` entries that follow number `after`, and the number of the last entry passed.

        The two differ in length where entries were erased.
        """
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT leaf.seq, body.body FROM leaf LEFT JOIN body ON body.seq = leaf.seq"
                " WHERE leaf.seq > ? ORDER BY leaf.seq LIMIT ?",
                (after, limit),
            ).fetchall()
        return [body.read(text, seq) for seq, text in rows if text is not None], rows[-1][0] if rows else after

    def since(self, seq: int, limit: int | None = None) -> Iterator[Record]:
        """The records after number `seq`, oldest first, at most `limit` of them; erased ones are passed over."""
        left = limit if limit is not None else self.size()
        while left > 0:
            records, passed = self.page(seq, min(left, PAGE))
            if passed == seq:
                return
            yield from records
            left, seq = left - len(records), passed

    def latest(self, ref: str) -> Record | None:
        """The last edition under a ref (`police:v1`) that is still held, or None."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT leaf.seq, body.body FROM leaf JOIN body ON body.seq = leaf.seq"
                " WHERE leaf.ref = ? ORDER BY leaf.seq DESC LIMIT 1",
                (ref,),
            ).fetchone()
        return body.read(row[1], row[0]) if row else None

    def checkpoints(self) -> list[str]:
        """The signed checkpoints, oldest first."""
        with self._reading() as connection:
            return [row[0] for row in connection.execute("SELECT note FROM checkpoint ORDER BY size")]

    def erasures(self) -> list[Record]:
        """The records under which others were erased, oldest first."""
        with self._reading() as connection:
            rows = connection.execute("SELECT DISTINCT under FROM erasure ORDER BY under").fetchall()
        return self.records([row[0] for row in rows])

    # Writing

    def begin(self) -> int:
        """Start a write transaction; gives the size that the ledger has now."""
        self._writer.execute("BEGIN IMMEDIATE")
        size, kept, entered = self._writer.execute("SELECT size, frontier, entered FROM head").fetchone()
        self._staged, self._entered, self._erasing = Frontier(size, kept), parsed(entered), False
        return int(size)

    def stage(self, drafts: Iterable[Draft], now: Instant, *, absent_ok: bool = False) -> list[Written]:
        """Append drafts within the transaction; one result for each, in order.

        `entered` is `now`, or the last entry's where the machine's clock has gone back: entries never go back in time.
        BadDraft for a draft that cannot be recorded; the transaction must then be rolled back. `absent_ok`: an erasure
        may name records that are not here, as when a restore applies it again.
        """
        if self._staged is None:
            raise RuntimeError("stage() outside begin() and commit()")
        drafts = list(drafts)
        for draft in drafts:
            body.checked(draft)
        entered = max(self._entered, now)
        accounts = self._accounts({draft.ref for draft in drafts})
        written = decide(drafts, accounts, after=self._staged.size, entered=entered)
        self._append(fresh(written))
        if fresh(written):
            self._entered = entered  # the last entry's, exactly: the verifier compares them
        for record in fresh(written):
            if record.kind == erasure.ERASED:
                self._erase(record, absent_ok=absent_ok)
        return written

    def commit(self) -> int:
        """Make what was staged durable; gives the ledger's new size."""
        frontier = self._staged
        if frontier is None:
            raise RuntimeError("commit() without begin()")
        values = (frontier.size, frontier.kept(), self._entered.isoformat(), frontier.size)
        self._writer.execute("UPDATE head SET size = ?, frontier = ?, entered = ? WHERE one = 1 AND size < ?", values)
        self._writer.execute("COMMIT")
        self._staged = None
        if self._erasing:
            self._forget()
        return frontier.size

    def rollback(self) -> None:
        """Undo what was staged since `begin`, if anything."""
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")
        self._staged = None

    def keep_checkpoint(self, size: int, note: str) -> None:
        """Keep a signed checkpoint of the ledger at `size`; one size is kept once."""
        self._writer.execute(
            "INSERT INTO checkpoint SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM checkpoint WHERE size >= ?)",
            (size, note, size),
        )

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        if self._closed:
            return
        self._closed = True
        self.rollback()
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                break
        self._writer.close()

    @staticmethod
    def erasures_beside(path: Path) -> Path:
        """Where the list of erasures is kept beside a ledger or its backup, for restores."""
        return path.with_name(path.name + ".erasures")

    # Inside

    def _head(self) -> tuple[int, bytes, str]:
        with self._reading() as connection:
            row: tuple[int, bytes, str] = connection.execute("SELECT size, frontier, entered FROM head").fetchone()
        return row

    def _accounts(self, refs: Collection[str]) -> dict[str, Account]:
        """What is held under each ref, as the write transaction sees it."""
        accounts: dict[str, Account] = {}
        latest: dict[tuple[str, str], tuple[int, int]] = {}
        rows = _chosen(self._writer, "SELECT ref, seq, source, edition FROM leaf WHERE ref IN ({}) ORDER BY seq", refs)
        for ref, seq, source, edition in rows:
            accounts[ref] = Account(editions=edition)
            latest[ref, source] = (seq, edition)
        wanted = [seq for seq, _ in latest.values()]
        bodies = dict(_chosen(self._writer, "SELECT seq, body FROM body WHERE seq IN ({})", wanted))
        for (ref, source), (seq, edition) in latest.items():
            text = bodies.get(seq)
            accounts[ref].latest[source] = Held(seq, edition, None if text is None else body.read(text, seq))
        self._mark_withdrawn([held for account in accounts.values() for held in account.latest.values()])
        return accounts

    def _mark_withdrawn(self, held: Collection[Held]) -> None:
        """Mark what came in loads that were withdrawn: said again, it is a new edition and counts again."""
        loads = {withdrawal_of(one.record.load) for one in held if one.record and one.record.load}
        gone = {ref for (ref,) in _chosen(self._writer, "SELECT ref FROM leaf WHERE ref IN ({})", loads)}
        for one in held if gone else ():
            one.withdrawn = one.record is not None and withdrawal_of(one.record.load) in gone

    def _append(self, records: Sequence[Record]) -> None:
        if not records or self._staged is None:
            return
        salts = os.urandom(SALT * len(records))
        bodies = [
            (record.seq, salts[at * SALT : (at + 1) * SALT], body.written(record)) for at, record in enumerate(records)
        ]
        hashes = [leaf(salt, text) for _, salt, text in bodies]
        self._writer.executemany(
            "INSERT INTO leaf VALUES (?, ?, ?, ?, ?)",
            [(r.seq, r.ref, r.source, r.edition, hashed) for r, hashed in zip(records, hashes, strict=True)],
        )
        self._writer.executemany("INSERT INTO body VALUES (?, ?, ?)", bodies)
        self._staged.extend(hashes)

    def _erase(self, record: Record, *, absent_ok: bool) -> None:
        for ref, edition in erasure.named(record):
            row = self._writer.execute(
                "SELECT leaf.seq, erasure.under FROM leaf LEFT JOIN erasure ON erasure.seq = leaf.seq"
                " WHERE leaf.ref = ? AND leaf.edition = ? AND leaf.seq < ?",
                (ref, edition, record.seq),
            ).fetchone()
            if row is None and not absent_ok:
                raise body.BadDraft(
                    record.ref, f"there is no record {ref} (edition {edition}) to erase.", "Check its id."
                )
            if row is None or row[1] is not None:
                continue
            if self._writer.execute("SELECT 1 FROM erasure WHERE under = ?", (row[0],)).fetchone():
                raise body.BadDraft(record.ref, f"{ref} is itself an erasure; it has to stay.", "Leave it out.")
            self._writer.execute("INSERT INTO erasure VALUES (?, ?)", (row[0], record.seq))
            self._writer.execute("DELETE FROM body WHERE seq = ?", (row[0],))
            self._erasing = True

    def _forget(self) -> None:
        """After an erasure: overwrite the log that still holds the bodies, and bring the list up to date."""
        self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._list_erasures()

    def _list_erasures(self) -> None:
        """Write the list of erasures beside the ledger, unless it says the same already."""
        listed, kept = erasure.listed(self.erasures()), self.erasures_beside(self.path)
        if not listed or (kept.exists() and kept.read_text(encoding="utf-8") == listed):
            return
        part = kept.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            file.write(listed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(kept)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection of the reader's own for as long as it reads."""
        if self._closed:
            raise LedgerTrouble(str(self.path), "the ledger is closed.", "")
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = connect(self.path)
            connection.execute("PRAGMA query_only=ON")
        try:
            yield connection
        finally:
            if self._closed:
                connection.close()
            else:
                self._idle.put(connection)


def _chosen(connection: sqlite3.Connection, query: str, keys: Iterable[Any]) -> Iterator[Any]:
    """The rows of a query with `IN ({})` for any number of keys.

    Keys are asked for in blocks of three sizes, filled up by repeating one, so that three statements stay prepared.
    """
    keys = list(keys)
    for at in range(0, len(keys), _BLOCKS[-1]):
        some = keys[at : at + _BLOCKS[-1]]
        block = next(size for size in _BLOCKS if size >= len(some))
        some += some[:1] * (block - len(some))
        yield from connection.execute(query.format(",".join("?" * block)), some).fetchall()


def connect(path: Path) -> sqlite3.Connection:
    """A guarded connection to the ledger at `path`: it can add rows, and cannot change tables or take off triggers."""
    if not path.is_file():
        raise LedgerTrouble(str(path), "there is no ledger here.", "Run heeded init, or name another workspace.")
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=20, cached_statements=64)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != schema.APPLICATION:
            raise LedgerTrouble(str(path), "this file is not a ledger of Heeded.", "Name another file.")
        if version > schema.VERSION:
            what = f"it was written by a newer Heeded (form {version}; this one knows {schema.VERSION})."
            raise LedgerTrouble(str(path), what, "Upgrade Heeded before opening it.")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise LedgerTrouble(
            str(path), f"this file cannot be read as a ledger ({error}).", "Restore a backup."
        ) from error
    except LedgerTrouble:
        connection.close()
        raise
    connection.set_authorizer(_authorise)
    return connection


def _authorise(action: int, what: str | None, value: str | None, _database: str | None, _by: str | None) -> int:
    """Let through reading and the ledger's own writing; no schema change, no attaching, no pragma that loosens."""
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    loosens = value is not None and what not in ("wal_checkpoint", "query_only")
    return sqlite3.SQLITE_OK if action == sqlite3.SQLITE_PRAGMA and not loosens else sqlite3.SQLITE_DENY
