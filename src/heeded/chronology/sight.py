"""From a set of people to a scene: reads what was let through the door and sees it from a vantage."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from heeded.access.door import Reader
from heeded.chronology.closure import Circle, circle, circles
from heeded.chronology.entry import Entry, Scene
from heeded.chronology.neighbours import Neighbours
from heeded.chronology.people import Identities
from heeded.chronology.scene import scene_of
from heeded.chronology.store import Chronology
from heeded.ledger.record import Record
from heeded.reference.rules import EVERYWHERE


@dataclass(frozen=True, slots=True)
class Sight:
    """Makes scenes. `reader` came through one of the doors, so every scene is as allowed as its reader."""

    reader: Reader
    index: Chronology
    people: Identities
    place_key: Callable[[str], str]
    institution: Callable[[str], bool]
    jurisdiction: str = EVERYWHERE
    neighbours: Neighbours = field(init=False)

    def __post_init__(self) -> None:
        """Count afresh who lives where."""
        object.__setattr__(
            self,
            "neighbours",
            Neighbours(self.index, self.people, self.place_key, self.reader.records, self.reader.record),
        )

    def afresh(self) -> "Sight":
        """The same, to be used after something was written."""
        return replace(self)

    def circle(self, touched: Collection[str]) -> Circle:
        """Who has to be judged again after something about these people, and whose records that takes."""
        return circle(touched, self.neighbours, self.people, self.institution)

    def circles(self, touched: Collection[str]) -> list[Circle]:
        """Circles that together cover these people."""
        return list(circles(touched, self.neighbours, self.people, self.institution))

    def records_about(self, persons: Collection[str]) -> list[Record]:
        """Every edition of every record that names a key ever held by one of these people."""
        keys = {key for person in persons for key in self.people.keys_of(person)}
        return self.reader.records(self.index.seqs_about(keys))

    def scene(
        self,
        persons: Collection[str],
        vantage: str,
        *,
        identity_then: bool = False,
        records: Sequence[Record] | None = None,
        cut: tuple[str, ...] = (),
    ) -> Scene:
        """What `vantage` knows of these people. Hand in `records` where several vantages look at the same people."""
        found = self.records_about(persons) if records is None else records
        keys = {part.key for record in found for part in record.people if not part.placeholder}
        later = self.index.later({record.ref for record in found}, self.reader.record)
        scene = scene_of(
            found,
            vantage,
            beliefs={key: self.people.beliefs_of(key) for key in keys},
            place_key=self.place_key,
            later=later,
            identity_then=identity_then,
            doubts={person: self.people.doubt(person) for person in persons},
        )
        places = {e.place for e in scene.entries} | {s.place for s in scene.statements}
        homes = [place for place in places if place and not self.institution(place)]
        return replace(scene, cut=cut, jurisdiction=self.jurisdiction, crowds=self.neighbours.crowds(homes, vantage))


def about(scene: Scene, persons: Collection[str], *, decisions: bool = False) -> tuple[Entry, ...]:
    """The entries of a scene that name any of these people, in order of what happened first; `decisions` about them too."""
    wanted = set(persons)
    entries = (*scene.entries, *scene.decisions) if decisions else scene.entries
    named = (e for e in entries if any(r.person in wanted for r in e.roles))
    return tuple(sorted(named, key=lambda e: (e.happened.first, e.happened.last, e.seq)))
