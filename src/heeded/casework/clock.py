"""The clock of an open warning: when it is to be acknowledged and decided, and each time that passed undecided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heeded.casework.terms import Terms
from heeded.casework.warning import ACKNOWLEDGED, DEFERRED, Act, Opening, Standing
from heeded.words.instants import NEVER, Instant, day_of
from heeded.words.respond import MOMENT, Respond, end_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which nothing changed the clock: `[start, until)`. The time is up at `due`, and again and again after."""

    start: Instant
    until: Instant
    due: Instant
    level: str
    respond: Respond
    acknowledge_by: Instant
    deferral: Act | None = None
    fresh: bool = False  # whether what was overdue before is so no longer: just opened, or put off with approval


@dataclass(frozen=True, slots=True)
class Clock:
    """The stretches of one opening, in order of time."""

    stretches: tuple[Stretch, ...]
    terms: Terms

    def next_missed(self, after: Instant) -> Instant:
        """The first instant after another at which the time to decide is up; never where none is to come."""
        for each in self.stretches:
            if each.until > after:
                due = each.due if each.due > after else each.respond.due_after(each.due, after, self.terms.working)
                if due < each.until:
                    return due
        return NEVER

    def missed(self, now: Instant) -> int:
        """How many times it was up, undecided, by an instant."""
        ended = ((each, min(now, each.until - MOMENT)) for each in self.stretches if each.start <= now)
        return sum(each.respond.times_up(each.due, last, self.terms.working) for each, last in ended)

    def overdue_since(self, now: Instant) -> Instant | None:
        """The first time that passed undecided since it was opened or put off; None if none has."""
        found: Instant | None = None
        for each in self.stretches:
            if each.start > now:
                break
            found = None if each.fresh else found
            if found is None and each.due <= now and each.due < each.until:
                found = each.due
        return found

    def at(self, now: Instant) -> Stretch:
        """The stretch an instant falls in."""
        return next((each for each in reversed(self.stretches) if each.start <= now), self.stretches[0])

    def acknowledgement(self, acts: Sequence[Act]) -> Act | None:
        """The last time somebody said that they had read it as it is now."""
        since = next((s.start for s in reversed(self.stretches) if s.deferral is None), self.stretches[0].start)
        told = [a for a in acts if a.kind in (ACKNOWLEDGED, DEFERRED) and a.at >= since]
        return told[-1] if told else None


def clock(held: Standing, opening: Opening, acts: Sequence[Act], terms: Terms, now: Instant) -> Clock:
    """The clock since an opening: started anew by a higher level, put off by a deferral until that day's end.

    A deferral holds for what was known when it was approved: a higher level or new evidence ends it.
    """
    respond = terms.decide(opening.level)
    first = Stretch(
        opening.at, NEVER, respond.due(opening.at, terms.working), opening.level, respond,
        terms.acknowledge_by(opening.level, opening.at), fresh=True,
    )  # fmt: skip
    found = [first]
    for at, what in _changes(held, opening, acts, now):
        last = found[-1]
        changed = _deferred(last, what) if isinstance(what, Act) else _again(last, what, at, terms)
        if changed is not None:
            found[-1] = replace(last, until=at)
            found.append(replace(changed, start=at))
    return Clock(tuple(found), terms)


def _changes(held: Standing, opening: Opening, acts: Sequence[Act], now: Instant) -> list[tuple[Instant, Act | str]]:
    """What may change the clock, in order of time: higher levels, new evidence (the level then), deferrals."""
    rises: list[tuple[Instant, Act | str]] = [(at, level) for level, at in held.levels if opening.at < at <= now]
    joined: list[tuple[Instant, Act | str]] = [(at, held.level_at(at)) for at in held.later if opening.at < at <= now]
    put_off: list[tuple[Instant, Act | str]] = [(a.at, a) for a in acts if a.kind == DEFERRED and a.at >= opening.at]
    return sorted([*rises, *joined, *put_off], key=lambda change: (change[0], isinstance(change[1], Act)))


def _deferred(last: Stretch, act: Act) -> Stretch:
    return replace(last, until=NEVER, due=end_of(day_of(act.until)), deferral=act, fresh=True)


def _again(last: Stretch, level: str, at: Instant, terms: Terms) -> Stretch | None:
    """The new level's time from now, never later than the time that runs; nothing where the level is the same.

    Evidence that joins at the level there is ends a deferral, and changes nothing else.
    """
    respond = terms.decide(level)
    if last.deferral is None and level == last.level:
        return None
    running = last.respond.due_after(last.due, at, terms.working) if last.due <= at else last.due
    due, acknowledge_by = min(running, respond.due(at, terms.working)), terms.acknowledge_by(level, at)
    return replace(
        last,
        until=NEVER,
        due=due,
        level=level,
        respond=respond,
        acknowledge_by=min(acknowledge_by, due),
        deferral=None,
        fresh=False,
    )
