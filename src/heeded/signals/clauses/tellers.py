"""Who told of something: whether two records come from the same teller, or from one household."""

from dataclasses import dataclass

from heeded.chronology.entry import Entry
from heeded.chronology.spans import ALWAYS, NONE, Spans, joined, meet
from heeded.chronology.stays import VISITING
from heeded.reference.shelf import Block
from heeded.signals.bench import Bench
from heeded.words.told import Told


@dataclass(frozen=True, slots=True)
class Tellers:
    """Tellers told apart by a detail (or the person in a role of that name), else by another detail, else by agency."""

    detail: str
    otherwise: str

    def same(self, bench: Bench, one: Entry, other: Entry) -> Spans:
        """When two records are known to come from the same teller: always, never, or while both share a home."""
        named, known = self._name(one), self._name(other)
        if named and known:
            return ALWAYS if named == known else self._one_household(bench, one, other)
        if one.one(self.otherwise) and other.one(self.otherwise):
            return ALWAYS if one.one(self.otherwise) == other.one(self.otherwise) else NONE
        return ALWAYS if not named and not known and one.agency == other.agency else NONE

    def says(self, entry: Entry) -> bool:
        """Whether a record says who told of it."""
        return bool(self._name(entry) or entry.one(self.otherwise))

    def _name(self, entry: Entry) -> str:
        return entry.one(self.detail).casefold() or next(iter(entry.people(self.detail)), "")

    def _one_household(self, bench: Bench, one: Entry, other: Entry) -> Spans:
        """When two tellers who are named as people are known to have had one address as the later of them told."""
        later = max(one.happened, other.happened, key=lambda told: told.last)
        homes = [_homes(bench, entry.people(self.detail), later) for entry in (one, other)]
        return joined(meet(a, b) for place, a in homes[0] for elsewhere, b in homes[1] if place == elsewhere)


def _homes(bench: Bench, people: tuple[str, ...], told: Told) -> list[tuple[str, Spans]]:
    """The addresses of the first of some people on a day, each with when it is known. A visitor has none there."""
    stays = bench.joining(people[0], 0) if people else ()
    at_home = (s for s in stays if s.sort not in VISITING)
    return [(s.place, s.during(told)) for s in at_home]


def read_tellers(block: Block, key: str) -> Tellers | None:
    """`{reporter, else: source}`; None where the key is missing."""
    if key not in block:
        return None
    inner = block.block(key)
    names = [name for name in inner if name != "else"]
    if len(names) != 1 or inner[names[0]] != "":
        raise block.trouble(key, "one detail tells the tellers apart.", "Write {reporter, else: source}.")
    return Tellers(names[0], inner.text("else", ""))
