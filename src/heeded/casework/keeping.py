"""Warnings as they stand, from what the register and the judged raises hold; and their rows kept up with them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from heeded.casework.kept import once_raised
from heeded.casework.register.row import Row, coming, row_of
from heeded.casework.register.store import Register
from heeded.casework.staffing import Staffing
from heeded.casework.state import state
from heeded.casework.store import Raises
from heeded.casework.terms import Terms, terms_of
from heeded.casework.warning import CLOSED, DISMISSED, Act, Standing, State
from heeded.signals.shelf import Signal
from heeded.words.instants import Instant

REPEATED_DISMISSAL = "GOV05"  # whoever dismissed the warnings that it is about does not decide whether that was right

EVERY = 1_000_000  # more warnings than any list has


@dataclass(frozen=True, slots=True)
class Held:
    """All that the state of one warning is a function of."""

    standing: Standing
    acts: tuple[Act, ...]
    terms: Terms

    def at(self, now: Instant, staffing: Staffing) -> State:
        """Where it stands at an instant that is not before it was raised."""
        return state(self.standing, self.acts, staffing, now, self.terms)


class Keeping:
    """Warnings over one connection to the projections."""

    def __init__(
        self,
        raises: Raises,
        register: Register,
        signals: Mapping[str, Signal],
        person_of: Callable[[str], str],
        last_owner: str,
    ) -> None:
        self.raises, self.register, self.signals = raises, register, signals
        self._person_of, self._last_owner = person_of, last_owner
        self._staffing = (-1, Staffing((), last_owner))

    def staffing(self) -> Staffing:
        """The staff over time, as recorded so far."""
        position = self.register.staff_position()
        if self._staffing[0] != position:
            self._staffing = (position, Staffing(self.register.staff(), self._last_owner))
        return self._staffing[1]

    def standing(self, warning: str) -> Standing | None:
        """The raise that a warning is about; where the rules have changed, what its record says of it."""
        held = self.raises.one(warning)
        if held is None:
            told = self.raises.told(warning)
            held = once_raised(warning, told, self._person_of, self.register.reopened(warning)) if told else None
        if held is not None and held.signal == REPEATED_DISMISSAL:
            held = replace(held, barred=self._dismissers(held))
        return held

    def held(self, warning: str) -> Held | None:
        """A warning with all that was done about it; None for one there never was."""
        standing = self.standing(warning)
        if standing is None:
            return None
        return self.with_acts(standing)

    def with_acts(self, standing: Standing) -> Held:
        """A raise with all that was done about its warning."""
        acts = tuple(self.register.acts(standing.id))
        return Held(standing, acts, terms_of(self.signals.get(standing.signal)))

    def state(self, warning: str, now: Instant) -> State | None:
        """Where a warning stands; None for what is not one, or not yet."""
        row, held = self.register.rows([warning]).get(warning), self.held(warning)
        if row is None or held is None or held.standing.raised > now:
            return None
        return held.at(now, self.staffing())

    def row(self, warning: str, now: Instant, *, listed: bool) -> Row | None:
        """A warning's row at an instant; None where it is no warning. `listed`: it has a row already."""
        held = self.held(warning)
        if held is None:
            return None
        if held.standing.raised > now:
            return coming(held.standing)
        if not listed and not self.raises.written([warning]):
            return None
        return row_of(held.standing, held.at(now, self.staffing()))

    def refresh(self, warnings: Collection[str], now: Instant) -> None:
        """Make the rows of these warnings anew; what passed meanwhile by the clock alone is left to the next tick."""
        before = self.register.rows(warnings)
        made = {warning: self.row(warning, now, listed=warning in before) for warning in sorted(warnings)}
        rows = [row for row in made.values() if row is not None]
        self.register.drop(warning for warning, row in made.items() if row is None)
        self.register.put(rows)
        self.register.leave(row.id for row in rows if _unwritten(before.get(row.id), row, now))

    def behind(self, now: Instant) -> bool:
        """Whether anything waits for a tick."""
        return bool(self.register.stale(now, 1) or self.register.left(1))

    def listed(self, now: Instant, *, owner: str | None = None, decided: bool = False, most: int = EVERY) -> list[Row]:
        """The first warnings as they stand now, by the time to decide; rows that are behind are made out on the way."""
        found = self.register.fresh(now, owner=owner, decided=decided, most=most)
        found += self._behind(now, owner, decided)
        return sorted(found, key=lambda row: (row.decide_by, row.id))[:most]

    def count(self, now: Instant, *, owner: str | None = None, decided: bool = False) -> int:
        """How many there are of them."""
        fresh = self.register.fresh_count(now, owner=owner, decided=decided)
        return fresh + len(self._behind(now, owner, decided))

    def tally(self, now: Instant) -> dict[str, tuple[int, int]]:
        """How many open warnings each owner has now, and how many of these are overdue."""
        found = self.register.fresh_tally(now)
        for row in self._behind(now, None, decided=False):
            held, late = found.get(row.owner, (0, 0))
            found[row.owner] = (held + 1, late + (row.overdue_since is not None))
        return found

    def _behind(self, now: Instant, owner: str | None, decided: bool) -> list[Row]:
        """Those whose row is behind the clock, as they stand now."""
        made = (self.row(warning, now, listed=True) for warning in self.register.stale(now))
        wanted = (row for row in made if row is not None and (row.status == CLOSED) == decided)
        return [row for row in wanted if owner is None or row.owner == owner]

    def _dismissers(self, held: Standing) -> tuple[tuple[str, Instant], ...]:
        """Who dismissed the signal that this is about (its trigger) for these people, and when first."""
        before = (each for _, person in held.people for each in self.raises.about(person))
        about = {each.id for each in before if held.trigger == f"signal:{each.signal}"}
        acts = (act for each in self.register.acts_of(about).values() for act in each if act.outcome == DISMISSED)
        first: dict[str, Instant] = {}
        for act in sorted(acts, key=lambda act: act.at):
            first.setdefault(act.by, act.at)
        return tuple(sorted(first.items()))


def _unwritten(before: Row | None, row: Row, now: Instant) -> bool:
    """Whether it climbed or was opened again, and nobody may have written that down."""
    if before is None:
        return row.openings > 1 or row.climbs > 0
    return before.next_change <= now or row.openings != before.openings
