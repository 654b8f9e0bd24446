"""Whose a warning is from its opening on: found by role and involvement, kept, climbed, given away, never nobody's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from heeded.casework.clock import Clock
from heeded.casework.staffing import Staffing
from heeded.casework.terms import Terms
from heeded.casework.warning import ASSIGNED, Act, Opening, Standing, Tenure
from heeded.words.instants import NEVER, Instant

MIXING, ALL_BITS = 0x9E3779B97F4A7C15, 2**64 - 1  # an odd number near 2**64 over the golden ratio: it spreads the bits


@dataclass(frozen=True, slots=True)
class Step:
    """A tenure, and where on the ladder it stands: `rung` is the one that was wanted, `reached` the one it came to."""

    tenure: Tenure
    rung: int
    reached: int


@dataclass(frozen=True, slots=True)
class Search:
    """What an owner is looked for with."""

    held: Standing
    staffing: Staffing
    terms: Terms

    def from_rung(self, rung: int, at: Instant, why: str) -> Step:
        """Whoever holds the role of a rung, or of the next one up where nobody does; in the end the last owner."""
        ladder = self.terms.ladder
        for reached in range(rung, len(ladder)):
            free = [n for n in self.staffing.holding(ladder[reached], at) if not self.held.bars(n, at)]
            if free:
                owner = self._nearest(free, at)
                return Step(Tenure(owner, at, ladder[reached], why, ladder[rung:reached]), rung, reached)
        return Step(Tenure(self.staffing.last_owner, at, "", why, ladder[rung:]), rung, len(ladder))

    def above(self, step: Step, at: Instant) -> Step:
        """Who is next when nobody decided: the owner's own manager if there, else the next role up."""
        rung = min(step.reached + 1, len(self.terms.ladder))
        member = self.staffing.member(step.tenure.owner, at)
        manager = self.staffing.named(member.answers_to) if member and member.answers_to else ""
        fit = manager and manager != step.tenure.owner and not self.held.bars(manager, at)
        if rung < len(self.terms.ladder) and fit and self.staffing.present(manager, at):
            return Step(Tenure(manager, at, "", "climbed"), rung, rung)
        return self.from_rung(rung, at, "climbed")

    def _nearest(self, free: Sequence[str], at: Instant) -> str:
        """The one who holds the case, else one of their team, else anybody; the same one however often it is asked."""
        known = (self.staffing.named(i.worker) for i in self.held.involved if i.since <= at < i.until)
        workers = frozenset(known)
        teams = self.staffing.teams(workers, at) if workers else frozenset()
        theirs = [n for n in free if n in workers]
        of_the_team = [n for n in free if teams & self.staffing.teams((n,), at)] if teams and not theirs else []
        return drawn(self.held.id, theirs or of_the_team or free)


def drawn(warning: str, names: Sequence[str]) -> str:
    """The one of these people to whom a warning falls by lot: whoever joins or leaves changes nobody else's."""
    seed = _number(warning)
    return max(names, key=lambda name: ((_number(name) ^ seed) * MIXING & ALL_BITS, name))


@lru_cache(maxsize=65536)
def _number(text: str) -> int:
    """A text as 64 bits, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def tenures(search: Search, opening: Opening, clock: Clock, acts: Iterable[Act], now: Instant) -> list[Step]:
    """The owners since an opening, up to `now`, in order; at every instant of it somebody who is there.

    An owner keeps it until they are gone, it climbs, it is assigned, or somebody takes the role that was empty.
    """
    given = [a for a in acts if a.kind == ASSIGNED and a.at >= opening.at]
    steps = [search.from_rung(0, opening.at, "opened")]
    while True:
        last = steps[-1]
        at, why = _next(search, last, clock, given)
        if at > now:
            return steps
        if why == "assigned":
            act = given.pop(0)
            steps.append(_assigned(search, last, act))
        elif why == "climbed":
            steps.append(search.above(last, at))
        else:
            steps.append(search.from_rung(last.rung, at, why))


def next_change(search: Search, step: Step, clock: Clock) -> Instant:
    """The first instant at which the clock alone may give it to somebody else."""
    return _next(search, step, clock, [])[0]


def _next(search: Search, last: Step, clock: Clock, given: Sequence[Act]) -> tuple[Instant, str]:
    """What happens next to an owner, and when."""
    tenure, staffing = last.tenure, search.staffing
    top = tenure.owner == staffing.last_owner and last.reached >= len(search.terms.ladder)
    climb = NEVER if top else clock.next_missed(tenure.since)
    gone = staffing.gone(tenure.owner, tenure.role, tenure.since)
    if tenure.owner != staffing.last_owner:
        gone = min(gone, *(at for who, at in search.held.barred if who == tenure.owner and at > tenure.since), NEVER)
    filled = staffing.filled(tenure.empty, tenure.since, search.held.bars)
    assigned = given[0].at if given else NEVER
    return min((climb, "climbed"), (assigned, "assigned"), (gone, "gone"), (filled, "filled"), key=lambda each: each[0])


def _assigned(search: Search, last: Step, act: Act) -> Step:
    """Given to somebody by name. One who is not there at that instant does not get it."""
    to = search.staffing.named(act.to)
    if not search.staffing.present(to, act.at):
        return search.from_rung(last.rung, act.at, "gone")
    return Step(Tenure(to, act.at, "", "assigned"), last.rung, min(last.reached, len(search.terms.ladder)))
