"""Judges people in `live` in the same lane that wrote their records, and writes down each raise that begins."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from heeded.casework.raising import raised_draft
from heeded.casework.store import Raises
from heeded.casework.warning import Involvement, Move, Standing
from heeded.chronology.closure import Circle
from heeded.chronology.people import Identities
from heeded.chronology.sight import Sight
from heeded.chronology.states import States
from heeded.chronology.vantage import LIVE
from heeded.ledger.record import Draft, Part
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import Signal
from heeded.words.instants import Instant

ALLOCATED = "allocated"


@dataclass(slots=True)
class Judged:
    """What a judging gave: drafts of raises that begin, everybody who was judged, and every raise concerned.

    `going` are raises as they stood that are found no longer, as when a rule has changed.
    """

    drafts: list[Draft] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    raises: set[str] = field(default_factory=set)
    going: list[Standing] = field(default_factory=list)


class Judging:
    """What happens to the people touched by new records: judged again, and raises that begin become records."""

    def __init__(
        self, sight: Sight, raises: Raises, signals: Mapping[str, Signal], listed: Callable[[Collection[str]], set[str]]
    ) -> None:
        """`listed` says which of some raises are warnings, or are to become so by the clock alone."""
        self._sight, self._raises, self._signals, self._listed = sight, raises, signals, listed

    def judge(self, touched: Collection[str], now: Instant, *, backlog: str = "") -> Judged:
        """Judge these people and all whom it may concern."""
        found, sight = Judged(), self._sight.afresh()
        for circle in sight.circles(touched):
            self._circle(sight, circle, now, backlog, found)
            found.people |= circle.judged
        return found

    def _circle(self, sight: Sight, circle: Circle, now: Instant, backlog: str, judged: Judged) -> None:
        scene = sight.scene(circle.seen, LIVE, cut=circle.cut)
        found = judge(scene, signals=self._signals, only=circle.judged, institution=self._sight.institution)
        known = self._listed({r.id for r in found.raises})
        states = States(scene, self._sight.institution)
        held = {r.id: standing(r, states, self._sight.people) for r in found.raises}
        judged.going += self._raises.going(circle.judged, held)
        judged.raises |= self._raises.replace(circle.judged, held.values())
        # One that began by the clock alone is a warning though what was just recorded clears it.
        begun = {r.id: r for r in found.raises if r.raised <= now and (r.id in known or not _over(r, now))}
        new = sorted(set(begun) - self._raises.written(begun))
        self._raises.note_written(new)
        judged.drafts += [
            raised_draft(held[i], begun[i].name, begun[i].version, keys(held[i], self._sight.people), backlog)
            for i in new
        ]


def _over(found: Raise, now: Instant) -> bool:
    return found.cleared is not None and found.cleared <= now


def keys(held: Standing, people: Identities) -> tuple[Part, ...]:
    """Each person of a raise by the first of their keys: records name people by agency key, never by Person."""
    return tuple(Part(role, min(people.keys_of(person), default=person)) for role, person in held.people)


def standing(found: Raise, states: States, people: Identities) -> Standing:
    """A raise as the store keeps it, with who holds the case and who was moved since."""
    persons = [person for _, person in found.subject]
    return Standing(
        found.id, found.signal, found.subject, found.raised, found.cleared, found.level_at(found.raised), found.trigger,
        found.levels, len(found.evidence), tuple(when for _, when in found.later), found.lapsed, found.says,
        tuple(each for person in persons for each in _involved(states, person)),
        tuple(each for person in persons for each in _moves(people, person, found.raised)),
    )  # fmt: skip


def _involved(states: States, person: str) -> Iterator[Involvement]:
    """Who holds the case, and when that was known to be so."""
    for state in states.of(person, ALLOCATED):
        worker = state.entry.one("worker") if state.entry else ""
        for since, until in state.now() if worker else ():
            yield Involvement(worker, state.agency, since, until)


def _moves(people: Identities, person: str, after: Instant) -> Iterator[Move]:
    """Each time that a key of this Person came from another one, or went to another, since the raise."""
    for key in sorted(people.keys_of(person)):
        beliefs = people.beliefs_of(key)
        for was, became in pairwise(beliefs):
            if became.since > after and person in (was.person, became.person) and was.person != became.person:
                yield Move(became.since, key, was.person, became.person)
