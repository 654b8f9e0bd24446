"""Verifies a ledger of Heeded with nothing but the standard library of Python 3.11: one file, for anybody to read and run.

    python3 verify_ledger.py ledger.db --key LEDGER.PUB --witness NOTE --witness-key WITNESS.PUB

It shares no line with Heeded: the same checks were written a second time, so that the one can be held to the other.
Signed notes, checkpoints and cosignatures are those of c2sp.org; the tree is that of RFC 9162, signatures of RFC 8032.
"""

import argparse
import base64
import hashlib
import json
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from json.encoder import encode_basestring
from pathlib import Path
from typing import NamedTuple

# Ed25519 (RFC 8032, section 5.1): points of the curve in extended coordinates (X, Y, Z, T).
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]


def added(one: Point, other: Point) -> Point:
    """The sum of two points."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    """A point so many times."""
    result = (0, 1, 1, 0)  # the neutral point
    for bit in bin(factor)[2:]:
        result = added(result, result)
        if bit == "1":
            result = added(result, point)
    return result


def point_of(encoded: bytes) -> Point:
    """The point that 32 bytes stand for; ValueError when none."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def bytes_of(point: Point) -> bytes:
    """The 32 bytes that stand for a point."""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature is by that public key over that message."""
    try:
        x, y, z, t = point_of(public)
    except ValueError:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= ORDER:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return bytes_of(added(times(scalar, BASE), times(hashed, (-x % P, y, z, -t % P)))) == signature[:32]


# Signed notes: a text, an empty line, signature lines.


class Wrong(Exception):
    """Something given to this program that it cannot go by."""


class Key(NamedTuple):
    """A public key: 1 for a ledger's, 4 for a witness's."""

    name: str
    kind: int
    public: bytes
    id: bytes


class Head(NamedTuple):
    """A size and a root that the ledger must have had; `whose` says which witness saw it, and when."""

    size: int
    root: bytes
    whose: str = ""
    said: str = ""


def key_of(text: str, kind: int) -> Key:
    """A public key from its line `name+id+key`."""
    try:
        name, said, encoded = text.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise Wrong("A public key cannot be read. Copy its line whole.") from error
    hashed = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or raw[0] != kind or hashed.hex() != said:
        raise Wrong("The parts of a public key do not belong together, or it is a key for something else.")
    return Key(name, kind, raw[1:], hashed)


def taken_apart(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """A note's text and its signatures; ValueError when it is no note."""
    text, gap, lines = note.rpartition("\n\n")
    if not gap or not text or not lines.endswith("\n") or len(note) > 65536 or re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise ValueError("it is not a signed note.")
    found = []
    for line in lines[:-1].split("\n"):
        dash, name, encoded = line.split(" ")
        if dash != "\u2014":
            raise ValueError("it has a line that is no signature.")
        found.append((name, base64.b64decode(encoded, validate=True)))
    return text + "\n", found


def head_of(text: str) -> tuple[str, int, bytes]:
    """The origin, size and root that a checkpoint states; ValueError when it is none."""
    origin, size, encoded = text.split("\n")[:3]
    root = base64.b64decode(encoded, validate=True)
    if not re.fullmatch("0|[1-9][0-9]{0,18}", size, re.ASCII) or len(root) != 32:
        raise ValueError("its size or its root is not written as one.")
    return origin, int(size), root


def signed(note: str, key: Key) -> bool:
    """Whether a ledger's key signed a note."""
    text, signatures = taken_apart(note)
    ours = [raw[4:] for name, raw in signatures if (name, raw[:4]) == (key.name, key.id)]
    return bool(ours) and all(holds(key.public, one, text.encode()) for one in ours)


