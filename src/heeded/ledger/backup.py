"""Backup and restore of a ledger: copied with SQLite's own means while it is written, and verified before it counts."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from heeded.ledger import erasure
from heeded.ledger.checkpoint import Verifier
from heeded.ledger.store import Store
from heeded.ledger.verify import Verdict, verify
from heeded.words.instants import Instant
from heeded.words.trouble import Trouble


class BackupTrouble(Trouble):
    """A backup or a restore that did not come about; nothing was left in its place."""


def backup(ledger: Path, copy: Path, verifier: Verifier | None = None) -> Verdict:
    """Copy the ledger to a new file, and verify the copy; BackupTrouble, and no file, when the copy is not sound.

    The list of erasures is copied beside it.
    """
    verdict = _copied(ledger, copy, verifier)
    listed = Store.erasures_beside(ledger)
    if listed.exists():
        shutil.copyfile(listed, Store.erasures_beside(copy))
    return verdict


def restore(
    copy: Path, ledger: Path, clock: Callable[[], Instant], *, erasures: Path | None = None,
    verifier: Verifier | None = None,
) -> Verdict:  # fmt: skip
    """Make a ledger again from a backup, and apply again every erasure that came after the backup was made.

    `erasures` is the newest list of erasures there is (by default the one beside the backup). BackupTrouble, and no
    ledger, when the backup is not sound.
    """
    _copied(copy, ledger, verifier)
    listed = erasures or Store.erasures_beside(copy)
    if listed.exists():
        with closing(Store(ledger)) as store:
            store.begin()
            store.stage(erasure.relisted(listed.read_text(encoding="utf-8")), clock(), absent_ok=True)
            store.commit()
    return verify(ledger, verifier)


def _copied(source: Path, target: Path, verifier: Verifier | None) -> Verdict:
    if not source.is_file():
        raise BackupTrouble(str(source), "there is nothing here to copy.", "Name a ledger.")
    if target.exists():
        raise BackupTrouble(str(target), "there is a file here already.", "Name a new file.")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(part)) as writing:
            reading.backup(writing)  # in one step: a reader does not hold up the writer, nor the writer the copy
            writing.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        verdict = verify(part, verifier)
        if verdict.fault is not None:
            what = f"the copy is not sound, and was not kept. {verdict.fault}"
            raise BackupTrouble(str(target), what, "Run heeded verify on the ledger.")
        _put_in_place(part, target)
    except (OSError, sqlite3.Error) as error:
        raise BackupTrouble(str(target), f"the copy could not be made ({error}).", "Check the disk.") from error
    finally:
        part.unlink(missing_ok=True)
    return verdict


def _put_in_place(part: Path, target: Path) -> None:
    """Durably, whatever happens at the wrong moment: the file's bytes first, then its name."""
    _flush(part, os.O_RDWR)
    part.replace(target)
    _flush(target.parent, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    os.fsync(descriptor)
    os.close(descriptor)
