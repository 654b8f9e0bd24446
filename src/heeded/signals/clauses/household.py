"""Who is known at a child's home: people who stay there, belong to the household, or were seen there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from heeded.chronology.entry import Entry, Role
from heeded.chronology.spans import ALWAYS, NONE, Spans, joined, meet, minus
from heeded.chronology.state import State, known
from heeded.chronology.states import main_people
from heeded.signals.bench import Bench
from heeded.signals.selection import Selection
from heeded.words.told import Told

HOMES = frozenset({"registered", "notified", "returned_home", "staying"})
THERE = HOMES | {"frequent_visitor"}
SEEN_THERE = ("partner", "other", "household")
VISITING_DAYS = 90  # how long a stay or frequent visiting lasts from its record, as everywhere


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at a child's home: `person` ('' for an adult nobody named), since when, and when that is known.

    `recorded` is the day it was first written down. `refs` are the records of that person's being there, and `stays`
    that person's stay and the child's (none where somebody was only named or seen there).
    """

    person: str
    begins: Told
    recorded: date
    spans: Spans
    refs: tuple[str, ...]
    stays: tuple[State, ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """The records it rests on, those of the child's home too."""
        return tuple(dict.fromkeys((*self.refs, *(ref for stay in self.stays for ref in stay.refs))))

    def still(self, told: Told) -> Spans:
        """When it is known that both stayed there on some day of the span; somebody who was only seen did not stay."""
        spans = self.spans if self.stays else NONE
        for stay in self.stays:
            spans = meet(spans, stay.during(told))
        return spans


def homes(bench: Bench, child: str) -> tuple[State, ...]:
    """The stays of a child that are its home: a school or an institution is none, nor is a place it visits."""
    return bench.once(("homes", child), lambda: _stays(bench, child, HOMES))


def present(bench: Bench, child: str) -> Iterator[Presence]:
    """Everybody known at a child's home, once for each record that says so."""
    yield from _staying(bench, child)
    for entry in bench.states.entries.get(child, ()):
        if entry.kind != "visit" and child in main_people(entry):
            yield from _named(bench, entry, child, "household")
    for entry in _visits(bench, child):
        at_home = _at_home(bench, entry, child)
        if at_home:
            yield from _named(bench, entry, child, *SEEN_THERE, at_home=at_home)


def meaning_children(bench: Bench, chosen: Iterable[Selection]) -> Iterator[tuple[str, Entry]]:
    """Records that say a child was there and name none, for each child they mean, as far as that is known.

    Those are the children whose home its place was, or, where no place is given, the children of those it names.
    """
    for entry in (e for selection in chosen for e in selection.entries(bench)):
        if entry.one("child_present") == "yes" and not entry.people("child"):
            young = joined(bench.states.child_during(person, entry.happened) for person in main_people(entry))
            unnamed = minus(known(entry), young)
            for child, spans in _meant(bench, entry) if unnamed else ():
                for since, until in meet(spans, unnamed) if bench.wanted(child) else ():
                    roles = (*entry.roles, Role("child", child, ""))
                    yield child, replace(entry, roles=roles, known=since, until=until)


def _meant(bench: Bench, entry: Entry) -> Iterator[tuple[str, Spans]]:
    if entry.place:
        for home in bench.once("stays by place", lambda: _by_place(bench)).get(entry.place, ()):
            if home.sort in HOMES:
                young = bench.states.child_during(home.person, entry.happened)
                yield home.person, meet(home.during(entry.happened), young)
        return
    for adult in dict.fromkeys(entry.people()):
        for child in bench.once(("beside", adult), partial(_beside, bench, adult)):
            yield child, related(bench, child, adult, "parent", "carer")


def _beside(bench: Bench, adult: str) -> tuple[str, ...]:
    """Those whose records name somebody who is not the one they are about."""
    entries = bench.states.entries.get(adult, ())
    return tuple(dict.fromkeys(person for e in entries for person in main_people(e) if person != adult))


def related(bench: Bench, child: str, person: str, *roles: str) -> Spans:
    """When records are known that name a person in one of these roles beside the child."""
    return bench.once(("related", child, person, roles), lambda: _related(bench, child, person, roles))


def _related(bench: Bench, child: str, person: str, roles: tuple[str, ...]) -> Spans:
    entries = bench.states.entries.get(child, ())
    named = [known(e) for e in entries if child in main_people(e) and person in e.people(*roles)]
    told = [known(e) for e in entries if e.kind == "relationship" and _child_of(e, child, person) in roles]
    return joined((*named, *told))


def first_recorded(bench: Bench, ref: str, person: str, place: str = "") -> date | None:
    """The day on which the first edition of a record was written down that names a person (and a place)."""
    by_ref = bench.once("first recorded", lambda: _first_recorded(bench))
    return by_ref.get((ref, person, place))


def _first_recorded(bench: Bench) -> dict[tuple[str, str, str], date]:
    found: dict[tuple[str, str, str], date] = {}
    for entry in bench.scene.entries:  # in order of known
        for person in entry.people():
            for place in ("", entry.place):
                found.setdefault((entry.ref, person, place), entry.recorded.day)
    return found


def _child_of(entry: Entry, child: str, person: str) -> str:
    """`parent` where a relationship record is about the parent and names the child."""
    told = person in entry.people("about") and child in entry.people("child") and entry.one("type") == "parent"
    return "parent" if told else ""


def _stays(bench: Bench, person: str, sorts: frozenset[str]) -> tuple[State, ...]:
    return tuple(s for s in bench.joining(person, VISITING_DAYS) if s.sort in sorts)


def _by_place(bench: Bench) -> dict[str, list[State]]:
    found: dict[str, list[State]] = {}
    for person in dict.fromkeys((*bench.states.entries, *bench.states.statements)):
        for stay in _stays(bench, person, THERE):
            found.setdefault(stay.place, []).append(stay)
    return found


def _staying(bench: Bench, child: str) -> Iterator[Presence]:
    """Those whose stays overlap with the child's: from the later of the two beginnings."""
    by_place = bench.once("stays by place", lambda: _by_place(bench))
    for home in homes(bench, child):
        for stay in by_place.get(home.place, ()):
            if stay.person != child:
                begins = max(home.begins, stay.begins, key=lambda told: (told.last, told.first))
                spans = meet(home.during(begins), stay.during(begins))
                if spans:
                    recorded = max(_recorded(bench, home), _recorded(bench, stay))
                    yield Presence(stay.person, begins, recorded, spans, stay.refs, (stay, home))


def _recorded(bench: Bench, stay: State) -> date:
    place = stay.place if stay.entry is not None else ""  # a People row stands on the first record of the person
    days = (first_recorded(bench, ref, stay.person, place) for ref in stay.refs)
    return min((day for day in days if day is not None), default=stay.begins.day)


def _visits(bench: Bench, child: str) -> Iterable[Entry]:
    """The visits that name a child, or went to one of its homes; each once."""
    at_place = bench.once("visits by place", lambda: _visits_by_place(bench))
    naming = [e for e in bench.states.entries.get(child, ()) if e.kind == "visit"]
    places = dict.fromkeys(home.place for home in homes(bench, child))
    return {id(e): e for e in (*naming, *(e for place in places for e in at_place.get(place, ())))}.values()


def _visits_by_place(bench: Bench) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in bench.kind("visit"):
        found.setdefault(entry.place, []).append(entry)
    return found


def _named(bench: Bench, entry: Entry, child: str, *roles: str, at_home: Spans = ALWAYS) -> Iterator[Presence]:
    """Those whom a record names in some roles, or the adult whom a visitor saw and could not name."""
    spans, told = meet(known(entry), at_home), entry.happened
    named = ["" if "?" in person else person for person in entry.people(*roles) if person != child]
    unknown = [""] if not named and "unknown_adult" in entry.all("observed") else []
    for person in dict.fromkeys((*named, *unknown)) if spans else ():
        recorded = (first_recorded(bench, entry.ref, person) if person else None) or entry.recorded.day
        yield Presence(person, told, recorded, spans, (entry.ref,))


def _at_home(bench: Bench, entry: Entry, child: str) -> Spans:
    """When a visit is known to have been at the child's home; one to a child without a known place is taken to be."""
    theirs = homes(bench, child)
    if child in main_people(entry) and (not entry.place or not theirs):
        return ALWAYS
    here = (home.during(entry.happened) for home in theirs if home.place == entry.place)
    return joined(here) if entry.place else NONE
