"""The verifier: reads every entry again, recomputes every hash, and names the first bad entry."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from heeded.ledger import body, erasure, schema
from heeded.ledger.body import BadDraft
from heeded.ledger.checkpoint import Verifier, claimed
from heeded.ledger.cosigning import Witnessed, told
from heeded.ledger.merkle import Frontier
from heeded.ledger.notes import NoteTrouble

BATCH = 512  # entries read at a time; few enough to stay in the processor's cache

# Editions of one ref must be numbered 1, 2, 3… in the order of their entries. The first arm finds a ref without exactly
# one first edition, by the index alone; the second looks at corrections only.
_EDITIONS = """
SELECT seq, ref FROM (
    SELECT max(seq) AS seq, ref FROM leaf GROUP BY ref HAVING sum(edition = 1) <> 1
    UNION ALL
    SELECT seq, ref FROM leaf WHERE edition <> 1 AND 1 <> (
        SELECT count(*) FROM leaf AS before
        WHERE before.ref = leaf.ref AND before.edition = leaf.edition - 1 AND before.seq < leaf.seq
    )
) AS wrong ORDER BY seq LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the number of the first entry it is wrong with (None: not with any one entry)."""

    seq: int | None
    what: str

    def __str__(self) -> str:
        return self.what if self.seq is None else f"Entry {self.seq:,}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier found. `erased` gives, for each entry lawfully erased, the entry under which it was.

    `witnessed` is what witnesses saw of this ledger and was found in it.
    """

    size: int
    root: bytes
    checkpoints: int
    erased: dict[int, int]
    fault: Fault | None
    witnessed: tuple[Witnessed, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None

    def sentences(self) -> list[str]:
        """The verdict for a person to read."""
        first = f"{self.size:,} entries read, root {self.root.hex()[:16]}…, {self.checkpoints} signed checkpoints."
        erasures = [f"Entry {seq:,}: erased under entry {under:,}." for seq, under in sorted(self.erased.items())]
        if self.fault is not None:
            return [first, *erasures, str(self.fault)]
        seen = [f"{each.sentence()} They are here." for each in self.witnessed]
        alone = "No witness was asked: an end cut off, or the whole file put back from an older copy, would not show."
        return [first, *erasures, *(seen or [alone]), "Every entry is as it was written."]


class _Found(Exception):
    def __init__(self, seq: int | None, what: str) -> None:
        self.fault = Fault(seq, what)
        super().__init__(what)


def verify(
    path: Path, verifier: Verifier | None = None, progress: Callable[[int], None] = lambda _: None,
    witnessed: Sequence[Witnessed] = (),
) -> Verdict:  # fmt: skip
    """Read the whole ledger at `path`; with a verifier also check each checkpoint's signature.

    Every checkpoint's root is recomputed either way, and that of every head in `witnessed`. `progress` is told the
    number of entries read so far. Does not raise for a damaged file: that is a fault. Without a witness, a file whose
    end was cut off with its checkpoints, or that was put back whole from an older copy, looks sound.
    """
    reading = _Reading(progress)
    fault = None
    try:
        with closing(_opened(path)) as ledger, ThreadPoolExecutor(1) as beside:
            tables = beside.submit(_tables, path)  # SQLite's own reading, while ours goes on
            reading.whole(ledger, _signed(ledger, verifier) + _seen(witnessed, verifier))
            tables.result()
    except _Found as found:
        fault = found.fault
    except (sqlite3.Error, TypeError, ValueError, AttributeError, LookupError) as error:
        # Besides SQLite's own errors: a forger may put values of any type anywhere.
        fault = Fault(reading.frontier.size + 1, f"the file is damaged from here on ({error}).")
    held = tuple(witnessed) if fault is None else ()
    return Verdict(reading.frontier.size, reading.frontier.root(), reading.checkpoints, reading.erased, fault, held)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A head that the ledger must come by: one of its own checkpoints, or what a witness saw."""

    size: int
    root: bytes
    whose: str = ""  # the witness, and when; empty for the ledger's own

    def unlike(self) -> str:
        by = f"that {self.whose} saw" if self.whose else "of the checkpoint signed there"
        return f"from here to {self.size:,} the entries are not those {by}."

    def missing(self) -> str:
        by = f"{self.whose} saw {self.size:,}" if self.whose else f"a checkpoint was signed at {self.size:,}"
        return f"it is missing: {by} entries."


class _Reading:
    """One reading of a ledger, from its first entry to its last."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self.frontier = Frontier()
        self.checkpoints = 0
        self.erased: dict[int, int] = {}
        self._progress = progress
        self._gone: dict[int, tuple[str, int]] = {}  # the ref and edition of each erased entry
        self._sound_until = 0  # the last checkpoint whose root was right

    def whole(self, ledger: sqlite3.Connection, marks: Sequence[_Mark]) -> None:
        """Everything, in the order in which a fault is most exactly named; _Found at the first."""
        waiting = sorted(marks, key=lambda mark: mark.size)
        for seq, under in ledger.execute("SELECT seq, under FROM erasure ORDER BY seq"):
            if not isinstance(under, int):
                raise _Found(seq, "it is listed as erased under what is no entry.")
            self.erased[seq] = under
        rows = ledger.execute(
            "SELECT leaf.seq, ref, source, edition, hash, salt, body"
            " FROM leaf LEFT JOIN body ON body.seq = leaf.seq ORDER BY leaf.seq"
        )
        for batch in _batches(rows):
            hashes = self._entries(batch)
            self._reached(hashes, waiting)
            self._progress(self.frontier.size)
        for mark in waiting:
            raise _Found(self.frontier.size + 1, mark.missing())
        self._erasures(ledger)
        self._head(ledger)

    def _entries(self, rows: Sequence[Any]) -> list[bytes]:
        """The leaf hashes of some entries, each checked against its salt and body."""
        try:
            if self._plain(rows):
                return [row[4] for row in rows]
        except (TypeError, ValueError):
            pass  # a value of the wrong type, which the closer look names
        return self._closely(rows)

    def _plain(self, rows: Sequence[Any]) -> bool:
        """Whether all is right and nothing erased: the same checks as the closer look makes, without naming anything.

        Nearly always so; checking a column at a time takes three quarters of the time of an entry at a time.
        """
        first, new, labelled = self.frontier.size + 1, sha256, body.labelled
        seqs = [row[0] for row in rows]
        if seqs != list(range(first, first + len(rows))) or not self.erased.keys().isdisjoint(seqs):
            return False
        if [new(b"\x00" + row[5] + row[6]).digest() for row in rows] != [row[4] for row in rows]:
            return False
        right = [
            labelled(text, seq, ref if edition == 1 else f"{ref}~{edition}", source)
            for seq, ref, source, edition, _, _, text in rows
        ]
        return all(right)

    def _closely(self, rows: Sequence[Any]) -> list[bytes]:
        """An entry at a time: passes over what was lawfully erased, and names the first that is wrong."""
        expected, hashes = self.frontier.size, []
        new, labelled, erased = sha256, body.labelled, self.erased
        try:
            for seq, ref, source, edition, hashed, salt, text in rows:
                expected += 1
                if seq != expected:
                    raise _Found(expected, "it is missing.")
                if text is None:
                    self._absent(seq, ref, edition, hashed)
                elif new(b"\x00" + salt + text).digest() != hashed:
                    raise _Found(seq, f"its content is not what was written ({ref}).")
                elif not labelled(text, seq, ref if edition == 1 else f"{ref}~{edition}", source):
                    raise _Found(seq, f"its body belongs to another entry than {ref}, edition {edition}.")
                elif seq in erased:
                    raise _Found(seq, "it is listed as erased, but its body is here.")
                hashes.append(hashed)
        except (TypeError, ValueError) as error:
            raise _Found(expected, f"it cannot be read ({error}).") from error
        return hashes

    def _absent(self, seq: int, ref: str, edition: int, hashed: object) -> None:
        if not isinstance(hashed, bytes) or len(hashed) != sha256().digest_size:
            raise _Found(seq, f"its hash is none ({ref}).")
        if seq not in self.erased:
            raise _Found(seq, f"its body is gone and no entry says that it was erased ({ref}).")
        self._gone[seq] = (ref, edition)

    def _erasures(self, ledger: sqlite3.Connection) -> None:
        for seq, name in self._gone.items():
            under = self.erased[seq]
            row = ledger.execute("SELECT body FROM body WHERE seq = ?", (under,)).fetchone()
            if under <= seq or not row or name not in _named(row[0], under):
                raise _Found(seq, f"its body is gone, and entry {under:,}, said to have erased it, does not name it.")

    def _reached(self, hashes: Sequence[bytes], waiting: list[_Mark]) -> None:
        """Grow the tree by these leaves, stopping at each mark to compare its root."""
        at = 0
        while waiting and waiting[0].size <= self.frontier.size + len(hashes) - at:
            mark = waiting.pop(0)
            step = mark.size - self.frontier.size
            self.frontier.extend(hashes[at : at + step])
            at += step
            if self.frontier.root() != mark.root:
                raise _Found(self._sound_until + 1, mark.unlike())
            self._sound_until = mark.size
            self.checkpoints += not mark.whose
        self.frontier.extend(hashes[at:])

    def _head(self, ledger: sqlite3.Connection) -> None:
        size, kept, entered = ledger.execute("SELECT size, frontier, entered FROM head").fetchone() or (0, b"", "")
        mine = self.frontier
        if size > mine.size:
            raise _Found(mine.size + 1, f"it is missing: the head of the ledger counts {size:,} entries.")
        if size < mine.size:
            raise _Found(size + 1, f"it was added past the head of the ledger, which counts {size:,} entries.")
        if kept != mine.kept():
            what = "from here on the entries, or their order, are not those that the head of the ledger was made from."
            raise _Found(self._sound_until + 1, what)
        last = ledger.execute("SELECT body FROM body WHERE seq = ?", (size,)).fetchone()
        if last is not None and json.loads(last[0])["entered"] != entered:
            raise _Found(size, "the head of the ledger gives another time at which it was entered.")


def _signed(ledger: sqlite3.Connection, verifier: Verifier | None) -> list[_Mark]:
    """The checkpoints kept in the ledger, their signatures checked."""
    found = []
    for size, note in ledger.execute("SELECT size, note FROM checkpoint ORDER BY size"):
        try:
            checkpoint = claimed(note) if verifier is None else verifier.opened(note)
        except NoteTrouble as trouble:
            raise _Found(None, f"The checkpoint at {size:,} entries is not sound: {trouble.what}") from trouble
        if checkpoint.size != size:
            raise _Found(None, f"The checkpoint at {size:,} entries was signed at {checkpoint.size:,}.")
        found.append(_Mark(size, checkpoint.root))
    return found


def _seen(witnessed: Sequence[Witnessed], verifier: Verifier | None) -> list[_Mark]:
    """What witnesses saw; it must be of this ledger, and signed by the key that it has now."""
    found = []
    for each in witnessed:
        head, whose = each.checkpoint, f"{each.by} on {told(each.at)}"
        if verifier is not None and head.origin != verifier.name:
            raise _Found(None, f"This ledger is {verifier.name}; what {whose} saw is {head.origin}.")
        if verifier is not None and not verifier.signed(each.note):
            raise _Found(None, f"The ledger's key is not the one that signed what {whose} saw.")
        found.append(_Mark(head.size, head.root, whose))
    return found


def _tables(path: Path) -> None:
    """Editions without gaps, no bodies to spare, every guard as it was made, and pages and indexes whole."""
    with closing(_opened(path)) as ledger:
        wrong = ledger.execute(_EDITIONS).fetchone()
        if wrong:
            raise _Found(wrong[0], f"it is not the next edition of {wrong[1]}.")
        spare = ledger.execute("SELECT seq FROM body WHERE seq NOT IN (SELECT seq FROM leaf) LIMIT 1").fetchone()
        if spare:
            raise _Found(spare[0], "a body is here without its entry.")
        for name in sorted(str(row[0]) for row in set(_guards(ledger)) ^ set(_made())):
            raise _Found(None, f"The file's own guards were changed: {name} is not as Heeded made it.")
        marks = [ledger.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version")]
        if marks != [schema.APPLICATION, schema.VERSION]:
            raise _Found(None, "The file's own head does not say that it is a ledger of this form.")
        damage = ledger.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if damage != "ok":
            raise _Found(None, f"The file is damaged, though every entry can be read: {damage}.")


def _guards(ledger: sqlite3.Connection) -> list[tuple[object, ...]]:
    """The tables, indexes and triggers that a file has: name, type, table and text of each."""
    return ledger.execute("SELECT name, type, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()


def _made() -> list[tuple[object, ...]]:
    """Those that a new ledger has."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for statement in schema.statements().values():
            fresh.execute(statement)
        return _guards(fresh)


def _named(text: bytes, seq: int) -> list[tuple[str, int]]:
    """What an entry erases: nothing, unless it is an erasure."""
    try:
        said = body.read(text, seq)
        return erasure.named(said) if said.kind == erasure.ERASED else []
    except (BadDraft, LookupError, TypeError, ValueError) as error:
        raise _Found(seq, f"it cannot be read as a record ({error}).") from error


def _opened(path: Path) -> sqlite3.Connection:
    """A reading connection that is none of Heeded's own, so that nothing is taken on trust."""
    ledger = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    ledger.execute("PRAGMA trusted_schema=OFF")
    ledger.execute(f"PRAGMA mmap_size={1 << 30}")
    ledger.execute("BEGIN")  # one state of the file, though it is written to meanwhile
    return ledger


def _batches(rows: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    while batch := rows.fetchmany(BATCH):
        yield batch