def witnessed(note: str, keys: Sequence[Key], ledger: Key | None) -> Iterator[Head]:
    """What witnesses say in a note; Wrong when none of those whose keys are given says anything."""
    try:
        text, signatures = taken_apart(note)
        origin, size, root = head_of(text)
    except ValueError as error:
        raise Wrong(f"A witness's note cannot be read: {error}") from error
    said = [(key, raw[4:]) for key in keys for name, raw in signatures if (name, raw[:4]) == (key.name, key.id)]
    if not said:
        raise Wrong("A note is signed by none of the witnesses whose keys were given.")
    for key, raw in said:
        seconds = int.from_bytes(raw[:8])
        right = holds(key.public, raw[8:], f"cosignature/v1\ntime {seconds}\n{text}".encode())
        if not right or seconds > 253370764800:  # beyond the year 9998 no day has a name
            raise Wrong(f"The signature in the name of {key.name} does not hold.")
        at = datetime.fromtimestamp(seconds, UTC)
        when = f"{at.day} {at:%b %Y, %H:%M} UTC"
        whose = f"{key.name} on {when}"
        if ledger is not None and origin != ledger.name:
            raise Found(None, f"This ledger is {ledger.name}; what {whose} saw is {origin}.")
        if ledger is not None and not signed(note, ledger):
            raise Found(None, f"The ledger's key is not the one that signed what {whose} saw.")
        yield Head(size, root, whose, f"{key.name} saw {size:,} entries of {origin} on {when}. They are here.")


# The ledger: tables leaf, body, erasure, head and checkpoint in an SQLite file.

FORM = [0x48454544, 1]  # "HEED" in the file's head, and the form of its tables
GUARDS = "e8d1b0c362469d14eb2af923b70cdff58508f72a78a370f01a8440450e6a85ca"  # of its tables, indexes and triggers
EDITIONS = """
SELECT seq, ref FROM leaf AS one WHERE
    (edition <> 1 AND 1 <> (SELECT count(*) FROM leaf AS before WHERE before.ref = one.ref
        AND before.edition = one.edition - 1 AND before.seq < one.seq))
    OR (seq = (SELECT max(seq) FROM leaf AS last WHERE last.ref = one.ref)
        AND 1 <> (SELECT count(*) FROM leaf AS first WHERE first.ref = one.ref AND first.edition = 1))
ORDER BY seq LIMIT 1
"""


class Found(Exception):
    """What is wrong with the ledger, and the number of the first entry it is wrong with."""

    def __init__(self, seq: int | None, what: str) -> None:
        super().__init__(what if seq is None else f"Entry {seq:,}: {what}")


