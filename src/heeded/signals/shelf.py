"""The shelf of signals: one file a signal in shelf/<family>/, found by looking, with no list to edit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from heeded.reference.shelf import read
from heeded.signals.loader import SignalTrouble, load_text
from heeded.signals.selection import Answering, Words, read_selections, read_words
from heeded.signals.signal import Signal

FAMILY = "family.yaml"
__all__ = ["Family", "Signal", "families", "family", "load_text", "shared_words", "signals"]


@dataclass(frozen=True, slots=True)
class Family:
    """A family of signals: `code` (OFF), `title`, and the records that answer any of its raises unless one says else."""

    code: str
    title: str
    answered_by: Answering


@cache
def signals() -> Mapping[str, Signal]:
    """Every signal on the shelf by its code, in order of code. Read once; Trouble names the file and line of a mistake."""
    found: dict[str, Signal] = {}
    for folder in _folders():
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".yaml") and file.name != FAMILY:
                signal = load_text(file.read_text(encoding="utf-8"), f"{folder.name}/{file.name}")
                _check_place(signal, folder.name, file.name, found)
                found[signal.code] = signal
    return MappingProxyType(dict(sorted(found.items())))


@cache
def families() -> Mapping[str, Family]:
    """The families by code."""
    found = {}
    for folder in _folders():
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


def _shelf() -> Traversable:
    return files("heeded.signals") / "shelf"


def _folders() -> Iterator[Traversable]:
    yield from sorted(
        (f for f in _shelf().iterdir() if f.is_dir() and not f.name.startswith("_")), key=lambda f: f.name
    )


def _check_place(signal: Signal, folder: str, file: str, found: Mapping[str, Signal]) -> None:
    if folder != signal.family.lower() or file != f"{signal.code}-{signal.name}.yaml".lower():
        raise SignalTrouble(
            f"{folder}/{file}", f"it holds {signal.code} {signal.name}.",
            f"Call it {signal.family}/{signal.code}-{signal.name}.yaml, in small letters.",
        )  # fmt: skip
    if signal.code in found:
        raise SignalTrouble(f"{folder}/{file}", f"{signal.code} is on the shelf twice.", "Keep one of them.")
