"""Condition codes: what each asks of a person, whom a breach puts at risk, and what would show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from heeded.reference.confidence import CONFIDENCE
from heeded.reference.kinds import kinds
from heeded.reference.shelf import shelf

CONCERNS = ("children", "victims", "relationships")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of an order or licence.

    `concerns` is any of children, victims, relationships (a breach then wants a decision within 24 hours);
    `tested_by` the kinds of record that would show it broken or kept; `wording` the national wording it stands for.
    """

    code: str
    meaning: str
    concerns: tuple[str, ...]
    tested_by: tuple[str, ...]
    wording: str
    source: str
    confidence: str


@cache
def conditions() -> Mapping[str, Condition]:
    """Every condition by code, read once from the shelf `data/conditions`; Trouble names file and line."""
    found: dict[str, Condition] = {}
    for block in shelf("conditions"):
        block.only("source", "confidence", "conditions")
        source, confidence = block.text("source"), block.choice("confidence", *CONFIDENCE)
        for code, entry in block.block("conditions").entries():
            entry.only("meaning", "concerns", "tested_by", "wording")
            if code in found:
                raise entry.trouble("", f"the condition '{code}' is on the shelf twice.", "Keep one of them.")
            entry.each_of("concerns", CONCERNS)
            entry.each_of("tested_by", kinds())
            found[code] = Condition(
                code, entry.text("meaning"), entry.texts("concerns"), entry.texts("tested_by"),
                entry.text("wording", ""), source, confidence,
            )  # fmt: skip
    return MappingProxyType(found)
