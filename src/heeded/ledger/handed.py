"""Small text files that somebody handed over, a note or a key, read with a bound; and files written so that they stay."""

import os
import re
from pathlib import Path

from heeded.ledger.notes import LONGEST, NoteTrouble

_KEY = re.compile(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*")


def text_of(path: Path) -> str:
    """What a file holds; NoteTrouble where it cannot be read, is no text or is longer than two notes can be."""
    try:
        with path.open("rb") as file:
            raw = file.read(2 * LONGEST + 1)
        text = raw.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise NoteTrouble(str(path), f"it cannot be read ({error}).", "Name the file as it was made.") from error
    if len(raw) > 2 * LONGEST:
        raise NoteTrouble(str(path), "it is too long to be a note.", "Name the file as it was made.")
    return text


def key_text(said: str) -> str:
    """A public key's line, given as it is or as the name of a file that holds it."""
    return said if _KEY.fullmatch(said.strip()) else text_of(Path(said))


def keep(path: Path, text: str) -> None:
    """Write a file that only its owner may read, durably and in one step: a power cut leaves the old one or the new."""
    part = path.with_name(path.name + ".part")
    with open(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
