"""Which Person an agency's key belonged to, from one instant to another: membership is knowledge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from heeded.ledger.record import Part
from heeded.words.instants import BEGINNING, NEVER, Instant


@dataclass(frozen=True, slots=True, order=True)
class Belief:
    """`person` was believed to be whose key it is in `[since, until)`."""

    since: Instant
    until: Instant
    person: str


Beliefs = Mapping[str, Sequence[Belief]]


def today(beliefs: Beliefs, key: str) -> str:
    """The Person a key belongs to now; a key nobody linked is a Person of its own name."""
    held = beliefs.get(key, ())
    return held[-1].person if held else key


def stretches(beliefs: Beliefs, parts: Sequence[Part], known: Instant, until: Instant) -> list[tuple[Instant, Instant]]:
    """`[known, until)` cut wherever one of these people moved from one Person to another."""
    cuts = {b.since for p in parts for b in beliefs.get(p.key, ()) if known < b.since < until}
    edges = [known, *sorted(cuts), until]
    return list(pairwise(edges))


def at(beliefs: Beliefs, key: str, instant: Instant) -> str:
    """The Person a key belonged to at an instant; before its first link, the first one it was ever given."""
    held = beliefs.get(key, ())
    for belief in held:
        if belief.since <= instant < belief.until:
            return belief.person
    return held[0].person if held else key


def always(persons: Mapping[str, str]) -> dict[str, list[Belief]]:
    """Beliefs that never changed: key -> Person."""
    return {key: [Belief(BEGINNING, NEVER, person)] for key, person in persons.items()}
