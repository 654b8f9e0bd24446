"""Signed checkpoints of the ledger in the C2SP signed-note and tlog-checkpoint forms, and the key that signs them."""

import os
import stat
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from heeded.words.trouble import Trouble

_ED25519 = b"\x01"  # signature type in key hashes and encoded keys
_DASH = "\u2014 "  # an em dash opens each signature line


class CheckpointTrouble(Trouble):
    """A checkpoint or a key that cannot be read, or a signature that does not hold."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says: that the log `origin` had this Merkle root when it held `size` entries."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The lines that are signed, each ended by a newline."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


class Verifier:
    """The public half of a ledger's key, to be given to partner agencies."""

    def __init__(self, name: str, public: Ed25519PublicKey) -> None:
        self.name, self._public = name, public
        self._bytes = _ED25519 + public.public_bytes_raw()
        self.key_hash = _key_hash(name, self._bytes)

    @classmethod
    def read(cls, text: str) -> "Verifier":
        """The inverse of `written`; CheckpointTrouble for anything else."""
        try:
            name, hashed, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
            verifier = cls(name, Ed25519PublicKey.from_public_bytes(raw[1:]))
            right = raw[:1] == _ED25519 and verifier.key_hash.hex() == hashed
        except ValueError as error:
            raise CheckpointTrouble("verifier key", f"it cannot be read ({error}).", "Copy it whole.") from error
        if not right:
            raise CheckpointTrouble("verifier key", "its parts do not belong together.", "Copy it whole.")
        return verifier

    def written(self) -> str:
        """`name+hash+key`, the form other C2SP tools read."""
        return f"{self.name}+{self.key_hash.hex()}+{b64encode(self._bytes).decode()}"

    def signed(self, note: str) -> bool:
        """Whether this key signed the note; signatures by other keys are passed over."""
        text, _, lines = note.rpartition("\n\n")
        signatures = [line.removeprefix(_DASH).split(" ") for line in lines.splitlines() if line.startswith(_DASH)]
        return any(self._holds(s[1], text + "\n") for s in signatures if len(s) == 2 and s[0] == self.name)

    def opened(self, note: str) -> Checkpoint:
        """What a checkpoint of this log says; CheckpointTrouble unless this key signed it."""
        if not self.signed(note):
            raise CheckpointTrouble("checkpoint", f"it is not signed by the key {self.name}.", "")
        checkpoint = claimed(note)
        if checkpoint.origin != self.name:
            raise CheckpointTrouble("checkpoint", f"it is of another log, {checkpoint.origin}.", "")
        return checkpoint

    def _holds(self, encoded: str, signed: str) -> bool:
        try:
            raw = b64decode(encoded, validate=True)
            self._public.verify(raw[4:], signed.encode())
        except (ValueError, InvalidSignature):
            return False
        return raw[:4] == self.key_hash


class Signer:
    """A ledger's signing key. Its name is the log's origin line: `heeded/leeds`, without spaces or plus signs."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        if not name or "+" in name or any(map(str.isspace, name)):
            raise CheckpointTrouble("signing key", f"'{name}' cannot name a log.", "Leave out spaces and plus signs.")
        self.name, self._private = name, private
        self.verifier = Verifier(name, private.public_key())

    @classmethod
    def create(cls, path: Path, name: str) -> "Signer":
        """A new key in a new file that only its owner may read; CheckpointTrouble when the file is there already."""
        signer = cls(name, Ed25519PrivateKey.generate())
        encoded = b64encode(_ED25519 + signer._private.private_bytes_raw()).decode()
        line = f"PRIVATE+KEY+{name}+{signer.verifier.key_hash.hex()}+{encoded}\n"
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError as error:
            raise CheckpointTrouble(str(path), f"a key cannot be made here ({error.strerror}).", "") from error
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        return signer

    @classmethod
    def open(cls, path: Path) -> "Signer":
        """The key in a file; CheckpointTrouble when others may read it, or it is not a key."""
        try:
            shown = stat.S_IMODE(path.stat().st_mode) & 0o077
            parts = path.read_text(encoding="utf-8").strip().split("+", 4)
        except (OSError, UnicodeDecodeError) as error:
            raise CheckpointTrouble(str(path), f"the signing key cannot be read ({error}).", "") from error
        if shown:
            raise CheckpointTrouble(str(path), "others may read this signing key.", f"Run chmod 600 {path}.")
        try:
            raw = b64decode(parts[4], validate=True)
            signer = cls(parts[2], Ed25519PrivateKey.from_private_bytes(raw[1:]))
        except (ValueError, IndexError) as error:
            raise CheckpointTrouble(
                str(path), "this is not a signing key.", "Restore it from its safe copy."
            ) from error
        return signer

    def sign(self, size: int, root: bytes) -> str:
        """A signed checkpoint of the log at `size` entries."""
        text = Checkpoint(self.name, size, root).text()
        signature = self.verifier.key_hash + self._private.sign(text.encode())
        return f"{text}\n{_DASH}{self.name} {b64encode(signature).decode()}\n"


def _key_hash(name: str, key: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + key).digest()[:4]


def claimed(note: str) -> Checkpoint:
    """What a checkpoint says, whoever signed it."""
    text = note.rpartition("\n\n")[0]
    try:
        origin, size, encoded, *_ = text.split("\n")
        return Checkpoint(origin, int(size), b64decode(encoded, validate=True))
    except ValueError as error:
        raise CheckpointTrouble("checkpoint", f"it is not a checkpoint ({error}).", "") from error
