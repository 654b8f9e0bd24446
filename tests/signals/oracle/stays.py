"""Who stays where: addresses given by each agency, and stays of ninety days."""

from dataclasses import dataclass

from heeded.chronology.entry import Entry
from heeded.words.instants import NEVER, Instant

from .view import View, later, until

ADDRESSES = ("registered", "notified", "enrolled")


@dataclass(frozen=True)
class Stay:
    """A person is at a place in `[start, end)`. `lasting`: it is an address."""

    place: str
    start: Instant
    end: Instant
    ref: str
    lasting: bool


@dataclass(frozen=True)
class Given:
    """An address that one agency gives a person from some instant on, in a record or (`row`) its People table."""

    agency: str
    place: str
    start: Instant
    end: Instant
    takes_effect: Instant
    ref: str
    row: bool


def gives(entry: Entry) -> bool:
    """Whether a record gives the person an address that lasts until the next."""
    if entry.kind == "residence":
        return entry.one("status") in ADDRESSES
    return entry.kind == "registered" or (entry.kind == "notification" and "address" in entry.all("what"))


def first_met(view: View, key: str) -> str:
    """The record by which an agency came to know a person, which stands for the row of its People table."""
    met = [
        e
        for e in view.scene.entries
        if e.known <= view.now and any(r.key == key for r in e.roles) and key.startswith(f"{e.agency}:")
    ]
    return min(met, key=lambda e: (e.known, e.seq)).ref if met else key


def comes_after(given: Given, one: Given) -> bool:
    """Whether an address was given later, or at the same moment by a record where the other is only a row."""
    same = given.takes_effect == one.takes_effect
    return given.takes_effect > one.takes_effect or (same and one.row and not given.row)


def stays(view: View, person: str) -> list[Stay]:
    """Every stay of the person that counts, as known now."""
    given = [
        Given(
            e.agency,
            e.place,
            e.happened.first,
            until(e) if e.kind == "residence" else NEVER,
            e.happened.last,
            e.ref,
            row=False,
        )
        for e in view.of(person, "residence", "registered", "notification")
        if e.place and gives(e)
    ]
    given += [
        Given(s.agency, s.place, s.since.first, NEVER, s.since.last, first_met(view, s.key), row=True)
        for s in view.statements
        if s.person == person and s.place
    ]
    found = []
    for one in given:
        moved = [
            g.takes_effect for g in given if g.agency == one.agency and g.place != one.place and comes_after(g, one)
        ]
        ended = [g.end for g in given if g.agency == one.agency and g.place == one.place and comes_after(g, one)]
        found.append(Stay(one.place, one.start, min([one.end, *moved, *ended]), one.ref, lasting=True))
    for entry in view.of(person, "residence"):
        if entry.place and entry.one("status") == "staying":
            renewed = [e for e in view.of(person, "residence") if e.agency == entry.agency and e.place == entry.place]
            ends = [until(e) for e in renewed if e.happened.last > entry.happened.last or e is entry]
            end = min([later(entry.happened.last, 90), *ends])
            found.append(Stay(entry.place, entry.happened.first, end, entry.ref, lasting=False))
    return found