class Reading:
    """One reading of a ledger, from its first entry to its last."""

    def __init__(self) -> None:
        self.size = 0
        self.checkpoints = 0
        self.erased: dict[int, int] = {}
        self._tree: list[tuple[int, bytes]] = []  # (leaves, root) of complete subtrees, the largest first
        self._gone: dict[int, str] = {}
        self._sound_until = 0

    def root(self) -> bytes:
        """The root of the entries read so far."""
        if not self._tree:
            return hashlib.sha256(b"").digest()
        root = self._tree[-1][1]
        for _, subtree in self._tree[-2::-1]:
            root = hashlib.sha256(b"\x01" + subtree + root).digest()
        return root

    def whole(self, ledger: sqlite3.Connection, heads: list[Head]) -> None:
        """Every entry and every head it must come by; Found at the first that is wrong."""
        heads = sorted(heads, key=lambda head: head.size)
        for seq, under in ledger.execute("SELECT seq, under FROM erasure ORDER BY seq"):
            if not isinstance(under, int):
                raise Found(seq, "it is listed as erased under what is no entry.")
            self.erased[seq] = under
        heads = self._reached(heads)
        for row in ledger.execute(
            "SELECT leaf.seq, ref, source, edition, hash, salt, body"
            " FROM leaf LEFT JOIN body ON body.seq = leaf.seq ORDER BY leaf.seq"
        ):
            try:
                self._entry(*row)
            except (TypeError, ValueError) as error:
                raise Found(self.size + 1, f"it cannot be read ({error}).") from error
            self._grow(row[4])
            heads = self._reached(heads)
        for head in heads:
            by = f"{head.whose} saw {head.size:,}" if head.whose else f"a checkpoint was signed at {head.size:,}"
            raise Found(self.size + 1, f"it is missing: {by} entries.")
        self._erasures(ledger)
        self._counted(ledger)

    def _entry(self, seq: int, ref: str, source: str, edition: int, hashed: bytes, salt: bytes, body: bytes) -> None:
        if seq != self.size + 1:
            raise Found(self.size + 1, "it is missing.")
        name = ref if edition == 1 else f"{ref}~{edition}"
        if body is None:
            if not isinstance(hashed, bytes) or len(hashed) != 32:
                raise Found(seq, f"its hash is none ({ref}).")
            if seq not in self.erased:
                raise Found(seq, f"its body is gone and no entry says that it was erased ({ref}).")
            self._gone[seq] = name
        elif hashlib.sha256(b"\x00" + salt + body).digest() != hashed:
            raise Found(seq, f"its content is not what was written ({ref}).")
        elif f'"entry":{encode_basestring(f"{seq} {name} {source}")}'.encode() not in body:
            raise Found(seq, f"its body belongs to another entry than {ref}, edition {edition}.")
        elif seq in self.erased:
            raise Found(seq, "it is listed as erased, but its body is here.")

    def _grow(self, leaf: bytes) -> None:
        self.size += 1
        self._tree.append((1, leaf))
        while len(self._tree) > 1 and self._tree[-2][0] == self._tree[-1][0]:
            (leaves, left), (_, right) = self._tree[-2:]
            self._tree[-2:] = [(2 * leaves, hashlib.sha256(b"\x01" + left + right).digest())]

    def _reached(self, heads: list[Head]) -> list[Head]:
        """The heads still to come, once those of this size have been compared."""
        while heads and heads[0].size <= self.size:
            head, heads = heads[0], heads[1:]
            if self.root() != head.root:
                by = f"that {head.whose} saw" if head.whose else "of the checkpoint signed there"
                raise Found(self._sound_until + 1, f"from here to {head.size:,} the entries are not those {by}.")
            self._sound_until = head.size
            self.checkpoints += not head.whose
        return heads

    def _erasures(self, ledger: sqlite3.Connection) -> None:
        for seq, name in self._gone.items():
            under = self.erased[seq]
            row = ledger.execute("SELECT body FROM body WHERE seq = ?", (under,)).fetchone()
            if under <= seq or not row or name not in named_by(row[0], under):
                raise Found(seq, f"its body is gone, and entry {under:,}, said to have erased it, does not name it.")

    def _counted(self, ledger: sqlite3.Connection) -> None:
        size, kept, entered = ledger.execute("SELECT size, frontier, entered FROM head").fetchone() or (0, b"", "")
        if size > self.size:
            raise Found(self.size + 1, f"it is missing: the head of the ledger counts {size:,} entries.")
        if size < self.size:
            raise Found(size + 1, f"it was added past the head of the ledger, which counts {size:,} entries.")
        if kept != b"".join(root for _, root in reversed(self._tree)):
            what = "from here on the entries, or their order, are not those that the head of the ledger was made from."
            raise Found(self._sound_until + 1, what)
        last = ledger.execute("SELECT body FROM body WHERE seq = ?", (size,)).fetchone()
        if last is not None and json.loads(last[0])["entered"] != entered:
            raise Found(size, "the head of the ledger gives another time at which it was entered.")


def named_by(body: bytes, seq: int) -> list[str]:
    """The ids of the records that an entry erases: with an authority, a reason and two people; else none."""
    try:
        said = json.loads(body)
        details = said["details"]
        told = [len(set(filter(None, details.get(name, ())))) for name in ("records", "authority", "reason", "by")]
        enough = all(count >= least for count, least in zip(told, (1, 1, 1, 2), strict=True))
        if said["kind"] == "erased" and not enough:
            raise ValueError("an erasure that does not say all it must")
        return list(details["records"]) if said["kind"] == "erased" else []
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Found(seq, f"it cannot be read as a record ({error}).") from error


