"""Who knew what: each fact, the day it happened, and the day each agency knew it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heeded.chronology.entry import Entry, Scene
from heeded.chronology.vantage import OF_AGENCY
from heeded.words.instants import day_of

LONGEST_FACT = 160


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its ref, what it says in short, when it happened, and by agency the day it was known there."""

    ref: str
    agency: str
    kind: str
    says: str
    happened: Entry
    known: Mapping[str, date | None]


def facts(pooled: Scene, alone: Mapping[str, Scene], persons: Sequence[str]) -> list[Fact]:
    """The table of who knew what about these people. `alone` gives each agency's scene under `agency:NAME`."""
    knew: dict[str, dict[str, date]] = {}
    for vantage, scene in alone.items():
        agency = vantage.removeprefix(OF_AGENCY)
        days = knew.setdefault(agency, {})
        for entry in scene.entries:
            day = day_of(entry.known)
            days[entry.ref] = min(day, days.get(entry.ref, day))
    wanted = set(persons)
    told: dict[str, Fact] = {}
    for entry in sorted(pooled.entries, key=lambda e: (e.happened.first, e.happened.last, e.ref, e.seq)):
        if not wanted & set(entry.people()):
            continue
        known = {agency: knew[agency].get(entry.ref) for agency in sorted(knew)}
        told[entry.ref] = Fact(entry.ref, entry.agency, entry.kind, in_short(entry), entry, known)
    return list(told.values())


def in_short(entry: Entry) -> str:
    """A line for a table: the agency's own words, else the kind and what it records."""
    words = entry.says or " ".join([entry.kind.replace("_", " "), *(v for vs in entry.details.values() for v in vs)])
    return words if len(words) <= LONGEST_FACT else words[: LONGEST_FACT - 1].rstrip() + "…"
