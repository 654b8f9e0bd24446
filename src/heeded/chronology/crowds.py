"""Which homes have become institutions: from when more than twelve people who are not related live at one place.

Such a place joins nobody from then on, as one on the list of institutions never does (DESIGN.md, section 4). People
count as one household whom any record makes parent and child, siblings, partners or members of a household. Counting
is of stays at one moment in the world, as known at each moment of knowledge; a frequent visitor lives elsewhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from heeded.chronology.entry import Crowds, Entry
from heeded.chronology.spans import NONE, Spans, at_least, joined, meet, minus, since, span
from heeded.chronology.state import State
from heeded.chronology.states import States, main_people
from heeded.chronology.stays import stays
from heeded.words.instants import BEGINNING, NEVER, Instant
from heeded.words.told import Told

MOST = 12  # people not related to one another at one home
SAYING_WHERE = frozenset({"residence", "registered", "notification"})  # kinds of record that may give a home
KIN = ("parent", "carer", "partner", "sibling", "household")
RELATED = ("parent", "partner", "sibling")
VISITOR = "frequent_visitor"
Pair = tuple[str, str]


def crowds(states: States, places: Collection[str] | None = None) -> Crowds:
    """For each place that has become an institution: from when in the world, and at which moments that is known.

    Only of these `places`, where given. The moments of one place do not overlap, and the earliest beginning has the say.
    """
    found: dict[str, tuple[tuple[Instant, Spans], ...]] = {}
    homes: dict[str, tuple[State, ...]] = {}
    for place, residents in _residents(states, places).items():
        living = {
            person: [s for s in homes.setdefault(person, stays(states, person)) if s.place == place and _lives(s)]
            for person in sorted(residents)
        }
        if ends := _since(living, _kin(states, residents)):
            found[place] = ends
    return found


def _residents(states: States, places: Collection[str] | None) -> dict[str, set[str]]:
    """Those who may live at each place where more than so many do; nobody knows who a placeholder is."""
    found: dict[str, set[str]] = {}
    for statement in states.scene.statements:
        found.setdefault(statement.place, set()).add(statement.person)
    for entry in states.scene.entries:
        if entry.place and entry.kind in SAYING_WHERE:
            found.setdefault(entry.place, set()).update(main_people(entry))
    wanted = (p for p in found if p and (places is None or p in places) and not states.institution(p))
    named = {place: {person for person in found[place] if "?" not in person} for place in wanted}
    return {place: people for place, people in named.items() if len(people) > MOST}


def _lives(stay: State) -> bool:
    return stay.sort != VISITOR and bool(stay.known)


def _since(living: Mapping[str, Sequence[State]], kin: Mapping[Pair, Instant]) -> tuple[tuple[Instant, Spans], ...]:
    """From which moments on there were too many, each with when that is known and no earlier one is."""
    first_known = sorted(min(s.known[0][0] for s in theirs) for theirs in living.values() if theirs)
    if len(first_known) <= MOST:
        return ()
    found: list[tuple[Instant, Spans]] = []
    left = since(first_known[MOST])
    for when in sorted({stay.begins.last for theirs in living.values() for stay in theirs}):
        at = Told.at(when)
        there = {p: spans for p, theirs in living.items() if (spans := joined(s.during(at) for s in theirs))}
        spans = meet(left, _too_many(there, kin)) if len(there) > MOST else NONE
        if spans:
            found.append((when, spans))
            left = minus(left, spans)
        if not left:
            break
    return tuple(found)


def _too_many(there: Mapping[str, Spans], kin: Mapping[Pair, Instant]) -> Spans:
    """When more households are known than may be."""
    related = {pair: known for pair, known in kin.items() if pair[0] in there and pair[1] in there}
    found = []
    for begins, ends in pairwise((BEGINNING, *sorted(set(related.values())), NEVER)):
        pairs = [pair for pair, known in related.items() if known <= begins]
        homes = [joined(there[person] for person in home) for home in _households(there, pairs)]
        found.append(meet(span(begins, ends), at_least(MOST + 1, homes)))
    return joined(found)


def _households(people: Iterable[str], pairs: Iterable[Pair]) -> Iterable[set[str]]:
    """The people, with those together whom the pairs join."""
    home = {person: {person} for person in people}
    for one, other in pairs:
        if home[one] is not home[other]:
            home[one] |= home[other]
            for person in home[other]:
                home[person] = home[one]
    return {id(each): each for each in home.values()}.values()


def _kin(states: States, residents: Collection[str]) -> dict[Pair, Instant]:
    """The pairs of residents that some record makes relatives, each with when that was first known."""
    found: dict[Pair, Instant] = {}
    for person in residents:
        for entry in states.entries.get(person, ()):
            for pair in _pairs(entry, person):
                if pair[1] in residents:
                    found[pair] = min(entry.known, found.get(pair, entry.known))
    return found


def _pairs(entry: Entry, person: str) -> Iterator[Pair]:
    if person in main_people(entry):
        told = entry.people() if entry.kind == "relationship" and entry.one("type") in RELATED else entry.people(*KIN)
        yield from ((person, other) for other in told if other != person)