def own_heads(ledger: sqlite3.Connection, key: Key | None) -> Iterator[Head]:
    """The checkpoints kept in the ledger, their signatures checked where its key is given."""
    for size, note in ledger.execute("SELECT size, note FROM checkpoint ORDER BY size"):
        try:
            if key is not None and not signed(note, key):
                raise ValueError(f"it is not signed by the key {key.name}.")
            origin, said, root = head_of(taken_apart(note)[0])
            if key is not None and origin != key.name:
                raise ValueError(f"it is of another log, {origin}.")
        except ValueError as error:
            raise Found(None, f"The checkpoint at {size:,} entries is not sound: {error}") from error
        if said != size:
            raise Found(None, f"The checkpoint at {size:,} entries was signed at {said:,}.")
        yield Head(size, root)


def tables(ledger: sqlite3.Connection) -> None:
    """Editions without gaps, no bodies to spare, guards as Heeded makes them, and pages and indexes whole."""
    wrong = ledger.execute(EDITIONS).fetchone()
    if wrong:
        raise Found(wrong[0], f"it is not the next edition of {wrong[1]}.")
    spare = ledger.execute("SELECT seq FROM body WHERE seq NOT IN (SELECT seq FROM leaf) LIMIT 1").fetchone()
    if spare:
        raise Found(spare[0], "a body is here without its entry.")
    rows = ledger.execute("SELECT name, type, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
    if hashlib.sha256(json.dumps(rows).encode()).hexdigest() != GUARDS:
        raise Found(None, "The file's own guards were changed: they are not as Heeded made them.")
    if [ledger.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version")] != FORM:
        raise Found(None, "The file's own head does not say that it is a ledger of this form.")
    damage = ledger.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if damage != "ok":
        raise Found(None, f"The file is damaged, though every entry can be read: {damage}.")


def verified(path: Path, key: Key | None, notes: Sequence[str], keys: Sequence[Key]) -> tuple[bool, list[str]]:
    """Whether the ledger is sound, and what to say of it."""
    reading, seen, fault = Reading(), list[Head](), ""
    try:
        ledger = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        ledger.execute("PRAGMA trusted_schema=OFF")
        ledger.execute("BEGIN")
        heads = list(own_heads(ledger, key))
        seen = [head for note in notes for head in witnessed(note, keys, key)]
        reading.whole(ledger, heads + seen)
        tables(ledger)
        ledger.close()
    except Found as found:
        fault = str(found)
    except (sqlite3.Error, TypeError, ValueError, AttributeError, LookupError) as error:
        fault = f"Entry {reading.size + 1:,}: the file is damaged from here on ({error})."
    said = [
        f"{reading.size:,} entries read, root {reading.root().hex()[:16]}…, {reading.checkpoints} signed checkpoints."
    ]
    said += [f"Entry {seq:,}: erased under entry {under:,}." for seq, under in sorted(reading.erased.items())]
    if fault:
        return False, [*said, fault]
    alone = "No witness was asked: an end cut off, or the whole file put back from an older copy, would not show."
    return True, [*said, *([head.said for head in seen] or [alone]), "Every entry is as it was written."]


def given(text: str) -> str:
    """A key's line, or what the file of that name holds."""
    is_key = re.fullmatch(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*", text.strip())
    return text if is_key else Path(text).read_text(encoding="utf-8")


def main() -> int:
    """0 for a sound ledger, 1 for one that is not, 2 where something given cannot be gone by."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    asked.add_argument("ledger", type=Path, help="ledger.db")
    asked.add_argument("--key", help="the ledger's public key, or a file that holds it")
    asked.add_argument("--witness", action="append", default=[], metavar="NOTE", help="a note that a witness signed")
    asked.add_argument("--witness-key", action="append", default=[], metavar="KEY", help="a witness's public key")
    told = asked.parse_args()
    try:
        keys = [key_of(given(each), 4) for each in told.witness_key]
        key = key_of(given(told.key), 1) if told.key else None
        notes = [Path(each).read_bytes().decode() for each in told.witness]
        sound, said = verified(told.ledger, key, notes, keys)
    except (OSError, UnicodeDecodeError, Wrong) as error:
        print(error, file=sys.stderr)
        return 2
    unchecked = [] if key else ["The ledger's key was not given, so who signed its checkpoints was not checked."]
    print("\n".join([*said[:1], *unchecked, *said[1:]]))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
