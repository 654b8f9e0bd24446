"""Signed checkpoints of the ledger in the C2SP tlog-checkpoint form, and the ledger's key that signs them."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heeded.ledger.notes import Note, NoteTrouble, PublicKey, SecretKey

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says: that the log `origin` had this Merkle root when it held `size` entries."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The lines that are signed, each ended by a newline."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


class Verifier(PublicKey):
    """The public half of a ledger's key, to be given to partner agencies. Its name is the log's origin."""

    KIND = b"\x01"  # an Ed25519 signature over the note's text (c2sp.org/signed-note)

    def signed(self, note: str) -> bool:
        """Whether this key signed the note; signatures by other keys are passed over.

        One signature in this key's name that does not hold spoils the note, as the form asks.
        """
        try:
            read = Note.read(note)
        except NoteTrouble:
            return False
        ours = self.of(read)
        return bool(ours) and all(self.holds(signature, read.text) for signature in ours)

    def opened(self, note: str) -> Checkpoint:
        """What a checkpoint of this log says; NoteTrouble unless this key signed it."""
        if not self.signed(note):
            raise NoteTrouble("checkpoint", f"it is not signed by the key {self.name}.", "")
        checkpoint = claimed(note)
        if checkpoint.origin != self.name:
            raise NoteTrouble("checkpoint", f"it is of another log, {checkpoint.origin}.", "")
        return checkpoint


class Signer(SecretKey):
    """A ledger's signing key. Its name is the log's origin line: `heeded/leeds`, without spaces or plus signs."""

    KIND = Verifier.KIND

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        super().__init__(name, private)
        self.verifier = Verifier(name, private.public_key())

    def sign(self, size: int, root: bytes) -> str:
        """A signed checkpoint of the log at `size` entries."""
        text = Checkpoint(self.name, size, root).text()
        return Note(text, (self.line(self.private.sign(text.encode())),)).written()


def claimed(note: str) -> Checkpoint:
    """What a checkpoint says, whoever signed it; NoteTrouble for what keeps not to the form."""
    return stated(Note.read(note).text)


def stated(text: str) -> Checkpoint:
    """What the text of a checkpoint says: origin, size and root (c2sp.org/tlog-checkpoint); later lines are let be."""
    lines = text.removesuffix("\n").split("\n")
    try:
        origin, size, encoded = lines[:3]
        root = b64decode(encoded, validate=True)
    except ValueError as error:
        raise NoteTrouble("checkpoint", f"it is not a checkpoint ({error}).", "") from error
    if not all(lines) or not _SIZE.fullmatch(size) or len(root) != 32 or b64encode(root).decode() != encoded:
        raise NoteTrouble("checkpoint", "its size or its root is not written as one.", "")
    return Checkpoint(origin, int(size), root)
