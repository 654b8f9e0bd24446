"""The families of signals and the words they share: what any signal file may lean on without saying it again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from heeded.reference.shelf import read
from heeded.signals.selection import Answering, Words, read_selections, read_words
from heeded.signals.signal import SignalTrouble

FAMILY = "family.yaml"


@dataclass(frozen=True, slots=True)
class Family:
    """A family of signals: `code` (OFF), `title`, and the records that answer any of its raises unless one says else."""

    code: str
    title: str
    answered_by: Answering


@cache
def families() -> Mapping[str, Family]:
    """The families by code."""
    found = {}
    for folder in folders():
        if not (folder / FAMILY).is_file():
            what = f"the folder '{folder.name}' has no {FAMILY}."
            raise SignalTrouble(folder.name, what, f"Write one with family: and title:, as in off/{FAMILY}.")
        block = read((folder / FAMILY).read_text(encoding="utf-8"), f"{folder.name}/{FAMILY}")
        block.only("family", "title", "answered by")
        answers = read_selections(block, "answered by", shared_words()) if "answered by" in block else ()
        found[block.text("family")] = Family(block.text("family"), block.text("title"), Answering(answers))
    return MappingProxyType(found)


def family(code: str) -> Family:
    """One family; Trouble where the shelf has none of that code."""
    if code not in families():
        raise SignalTrouble("signal", f"there is no family '{code}'.", f"Use one of: {', '.join(families())}.")
    return families()[code]


@cache
def shared_words() -> Words:
    """What rules call their records: shelf/words.yaml."""
    return read_words(read((_shelf() / "words.yaml").read_text(encoding="utf-8"), "words.yaml"))


def folders() -> Iterator[Traversable]:
    """The folder of each family, in order of name."""
    yield from sorted(
        (f for f in _shelf().iterdir() if f.is_dir() and not f.name.startswith("_")), key=lambda f: f.name
    )


def _shelf() -> Traversable:
    return files("heeded.signals") / "shelf"
