"""Cosignatures in the C2SP tlog-cosignature form: a witness says what it saw of a ledger, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heeded.ledger.checkpoint import Checkpoint, stated
from heeded.ledger.notes import Note, NoteTrouble, PublicKey, SecretKey
from heeded.words.instants import Instant

_LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())  # seconds; beyond it no day has a name


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What a witness's note says: `by` saw this head of the log at `at`, and none larger before. `note` is the note."""

    checkpoint: Checkpoint
    by: str
    at: Instant
    note: str

    def sentence(self) -> str:
        """For a person to read."""
        return f"{self.by} saw {self.checkpoint.size:,} entries of {self.checkpoint.origin} on {told(self.at)}."


def told(at: Instant) -> str:
    """`2 Mar 2024, 12:05 UTC`."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


class WitnessKey(PublicKey):
    """The public half of a witness's key, to be given to whoever verifies a ledger."""

    KIND = b"\x04"  # a timestamped Ed25519 signature (c2sp.org/tlog-cosignature)

    def opened(self, note: str) -> Witnessed | None:
        """What this witness says in a note; None when it says nothing. NoteTrouble when its signature does not hold.

        Of several cosignatures by this witness the latest counts.
        """
        read = Note.read(note)
        times = [self._time(signature, read.text) for signature in self.of(read)]
        if not times:
            return None
        return Witnessed(stated(read.text), self.name, datetime.fromtimestamp(max(times), UTC), note)

    def _time(self, signature: bytes, text: str) -> int:
        seconds = int.from_bytes(signature[:8])
        if len(signature) != 72 or seconds > _LATEST or not self.holds(signature[8:], _signed(seconds, text)):
            raise NoteTrouble("witness's note", f"the signature in the name of {self.name} does not hold.", "")
        return seconds


def witnessed(notes: Iterable[str], keys: Sequence[WitnessKey]) -> list[Witnessed]:
    """What the witnesses of these keys say in these notes; NoteTrouble for a note in which none of them says anything."""
    found = []
    for note in notes:
        said = [each for key in keys if (each := key.opened(note)) is not None]
        if not said:
            names = ", ".join(key.name for key in keys) or "nobody"
            what = f"none of the witnesses whose keys were given signed it ({names})."
            raise NoteTrouble("witness's note", what, "Give the public key of the witness whose note it is.")
        found += said
    return found


class Cosigner(SecretKey):
    """A witness's signing key. The name is not signed with, so a key is one witness's only."""

    KIND = WitnessKey.KIND

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        super().__init__(name, private)
        self.public = WitnessKey(name, private.public_key())

    def cosigned(self, note: Note, at: Instant) -> Note:
        """The note with a cosignature of that moment (whole seconds) as its last line."""
        seconds = int(at.timestamp())
        signature = self.private.sign(_signed(seconds, note.text).encode())
        return Note(note.text, (*note.signatures, self.line(seconds.to_bytes(8) + signature)))


def _signed(seconds: int, text: str) -> str:
    return f"cosignature/v1\ntime {seconds}\n{text}"
