"""Who is who, in the words the chronology uses: linkage's memberships as beliefs with their times."""

from collections.abc import Collection, Sequence
from typing import Protocol

from heeded.chronology.membership import Belief
from heeded.linkage.linker import Linker


class Identities(Protocol):
    """Who is who, as scenes and closures ask it."""

    def person_of(self, key: str) -> str: ...
    def keys_of(self, person: str) -> Collection[str]: ...
    def beliefs_of(self, key: str) -> Sequence[Belief]: ...
    def doubt(self, person: str) -> float: ...


class Believed:
    """Linkage's answers, a key at a time."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def person_of(self, key: str) -> str:
        """The Person a key belongs to today."""
        return self._linker.person_of(key)

    def keys_of(self, person: str) -> Collection[str]:
        """Every key that ever belonged to a Person."""
        return {m.key for m in self._linker.members(person)}

    def beliefs_of(self, key: str) -> Sequence[Belief]:
        """Whose key it was believed to be, from when until when, in order of time."""
        return [Belief(m.since, m.until, m.person) for m in self._linker.memberships(key)]

    def doubt(self, person: str) -> float:
        """The probability of the weakest link that a Person rests on; 1.0 for certain."""
        return self._linker.doubt(person)
