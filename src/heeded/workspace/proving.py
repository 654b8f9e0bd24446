"""Whether an installation's history is as it was written, read from its files alone: nothing is opened for writing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from heeded.ledger.checkpoint import Signer
from heeded.ledger.cosigning import Witnessed
from heeded.ledger.verify import Verdict, verify
from heeded.workspace.settings import KEY, LEDGER, read_settings


def proved(
    folder: Path, progress: Callable[[int], None] = lambda done: None, witnessed: Sequence[Witnessed] = ()
) -> Verdict:
    """Re-read every record of the ledger and prove its history: by its checkpoints, and by what witnesses saw.

    It answers for a workspace that can no longer be opened too, as one whose ledger was cut short.
    """
    read_settings(folder)
    return verify(folder / LEDGER, Signer.open(folder / KEY).verifier, progress, witnessed)
