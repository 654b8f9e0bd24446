"""Who lives at a place, counted over everybody the index knows, so that a crowded one joins nobody."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from heeded.chronology.crowds import MOST, crowds
from heeded.chronology.entry import Crowds
from heeded.chronology.people import Identities
from heeded.chronology.scene import scene_of
from heeded.chronology.spans import holds
from heeded.chronology.states import States
from heeded.chronology.store import Chronology
from heeded.chronology.vantage import LIVE, POOLED
from heeded.ledger.record import Record
from heeded.words.instants import BEGINNING, NEVER, Instant

LATEST = NEVER.replace(day=30)  # the last moment of knowledge there is


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The index as a closure walks it, never through a crowd. Remembers what it counted: make a new one after writing.

    A crowd is counted over all who ever lived there, whoever is being judged. In `live` as known here at each moment;
    in every other vantage as known to all agencies together, for a hostel is one whoever counts its residents.
    """

    index: Chronology
    people: Identities
    place_key: Callable[[str], str]
    records: Callable[[Collection[int]], list[Record]]
    record: Callable[[int], Record]
    _counted: dict[tuple[str, str], Crowds] = field(default_factory=dict)

    def places_of(self, keys: Collection[str]) -> set[str]:
        """Every place that a record naming one of these keys stands at."""
        return self.index.places_of(keys)

    def keys_beside(self, keys: Collection[str]) -> set[str]:
        """Every key named in one record with one of these keys."""
        return self.index.keys_beside(keys)

    def keys_at(self, places: Collection[str]) -> set[str]:
        """Every key that a record at one of these places names; of a crowd, those of the time before it was one."""
        ends = {place: self._ends(place, keys) for place, keys in self.index.residents(places, MOST).items()}
        crowded = {place: since for place, since in ends.items() if since < NEVER}
        found = self.index.keys_at(set(places) - set(crowded))
        for place, since in crowded.items():
            found |= self.index.keys_before(place, since)
        return found

    def crowds(self, places: Collection[str], vantage: str) -> Crowds:
        """What is known in a vantage of those of these places that are crowds."""
        told: dict[str, tuple[tuple[Instant, tuple[tuple[Instant, Instant], ...]], ...]] = {}
        for place, keys in self.index.residents(places, MOST).items():
            told.update(self._count(place, keys, LIVE if vantage == LIVE else POOLED))
        return told

    def _ends(self, place: str, keys: Collection[str]) -> Instant:
        """From when on nobody comes to be joined there; NEVER where it is, or may be again, a home."""
        found = self._count(place, keys, LIVE).get(place, ())
        lasting = any(holds(spans, LATEST) for _, spans in found)
        return max((when for when, _ in found), default=BEGINNING) if lasting else NEVER

    def _count(self, place: str, keys: Collection[str], vantage: str) -> Crowds:
        if (place, vantage) not in self._counted:
            persons = {self.people.person_of(key) for key in keys}
            self._counted[place, vantage] = self._made(place, keys, vantage) if len(persons) > MOST else {}
        return self._counted[place, vantage]

    def _made(self, place: str, keys: Collection[str], vantage: str) -> Crowds:
        records = self.records(self.index.seqs_living(keys))
        named = {part.key for record in records for part in record.people if not part.placeholder}
        scene = scene_of(
            records,
            vantage,
            beliefs={key: self.people.beliefs_of(key) for key in named},
            place_key=self.place_key,
            later=self.index.later({record.ref for record in records}, self.record),
        )
        return crowds(States(scene), (place,))
