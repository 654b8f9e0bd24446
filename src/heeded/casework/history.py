"""Everything that became of a warning, in order of time: what people did, and what only the clock and the staff did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heeded.casework.clock import clock
from heeded.casework.keeping import Held
from heeded.casework.owners import Search, tenures
from heeded.casework.staffing import Staffing
from heeded.casework.state import episodes
from heeded.casework.warning import Act, State, Tenure
from heeded.words.instants import Instant

RAISED, REOPENED, CLIMBED, HANDED_ON = "raised", "reopened", "climbed", "handed on"
EVIDENCE, ROSE, CLEARED, MOVED = "evidence", "rose", "cleared", "moved"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that became of a warning. `act` is set where a person did it, `owner` where it came to somebody.

    `why` says why it was opened or handed on; for `rose` the level, for `moved` the agency's key. `opening` and
    `index` number it: which opening, and which of its kind within it.
    """

    at: Instant
    what: str
    owner: str = ""
    role: str = ""
    why: str = ""
    act: Act | None = None
    opening: int = 0
    index: int = 0


def events(held: Held, staffing: Staffing, now: Instant) -> list[Event]:
    """The whole history of a warning up to an instant, in order of time."""
    found = [*_passed(held, staffing, now), *_of_the_pattern(held, now)]
    found += [Event(act.at, act.kind, act=act) for act in held.acts if act.at <= now]
    order = (RAISED, EVIDENCE, ROSE, CLEARED, MOVED, REOPENED)
    return sorted(found, key=lambda e: (e.at, order.index(e.what) if e.what in order else len(order)))


def by_the_clock(held: Held, staffing: Staffing, state: State) -> list[Event]:
    """The openings again and the climbs up to a state, in order of time: what a tick writes down."""
    found = _handed(state.tenures[1:], 0) if len(state.openings) == 1 else _passed(held, staffing, state.at)
    return [event for event in found if event.what in (REOPENED, CLIMBED)]


def _passed(held: Held, staffing: Staffing, now: Instant) -> Iterator[Event]:
    """Openings, climbs and changes of owner, as the state's function finds them."""
    search = Search(held.standing, staffing, held.terms)
    acts = [act for act in held.acts if act.at <= now]
    for number, episode in enumerate(episodes(held.standing, acts, now)):
        until = min(episode.ends, now)
        running = clock(held.standing, episode.opening, episode.acts, held.terms, until)
        found = [step.tenure for step in tenures(search, episode.opening, running, episode.acts, until)]
        what = REOPENED if number else RAISED
        yield Event(episode.opening.at, what, found[0].owner, found[0].role, episode.opening.why, opening=number)
        yield from _handed(found[1:], number)


def _handed(later: Sequence[Tenure], opening: int) -> Iterator[Event]:
    climbs = 0
    for tenure in later:
        climbed = tenure.why == CLIMBED
        climbs += climbed
        what, index = (CLIMBED, climbs) if climbed else (HANDED_ON, 0)
        if tenure.why != "assigned":  # the act itself says so
            yield Event(tenure.since, what, tenure.owner, tenure.role, tenure.why, None, opening, index)


def _of_the_pattern(held: Held, now: Instant) -> Iterator[Event]:
    """What became of the pattern itself: new evidence, higher levels, people moved, and that it went."""
    standing = held.standing
    for when in sorted({w for w in standing.later if w <= now}):
        yield Event(when, EVIDENCE)
    for level, when in standing.levels:
        if standing.raised < when <= now:
            yield Event(when, ROSE, why=level)
    for move in standing.moves:
        if move.at <= now:
            yield Event(move.at, MOVED, why=move.key)
    if standing.cleared is not None and standing.cleared <= now:
        yield Event(standing.cleared, CLEARED, why=standing.lapsed)
