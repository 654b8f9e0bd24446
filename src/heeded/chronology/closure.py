"""Who has to be judged again when something is learned of some people: they, and all who shared a place or a record.

Judging only the people named goes wrong where a signal is about two people (notes on the engine: 46 of 120 random
histories); judging everyone who ever shared a place or a relationship with them does not. Institutions join nobody.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

CLOSEST = 500  # people; above it the closure is cut, written down and shown


class Index(Protocol):
    """The part of the chronology's index that a closure walks."""

    def places_of(self, keys: Collection[str]) -> set[str]: ...
    def keys_at(self, places: Collection[str]) -> set[str]: ...
    def keys_beside(self, keys: Collection[str]) -> set[str]: ...


class People(Protocol):
    """Who is who, as linkage holds it: the Person of a key, and the keys ever held by a Person."""

    def person_of(self, key: str) -> str: ...
    def keys_of(self, person: str) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Circle:
    """`judged` people need judging again, `seen` (a superset) are those whose records it takes; `cut` says why not."""

    judged: frozenset[str]
    seen: frozenset[str]
    cut: tuple[str, ...] = ()


def circle(touched: Collection[str], index: Index, people: People, institution: Callable[[str], bool]) -> Circle:
    """The people to judge again after records about `touched` (Person ids), and those whose records to read."""
    near = frozenset(touched) | _near(touched, index, people, institution)
    if len(near) > CLOSEST:
        kept = frozenset(touched) | frozenset(sorted(near)[:CLOSEST])
        return Circle(kept, kept, (f"{len(near)} people share places or records here; {len(kept)} were looked at",))
    far = near | _near(near, index, people, institution)
    if len(far) > CLOSEST:
        kept = near | frozenset(sorted(far)[:CLOSEST])
        return Circle(near, kept, (f"{len(far)} people share places or records here; {len(kept)} were looked at",))
    return Circle(near, far)


def circles(
    touched: Collection[str], index: Index, people: People, institution: Callable[[str], bool]
) -> Iterator[Circle]:
    """Circles that together cover `touched`, each judged once: for a load of many people."""
    left = set(touched)
    while left:
        one = min(left)
        group = {one} | (_near({one}, index, people, institution) & left)
        found = circle(
            sorted(group)[: CLOSEST // 5] if len(group) > CLOSEST // 5 else group, index, people, institution
        )
        done = (found.judged & left) | {one}
        left -= done
        yield found


def _near(persons: Collection[str], index: Index, people: People, institution: Callable[[str], bool]) -> frozenset[str]:
    keys = {key for person in persons for key in people.keys_of(person)}
    homes = {place for place in index.places_of(keys) if not institution(place)}
    return frozenset(people.person_of(key) for key in index.keys_at(homes) | index.keys_beside(keys))
