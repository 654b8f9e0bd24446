"""Where a warning stands: a pure function of the raise, what people did, the staff, and the instant.

Nothing here depends on whether anything ran meanwhile: records of climbing and reopening only write down what this
says, and are not read by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from heeded.casework.clock import Clock, clock
from heeded.casework.owners import Search, Step, next_change, tenures
from heeded.casework.staffing import Staffing
from heeded.casework.terms import Terms
from heeded.casework.warning import CLOSED, DECIDED, OPEN, PUT_OFF, Act, Opening, Standing, State
from heeded.reference.responses import responses
from heeded.words.instants import NEVER, Instant, days_later

EVIDENCE, HIGHER, STILL = "new evidence", "higher level", "still there"


@dataclass(frozen=True, slots=True)
class Episode:
    """One opening of a warning, the acts of its time, and the decision that ended it (None: it is open)."""

    opening: Opening
    acts: tuple[Act, ...]
    decision: Act | None
    ends: Instant


def state(held: Standing, acts: Sequence[Act], staffing: Staffing, now: Instant, terms: Terms) -> State:
    """Where a warning stands at `now`, which is not before it was raised.

    `acts` are all that people did about it, in the order of the ledger; those after `now` are left out.
    """
    acts = [act for act in acts if act.at <= now]
    gone_by = episodes(held, acts, now)
    last = gone_by[-1]
    until = now if last.decision is None else last.decision.at
    running = clock(held, last.opening, last.acts, terms, until)
    search = Search(held, staffing, terms)
    steps = tenures(search, last.opening, running, last.acts, until)
    decision = last.decision or next((e.decision for e in reversed(gone_by) if e.decision), None)
    return _stated(held, acts, gone_by, running, steps, decision, search, now)


def episodes(held: Standing, acts: Sequence[Act], now: Instant) -> list[Episode]:
    """Every opening of a warning up to an instant, in order of time; at least one."""
    found, opening, left = list[Episode](), Opening(held.raised, "raised", held.level_at(held.raised)), list(acts)
    while True:
        count, again = _decided(held, left)
        decision = left[count - 1] if count else None
        ends, theirs = (decision.at, left[:count]) if decision else (NEVER, left)
        found.append(Episode(opening, tuple(theirs), decision, ends))
        if again is None or again.at > now:
            return found
        opening, left = again, left[count:]


def _decided(held: Standing, left: Sequence[Act]) -> tuple[int, Opening | None]:
    """How many of these acts there were up to the decision (0: there is none), and when that was opened again.

    Nobody is asked twice; if two did decide one opening, both are kept and the later one stands.
    """
    count, again = 0, None
    for number, act in enumerate(left, start=1):
        if act.kind == DECIDED and (count == 0 or again is None or act.at < again.at):
            count, again = number, _reopened(held, act)
    return count, again


def _reopened(held: Standing, decision: Act) -> Opening | None:
    """When a decided warning is to be opened again: new evidence, a higher level, or the pattern is still there later.

    What was known when it was decided is counted by the decision, so that evidence of the same instant is not lost.
    """
    at = decision.at
    unseen = held.known_by(at) > decision.known
    joined = [(when, EVIDENCE) for when in (held.raised, *held.later) if when > at or (unseen and when == at)]
    rises = [(when, HIGHER) for _, when in held.levels[1:] if when > at or (unseen and when == at)]
    still = days_later(at, responses().looked_at_again)
    reasons = [*joined, *rises, *([(still, STILL)] if held.holds_at(still) else [])]
    if not reasons:
        return None
    when, why = min(reasons, key=lambda reason: (reason[0], reason[1] != HIGHER))
    return Opening(when, why, held.level_at(when))


def _stated(
    held: Standing,
    acts: Sequence[Act],
    gone_by: Sequence[Episode],
    running: Clock,
    steps: Sequence[Step],
    decision: Act | None,
    search: Search,
    now: Instant,
) -> State:
    last, step = gone_by[-1], steps[-1]
    until = now if last.decision is None else last.decision.at
    stretch, overdue = running.at(until), running.overdue_since(until)
    coming = running.next_missed(until)
    at_the_top = step.reached >= len(search.terms.ladder)
    due = _first_missed(running, step, until) if at_the_top else None
    put_off = stretch.deferral if stretch.deferral is not None and overdue is None else None
    status = CLOSED if last.decision else PUT_OFF if put_off else OPEN
    return State(
        held.id, now, status, held.level_at(until), last.opening, step.tenure.owner, step.tenure.role,
        stretch.acknowledge_by, running.acknowledgement(last.acts), due or coming, overdue, running.missed(until),
        tuple(s.tenure for s in steps), tuple(e.opening for e in gone_by), decision, put_off,
        held.cleared if held.cleared is not None and held.cleared <= now else None,
        len(acts) + held.known_by(now), _next_change(held, last, running, step, search, now),
    )  # fmt: skip


def _first_missed(running: Clock, step: Step, now: Instant) -> Instant | None:
    """The time that the last owner let pass: for them it stays overdue."""
    if running.overdue_since(now) is None:
        return None
    due = running.next_missed(step.tenure.since)
    return due if due <= now else None


def _next_change(held: Standing, last: Episode, running: Clock, step: Step, search: Search, now: Instant) -> Instant:
    """The first instant after `now` at which the clock alone may change the state."""
    edges = [*held.later, *(when for _, when in held.levels), *(move.at for move in held.moves)]
    if held.cleared is not None:
        edges.append(held.cleared)
    found = [edge for edge in edges if edge > now]
    if last.decision is None:
        found += [running.next_missed(now), next_change(search, step, running)]
        acknowledge_by = running.at(now).acknowledge_by
        found += [acknowledge_by] if acknowledge_by > now else []
    else:
        again = _reopened(held, last.decision)
        found += [again.at] if again is not None and again.at > now else []
    return min((edge for edge in found if edge > now), default=NEVER)
