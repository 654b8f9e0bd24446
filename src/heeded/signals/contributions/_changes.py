"""What changed around a supervised person: each thing once, when it was first told of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from heeded.chronology.entry import Entry
from heeded.chronology.spans import Spans, joined, meet, minus
from heeded.chronology.state import State, known
from heeded.reference.rules import ClockRule
from heeded.signals.bench import Bench, Piece
from heeded.signals.clauses.accounts import as_events, names_of
from heeded.signals.clauses.counting import excused
from heeded.signals.contributions.expecting_partner import partners_of
from heeded.signals.contributions.unnotified_address import not_in_time
from heeded.signals.families import shared_words
from heeded.signals.selection import Selection
from heeded.words.instants import Instant

# Kinds that tell with whom a person lives or goes about; a child named by an arrest or an order is its victim.
TELLS_OF_COMPANY = ("visit", "relationship", "self_report", "intelligence", "residence", "birth", "device_inspection")
WITH_CHILD = ("about", "supervised", "parent", "carer", "partner", "household")
VISITING_DAYS = 90  # how long staying lasts from the last record of it
ADULT, SIGN, APPROVED = (
    "unknown adult with him",
    "sign of a child on an offender visit",
    "approved contact with a child",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `entry` tells of it (its `happened` is when it changed), `spans` is when it is known as the first.

    `trigger` is the other person, or the ref of the record where nobody is named; `says` the change in words, with a
    place for the day.
    """

    entry: Entry
    spans: Spans
    trigger: str
    says: str
    pieces: tuple[Piece, ...]


def changes(bench: Bench, person: str, address: ClockRule, assessed: Iterable[Selection]) -> Iterator[Change]:
    """Every change around a person; `address` is the clock of new addresses, `assessed` what an assessment is."""
    reviews = [e for s in assessed for e in bench.states.of_kind(person, *s.kinds) if s(e)]
    words = shared_words()
    yield from _each(_arrests(bench, person), "he was arrested on {}")
    adults = [e for e in words[ADULT].entries(bench) if _main(e, person) and not e.people("partner", "other")]
    yield from _each(_first_since(adults, reviews), "an adult whom nobody knew was seen with him on {}")
    signs = [e for e in words[SIGN].entries(bench) if _main(e, person) and not e.people("child")]
    excuses = {id(e): excused(bench, person, e, words[APPROVED]) for e in signs}
    unexcused = ((e, minus(spans, excuses[id(e)])) for e, spans in _first_since(signs, reviews))
    yield from _each(unexcused, "signs of a child were seen with him on {}")
    yield from _each(not_in_time(bench, person, address), "he did not notify in time the address that he had on {}")
    yield from _people(_partners(bench, person), "a new partner is on record from {}")
    yield from _people(_children(bench, person), "a child is on record with him from {}")


def _main(entry: Entry, person: str) -> bool:
    return person in entry.people("about", "supervised")


def _arrests(bench: Bench, person: str) -> Iterator[tuple[Entry, Spans]]:
    for entry in bench.kind("arrest"):
        if person in (entry.people("suspect") or entry.people("about", "supervised")):
            yield entry, known(entry)


def _first_since(entries: Iterable[Entry], reviews: Iterable[Entry]) -> Iterator[tuple[Entry, Spans]]:
    """Each record, as long as no earlier one of the sort is known that nobody has assessed him since."""
    ordered = sorted(entries, key=lambda e: (e.happened.last, e.seq))
    assessments = list(reviews)
    for number, entry in enumerate(ordered):
        spans = known(entry)
        for earlier in reversed(ordered[:number]):
            if not spans:
                break
            if earlier.happened.last < entry.happened.last:
                since = earlier.happened.first_day
                between = (a for a in assessments if since <= a.happened.first_day < entry.happened.first_day)
                spans = minus(spans, minus(known(earlier), joined(known(a) for a in between)))
        yield entry, spans


def _each(found: Iterable[tuple[Entry, Spans]], says: str) -> Iterator[Change]:
    """One change an event, called by the ref under which it was first known."""
    listed = list(found)
    numbered = as_events(e for e, _ in listed)
    names = names_of(numbered)
    for (entry, spans), (_, number) in zip(listed, numbered, strict=True):
        for at, name in names[number]:
            if counts := meet(spans, at):
                yield Change(entry, counts, name, says, (Piece(entry.ref, known(entry)),))


Told = tuple[str, Entry, Spans, tuple[Piece, ...]]  # another person, the record, when it is known, what it rests on


def _people(found: Iterable[Told], says: str) -> Iterator[Change]:
    """One change for each other person: as they were first told of, by what is known at each moment."""
    by_person: dict[str, list[Told]] = {}
    for told in found:
        by_person.setdefault(told[0], []).append(told)
    for other, theirs in by_person.items():
        theirs.sort(key=lambda told: (told[1].happened.last, told[1].seq))
        before: list[tuple[Instant, Spans]] = []
        for _, entry, spans, pieces in theirs:
            earlier = joined(at for last, at in before if last < entry.happened.last)
            before.append((entry.happened.last, spans))
            if counts := minus(spans, earlier):
                yield Change(entry, counts, other, says, pieces)


def _partners(bench: Bench, person: str) -> Iterator[Told]:
    for entry in bench.states.entries.get(person, ()):
        for partner, spans in partners_of(bench, entry, person).items():
            if partner and partner != person:
                yield partner, entry, spans, (Piece(entry.ref, spans),)


def _children(bench: Bench, person: str) -> Iterator[Told]:
    """Children whom a record names beside him, and children who live or stay where he does."""
    for entry in bench.states.entries.get(person, ()):
        if entry.kind in TELLS_OF_COMPANY and person in entry.people(*WITH_CHILD):
            for other in dict.fromkeys(entry.people("child", "about")):
                young = meet(known(entry), bench.states.child_during(other, entry.happened)) if other != person else ()
                if young:
                    yield other, entry, young, (Piece(entry.ref, known(entry)),)
    places: dict[str, list[State]] = {}
    for stay in _homes(bench, person):
        places.setdefault(stay.place, []).append(stay)
    for child in bench.states.entries if places else ():
        if child != person:
            yield from _at_his(bench, child, places)


def _at_his(bench: Bench, child: str, places: dict[str, list[State]]) -> Iterator[Told]:
    for stay in _homes(bench, child):
        for his in places.get(stay.place, ()):
            begins = max(stay.begins, his.begins, key=lambda told: (told.last, told.first))
            spans = meet(meet(stay.during(begins), his.during(begins)), bench.states.child_during(child, begins))
            entry = _telling(bench, stay)
            if spans and entry is not None:
                pieces = tuple(Piece(ref, state.known) for state in (his, stay) for ref in state.refs)
                yield child, replace(entry, happened=begins), spans, pieces


def _homes(bench: Bench, person: str) -> list[State]:
    return [s for s in bench.joining(person, VISITING_DAYS) if s.sort != "frequent_visitor"]


def _telling(bench: Bench, stay: State) -> Entry | None:
    """The record of a stay; of one that only a People row gives, the first that names the person."""
    entries = (e for e in bench.states.entries.get(stay.person, ()) if e.ref in stay.refs)
    return stay.entry or next(entries, None)
