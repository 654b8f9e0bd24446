"""The live scorer: Fellegi-Sunter weights in bits for two portraits, with the reasons in words."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from heeded.linkage import compare
from heeded.linkage.portrait import Portrait
from heeded.reference.names import share


@dataclass(frozen=True, slots=True)
class Score:
    """How strongly two portraits are one person. `weight` is in bits, prior included; `probability` its odds as 0 to 1.

    `why` holds one sentence a field. `certain` is a trusted identifier that both bear. `births_missing` is how many of
    the two have no birth date: without it a parent and a child of one name look alike, so more is asked.
    """

    weight: float
    probability: float
    why: tuple[str, ...]
    certain: bool = False
    births_missing: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """A versioned set of weights: bits by field and level, and the thresholds that go with them."""

    version: str
    prior: float
    join: tuple[float, float, float]
    stay: float
    ask: float
    margin: float
    bits: Mapping[tuple[str, str], float]
    by_name: Mapping[tuple[str, str], float]
    uncommon: Mapping[str, float]
    swapped: float
    middle: float

    def of(self, field: str, level: str, word: str = "") -> float:
        """Bits for a level of a field; an agreement on a name counts by how common that name is."""
        m = self.by_name.get((field, level))
        if m is None or not word:
            return self.bits[field, level]
        return math.log2(m / max(share(field, word) or 0.0, self.uncommon[field]))

    def joins(self, score: Score) -> bool:
        """Whether this score alone is enough to join."""
        return score.weight >= self.join[0 if score.certain else score.births_missing]


def weights_from(told: Mapping[str, Any]) -> Weights:
    """Weights from the JSON of a weights file."""
    levels = {(f, name): level for f, named in told["levels"].items() for name, level in named.items()}
    return Weights(
        version=told["version"],
        prior=told["prior"],
        join=tuple(told["join"]),
        stay=told["break"],
        ask=told["ask"],
        margin=told["margin"],
        bits={at: math.log2(level["m"] / level["u"]) for at, level in levels.items()},
        by_name={at: level["m"] for at, level in levels.items() if level.get("by_name")},
        uncommon=told["uncommon"],
        swapped=told["swapped_order"],
        middle=told["other_middle_name"],
    )


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with the program."""
    text = files("heeded.linkage").joinpath("data", "weights.json").read_text(encoding="utf-8")
    return weights_from(json.loads(text))


def score(one: Portrait, two: Portrait, weights: Weights) -> Score:
    """How strongly these two are one person. The order of the two does not matter."""
    if two.key < one.key:
        one, two = two, one
    name = compare.names(one.names, two.names)
    levels = {
        "given": name.given,
        "family": name.family,
        "born": compare.born(one, two),
        "sex": compare.sexes(one, two),
        "place": compare.places(one.places, two.places),
    }
    levels["identifier"], number = compare.identifiers(one.identifiers, two.identifiers)
    bits = {field: weights.of(field, level) for field, level in levels.items()}
    for field, word in (("given", name.given_word), ("family", name.family_word)):
        bits[field] = weights.of(field, levels[field], word)
    bits["given"] += weights.middle * name.middle_differs
    bits["family"] += weights.swapped * name.swapped
    if name.given == compare.DIFFERENT:
        bits["place"] = min(bits["place"], 0.0)  # a household shares its address; that makes nobody one person
    weight = weights.prior + sum(bits.values())
    why = tuple(
        f"{_SENTENCES[field, level].format(number=number.upper())} ({bits[field]:+.1f})"
        for field, level in levels.items()
        if level != compare.MISSING
    )
    certain = levels["identifier"] == "trusted"
    return Score(round(weight, 6), probability(weight), why, certain, (one.born is None) + (two.born is None))


def probability(weight: float) -> float:
    """Bits as a probability, never quite 0 or 1."""
    return round(1 / (1 + 2 ** -max(-29.0, min(29.0, weight))), 9)


_SENTENCES: Mapping[tuple[str, str], str] = {
    ("given", "same"): "The forename is the same",
    ("given", "form"): "The forenames are forms or spellings of one name",
    ("given", "close"): "The forenames differ by a slip of spelling",
    ("given", "middle"): "The forename of one is a middle name of the other",
    ("given", "initial"): "One forename is only an initial, and it fits",
    ("given", "alike"): "The forenames are merely alike",
    ("given", "unnamed"): "One was recorded before being named",
    ("given", "different"): "The forenames are different",
    ("family", "same"): "The family name is the same",
    ("family", "form"): "The family names are spellings of one name",
    ("family", "close"): "The family names differ by a slip of spelling",
    ("family", "part"): "The family names share a part",
    ("family", "different"): "The family names are different",
    ("born", "same"): "The birth date is the same",
    ("born", "turned"): "The birth dates have day and month exchanged",
    ("born", "slip"): "The birth dates differ by one slip",
    ("born", "month"): "The birth dates agree as far as they were told",
    ("born", "year"): "The year of birth agrees, and no more was told",
    ("born", "open"): "A placeholder birth date proves nothing",
    ("born", "near"): "The birth dates are different",
    ("born", "far"): "The birth dates are ten years or more apart",
    ("sex", "same"): "The sex is the same",
    ("sex", "different"): "The sex is different",
    ("place", "same"): "They share an address",
    ("place", "loose"): "They share a house number and street, one told without postcode",
    ("place", "postcode"): "They share a postcode",
    ("place", "different"): "The addresses are different",
    ("identifier", "trusted"): "Both bear one {number} number, and its check holds",
    ("identifier", "told"): "Both bear one {number} number, whose check does not hold",
    ("identifier", "local"): "Both bear one {number} reference, which is not nationwide",
    ("identifier", "other"): "Their {number} numbers differ, and not both can be trusted",
    ("identifier", "clash"): "Their {number} numbers clash",
}
