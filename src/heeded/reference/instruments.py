"""Instruments that put a level on risk: their names, levels and sort; never their arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from heeded.reference.confidence import CONFIDENCE
from heeded.reference.shelf import shelf

SORTS = ("static", "dynamic", "judgement")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A risk instrument. `levels` go from lowest to highest; `sort` is static, dynamic or judgement."""

    name: str
    meaning: str
    sort: str
    levels: tuple[str, ...]
    risk_of: str
    used_by: tuple[str, ...]
    review: str
    source: str
    confidence: str

    def at_least(self, level: str, floor: str) -> bool:
        """Whether a level is as high as `floor`; a level this instrument does not have is not."""
        return level in self.levels and self.levels.index(level) >= self.levels.index(floor)


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by name, read once from the shelf `data/instruments`; Trouble names file and line."""
    found: dict[str, Instrument] = {}
    for block in shelf("instruments"):
        block.only("instruments")
        for name, entry in block.block("instruments").entries():
            entry.only("meaning", "sort", "levels", "risk_of", "used_by", "review", "source", "confidence")
            if name in found:
                raise entry.trouble("", f"the instrument '{name}' is on the shelf twice.", "Keep one of them.")
            found[name] = Instrument(
                name, entry.text("meaning"), entry.choice("sort", *SORTS), entry.texts("levels"), entry.text("risk_of"),
                entry.texts("used_by"), entry.text("review", ""), entry.text("source"),
                entry.choice("confidence", *CONFIDENCE),
            )  # fmt: skip
    return MappingProxyType(found)
