"""A backup of an installation, and an installation made of a backup."""

import shutil
from collections.abc import Callable
from pathlib import Path

from heeded.access.store import Looks
from heeded.ledger.backup import backup, restore
from heeded.ledger.checkpoint import Signer
from heeded.ledger.verify import Verdict
from heeded.words.instants import Instant
from heeded.workspace.clock import now
from heeded.workspace.settings import KEY, LEDGER, LOOKS, SETTINGS, WorkspaceTrouble, made_folder, read_settings


def copied(folder: Path, looks: Looks, to: Path) -> Verdict:
    """Copy an installation to a new folder while work goes on; the copy is verified before this returns."""
    if to.exists():
        raise WorkspaceTrouble(str(to), "is there already.", "Name a new folder; a backup is never written over.")
    made_folder(to)
    verdict = backup(folder / LEDGER, to / LEDGER, Signer.open(folder / KEY).verifier)
    for name in (SETTINGS, KEY):
        shutil.copy2(folder / name, to / name)
    looks.copy(to / LOOKS)
    return verdict


def restored(copy: Path, to: Path, clock: Callable[[], Instant] = now) -> Verdict:
    """Make a workspace of a backup in a new folder: erasures applied again, every record verified."""
    if to.exists() and any(to.iterdir()):
        raise WorkspaceTrouble(str(to), "is not empty.", "Name a new folder.")
    read_settings(copy)
    made_folder(to)
    for name in (SETTINGS, KEY, LOOKS):
        if (copy / name).is_file():
            shutil.copy2(copy / name, to / name)
    return restore(copy / LEDGER, to / LEDGER, clock, verifier=Signer.open(to / KEY).verifier)
