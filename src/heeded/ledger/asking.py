"""What a ledger's owner hands to a witness: a checkpoint, and the proof that the ledger has only grown since the last.

The form is the body of C2SP tlog-witness's `add-checkpoint`: a line `old SIZE`, a line for each hash of the proof, an
empty line, and the signed checkpoint. So the same file can be sent to any witness that speaks that protocol.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from heeded.ledger import merkle
from heeded.ledger.checkpoint import Checkpoint, claimed
from heeded.ledger.notes import LONGEST, NoteTrouble

MOST_HASHES = 63  # of a proof, as the protocol caps it
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Request:
    """A signed checkpoint, and the RFC 9162 consistency proof from the ledger's first `old` entries to it."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def written(self) -> str:
        """As it is handed over."""
        hashes = "".join(b64encode(each).decode() + "\n" for each in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note}"

    @classmethod
    def read(cls, text: str, proof: str = "") -> "Request":
        """The inverse of `written`. A bare checkpoint is a first one (`old 0`), unless the proof comes by itself.

        NoteTrouble for anything else.
        """
        if len(text) + len(proof) > 2 * LONGEST:
            raise NoteTrouble("request", "it is too long to be one.", "Hand over the file as it was made.")
        head, _, note = text.partition("\n\n") if text.startswith("old ") else ("", "", text)
        if head and proof:
            raise NoteTrouble("request", "it holds a proof already.", "Leave out --proof.")
        first, *lines = (head or proof.rstrip("\n") or "old 0").split("\n")
        old = _OLD.fullmatch(first)
        if old is None or len(lines) > MOST_HASHES:
            raise NoteTrouble("request", "its proof is not one.", "Make it with: heeded witness ask")
        return cls(int(old[1]), tuple(_hash(line) for line in lines), note)

    def checkpoint(self) -> Checkpoint:
        """What the checkpoint claims, whoever signed it."""
        return claimed(self.note)


def asked(old: int, note: str, leaves: Sequence[bytes]) -> Request:
    """The request for a witness that has seen `old` entries; `leaves` are the leaf hashes of the checkpoint's entries.

    NoteTrouble when the ledger does not hold so many.
    """
    size = claimed(note).size
    if not 0 <= old <= size:
        what = f"the witness has seen {old:,} entries, and the ledger holds {size:,}."
        raise NoteTrouble("ledger", what, "If that number is right, entries are missing: run heeded verify.")
    return Request(old, tuple(merkle.consistency(old, leaves[:size])) if old else (), note)


def _hash(line: str) -> bytes:
    try:
        raw = b64decode(line, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise NoteTrouble("request", f"'{line[:50]}' is no hash of a proof.", "Hand over the file as it was made.")
    return raw
