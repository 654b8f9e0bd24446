"""The C2SP signed-note form: a text, an empty line, and one line for each signature; and the keys that sign."""

import os
import re
import stat
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from heeded.words.trouble import Trouble

LONGEST = 1 << 16  # characters of a note; a checkpoint with forty signatures has a tenth of it
LONGEST_NAME = 255  # characters of a key's name
MOST_SIGNATURES = 64
_DASH = "\u2014 "  # an em dash opens each signature line
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteTrouble(Trouble):
    """A note or a key that cannot be read, or a signature that does not hold."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart: its text, with the newline that ends it, and each signature as (key name, raw bytes)."""

    text: str
    signatures: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, note: str) -> Self:
        """The note, whoever signed it; NoteTrouble unless it keeps to the form (c2sp.org/signed-note)."""
        text, gap, lines = note.rpartition("\n\n")
        if not gap or not text or len(note) > LONGEST or _CONTROL.search(note):
            raise NoteTrouble("note", "it is not a signed note.", "Copy it whole, with its last line.")
        signed = lines.split("\n")
        if signed.pop() or not 0 < len(signed) <= MOST_SIGNATURES:
            raise NoteTrouble("note", "its signature lines are cut off, or none or too many.", "Copy it whole.")
        return cls(text + "\n", tuple(_signature(line) for line in signed))

    def written(self) -> str:
        """The note as it is handed on; the inverse of `read`."""
        lines = (f"{_DASH}{name} {b64encode(raw).decode()}\n" for name, raw in self.signatures)
        return f"{self.text}\n{''.join(lines)}"


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        raw = b64decode(encoded, validate=True)
    except ValueError:
        raw = b""
    if not line.startswith(_DASH) or not well_named(name) or len(raw) < 5:
        raise NoteTrouble("note", f"'{line[:40]}' is no signature line.", "Copy it whole.")
    return name, raw


def well_named(name: str) -> bool:
    """Whether a key may have this name: not empty, at most LONGEST_NAME, no spaces, plus signs or control characters."""
    spaced = any(map(str.isspace, name)) or _CONTROL.search(name)
    return 0 < len(name) <= LONGEST_NAME and "+" not in name and not spaced


class PublicKey:
    """The public half of a key, to be handed to others. `KIND` is the type byte that its form of signature has."""

    KIND: ClassVar[bytes]

    def __init__(self, name: str, public: Ed25519PublicKey) -> None:
        self.name, self.public = name, public
        self._bytes = self.KIND + public.public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + self._bytes).digest()[:4]

    @classmethod
    def read(cls, text: str) -> Self:
        """The inverse of `written`; NoteTrouble for anything else."""
        try:
            name, said, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
            key = cls(name, Ed25519PublicKey.from_public_bytes(raw[1:]))
        except ValueError as error:
            raise NoteTrouble("public key", f"it cannot be read ({error}).", "Copy the line whole.") from error
        if not well_named(name) or raw[:1] != cls.KIND or key.id.hex() != said:
            what = "its parts do not belong together, or it is a key for something else."
            raise NoteTrouble("public key", what, "Copy the line whole.")
        return key

    def written(self) -> str:
        """`name+id+key`, the form other C2SP tools read."""
        return f"{self.name}+{self.id.hex()}+{b64encode(self._bytes).decode()}"

    def of(self, note: Note) -> list[bytes]:
        """The signatures in a note that say they are by this key, without the key's id."""
        return [raw[4:] for name, raw in note.signatures if name == self.name and raw[:4] == self.id]

    def holds(self, signature: bytes, signed: str) -> bool:
        """Whether this key made that Ed25519 signature (RFC 8032) over the text."""
        try:
            self.public.verify(signature, signed.encode())
        except InvalidSignature:
            return False
        return True


class SecretKey:
    """A key that signs, kept in a file that only its owner may read."""

    KIND: ClassVar[bytes]

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        if not well_named(name):
            raise NoteTrouble("signing key", f"'{name[:40]}' cannot be its name.", "Leave out spaces and plus signs.")
        self.name, self.private = name, private
        kept = self.KIND + private.public_key().public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + kept).digest()[:4]

    @classmethod
    def create(cls, path: Path, name: str) -> Self:
        """A new key in a new file that only its owner may read; NoteTrouble when the file is there already."""
        key = cls(name, Ed25519PrivateKey.generate())
        encoded = b64encode(cls.KIND + key.private.private_bytes_raw()).decode()
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError as error:
            raise NoteTrouble(str(path), f"a key cannot be made here ({error.strerror}).", "") from error
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"PRIVATE+KEY+{name}+{key.id.hex()}+{encoded}\n")
            file.flush()
            os.fsync(file.fileno())
        return key

    @classmethod
    def open(cls, path: Path) -> Self:
        """The key in a file; NoteTrouble when others may read it, or it is not a key of this kind."""
        try:
            shown = stat.S_IMODE(path.stat().st_mode) & 0o077
            parts = path.read_text(encoding="utf-8").strip().split("+", 4)
        except (OSError, UnicodeDecodeError) as error:
            raise NoteTrouble(str(path), f"the signing key cannot be read ({error}).", "") from error
        if shown:
            raise NoteTrouble(str(path), "others may read this signing key.", f"Run chmod 600 {path}.")
        try:
            raw = b64decode(parts[4], validate=True)
            key = cls(parts[2], Ed25519PrivateKey.from_private_bytes(raw[1:]))
        except (ValueError, IndexError) as error:
            raise NoteTrouble(str(path), "this is not a signing key.", "Restore it from its safe copy.") from error
        if raw[:1] != cls.KIND or key.id.hex() != parts[3]:
            raise NoteTrouble(str(path), "this is a key for something else.", "Restore it from its safe copy.")
        return key

    def line(self, signature: bytes) -> tuple[str, bytes]:
        """A signature as a note holds it: under the key's name, after the key's id."""
        return self.name, self.id + signature
