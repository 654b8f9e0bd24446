"""Where people live and stay: addresses told by each agency, and visits that last a while."""

from collections.abc import Iterable
from dataclasses import replace

from heeded.chronology.entry import Entry, Statement
from heeded.chronology.state import End, Endings, State, known, told_until
from heeded.chronology.states import States, main_people
from heeded.reference.kinds import kinds
from heeded.words.instants import NEVER, days_later

VISITING = ("staying", "frequent_visitor")
NOTIFIED_STAYS = ("qualifying_stay", "child_household")


def stays(states: States, person: str, visiting_days: int = 90) -> tuple[State, ...]:
    """Every stay of a person, `sort` its status (notified, registered, enrolled, returned_home, staying…).

    An address lasts until that agency gives another or an end; agencies may disagree, and all count. Staying
    and frequent visiting last `visiting_days` from the record. A visit's place is nobody's home.
    """
    addresses: dict[str, list[State]] = {}
    found: list[State] = []
    visits: list[State] = []
    by_place: dict[tuple[str, ...], list[State]] = {}
    for state in (*_stated(states, person), *_told(states, person)):
        if state.sort in VISITING:
            visits.append(state)
        else:
            addresses.setdefault(state.agency, []).append(state)
    gone = [e for e in states.of_kind(person, "address_check") if e.one("result") == "not_there"]
    for theirs in addresses.values():
        found += _chained(theirs, gone)
    for visit in visits:
        until = min(visit.until, days_later(visit.begins.last, visiting_days))
        by_place.setdefault((visit.agency, visit.place, visit.sort), []).append(replace(visit, until=until))
    for theirs in by_place.values():
        found += (_left(visit, addresses.get(visit.agency, ())) for visit in _chained(theirs, gone))
    return tuple(s for s in found if s.place)


def _stated(states: States, person: str) -> Iterable[State]:
    for row in states.statements.get(person, ()):
        if row.place:
            yield State("stay", person, _support(states, row), row.agency, row.since, known(row), (), sort="registered",
                        place=row.place)  # fmt: skip


def _support(states: States, row: Statement) -> tuple[str, ...]:
    """The first record that the agency has of the person stands for its People row; the key where there is none."""
    entries = (e for e in states.entries.get(row.person, ()) if e.known <= row.known)
    theirs = [e for e in entries if any(r.key == row.key for r in e.roles)]
    return (theirs[0].ref,) if theirs else (row.key,)


def _told(states: States, person: str) -> Iterable[State]:
    for entry in states.entries.get(person, ()):
        status = _status(entry)
        if status and entry.place and person in main_people(entry):
            yield State(
                "stay", person, (entry.ref,), entry.agency, entry.happened, known(entry), (), told_until(entry)
                if entry.kind == "residence" else told_until(entry, ""), status, place=entry.place, entry=entry,
            )  # fmt: skip


def _status(entry: Entry) -> str:
    kind = kinds().get(entry.kind)
    if kind is None:
        return ""
    if entry.kind == "notification" and entry.one("type") in NOTIFIED_STAYS:
        return "staying"
    if "stay" not in kind.started(entry.details):
        return ""
    return (entry.one("status") or "registered") if entry.kind == "residence" else "notified"


def _left(visit: State, addresses: Iterable[State]) -> State:
    """A visit that lasts ends when its agency, telling later of the same place, gives the day on which that ended."""
    later = (a for a in addresses if a.place == visit.place and a.begins.last > visit.begins.last)
    ends = [End(a.until, a.known) for a in later if a.until < NEVER]
    return replace(visit, ends=tuple(sorted((*visit.ends, *ends), key=lambda e: e.at))) if ends else visit


def _chained(theirs: list[State], gone: list[Entry]) -> Iterable[State]:
    """What one agency told, one after another: each lasts until the next, or until nobody was found there.

    A dated record also takes the place of an undated People row of the same day.
    """
    every = Endings(End(s.begins.last, s.known) for s in theirs)
    dated = Endings(End(s.begins.last, s.known) for s in theirs if s.entry is not None)
    for state in theirs:
        last = state.begins.last
        ends = [*every.of(last, state.known, after=True)]
        if state.entry is None:
            ends += dated.of(last, state.known)
        for entry in gone:
            if entry.agency == state.agency and entry.place in ("", state.place) and entry.happened.last >= last:
                ends.append(End(entry.happened.last, known(entry)))
        yield replace(state, ends=tuple(sorted(ends, key=lambda e: e.at)))
