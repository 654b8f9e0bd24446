"""Telling a made-up history: entries that are late, vague, corrected or told twice, and the scene they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import TypeVar

from heeded.chronology.entry import Entry, Role, Scene, Statement
from heeded.words.instants import NEVER, Instant, days_later, start_of
from heeded.words.told import Precision, Told

AGENCIES = ("police", "health", "social-care", "education", "probation")
LATE = (1, 2, 3, 7, 14, 30, 70)
Believed = TypeVar("Believed", Entry, Statement)


@dataclass
class Someone:
    """A made-up person: `born` and `died` as everyone tells them, `homes` the address on each agency's People table."""

    id: str
    born: date | None = None
    died: date | None = None
    homes: dict[str, str] = field(default_factory=dict)
    born_vaguely: bool = False


@dataclass
class Teller:
    """Writes the entries of one made-up history. Every choice comes from `chance`, so a seed tells the same again."""

    chance: Random
    cast: list[Someone] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    start: date = date(2018, 3, 1)
    number: int = 0

    def someone(self, name: str, years: float | None = None, *, born_vaguely: bool = False) -> Someone:
        """A new person, so many years old at the start (None: no birth date told)."""
        born = None if years is None else self.start - timedelta(days=round(years * 365.25))
        person = Someone(name, born, born_vaguely=born_vaguely)
        self.cast.append(person)
        return person

    def often(self, part: float) -> bool:
        """True in this part of all histories."""
        return self.chance.random() < part

    def day(self, offset: int) -> date:
        """So many days after the history's start."""
        return self.start + timedelta(days=offset)

    def tell(
        self, agency: str, kind: str, offset: int, roles: Mapping[str, Someone], /, *, place: str = "",
        answers: tuple[str, ...] = (), exactly: bool = False, **details: str,
    ) -> Entry:  # fmt: skip
        """One entry, `offset` days after the start; unless `exactly`, perhaps vague, timed, late or corrected.

        A detail whose name is a word of Python is written with a last underscore (`with_`).
        """
        self.number += 1
        ref = f"{agency}:e{self.number}"
        happened = Told.on(self.day(offset)) if exactly else self._happened(self.day(offset))
        recorded = happened
        if not exactly and self.often(0.2):
            recorded = Told.on(self.day(offset + self.chance.choice(LATE)))
        entry = Entry(
            ref, ref, self.number, agency, kind, happened, recorded,
            tuple(Role(role, person.id, f"{agency}:{person.id}") for role, person in roles.items()), place, place,
            MappingProxyType({k.rstrip("_"): tuple(v.split(",")) for k, v in details.items() if v}), "", "", answers,
            max(recorded.last, happened.first),
        )  # fmt: skip
        self.entries.append(entry)
        if not exactly:
            self._afterwards(entry)
        return entry

    def _happened(self, day: date) -> Told:
        if self.often(0.06):
            first = day.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return Told.days(first, last, Precision.MONTH)
        if self.often(0.06):
            return Told.days(day, day + timedelta(days=self.chance.choice((1, 2, 6))), Precision.RANGE)
        if self.often(0.08):
            return Told.at(start_of(day) + timedelta(hours=self.chance.choice((6, 10, 15, 23))))
        return Told.on(day)

    def _afterwards(self, entry: Entry) -> None:
        """Sometimes the agency corrects the entry, takes it back, or a second agency tells the same."""
        if self.often(0.05):
            until = days_later(entry.known, self.chance.choice((1, 5, 40)))
            self.entries[-1] = replace(entry, until=until)
            if self.often(0.6):
                self.number += 1
                happened = Told.on(self.chance.choice((entry.happened.day, entry.happened.day - timedelta(days=1))))
                self.entries.append(
                    replace(entry, id=f"{entry.ref}~2", seq=self.number, happened=happened, known=until)
                )
        elif self.often(0.05):
            self.told_again(entry)

    def told_again(self, entry: Entry, **details: str) -> Entry:
        """The same event as another agency tells it, perhaps later and with other details."""
        agency = self.chance.choice([a for a in AGENCIES if a != entry.agency])
        self.number += 1
        ref = f"{agency}:e{self.number}"
        known = entry.known if self.often(0.5) else days_later(entry.known, self.chance.choice(LATE))
        changed = {**entry.details, **{k: (v,) for k, v in details.items()}}
        roles = tuple(Role(r.role, r.person, f"{agency}:{r.person}") for r in entry.roles)
        again = replace(
            entry, ref=ref, id=ref, seq=self.number, agency=agency, roles=roles, known=known, until=NEVER,
            details=MappingProxyType(changed),
        )  # fmt: skip
        self.entries.append(again)
        return again

    def everything(self) -> Scene:
        """All that has been told, as all agencies together know it."""
        entries = sorted(self.entries, key=lambda e: (e.known, e.seq))
        statements = sorted((s for p in self.cast for s in self._statements(p, entries)), key=lambda s: s.known)
        return Scene("pooled", tuple(entries), tuple(statements))

    def scene(self) -> Scene:
        """What has been told, from a vantage chosen by chance: mostly all agencies together."""
        vantage = self.chance.choice(("pooled",) * 8 + ("shared", "agency:police", "agency:social-care", "live"))
        entries = [seen for e in self.entries if (seen := self._seen(e, vantage)) is not None]
        if not entries:
            vantage, entries = "pooled", list(self.entries)
        entries.sort(key=lambda e: (e.known, e.seq))
        statements = sorted((s for p in self.cast for s in self._statements(p, entries)), key=lambda s: s.known)
        agencies = {"pooled": None, "live": None, "shared": frozenset[str]()}.get(
            vantage, frozenset({vantage.partition(":")[2]})
        )
        doubts = {p.id: 0.9 for p in self.cast if self.often(0.03)}
        return Scene(vantage, tuple(entries), tuple(statements), agencies, doubts)

    def _seen(self, entry: Entry, vantage: str) -> Entry | None:
        """The entry as this vantage knows it: at once, when it was told, or never."""
        if vantage in ("pooled", "live") or vantage == f"agency:{entry.agency}":
            return entry
        told = days_later(entry.known, self.chance.choice((0, 1, 10)))
        return replace(entry, known=told) if self.often(0.7) and told < entry.until else None

    def _statements(self, person: Someone, entries: list[Entry]) -> list[Statement]:
        found = []
        for agency in AGENCIES:
            key = f"{agency}:{person.id}"
            met = next((e for e in entries if e.agency == agency and any(r.key == key for r in e.roles)), None)
            if met is None:
                continue
            place = person.homes.get(agency, "")
            found.append(
                Statement(
                    person.id,
                    key,
                    agency,
                    (person.id,),
                    self._born(person),
                    self._died(person),
                    "",
                    place,
                    place,
                    MappingProxyType({}),
                    met.happened,
                    met.known,
                )
            )
        return found

    def _born(self, person: Someone) -> Told | None:
        if person.born is None:
            return None
        if person.born_vaguely:
            first = person.born.replace(day=1)
            return Told.days(first, first.replace(day=28), Precision.MONTH)
        return Told.on(person.born)

    def _died(self, person: Someone) -> Told | None:
        return Told.on(person.died) if person.died else None


def instants(scene: Scene) -> list[Instant]:
    """Every instant at which something in a scene becomes known or ceases to be."""
    told: tuple[Entry | Statement, ...] = (*scene.entries, *scene.statements, *scene.decisions)
    return sorted({edge for each in told for edge in (each.known, each.until) if edge < NEVER})


def known_by(scene: Scene, instant: Instant) -> Scene:
    """The scene as it was known then: what was learned later is not there, what was taken back later still is."""

    def then(told: Iterable[Believed]) -> tuple[Believed, ...]:
        known = (each for each in told if each.known <= instant)
        return tuple(replace(each, until=each.until if each.until <= instant else NEVER) for each in known)

    return replace(
        scene, entries=then(scene.entries), statements=then(scene.statements), decisions=then(scene.decisions)
    )
