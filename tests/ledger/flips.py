"""Flips bits of a ledger's file, one at a time, and counts what the verifier finds: `python -m tests.ledger.flips COUNT SEED`."""

import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from heeded.ledger.checkpoint import Signer, Verifier
from heeded.ledger.verify import verify
from tests.ledger.drafts import Workplace, erasure, visit, visits

TABLES = ("leaf", "body", "erasure", "head", "checkpoint", "sqlite_master")


@dataclass
class Tally:
    """How many flips were found; fell where nothing is stored; and the places of those that changed what is stored unseen."""

    found: int = 0
    empty: int = 0
    missed: list[int] = field(default_factory=list)


def small_ledger(folder: Path) -> Verifier:
    """A ledger of 262 entries with corrections, two erasures and two checkpoints; gives the key it is signed by."""
    signer = Signer.create(folder / "key", "heeded/leeds")
    with Workplace(folder) as place:
        place.lane.write(visits(200))
        place.lane.checkpoint(signer)
        place.lane.write([visit(f"v{number}", "No reply.") for number in range(1, 61)])
        place.lane.write([erasure("police:v7~2", "police:v9"), visit("last", "The last word.")])
        place.lane.checkpoint(signer)
    return signer.verifier


def stored(path: Path) -> list[object]:
    """Everything that can be read from the file: every row of every table, and its marks."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as ledger:
        rows = [ledger.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]  # noqa: S608
        return [*rows, *(ledger.execute(f"PRAGMA {m}").fetchall() for m in ("application_id", "user_version"))]


def flipped(path: Path, key: Verifier, count: int, random: Random) -> Tally:
    """Flip one bit at a time anywhere in the file until `count` of them fell where something is stored."""
    whole, before, tally = path.read_bytes(), stored(path), Tally()
    with path.open("r+b", buffering=0) as file:
        while tally.found + len(tally.missed) < count:
            at, bit = random.randrange(len(whole)), random.randrange(8)
            file.seek(at)
            file.write(bytes([whole[at] ^ 1 << bit]))
            if not verify(path, key).sound:
                tally.found += 1
            elif stored(path) == before:
                tally.empty += 1
            else:
                tally.missed.append(at)
            file.seek(at)
            file.write(whole[at : at + 1])
    return tally


def main() -> None:
    """Flip as often as asked, and print what was found."""
    count, seed = (int(word) for word in (*sys.argv[1:], *("10000", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        key, path = small_ledger(Path(folder)), Path(folder) / "ledger.db"
        tally = flipped(path, key, count, Random(seed))
        size = path.stat().st_size
    print(f"{count:,} flips where something is stored, of a file of {size:,} bytes: {tally.found:,} found, "
          f"{len(tally.missed):,} missed {tally.missed[:20]}; {tally.empty:,} more fell in empty space.")  # fmt: skip


if __name__ == "__main__":
    main()
