"""Judges people in `live` in the same lane that wrote their records, and writes down each raise that begins."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from heeded.casework.store import Raises, Standing
from heeded.chronology.closure import Circle
from heeded.chronology.sight import Sight
from heeded.chronology.vantage import LIVE
from heeded.ledger.record import Draft, Part
from heeded.signals.kernel import judge
from heeded.signals.raised import Raise
from heeded.signals.shelf import Signal
from heeded.words.instants import Instant, day_of
from heeded.words.told import Told

RAISED = "raised"


class Judging:
    """What happens to the people touched by new records: judged again, and raises that begin become records."""

    def __init__(self, sight: Sight, raises: Raises, signals: Mapping[str, Signal]) -> None:
        self._sight, self._raises, self._signals = sight, raises, signals

    def judge(self, touched: Collection[str], now: Instant, *, backlog: str = "") -> tuple[list[Draft], set[str]]:
        """Judge these people and all whom it may concern.

        Returns the drafts of raises that have begun and have no record yet, and everybody who was judged.
        """
        drafts: list[Draft] = []
        judged: set[str] = set()
        for circle in self._sight.circles(touched):
            drafts += self._circle(circle, now, backlog)
            judged |= circle.judged
        return drafts, judged

    def _circle(self, circle: Circle, now: Instant, backlog: str) -> list[Draft]:
        scene = self._sight.scene(circle.seen, LIVE, cut=circle.cut)
        found = judge(scene, signals=self._signals, only=circle.judged, institution=self._sight.institution)
        self._raises.replace(circle.judged, [standing(r, now) for r in found.raises])
        begun = {r.id: r for r in found.raises if r.raised <= now and (r.cleared is None or r.cleared > now)}
        new = sorted(set(begun) - self._raises.written(begun))
        self._raises.note_written(new)
        return [raised_draft(begun[i], self._keys(begun[i]), backlog) for i in new]

    def _keys(self, found: Raise) -> tuple[Part, ...]:
        """Each person of a raise by the first of their keys: records name people by agency key, never by Person."""
        return tuple(
            Part(role, min(self._sight.people.keys_of(person), default=person)) for role, person in found.subject
        )


def standing(found: Raise, now: Instant) -> Standing:
    """A raise as the store keeps it."""
    return Standing(
        found.id, found.signal, found.subject, found.raised, found.cleared, found.level_at(now), found.trigger
    )


def raised_draft(found: Raise, people: tuple[Part, ...], backlog: str = "") -> Draft:
    """The record that a raise began. The same raise gives the same origin, so that it is written once."""
    details = {"signal": (found.signal,), "version": (found.version,), "raise": (found.id,)}
    if backlog:
        details["backlog"] = (backlog,)
    when = Told.at(found.raised)
    return Draft(
        agency="heeded", source="casework", origin=f"raise-{found.id}", kind=RAISED, happened=when, recorded=when,
        people=people, details=MappingProxyType(details), basis="finding",
        says=f"{found.signal} {found.name.replace('_', ' ')}, {day_of(found.raised):%-d %B %Y}",
    )  # fmt: skip
