"""Replay: the same people judged from every vantage, so that one can see when each warning could have been raised."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heeded.chronology.entry import Scene
from heeded.chronology.sight import Sight
from heeded.chronology.vantage import LIVE, OF_AGENCY, POOLED, SHARED
from heeded.review.knowledge import Fact, facts
from heeded.review.silence import Line, lines
from heeded.signals.kernel import judge
from heeded.signals.raised import NotJudged, Raise
from heeded.signals.shelf import Signal
from heeded.words.instants import day_of, start_of


@dataclass(frozen=True, slots=True)
class Replay:
    """A replay of some people up to and with the day `until`: scenes and raises by vantage, and what follows."""

    persons: tuple[str, ...]
    until: date
    scenes: Mapping[str, Scene]
    raises: Mapping[str, tuple[Raise, ...]]
    not_judged: tuple[NotJudged, ...]
    silence: tuple[Line, ...]
    facts: tuple[Fact, ...]

    @property
    def days(self) -> list[date]:
        """The days on which anything became known to anybody, in order."""
        known = {day_of(e.known) for scene in self.scenes.values() for e in scene.entries}
        return sorted(day for day in known if day <= self.until)


def replay(
    sight: Sight,
    persons: Collection[str],
    agencies: Sequence[str],
    signals: Mapping[str, Signal],
    until: date,
    *,
    rules_then: bool = False,
    identity_then: bool = False,
    live: bool = False,
) -> Replay:
    """Judge these people from the pooled, the shared and each agency's vantage (and `live` where asked for).

    Today's rules are used unless `rules_then`; today's belief about who is who unless `identity_then`. Raises that
    begin after `until` are left out.
    """
    vantages = [POOLED, SHARED, *(OF_AGENCY + a for a in agencies), *([LIVE] if live else [])]
    end = start_of(until + timedelta(days=1))
    scenes: dict[str, Scene] = {}
    raises: dict[str, dict[str, Raise]] = {v: {} for v in vantages}
    not_judged: set[NotJudged] = set()
    for circle in sight.circles(persons):
        records = sight.records_about(circle.seen)
        for vantage in vantages:
            scene = sight.scene(circle.seen, vantage, identity_then=identity_then, records=records, cut=circle.cut)
            found = judge(
                scene, signals=signals, rules_on=None if rules_then else until, only=circle.judged & set(persons),
                institution=sight.institution,
            )  # fmt: skip
            raises[vantage].update((r.id, r) for r in found.raises if r.raised < end)
            scenes[vantage] = scene if vantage not in scenes else _together(scenes[vantage], scene)
            not_judged.update(found.not_judged if vantage == POOLED else ())
    kept = {v: tuple(sorted(r.values(), key=lambda r: (r.raised, r.signal, r.subject))) for v, r in raises.items()}
    alone = {v: s for v, s in scenes.items() if v.startswith(OF_AGENCY)}
    told = facts(scenes[POOLED], alone, tuple(persons)) if scenes else []
    return Replay(
        tuple(sorted(persons)), until, scenes, kept, tuple(sorted(not_judged)), tuple(lines(kept, until)), tuple(told)
    )


def _together(one: Scene, other: Scene) -> Scene:
    """Two scenes of one vantage as one; what both hold is held once."""
    entries = {(e.id, e.known, e.roles): e for e in (*one.entries, *other.entries)}
    statements = {(s.key, s.known, s.written_place): s for s in (*one.statements, *other.statements)}
    return Scene(
        one.vantage,
        tuple(sorted(entries.values(), key=lambda e: (e.known, e.seq, e.roles))),
        tuple(sorted(statements.values(), key=lambda s: (s.known, s.key))),
        one.agencies,
        {**one.doubts, **other.doubts},
        (*one.cut, *other.cut),
    )
