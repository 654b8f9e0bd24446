"""The shelf of signals: one file a signal in shelf/<family>/, found by looking, with no list to edit."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from heeded.signals.families import FAMILY, Family, families, family, folders, shared_words
from heeded.signals.loader import load_text
from heeded.signals.signal import Signal, SignalTrouble

__all__ = ["Family", "Signal", "families", "family", "load_text", "shared_words", "signals"]


@cache
def signals() -> Mapping[str, Signal]:
    """Every signal on the shelf by its code, in order of code. Read once; Trouble names the file and line of a mistake."""
    found: dict[str, Signal] = {}
    for folder in folders():
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".yaml") and file.name != FAMILY:
                signal = load_text(file.read_text(encoding="utf-8"), f"{folder.name}/{file.name}")
                _check_place(signal, folder.name, file.name, found)
                found[signal.code] = signal
    return MappingProxyType(dict(sorted(found.items())))


def _check_place(signal: Signal, folder: str, file: str, found: Mapping[str, Signal]) -> None:
    if folder != signal.family.lower() or file != f"{signal.code}-{signal.name}.yaml".lower():
        raise SignalTrouble(
            f"{folder}/{file}", f"it holds {signal.code} {signal.name}.",
            f"Call it {signal.family.lower()}/{signal.code.lower()}-{signal.name}.yaml.",
        )  # fmt: skip
    if signal.code in found:
        raise SignalTrouble(f"{folder}/{file}", f"{signal.code} is on the shelf twice.", "Keep one of them.")
